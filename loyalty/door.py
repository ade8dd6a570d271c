"""The rules' door: a case played through the rules alone, on a ledger in memory. Pure; the answer is JSON-ready."""

from __future__ import annotations

from collections.abc import Callable

from loyalty.door_answer import balances, member_answer
from loyalty.door_case import Case, RefusedStepError, Step, read_case
from loyalty.door_office import Office
from loyalty.door_people import People
from loyalty.door_reversals import Reversals
from loyalty.door_sales import Sales
from loyalty.door_state import Answer, DoorState
from loyalty.ledger import SHOP
from loyalty.refusals import Refusal, RefusalReason


def answer(text: str) -> Answer:
    """Play a case given as JSON: the answer of each step, and where each member stands at the end.

    Raises MalformedCaseError when it cannot be read; a step that refers to something unknown is malformed too.
    """
    return play(read_case(text))


def play(case: Case) -> Answer:
    """Play a case that was read before. Raises MalformedCaseError for a step that refers to something unknown."""
    state, steps = play_through(case)
    members = {name: member_answer(state.ledger.standing(number)) for name, number in state.members.items()}
    return {
        "currency": case.shop.currency.code,
        "digits": case.shop.currency.digits,
        "steps": steps,
        "members": members,
        "shop": {"balances": balances(state.ledger.standing(SHOP).balances())},
    }


def play_through(case: Case) -> tuple[DoorState, list[Answer]]:
    """What a case has come to at its end, its ledger too, and the answer of each step. Raises MalformedCaseError."""
    state = DoorState(case)
    plays = _plays(state)
    return state, [_step(state, plays, step) for step in case.steps]


def _plays(state: DoorState) -> dict[str, Callable[[Step], Answer]]:
    people, sales, office, reversals = People(state), Sales(state), Office(state), Reversals(state)
    people.enrol_all()
    return {
        "join": people.join,
        "change": people.change,
        "refer": people.refer,
        "show": people.show,
        "time": people.time,
        "quote": sales.quote,
        "sale": sales.sale,
        "edit": sales.edit,
        "enter_code": sales.enter_code,
        "commit": sales.commit,
        "top_up": sales.buy,
        "buy": sales.buy,
        "event": sales.event,
        "credit": sales.credit,
        "reopen": sales.reopen,
        "adjust": office.adjust,
        "give_tier": office.give_tier,
        "take_tier": office.take_tier,
        "pay_out": office.pay_out,
        "issue": office.issue,
        "undo": reversals.undo,
        "cancel": lambda step: sales.cancel_draft(step) or reversals.cancel(step),
        "refund": reversals.refund,
    }


def _step(state: DoorState, plays: dict[str, Callable[[Step], Answer]], step: Step) -> Answer:
    head: Answer = {"step": step.kind, "at": state.written(state.now_ms)}
    if not step.is_known:
        return {**head, **state.speaker.no([Refusal(RefusalReason.STEP_UNKNOWN, {"step": step.kind})])}
    try:
        said = plays[step.kind](step)
    except RefusedStepError as refused:
        said = state.speaker.no([refused.refusal])
    state.tried.add(step.values.get("id") or "")
    return {**head, **said}
