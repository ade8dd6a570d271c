"""The rules' door: its documented cases, its schema, and what it says to a case that is not one."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from loyalty.__main__ import main
from loyalty.door import answer
from loyalty.door_case import MalformedCaseError
from loyalty.door_schema import schema
from loyalty.kinds_table import page

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "docs" / "rules-door.schema.json").read_text(encoding="utf-8"))
ANSWER_SCHEMA = {**SCHEMA["$defs"]["answer"], "$defs": SCHEMA["$defs"]}
CASES, ANSWERS = jsonschema.Draft202012Validator(SCHEMA), jsonschema.Draft202012Validator(ANSWER_SCHEMA)
BLOCKS = re.findall(r"```json\n(.*?)```", (ROOT / "docs" / "rules-door.md").read_text(encoding="utf-8"), re.DOTALL)
EXAMPLES = list(zip(BLOCKS[::2], BLOCKS[1::2], strict=True))


def play(**case: object) -> dict[str, Any]:
    """The answer to a case, checked against the schema together with the case."""
    CASES.validate(case)
    said = answer(json.dumps(case))
    ANSWERS.validate(said)
    return said


def malformed(case: object) -> str:
    with pytest.raises(MalformedCaseError) as caught:
        answer(case if isinstance(case, str) else json.dumps(case))
    facts = caught.value.refusal.facts
    return f"{facts['place']} {facts['detail']}"


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(("case", "members"), EXAMPLES)
def test_an_example_of_the_docs_ends_as_the_docs_say(case: str, members: str) -> None:
    assert play(**json.loads(case))["members"] == json.loads(members)


def test_the_second_example_refuses_what_the_docs_say() -> None:
    said = answer(EXAMPLES[1][0])
    refused = [(step["step"], step["refusals"][0]["reason"]) for step in said["steps"] if not step["ok"]]
    assert refused == [("undo", "undo_not_last"), ("merge", "step_unknown")]


def test_the_schema_is_the_one_that_the_fields_make() -> None:
    made = json.loads(json.dumps(schema()))
    assert made == SCHEMA, "python -m loyalty --schema > docs/rules-door.schema.json"


def test_the_page_of_all_kinds_is_the_one_that_the_fields_make() -> None:
    written = (ROOT / "docs" / "programme-kinds.md").read_text(encoding="utf-8")
    assert page() == written, "python -m loyalty --kinds > docs/programme-kinds.md"


def test_the_same_operation_twice_is_one_record() -> None:
    sale = {"step": "sale", "id": "s", "member": "mei", "lines": [{"amount": 1_000}]}
    said = play(preset="both", members=["mei"], steps=[sale, sale])
    first, again = said["steps"]
    assert again.pop("repeated") is True
    assert again == first
    assert said["members"]["mei"] == {
        "balances": {"points/point": 10, "stamp-card/stamp": 1},
        "visits": 1,
        "spent": 1_000,
    }


def test_an_operation_id_is_taken_as_it_is() -> None:
    name = "0198c0de" * 4
    said = play(preset="both", members=["mei"], steps=[{"step": "sale", "id": name, "member": "mei"}])
    assert said["steps"][0]["operation"] == name
    assert said["steps"][0]["entries"][0]["lot"] == f"{name}/0"


def test_a_kind_of_step_that_is_not_known_here_is_refused_and_changes_nothing() -> None:
    said = play(preset="both", members=["mei"], steps=[{"step": "merge", "member": "mei", "amount": 2_000}])
    assert said["steps"][0]["refusals"][0]["facts"] == {"step": "merge"}
    assert said["members"]["mei"] == {"balances": {}, "visits": 0, "spent": 0}


def test_time_passes_until_an_undo_is_too_late() -> None:
    sale = {"step": "sale", "id": "s", "member": "mei", "lines": [{"amount": 100}]}
    undo = {"step": "undo", "of": "s"}
    late = play(preset="both", members=["mei"], steps=[sale, {"step": "time", "minutes": 11}, undo])
    assert late["steps"][2]["refusals"][0]["reason"] == "undo_too_late"
    soon = play(preset="both", members=["mei"], steps=[sale, {"step": "time", "minutes": 10}, undo])
    assert soon["steps"][2]["ok"] is True
    assert soon["members"]["mei"] == {"balances": {}, "visits": 0, "spent": 0}


def test_time_goes_to_a_local_moment_of_the_shop() -> None:
    said = play(start="2026-03-01T10:00", steps=[{"step": "time", "to": "2026-03-02T09:30"}])
    assert said["steps"][0]["now"] == "2026-03-02T09:30:00+08:00"


def test_a_cancel_is_for_the_business_day_and_a_bar_closes_at_four() -> None:
    shop = {"day_starts_at_hour": 4}
    steps = [
        {"step": "sale", "id": "s", "member": "mei", "lines": [{"amount": 100}]},
        {"step": "time", "hours": 5},
        {"step": "cancel", "of": "s"},
    ]
    night = play(shop=shop, preset="both", members=["mei"], start="2026-03-01T22:30", steps=steps)
    assert night["steps"][2]["ok"] is True
    morning = play(shop=shop, preset="both", members=["mei"], start="2026-03-01T23:30", steps=steps)
    assert morning["steps"][2]["refusals"][0]["reason"] == "cancel_other_day"


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([{"amount": 0}], "amount_is_zero"),
        ([{"amount": -5}], "amount_is_negative"),
        ([{"amount": 1_000_000}], "amount_too_large"),
        ([{"amount": 5, "quantity": 0}], "quantity_out_of_range"),
        ([{"amount": 5, "quantity": 1_000}], "quantity_out_of_range"),
    ],
)
def test_what_the_counter_refuses_the_door_refuses(lines: list[dict[str, int]], reason: str) -> None:
    said = play(preset="both", members=["mei"], steps=[{"step": "sale", "member": "mei", "lines": lines}])
    assert [each["reason"] for each in said["steps"][0]["refusals"]] == [reason]
    assert said["members"]["mei"]["visits"] == 0


SALE = {"step": "sale", "lines": [{"amount": 1}]}


@pytest.mark.parametrize(
    ("case", "place"),
    [
        ("{", "line 1 column 2 not_json"),
        ("[" * 100_000, "case not_json"),
        ([], "case not_object"),
        ('{"steps": [{"step": "\\ud800"}]}', "case not_json"),
        ({}, "steps missing_name"),
        ({"steps": {}}, "steps not_list"),
        ({"steps": [], "programs": []}, "case.programs unknown_name"),
        ({"steps": [], "shop": {"undo": 3}}, "shop.undo unknown_name"),
        ({"steps": [], "shop": {"undo_minutes": "3"}}, "shop.undo_minutes not_whole_number"),
        ({"steps": [], "preset": "all"}, "preset not_a_choice"),
        ({"steps": [], "programmes": [3]}, "programmes[0] not_object"),
        ({"steps": [], "programmes": [{"id": "t", "kind": "lottery"}]}, "programmes[0].kind unknown_kind"),
        ({"steps": [], "programmes": [{"id": "t", "kind": "points", "terms": []}]}, "programmes[0].terms not_object"),
        ({"steps": [], "members": ["a", "a"]}, "members[1] used_twice"),
        ({"steps": [], "start": "noon"}, "start not_time"),
        ({"steps": [], "products": [{"id": "a"}, {"id": "a"}]}, "products[1].id used_twice"),
        ({"steps": [3]}, "steps[0] not_object"),
        ({"steps": [{}]}, "steps[0].step missing_name"),
        ({"steps": [{**SALE, "lines": [{}]}]}, "steps[0].lines[0].amount missing_name"),
        ({"steps": [{**SALE, "lines": [{"amount": True}]}]}, "steps[0].lines[0].amount not_whole_number"),
        ({"steps": [{**SALE, "lines": [{"product": "x"}]}]}, "steps[0].lines[0].product unknown_reference"),
        ({"steps": [{**SALE, "stamps": {"c": 1.5}}]}, "steps[0].stamps.c not_whole_number"),
        ({"steps": [{**SALE, "rewards": []}]}, "steps[0].rewards not_object"),
        ({"steps": [{**SALE, "member": "x"}]}, "steps[0].member unknown_reference"),
        ({"steps": [{"step": "undo"}]}, "steps[0].of unknown_reference"),
        ({"steps": [{"step": "refund", "of": "x"}]}, "steps[0].of unknown_reference"),
        ({"steps": [{"step": "refund"}]}, "steps[0].of empty"),
        ({"steps": [{"step": "time", "to": "2020-01-01T00:00"}]}, "steps[0].to not_later"),
        ({"steps": [{"step": "join", "member": "a"}] * 2}, "steps[1].member used_twice"),
        ({"steps": [{"step": "join", "member": "a", "id": "s"}, {**SALE, "id": "s"}]}, "steps[1].id used_twice"),
        (
            {"steps": [], "preset": "both", "programmes": [{"id": "points", "kind": "points"}]},
            "programmes[0].id used_twice",
        ),
        ({"steps": [], "start": "0001-01-01T00:00"}, "start not_time"),
        ({"steps": [{"step": "time", "minutes": 10**12}]}, "steps[0] not_time"),
        ({"steps": [{"step": "time", "days": 1}], "start": "8999-12-31T23:59"}, "steps[0] not_time"),
        ('{"steps": [{"step": "time", "minutes": ' + "9" * 5_000 + "}]}", "case not_json"),
        (
            {"steps": [{**SALE, "id": "s"}, {"step": "cancel", "of": "s", "id": "s"}]},
            "steps[1].id used_twice",
        ),
    ],
)
def test_a_malformed_case_is_named_by_its_place(case: object, place: str) -> None:
    assert malformed(case) == place


def coupon(name: str, **more: object) -> dict[str, object]:
    """A programme that the code SUMMER opens."""
    terms = {"way": "code", "code": "SUMMER", "reward_title": "cake"}
    return {"id": name, "kind": "coupon", "terms": terms, **more}


def test_one_code_opens_one_programme() -> None:
    assert malformed({"steps": [], "programmes": [coupon("a"), coupon("b")]}) == "programmes[1].terms.code used_twice"
    later = [coupon("a", from_day="2026-05-01"), coupon("b", from_day="2026-03-01")]
    assert malformed({"steps": [], "programmes": later}) == "programmes[0].terms.code used_twice"
    opened = {"id": "b", "kind": "cashback", "terms": {"percent": 5, "with_code": "summer"}}
    assert malformed({"steps": [], "programmes": [coupon("a"), opened]}) == "programmes[1].terms.with_code used_twice"


def test_the_code_of_a_stopped_programme_is_free() -> None:
    ends = coupon("a", version=2, stopped=True, from_day="2026-03-01")
    answer(json.dumps({"steps": [], "programmes": [coupon("a"), ends, coupon("b", from_day="2026-03-01")]}))


def test_the_command_answers_on_standard_output() -> None:
    case = json.dumps({"preset": "both", "members": ["mei"], "steps": [{"step": "quote", "member": "mei"}]})
    done = subprocess.run([sys.executable, "-m", "loyalty"], input=case.encode(), capture_output=True, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, b"")
    ANSWERS.validate(json.loads(done.stdout))


@pytest.mark.parametrize(
    ("given", "line"),
    [
        (b'{"steps": [{"step": "refund"}]}', "steps[0].of: must not be empty\n"),
        (b'{"a\\nb": 1}', "case.a\\nb: there is no such name here\n"),
        (b"{", "line 1 column 2: is not JSON: Expecting property name enclosed in double quotes\n"),
        ("中".encode("big5"), "byte 0: is not UTF-8\n"),
    ],
)
def test_the_command_says_one_line_and_exits_with_two(
    given: bytes, line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
    assert main([]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", line)


def test_the_help_says_where_the_format_is(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    assert "docs/rules-door.schema.json" in capsys.readouterr().out
