"""Programmes in a file: written and read back, compared with the shop's, wrong ones named by their place."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from loyalty.explain import explain_refusal
from loyalty.presets import PRESETS
from loyalty.programme_files import FORMAT, VERSION, ReadFile, plan_of, read_programmes, says_the_same, write_programmes
from loyalty.programmes import Programme
from loyalty.refusals import RefusalReason
from loyalty.words import LANGUAGES, Words
from tests.sources import ROOT

ALL = tuple({each.id: each for preset in PRESETS for each in preset.programmes}.values())
CARD = next(each for each in ALL if each.kind == "stamp_card")


def file_of(*programmes: object, **head: object) -> str:
    """The text of a file with these programmes as raw objects."""
    return json.dumps({"format": FORMAT, "version": VERSION, "programmes": programmes, **head})


def raw(**changes: object) -> dict[str, object]:
    """The card as an object of a file, changed."""
    return {"id": CARD.id, "kind": CARD.kind, "name": CARD.name, "terms": CARD.terms, **changes}


def test_what_is_written_is_read_back() -> None:
    wanted = (replace(ALL[0], stopped=True), *ALL[1:])
    assert read_programmes(write_programmes(wanted)) == ReadFile(wanted)


def test_a_file_reads_as_text_that_a_person_can_read() -> None:
    assert CARD.name in write_programmes([CARD])


def test_a_file_of_an_editor_that_marks_its_encoding_is_read() -> None:
    assert read_programmes("\ufeff" + write_programmes([CARD])).programmes == (CARD,)


@pytest.mark.parametrize(
    ("text", "place", "detail"),
    [
        ("", "file", "not_json"),
        ("[" * 100_000, "file", "not_json"),
        ("[]", "file", "other_file"),
        ("{}", "file", "other_file"),
        (file_of(version=2), "version", "other_version"),
        (json.dumps({"format": FORMAT, "version": VERSION}), "programmes", "not_list"),
        (file_of("x"), "programmes[0]", "not_object"),
        (file_of(raw(id="")), "programmes[0].id", "empty"),
        (file_of(raw(name=" ")), "programmes[0].name", "empty"),
        (file_of(raw(colour="red")), "programmes[0].colour", "unknown_name"),
        (file_of(raw(kind="lottery")), "programmes[0].kind", "unknown_kind"),
        (file_of(raw(terms=[])), "programmes[0].terms", "not_object"),
        (
            file_of(raw(terms={**CARD.terms, "stamps_needed": 0})),
            "programmes[0].terms.stamps_needed",
            "below_minimum",
        ),
        (file_of(raw(), raw()), "programmes[1].id", "used_twice"),
    ],
)
def test_what_is_wrong_with_a_file_is_named_by_its_place(text: str, place: str, detail: str) -> None:
    (fault,) = read_programmes(text).faults
    assert (fault.facts["place"], fault.facts["detail"]) == (place, detail)
    assert all(explain_refusal(fault, Words(language)) for language in LANGUAGES)


def test_a_wrong_programme_does_not_keep_the_others_out() -> None:
    read = read_programmes(file_of(raw(id="other"), raw(kind="lottery"), raw()))
    assert [each.id for each in read.programmes] == ["other", CARD.id]
    assert len(read.faults) == 1


def test_a_plan_says_what_is_new_changed_and_equal() -> None:
    renamed, other = replace(CARD, name="x"), replace(CARD, id="other")
    points = next(each for each in ALL if each.kind != CARD.kind)
    now = replace(CARD, version=4)
    plan = plan_of(ReadFile((renamed, other, points)), [now, points])
    assert (plan.new, plan.changed, plan.equal, plan.faults) == ((other,), ((now, renamed),), (points,), ())
    assert plan.to_publish == (other, renamed)


def test_a_programme_of_another_kind_under_the_same_id_is_wrong() -> None:
    now = Programme(CARD.id, 1, "points", "x", {})
    plan = plan_of(ReadFile((CARD,)), [now])
    assert (plan.to_publish, [fault.facts["detail"] for fault in plan.faults]) == ((), ["other_kind"])


def test_a_version_and_a_day_are_no_difference_but_terms_are() -> None:
    assert says_the_same(CARD, replace(CARD, version=9))
    assert not says_the_same(CARD, replace(CARD, terms={**CARD.terms, "stamps_needed": 9}))
    assert not says_the_same(CARD, replace(CARD, stopped=True))


def test_the_file_in_the_docs_is_read_as_it_stands() -> None:
    page = (ROOT / "docs" / "programme-files.md").read_text(encoding="utf-8")
    read = read_programmes(page.partition("```json")[2].partition("```")[0])
    assert ([each.id for each in read.programmes], read.faults) == (["coffee-passport", "points"], ())


def test_a_code_that_is_taken_is_said_before_the_file_is_taken() -> None:
    terms = {"way": "code", "code": "HELLO", "reward_kind": "amount_off", "reward_title": "x", "reward_amount": 10}
    one, two = (Programme(each, 1, "coupon", each, terms) for each in ("one", "two"))
    plan = plan_of(ReadFile((two, CARD)), [one])
    assert plan.new == (CARD,)
    assert [fault.reason for fault in plan.faults] == [RefusalReason.CODE_TAKEN]
    freed = plan_of(ReadFile((two, replace(one, stopped=True))), [one])
    assert (freed.faults, len(freed.to_publish)) == ((), 2)
    assert len(plan_of(ReadFile((one, two)), []).faults) == 2
