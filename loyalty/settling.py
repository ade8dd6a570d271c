"""The last two steps of the checkout, written into a book: rewards are paid, what was bought and earned comes in, full
cards become rewards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from loyalty.conditions import not_opened
from loyalty.earning import Earning, Sold
from loyalty.ledger import SHOP, Account, EntryReason, Unit
from loyalty.lots import Book
from loyalty.offers import Deal
from loyalty.outcome import Applied, PricedLine, RewardKind
from loyalty.paid_shares import OFF_OF, PAID
from loyalty.plans import Plan
from loyalty.pricing import Priced
from loyalty.programmes import Programme
from loyalty.programs import kind_of
from loyalty.rewards import RewardTerms
from loyalty.shop import ShopRules
from loyalty.situation import Situation

_TAKEN = {
    Unit.REWARD: EntryReason.REWARD_TAKEN,
    Unit.ITEM: EntryReason.REWARD_TAKEN,
    Unit.COUPON: EntryReason.REWARD_TAKEN,
    Unit.CASHBACK: EntryReason.PAID_WITH,
    Unit.STORED_PAID: EntryReason.PAID_WITH,
    Unit.STORED_BONUS: EntryReason.PAID_WITH,
}


def spend(book: Book, deals: Sequence[Deal], priced: Priced, situation: Situation) -> None:
    """Pay the price of every reward used from its accounts, and count its use where uses are limited; then what the
    rewards bring.

    Raises ValueError when an account does not hold the price.
    """
    used = {applied.offer_id: applied for applied in priced.applied}
    for deal in sorted(deals, key=lambda each: each.reward.id):
        reward = deal.reward
        if reward.id not in used:
            continue
        times, paid = used[reward.id].times, used[reward.id].paid
        lies = {f"{OFF_OF}{index}": part for index, part in _lies_on(reward, used[reward.id], priced.lines).items()}
        for account, amount in priced.spent[reward.id]:
            reason = _TAKEN.get(account.unit, EntryReason.POINTS_SPENT)
            pays = {PAID: paid} if reason is EntryReason.POINTS_SPENT and paid else {}
            facts = {"times": times, **pays, **lies}
            book.of(reward.holder).spend(account, amount, reason, facts)
        for limit in reward.limits:
            if limit.holder is not None or situation.with_member:
                use = Earning(limit.account, times, EntryReason.USED, {}, limit.expires_on, limit.holder)
                _enter(book, use, tally=limit.expires_on is None)
    # What rewards bring pays none of them: it comes when all of them are paid.
    for deal in sorted(deals, key=lambda each: each.reward.id):
        for part in deal.reward.gives if deal.reward.id in used else ():
            amount = part.amount * used[deal.reward.id].times
            gift = Earning(part.account, amount, part.reason, {}, part.expires_on, part.holder)
            _enter(book, gift, tally=part.tally)


def _lies_on(reward: RewardTerms, used: Applied, lines: Sequence[PricedLine]) -> dict[int, int]:
    """How much of a reward lies on each line: the money it took off, of free items their units, which cost the same
    units of the reward whatever their price. What it handed out besides lies on lines of its own.
    """
    off = {index: share for index, share in enumerate(used.shares) if share}
    if not off or reward.kind is not RewardKind.FREE_ITEM:
        return off
    prices = {index: lines[index].line.unit_price for index in off}
    units = {index: share // min(prices[index], reward.cap or prices[index]) for index, share in off.items()}
    return units | {index: line.free_units for index, line in enumerate(lines) if line.reward_id == reward.id}


def buy(book: Book, plans: Mapping[str, Plan], situation: Situation, credited: bool) -> None:
    """What the plans in the basket give. What the shop holds of a `credited` sale was written with the sale."""
    for index, line in enumerate(situation.basket.lines):
        if not line.plan:
            continue
        plan = plans[line.plan]
        units = line.unit_price * line.quantity if plan.is_open else line.quantity
        facts = {"paid": line.unit_price * line.quantity, "line": index}
        for part in plan.parts:
            if credited and part.holder == SHOP:
                continue
            amount = part.amount if part.once else part.amount * units
            gift = Earning(part.account, amount, part.reason, facts, part.expires_on, part.holder)
            _enter(book, gift, tally=part.tally)


def earnings(
    programmes: Sequence[Programme], situation: Situation, priced: Priced, balances: Mapping[Account, int]
) -> list[Earning]:
    """What every running programme gives for the sale; `balances` are those after rewards were paid."""
    running = [each for each in programmes if not each.stopped and not _is_used_up(each, situation)]
    lines = as_they_earn(priced.lines, situation.shop)
    multipliers = tuple(
        multiplier
        for programme in running
        for multiplier in kind_of(programme).multipliers(programme, situation)
        if multiplier.applies(lines)
    )
    found: list[Earning] = []
    base = sum([line.base for line in lines])
    for programme in running:
        kind = kind_of(programme)
        sold = Sold(
            situation=situation,
            lines=lines,
            base=base,
            to_pay=priced.to_pay,
            counted=situation.choices.stamps.get(programme.id),
            redeemed=bool(priced.applied),
            multipliers=multipliers,
            opened=not_opened(programme.terms, situation) is None,
        )
        if sold.opened or kind.passes_marks:
            found.extend(kind.earned(programme, sold, balances))
    # Nobody fills a programme that was stopped, not even another one.
    stopped = {programme.id for programme in programmes if programme.stopped}
    return [each for each in found if each.amount <= 0 or each.account.programme_id not in stopped]


def as_they_earn(lines: tuple[PricedLine, ...], shop: ShopRules) -> tuple[PricedLine, ...]:
    """The priced lines with the `base` that counts in this shop: what is paid, or what would have been."""
    return tuple(_before_discount(line) for line in lines) if shop.earns_before_discount else lines


def _is_used_up(programme: Programme, situation: Situation) -> bool:
    """Whether the uses of a reward of it are gone, and the shop wants it to earn no more then.

    A level or a membership is no limited offer: its yearly benefits end nothing when they were had.
    """
    if situation.shop.used_up_earns or kind_of(programme).gives_statuses:
        return False
    rewards = kind_of(programme).rewards(programme, situation)
    return any(limit.left(situation) == 0 for reward in rewards for limit in reward.limits)


def _before_discount(line: PricedLine) -> PricedLine:
    """The line as it earns in a shop that counts what it would have cost; free units earn nothing all the same."""
    if line.reward_id is not None:
        return line
    return replace(line, discount=min(line.discount, line.free_units * line.line.unit_price))


def enter(book: Book, found: Iterable[Earning], with_member: bool, written: Sequence[Earning] = ()) -> None:
    """Write the earnings; without a member only the shop's own, and those only where they are not `written` yet."""
    known = {(each.account, each.reason) for each in written}
    for earning in found:
        if (earning.account, earning.reason) not in known if earning.holder == SHOP else with_member:
            _enter(book, earning, earning.tally)


def _enter(book: Book, earning: Earning, tally: bool) -> None:
    own = book.of(earning.holder)
    if earning.amount == 0:
        return
    if tally:
        own.count(earning.account, earning.amount, earning.reason, earning.facts)
    elif earning.amount > 0:
        own.earn(earning.account, earning.amount, earning.reason, earning.facts, earning.expires_on)
    else:
        own.spend(earning.account, -earning.amount, earning.reason, earning.facts)


def fill(book: Book, programmes: Iterable[Programme], situation: Situation) -> None:
    """Every full card becomes rewards; stopped programmes still fill what was begun."""
    for programme in programmes:
        if programme.stopped:
            continue
        for filling in kind_of(programme).fillings(programme, situation, book.balances):
            facts = {"needed": filling.needed}
            for _ in range(filling.times):
                book.spend(filling.source, filling.needed, EntryReason.CARD_FILLED, facts)
                book.earn(filling.target, 1, EntryReason.REWARD_FROM_FULL_CARD, facts, filling.expires_on)
