"""The clerk of the demo shop: turns visits into operations through the real rules, mistakes and refunds included."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from desktop.demo.baskets import Menu, paid
from desktop.demo.purse import Purses
from loyalty import checkout, detail, earlier_sales, ids, reversals
from loyalty.basket import Basket, Choices, Line, Product
from loyalty.joining import join_entries
from loyalty.ledger import Entry, Operation, OperationKind, Standing
from loyalty.limits import OWNER
from loyalty.members import Birthday
from loyalty.outcome import Outcome
from loyalty.programmes import Programme
from loyalty.referrals import refer
from loyalty.refusals import Refusal
from loyalty.reversals import Reversal
from loyalty.shop import ShopRules

TILL = "A"
_REDEEMS, _UNDOES, _CANCELS, _REFUNDS = 0.7, 0.004, 0.001, 0.003
_WALK_IN, _CREDITS = 0.12, 0.05
_BROUGHT, _TOPS_UP, _PAYS_WITH_WALLET = 0.12, 0.01, 0.8
_REMEMBERED_SALES = 40


@dataclass(frozen=True)
class DemoShop:
    """What the clerk works with."""

    rules: ShopRules
    programmes: tuple[Programme, ...]
    products: tuple[Product, ...]


class Clerk:
    """Serves one customer after the other; what was done comes back as operations in the till's order."""

    def __init__(
        self, shop: DemoShop, seed: int, member_ids: Sequence[int], birthdays: Sequence[Birthday | None] = ()
    ) -> None:
        self._shop = shop
        self._rng = Random(f"{seed}:clerk")
        self._menu = Menu(shop.products)
        self._member_ids = member_ids
        self._birthdays = birthdays
        self._purses = Purses()
        # What not every shop does has chances of its own: those of a plain sale stay as they are.
        self._more = Random(f"{seed}:more")
        self._favourites: dict[int | None, tuple[Product, ...]] = {None: shop.products[:4]}
        self._versions = {programme.id: programme.version for programme in shop.programmes}
        self._number = 0
        self._at_ms = 0
        self._earlier_sales: list[tuple[int, Operation]] = []

    def welcome(self, person: int, at_ms: int) -> Operation:
        """Somebody joins."""
        member_id = self._member_ids[person]
        self._purses.open(member_id, at_ms, self._birthdays[person] if self._birthdays else None)
        self._favourites[person] = self._menu.favourites(self._rng)
        operation_id = self._next_id(at_ms)
        entries = join_entries(
            self._shop.programmes, self._purses.standing(member_id), self._at_ms, self._shop.rules, operation_id
        )
        return self._operation(operation_id, OperationKind.JOIN, member_id, entries)

    def introduce(self, person: int, at_ms: int) -> Iterator[Operation]:
        """Now and then a newcomer says who brought them."""
        if person == 0 or self._more.random() >= _BROUGHT:
            return
        member_id, friend = self._member_ids[person], self._member_ids[self._more.randrange(person)]
        operation_id = self._next_id(at_ms)
        newcomer, referrer = self._purses.standing(member_id), self._purses.standing(friend)
        entries = refer(self._shop.programmes, newcomer, referrer, self._at_ms, self._shop.rules, operation_id)
        if not isinstance(entries, Refusal):
            yield self._operation(operation_id, OperationKind.REFER, member_id, entries)

    def serve(self, person: int, at_ms: int) -> Iterator[Operation]:
        """A member's visit with what follows from it, and now and then a customer without a card before it."""
        if self._rng.random() < _WALK_IN:
            yield from self._serve_walk_in(person, at_ms - 30_000)
        if self._more.random() < _TOPS_UP:
            yield from self._top_up(person, at_ms - 15_000)
        chance = self._rng.random()
        sale = self._sell(person, at_ms)
        yield sale
        if chance < _UNDOES:
            yield from self._take_back(OperationKind.UNDO, person, sale, 60_000)
            yield self._sell(person, self._at_ms + 45_000)
        elif chance < _UNDOES + _CANCELS:
            yield from self._take_back(OperationKind.CANCEL, person, sale, 240_000)
        elif chance < _UNDOES + _CANCELS + _REFUNDS and self._earlier_sales:
            whose, earlier = self._earlier_sales.pop(self._rng.randrange(len(self._earlier_sales)))
            yield from self._take_back(OperationKind.REFUND, whose, earlier, 90_000)
        elif sale.bill:
            self._earlier_sales = [*self._earlier_sales[1 - _REMEMBERED_SALES :], (person, sale)]

    def _serve_walk_in(self, person: int, at_ms: int) -> Iterator[Operation]:
        sale = self._sell(None, at_ms)
        yield sale
        if self._rng.random() < _CREDITS:
            operation_id = self._next_id(at_ms + 20_000)
            standing = self._purses.standing(self._member_ids[person])
            rules = self._shop.rules
            outcome = earlier_sales.credit(self._shop.programmes, standing, sale, (), self._at_ms, rules, operation_id)
            if not isinstance(outcome, Refusal):
                yield self._record_credit(operation_id, person, sale, outcome)

    def _record_credit(self, operation_id: str, person: int, sale: Operation, outcome: Outcome) -> Operation:
        basket, choices = detail.basket_of(sale.detail), detail.choices_of(sale.detail)
        return self._operation(
            operation_id,
            OperationKind.CREDIT,
            self._member_ids[person],
            outcome.entries,
            reverses=sale.id,
            bill=outcome.to_pay,
            counts_visit=1,
            detail=detail.detail_of(basket, choices, outcome),
        )

    def _sell(self, person: int | None, at_ms: int) -> Operation:
        operation_id = self._next_id(at_ms)
        standing = self._purses.standing(None if person is None else self._member_ids[person])
        local = self._shop.rules.calendar.local(self._at_ms)
        basket = self._menu.basket(self._rng, self._favourites[person], local)
        outcome, choices = self._settle(operation_id, standing, basket)
        return self._sale(operation_id, standing, basket, choices, outcome)

    def _top_up(self, person: int, at_ms: int) -> Iterator[Operation]:
        """Money paid beforehand, where the shop takes it: the first top-up that can be bought."""
        operation_id = self._next_id(at_ms)
        standing = self._purses.standing(self._member_ids[person])
        plans = self._quote(operation_id, standing, Basket(), Choices()).plans
        plan = next((each for each in plans if not each.is_open and each.why_not is None), None)
        if plan is not None:
            basket = Basket((Line(plan.price, name=plan.title, plan=plan.id),))
            choices = paid(self._more, plan.price, Choices(), self._shop.rules.tenders)
            outcome = self._quote(operation_id, standing, basket, choices)
            yield self._sale(operation_id, standing, basket, choices, outcome)

    def _sale(
        self, operation_id: str, standing: Standing, basket: Basket, choices: Choices, outcome: Outcome
    ) -> Operation:
        return self._operation(
            operation_id,
            OperationKind.SALE,
            standing.member_id,
            outcome.entries,
            bill=outcome.to_pay,
            counts_visit=1,
            detail=detail.detail_of(basket, choices, outcome),
        )

    def _settle(self, operation_id: str, standing: Standing, basket: Basket) -> tuple[Outcome, Choices]:
        """The quote as the cashier leaves it: a reward taken when there is one and they feel like it, then paid."""
        choices = Choices()
        outcome = self._quote(operation_id, standing, basket, choices)
        usable = [offer.id for offer in outcome.offers if offer.most and not (offer.automatic or offer.is_payment)]
        if usable and basket.lines and self._rng.random() < _REDEEMS:
            choices = Choices(rewards={self._rng.choice(usable): 1})
            outcome = self._quote(operation_id, standing, basket, choices)
        wallet = next((offer for offer in outcome.offers if offer.is_payment and offer.most), None)
        if wallet is not None and outcome.to_pay and self._more.random() < _PAYS_WITH_WALLET:
            choices = Choices({**choices.rewards, wallet.id: min(wallet.most, outcome.to_pay)})
            outcome = self._quote(operation_id, standing, basket, choices)
        if self._rng.random() < 0.5:
            choices = paid(self._rng, outcome.to_pay, choices, self._shop.rules.tenders)
        return outcome, choices

    def _quote(self, operation_id: str, standing: Standing, basket: Basket, choices: Choices) -> Outcome:
        return checkout.quote(
            self._shop.programmes, standing, basket, choices, self._at_ms, self._shop.rules, operation_id
        )

    def _take_back(self, kind: OperationKind, person: int, sale: Operation, later_ms: int) -> Iterator[Operation]:
        operation_id = self._next_id(self._at_ms + later_ms)
        standing = self._purses.standing(self._member_ids[person], reversals.holders_of(sale, ()))
        reversal = self._judge(kind, sale, standing, operation_id)
        if isinstance(reversal, Refusal):
            return
        yield self._operation(
            operation_id,
            kind,
            sale.member_id,
            reversal.entries,
            reverses=sale.id,
            bill=reversal.bill,
            counts_visit=reversal.counts_visit,
            detail=reversal.detail,
        )

    def _judge(self, kind: OperationKind, sale: Operation, standing: Standing, operation_id: str) -> Reversal | Refusal:
        at_ms, rules, programmes = self._at_ms, self._shop.rules, self._shop.programmes
        if kind is OperationKind.UNDO:
            return reversals.undo(sale, False, False, (), standing, at_ms, rules, operation_id)
        if kind is OperationKind.CANCEL:
            return reversals.cancel(sale, (), standing, at_ms, rules, operation_id, programmes)
        amount = None if self._rng.random() < 0.6 else max(1, sale.bill // 2)
        return reversals.refund(sale, (), standing, amount, at_ms, rules, operation_id, programmes=programmes)

    def _next_id(self, at_ms: int) -> str:
        """Move the till's clock on, never back, and make the next operation's id."""
        self._at_ms = max(self._at_ms + 1_000, at_ms)
        return ids.operation_id(self._at_ms, self._rng.randbytes(ids.OPERATION_ID_RANDOM_BYTES))

    def _operation(
        self,
        operation_id: str,
        kind: OperationKind,
        member_id: int | None,
        entries: tuple[Entry, ...],
        reverses: str | None = None,
        bill: int = 0,
        counts_visit: int = 0,
        detail: Mapping[str, object] | None = None,
    ) -> Operation:
        """The till's next operation, counted into everybody's purse."""
        self._number += 1
        made = Operation(
            id=operation_id,
            kind=kind,
            till=TILL,
            number=self._number,
            staff=OWNER.id,
            business_day=self._shop.rules.calendar.business_day(self._at_ms),
            at_ms=self._at_ms,
            member_id=member_id,
            reverses=reverses,
            bill=bill,
            counts_visit=counts_visit,
            programme_versions=self._versions,
            detail=detail or {},
            entries=entries,
        )
        self._purses.follow(made)
        return made
