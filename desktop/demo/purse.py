"""The demo people's standings, carried along in memory while their history is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from loyalty.ledger import NOBODY, SHOP, Account, Lot, LotKey, Operation, Standing, Unit
from loyalty.members import Birthday


class Purses:
    """Everybody's purse, and the shop's own: each operation moves those of all its holders."""

    def __init__(self) -> None:
        self._purses: dict[int, Purse] = {SHOP: Purse(SHOP)}

    def open(self, member_id: int, joined_at_ms: int, birthday: Birthday | None) -> None:
        """A newcomer's purse."""
        self._purses[member_id] = Purse(member_id, joined_at_ms, birthday)

    def standing(self, member_id: int | None, others: Iterable[int] = ()) -> Standing:
        """What the rules need to know of a member or of nobody now, as the store would tell it."""
        found = NOBODY if member_id is None else self._purses[member_id].standing()
        wanted = {*others, *_referrers(found)} - {SHOP, member_id}
        known = {holder: self._purses[holder].standing() for holder in wanted}
        shops = self._purses[SHOP].standing()
        if shops.lots:
            known[SHOP] = shops
        return replace(found, others=known) if known else found

    def follow(self, operation: Operation) -> None:
        """Count one operation in."""
        holders = {entry.holder_in(operation.member_id) for entry in operation.entries}
        if operation.member_id is not None:
            holders.add(operation.member_id)
        for holder in holders:
            self._purses[holder].follow(operation)


class Purse:
    """The lots of one holder, moved by each operation exactly as the store moves them."""

    __slots__ = ("_birthday", "_joined_at_ms", "_last_visit_ms", "_lots", "_member_id", "_spent", "_visits")

    def __init__(self, member_id: int, joined_at_ms: int | None = None, birthday: Birthday | None = None) -> None:
        self._member_id = member_id
        self._joined_at_ms = joined_at_ms
        self._birthday = birthday
        self._lots: dict[tuple[Account, LotKey], Lot] = {}
        self._visits = 0
        self._spent = 0
        self._last_visit_ms: int | None = None

    def standing(self) -> Standing:
        """What the rules need to know of the holder now."""
        return Standing(
            member_id=self._member_id,
            lots=tuple(self._lots.values()),
            visits=self._visits,
            spent=self._spent,
            last_visit_ms=self._last_visit_ms,
            joined_at_ms=self._joined_at_ms,
            birthday=self._birthday,
        )

    def follow(self, operation: Operation) -> None:
        """Count one operation in: what it moved here, and what it is for its own member."""
        if operation.member_id == self._member_id:
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


def _referrers(found: Standing) -> set[int]:
    return {int(lot.account.part) for lot in found.lots if lot.account.unit is Unit.REFERRAL and lot.left > 0}
