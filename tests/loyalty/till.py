"""A till without a disk: operations kept in a list, standings replayed from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from loyalty.adjustments import Adjustment
from loyalty.basket import Basket, Choices, Line
from loyalty.checkout import quote
from loyalty.coupons import Batch, issue
from loyalty.detail import detail_of
from loyalty.earlier_sales import credit
from loyalty.explain import explain_entries
from loyalty.ledger import NOBODY, SHOP, Account, Entry, EntryReason, Operation, OperationKind, Standing, Unit
from loyalty.outcome import Outcome
from loyalty.paying_out import PaidOut, pay_out
from loyalty.presets import POINTS_ID, PRESETS, STAMP_CARD_ID
from loyalty.programmes import Programme
from loyalty.refusals import Refusal
from loyalty.replay import lots_of, standing_of
from loyalty.reversals import Reversal, cancel, member_of, refund, undo
from loyalty.shop import ShopRules
from loyalty.words import Words

STAMPS = Account(STAMP_CARD_ID, Unit.STAMP)
GIFTS = Account(STAMP_CARD_ID, Unit.REWARD)
POINTS = Account(POINTS_ID, Unit.POINT)
REMAINDER = Account(POINTS_ID, Unit.REMAINDER)
GIFT, COFFEE = "stamp-card:gift", "points:coffee"
MEI = 77
NOON_MS = 1_772_337_600_000  # 2026-03-01 12:00 in Taipei
MINUTE_MS, DAY_MS = 60_000, 86_400_000


def preset(name: str, **terms: object) -> tuple[Programme, ...]:
    """The programmes of a preset, with some terms of each that has them set otherwise."""
    found = next(each for each in PRESETS if each.id == name)
    return tuple(
        Programme(p.id, p.version, p.kind, p.name, {**p.terms, **{k: v for k, v in terms.items() if k in p.terms}})
        for p in found.programmes
    )


def amount(money: int) -> Basket:
    """A basket with one typed amount."""
    return Basket((Line(money),))


def cups(quantity: int, price: int = 60) -> Basket:
    """A basket with some cups of the catalogue."""
    return Basket((Line(price, quantity, product_id="latte", name="拿鐵", category="飲料/咖啡"),))


class Till:
    """Records for one member, or for nobody, by the rules alone."""

    def __init__(self, programmes: Sequence[Programme], shop: ShopRules | None = None) -> None:
        self.programmes = programmes
        self.shop = shop or ShopRules()
        self.operations: list[Operation] = []
        self.now_ms = NOON_MS
        # What is known of the member besides the ledger: birthday, tags, and so on.
        self.about: dict[str, Any] = {}

    def standing(self, member_id: int | None = MEI) -> Standing:
        others = {SHOP: Standing(SHOP, lots_of(self.operations, SHOP))}
        if member_id is None:
            return replace(NOBODY, others=others)
        return replace(standing_of(member_id, self.operations), others=others, **self.about)

    def at(self, day: str, hour: int = 12) -> None:
        """Go to an hour of a day on the shop's wall."""
        zone = ZoneInfo(self.shop.time_zone)
        self.now_ms = round(datetime.combine(date.fromisoformat(day), time(hour), zone).timestamp() * 1000)

    def issue(self, programme: Programme, count: int) -> tuple[str, ...]:
        """The codes of a batch of coupons that was put out."""
        batch = issue(programme, count, self._next_id(), self.shop.calendar.business_day(self.now_ms))
        assert isinstance(batch, Batch)
        self._record(OperationKind.ISSUE, None, None, 0, 0, batch.entries, {})
        return batch.codes

    def adjust(self, adjustment: Adjustment | Refusal, member_id: int = MEI) -> Operation:
        """Record what a person corrected or gave by hand."""
        assert isinstance(adjustment, Adjustment), adjustment
        entries, detail = adjustment.entries, dict(adjustment.detail)
        return self._record(OperationKind.ADJUST, member_id, None, 0, 0, entries, detail)

    def explained(self, operation: Operation, language: str) -> tuple[str, ...]:
        """Every entry of an operation in one language."""
        names = {programme.id: programme.name for programme in self.programmes}
        return explain_entries(operation.entries, names, Words(language), self.shop.currency)

    def has(self, account: Account, member_id: int = MEI) -> int:
        return self.standing(member_id).balance(account)

    def quote(self, basket: Basket, choices: Choices = Choices(), member_id: int | None = MEI) -> Outcome:  # noqa: B008
        return quote(
            self.programmes, self.standing(member_id), basket, choices, self.now_ms, self.shop, self._next_id()
        )

    def sell(self, basket: Basket, choices: Choices = Choices(), member_id: int | None = MEI) -> Operation:  # noqa: B008
        outcome = self.quote(basket, choices, member_id)
        assert outcome.refusals == ()
        detail = detail_of(basket, choices, outcome)
        return self._record(OperationKind.SALE, member_id, None, outcome.to_pay, 1, outcome.entries, detail)

    def credit(self, sale: Operation, member_id: int = MEI) -> Operation | Refusal:
        answer = credit(
            self.programmes,
            self.standing(member_id),
            sale,
            self.acting_on(sale),
            self.now_ms,
            self.shop,
            self._next_id(),
        )
        if isinstance(answer, Refusal):
            return answer
        detail = {**sale.detail, **detail_of(Basket(), Choices(), answer)}
        return self._record(OperationKind.CREDIT, member_id, sale.id, answer.to_pay, 1, answer.entries, detail)

    def refund(
        self, sale: Operation, money: int | None = None, units: int | None = None, lines: dict[int, int] | None = None
    ) -> Operation | Refusal:
        earlier = self.acting_on(sale)
        standing = self.standing(member_of(sale, earlier))
        known = sale, earlier, standing, money, self.now_ms, self.shop, self._next_id()
        answer = refund(*known, units, lines, self.programmes)
        return self._record_reversal(sale, answer)

    def pay_out(self, programme_id: str, member_id: int = MEI) -> PaidOut | Refusal:
        """What is unspent of one programme goes back as money."""
        standing = self.standing(member_id)
        answer = pay_out(self.programmes, programme_id, standing, self.now_ms, self.shop, self._next_id())
        if isinstance(answer, PaidOut):
            self._record(OperationKind.PAY_OUT, member_id, None, answer.bill, 0, answer.entries, {})
        return answer

    def cancel(self, sale: Operation) -> Operation | Refusal:
        earlier = self.acting_on(sale)
        standing = self.standing(member_of(sale, earlier))
        known = sale, earlier, standing, self.now_ms, self.shop, self._next_id()
        return self._record_reversal(sale, cancel(*known, self.programmes))

    def undo(self, sale: Operation) -> Operation | Refusal:
        earlier = self.acting_on(sale)
        later = self.operations[-1].id != sale.id
        standing = self.standing(member_of(sale, earlier))
        answer = undo(sale, later, later, earlier, standing, self.now_ms, self.shop, self._next_id())
        return self._record_reversal(sale, answer)

    def acting_on(self, sale: Operation) -> tuple[Operation, ...]:
        direct = [each for each in self.operations if each.reverses == sale.id]
        names = {each.id for each in direct}
        ended = [each for each in self.operations if any(entry.reason is EntryReason.EXPIRED for entry in each.entries)]
        return (*direct, *(each for each in self.operations if each.reverses in names), *ended)

    def _record_reversal(self, sale: Operation, answer: Reversal | Refusal) -> Operation | Refusal:
        if isinstance(answer, Refusal):
            return answer
        moved = member_of(sale, self.acting_on(sale))
        return self._record(
            answer.kind, moved, answer.reverses, answer.bill, answer.counts_visit, answer.entries, answer.detail
        )

    def _next_id(self) -> str:
        return f"{len(self.operations) + 1:032x}"

    def _record(
        self,
        kind: OperationKind,
        member_id: int | None,
        reverses: str | None,
        bill: int,
        counts_visit: int,
        entries: tuple[Entry, ...],
        detail: dict[str, object],
    ) -> Operation:
        operation = Operation(
            id=self._next_id(),
            kind=kind,
            till="A",
            number=len(self.operations) + 1,
            staff="owner",
            business_day=self.shop.calendar.business_day(self.now_ms),
            at_ms=self.now_ms,
            member_id=member_id,
            reverses=reverses,
            bill=bill,
            counts_visit=counts_visit,
            programme_versions={},
            detail=detail,
            entries=entries,
        )
        self.operations.append(operation)
        self.now_ms += 1
        return operation
