"""What somebody wants used on a sale, and which of it can be used together: alone or not, minimums reached or not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from loyalty.basket import Basket, Line
from loyalty.ledger import Account
from loyalty.outcome import Applied, PricedLine, RewardKind, paid_lines
from loyalty.refusals import Refusal, RefusalReason
from loyalty.rewards import RewardTerms, Scope


@dataclass(frozen=True, slots=True)
class Wish:
    """A reward that somebody wants used, how often, and the product chosen for a free item ("" leaves it open)."""

    reward: RewardTerms
    times: int
    item: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Priced:
    """The lines after rewards, the rewards used in the order they were applied, what each account gave, and why not.

    `to_pay` is what is left for money. `short` names the wished rewards that were used less often than wished, with the
    reason. `spent` is what each account pays for each reward used.
    """

    lines: tuple[PricedLine, ...]
    to_pay: int
    applied: tuple[Applied, ...] = ()
    short: Mapping[str, Refusal | None] = field(default_factory=dict)
    spent: Mapping[str, tuple[tuple[Account, int], ...]] = field(default_factory=dict)


# Prices the basket with some of the wishes.
Run = Callable[[Sequence[Wish]], Priced]


def together(basket: Basket, wishes: Sequence[Wish], run: Run) -> Priced:
    """The basket priced with the wishes that can be used beside each other, as often as their minimums allow.

    A minimum that the basket misses after all OTHER discounts leaves its reward out: its own never counts against it.
    Among whole-bill percentages the best one is used, even where another wants to be alone.
    """
    gross = [(line, line.unit_price * line.quantity) for line in basket.lines]
    missed: dict[str, Refusal | None] = {}
    hopeless = [wish for wish in wishes if _is_hopeless(wish, gross)]
    wanted = [_at_most(wish, gross) for wish in wishes if wish not in hopeless]
    while True:
        kept, clashes = _without_clashes(wanted)
        full = run(kept)
        lessened, left_out = _lessened(kept, full, run)
        left_out = left_out or _beaten(kept, wanted, run)
        if left_out is None:
            priced = full if lessened == kept else run(lessened)
            break
        missed[left_out[0].reward.id] = left_out[1]
        wanted = [wish for wish in wanted if wish.reward.id != left_out[0].reward.id]
    if hopeless:
        paid = paid_lines(priced.lines)
        missed.update({wish.reward.id: wish.reward.minimum.missing(paid, wish.reward.lines) for wish in hopeless})
    return replace(priced, short={**clashes, **missed, **priced.short}) if clashes or missed else priced


def _is_hopeless(wish: Wish, gross: Sequence[tuple[Line, int]]) -> bool:
    """Whether the basket misses a minimum even before any discount."""
    minimum = wish.reward.minimum
    return minimum.is_asked and minimum.missing(gross, wish.reward.lines) is not None


def _at_most(wish: Wish, gross: Sequence[tuple[Line, int]]) -> Wish:
    """The wish as often as the basket reaches its minimum before any discount."""
    times = wish.reward.minimum.uses(gross, wish.reward.lines, wish.times)
    return wish if times == wish.times else replace(wish, times=times)


def _without_clashes(wishes: Sequence[Wish]) -> tuple[list[Wish], dict[str, Refusal | None]]:
    """The wishes that can stand beside each other, the first wished first, and why the others are left out."""
    kept: list[Wish] = []
    left_out: dict[str, Refusal | None] = {}
    for wish in wishes:
        clash = _clash(wish, kept)
        if clash is None:
            kept.append(wish)
        else:
            title = clash.title or clash.reward.title
            left_out[wish.reward.id] = Refusal(RefusalReason.NOT_WITH_OTHERS, {"title": title})
    return kept, left_out


def _lessened(kept: Sequence[Wish], full: Priced, run: Run) -> tuple[list[Wish], tuple[Wish, Refusal] | None]:
    """The wishes as often as their minimums allow; and the last of those whose minimum is missed, with what is missing.

    One of them at a time: without it another may reach its own. `full` is the basket with all of them.
    """
    below: tuple[Wish, Refusal] | None = None
    found = list(kept)
    for at, wish in enumerate(kept):
        if not wish.reward.minimum.is_asked or _is_surely_reached(wish, kept, full):
            continue
        lines = paid_lines(run([each for each in found if _stands_beside(each, wish)]).lines)
        refusal = wish.reward.minimum.missing(lines, wish.reward.lines)
        if refusal is not None:
            below = wish, refusal
        else:
            found[at] = _at_most(wish, lines)
    return found, below


def _stands_beside(other: Wish, wish: Wish) -> bool:
    """Whether another wish may lessen what this one's minimum sees; of two whole-bill percentages only one is used."""
    if other is wish or other.reward.is_payment:
        return False
    return not (_is_whole_percent(wish) and _is_whole_percent(other))


def _is_surely_reached(wish: Wish, kept: Sequence[Wish], full: Priced) -> bool:
    """Whether a minimum that the basket reaches is reached after the discounts too, without pricing it once more.

    Units become fewer only by what others make free. An amount of the whole bill that is reached although its own
    discount is off is reached without that.
    """
    minimum = wish.reward.minimum
    if minimum.quantity and any(_makes_free(each) for each in kept if each is not wish):
        return False
    if not minimum.amount:
        return True
    paid = sum([each.net for each in full.lines if not each.line.plan])
    return not minimum.on_matching and not minimum.each_use and paid >= minimum.amount


def _makes_free(wish: Wish) -> bool:
    return wish.reward.kind is RewardKind.FREE_ITEM and not wish.reward.added


def _beaten(kept: Sequence[Wish], wanted: Sequence[Wish], run: Run) -> tuple[Wish, Refusal] | None:
    """A whole-bill percentage that wants to be alone, where another one takes more off."""
    for wish in kept:
        if not (wish.reward.alone and _is_whole_percent(wish)):
            continue
        rivals = [each for each in wanted if _is_whole_percent(each) and all(each is not other for other in kept)]
        best = min(
            [wish, *rivals], key=lambda each: (-_taken_off(each, run), each.reward.account.programme_id, each.reward.id)
        )
        if best is not wish:
            title = best.title or best.reward.title
            return wish, Refusal(RefusalReason.OTHER_DISCOUNT_BETTER, {"title": title})
    return None


def _taken_off(wish: Wish, run: Run) -> int:
    return sum(each.discount for each in run([wish]).applied)


def _is_whole_percent(wish: Wish) -> bool:
    return wish.reward.kind is RewardKind.PERCENT_OFF and wish.reward.scope is Scope.ORDER


def _clash(wish: Wish, kept: Sequence[Wish]) -> Wish | None:
    """The discount beside which this one cannot stand, because one of the two wants to be alone."""
    if not _is_discount(wish):
        return None
    return next((each for each in kept if _is_discount(each) and (each.reward.alone or wish.reward.alone)), None)


def _is_discount(wish: Wish) -> bool:
    return not wish.reward.is_payment and wish.reward.kind is not RewardKind.BENEFIT
