"""The lots a movement touches: spent nearest expiry first, then oldest; taken back where it lay; debt first filled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from loyalty.ledger import DEBT, NOBODY, TALLY, Account, Entry, EntryReason, Lot, LotKey, Standing

# Lots of a quote that has no operation yet; never the empty id, which is DEBT's.
PENDING_OPERATION = "0" * 32

_NO_FACTS: dict[str, int] = {}


def _spending_order(lot: Lot) -> tuple[bool, date, int, LotKey]:
    return lot.expires_on is None, lot.expires_on or date.max, lot.earned_at_ms, lot.key


class Book:
    """One holder's lots while one operation is worked out, and the entries written so far, for all its holders.

    An account never holds a positive lot and a debt at once: whatever comes in fills the debt first. Only a sale that
    is taken back to be posted again may leave both, for `settle_debts`. `of` opens the book of another holder; both
    write into the same entries.
    """

    def __init__(self, standing: Standing, operation_id: str, shared: Book | None = None, holder: int | None = None):
        self.entries: list[Entry] = [] if shared is None else shared.entries
        self.balances: dict[Account, int] = standing.balances()
        self._standing = standing
        self._holder = holder
        self._others: dict[int, Book] = {}
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

    def of(self, holder: int | None) -> Book:
        """The book of a holder: this one for None or the own member, else the one of somebody the standing knows."""
        if holder is None or holder == self._standing.member_id:
            return self
        if holder not in self._others:
            other = self._standing.others.get(holder, NOBODY)
            self._others[holder] = Book(other, self._operation_id, self, holder)
        return self._others[holder]

    def opened(self, at_ms: int) -> tuple[Lot, ...]:
        """The lots of this holder that were opened here, earned at `at_ms`."""
        return tuple(
            Lot(entry.lot, entry.account, entry.delta, at_ms, entry.expires_on)
            for entry in self.entries
            if entry.holder == self._holder and entry.lot == (self._operation_id, entry.position)
        )

    def earn(
        self,
        account: Account,
        amount: int,
        reason: EntryReason,
        facts: Mapping[str, int],
        expires_on: date | None = None,
    ) -> None:
        """Open a lot with this amount, above 0, and fill the account's debt from it."""
        key = LotKey(self._operation_id, len(self.entries))
        self._expiries[account, key] = expires_on
        self._move(account, key, amount, reason, facts)
        self._fill_debt(account, key)

    def count(self, account: Account, amount: int, reason: EntryReason, facts: Mapping[str, int]) -> None:
        """Add an amount of either sign to the account's one running figure."""
        self._move(account, TALLY, amount, reason, facts)

    def spend(self, account: Account, amount: int, reason: EntryReason, facts: Mapping[str, int]) -> None:
        """Take an amount from the lots in spending order. Raises ValueError when there is not enough."""
        if self._take_from_lots(account, amount, reason, facts) > 0:
            raise ValueError(f"{account} does not hold {amount}")

    def take(self, account: Account, amount: int, reason: EntryReason, facts: Mapping[str, int]) -> None:
        """Take an amount from the lots in spending order; what they do not hold becomes debt."""
        rest = self._take_from_lots(account, amount, reason, facts)
        if rest:
            self._move(account, DEBT, -rest, reason, facts)

    def pay_debt(self, account: Account, amount: int, reason: EntryReason, facts: Mapping[str, int]) -> None:
        """Lessen the account's debt, which is at least this amount, from outside its lots."""
        self._move(account, DEBT, amount, reason, facts)

    def end(self, lot: Lot) -> None:
        """Record that a lot has ended which is no longer among those of the standing."""
        self._lots.setdefault(lot.account, {})[lot.key] = lot.left
        self.balances[lot.account] = self.balances.get(lot.account, 0) + lot.left
        self.drop(lot, EntryReason.EXPIRED)

    def drop(self, lot: Lot, reason: EntryReason) -> None:
        """Take all that is left of one lot."""
        self._expiries[lot.account, lot.key] = lot.expires_on
        self._move(lot.account, lot.key, -lot.left, reason, _NO_FACTS)

    def give_back(self, entry: Entry, amount: int, facts: Mapping[str, int], grace: date | None = None) -> None:
        """Give an amount that `entry` had spent back to its lot, and fill the account's debt from it.

        `grace` is given when the lot has expired meanwhile: then a new lot opens that lasts until that business day.
        """
        key = entry.lot
        if grace is not None:
            key = LotKey(self._operation_id, len(self.entries))
            self._expiries[entry.account, key] = grace
        self._expiries.setdefault((entry.account, key), entry.expires_on)
        self._move(entry.account, key, amount, EntryReason.GIVEN_BACK, facts)
        if key != TALLY:
            self._fill_debt(entry.account, key)

    def take_back(
        self,
        entry: Entry,
        amount: int,
        facts: Mapping[str, int],
        expired: int = 0,
        last: bool = False,
        owes: bool = False,
    ) -> None:
        """Take an amount that `entry` had earned from its lot, then from the other lots; the rest becomes debt.

        What `expired` of the lot before is gone already, and not owed. `last` takes from the lots that end last
        instead of its own. `owes` leaves the other lots alone: what was spent of its own comes in again.
        """
        account = entry.account
        if entry.lot == TALLY:
            self._move(account, TALLY, -amount, EntryReason.TAKEN_BACK, facts)
            return
        here = 0 if last else min(amount, max(0, self._lots.get(account, {}).get(entry.lot, 0)))
        if here:
            self._move(account, entry.lot, -here, EntryReason.TAKEN_BACK, facts)
        owed = max(0, amount - here - expired)
        rest = owed if owes else self._take_from_lots(account, owed, EntryReason.TAKEN_BACK, facts, last)
        if rest:
            self._move(account, DEBT, -rest, EntryReason.TAKEN_BACK, facts)

    def settle_debts(self) -> None:
        """Fill from the lots whatever debt is left beside them, in spending order."""
        for account in sorted(account for account, debt in self._debts.items() if debt < 0):
            for key in [key for key, left in self._lots.get(account, {}).items() if left > 0 and key != TALLY]:
                self._fill_debt(account, key)

    def _take_from_lots(
        self, account: Account, amount: int, reason: EntryReason, facts: Mapping[str, int], last: bool = False
    ) -> int:
        lots = list(self._lots.get(account, {}).items())
        for key, left in reversed(lots) if last else lots:
            if amount == 0:
                break
            part = min(left, amount)
            if part > 0 and key != TALLY:
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
        self.entries.append(Entry(len(self.entries), account, delta, key, reason, facts, expires_on, self._holder))
        self.balances[account] = self.balances.get(account, 0) + delta
        if key == DEBT:
            self._debts[account] = self._debts.get(account, 0) + delta
        else:
            lots = self._lots.setdefault(account, {})
            lots[key] = lots.get(key, 0) + delta
