"""What people correct or give by hand, always with a reason: points and other balances, a tier, and taking them away.

Each answer is what an ADJUST operation records. A balance is never taken below zero by hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from loyalty import expiry, settling
from loyalty.checkout import situate
from loyalty.earning import Change
from loyalty.ledger import Account, Entry, EntryReason, Standing, Unit
from loyalty.lots import Book
from loyalty.programmes import Programme
from loyalty.programs import kind_of
from loyalty.programs.kind import rows
from loyalty.programs.stamp_card import halfway_passed
from loyalty.refusals import Refusal, RefusalReason
from loyalty.replay import moved
from loyalty.shop import ShopRules
from loyalty.shortfalls import too_small
from loyalty.situation import Situation
from loyalty.terms import malformed

_MONEY = frozenset({Unit.STORED_PAID, Unit.STORED_BONUS, Unit.CASHBACK, Unit.REMAINDER, Unit.DONATION})
# Of what is counted one by one: stamps, rewards, prepaid items.
_MOST_AT_ONCE = 999
_NEVER_ENDS = frozenset({Unit.STORED_PAID, Unit.ITEM, Unit.REMAINDER})


@dataclass(frozen=True, slots=True)
class Adjustment:
    """The entries of an ADJUST operation, the balances before and after it, and its detail with the reason given."""

    entries: tuple[Entry, ...]
    before: Mapping[Account, int]
    after: Mapping[Account, int]
    detail: Mapping[str, object] = field(default_factory=dict)


def adjust(
    programmes: Sequence[Programme],
    account: Account,
    amount: int,
    standing: Standing,
    at_ms: int,
    shop: ShopRules,
    operation_id: str,
    note: str,
    expires_on: date | None = None,
) -> Adjustment | Refusal:
    """Add to a balance (above 0) or take from it (below 0), at `at_ms` (epoch milliseconds UTC).

    What is added ends when the programme's terms say, or on `expires_on`; stamps that fill a card fill it, and those
    that pass its half-way mark bring the reward of it. Refused: REASON_NEEDED, MEMBER_NEEDED, NOTHING_TO_ADJUST;
    QUANTITY_OUT_OF_RANGE or, of money, AMOUNT_TOO_LARGE for more at once than anybody means; BALANCE_TOO_SMALL with
    what is missing; MALFORMED for a programme that is not among these.
    """
    own = next((each for each in programmes if each.id == account.programme_id), None)
    if own is None:
        return malformed("programme", "unknown_reference", name=account.programme_id)
    refusal = _refusal(standing, note) or _too_much(account, amount, shop)
    if refusal is not None or amount == 0:
        return refusal or Refusal(RefusalReason.NOTHING_TO_ADJUST)
    situation = situate(programmes, standing, at_ms, shop)
    book = Book(situation.standing, operation_id)
    if amount > 0:
        ends = expires_on or _last_day(own, account, situation.day)
        add(book, own, account, amount, EntryReason.ADJUSTED, {}, ends, situation)
    else:
        held = sum(lot.left for lot in situation.standing.lots if lot.account == account)
        if held < -amount:
            return too_small({account: -amount - max(0, held)}, [own])
        book.spend(account, -amount, EntryReason.ADJUSTED, {})
        _take_what_followed(book, own, account, situation)
    return _adjusted(book, situation.standing, note)


def add(
    book: Book,
    programme: Programme,
    account: Account,
    amount: int,
    reason: EntryReason,
    facts: Mapping[str, int],
    expires_on: date | None,
    situation: Situation,
) -> None:
    """Write what comes in by hand, above 0: stamps pass the half-way mark and fill the card as those of a sale do.

    A refund that goes back over the mark takes its reward, whoever gave the stamps.
    """
    book.earn(account, amount, reason, facts, expires_on)
    if account.unit is Unit.STAMP and not programme.stopped:
        gift = halfway_passed(programme, situation, book.balances[account], expires_on)
        if gift is not None and gift.amount:
            book.earn(gift.account, gift.amount, gift.reason, gift.facts, gift.expires_on)
    settling.fill(book, [programme], situation)


def give_tier(
    programme: Programme,
    level: str,
    standing: Standing,
    operation_id: str,
    note: str,
    expires_on: date | None = None,
) -> Adjustment | Refusal:
    """A level of the tiers given by hand until the end of a business day (None: for ever): nobody falls below it.

    One given before is replaced. Refused: REASON_NEEDED, MEMBER_NEEDED; MALFORMED for a level that does not exist.
    """
    if programme.kind != "tiers" or all(row["id"] != level for row in rows(programme, "levels")):
        return malformed("level", "unknown_reference", name=level)
    refusal = _refusal(standing, note)
    if refusal is not None:
        return refusal
    book = Book(standing, operation_id)
    _take_tiers(book, programme, standing)
    book.earn(Account(programme.id, Unit.TIER, level), 1, EntryReason.TIER_GIVEN, {}, expires_on)
    return _adjusted(book, standing, note)


def take_tier(programme: Programme, standing: Standing, operation_id: str, note: str) -> Adjustment | Refusal:
    """Take what was given by hand away; what the spending reached stays.

    Refused: REASON_NEEDED, MEMBER_NEEDED, NOTHING_TO_ADJUST where no tier was given.
    """
    refusal = _refusal(standing, note)
    if refusal is not None:
        return refusal
    book = Book(standing, operation_id)
    _take_tiers(book, programme, standing)
    return _adjusted(book, standing, note) if book.entries else Refusal(RefusalReason.NOTHING_TO_ADJUST)


def _refusal(standing: Standing, note: str) -> Refusal | None:
    if standing.member_id is None:
        return Refusal(RefusalReason.MEMBER_NEEDED)
    return None if note.strip() else Refusal(RefusalReason.REASON_NEEDED)


def _take_what_followed(book: Book, programme: Programme, account: Account, situation: Situation) -> None:
    """Stamps taken back over the half-way mark take its reward with them, as a refund does; one that was used is not
    owed for what is done by hand.
    """
    if account.unit is not Unit.STAMP:
        return
    before, calendar = situation.standing, situation.shop.calendar
    change = Change(before, moved(before, book.entries, situation.at_ms), 0, calendar)
    for gift, amount in kind_of(programme).withdrawn(programme, change):
        waiting = min(amount, book.balances.get(gift, 0))
        if waiting > 0:
            book.spend(gift, waiting, EntryReason.ADJUSTED, {})


def _too_much(account: Account, amount: int, shop: ShopRules) -> Refusal | None:
    """A number that was never meant: a barcode or a phone went into the field."""
    most = shop.amount_max if account.unit in _MONEY or account.unit is Unit.POINT else _MOST_AT_ONCE
    if amount <= most:
        return None
    reason = RefusalReason.AMOUNT_TOO_LARGE if account.unit in _MONEY else RefusalReason.QUANTITY_OUT_OF_RANGE
    return Refusal(reason, {"limit": most})


def _take_tiers(book: Book, programme: Programme, standing: Standing) -> None:
    for lot in sorted(standing.lots, key=lambda each: (each.account, each.key)):
        if lot.account.unit is Unit.TIER and lot.account.programme_id == programme.id and lot.left > 0:
            book.drop(lot, EntryReason.TIER_TAKEN)


def _adjusted(book: Book, standing: Standing, note: str) -> Adjustment:
    return Adjustment(tuple(book.entries), standing.balances(), book.balances, {"note": note.strip()})


def _last_day(programme: Programme, account: Account, day: date) -> date | None:
    """Until when what is added can be used; money that was paid for never ends."""
    return None if account.unit in _NEVER_ENDS else expiry.last_day(programme.terms, day)
