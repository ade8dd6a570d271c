"""What somebody wants used on a sale, and which of it can be used together: alone or not, minimums reached or not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from loyalty.basket import Line
from loyalty.ledger import Account
from loyalty.outcome import Applied, PricedLine, RewardKind
from loyalty.refusals import Refusal, RefusalReason
from loyalty.rewards import RewardTerms


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


def together(wishes: Sequence[Wish], run: Run) -> tuple[list[Wish], dict[str, Refusal | None]]:
    """The wishes that can be used beside each other, as often as their minimums allow, and why not the others.

    A minimum that the basket misses after all OTHER discounts leaves its reward out: its own never counts against it.
    """
    missed: dict[str, Refusal | None] = {}
    wanted = list(wishes)
    while True:
        kept, clashes = _without_clashes(wanted)
        kept, below = _lessened(kept, run)
        if below is None:
            return kept, {**clashes, **missed}
        missed[below[0].reward.id] = below[1]
        wanted = [wish for wish in wanted if wish.reward.id != below[0].reward.id]


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


def _lessened(kept: Sequence[Wish], run: Run) -> tuple[list[Wish], tuple[Wish, Refusal] | None]:
    """The wishes as often as their minimums allow; and the last of those whose minimum is missed, with what is missing.

    One of them at a time: without it another may reach its own.
    """
    below: tuple[Wish, Refusal] | None = None
    found = list(kept)
    for at, wish in enumerate(kept):
        if not wish.reward.minimum.is_asked:
            continue
        lines = _besides(wish, kept, run)
        refusal = wish.reward.minimum.missing(lines, wish.reward.lines)
        if refusal is not None:
            below = wish, refusal
        else:
            times = wish.reward.minimum.uses(lines, wish.reward.lines, wish.times)
            found[at] = wish if times == wish.times else replace(wish, times=times)
    return found, below


def _clash(wish: Wish, kept: Sequence[Wish]) -> Wish | None:
    """The discount beside which this one cannot stand, because one of the two wants to be alone."""
    if not _is_discount(wish):
        return None
    return next((each for each in kept if _is_discount(each) and (each.reward.alone or wish.reward.alone)), None)


def _is_discount(wish: Wish) -> bool:
    return not wish.reward.is_payment and wish.reward.kind is not RewardKind.BENEFIT


def paid_units(priced: Priced) -> list[tuple[Line, int]]:
    """The units of each line that no reward made free, and what is paid for them: what minimums are counted on."""
    return [
        (replace(each.line, quantity=each.line.quantity - each.free_units), each.net)
        for each in priced.lines
        if each.reward_id is None
    ]


def _besides(wish: Wish, kept: Sequence[Wish], run: Run) -> list[tuple[Line, int]]:
    """The paid units of each line, and what is paid for them, after all other discounts."""
    return paid_units(run([each for each in kept if each is not wish and not each.reward.is_payment]))
