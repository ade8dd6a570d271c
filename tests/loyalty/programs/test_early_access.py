"""Early access: who may buy what from which day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from loyalty.basket import Basket, Line
from loyalty.checkout import situate
from loyalty.explain import explain_notice, explain_refusal, programme_sentence
from loyalty.programmes import Programme
from loyalty.programs import kind_of, read_terms
from loyalty.refusals import Refusal, RefusalReason
from loyalty.words import Words
from tests.loyalty.till import Till, amount

NEW = Line(500, product_id="geisha", name="藝伎", category="豆子/新品")
OLD = Line(300, product_id="brazil", name="巴西", category="豆子")


def early(**terms: object) -> Programme:
    """What is new, for gold and for testers until 2026-04-01."""
    wanted = {"categories": ["豆子/新品"], "for_statuses": ["gold"], "for_tags": ["tester"], "open_day": "2026-04-01"}
    checked = read_terms("early_access", {**wanted, **terms}, "terms")
    assert not isinstance(checked, Refusal), checked
    return Programme("new", 1, "early_access", "新豆優先", checked)


def refused(till: Till, member_id: int | None = 77) -> tuple[Refusal, ...]:
    """Why the new beans cannot be bought."""
    return till.quote(Basket((OLD, NEW)), member_id=member_id).refusals


def not_before(day: str) -> tuple[Refusal, ...]:
    """The refusal of the new beans."""
    return (Refusal(RefusalReason.EARLY_ACCESS, {"product": "藝伎", "day": day}),)


def test_others_wait_until_the_day_for_everybody() -> None:
    till = Till([early()])
    assert refused(till) == refused(till, None) == not_before("2026-04-01")
    till.at("2026-03-31", 23)
    assert refused(till) == not_before("2026-04-01")
    till.at("2026-04-01", 0)
    assert refused(till) == refused(till, None) == ()


def test_those_named_buy_early_but_not_before_their_day() -> None:
    till = Till([early(early_day="2026-03-15")])
    till.about = {"tags": ("tester",)}
    assert refused(till) == not_before("2026-03-15")
    till.at("2026-03-15")
    assert refused(till) == ()
    till.about = {}
    assert refused(till) == not_before("2026-04-01")


def test_a_tier_that_was_reached_opens_it() -> None:
    checked = read_terms("tiers", {"levels": [{"id": "gold", "title": "金級", "threshold": 1_000}]}, "t")
    assert not isinstance(checked, Refusal)
    till = Till([early(), Programme("tiers", 1, "tiers", "等級", checked)])
    assert refused(till) == not_before("2026-04-01")
    till.sell(amount(1_000))
    assert refused(till) == ()


def test_everything_else_is_sold_to_everybody() -> None:
    till = Till([early()])
    assert till.quote(Basket((OLD,))).refusals == ()
    assert till.quote(amount(100), member_id=None).refusals == ()


def test_each_product_is_named_once() -> None:
    till = Till([early(products=["brazil"])])
    found = till.quote(Basket((OLD, NEW, OLD))).refusals
    assert [each.facts["product"] for each in found] == ["巴西", "藝伎"]


def test_a_stopped_one_hinders_nobody() -> None:
    assert refused(Till([replace(early(), stopped=True)])) == ()


def test_those_named_are_told() -> None:
    till = Till([early(early_day="2026-03-15")])
    till.about = {"tags": ("tester",)}

    def told(language: str) -> list[str]:
        situation = situate(till.programmes, till.standing(), till.now_ms, till.shop)
        found = kind_of(early()).notices(till.programmes[0], situation)
        return [explain_notice(each, "新豆優先", Words(language)) for each in found]

    assert told("zh_tw") == ["新豆優先：2026-03-15 起可以先買"]
    till.at("2026-03-20")
    assert told("zh_tw") == ["新豆優先：可以先買，2026-04-01 才開放給所有人"]
    assert told("en") == ["新豆優先: may buy already, everybody from 2026-04-01"]
    till.about = {}
    assert told("zh_tw") == []
    till.about = {"tags": ("tester",)}
    till.at("2026-04-01")
    assert told("zh_tw") == []


def test_it_is_said_in_both_languages() -> None:
    refusal = not_before("2026-04-01")[0]
    assert explain_refusal(refusal, Words("zh_tw")) == "「藝伎」要到 2026-04-01 才能賣給這位客人。"
    assert explain_refusal(refusal, Words("en")) == '"藝伎" cannot be sold to this customer before 2026-04-01.'
    assert programme_sentence(early(), Words("zh_tw")) == "新品先開放給gold、tester，2026-04-01 起所有人都能買。"
    assert programme_sentence(early(early_day="2026-03-15", products=["x"]), Words("en")) == (
        "新品, chosen products: from 2026-03-15 for gold, tester, for everybody from 2026-04-01."
    )


@pytest.mark.parametrize(
    ("terms", "place", "detail"),
    [
        ({"categories": []}, "terms.products", "empty"),
        ({"for_statuses": [], "for_tags": []}, "terms.for_statuses", "empty"),
        ({"open_day": ""}, "terms.open_day", "empty"),
        ({"early_day": date(2026, 4, 1).isoformat()}, "terms.open_day", "not_after_start"),
    ],
)
def test_terms_that_do_not_fit_are_refused_by_their_place(terms: dict[str, object], place: str, detail: str) -> None:
    answer = read_terms("early_access", {**early().terms, **terms}, "terms")
    assert isinstance(answer, Refusal)
    assert (answer.facts["place"], answer.facts["detail"]) == (place, detail)
