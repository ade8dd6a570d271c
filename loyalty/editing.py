"""Sales posted again: one that is edited, and one that was taken back and is opened again.

Both are judged at the sale's original time, under its programme versions, with the tier recorded in its detail and
as the member was then. What is spent and filled is what the member holds now.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from loyalty.basket import Basket, Choices, Tender
from loyalty.checkout import quote, situate
from loyalty.detail import basket_of, choices_of, read_detail
from loyalty.ledger import Account, Entry, EntryReason, Operation, OperationKind, Standing, Unit
from loyalty.outcome import Outcome
from loyalty.programmes import Programme
from loyalty.refusals import Refusal, RefusalReason
from loyalty.replay import moved
from loyalty.reversals import Reversal, ended_by, take_back_to_edit
from loyalty.shop import ShopRules
from loyalty.shortfalls import too_small

# What says who somebody was; everything else is taken from what is held now.
_AS_IT_WAS = frozenset({Unit.SPEND, Unit.TIER, Unit.MEMBERSHIP})
# Money goes back only for what is unspent of these.
_PAID_FOR = frozenset({Unit.STORED_PAID, Unit.ITEM})


@dataclass(frozen=True, slots=True)
class Receiver:
    """Whose an edited sale becomes: their standing now, which knows those of the others that the sale moved, and that
    of just before the sale. A customer without a card is NOBODY in both."""

    now: Standing
    then: Standing


@dataclass(frozen=True, slots=True)
class Edited:
    """What to record for an edited sale, both or none: first `reversal`, then `outcome` as a SALE that reverses it.

    Both have the original's time and business day. An `outcome` with refusals must not be recorded.
    """

    reversal: Reversal
    outcome: Outcome


def edit(
    programmes: Sequence[Programme],
    original: Operation,
    earlier: Sequence[Operation],
    now: Standing,
    then: Standing,
    basket: Basket,
    choices: Choices,
    shop: ShopRules,
    reversal_id: str,
    sale_id: str,
    receiver: Receiver | None = None,
) -> Edited | Refusal:
    """The sale with another basket and other choices, and with `receiver` for somebody else.

    `now` is the standing of the sale's member with `reversals.holders_of` among its others, `then` that of just before
    the sale; `programmes` those of today with their earlier versions; `earlier` whatever acts on the sale. Refused as
    by `take_back_to_edit`; BALANCE_TOO_SMALL where the edit would make a debt and the shop wants none, or it is one of
    something bought (a top-up) that is used already.
    """
    handed_over = receiver is not None
    reversal = take_back_to_edit(original, earlier, now, shop, reversal_id, programmes, handed_over)
    if isinstance(reversal, Refusal):
        return reversal
    at_ms, of_everything = original.at_ms, shop.negative_balance == "refuse"
    free = _as_old_as_then(moved(now, reversal.entries, at_ms), then)
    if receiver is None:
        outcome = _posted(programmes, original, free, then, basket, choices, shop, sale_id)
        outcome = _ended_as_before(outcome, original, earlier, sale_id)
        owed = _new_debt(now, moved(free, outcome.entries, at_ms), of_everything)
    else:
        freed = moved(receiver.now, _seen_by(receiver.now, reversal.entries, original.member_id), at_ms)
        outcome = _posted(programmes, original, freed, receiver.then, basket, choices, shop, sale_id, as_it_was=False)
        after = moved(freed, outcome.entries, at_ms)
        owed = _new_debt(now, free, of_everything)
        for account, amount in _new_debt(receiver.now, after, of_everything).items():
            owed[account] = owed.get(account, 0) + amount
    if owed:
        return too_small(owed, programmes)
    return Edited(reversal, outcome)


def reopen(
    programmes: Sequence[Programme],
    original: Operation,
    earlier: Sequence[Operation],
    now: Standing,
    then: Standing,
    shop: ShopRules,
    sale_id: str,
) -> Outcome | Refusal:
    """A sale that was undone or cancelled, as it was: to record as a SALE that reverses what took it back, at the
    original's time and business day.

    Arguments as for `edit`. Refused: NOT_REVERSIBLE (no sale, or not taken back whole), ALREADY_REVERSED (opened again
    before, or edited).
    """
    ended = ended_by(original, earlier)
    if original.kind is not OperationKind.SALE or ended is None:
        return Refusal(RefusalReason.NOT_REVERSIBLE)
    if any(each.kind is OperationKind.SALE and each.reverses == ended.id for each in earlier):
        return Refusal(RefusalReason.ALREADY_REVERSED)
    basket, choices = basket_of(original.detail), choices_of(original.detail)
    return _posted(programmes, original, now, then, basket, choices, shop, sale_id)


def fitted(tenders: Sequence[Tender], to_pay: int) -> tuple[Tender, ...]:
    """The ways a sale was paid, for another amount: what gives no change keeps its own as far as it goes, and the rest
    is of the first way that gives change, else of the last way. None where nothing is to pay or no way was noted.
    """
    if not tenders or not to_pay:
        return ()
    filling = next((each for each in tenders if each.gives_change), tenders[-1])
    left, found = to_pay, {}
    for position, tender in enumerate(tenders):
        if tender is not filling and not tender.gives_change:
            found[position] = min(tender.amount, left)
            left -= found[position]
    found[tenders.index(filling)] = left
    return tuple(replace(tenders[position], amount=found[position]) for position in sorted(found) if found[position])


def versions_then(programmes: Iterable[Programme], original: Operation) -> tuple[Programme, ...]:
    """The programmes in the versions that an operation recorded; in those of its day where it recorded none."""
    recorded = original.programme_versions
    found = []
    for programme in programmes:
        if recorded and programme.id not in recorded:
            continue
        every = (*programme.earlier, programme)
        held = [each for each in every if each.version == recorded.get(programme.id)]
        version = held[0] if held else programme.as_of(original.business_day)
        before = tuple(each for each in every if each.version < version.version)
        found.append(replace(version, earlier=before))
    return tuple(found)


def _posted(
    programmes: Sequence[Programme],
    original: Operation,
    now: Standing,
    then: Standing,
    basket: Basket,
    choices: Choices,
    shop: ShopRules,
    sale_id: str,
    *,
    as_it_was: bool = True,
) -> Outcome:
    """`as_it_was` is whether the tier and the birthday that the sale recorded are those of its member."""
    versions, standing = versions_then(programmes, original), _as_it_was(now, then)
    return quote(
        versions,
        standing,
        basket,
        replace(choices, begun_ms=choices_of(original.detail).begun_ms),
        original.at_ms,
        shop,
        sale_id,
        statuses=_statuses(versions, original, standing, basket, shop) if as_it_was else None,
        birthdays=read_detail(original.detail).birthdays if as_it_was else None,
    )


def _statuses(
    programmes: Sequence[Programme], original: Operation, standing: Standing, basket: Basket, shop: ShopRules
) -> frozenset[str]:
    """Those recorded; where a crossing sale has its tier, what the new basket reaches for what the old one did."""
    recorded = read_detail(original.detail).statuses_before
    old = basket_of(original.detail)
    if not shop.crossing_gets_tier or basket == old:
        return recorded
    begun = Choices(begun_ms=choices_of(original.detail).begun_ms)

    def reached(sold: Basket) -> frozenset[str]:
        return situate(programmes, standing, original.at_ms, shop, sold, begun).statuses

    without = reached(Basket())
    return recorded - (reached(old) - without) | (reached(basket) - without)


def _as_it_was(now: Standing, then: Standing) -> Standing:
    held = [lot for lot in now.lots if lot.account.unit not in _AS_IT_WAS]
    known = [lot for lot in then.lots if lot.account.unit in _AS_IT_WAS]
    return replace(then, lots=(*held, *known), others=now.others)


def _as_old_as_then(standing: Standing, then: Standing) -> Standing:
    """The standing whose lots, also those that the sale had emptied, are as old as they were before it."""
    since = {(lot.account, lot.key): lot.earned_at_ms for lot in then.lots}
    lots = (replace(lot, earned_at_ms=since.get((lot.account, lot.key), lot.earned_at_ms)) for lot in standing.lots)
    return replace(standing, lots=tuple(lots))


def _ended_as_before(outcome: Outcome, original: Operation, earlier: Iterable[Operation], sale_id: str) -> Outcome:
    """What ended because nobody came stays ended: its lots, which have no day of their own, get that of the old ones.

    The money that is carried is one figure with what later sales left: it stays.
    """
    ended = {
        entry.account: each.business_day - timedelta(days=1)
        for each in earlier
        for entry in each.entries
        if entry.reason is EntryReason.EXPIRED
        and entry.lot.operation_id == original.id
        and entry.expires_on is None
        and entry.holder is None
        and entry.account.unit is not Unit.REMAINDER
    }
    entries = tuple(
        replace(entry, expires_on=entry.expires_on or ended.get(entry.account))
        if entry.lot.operation_id == sale_id and entry.holder is None
        else entry
        for entry in outcome.entries
    )
    return replace(outcome, entries=entries) if ended else outcome


def _seen_by(receiver: Standing, entries: Iterable[Entry], owner: int | None) -> tuple[Entry, ...]:
    """The entries of `owner`'s operation as one of the receiver would hold them; those of strangers are left out."""
    seen = []
    for entry in entries:
        holder = owner if entry.holder is None else entry.holder
        if holder is not None and (holder == receiver.member_id or holder in receiver.others):
            seen.append(replace(entry, holder=None if holder == receiver.member_id else holder))
    return tuple(seen)


def _new_debt(before: Standing, after: Standing, of_everything: bool) -> dict[Account, int]:
    """How much deeper below 0 the balances went, or those that were paid for."""
    held, owed = before.balances(), {}
    for account, amount in after.balances().items():
        deeper = max(0, -amount) - max(0, -held.get(account, 0))
        if deeper > 0 and (of_everything or account.unit in _PAID_FOR):
            owed[account] = deeper
    return owed
