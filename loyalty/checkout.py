"""The one place that knows two programmes: price, pay, earn, settle, always in this order. Pure; writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from loyalty import begun, offers, settling
from loyalty.basket import Basket, Choices, Tender
from loyalty.basket_refusals import basket_refusals
from loyalty.earnable import earnable
from loyalty.earning import Earning
from loyalty.ledger import NOBODY, SHOP, Account, Entry, EntryReason, Standing, Unit
from loyalty.living import ended_by_idleness, living
from loyalty.lots import Book
from loyalty.offers import Deal
from loyalty.outcome import Outcome, PricedLine
from loyalty.plans import Plan
from loyalty.pricing import Priced, PricingRules, Wish, price
from loyalty.programmes import Programme
from loyalty.programs import kind_of
from loyalty.programs.tiers import named_alike
from loyalty.refusals import Refusal, RefusalReason
from loyalty.rewards import Usable
from loyalty.shop import ShopRules
from loyalty.situation import NO_BASKET, Situation

EARNING_REASONS = frozenset(
    {
        EntryReason.STARTING_STAMPS,
        EntryReason.EARNED_BY_ITEMS,
        EntryReason.EARNED_BY_VISIT,
        EntryReason.EARNED_BY_AMOUNT,
        EntryReason.COUNTED_BY_HAND,
        EntryReason.PERCENT_EARNED,
        EntryReason.FLAT_BONUS,
    }
)


def quote(
    programmes: Sequence[Programme],
    standing: Standing,
    basket: Basket,
    choices: Choices,
    at_ms: int,
    shop: ShopRules,
    operation_id: str = "",
    credited: Priced | None = None,
    statuses: frozenset[str] | None = None,
    birthdays: frozenset[str] | None = None,
) -> Outcome:
    """What this sale would be at `at_ms` (epoch milliseconds UTC); recorded unchanged when it is committed.

    The listing order of programmes never changes the answer. Without a member nothing is earned or redeemed that needs
    one. An outcome with `refusals` must not be recorded. Lots opened here are keyed by `operation_id`, or by a
    placeholder when it is "". `credited` is how a sale was priced that was recorded before: it stays so.
    `statuses` are the tiers and memberships recorded with a sale that is posted again, instead of today's;
    `birthdays` is what it remembers of the member's birthday.
    """
    ordered = sorted(begun.programmes_of(programmes, choices, at_ms, shop), key=lambda programme: programme.id)
    situation = situate(ordered, standing, at_ms, shop, basket, choices, statuses)
    if birthdays is not None:
        situation = replace(situation, birthdays=birthdays)
    plans = offers.plans(ordered, situation)
    refusals = (
        *basket_refusals(basket, choices, plans, situation),
        *(refusal for programme in ordered for refusal in kind_of(programme).refusals(programme, situation)),
    )
    found = offers.deals(ordered, situation)
    if refusals:
        return _refused(found, situation, plans, refusals)
    return _Sale(ordered, situation, found, plans, operation_id, credited).outcome()


def situate(
    programmes: Sequence[Programme],
    standing: Standing,
    at_ms: int,
    shop: ShopRules,
    basket: Basket = Basket(),  # noqa: B008 - frozen
    choices: Choices = Choices(),  # noqa: B008 - frozen
    statuses: frozenset[str] | None = None,
) -> Situation:
    """What the programmes may look at; judged at the beginning of a sale that ends within half an hour of it.

    `statuses` are those of the time where they are known; else they follow from the standing.
    """
    judged_ms = begun.judged_ms(choices, at_ms)
    day = shop.calendar.business_day(judged_ms)
    alive = living(programmes, standing, day, shop.calendar)
    shops = alive.others.get(SHOP)
    held = alive.balances()
    if shops is not None:
        held.update({lot.account: lot.left for lot in shops.lots if lot.account.unit is Unit.COUPON})
    situation = Situation(
        standing=alive,
        balances=balances_of(programmes, held),
        at_ms=judged_ms,
        day=day,
        moment=shop.calendar.local(judged_ms),
        shop=shop,
        basket=basket,
        choices=choices,
        # A sale that is posted again at its own time ends nothing of what came after it.
        ended=() if statuses is not None else ended_by_idleness(programmes, standing, day, shop.calendar),
        earnable=earnable(programmes, day),
    )
    if statuses is not None:
        return replace(situation, statuses=statuses, as_recorded=True, alike=named_alike(programmes))
    return replace(situation, statuses=_statuses(programmes, situation))


def _statuses(programmes: Iterable[Programme], situation: Situation) -> frozenset[str]:
    held: set[str] = set()
    for programme in programmes:
        kind = kind_of(programme)
        if kind.gives_statuses:
            held |= kind.statuses(programme, situation)
    return frozenset(held)


class _Sale:
    """One sale being worked out."""

    def __init__(
        self,
        programmes: Sequence[Programme],
        situation: Situation,
        found: tuple[Deal, ...],
        plans: Mapping[str, Plan],
        operation_id: str,
        credited: Priced | None,
    ) -> None:
        self._programmes = programmes
        self._situation = situation
        self._deals = found
        self._plans = plans
        self._operation_id = operation_id
        self._credited = credited
        self._rules = PricingRules(
            situation.shop.rounding, situation.shop.percent_on_discounted, situation.shop.wallets_earn
        )
        self._now = [deal for deal in found if deal.reward.usable is not Usable.LATER]
        self._later = [deal for deal in found if deal.reward.usable is Usable.LATER]
        self._earnings: list[Earning] = []

    def outcome(self) -> Outcome:
        """Price, pay, earn, settle; rewards for this sale are checked again after Earn and lessened until they hold."""
        if self._credited is not None:
            return self._answer(self._book(self._credited), self._credited, self._situation.balances)
        wanted = offers.wishes(self._deals, self._situation)
        held = dict(self._situation.balances)
        if self._now:
            held = self._with_earned(wanted)
        tried = self._tried(wanted, held)
        while isinstance(tried, str):
            wanted = self._lessened(wanted, held, tried)
            tried = self._tried(wanted, held)
        priced, book = tried
        settling.spend(book, self._now, priced, self._situation)
        book.settle_debts()
        left = _without(self._situation.balances, _spent(priced, self._deals))
        left.update({account: book.balances.get(account, 0) for account in self._usable_now()})
        return self._answer(book, priced, left)

    def _tried(self, wanted: Sequence[Wish], held: Mapping[Account, int]) -> tuple[Priced, Book] | str:
        """The sale with these wishes; or the id of a reward that is not paid by what is there, and by what was really
        earned where it is usable on this sale.
        """
        priced = self._priced(wanted, held)
        short = _unpaid(self._later, self._situation.balances, priced) if self._now else None
        if short is not None:
            return short
        book = self._book(priced)
        return _unpaid(self._now, book.balances, priced) or (priced, book)

    def _lessened(self, wanted: Sequence[Wish], held: Mapping[Account, int], short: str) -> list[Wish]:
        """The wishes with one of them as often as it is not `short` any more: sought by halves, for points that pay as
        money are many. The fewer of it are used, the more is earned for them.
        """
        too_often = next(wish.times for wish in wanted if wish.reward.id == short)
        holds = 0
        while too_often - holds > 1:
            times = (too_often + holds) // 2
            if self._tried(_with(wanted, short, times), held) == short:
                too_often = times
            else:
                holds = times
        return _with(wanted, short, holds)

    def _priced(self, wanted: Sequence[Wish], held: Mapping[Account, int]) -> Priced:
        """The lines after rewards and payments, and which of those bought for later earn."""
        priced = price(self._situation.basket, wanted, held, self._rules)
        earning = {plan.id for plan in self._plans.values() if plan.earns}
        if not earning:
            return priced
        return replace(priced, lines=tuple([replace(each, earns=each.line.plan in earning) for each in priced.lines]))

    def _with_earned(self, wanted: Sequence[Wish]) -> dict[Account, int]:
        """The balances a reward for this sale may count on: what is held, plus what the basket earns without it."""
        later = [wish for wish in wanted if wish.reward.usable is Usable.LATER]
        priced = self._priced(later, self._situation.balances)
        book = self._book(priced)
        held, spent = dict(self._situation.balances), _spent(priced, self._later)
        for account in self._usable_now():
            held[account] = max(held.get(account, 0), book.balances.get(account, 0) + spent.get(account, 0))
        return held

    def _usable_now(self) -> set[Account]:
        """The accounts that pay on this sale with what it earns."""
        return {account for deal in self._now for account in deal.reward.accounts}

    def _book(self, priced: Priced) -> Book:
        """The book after rewards of earlier sales were paid and everything was earned."""
        situation = self._situation
        book = Book(situation.standing, self._operation_id)
        for lot in situation.ended:
            book.end(lot)
        settling.spend(book, self._later, priced, situation)
        settling.buy(book, self._plans, situation, self._credited is not None)
        self._earnings = settling.earnings(self._programmes, situation, priced, book.balances)
        settling.enter(book, self._earnings, situation.with_member, self._written(priced))
        if situation.with_member:
            settling.fill(book, self._programmes, situation)
        return book

    def _written(self, priced: Priced) -> list[Earning]:
        """What a sale that is credited wrote for the shop when it was sold to nobody."""
        if self._credited is None:
            return []
        nobody = replace(NOBODY, others=self._situation.standing.others)
        before = replace(self._situation, standing=nobody, balances={}, statuses=frozenset())
        found = settling.earnings(self._programmes, before, priced, {})
        return [earning for earning in found if earning.holder == SHOP]

    def _answer(self, book: Book, priced: Priced, left: Mapping[Account, int]) -> Outcome:
        situation = self._situation
        later = self._left_for_later(priced, left) if self._now else None
        shown = offers.offered(self._deals, situation, left, priced, later)
        tendered, change, payment_refusals = pay(priced.to_pay, situation.choices.tenders)
        gross = situation.basket.total
        return Outcome(
            lines=priced.lines,
            subtotal=gross,
            discount=gross - sum([line.net for line in priced.lines]),
            to_pay=priced.to_pay,
            tendered=tendered,
            change=change,
            offers=shown,
            applied=priced.applied,
            before=self._before(),
            after=_own({**situation.balances, **book.balances}),
            earned=_earned(book.entries) if situation.with_member else {},
            entries=tuple(book.entries),
            counted_stamps=_counted(self._earnings),
            refusals=payment_refusals,
            dropped=offers.dropped(self._deals, situation, priced, shown, self._programmes),
            plans=offers.on_sale(self._plans),
            statuses_before=situation.statuses,
            statuses_after=self._statuses_after(book),
            birthdays=self._birthdays(),
        )

    def _left_for_later(self, priced: Priced, left: Mapping[Account, int]) -> dict[Account, int]:
        """What rewards of earlier sales may still spend: nothing of what this one earns."""
        held = _without(self._situation.balances, _spent(priced, self._later))
        return {account: min(amount, left.get(account, 0)) for account, amount in held.items()}

    def _before(self) -> dict[Account, int]:
        """The balances of the ledger: with what this visit finds ended, and records as ended."""
        before = _own(self._situation.balances)
        for lot in self._situation.ended:
            before[lot.account] = before.get(lot.account, 0) + lot.left
        return before

    def _birthdays(self) -> frozenset[str]:
        found = (kind_of(each).birthdays(each, self._situation) for each in self._programmes)
        return frozenset[str]().union(*found)

    def _statuses_after(self, book: Book) -> frozenset[str]:
        situation = self._situation
        if not situation.with_member or not any(kind_of(each).gives_statuses for each in self._programmes):
            return situation.statuses
        # A sale opens what tiers and memberships rest on, and never spends it.
        after = replace(
            situation.standing,
            lots=(*situation.standing.lots, *book.opened(situation.at_ms)),
            visits=situation.standing.visits + 1,
            last_visit_ms=situation.at_ms,
        )
        # The basket's goods are among the lots by now.
        settled = replace(situation, standing=after, balances=book.balances, basket=NO_BASKET)
        return _statuses(self._programmes, settled)


def _with(wanted: Iterable[Wish], reward_id: str, times: int) -> list[Wish]:
    """The wishes with one of them wished so often."""
    found = [replace(wish, times=times) if wish.reward.id == reward_id else wish for wish in wanted]
    return [wish for wish in found if wish.times > 0]


def _unpaid(found: Iterable[Deal], balances: Mapping[Account, int], priced: Priced) -> str | None:
    """The first of the rewards used that these balances do not pay, one after the other."""
    left = dict(balances)
    for deal in found:
        for account, amount in priced.spent.get(deal.reward.id, ()):
            if left.get(account, 0) < amount and deal.reward.holder is None:
                return deal.reward.id
            left[account] = left.get(account, 0) - amount
    return None


def _spent(priced: Priced, found: Iterable[Deal]) -> dict[Account, int]:
    """What each account gave for these rewards together."""
    spent: dict[Account, int] = {}
    for deal in found:
        for account, amount in priced.spent.get(deal.reward.id, ()):
            spent[account] = spent.get(account, 0) + amount
    return spent


def _without(balances: Mapping[Account, int], spent: Mapping[Account, int]) -> dict[Account, int]:
    left = dict(balances)
    for account, amount in spent.items():
        left[account] = left.get(account, 0) - amount
    return left


def balances_of(programmes: Iterable[Programme], held: Mapping[Account, int]) -> dict[Account, int]:
    """Every account of the programmes, 0 included, and whatever else the member holds."""
    balances = {account: 0 for programme in programmes for account in kind_of(programme).accounts(programme)}
    balances.update({account: amount for account, amount in held.items() if amount or account in balances})
    return balances


def _refused(
    found: tuple[Deal, ...], situation: Situation, plans: Mapping[str, Plan], refusals: tuple[Refusal, ...]
) -> Outcome:
    """The outcome of a basket that cannot be sold as typed: shown, never recorded."""
    basket = situation.basket
    lines = tuple([PricedLine(line) for line in basket.lines])
    to_pay = max(0, basket.total)
    return Outcome(
        lines=lines,
        subtotal=basket.total,
        discount=0,
        to_pay=to_pay,
        tendered=0,
        change=0,
        offers=offers.offered(found, situation, situation.balances, Priced(lines, to_pay)),
        applied=(),
        before=situation.balances,
        after=situation.balances,
        earned={},
        entries=(),
        refusals=refusals,
        plans=offers.on_sale(plans),
        statuses_before=situation.statuses,
        statuses_after=situation.statuses,
    )


def _own(balances: Mapping[Account, int]) -> dict[Account, int]:
    """Without the coupons of whoever brings them."""
    return {account: held for account, held in balances.items() if account.unit is not Unit.COUPON}


def pay(to_pay: int, tenders: Sequence[Tender]) -> tuple[int, int, tuple[Refusal, ...]]:
    """What was handed over, the change, and why it does not do. No tender at all is paid exactly, way not noted."""
    if not tenders:
        return 0, 0, ()
    if any(tender.amount < 0 for tender in tenders):
        return 0, 0, (Refusal(RefusalReason.AMOUNT_IS_NEGATIVE),)
    tendered = sum(tender.amount for tender in tenders)
    if tendered < to_pay:
        return tendered, 0, (Refusal(RefusalReason.TENDERED_TOO_LITTLE, {"missing": to_pay - tendered}),)
    cash = sum(tender.amount for tender in tenders if tender.gives_change)
    change = tendered - to_pay
    if change > cash:
        return tendered, cash, (Refusal(RefusalReason.TENDERED_TOO_MUCH, {"over": change - cash}),)
    return tendered, change, ()


def _earned(entries: Iterable[Entry]) -> dict[Account, int]:
    found: dict[Account, int] = {}
    for each in entries:
        if each.reason in EARNING_REASONS and each.holder is None:
            found[each.account] = found.get(each.account, 0) + each.delta
    return found


def _counted(earnings: Iterable[Earning]) -> dict[str, int]:
    return {
        each.account.programme_id: each.amount
        for each in earnings
        if each.account.unit is Unit.STAMP and each.reason is not EntryReason.FLAT_BONUS
    }
