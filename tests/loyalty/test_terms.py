"""Fields: defaults, limits, and places that are named."""

from __future__ import annotations

import pytest

from loyalty.presets import PRESETS
from loyalty.programs import KINDS, read_terms
from loyalty.refusals import Refusal, RefusalReason
from loyalty.shop import RULES_FIELDS, SHOP_FIELDS, ShopRules, shop_rules
from loyalty.terms import Field, FieldKind, validate
from loyalty.words import LANGUAGES, Words

PART = Field("title", FieldKind.TEXT, "", maximum=5, required=True)
FIELDS = (
    Field("count", FieldKind.WHOLE_NUMBER, 3, minimum=1, maximum=9),
    Field("price", FieldKind.AMOUNT, 0),
    Field("on", FieldKind.YES_NO, False),
    Field("by", FieldKind.CHOICE, "item", choices=("item", "visit")),
    Field("names", FieldKind.TEXTS, (), maximum=2),
    Field("rows", FieldKind.REWARDS, (), parts=(PART,)),
    Field("maybe", FieldKind.AMOUNT, None),
)


def test_what_is_left_out_takes_its_default() -> None:
    assert validate(FIELDS, {}, "t") == {
        "count": 3,
        "price": 0,
        "on": False,
        "by": "item",
        "names": [],
        "rows": [],
        "maybe": None,
    }


@pytest.mark.parametrize(
    ("values", "place", "detail"),
    [
        ([], "t", "not_object"),
        ({"cuont": 3}, "t.cuont", "unknown_name"),
        ({"count": True}, "t.count", "not_whole_number"),
        ({"count": 3.0}, "t.count", "not_whole_number"),
        ({"count": 0}, "t.count", "below_minimum"),
        ({"count": 10}, "t.count", "above_maximum"),
        ({"price": -1}, "t.price", "below_minimum"),
        ({"on": 1}, "t.on", "not_yes_no"),
        ({"by": "phone"}, "t.by", "not_a_choice"),
        ({"by": ["item"]}, "t.by", "not_a_choice"),
        ({"names": "a"}, "t.names", "not_list"),
        ({"names": ["a", " "]}, "t.names[1]", "not_text"),
        ({"names": ["a", "b", "c"]}, "t.names", "too_long"),
        ({"rows": [{}]}, "t.rows[0].title", "empty"),
        ({"rows": [{"title": 3}]}, "t.rows[0].title", "not_text"),
        ({"rows": [{"title": "abcdef"}]}, "t.rows[0].title", "too_long"),
        ({"maybe": None}, "t.maybe", "not_whole_number"),
    ],
)
def test_what_is_wrong_is_named_by_its_place(values: object, place: str, detail: str) -> None:
    refusal = validate(FIELDS, values, "t")
    assert isinstance(refusal, Refusal)
    assert refusal.reason is RefusalReason.MALFORMED
    assert (refusal.facts["place"], refusal.facts["detail"]) == (place, detail)


def test_every_default_of_the_shop_is_what_the_rules_take() -> None:
    checked = validate(SHOP_FIELDS, {}, "shop")
    assert not isinstance(checked, Refusal)
    assert shop_rules(checked) == ShopRules() == shop_rules({})


def test_settings_of_others_are_left_alone() -> None:
    assert shop_rules({"theme": "dark", "undo_minutes": 3}) == ShopRules(undo_minutes=3)


def test_settings_are_read_as_they_are_kept() -> None:
    shop = shop_rules({"currency": "USD", "tenders": ["Cash", "Card"]})
    assert (shop.currency.symbol, shop.tenders) == ("US$", ("Cash", "Card"))


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.id)
def test_the_terms_of_a_preset_are_complete_and_right(preset: object) -> None:
    for programme in preset.programmes:  # type: ignore[attr-defined]
        assert read_terms(programme.kind, programme.terms, "t") == programme.terms


@pytest.mark.parametrize(
    ("kind", "terms", "place", "detail"),
    [
        ("tiers", {}, "p.kind", "unknown_kind"),
        ("stamp_card", {}, "p.terms.reward_title", "empty"),
        (
            "stamp_card",
            {"stamps_needed": 3, "starting_stamps": 3, "reward_title": "x"},
            "p.terms.starting_stamps",
            "start_exceeds_card",
        ),
        ("stamp_card", {"stamps_needed": 51, "reward_title": "x"}, "p.terms.stamps_needed", "above_maximum"),
        ("points", {"rewards": [{"id": "a", "title": "x"}] * 2}, "p.terms.rewards[1].id", "used_twice"),
        ("points", {"rewards": [{"id": "money", "title": "x"}]}, "p.terms.rewards[0].id", "used_twice"),
        (
            "points",
            {"rewards": [{"id": "a", "title": "x", "kind": "amount_off"}]},
            "p.terms.rewards[0].value",
            "value_needed",
        ),
    ],
)
def test_terms_that_do_not_fit_are_named_by_their_place(
    kind: str, terms: dict[str, object], place: str, detail: str
) -> None:
    refusal = read_terms(kind, terms, "p.terms")
    assert isinstance(refusal, Refusal)
    assert (refusal.facts["place"], refusal.facts["detail"]) == (place, detail)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_has_a_label_a_help_and_names_for_its_choices(language: str) -> None:
    words = Words(language)
    terms = [field for kind in KINDS for field in kind.fields]
    for field in (*terms, *(part for each in terms for part in each.parts)):
        assert words.has(field.label_key)
        assert words.has(field.help_key)
        assert all(words.has(field.choice_key(choice)) for choice in field.choices)


def test_a_shop_is_offered_only_currencies_without_cents() -> None:
    assert not isinstance(validate(SHOP_FIELDS, {"currency": "KRW"}, "shop"), Refusal)
    assert isinstance(validate(SHOP_FIELDS, {"currency": "USD"}, "shop"), Refusal)
    assert not isinstance(validate(RULES_FIELDS, {"currency": "USD"}, "shop"), Refusal)
