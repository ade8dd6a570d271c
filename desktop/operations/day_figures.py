"""The figures of a till's day out of what was recorded on it. Pure: operations in, sums out.

What was undone or corrected on its own day never happened; what was cancelled or refunded was sold, and its money went
back. So the money of the sales less the money that went back is what the tenders hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from desktop.operations.context import ShopContext
from loyalty.basket import Product
from loyalty.checkout import situate
from loyalty.detail import Recorded, read_detail
from loyalty.ledger import NOBODY, SHOP, Account, EntryReason, Operation, OperationKind, Unit
from loyalty.outcome import Applied
from loyalty.pieces import DIFFERENCE
from loyalty.programmes import Programme
from loyalty.programs import kind_of
from loyalty.programs.hand_given import HandGiven, has_reward
from printing.layouts.day_report import Movement, Redeemed

# What a shop owes or has given away; bookkeeping (uses, remainders, spending, tiers) is nobody's balance.
TOLD = (
    Unit.STAMP,
    Unit.POINT,
    Unit.REWARD,
    Unit.CASHBACK,
    Unit.STORED_PAID,
    Unit.STORED_BONUS,
    Unit.ITEM,
    Unit.COUPON,
    Unit.DONATION,
)
_Place = tuple[str, Unit]
_NEVER_WAS = frozenset({OperationKind.UNDO, OperationKind.EDIT})
_SPENT = frozenset({EntryReason.REWARD_TAKEN, EntryReason.POINTS_SPENT})


@dataclass(frozen=True, slots=True)
class Day:
    """Everything done on a day, and what of other days it acts on, by id. `ended` is what the day itself ended,
    `reopened` the ids of what took a sale back that was opened again since.
    """

    operations: tuple[Operation, ...]
    others: Mapping[str, Operation] = field(default_factory=dict)
    reopened: frozenset[str] = frozenset()
    ended: Mapping[Account, int] = field(default_factory=dict)
    products: Mapping[str, Product] = field(default_factory=dict)

    def acted_on(self, operation: Operation) -> Operation | None:
        """The operation that this one reverses, also one of another day."""
        if operation.reverses is None:
            return None
        own = (each for each in self.operations if each.id == operation.reverses)
        return next(own, None) or self.others.get(operation.reverses)

    def standing(self) -> tuple[Operation, ...]:
        """What was done and not taken back as if it had never been: without what was undone, and without the undo."""
        known = {each.id: each for each in self.operations}
        gone: set[str] = set()
        for each in self.operations:
            if each.kind in _NEVER_WAS and each.reverses in known:
                gone |= {each.id, each.reverses}
            # A sale that was posted again on a later day stands for the one that was taken back then.
            taken_back = self.acted_on(each) if each.kind is OperationKind.SALE else None
            if taken_back is None or taken_back.reverses not in known:
                continue
            # What a cancel kept of the money stays in the drawer, whatever is sold again.
            if DIFFERENCE not in taken_back.detail:
                gone |= {taken_back.id, taken_back.reverses}
        return tuple(each for each in self.operations if each.id not in gone)


@dataclass(frozen=True, slots=True)
class Money:
    """Sales, what went back, and what each way of paying took in less what it gave back; "" is a way not noted."""

    sales: int
    sales_money: int
    tenders: tuple[tuple[str, int], ...]
    refunds: int
    cancelled: int
    undone: int
    pay_outs: int
    money_back: int


def money(day: Day, context: ShopContext) -> Money:
    """The day's money, in the order of the shop's tenders."""
    stands = day.standing()
    sales = [each for each in stands if each.kind is OperationKind.SALE]
    held: dict[str, int] = dict.fromkeys(context.shop.tenders, 0)
    for sale in sales:
        for name, amount in _taken_in(sale):
            held[name] = held.get(name, 0) + amount
    back = [each for each in stands if _gives_back(each, day)]
    for each in back:
        name = _gave_back(day.acted_on(each), context)
        held[name] = held.get(name, 0) + each.bill
    of = {kind: sum(1 for each in back if each.kind is kind) for kind in OperationKind}
    undone = [each for each in day.operations if each.kind is OperationKind.UNDO]
    return Money(
        sales=len(sales),
        sales_money=sum(sale.bill for sale in sales),
        tenders=tuple((name, amount) for name, amount in held.items() if amount),
        refunds=of[OperationKind.REFUND],
        cancelled=of[OperationKind.CANCEL],
        undone=len(undone),
        pay_outs=of[OperationKind.PAY_OUT],
        money_back=-sum(each.bill for each in back),
    )


def kept_sales(day: Day) -> tuple[Operation, ...]:
    """The sales that were neither undone nor cancelled."""
    cancelled = {each.reverses for each in day.operations if each.kind is OperationKind.CANCEL}
    return tuple(each for each in day.standing() if each.kind is OperationKind.SALE and each.id not in cancelled)


def discounts(sales: Iterable[Operation], context: ShopContext) -> tuple[tuple[str, int], ...]:
    """The money that each programme took off, most first."""
    return _by_programme(((each, each.discount) for each in _applied(sales)), context)


def wallets(sales: Iterable[Operation], context: ShopContext) -> tuple[tuple[str, int], ...]:
    """The money that each programme's wallets and points paid instead of money, most first."""
    return _by_programme(((each, each.paid) for each in _applied(sales)), context)


def top_ups(sales: Iterable[Operation]) -> tuple[int, int, int]:
    """How many top-ups were sold, what was paid for them, and what the shop gave on top."""
    entries = [entry for sale in sales for entry in sale.entries]
    stored = (Unit.STORED_PAID, EntryReason.BOUGHT), (Unit.STORED_BONUS, EntryReason.BONUS)
    paid, bonus = (
        [entry.delta for entry in entries if (entry.account.unit, entry.reason) == wanted and entry.delta > 0]
        for wanted in stored
    )
    return len(paid), sum(paid), sum(bonus)


def redeemed(sales: Sequence[Operation], day: Day, context: ShopContext) -> tuple[Redeemed, ...]:
    """What was used of rewards, most often first, with what that cost the shop where somebody said so.

    Points and stamps given by hand are no reward: they are among what the programmes gave.
    """
    times: dict[str, int] = {}
    costs: dict[str, int] = {}
    known = _costs(context, sales)
    for sale in sales:
        recorded = read_detail(sale.detail)
        spent = {entry.account.programme_id for entry in sale.entries if entry.reason in _SPENT and entry.delta < 0}
        for each in recorded.applied:
            if not _is_reward(each, spent, context):
                continue
            times[each.title] = times.get(each.title, 0) + each.times
            cost = each.cost or known.get(each.offer_id, 0)
            cost = cost * each.times or _goods(each, recorded, day.products)
            costs[each.title] = costs.get(each.title, 0) + cost
    ordered = sorted(times, key=lambda title: (-times[title], title))
    return tuple(Redeemed(title, times[title], costs[title]) for title in ordered)


def movements(day: Day, context: ShopContext) -> tuple[Movement, ...]:
    """What each programme gave and took of each unit, and what is owed more or less for it than the day before.

    What only filled a debt is neither; of what never happened only what an undo left over is. Donations are those that
    the shop holds for the cause. Over all days, what is owed more or less is what all holders have.
    """
    given: dict[_Place, int] = {}
    taken: dict[_Place, int] = {}
    stands = day.standing()
    for place, delta in (*_moves(stands), *_net(_moves(_set_apart(day, stands))), *_gone(day.ended)):
        found = given if delta > 0 else taken
        found[place] = found.get(place, 0) + abs(delta)
    names = {programme.id: programme.name for programme in context.programmes}
    order = {programme.id: place for place, programme in enumerate(context.programmes)}
    places = {place for place in (*given, *taken) if place[1] in TOLD}
    ordered = sorted(places, key=lambda place: (order.get(place[0], len(order)), place[0], TOLD.index(place[1])))
    return tuple(
        Movement(names.get(place[0], place[0]), place[1], more, less, more - less)
        for place, more, less in ((place, given.get(place, 0), taken.get(place, 0)) for place in ordered)
    )


def _set_apart(day: Day, stands: Sequence[Operation]) -> tuple[Operation, ...]:
    """What is not among those that stand."""
    kept = {each.id for each in stands}
    return tuple(each for each in day.operations if each.id not in kept)


def _moves(operations: Iterable[Operation]) -> list[tuple[_Place, int]]:
    return [
        ((entry.account.programme_id, entry.account.unit), entry.delta)
        for each in operations
        for entry in each.entries
        if entry.reason is not EntryReason.FILLS_DEBT
        and (entry.account.unit is not Unit.DONATION or entry.holder_in(each.member_id) == SHOP)
    ]


def _net(moves: Iterable[tuple[_Place, int]]) -> list[tuple[_Place, int]]:
    sums: dict[_Place, int] = {}
    for place, delta in moves:
        sums[place] = sums.get(place, 0) + delta
    return [(place, delta) for place, delta in sums.items() if delta]


def _gone(ended: Mapping[Account, int]) -> list[tuple[_Place, int]]:
    return [((account.programme_id, account.unit), -amount) for account, amount in ended.items() if amount]


def _gives_back(operation: Operation, day: Day) -> bool:
    """Whether money went back. What corrects a sale of an earlier day belongs to that day; a credit is no money."""
    if operation.kind in (OperationKind.REFUND, OperationKind.CANCEL, OperationKind.PAY_OUT):
        return True
    original = day.acted_on(operation)
    is_undo = operation.kind is OperationKind.UNDO and operation.id not in day.reopened
    return is_undo and original is not None and original.kind is OperationKind.SALE


def _taken_in(sale: Operation) -> list[tuple[str, int]]:
    """What each way of paying kept of a sale: those that give change keep what the others left."""
    tenders = read_detail(sale.detail).choices.tenders
    exact = [(each.name, each.amount) for each in tenders if not each.gives_change]
    left = sale.bill - sum(amount for _, amount in exact)
    filling = next((each.name for each in tenders if each.gives_change), "")
    return [*exact, (filling, left)] if left else exact


def _gave_back(original: Operation | None, context: ShopContext) -> str:
    """How money went back: as it came, in the shop's first way where several were used; "" where none was noted."""
    if original is None:
        return context.shop.tenders[0]
    tenders = read_detail(original.detail).choices.tenders
    if not tenders:
        return ""
    return next((each.name for each in tenders if each.gives_change), tenders[-1].name)


def _applied(sales: Iterable[Operation]) -> list[Applied]:
    return [each for sale in sales for each in read_detail(sale.detail).applied]


def _by_programme(amounts: Iterable[tuple[Applied, int]], context: ShopContext) -> tuple[tuple[str, int], ...]:
    sums: dict[str, int] = {}
    for applied, amount in amounts:
        programme = _programme(applied.offer_id, context)
        name = applied.title if programme is None else programme.name
        sums[name] = sums.get(name, 0) + amount
    return tuple(sorted(((name, sum_) for name, sum_ in sums.items() if sum_), key=lambda each: (-each[1], each[0])))


def _programme(offer_id: str, context: ShopContext) -> Programme | None:
    """Whose offer it is: offers are named by their programme, a colon, and which of it."""
    own = [each for each in context.programmes if offer_id == each.id or offer_id.startswith(f"{each.id}:")]
    return max(own, key=lambda each: len(each.id), default=None)


def _is_reward(applied: Applied, spent: set[str], context: ShopContext) -> bool:
    """What was paid for with a balance, or handed out: no wallet, and no price that is simply lower."""
    if applied.paid:
        return False
    programme = _programme(applied.offer_id, context)
    if programme is not None and programme.kind == HandGiven.name and not has_reward(programme):
        return False
    return not applied.discount or (programme is not None and programme.id in spent)


def _costs(context: ShopContext, sales: Sequence[Operation]) -> dict[str, int]:
    """What one use of each reward costs that everybody is offered, as the owner typed it in the programmes of today:
    for sales that did not note it, and for what the owner said since.
    """
    if not sales:
        return {}
    situation = situate(context.programmes, NOBODY, sales[-1].at_ms, context.shop)
    rewards = (each for programme in context.programmes for each in kind_of(programme).rewards(programme, situation))
    return {reward.id: reward.cost for reward in rewards if reward.cost}


def _goods(applied: Applied, recorded: Recorded, products: Mapping[str, Product]) -> int:
    """What the goods cost that were free, where the catalogue knows: whole units of lines the reward paid for."""
    cost = 0
    for share, priced in zip(applied.shares, recorded.lines, strict=False):
        product = products.get(priced.line.product_id or "")
        if product is not None and product.cost is not None and priced.line.unit_price and priced.free_units:
            cost += product.cost * (share // priced.line.unit_price)
    return cost
