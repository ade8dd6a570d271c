"""The steps of the rules' door that sell: quotes and their changes, sales, what is bought for later, edits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from loyalty.basket import Basket, Choices
from loyalty.detail import basket_of, choices_of
from loyalty.door_case import Step
from loyalty.door_drafts import Drafts
from loyalty.door_state import Answer, DoorState, Draft
from loyalty.earlier_sales import credit
from loyalty.editing import edit, reopen
from loyalty.ledger import Operation, OperationKind
from loyalty.outcome import Outcome
from loyalty.programs.hand_given import HandGiven, reasons
from loyalty.refusals import Refusal, RefusalReason
from loyalty.reversals import ended_by, holders_of

_NOTHING = Draft(None, Basket(), Choices())
_CANCELLED = Refusal(RefusalReason.ALREADY_REVERSED)


class Sales:
    """Plays the steps that sell."""

    def __init__(self, state: DoorState) -> None:
        self._state = state
        self._ledger = state.ledger
        self._speaker = state.speaker
        self._drafts = Drafts(state)

    def quote(self, step: Step) -> Answer:
        """What a sale would be; a named one waits to be committed."""
        state, name = self._state, step.values["id"]
        draft = self._drafts.draft(step, _NOTHING)
        if not name:
            return self._drafts.quoted(draft, "")
        known = state.drafts.get(name)
        if self._ledger.find(name) is not None or (known is not None and known.operation_id):
            raise step.wrong("id", "used_twice")
        if draft.choices.begun_ms is None:
            draft = replace(draft, choices=replace(draft.choices, begun_ms=state.now_ms))
        state.drafts[name] = draft
        return self._drafts.quoted(draft, name)

    def sale(self, step: Step) -> Answer:
        """Record a sale; the same name again answers what was recorded."""
        name = step.values["id"]
        recorded = self._ledger.find(name)
        if recorded is None:
            return self._drafts.commit(self._drafts.draft(step, _NOTHING), name)
        if recorded.kind is not OperationKind.SALE:
            raise step.wrong("id", "used_twice")
        return self._drafts.repeated(recorded)

    def edit(self, step: Step) -> Answer:
        """Change a quote, or a recorded sale: then it is taken back and posted again at its own time."""
        return self._changed(step, lambda draft: self._drafts.draft(step, draft))

    def enter_code(self, step: Step) -> Answer:
        """Type one more code into a quote that waits, or into a recorded sale."""
        return self._changed(step, lambda draft: _with_code(draft, step.values["code"]))

    def _changed(self, step: Step, change: Callable[[Draft], Draft]) -> Answer:
        name = step.values["of"]
        draft = self._state.drafts.get(name)
        if draft is not None and not draft.operation_id:
            if not draft.is_open:
                return self._speaker.no([_CANCELLED])
            self._state.drafts[name] = change(draft)
            return self._drafts.quoted(self._state.drafts[name], name)
        original = self._state.original(step)
        if original.kind is not OperationKind.SALE:
            return self._speaker.no([Refusal(RefusalReason.NOT_REVERSIBLE)])
        changed = change(Draft(original.member_id, basket_of(original.detail), choices_of(original.detail)))
        if changed.member_id != original.member_id:
            return self._speaker.no([Refusal(RefusalReason.SLIP_HAS_MEMBER)])
        return self._edited(step, original, changed)

    def commit(self, step: Step) -> Answer:
        """Record a quote as it stands now; again is once."""
        name = step.values["of"]
        draft = self._state.drafts.get(name)
        if draft is None or draft.operation_id:
            done = self._state.original(step)
            repeats = done.kind is OperationKind.SALE
            return self._drafts.repeated(done) if repeats else self._speaker.no([Refusal(RefusalReason.NOT_REVERSIBLE)])
        if not draft.is_open:
            return self._speaker.no([_CANCELLED])
        if step.values["tenders"] is not None:
            draft = replace(draft, choices=replace(draft.choices, tenders=self._drafts.tenders(step.values["tenders"])))
        own = self._state.own_name(step)
        answer = self._drafts.commit(draft, own or name)
        if answer["ok"]:
            self._state.committed(name, replace(draft, operation_id=answer["operation"]))
        return answer

    def cancel_draft(self, step: Step) -> Answer | None:
        """Put a quote away that was not committed; None when the step means something recorded."""
        return self._opened(step, is_open=False)

    def reopen(self, step: Step) -> Answer:
        """Take a quote out again, or post a cancelled sale again at its own time."""
        opened = self._opened(step, is_open=True)
        if opened is not None:
            return opened
        state, original = self._state, self._state.original(step)
        name, earlier = state.own_name(step), self._ledger.acting_on(original)
        now = self._ledger.standing(original.member_id, holders_of(original, earlier))
        then, operation_id = self._ledger.just_before(original), self._ledger.next_id(name)
        programmes = state.programmes()
        outcome = reopen(programmes, original, earlier, now, then, state.shop, operation_id)
        if isinstance(outcome, Refusal):
            return self._speaker.no([outcome])
        ended = ended_by(original, earlier)
        draft = Draft(original.member_id, basket_of(original.detail), choices_of(original.detail))
        reverses = None if ended is None else ended.id
        return self._posted(name or step.values["of"], operation_id, draft, outcome, original, reverses)

    def buy(self, step: Step) -> Answer:
        """Sell what is for later: a top-up, a membership, prepaid items."""
        values = step.values
        line = {"amount": values["amount"], "product": "", "plan": values["plan"], "unit_price": None}
        lines = self._drafts.lines(step, [{**line, "quantity": values["quantity"]}], self._state.somebody(step))
        choices = Choices(tenders=self._drafts.tenders(values["tenders"]))
        name = self._state.own_name(step)
        return self._drafts.commit(Draft(self._state.member(step), Basket(lines), choices), name)

    def event(self, step: Step) -> Answer:
        """Something happened that is on the list of a hand-given reward: it is given on a visit without an amount."""
        happened, wanted = step.values["event"], step.values["programme"]
        listed = [
            each for each in self._state.programmes() if each.kind == HandGiven.name and happened in reasons(each)
        ]
        found = [each for each in listed if wanted in ("", each.id)]
        if not found:
            raise step.wrong("event", "unknown_reference", name=happened)
        offer_id = f"{found[0].id}:give"
        choices = Choices(rewards={offer_id: 1}, notes={offer_id: happened})
        draft = Draft(self._state.somebody(step), Basket(), choices)
        name = self._state.own_name(step)
        hindered = self._drafts.quote(draft, name).dropped.get(offer_id)
        return self._drafts.commit(draft, name) if hindered is None else self._speaker.no([hindered])

    def credit(self, step: Step) -> Answer:
        """Give a sale without a member to one."""
        state, sale = self._state, self._state.original(step)
        name, member_id = state.own_name(step), state.somebody(step)
        outcome = credit(
            state.programmes(sale.at_ms),
            self._ledger.standing(member_id),
            sale,
            self._ledger.acting_on(sale),
            state.now_ms,
            state.shop,
            self._ledger.next_id(name),
        )
        if isinstance(outcome, Refusal):
            return self._speaker.no([outcome])
        stamps = choices_of(sale.detail).stamps
        draft = Draft(member_id, basket_of(sale.detail), Choices(stamps=stamps))
        return self._drafts.recorded(name, OperationKind.CREDIT, draft, outcome, state.now_ms, sale.id)

    def _opened(self, step: Step, is_open: bool) -> Answer | None:
        name = step.values["of"]
        draft = self._state.drafts.get(name)
        if draft is None or draft.operation_id:
            return None
        if draft.is_open == is_open:
            return self._speaker.no([Refusal(RefusalReason.NOT_REVERSIBLE) if is_open else _CANCELLED])
        changed = self._state.drafts[name] = replace(draft, is_open=is_open)
        return self._drafts.quoted(changed, name) if is_open else {"ok": True, "quote": name}

    def _edited(self, step: Step, original: Operation, draft: Draft) -> Answer:
        state, name = self._state, self._state.own_name(step)
        earlier = self._ledger.acting_on(original)
        now = self._ledger.standing(original.member_id, holders_of(original, earlier))
        then = self._ledger.just_before(original)
        reversal_id = self._ledger.next_id("")
        sale_id = self._ledger.next_id(name, ahead=1)
        programmes, shop = state.programmes(), state.shop
        edited = edit(programmes, original, earlier, now, then, draft.basket, draft.choices, shop, reversal_id, sale_id)
        if isinstance(edited, Refusal):
            return self._speaker.no([edited])
        if edited.outcome.refusals:
            return self._speaker.outcome(edited.outcome, draft.choices.tenders, now)
        reversal = edited.reversal
        self._ledger.record_reversal("", reversal, original.member_id, original.at_ms, reversal_id)
        said = self._posted(name or step.values["of"], sale_id, draft, edited.outcome, original, reversal_id)
        return {**said, "taken_back": {"bill": reversal.bill, "entries": self._speaker.entries(reversal.entries)}}

    def _posted(
        self, name: str, operation_id: str, draft: Draft, outcome: Outcome, original: Operation, reverses: str | None
    ) -> Answer:
        """Record a sale again at the time of the original."""
        if outcome.refusals:
            standing = self._ledger.standing(draft.member_id)
            return self._speaker.outcome(outcome, draft.choices.tenders, standing)
        return self._drafts.recorded(name, OperationKind.SALE, draft, outcome, original.at_ms, reverses, operation_id)


def _with_code(draft: Draft, code: str) -> Draft:
    return replace(draft, choices=replace(draft.choices, codes=(*draft.choices.codes, code)))
