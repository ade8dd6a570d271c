"""Drafts: what they begin with, how they stand among the shop's programmes, and what their texts are chosen from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from db.programmes import Holding
from desktop.programmes.draft import Draft, among, as_new, beginnings, empty_programme
from desktop.programmes.drafting import suggestions
from desktop.programmes.present import gallery, holding_lines, kind_about, kind_name
from loyalty.basket import Product
from loyalty.ledger import Unit
from loyalty.money import TWD
from loyalty.programmes import Programme
from loyalty.programs import KINDS
from loyalty.refusals import Refusal
from loyalty.words import LANGUAGES, Words

TODAY = date(2026, 11, 22)
READY = beginnings(Words(), TODAY)
CARD = replace(READY[0], from_day=date(2026, 1, 1))


def test_every_ready_made_programme_is_offered_once() -> None:
    assert len({(each.kind, each.id) for each in READY}) == len(READY) >= 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_gallery_states_every_beginning_in_the_language(language: str) -> None:
    groups = gallery(TWD, Words(language), TODAY)
    cards = [card for group in groups for card in group.cards]
    assert len(cards) == len(READY) + len(KINDS)
    assert all(card.name and card.sentence for card in cards)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_has_a_name_and_says_what_it_is_for(kind: object, language: str) -> None:
    words = Words(language)
    assert kind_name(kind.name, words)  # type: ignore[attr-defined]
    assert kind_about(kind.name, words)  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_an_empty_kind_begins_with_its_defaults(kind: object) -> None:
    begun = empty_programme(kind.name, "x")  # type: ignore[attr-defined]
    assert begun.kind == kind.name  # type: ignore[attr-defined]
    assert set(begun.terms) == {field.name for field in kind.fields}  # type: ignore[attr-defined]


def test_a_new_programme_takes_neither_id_nor_name_of_another() -> None:
    draft = as_new(CARD, [CARD, replace(CARD, id=f"{CARD.id}-2", name=f"{CARD.name} 2")])
    assert draft.is_new
    assert (draft.programme.id, draft.programme.name) == (f"{CARD.id}-3", f"{CARD.name} 3")
    assert (draft.programme.version, draft.programme.from_day) == (1, None)


def test_a_draft_stands_in_the_place_of_what_holds_now_as_if_it_always_had() -> None:
    other = READY[1]
    changed = replace(CARD, terms={**CARD.terms, "stamps_needed": 5})
    found = {each.id: each for each in among((CARD, other), changed)}
    assert set(found) == {CARD.id, other.id}
    tried = found[CARD.id]
    assert (tried.version, tried.from_day, tried.terms["stamps_needed"], tried.earlier) == (2, None, 5, ())


def test_a_new_draft_stands_beside_the_others() -> None:
    new = replace(CARD, id="new")
    assert [each.id for each in among((CARD,), new)] == [CARD.id, "new"]


def test_what_is_typed_is_read_or_refused_at_its_place() -> None:
    draft = Draft(CARD)
    read = draft.read({"name": " 新名字 ", "terms": {**CARD.terms, "stamps_needed": 5}})
    assert isinstance(read, Programme)
    assert (read.name, read.terms["stamps_needed"]) == ("新名字", 5)
    wrong = draft.read({"name": "x", "terms": {**CARD.terms, "stamps_needed": 0}})
    assert isinstance(wrong, Refusal)
    assert wrong.facts["place"] == "terms.stamps_needed"


def test_texts_are_chosen_from_the_shops_own_words() -> None:
    catalogue = (
        Product("p1", "拿鐵", 120, category="飲料/咖啡", tags=("熱",)),
        Product("p2", "蛋糕", 90, category="點心", tags=("甜", "熱")),
        Product("p3", "停售的", 1, category="舊", retired=True),
    )
    tiers = Programme("tiers", 1, "tiers", "等級", {"levels": [{"id": "t.1-levels-1", "title": "銀卡"}]})
    yearly = Programme("yearly", 1, "membership", "年費會員", {"fee": 1200})
    donation = Programme("gift", 1, "donation", "捐一杯", {"cause": "流浪動物"})
    draft = Programme("vip", 1, "tiers", "貴賓", {"levels": ({"id": "v.1-levels-1", "title": "金卡"},)})
    found = suggestions(catalogue, (tiers, yearly, donation), draft)
    assert found["categories"] == (("飲料", "飲料"), ("飲料/咖啡", "飲料/咖啡"), ("點心", "點心"))
    assert found["products"] == (("p1", "拿鐵"), ("p2", "蛋糕"))
    assert found["tags"] == (("熱", "熱"), ("甜", "甜"))
    assert found["tiers"] == (("v.1-levels-1", "金卡"), ("t.1-levels-1", "銀卡"), ("yearly", "年費會員"))
    assert found["programmes"] == (("tiers", "等級"), ("yearly", "年費會員"), ("gift", "捐一杯"), ("vip", "貴賓"))
    assert found["causes"] == (("流浪動物", "流浪動物"),)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_members_hold_is_told_in_the_words_of_its_unit(language: str) -> None:
    words = Words(language)
    held = [Holding(unit.value, 1_200, 34_500) for unit in Unit]
    lines = holding_lines(held, TWD, words)
    # What only counts for the rules is nobody's business.
    assert len(lines) == len(Unit) - 5
    stamps = words("programmes_screen.holding", members="1,200", amount="34,500", unit=words("entry.unit_stamp"))
    paid = words(
        "programmes_screen.holding_money", members="1,200", amount="NT$ 34,500", unit=words("entry.unit_stored_paid")
    )
    assert {stamps, paid} <= set(lines)


def test_parts_of_a_unit_are_told_apart() -> None:
    latte, tea = holding_lines([Holding("item/拿鐵", 2, 7), Holding("item/茶", 1, 3)], TWD, Words())
    assert "拿鐵" in latte
    assert "茶" in tea
