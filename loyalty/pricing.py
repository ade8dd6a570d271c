"""The first two steps of the checkout: rewards onto the lines, then wallets instead of money. Never below 0.

Free items, then line discounts, then the one best whole-bill percentage, then amounts off, then payment; within each
the order of the wishes, codes as they were typed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from loyalty.basket import Basket, Line
from loyalty.conditions import EVERY_LINE, LineFilter
from loyalty.ledger import Account, Unit
from loyalty.money import Rounding, largest_remainder, rounded_ratio
from loyalty.outcome import Applied, PricedLine, RewardKind
from loyalty.refusals import Refusal, RefusalReason
from loyalty.rewards import RewardTerms, Scope
from loyalty.wishes import Priced, Wish, together

__all__ = ["Priced", "PricingRules", "Wish", "price", "uses_of_money"]

_NOTHING_TO_DISCOUNT = Refusal(RefusalReason.NOTHING_TO_DISCOUNT)
_NOTHING_MATCHES = Refusal(RefusalReason.NOTHING_MATCHES)


@dataclass(frozen=True, slots=True)
class PricingRules:
    """The shop's settings that pricing obeys."""

    rounding: Rounding = Rounding.HALF_UP
    percent_on_discounted: bool = True
    wallets_earn: bool = False


@dataclass(slots=True)
class _Work:
    """The lines while rewards are applied to them. `touched` are the units of each that a discount has acted on."""

    lines: tuple[Line, ...]
    rules: PricingRules
    balances: dict[Account, int]
    discounts: list[int]
    free: list[int]
    unearning: list[int]
    touched: list[int]
    masks: dict[LineFilter, list[bool]]
    paid: int = 0
    taken: tuple[int, ...] = ()
    on_top: list[PricedLine] = field(default_factory=list)
    applied: list[Applied] = field(default_factory=list)
    short: dict[str, Refusal | None] = field(default_factory=dict)
    spent: dict[str, tuple[tuple[Account, int], ...]] = field(default_factory=dict)

    def nets(self) -> list[int]:
        """What each line costs after the discounts so far."""
        return [
            line.unit_price * line.quantity - discount
            for line, discount in zip(self.lines, self.discounts, strict=True)
        ]

    def goods(self, taken: LineFilter) -> list[int]:
        """What each line that a discount may act on still costs; 0 for the others."""
        return [net if takes else 0 for net, takes in zip(self.nets(), self.taken_by(taken), strict=True)]

    def untouched(self, goods: Sequence[int]) -> list[int]:
        """Of these sums of the lines what the units cost that no discount has acted on."""
        left = [max(0, line.quantity - units) for line, units in zip(self.lines, self.touched, strict=True)]
        prices = [line.unit_price * units for line, units in zip(self.lines, left, strict=True)]
        return [min(each, price) for each, price in zip(goods, prices, strict=True)]

    def taken_by(self, taken: LineFilter) -> list[bool]:
        """Whether a filter takes each line."""
        found = self.masks.get(taken)
        if found is None:
            found = self.masks[taken] = [taken.takes(line) for line in self.lines]
        return found

    def afford(self, reward: RewardTerms, times: int) -> int:
        """How often the accounts can pay a reward, `times` at most."""
        if reward.price == 0:
            return times
        return min(times, max(0, sum(self.balances.get(each, 0) for each in reward.accounts)) // reward.price)

    def touch(self, shares: Sequence[int]) -> None:
        """Note every unit of the lines that have a share as discounted."""
        for index, share in enumerate(shares):
            if share:
                self.touched[index] = self.lines[index].quantity

    def take_off(self, shares: Sequence[int]) -> int:
        """Lessen the lines by these shares, which are noted with the next reward used; their sum."""
        taken = self.taken or (0,) * len(shares)
        self.taken = tuple([before + share for before, share in zip(taken, shares, strict=True)])
        for index, share in enumerate(shares):
            self.discounts[index] += share
        return sum(shares)

    def use(self, wish: Wish, times: int, discount: int, paid: int = 0) -> None:
        """Note a reward as used, and take its price from its accounts in their order."""
        reward, owed, parts = wish.reward, times * wish.reward.price, []
        for account in reward.accounts:
            part = min(owed, max(0, self.balances.get(account, 0)))
            if part:
                self.balances[account] -= part
                parts.append((account, part))
                owed -= part
        self.spent[reward.id] = tuple(parts)
        shares, self.taken = self.taken if discount else (), ()
        title = wish.title or reward.title
        self.applied.append(Applied(reward.id, title, times, discount, paid, shares, reward.cost))


def price(basket: Basket, wishes: Sequence[Wish], balances: Mapping[Account, int], rules: PricingRules) -> Priced:
    """Apply the wished rewards as often as balances, minimums and the bill allow.

    A reward whose minimum the basket misses after all OTHER discounts is not used: its own never counts against it.
    """
    if not wishes:
        return Priced(tuple([PricedLine(line) for line in basket.lines]), basket.total)

    masks: dict[LineFilter, list[bool]] = {}

    def run(kept: Sequence[Wish]) -> Priced:
        return _run(basket, kept, balances, rules, masks)

    return together(basket, wishes, run)


def _stage(wish: Wish) -> int:
    """Free items, line discounts, the whole-bill percentage, amounts off, what is handed out, payment."""
    reward = wish.reward
    if reward.is_payment:
        return 5
    if reward.kind is RewardKind.FREE_ITEM:
        return 0
    if reward.kind is RewardKind.BENEFIT:
        return 4
    if reward.scope is not Scope.ORDER:
        return 1
    return 2 if reward.kind is RewardKind.PERCENT_OFF else 3


def _run(
    basket: Basket,
    wishes: Sequence[Wish],
    balances: Mapping[Account, int],
    rules: PricingRules,
    masks: dict[LineFilter, list[bool]],
) -> Priced:
    count = len(basket.lines)
    discounts, free, unearning, touched = ([0] * count for _ in range(4))
    work = _Work(basket.lines, rules, dict(balances), discounts, free, unearning, touched, masks)
    by_stage: dict[int, list[Wish]] = {}
    for wish in wishes:
        by_stage.setdefault(_stage(wish), []).append(wish)
    for stage, apply in enumerate((_free_items, _line_discounts, _best_percent, _amounts_off, _benefits, _payments)):
        if stage in by_stage:
            apply(work, by_stage[stage])
    lines = [
        PricedLine(line, discount, _free_units(line, discount, free), None, unearning)
        for line, discount, free, unearning in zip(work.lines, work.discounts, work.free, work.unearning, strict=True)
    ]
    to_pay = sum(work.nets()) - work.paid
    return Priced((*lines, *work.on_top), to_pay, tuple(work.applied), work.short, work.spent)


def _free_units(line: Line, discount: int, free: int) -> int:
    """The units that cost nothing: those a reward made free, and all of a line that discounts took whole."""
    gross = line.unit_price * line.quantity
    return line.quantity if gross and discount == gross else free


def _free_items(work: _Work, wishes: Sequence[Wish]) -> None:
    """The cheapest matching units become free; what finds no unit is handed out on top."""
    for wish in wishes:
        reward = wish.reward
        times = work.afford(reward, wish.times)
        if times == 0:
            work.short[reward.id] = None
            continue
        units = times * reward.units
        discount, missing = (0, units) if reward.added else _make_free(work, wish, units)
        if missing:
            category = reward.lines.categories[0] if reward.lines.categories else ""
            handed = Line(0, missing, None, wish.title or reward.title, category)
            work.on_top.append(PricedLine(handed, free_units=missing, reward_id=reward.id))
        if times < wish.times:
            work.short[reward.id] = None
        work.use(wish, times, discount)


def _make_free(work: _Work, wish: Wish, wanted: int) -> tuple[int, int]:
    """(money off, units that were not found)."""
    missing, reward = wanted, wish.reward
    nets, may_be = work.nets(), _may_be_free(work, wish)
    eligible = [
        index
        for index, line in enumerate(work.lines)
        if may_be[index] and line.unit_price > 0 and line.product_id is not None and nets[index] > 0
    ]
    off = [0] * len(work.lines)
    for index in sorted(eligible, key=lambda each: work.lines[each].unit_price):
        if missing == 0:
            break
        line = work.lines[index]
        units = min(missing, line.quantity - work.free[index])
        work.free[index] += units
        work.touched[index] += units
        off[index] = units * (line.unit_price if not reward.cap else min(line.unit_price, reward.cap))
        missing -= units
    return work.take_off(off), missing


def _may_be_free(work: _Work, wish: Wish) -> list[bool]:
    """Which lines a free item may come from."""
    reward = wish.reward
    takes = [line.product_id in reward.choice for line in work.lines] if reward.choice else work.taken_by(reward.lines)
    if not wish.item:
        return takes
    return [each and line.product_id == wish.item for each, line in zip(takes, work.lines, strict=True)]


def _line_discounts(work: _Work, wishes: Sequence[Wish]) -> None:
    """Percent and amounts off some lines; an amount first takes from lines that no other discount wants."""
    for wish in wishes:
        reward = wish.reward
        times = work.afford(reward, wish.times)
        goods = work.goods(reward.lines)
        if times == 0 or not any(goods):
            work.short[reward.id] = _NOTHING_MATCHES if times else None
            continue
        if reward.scope is Scope.CHEAPEST:
            _cheapest_units(work, wish, times)
            continue
        if reward.kind is RewardKind.PERCENT_OFF:
            discount = _percent_of(work, reward, sum(goods))
            work.touch(goods)
            work.use(wish, 1, work.take_off(largest_remainder(discount, goods)))
            continue
        times = min(times, uses_of_money(sum(goods), reward.value))
        owed = min(sum(goods), times * reward.value if not reward.cap else min(times * reward.value, reward.cap))
        wanted = [each.reward.lines for each in wishes if each is not wish]
        alone = [
            0 if any(taken.takes(line) for taken in wanted) else each
            for line, each in zip(work.lines, goods, strict=True)
        ]
        first = min(owed, sum(alone))
        taken_first = largest_remainder(first, alone) if first else (0,) * len(goods)
        rest = [each - share for each, share in zip(goods, taken_first, strict=True)]
        then = largest_remainder(owed - first, rest) if owed > first else (0,) * len(goods)
        work.touch([one + other for one, other in zip(taken_first, then, strict=True)])
        discount = work.take_off(taken_first) + work.take_off(then)
        work.use(wish, times, discount)


def _cheapest_units(work: _Work, wish: Wish, times: int) -> None:
    """One unit for each use, the cheapest that still costs something: a percentage of it, or money off it."""
    reward, left, used = wish.reward, work.goods(wish.reward.lines), 0
    off = [0] * len(left)
    for index in sorted((at for at, each in enumerate(left) if each), key=lambda at: work.lines[at].unit_price):
        for _ in range(min(times - used, work.lines[index].quantity - work.free[index])):
            unit = min(left[index], work.lines[index].unit_price)
            if unit == 0:
                break
            left[index] -= unit
            taken = _off_unit(work, reward, unit)
            off[index] += taken
            work.free[index] += taken == work.lines[index].unit_price
            work.touched[index] += 1
            used += 1
    work.use(wish, used, work.take_off(off))


def _off_unit(work: _Work, reward: RewardTerms, unit: int) -> int:
    """What a reward takes off one unit that costs so much."""
    if reward.kind is RewardKind.PERCENT_OFF:
        return _percent_of(work, reward, unit)
    return min(reward.value, reward.cap or reward.value, unit)


def _percent_of(work: _Work, reward: RewardTerms, total: int) -> int:
    """What a percentage takes off a total; what stays to pay is rounded once."""
    discount = total - rounded_ratio(total * (100 - reward.value), 100, work.rules.rounding)
    return min(discount, reward.cap) if reward.cap else discount


def _best_percent(work: _Work, wishes: Sequence[Wish]) -> None:
    """ONE whole-bill percentage: the one that takes most off this basket, ties by programme; the others say why not."""
    candidates = []
    for wish in wishes:
        reward = wish.reward
        if work.afford(reward, 1) == 0:
            work.short[reward.id] = None
            continue
        goods = work.goods(reward.lines)
        if not work.rules.percent_on_discounted:
            goods = work.untouched(goods)
        discount = _percent_of(work, reward, sum(goods))
        if discount == 0:
            work.short[reward.id] = _NOTHING_TO_DISCOUNT
        else:
            candidates.append((-discount, reward.account.programme_id, reward.id, wish, goods))
    if not candidates:
        return
    negative, _, _, best, goods = min(candidates, key=lambda each: each[:3])
    work.use(best, 1, work.take_off(largest_remainder(-negative, goods)))
    for _, _, reward_id, _, _ in candidates:
        if reward_id != best.reward.id:
            facts = {"title": best.title or best.reward.title}
            work.short[reward_id] = Refusal(RefusalReason.OTHER_DISCOUNT_BETTER, facts)


def _amounts_off(work: _Work, wishes: Sequence[Wish]) -> None:
    """Money off, shared over the lines by what each still costs; what the last use exceeds the bill by is lost."""
    for wish in wishes:
        reward = wish.reward
        goods = work.goods(reward.lines)
        remaining = sum(goods)
        times = min(work.afford(reward, wish.times), uses_of_money(remaining, reward.value))
        if times < wish.times:
            work.short[reward.id] = None
        if times == 0:
            continue
        discount = min(remaining, times * reward.value)
        if reward.cap:
            discount = min(discount, reward.cap)
        work.use(wish, times, work.take_off(largest_remainder(discount, goods)))


def _benefits(work: _Work, wishes: Sequence[Wish]) -> None:
    """What is handed out without touching the bill."""
    for wish in wishes:
        times = work.afford(wish.reward, wish.times)
        if times < wish.times:
            work.short[wish.reward.id] = None
        if times:
            work.use(wish, times, 0)


def _payments(work: _Work, wishes: Sequence[Wish]) -> None:
    """Points, cashback and stored value pay what is left, for goods only; they shrink when a discount comes."""
    left = work.goods(EVERY_LINE)
    for wish in sorted(wishes, key=lambda each: (_earning_last(each.reward), each.reward.id)):
        reward, remaining = wish.reward, sum(left)
        affordable = work.afford(reward, wish.times)
        times = min(affordable, uses_of_money(remaining, reward.value))
        if times == 0 or affordable < wish.times:
            work.short[reward.id] = None if affordable < wish.times else _NOTHING_TO_DISCOUNT
        if times == 0:
            continue
        paid = min(remaining, times * reward.value)
        work.use(wish, times, 0, paid)
        work.paid += paid
        shares = largest_remainder(paid, left)
        left = [each - share for each, share in zip(left, shares, strict=True)]
        silent = paid - _earning_part(work, reward, paid)
        for index, share in enumerate(largest_remainder(silent, shares) if silent else ()):
            work.unearning[index] += share


def _earning_part(work: _Work, reward: RewardTerms, paid: int) -> int:
    """How much of what was paid earns like money: what the customer had paid in; all of it where the shop says so."""
    if work.rules.wallets_earn:
        return paid
    units = sum(part for account, part in work.spent[reward.id] if account.unit is Unit.STORED_PAID)
    return min(paid, units * reward.value // max(1, reward.price))


def _earning_last(reward: RewardTerms) -> bool:
    """Points and cashback pay before stored value, which earns."""
    return any(account.unit is Unit.STORED_PAID for account in reward.accounts)


def uses_of_money(remaining: int, value: int) -> int:
    """How often `value` may be taken off what remains to pay: the last use may be worth more than what is left."""
    return -(-remaining // value) if value > 0 else 0
