"""Baskets as a step of the rules' door writes them: read, quoted, recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from loyalty.basket import Basket, Choices, Line, Tender
from loyalty.checkout import quote
from loyalty.detail import choices_of, detail_of
from loyalty.door_case import Step, moment_ms
from loyalty.door_state import Answer, DoorState, Draft
from loyalty.earlier_sales import outcome_of
from loyalty.ledger import Operation, OperationKind
from loyalty.outcome import Outcome
from loyalty.replay import moved


class Drafts:
    """Reads what a step enters, quotes it and records it."""

    def __init__(self, state: DoorState) -> None:
        self._state = state
        self._ledger = state.ledger
        self._speaker = state.speaker

    def draft(self, step: Step, base: Draft) -> Draft:
        """What a step enters, on top of what was there: whatever it leaves out stays."""
        values, old = step.values, base.choices
        member_id = base.member_id if values["member"] is None else self._state.member(step)
        lines = base.basket.lines if values["lines"] is None else self.lines(step, values["lines"], member_id)
        begun = values.get("begun")
        choices = Choices(
            rewards=step.counts.get("rewards", old.rewards),
            stamps=step.counts.get("stamps", old.stamps),
            tenders=old.tenders if values["tenders"] is None else self.tenders(values["tenders"]),
            codes=old.codes if values["codes"] is None else tuple(values["codes"]),
            items=step.texts.get("items", old.items),
            notes=step.texts.get("notes", old.notes),
            begun_ms=moment_ms(begun, self._state.shop, f"{step.place}.begun") if begun else old.begun_ms,
        )
        return replace(base, member_id=member_id, basket=Basket(lines), choices=choices)

    def tenders(self, rows: Sequence[Mapping[str, Any]]) -> tuple[Tender, ...]:
        """Tenders as a step writes them; the first of the shop's gives change."""
        gives_change = self._state.shop.tenders[0]
        return tuple(Tender(each["name"], each["amount"], each["name"] == gives_change) for each in rows)

    def lines(self, step: Step, rows: Sequence[Mapping[str, Any]], member_id: int | None) -> tuple[Line, ...]:
        """Lines as a step writes them. Raises MalformedCaseError."""
        return tuple(self._line(step, f"lines[{index}]", row, member_id) for index, row in enumerate(rows))

    def _line(self, step: Step, place: str, row: Mapping[str, Any], member_id: int | None) -> Line:
        """A line of a product, of a plan, or of a typed amount: one of the three."""
        if bool(row["product"]) + bool(row["plan"]) > 1:
            raise step.wrong(f"{place}.plan", "unknown_name")
        if row["plan"]:
            price = row["unit_price"] if row["amount"] is None else row["amount"]
            price = self._plan_price(row["plan"], member_id) if price is None else price
            return Line(price, row["quantity"], plan=row["plan"])
        if not row["product"]:
            if row["amount"] is None:
                raise step.wrong(f"{place}.amount", "missing_name")
            return Line(row["amount"], row["quantity"])
        product = self._state.case.products.get(row["product"])
        if product is None:
            raise step.wrong(f"{place}.product", "unknown_reference", name=row["product"])
        price = product.price if row["unit_price"] is None else row["unit_price"]
        return Line(price, row["quantity"], product.id, product.name, product.category, product.tags)

    def _plan_price(self, plan_id: str, member_id: int | None) -> int:
        """What a plan costs now; 0 for one that there is not, which the rules will refuse."""
        plans = self.quote(Draft(member_id, Basket(), Choices()), "").plans
        return next((plan.price for plan in plans if plan.id == plan_id), 0)

    def quote(self, draft: Draft, name: str) -> Outcome:
        """What a draft would be as the next operation, of this name."""
        state = self._state
        programmes, standing = state.programmes(), self._ledger.standing(draft.member_id)
        operation_id = self._ledger.next_id(name)
        return quote(programmes, standing, draft.basket, draft.choices, state.now_ms, state.shop, operation_id)

    def quoted(self, draft: Draft, name: str) -> Answer:
        """The answer of a quote."""
        outcome = self.quote(draft, name)
        after = moved(self._ledger.standing(draft.member_id), outcome.entries, self._state.now_ms)
        said = self._speaker.outcome(outcome, draft.choices.tenders, after)
        return {"quote": name, **said} if name else said

    def commit(self, draft: Draft, name: str) -> Answer:
        """Record a draft as a sale of this name, unless the rules refuse."""
        outcome = self.quote(draft, name)
        if outcome.refusals:
            return self._speaker.outcome(outcome, draft.choices.tenders, self._ledger.standing(draft.member_id))
        return self.recorded(name, OperationKind.SALE, draft, outcome, self._state.now_ms, None)

    def recorded(
        self,
        name: str,
        kind: OperationKind,
        draft: Draft,
        outcome: Outcome,
        at_ms: int,
        reverses: str | None,
        operation_id: str = "",
    ) -> Answer:
        """Record an outcome, and its answer."""
        operation = self._ledger.record(
            name,
            kind,
            draft.member_id,
            at_ms,
            operation_id or self._ledger.next_id(name),
            programmes=self._state.programmes(at_ms),
            reverses=reverses,
            bill=outcome.to_pay,
            counts_visit=1,
            entries=outcome.entries,
            detail=detail_of(draft.basket, draft.choices, outcome),
        )
        after = self._ledger.just_after(operation)
        return {"operation": operation.id, **self._speaker.outcome(outcome, draft.choices.tenders, after)}

    def repeated(self, recorded: Operation) -> Answer:
        """What a sale was when it was recorded."""
        programmes = self._state.programmes(recorded.at_ms)
        outcome = outcome_of(recorded, programmes, self._state.shop)
        tenders, after = choices_of(recorded.detail).tenders, self._ledger.just_after(recorded)
        said = self._speaker.outcome(outcome, tenders, after)
        return {"operation": recorded.id, "repeated": True, **said}
