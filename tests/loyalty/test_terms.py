"""Fields: defaults, limits, and places that are named."""

from __future__ import annotations

import pytest

from loyalty.presets import PRESETS
from loyalty.programs import KINDS, read_terms
from loyalty.refusals import Refusal, RefusalReason
from loyalty.shop import RULES_FIELDS, SHOP_FIELDS, ShopRules, shop_rules
from loyalty.terms import Field, FieldKind, asked, faults, validate
from loyalty.words import LANGUAGES, Words

PART = Field("title", FieldKind.TEXT, "", maximum=5, required=True)
FIELDS = (
    Field("count", FieldKind.WHOLE_NUMBER, 3, minimum=1, maximum=9),
    Field("price", FieldKind.AMOUNT, 0),
    Field("on", FieldKind.YES_NO, False),
    Field("by", FieldKind.CHOICE, "item", choices=("item", "visit")),
    Field("names", FieldKind.TEXTS, (), maximum=2),
    Field("rows", FieldKind.ROWS, (), parts=(PART,)),
    Field("maybe", FieldKind.AMOUNT, None),
    Field("share", FieldKind.PERCENT, 5),
    Field("days", FieldKind.CHOICES, (), choices=("monday", "tuesday", "friday")),
    Field("until", FieldKind.DAY, ""),
    Field("opens", FieldKind.TIME, ""),
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
        "share": 5,
        "days": [],
        "until": "",
        "opens": "",
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
        ({"share": 101}, "t.share", "above_maximum"),
        ({"share": -1}, "t.share", "below_minimum"),
        ({"days": "friday"}, "t.days", "not_list"),
        ({"days": ["friday", "sunday"]}, "t.days[1]", "not_a_choice"),
        ({"days": ["friday", "friday"]}, "t.days[1]", "used_twice"),
        ({"until": "2026-02-30"}, "t.until", "not_day"),
        ({"until": "20260301"}, "t.until", "not_day"),
        ({"until": None}, "t.until", "not_day"),
        ({"opens": "24:00"}, "t.opens", "not_clock_time"),
        ({"opens": "9:30"}, "t.opens", "not_clock_time"),
    ],
)
def test_what_is_wrong_is_named_by_its_place(values: object, place: str, detail: str) -> None:
    refusal = validate(FIELDS, values, "t")
    assert isinstance(refusal, Refusal)
    assert refusal.reason is RefusalReason.MALFORMED
    assert (refusal.facts["place"], refusal.facts["detail"]) == (place, detail)


def test_days_times_and_choices_are_kept_as_they_are_meant() -> None:
    given = {"days": ("friday", "monday"), "until": "2026-03-01", "opens": "09:30", "share": 100}
    checked = validate(FIELDS, given, "t")
    assert not isinstance(checked, Refusal)
    assert (checked["days"], checked["until"], checked["opens"]) == (["monday", "friday"], "2026-03-01", "09:30")


@pytest.mark.parametrize("kind", [FieldKind.DAY, FieldKind.TIME])
def test_a_day_or_time_that_must_be_there_is_missed(kind: FieldKind) -> None:
    refusal = validate((Field("at", kind, "", required=True),), {}, "t")
    assert isinstance(refusal, Refusal)
    assert (refusal.facts["place"], refusal.facts["detail"]) == ("t.at", "empty")


def test_everything_that_is_wrong_is_named_at_once() -> None:
    values = {"count": 0, "on": 1, "rows": [{}, {"title": "ab"}, 3], "names": ["a", " "], "days": ["noday"]}
    found = [(fault.facts["place"], fault.facts["detail"]) for fault in faults(FIELDS, values, "t")]
    assert found == [
        ("t.count", "below_minimum"),
        ("t.on", "not_yes_no"),
        ("t.names[1]", "not_text"),
        ("t.rows[0].title", "empty"),
        ("t.rows[2]", "not_object"),
        ("t.days[0]", "not_a_choice"),
    ]
    assert faults(FIELDS, {}, "t") == ()


def test_too_many_rows_are_one_fault() -> None:
    rows = Field("rows", FieldKind.ROWS, (), maximum=1, required=True, parts=(PART,))
    assert [fault.facts["detail"] for fault in faults((rows,), {"rows": [{}, {}]}, "t")] == ["too_long"]
    assert [fault.facts["detail"] for fault in faults((rows,), {}, "t")] == ["empty"]


HANGING = (
    Field("expires", FieldKind.CHOICE, "never", choices=("never", "after", "on")),
    Field("months", FieldKind.WHOLE_NUMBER, 12, minimum=1, when=("expires", ("after",))),
    Field("on", FieldKind.DAY, "", required=True, when=("expires", ("on",))),
    Field("days", FieldKind.CHOICES, (), choices=("monday", "friday")),
    Field("fridays", FieldKind.TEXT, "", required=True, when=("days", ("friday",))),
    Field("in_months", FieldKind.TEXTS, ("a",), when=("months", (7,))),
)


def test_what_is_not_asked_keeps_its_default_whatever_was_given() -> None:
    checked = validate(HANGING, {"months": -3, "on": 5, "in_months": None}, "t")
    assert checked == {"expires": "never", "months": 12, "on": "", "days": [], "fridays": "", "in_months": ["a"]}


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({"expires": "after", "months": 0}, "t.months"),
        ({"expires": "on"}, "t.on"),
        ({"days": ["monday", "friday"]}, "t.fridays"),
    ],
)
def test_what_is_asked_is_required(values: dict[str, object], place: str) -> None:
    refusal = validate(HANGING, values, "t")
    assert isinstance(refusal, Refusal)
    assert refusal.facts["place"] == place


def test_what_is_not_asked_is_no_fault() -> None:
    assert faults(HANGING, {"months": -3, "on": 5}, "t") == ()
    assert [fault.facts["place"] for fault in faults(HANGING, {"expires": "on", "on": 5}, "t")] == ["t.on"]


def test_what_hangs_on_something_that_is_not_asked_is_not_asked_either() -> None:
    assert "in_months" not in asked(HANGING, {"months": 7})
    assert "in_months" in asked(HANGING, {"expires": "after", "months": 7})


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
        ("lottery", {}, "p.kind", "unknown_kind"),
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
