"""The first step of the checkout: rewards onto the lines, never below 0. Points as money come last, as payment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from loyalty.basket import Basket, Line
from loyalty.ledger import Account
from loyalty.money import largest_remainder
from loyalty.outcome import Applied, PricedLine, RewardKind
from loyalty.programs.kind import RewardTerms, matches


@dataclass(frozen=True, slots=True)
class Priced:
    """The lines after rewards, the rewards used in the order they were applied, and the ids that could not be."""

    lines: tuple[PricedLine, ...]
    to_pay: int
    applied: tuple[Applied, ...] = ()
    short: tuple[str, ...] = ()


@dataclass(slots=True)
class _Work:
    """The lines while rewards are applied to them."""

    lines: tuple[Line, ...]
    discounts: list[int]
    free: list[int]
    on_top: list[PricedLine] = field(default_factory=list)

    def nets(self) -> list[int]:
        return [
            line.unit_price * line.quantity - discount
            for line, discount in zip(self.lines, self.discounts, strict=True)
        ]


def price(
    basket: Basket, rewards: Sequence[RewardTerms], left: Mapping[Account, int], chosen: Mapping[str, int]
) -> Priced:
    """Apply the chosen rewards as often as the balances and the bill allow: free items, amounts off, payment.

    `short` names the chosen rewards that exist but were used less often than chosen.
    """
    if not chosen:
        return Priced(tuple([PricedLine(line) for line in basket.lines]), basket.total)
    work = _Work(basket.lines, [0] * len(basket.lines), [0] * len(basket.lines))
    balances = dict(left)
    by_id = {reward.id: reward for reward in rewards}
    applied: list[Applied] = []
    short: list[str] = []
    wanted = [(by_id[offer_id], times) for offer_id, times in chosen.items() if offer_id in by_id and times > 0]
    for reward, times in sorted(wanted, key=_step):
        held = balances.get(reward.account, 0)
        used = _apply(work, reward, min(times, max(0, held) // reward.price), applied)
        balances[reward.account] = held - used * reward.price
        if used < times:
            short.append(reward.id)
    return _priced(work, applied, short)


def _step(wanted: tuple[RewardTerms, int]) -> tuple[bool, bool]:
    """Free items first, then discounts, then payment; within each the order in which they were chosen."""
    reward, _ = wanted
    return reward.is_payment, reward.kind is RewardKind.AMOUNT_OFF


def _priced(work: _Work, applied: list[Applied], short: list[str]) -> Priced:
    lines = [
        PricedLine(line, discount, free)
        for line, discount, free in zip(work.lines, work.discounts, work.free, strict=True)
    ]
    return Priced((*lines, *work.on_top), sum(work.nets()), tuple(applied), tuple(short))


def _apply(work: _Work, reward: RewardTerms, times: int, applied: list[Applied]) -> int:
    if times > 0:
        give = _free_items if reward.kind is RewardKind.FREE_ITEM else _amount_off
        times, discount = give(work, reward, times)
        if times > 0:
            applied.append(Applied(reward.id, reward.title, times, discount))
    return times


def _free_items(work: _Work, reward: RewardTerms, times: int) -> tuple[int, int]:
    """The cheapest matching units become free; what finds no unit is handed out on top."""
    discount, missing = 0, times
    eligible = [
        index for index, line in enumerate(work.lines) if line.unit_price > 0 and matches(line, reward.category)
    ]
    for index in sorted(eligible, key=lambda each: work.lines[each].unit_price):
        units = min(missing, work.lines[index].quantity - work.free[index])
        work.free[index] += units
        work.discounts[index] += units * work.lines[index].unit_price
        discount += units * work.lines[index].unit_price
        missing -= units
    if missing:
        handed = Line(unit_price=0, quantity=missing, name=reward.title, category=reward.category)
        work.on_top.append(PricedLine(handed, free_units=missing, reward_id=reward.id))
    return times, discount


def _amount_off(work: _Work, reward: RewardTerms, times: int) -> tuple[int, int]:
    """Money off, shared over the lines by what each still costs; what the last use exceeds the bill by is lost."""
    nets = work.nets()
    remaining = sum(nets)
    times = min(times, uses_of_money(remaining, reward.value))
    discount = min(remaining, times * reward.value)
    for index, share in enumerate(largest_remainder(discount, nets)):
        work.discounts[index] += share
    return times, discount


def uses_of_money(remaining: int, value: int) -> int:
    """How often `value` may be taken off what remains to pay: the last use may be worth more than what is left."""
    return -(-remaining // value) if value > 0 else 0
