"""The steps of the rules' door for what is done by hand beside a sale: corrections, tiers, paying out, coupons."""

from __future__ import annotations

from datetime import date

from loyalty.adjustments import Adjustment, adjust, give_tier, take_tier
from loyalty.coupons import issue
from loyalty.door_case import MalformedCaseError, Step
from loyalty.door_state import Answer, DoorState
from loyalty.ledger import Account, OperationKind, account_of
from loyalty.paying_out import pay_out
from loyalty.programmes import Programme
from loyalty.refusals import Refusal, RefusalReason
from loyalty.terms import malformed


class Office:
    """Plays the steps that people do by hand."""

    def __init__(self, state: DoorState) -> None:
        self._state = state
        self._ledger = state.ledger
        self._speaker = state.speaker

    def adjust(self, step: Step) -> Answer:
        """Add to a balance or take from it, with a reason."""
        state, values = self._state, step.values
        name, member_id = state.own_name(step), state.somebody(step)
        adjusted = adjust(
            state.programmes(),
            self._account(step),
            values["amount"],
            self._ledger.standing(member_id),
            state.now_ms,
            state.shop,
            self._ledger.next_id(name),
            values["reason"],
            _until(step),
        )
        return self._adjusted(step, name, member_id, adjusted)

    def give_tier(self, step: Step) -> Answer:
        """Give a level by hand: nobody falls below it."""
        state, values = self._state, step.values
        name, member_id = state.own_name(step), state.somebody(step)
        standing, operation_id = self._ledger.standing(member_id), self._ledger.next_id(name)
        given = give_tier(
            self._programme(step), values["level"], standing, operation_id, values["reason"], _until(step)
        )
        return self._adjusted(step, name, member_id, given)

    def take_tier(self, step: Step) -> Answer:
        """Take a level that was given by hand away."""
        state, programme = self._state, self._programme(step)
        name, member_id = state.own_name(step), state.somebody(step)
        standing, operation_id = self._ledger.standing(member_id), self._ledger.next_id(name)
        return self._adjusted(
            step, name, member_id, take_tier(programme, standing, operation_id, step.values["reason"])
        )

    def pay_out(self, step: Step) -> Answer:
        """Give unspent money back, less the fee."""
        state, programme = self._state, self._programme(step)
        name, member_id = state.own_name(step), state.somebody(step)
        standing, operation_id = self._ledger.standing(member_id), self._ledger.next_id(name)
        paid = pay_out(state.programmes(), programme.id, standing, state.now_ms, state.shop, operation_id)
        if isinstance(paid, Refusal):
            return self._speaker.no([paid])
        said = state.record(name, OperationKind.PAY_OUT, member_id, operation_id, paid.entries, paid.bill)
        return {**said, "bill": paid.bill, "money": paid.money, "fee": paid.fee}

    def issue(self, step: Step) -> Answer:
        """Make coupons for whoever brings them."""
        state, programme = self._state, self._programme(step)
        name = state.own_name(step)
        operation_id, day = self._ledger.next_id(name), state.shop.calendar.business_day(state.now_ms)
        if programme.terms.get("way") != "issued":
            raise step.wrong("programme", "not_issued")
        batch = issue(programme, step.values["count"], operation_id, day)
        if isinstance(batch, Refusal):
            return self._speaker.no([batch])
        said = state.record(name, OperationKind.ISSUE, None, operation_id, batch.entries)
        return {**said, "codes": list(batch.codes)}

    def _adjusted(self, step: Step, name: str, member_id: int, adjusted: Adjustment | Refusal) -> Answer:
        if isinstance(adjusted, Refusal) and adjusted.reason is RefusalReason.MALFORMED:
            place = f"{step.place}.{adjusted.facts['place']}"
            raise MalformedCaseError(Refusal(adjusted.reason, {**adjusted.facts, "place": place}))
        if isinstance(adjusted, Refusal):
            return self._speaker.no([adjusted])
        operation_id = self._ledger.next_id(name)
        return self._state.record(
            name, OperationKind.ADJUST, member_id, operation_id, adjusted.entries, detail=adjusted.detail
        )

    def _programme(self, step: Step) -> Programme:
        """The programme that a step names. Raises MalformedCaseError."""
        wanted = step.values["programme"]
        found = next((each for each in self._state.programmes() if each.id == wanted), None)
        if found is None:
            raise step.wrong("programme", "unknown_reference", name=wanted)
        return found

    def _account(self, step: Step) -> Account:
        """The account as answers write it: "points/point". Raises MalformedCaseError."""
        written = step.values["account"]
        for programme in self._state.programmes():
            if written.startswith(f"{programme.id}/"):
                try:
                    return account_of(programme.id, written[len(programme.id) + 1 :])
                except ValueError as error:
                    place = f"{step.place}.account"
                    raise MalformedCaseError(malformed(place, "unknown_reference", name=written)) from error
        raise step.wrong("account", "unknown_reference", name=written)


def _until(step: Step) -> date | None:
    return date.fromisoformat(step.values["until"]) if step.values["until"] else None
