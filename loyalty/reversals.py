"""Taking an operation back: undo, cancel, refund. A reversal is a new operation whose entries mirror the original's.

Cumulatively, over all refunds of one sale: taken back = ceil(earned x refunded / value), given back = floor(spent x
refunded / value), exact at the last piece; `value` is what its lines cost after discounts, however it was paid. A card
that would not have filled without the refunded stamps is opened again. What was spent meanwhile becomes debt; a
reversal never fills a card. A gift that came whole (a referral's, a milestone's) goes whole: with the last piece, or
when what is left of the sale no longer reaches the amount it asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from loyalty.detail import NO_MONEY
from loyalty.differences import pay
from loyalty.ledger import DEBT, Account, Entry, EntryReason, LotKey, Operation, OperationKind, Standing
from loyalty.living import idle_ends
from loyalty.lots import Book
from loyalty.mirroring import Ended, mirror
from loyalty.pieces import DIFFERENCE, Piece, is_refunded_whole, piece_of
from loyalty.programmes import Programme
from loyalty.refusals import Refusal, RefusalReason
from loyalty.reopening import settle
from loyalty.shop import ShopRules
from loyalty.shortfalls import too_small
from loyalty.wallets import fee_percent

_MINUTE_MS = 60_000
# Among what acts on an operation, those that only ended lots of it: a day's expiry, and a visit that found them ended.
_ENDING = frozenset({OperationKind.EXPIRE, OperationKind.SALE})
_ENDS = frozenset({OperationKind.UNDO, OperationKind.CANCEL, OperationKind.EDIT})
_NEVER_REFUSED = frozenset({OperationKind.UNDO, OperationKind.EDIT})
_UNDONE = frozenset({OperationKind.SALE, OperationKind.CREDIT, OperationKind.ADJUST, OperationKind.REFER})


@dataclass(frozen=True, slots=True)
class Reversal:
    """What to record: an operation of `kind` that reverses `reverses`. `bill` is 0 or less, the money going back.

    `before` and `after` are the balances of the member that `member_of` names; entries sum to after - before. Each
    entry's fact `of` is the position of the mirrored entry. `detail` tells how much of the sale's value came back.
    `statuses_before` and `statuses_after` are the levels and memberships held, once `tier_history` looked.
    """

    kind: OperationKind
    reverses: str
    bill: int
    counts_visit: int
    entries: tuple[Entry, ...]
    before: Mapping[Account, int]
    after: Mapping[Account, int]
    detail: Mapping[str, object] = field(default_factory=dict)
    statuses_before: frozenset[str] = frozenset()
    statuses_after: frozenset[str] = frozenset()


def member_of(original: Operation, earlier: Sequence[Operation]) -> int | None:
    """Whose balances a reversal moves: the sale's member, or the one an earlier CREDIT gave the sale to.

    The store reads this member's standing, and records the reversal for this member. `earlier` holds every
    operation that acts on the original, those that act on its credit, and those that ended lots of either (a day's
    expiry, a visit that found them ended).
    """
    return earner_of(original, earlier).member_id


def holders_of(original: Operation, earlier: Sequence[Operation]) -> tuple[int, ...]:
    """Who else holds what a reversal moves: `standing.others` must know them."""
    earner = earner_of(original, earlier)
    return tuple(sorted({entry.holder for entry in earner.entries if entry.holder is not None}))


def undo(
    original: Operation,
    later_on_till: bool,
    later_for_member: bool,
    earlier: Sequence[Operation],
    standing: Standing,
    at_ms: int,
    shop: ShopRules,
    operation_id: str,
) -> Reversal | Refusal:
    """Take the till's last operation back whole, while nothing followed and the shop's minutes have not passed.

    Refused: NOT_REVERSIBLE, ALREADY_REVERSED, UNDO_NOT_LAST, UNDO_TOO_LATE.
    """
    if original.kind not in _UNDONE:
        return Refusal(RefusalReason.NOT_REVERSIBLE)
    if _is_ended(original, earlier):
        return Refusal(RefusalReason.ALREADY_REVERSED)
    if later_on_till or later_for_member or any(each.kind not in _ENDING for each in earlier):
        return Refusal(RefusalReason.UNDO_NOT_LAST)
    late = too_late(original, at_ms, shop)
    if late is not None:
        return late
    undone = _whole(OperationKind.UNDO, original, earlier, standing, _Moment(at_ms, shop), operation_id)
    if isinstance(undone, Refusal) or original.kind is not OperationKind.CREDIT:
        return undone
    return replace(undone, detail={**undone.detail, NO_MONEY: True})


def too_late(original: Operation, at_ms: int, shop: ShopRules) -> Refusal | None:
    """UNDO_TOO_LATE once the shop's minutes since the operation have passed."""
    if at_ms - original.at_ms <= shop.undo_minutes * _MINUTE_MS:
        return None
    return Refusal(RefusalReason.UNDO_TOO_LATE, {"minutes": shop.undo_minutes})


def cancel(
    original: Operation,
    earlier: Sequence[Operation],
    standing: Standing,
    at_ms: int,
    shop: ShopRules,
    operation_id: str,
    programmes: Sequence[Programme] = (),
) -> Reversal | Refusal:
    """Take all that is left of a sale back, on its own business day. `programmes` as for `refund`.

    Refused: NOT_REVERSIBLE, ALREADY_REVERSED, CANCEL_OTHER_DAY; BALANCE_TOO_SMALL where the shop wants no debts, or
    something bought is used already.
    """
    if original.kind is not OperationKind.SALE:
        return Refusal(RefusalReason.NOT_REVERSIBLE)
    if _is_ended(original, earlier) or _is_refunded_whole(original, earlier):
        return Refusal(RefusalReason.ALREADY_REVERSED)
    if shop.calendar.business_day(at_ms) != original.business_day:
        return Refusal(RefusalReason.CANCEL_OTHER_DAY)
    moment = _Moment(at_ms, shop, tuple(programmes))
    return _whole(OperationKind.CANCEL, original, earlier, standing, moment, operation_id)


def refund(
    original: Operation,
    earlier: Sequence[Operation],
    standing: Standing,
    amount: int | None,
    at_ms: int,
    shop: ShopRules,
    operation_id: str,
    units: int | None = None,
    lines: Mapping[int, int] | None = None,
    programmes: Sequence[Programme] = (),
) -> Reversal | Refusal:
    """Give a part of a sale's value back, and mirror what it earned and spent in proportion; None is all that is left.

    `amount` counts what wallets paid too: they get their share back, the rest is money. `units` are the stamped units
    coming back; without them stamps go by the money. `lines` names units by the line's index instead of an amount. A
    visit stays a visit. A sale of 0 is refunded with None. `programmes` are those of the shop: with them, what is given
    back to a balance that ended because nobody came has its days of grace, what other sales made of the stamps taken
    back is settled, and their fee is kept of the money for what was bought for later. Refused: NOT_REVERSIBLE,
    ALREADY_REVERSED, AMOUNT_IS_NEGATIVE, REFUND_NOTHING, REFUND_EXCEEDS_BILL; BALANCE_TOO_SMALL where the shop wants no
    debts, or something bought (a top-up) is used already.
    """
    if original.kind is not OperationKind.SALE:
        return Refusal(RefusalReason.NOT_REVERSIBLE)
    if _is_ended(original, earlier) or _is_refunded_whole(original, earlier):
        return Refusal(RefusalReason.ALREADY_REVERSED)
    refunds = _refunds(original, earlier)
    fees = {each.id: fee_percent(each.as_of(original.business_day)) for each in programmes}
    piece = piece_of(original, refunds, amount, units, lines, fees)
    if isinstance(piece, Refusal):
        return piece
    moment = _Moment(at_ms, shop, tuple(programmes))
    return _reversal(OperationKind.REFUND, original, earlier, standing, moment, operation_id, piece)


def take_back_to_edit(
    original: Operation,
    earlier: Sequence[Operation],
    standing: Standing,
    shop: ShopRules,
    operation_id: str,
    programmes: Sequence[Programme] = (),
    handed_over: bool = True,
) -> Reversal | Refusal:
    """Take a sale back whole so that it can be posted again, on any day, as if at its own time. `programmes` as for
    `refund`. Unless it is `handed_over`, what was spent of it stays owed until it comes again.

    Refused: NOT_REVERSIBLE, SLIP_ALREADY_CREDITED, ALREADY_REVERSED (also when only a part was refunded).
    """
    if original.kind is not OperationKind.SALE:
        return Refusal(RefusalReason.NOT_REVERSIBLE)
    if _is_ended(original, earlier) or _refunds(original, earlier):
        return Refusal(RefusalReason.ALREADY_REVERSED)
    if earner_of(original, earlier) is not original:
        return Refusal(RefusalReason.SLIP_ALREADY_CREDITED)
    moment = _Moment(original.at_ms, shop, tuple(programmes), comes_again=not handed_over)
    return _whole(OperationKind.EDIT, original, earlier, standing, moment, operation_id)


def ended_by(original: Operation, earlier: Iterable[Operation]) -> Operation | None:
    """The undo, cancel or edit that took an operation back whole."""
    return next((each for each in earlier if each.kind in _ENDS and each.reverses == original.id), None)


@dataclass(frozen=True, slots=True)
class _Moment:
    """When something is taken back, by whose rules, and the shop's programmes where more than one sale is asked.

    `comes_again` tells that the same sale is posted again for the same member.
    """

    at_ms: int
    shop: ShopRules
    programmes: tuple[Programme, ...] = ()
    comes_again: bool = False

    @property
    def day(self) -> date:
        """The business day."""
        return self.shop.calendar.business_day(self.at_ms)


def _is_ended(original: Operation, earlier: Iterable[Operation]) -> bool:
    return ended_by(original, earlier) is not None


def _refunds(original: Operation, earlier: Iterable[Operation]) -> list[Operation]:
    return [each for each in earlier if each.kind is OperationKind.REFUND and each.reverses == original.id]


def _is_refunded_whole(original: Operation, earlier: Sequence[Operation]) -> bool:
    return is_refunded_whole(original, _refunds(original, earlier))


def earner_of(original: Operation, earlier: Sequence[Operation]) -> Operation:
    """The operation that holds what the sale earned: the sale, or the credit that still stands.

    `earlier` is everything that acts on the sale.
    """
    if original.member_id is not None:
        return original
    undone = {each.reverses for each in earlier if each.kind is OperationKind.UNDO}
    credits_ = (each for each in earlier if each.kind is OperationKind.CREDIT and each.id not in undone)
    return next(credits_, original)


def _whole(
    kind: OperationKind,
    original: Operation,
    earlier: Sequence[Operation],
    standing: Standing,
    moment: _Moment,
    operation_id: str,
) -> Reversal | Refusal:
    piece = piece_of(original, _refunds(original, earlier), None)
    if isinstance(piece, Refusal):
        return piece
    return _reversal(kind, original, earlier, standing, moment, operation_id, piece)


def _expired(earlier: Iterable[Operation]) -> dict[LotKey, int]:
    """What of each lot ended unused."""
    gone: dict[LotKey, int] = {}
    for operation in earlier:
        for entry in operation.entries:
            if entry.reason is EntryReason.EXPIRED:
                gone[entry.lot] = gone.get(entry.lot, 0) - entry.delta
    return gone


def _reversal(
    kind: OperationKind,
    original: Operation,
    earlier: Sequence[Operation],
    standing: Standing,
    moment: _Moment,
    operation_id: str,
    piece: Piece,
) -> Reversal | Refusal:
    earner = earner_of(original, earlier)
    # An anonymous sale moved the shop's own accounts itself, and its credit moved the member's.
    sources = [original] if earner is original else [original, earner]
    book = Book(standing, operation_id)
    grace = moment.day + timedelta(days=moment.shop.refund_grace_days)
    idle = idle_ends(moment.programmes, standing, moment.shop.calendar)
    edited = kind is OperationKind.EDIT
    ended = Ended(
        moment.day,
        grace,
        _expired(earlier),
        idle,
        as_if_never=edited,
        settled=bool(moment.programmes),
        owes=moment.comes_again,
    )
    for source in sources:
        mirror(book, source, _refunds(original, earlier), piece, ended)
    settle(book, moment.programmes, standing, earner, moment.at_ms, moment.shop.calendar)
    owed = _owed(book.entries, earner, moment.shop.negative_balance == "refuse")
    if owed and kind not in _NEVER_REFUSED:
        return too_small(owed, moment.programmes)
    kept = 0
    if moment.shop.negative_balance == "pay" and kind not in _NEVER_REFUSED:
        kept = pay(book, moment.programmes, -piece.bill, _refunds(original, earlier))
    detail = {**piece.detail, DIFFERENCE: kept} if kept else piece.detail
    counts_visit = 0 if kind is OperationKind.REFUND else -original.counts_visit
    entries, after = tuple(book.entries), book.balances
    return Reversal(kind, original.id, piece.bill + kept, counts_visit, entries, standing.balances(), after, detail)


def _owed(entries: Iterable[Entry], earner: Operation, wants_no_debt: bool) -> dict[Account, int]:
    """What is short and must not be: anything where the shop wants no debts, else what was bought and is used already.

    Money goes back only for what is unspent.
    """
    bought = {entry.position for entry in earner.entries if entry.reason is EntryReason.BOUGHT}
    deeper: dict[tuple[int | None, Account], int] = {}
    for entry in entries:
        if entry.lot == DEBT and (wants_no_debt or (entry.delta < 0 and entry.facts.get("of") in bought)):
            at = (entry.holder, entry.account)
            deeper[at] = deeper.get(at, 0) - entry.delta
    owed: dict[Account, int] = {}
    for (_, account), amount in deeper.items():
        if amount > 0:
            owed[account] = owed.get(account, 0) + amount
    return owed
