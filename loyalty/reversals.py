"""Taking an operation back: undo, cancel, refund. A reversal is a new operation whose entries mirror the original's.

Cumulatively, over all refunds of one sale: taken back = ceil(earned x refunded / bill), given back = floor(spent x
refunded / bill), exact at the last piece. A card that would not have filled without the refunded stamps is opened
again. What was spent meanwhile becomes debt; a reversal never fills a card.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from loyalty.detail import balances_before
from loyalty.ledger import Account, Entry, EntryReason, Operation, OperationKind, Standing, Unit
from loyalty.lots import Book
from loyalty.money import ceil_ratio, floor_ratio
from loyalty.refusals import Refusal, RefusalReason
from loyalty.shop import ShopRules

_MINUTE_MS = 60_000
_ENDS = frozenset({OperationKind.UNDO, OperationKind.CANCEL})
_MIRRORS = frozenset({EntryReason.TAKEN_BACK, EntryReason.GIVEN_BACK})
_NOT_SHARED = frozenset({EntryReason.FILLS_DEBT, EntryReason.CARD_FILLED, EntryReason.REWARD_FROM_FULL_CARD})


@dataclass(frozen=True, slots=True)
class Reversal:
    """What to record: an operation of `kind` that reverses `reverses`. `bill` is 0 or less, the money going back.

    `before` and `after` are the balances of the member that `member_of` names; entries sum to after - before. Each
    entry's fact `of` is the position of the mirrored entry.
    """

    kind: OperationKind
    reverses: str
    bill: int
    counts_visit: int
    entries: tuple[Entry, ...]
    before: Mapping[Account, int]
    after: Mapping[Account, int]


@dataclass(frozen=True, slots=True)
class _Piece:
    """How much of a bill is refunded when this piece is through, and the stamped units of this piece alone."""

    refunded: int
    bill: int
    complete: bool
    units: int | None = None


def member_of(original: Operation, earlier: Sequence[Operation]) -> int | None:
    """Whose balances a reversal moves: the sale's member, or the one an earlier CREDIT gave the sale to.

    The store reads this member's standing, and records the reversal for this member. `earlier` holds every operation
    that acts on the original, and those that act on its credit.
    """
    return _earner(original, earlier).member_id


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
    """Take the till's last sale or credit back whole, while nothing followed and the shop's minutes have not passed.

    Refused: NOT_REVERSIBLE, ALREADY_REVERSED, UNDO_NOT_LAST, UNDO_TOO_LATE.
    """
    if original.kind not in (OperationKind.SALE, OperationKind.CREDIT):
        return Refusal(RefusalReason.NOT_REVERSIBLE)
    if _is_ended(original, earlier):
        return Refusal(RefusalReason.ALREADY_REVERSED)
    if later_on_till or later_for_member or earlier:
        return Refusal(RefusalReason.UNDO_NOT_LAST)
    if at_ms - original.at_ms > shop.undo_minutes * _MINUTE_MS:
        return Refusal(RefusalReason.UNDO_TOO_LATE, {"minutes": shop.undo_minutes})
    return _whole(OperationKind.UNDO, original, earlier, standing, operation_id)


def cancel(
    original: Operation,
    earlier: Sequence[Operation],
    standing: Standing,
    at_ms: int,
    shop: ShopRules,
    operation_id: str,
) -> Reversal | Refusal:
    """Take all that is left of a sale back, on its own business day.

    Refused: NOT_REVERSIBLE, ALREADY_REVERSED, CANCEL_OTHER_DAY.
    """
    if original.kind is not OperationKind.SALE:
        return Refusal(RefusalReason.NOT_REVERSIBLE)
    if _is_ended(original, earlier) or _is_refunded_whole(original, earlier):
        return Refusal(RefusalReason.ALREADY_REVERSED)
    if shop.calendar.business_day(at_ms) != original.business_day:
        return Refusal(RefusalReason.CANCEL_OTHER_DAY)
    return _whole(OperationKind.CANCEL, original, earlier, standing, operation_id)


def refund(
    original: Operation,
    earlier: Sequence[Operation],
    standing: Standing,
    amount: int | None,
    at_ms: int,
    shop: ShopRules,
    operation_id: str,
    units: int | None = None,
) -> Reversal | Refusal:
    """Give money of a sale back, and mirror what it earned and spent in proportion; None is all that is left.

    `units` are the stamped units coming back; without them stamps go by the money. A visit stays a visit. A sale of 0
    is refunded with None. Refused: NOT_REVERSIBLE, ALREADY_REVERSED, AMOUNT_IS_NEGATIVE, REFUND_NOTHING,
    REFUND_EXCEEDS_BILL.
    """
    if original.kind is not OperationKind.SALE:
        return Refusal(RefusalReason.NOT_REVERSIBLE)
    if _is_ended(original, earlier) or _is_refunded_whole(original, earlier):
        return Refusal(RefusalReason.ALREADY_REVERSED)
    before = _refunded(original, earlier)
    left = original.bill - before
    money = left if amount is None else amount
    refusal = _money_refusal(money, left, amount)
    if refusal is not None:
        return refusal
    piece = _Piece(before + money, original.bill, money == left, units)
    book = _mirror(original, earlier, standing, operation_id, piece)
    return _reversal(OperationKind.REFUND, original, -money, 0, standing, book)


def _money_refusal(money: int, left: int, amount: int | None) -> Refusal | None:
    if money < 0:
        return Refusal(RefusalReason.AMOUNT_IS_NEGATIVE)
    if money == 0 and amount is not None:
        return Refusal(RefusalReason.REFUND_NOTHING)
    if money > left:
        return Refusal(RefusalReason.REFUND_EXCEEDS_BILL, {"left": left})
    return None


def _is_ended(original: Operation, earlier: Iterable[Operation]) -> bool:
    return any(each.kind in _ENDS and each.reverses == original.id for each in earlier)


def _refunds(original: Operation, earlier: Iterable[Operation]) -> list[Operation]:
    return [each for each in earlier if each.kind is OperationKind.REFUND and each.reverses == original.id]


def _refunded(original: Operation, earlier: Iterable[Operation]) -> int:
    return -sum(each.bill for each in _refunds(original, earlier))


def _is_refunded_whole(original: Operation, earlier: Sequence[Operation]) -> bool:
    return bool(_refunds(original, earlier)) and _refunded(original, earlier) >= original.bill


def _earner(original: Operation, earlier: Sequence[Operation]) -> Operation:
    """The operation that holds what the sale earned: the sale, or the credit that still stands."""
    if original.member_id is not None:
        return original
    undone = {each.reverses for each in earlier if each.kind is OperationKind.UNDO}
    credits_ = (each for each in earlier if each.kind is OperationKind.CREDIT and each.id not in undone)
    return next(credits_, original)


def _whole(
    kind: OperationKind, original: Operation, earlier: Sequence[Operation], standing: Standing, operation_id: str
) -> Reversal:
    piece = _Piece(original.bill, original.bill, complete=True)
    book = _mirror(original, earlier, standing, operation_id, piece)
    bill = _refunded(original, earlier) - original.bill
    return _reversal(kind, original, bill, -original.counts_visit, standing, book)


def _reversal(
    kind: OperationKind, original: Operation, bill: int, counts_visit: int, standing: Standing, book: Book
) -> Reversal:
    return Reversal(kind, original.id, bill, counts_visit, tuple(book.entries), standing.balances(), book.balances)


def _mirror(
    original: Operation, earlier: Sequence[Operation], standing: Standing, operation_id: str, piece: _Piece
) -> Book:
    """Give back first, so that what comes back fills debt before more is taken."""
    earner = _earner(original, earlier)
    done = _done(_refunds(original, earlier))
    book = Book(standing, operation_id)
    earned, spent = _groups(earner.entries)
    for entries in spent.values():
        total = -sum(entry.delta for entry in entries)
        target = total if piece.complete else floor_ratio(total, piece.refunded, piece.bill)
        _move(book, entries[::-1], target, done)
    targets = {account: _taken(account, entries, done, piece) for account, entries in earned.items()}
    _reopen_cards(book, earner, targets, done, piece)
    for account, entries in earned.items():
        _move(book, entries, targets[account], done)
    return book


def _done(refunds: Iterable[Operation]) -> dict[int, int]:
    """How much of each original entry, by position, was mirrored so far."""
    done: dict[int, int] = {}
    for operation in refunds:
        for entry in operation.entries:
            if entry.reason in _MIRRORS:
                position = entry.facts["of"]
                done[position] = done.get(position, 0) + abs(entry.delta)
    return done


def _groups(entries: Iterable[Entry]) -> tuple[dict[Account, list[Entry]], dict[Account, list[Entry]]]:
    """The entries that earned and those that spent, by account, in order."""
    earned: dict[Account, list[Entry]] = {}
    spent: dict[Account, list[Entry]] = {}
    for entry in entries:
        if entry.reason not in _NOT_SHARED:
            (earned if entry.delta > 0 else spent).setdefault(entry.account, []).append(entry)
    return earned, spent


def _taken(account: Account, entries: Sequence[Entry], done: Mapping[int, int], piece: _Piece) -> int:
    """How much of what an account earned is taken back when this piece is through."""
    total = sum(entry.delta for entry in entries)
    if piece.complete:
        return total
    if piece.units is not None and account.unit is Unit.STAMP:
        return min(total, sum(done.get(entry.position, 0) for entry in entries) + piece.units)
    return ceil_ratio(total, piece.refunded, piece.bill)


def _reopen_cards(
    book: Book, earner: Operation, targets: Mapping[Account, int], done: Mapping[int, int], piece: _Piece
) -> None:
    """Open the cards again that would not have filled without the stamps taken back: the reward for its stamps."""
    filled = [entry for entry in earner.entries if entry.reason is EntryReason.CARD_FILLED]
    for stamps in sorted({entry.account for entry in filled}):
        own = [entry for entry in filled if entry.account == stamps]
        rewards = [
            entry
            for entry in earner.entries
            if entry.reason is EntryReason.REWARD_FROM_FULL_CARD and entry.account.programme_id == stamps.programme_id
        ]
        needed, cards = own[0].facts["needed"], len(rewards)
        kept = 0 if piece.complete else max(0, _stamps_at_filling(earner, stamps) - targets.get(stamps, 0)) // needed
        reopened = cards - min(cards, kept)
        _move(book, rewards[::-1], reopened, done)
        _move(book, own[::-1], reopened * needed, done)


def _stamps_at_filling(earner: Operation, stamps: Account) -> int:
    earned = sum(
        entry.delta
        for entry in earner.entries
        if entry.account == stamps and entry.delta > 0 and entry.reason not in _NOT_SHARED
    )
    return balances_before(earner.detail).get(stamps, 0) + earned


def _move(book: Book, entries: Iterable[Entry], target: int, done: Mapping[int, int]) -> None:
    """Mirror entries one after the other until `target` of them, what is done already included, is mirrored."""
    for entry in entries:
        mirrored = min(target, abs(entry.delta))
        target -= mirrored
        rest = mirrored - done.get(entry.position, 0)
        if rest <= 0:
            continue
        facts = {"of": entry.position}
        if entry.delta > 0:
            book.take_back(entry, rest, facts)
        else:
            book.give_back(entry, rest, facts)
