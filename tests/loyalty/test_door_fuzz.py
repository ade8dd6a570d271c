"""Whatever a case holds, the door answers it or names the place that is wrong; it never fails."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
from hypothesis import given
from hypothesis import strategies as st

from loyalty.door import answer
from loyalty.door_case import MalformedCaseError
from loyalty.door_schema import schema
from loyalty.words import LANGUAGES, Words
from tests.loyalty.door_cases import broken, cases, junk, odd_steps

SCHEMA = schema()
ANSWER = jsonschema.Draft202012Validator({**SCHEMA["$defs"]["answer"], "$defs": SCHEMA["$defs"]})


def tried(case: object) -> dict[str, Any] | None:
    """The answer, valid by the schema; None when the case was malformed, which is one line in every language."""
    try:
        said = answer(json.dumps(case))
    except MalformedCaseError as caught:
        lines = [caught.line(Words(language)) for language in LANGUAGES]
    else:
        return checked(said)
    assert [line.splitlines() for line in lines] == [[line] for line in lines]
    return None


def checked(said: dict[str, Any]) -> dict[str, Any]:
    """An answer that can be written and is valid by the schema."""
    json.dumps(said, ensure_ascii=False).encode("utf-8")
    ANSWER.validate(said)
    return said


@given(cases())
def test_what_the_accounts_say_adds_up(case: dict[str, Any]) -> None:
    said = tried(case)
    for step in said["steps"] if said is not None else ():
        if not step["ok"] or "entries" not in step:
            continue
        for account in step["after"]:
            moved = step["earned"].get(account, 0) - step["spent"].get(account, 0)
            assert step["before"].get(account, 0) + moved == step["after"][account]
        if "lines" in step:
            assert sum(line["net"] for line in step["lines"]) == step["total"] >= step["to_pay"] >= 0
            assert step["subtotal"] - step["discount"] == step["total"]
            for line in step["lines"]:
                assert sum(line["shares"].values()) == line["discount"]


@given(cases())
def test_the_listing_order_of_programmes_changes_nothing(case: dict[str, Any]) -> None:
    other = {**case, "programmes": case["programmes"][::-1]}
    first, second = tried(case), tried(other)
    assert (first is None) == (second is None)
    if first is not None and second is not None:
        assert [step.get("entries") for step in first["steps"]] == [step.get("entries") for step in second["steps"]]
        assert first["members"] == second["members"]


@given(broken())
def test_a_broken_case_is_answered_or_named_by_its_place(case: dict[str, Any]) -> None:
    tried(case)


@given(st.lists(odd_steps(), max_size=3))
def test_odd_steps_are_answered_or_named_by_their_place(steps: list[dict[str, Any]]) -> None:
    tried({"preset": "both", "members": ["mei", "an"], "steps": steps})


@given(st.one_of(junk, st.dictionaries(st.text(max_size=9), junk)))
def test_what_is_no_case_at_all_is_named_by_its_place(case: object) -> None:
    tried(case)


def ends(case: dict[str, Any], steps: list[dict[str, Any]]) -> object:
    """Where everybody and the shop stand at the end of other steps."""
    said = tried({**case, "steps": steps})
    return None if said is None else (said["members"], said["shop"])


@given(cases())
def test_quotes_change_nothing_and_a_sale_twice_is_once(case: dict[str, Any]) -> None:
    quotes = [{**step, "step": "quote"} for step in case["steps"] if step["step"] == "sale"]
    again = []
    for step in case["steps"]:
        again += [{name: each for name, each in quote.items() if name != "id"} for quote in quotes]
        again += [step, step] if step["step"] == "sale" else [step]
    changes = {"edit", "enter_code", "reopen", "undo"}  # they give the name to another sale, or ask what came last
    if not changes.intersection(step["step"] for step in case["steps"]):
        assert ends(case, again) == ends(case, case["steps"])


def followed(case: dict[str, Any], *kinds: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The steps that act on no other, and the same with each sale followed by steps of these kinds that act on it."""
    plain = [step for step in case["steps"] if "of" not in step]
    every = []
    for step in plain:
        every += [step, *({"step": kind, "of": step["id"]} for kind in kinds if step["step"] == "sale")]
    return plain, every


@given(cases())
def test_an_edit_that_changes_nothing_leaves_everybody_where_they_were(case: dict[str, Any]) -> None:
    plain, edited = followed(case, "edit")
    assert ends(case, edited) == ends(case, plain)


@given(cases())
def test_a_sale_cancelled_and_opened_again_is_as_if_nothing_had_happened(case: dict[str, Any]) -> None:
    plain, opened = followed(case, "cancel", "reopen")
    assert ends(case, opened) == ends(case, plain)


@given(cases(), st.integers(1, 400))
def test_a_refund_in_two_pieces_leaves_what_one_leaves(case: dict[str, Any], first: int) -> None:
    plain, whole = followed(case, "refund")
    pieces = []
    for step in plain:
        back = {"step": "refund", "of": step.get("id")}
        pieces += [step, *([{**back, "amount": first}, back] if step["step"] == "sale" else [])]
    assert ends(case, pieces) == ends(case, whole)
