"""The lots a movement touches: spent nearest expiry first, then oldest; taken back where it lay; debt first filled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from loyalty.ledger import DEBT, Account, Entry, EntryReason, Lot, LotKey, Standing

# Lots of a quote that has no operation yet; never the empty id, which is DEBT's.
PENDING_OPERATION = "0" * 32

_NO_FACTS: dict[str, int] = {}


def _spending_order(lot: Lot) -> tuple[bool, date, int, LotKey]:
    return lot.expires_on is None, lot.expires_on or date.max, lot.earned_at_ms, lot.key


class Book:
    """A member's lots while one operation is worked out, and the entries written so far.

    An account never holds a positive lot and a debt at once: whatever comes in fills the debt first.
    """

    def __init__(self, standing: Standing, operation_id: str) -> None:
        self.entries: list[Entry] = []
        self.balances: dict[Account, int] = standing.balances()
        self._operation_id = operation_id or PENDING_OPERATION
        self._lots: dict[Account, dict[LotKey, int]] = {}
        self._expiries: dict[tuple[Account, LotKey], date | None] = {}
        self._debts: dict[Account, int] = {}
        for lot in sorted(standing.lots, key=_spending_order):
            if lot.key == DEBT:
                self._debts[lot.account] = lot.left
            else:
                self._lots.setdefault(lot.account, {})[lot.key] = lot.left
                self._expiries[lot.account, lot.key] = lot.expires_on

    def earn(self, account: Account, amount: int, reason: EntryReason, facts: Mapping[str, int]) -> None:
        """Open a lot with this amount, above 0, and fill the account's debt from it."""
        key = LotKey(self._operation_id, len(self.entries))
        self._move(account, key, amount, reason, facts)
        self._fill_debt(account, key)

    def spend(self, account: Account, amount: int, reason: EntryReason, facts: Mapping[str, int]) -> None:
        """Take an amount from the lots in spending order. Raises ValueError when there is not enough."""
        if self._take_from_lots(account, amount, reason, facts) > 0:
            raise ValueError(f"{account} does not hold {amount}")

    def give_back(self, entry: Entry, amount: int, facts: Mapping[str, int]) -> None:
        """Give an amount that `entry` had spent back to its lot, and fill the account's debt from it."""
        self._expiries.setdefault((entry.account, entry.lot), entry.expires_on)
        self._move(entry.account, entry.lot, amount, EntryReason.GIVEN_BACK, facts)
        self._fill_debt(entry.account, entry.lot)

    def take_back(self, entry: Entry, amount: int, facts: Mapping[str, int]) -> None:
        """Take an amount that `entry` had earned from its lot, then from the other lots; the rest becomes debt."""
        account = entry.account
        here = min(amount, max(0, self._lots.get(account, {}).get(entry.lot, 0)))
        if here:
            self._move(account, entry.lot, -here, EntryReason.TAKEN_BACK, facts)
        rest = self._take_from_lots(account, amount - here, EntryReason.TAKEN_BACK, facts)
        if rest:
            self._move(account, DEBT, -rest, EntryReason.TAKEN_BACK, facts)

    def _take_from_lots(self, account: Account, amount: int, reason: EntryReason, facts: Mapping[str, int]) -> int:
        for key, left in list(self._lots.get(account, {}).items()):
            if amount == 0:
                break
            part = min(left, amount)
            if part > 0:
                self._move(account, key, -part, reason, facts)
                amount -= part
        return amount

    def _fill_debt(self, account: Account, key: LotKey) -> None:
        filled = min(-self._debts.get(account, 0), self._lots[account][key])
        if filled > 0:
            self._move(account, key, -filled, EntryReason.FILLS_DEBT, _NO_FACTS)
            self._move(account, DEBT, filled, EntryReason.FILLS_DEBT, _NO_FACTS)

    def _move(self, account: Account, key: LotKey, delta: int, reason: EntryReason, facts: Mapping[str, int]) -> None:
        expires_on = self._expiries.get((account, key))
        self.entries.append(Entry(len(self.entries), account, delta, key, reason, facts, expires_on))
        self.balances[account] = self.balances.get(account, 0) + delta
        if key == DEBT:
            self._debts[account] = self._debts.get(account, 0) + delta
        else:
            lots = self._lots.setdefault(account, {})
            lots[key] = lots.get(key, 0) + delta
