"""A demo member's standing, carried along in memory while their history is written."""

from __future__ import annotations

from datetime import date

from loyalty.ledger import Account, Lot, LotKey, Operation, Standing


class Purse:
    """The lots of one member, moved by each of their operations exactly as the store moves them."""

    __slots__ = ("_last_visit_ms", "_lots", "_member_id", "_spent", "_visits")

    def __init__(self, member_id: int) -> None:
        self._member_id = member_id
        self._lots: dict[tuple[Account, LotKey], Lot] = {}
        self._visits = 0
        self._spent = 0
        self._last_visit_ms: int | None = None

    def standing(self) -> Standing:
        """What the rules need to know of the member now."""
        lots = tuple(self._lots.values())
        return Standing(self._member_id, lots, self._visits, self._spent, self._last_visit_ms)

    def follow(self, operation: Operation) -> None:
        """Count one operation of this member in."""
        self._visits += operation.counts_visit
        self._spent += operation.bill
        if operation.counts_visit > 0:
            self._last_visit_ms = operation.at_ms
        for entry in operation.entries:
            if entry.holder_in(operation.member_id) == self._member_id:
                self._move(entry.account, entry.lot, entry.delta, operation.at_ms, entry.expires_on)

    def _move(self, account: Account, key: LotKey, delta: int, at_ms: int, expires_on: date | None) -> None:
        held = self._lots.get((account, key))
        if held is not None:
            left, at_ms, expires_on = held.left + delta, held.earned_at_ms, held.expires_on
        else:
            left = delta
        if left:
            self._lots[account, key] = Lot(key, account, left, at_ms if key.operation_id else 0, expires_on)
        else:
            self._lots.pop((account, key), None)
