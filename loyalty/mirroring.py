"""The entries that mirror a sale, whole or by pieces; exact over any sequence of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import floor

from loyalty.detail import balances_before
from loyalty.ledger import Account, Entry, EntryReason, Lot, LotKey, Operation, Unit
from loyalty.living import Idle, is_over
from loyalty.lots import Book
from loyalty.money import ceil_ratio, floor_ratio
from loyalty.paid_shares import OFF_OF, is_payment
from loyalty.pieces import Piece

# Stamps for units follow their units, and the facts tell how many of which line.
_BY_UNITS = frozenset({EntryReason.EARNED_BY_ITEMS, EntryReason.COUNTED_BY_HAND})
_EARNED_OF = "line_"
# The money that each line counted for what came whole.
_BASE_OF = "base_"
# The fact of a reward for a mark that the stamps of a card passed.
_HALFWAY = "halfway"
_MIRRORS = frozenset({EntryReason.TAKEN_BACK, EntryReason.GIVEN_BACK})
_NOT_SHARED = frozenset(
    {
        EntryReason.FILLS_DEBT,
        EntryReason.CARD_FILLED,
        EntryReason.REWARD_FROM_FULL_CARD,
        # What a visit found ended stays ended, whatever becomes of the sale.
        EntryReason.EXPIRED,
    }
)
# What came whole goes whole.
_WHOLE = frozenset(
    {
        EntryReason.USED,
        EntryReason.GRANTED,
        EntryReason.REFERRAL_REWARDED,
        EntryReason.REFERRAL_DONE,
        EntryReason.REFERRAL_BEGUN,
        EntryReason.TIER_GIVEN,
        EntryReason.TIER_TAKEN,
        EntryReason.VISIT_COUNTED,
    }
)
# What says who somebody was: a sale posted again finds it as it was then.
_WHO_IT_WAS = frozenset({Unit.SPEND, Unit.TIER, Unit.MEMBERSHIP})
# The fact of what a line of the basket bought for later: the line's index. It follows that line alone.
_LINE = "line"


@dataclass(frozen=True, slots=True)
class Ended:
    """What has ended when something is taken back on business day `day`.

    `grace` is the last day of what is given back to a lot that ended. `expired` is what of each lot ended unused:
    nobody owes it. `idle` is the end of each programme whose balances end some days after the last visit.
    `as_if_never` takes every lot that was opened itself, for a sale that is posted again as if at its own time.
    `settled`: rewards of marks that the stamps passed are left to `loyalty.reopening`. `owes`: the sale comes again for
    the same member, so what was spent of it is owed until then, and not taken from what others earned.
    """

    day: date
    grace: date
    expired: Mapping[LotKey, int] = field(default_factory=dict)
    idle: Mapping[str, Idle] = field(default_factory=dict)
    as_if_never: bool = False
    settled: bool = False
    owes: bool = False

    def grace_of(self, entry: Entry) -> date | None:
        """The last day of what goes back to the lot that `entry` spent; None while the lot has not ended."""
        lot = Lot(entry.lot, entry.account, 0, 0, entry.expires_on)
        return self.grace if is_over(lot, self.idle, self.day) else None

    def takes_last(self, entry: Entry) -> bool:
        """Whether the time that ends last is taken for the one of `entry`: paid times follow one another."""
        if entry.account.unit is not Unit.MEMBERSHIP or self.as_if_never or entry.lot in self.expired:
            return False
        return entry.expires_on is not None and entry.expires_on >= self.day


def mirror(book: Book, original: Operation, refunds: Sequence[Operation], piece: Piece, ended: Ended) -> None:
    """Give back first, so that what comes back fills debt before more is taken."""
    done = _done(refunds, original)
    left_out = _HALFWAY if ended.settled else None
    earned, spent = _groups(entry for entry in original.entries if left_out not in entry.facts)
    for entries in spent.values():
        total = -sum(entry.delta for entry in entries)
        _move(book, entries[::-1], _given(entries, total, piece), done, ended)
    targets = {at: _taken(at[1], entries, done, piece) for at, entries in earned.items()}
    _reopen_cards(book, original, targets, done, piece, ended)
    for at, entries in earned.items():
        _move(book, entries, targets[at], done, ended)


def _done(refunds: Iterable[Operation], original: Operation) -> dict[int, int]:
    """How much of each original entry, by position, was mirrored so far.

    A sale without a member and its credit moved other accounts: the entries of the two are told apart by them.
    """
    known = {(entry.holder, entry.account, entry.position) for entry in original.entries}
    done: dict[int, int] = {}
    for operation in refunds:
        for entry in operation.entries:
            if entry.reason in _MIRRORS and (entry.holder, entry.account, entry.facts["of"]) in known:
                position = entry.facts["of"]
                done[position] = done.get(position, 0) + abs(entry.delta)
    return done


_At = tuple[int | None, Account, str]


def _groups(entries: Iterable[Entry]) -> tuple[dict[_At, list[Entry]], dict[_At, list[Entry]]]:
    """The entries that earned and those that spent, by holder, account and manner, in order."""
    earned: dict[_At, list[Entry]] = {}
    spent: dict[_At, list[Entry]] = {}
    for entry in entries:
        if entry.reason not in _NOT_SHARED:
            at = (entry.holder, entry.account, _manner(entry))
            (earned if entry.delta > 0 else spent).setdefault(at, []).append(entry)
    return earned, spent


def _manner(entry: Entry) -> str:
    """Entries of one account are mirrored together when they follow the same line and go whole or in parts alike."""
    line = str(entry.facts.get(_LINE, ""))
    if _follows_units(entry):
        return f"{line}/units"
    if is_payment(entry):
        return f"{line}/paid"
    if off := _off(entry):
        return f"{line}/off{off}"
    return f"{line}/whole" if _is_whole(entry) else line


def _is_whole(entry: Entry) -> bool:
    """Whether it came whole and goes whole; a donation for each bill does, one of a share of the bill does not.

    A time that was paid for goes with the last of its fee.
    """
    if entry.account.unit is Unit.MEMBERSHIP:
        return True
    return entry.reason in _WHOLE or (entry.reason is EntryReason.DONATED and "minimum" in entry.facts)


def _fraction(entries: Sequence[Entry], piece: Piece) -> tuple[int, int]:
    line = entries[0].facts.get(_LINE)
    if line is not None:
        refunded, value = piece.for_later[line]
    else:
        refunded, value = piece.earning if entries[0].delta > 0 or _fills(entries[0]) else piece.goods
    if value == 0:
        return (1, 1) if piece.complete else (0, 1)
    return refunded, value


def _fills(entry: Entry) -> bool:
    """Whether it turned what was earned into something else."""
    return entry.reason is EntryReason.CARD_FILLED


def _given(entries: Sequence[Entry], total: int, piece: Piece) -> int:
    """How much of what was spent is given back when this piece is through."""
    if is_payment(entries[0]) and entries[0].account in piece.wallets:
        return piece.wallets[entries[0].account]
    off = _off(entries[0])
    if off and piece.gone:
        share = sum(part * piece.gone[index] for index, part in off.items()) / sum(off.values())
        return floor(total * share)
    refunded, value = _fraction(entries, piece)
    if refunded == value:
        return total
    return _indivisible(entries, total, piece) if _is_whole(entries[0]) else floor_ratio(total, refunded, value)


def _off(entry: Entry) -> dict[int, int]:
    """How much of the reward that `entry` paid for lies on each line, by its index."""
    return {int(name.removeprefix(OFF_OF)): part for name, part in entry.facts.items() if name.startswith(OFF_OF)}


def _taken(account: Account, entries: Sequence[Entry], done: Mapping[int, int], piece: Piece) -> int:
    """How much of what an account earned is taken back when this piece is through."""
    total = sum(entry.delta for entry in entries)
    refunded, value = _fraction(entries, piece)
    if refunded == value:
        return total
    if _is_whole(entries[0]):
        return _indivisible(entries, total, piece)
    if _follows_units(entries[0]) and (piece.lines or piece.units is not None):
        units = _units_of_lines(entries[0], piece) if piece.lines else piece.units or 0
        return min(total, sum(done.get(entry.position, 0) for entry in entries) + units)
    return ceil_ratio(total, refunded, value)


def _units_of_lines(entry: Entry, piece: Piece) -> int:
    """The units of this piece that earned; those that did are the first of their line to go back."""
    if entry.reason is EntryReason.COUNTED_BY_HAND or not any(name.startswith(_EARNED_OF) for name in entry.facts):
        return piece.units or 0
    found = 0
    for index, (before, after) in piece.lines.items():
        earned = entry.facts.get(f"{_EARNED_OF}{index}", 0)
        found += min(earned, after) - min(earned, before)
    return found


def _follows_units(entry: Entry) -> bool:
    """Whether it is a stamp of a unit: of goods, or of what the cashier counted."""
    return entry.account.unit is Unit.STAMP and entry.reason in _BY_UNITS


def _indivisible(entries: Sequence[Entry], total: int, piece: Piece) -> int:
    """All of it once what is left of the sale no longer reaches what was asked for, else nothing."""
    return total if any(_left(entry, piece) < entry.facts.get("minimum", 0) for entry in entries) else 0


def _left(entry: Entry, piece: Piece) -> int:
    """How much is left of the money that brought it: of the lines that its facts name, else of the whole sale."""
    named = {
        int(name.removeprefix(_BASE_OF)): money for name, money in entry.facts.items() if name.startswith(_BASE_OF)
    }
    bases = named or piece.bases
    counted = sum(bases.values())
    if counted <= 0 or entry.reason is EntryReason.DONATED:
        return piece.left
    # A shop that earns on the price before discounts counted more than was paid.
    base = entry.facts.get("base", counted)
    return floor(sum(money * piece.kept[index] for index, money in bases.items()) * base / counted)


def _reopen_cards(
    book: Book,
    earner: Operation,
    targets: Mapping[_At, int],
    done: Mapping[int, int],
    piece: Piece,
    ended: Ended,
) -> None:
    """Open the cards again that would not have filled without the stamps taken back: the reward for its stamps."""
    filled = _cards(earner.entries)
    for stamps in sorted({card.stamps[0].account for card in filled}):
        cards = [card for card in filled if card.stamps[0].account == stamps]
        taken = sum(target for at, target in targets.items() if at[:2] == (None, stamps))
        refunded, value = _fraction(cards[0].stamps, piece)
        left = 0 if refunded == value else max(0, _stamps_at_filling(earner, stamps) - taken)
        kept = 0
        while kept < len(cards) and left >= cards[kept].needed:
            left -= cards[kept].needed
            kept += 1
        opened = cards[kept:]
        rewards = [card.reward for card in reversed(cards)]
        given = [entry for card in cards for entry in card.stamps]
        _move(book, rewards, len(opened), done, ended)
        _move(book, given[::-1], sum(card.needed for card in opened), done, ended)


@dataclass(frozen=True, slots=True)
class _Card:
    """One card that a sale filled: the stamps it took, lot by lot, and the reward it became."""

    stamps: tuple[Entry, ...]
    reward: Entry

    @property
    def needed(self) -> int:
        """How many stamps it took."""
        return -sum(entry.delta for entry in self.stamps)


def _cards(entries: Iterable[Entry]) -> list[_Card]:
    """The cards that were filled, in order: each one's reward follows its stamps."""
    found, stamps = [], list[Entry]()
    for entry in entries:
        if entry.reason is EntryReason.CARD_FILLED:
            stamps.append(entry)
        elif entry.reason is EntryReason.REWARD_FROM_FULL_CARD and stamps:
            found.append(_Card(tuple(stamps), entry))
            stamps = []
    return found


def _stamps_at_filling(earner: Operation, stamps: Account) -> int:
    earned = sum(
        entry.delta
        for entry in earner.entries
        if entry.account == stamps and entry.delta > 0 and entry.reason not in _NOT_SHARED
    )
    return balances_before(earner.detail).get(stamps, 0) + earned


def _move(book: Book, entries: Iterable[Entry], target: int, done: Mapping[int, int], ended: Ended) -> None:
    """Mirror entries one after the other until `target` of them, what is done already included, is mirrored."""
    for entry in entries:
        mirrored = min(target, abs(entry.delta))
        target -= mirrored
        rest = mirrored - done.get(entry.position, 0)
        if rest <= 0:
            continue
        facts, own = {"of": entry.position}, book.of(entry.holder)
        if entry.delta > 0:
            owes = ended.owes and entry.holder is None and entry.account.unit not in _WHO_IT_WAS
            gone = ended.expired.get(entry.lot, 0)
            own.take_back(entry, rest, facts, gone, last=ended.takes_last(entry), owes=owes)
        else:
            own.give_back(entry, rest, facts, ended.grace_of(entry))
