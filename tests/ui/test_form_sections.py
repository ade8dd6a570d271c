"""Forms ask only what is asked: sections fold, fields hang on others, rows are forms, faults have their place."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from loyalty.programs import KINDS
from loyalty.refusals import Refusal
from loyalty.terms import Field, FieldKind, faults, malformed, validate
from loyalty.words import Words
from tests.ui.fitting import settle
from tests.ui.screens import caught, click, shown, texts
from ui.controls import ChoiceControl, DayControl, NumberControl, SwitchControl, TextControl, TimeControl
from ui.forms import FieldsForm
from ui.picking import ChipsControl, PickControl, SuggestControl
from ui.rows import RowsControl

# Labels are borrowed from fields that have words.
NOUN = "programme"
PARTS = (
    Field("id", FieldKind.TEXT, "", maximum=30, required=True, noun=NOUN),
    Field("title", FieldKind.TEXT, "", maximum=5, required=True, noun=NOUN),
    Field("price", FieldKind.WHOLE_NUMBER, 10, minimum=1, noun=NOUN),
)
FIELDS = (
    Field("amount_step", FieldKind.AMOUNT, 100, minimum=1, noun=NOUN, section="earning"),
    Field("carry", FieldKind.YES_NO, False, noun=NOUN, section="earning"),
    Field("money_off", FieldKind.AMOUNT, 0, noun=NOUN, section="rewards", when=("carry", (True,))),
    Field("rewards", FieldKind.ROWS, (), maximum=3, parts=PARTS, noun=NOUN, section="rewards"),
    Field("category", FieldKind.TEXT, "", noun=NOUN, section="conditions", suggest="categories"),
)


def form(qtbot: QtBot, *fields: Field, **options: object) -> FieldsForm:
    """A form of these fields."""
    return shown(qtbot, FieldsForm(fields or FIELDS, Words(), **options))  # type: ignore[arg-type]


def rows_of(made: FieldsForm) -> RowsControl:
    """The control of the rows."""
    control = made.rows["rewards"].control
    assert isinstance(control, RowsControl)
    return control


def part(made: FieldsForm, row: int, name: str) -> TextControl | NumberControl:
    """A control within a row."""
    control = rows_of(made).rows[row].form.rows[name].control
    assert isinstance(control, TextControl | NumberControl)
    return control


def test_fields_stand_under_the_headings_of_their_sections(qtbot: QtBot) -> None:
    made = form(qtbot)
    words = Words()
    assert {words(f"programme.section_{name}") for name in ("earning", "rewards", "conditions")} <= texts(made)


def test_a_section_at_its_defaults_is_folded_and_unfolds_by_its_heading(qtbot: QtBot) -> None:
    made = form(qtbot)
    assert [section.body.isVisible() for section in made.sections.values()] == [True, False, False]
    click(made.sections["conditions"].head)
    assert made.rows["category"].isVisible()
    click(made.sections["conditions"].head)
    assert not made.rows["category"].isVisible()


def test_a_section_in_which_something_is_set_or_missing_is_open(qtbot: QtBot) -> None:
    made = form(qtbot)
    made.set_values({"category": "飲料"})
    assert made.sections["conditions"].body.isVisible()
    missing = Field("reward_title", FieldKind.TEXT, "", required=True, noun=NOUN, section="rewards")
    made = form(qtbot, FIELDS[0], missing)
    assert made.sections["rewards"].body.isVisible()


def test_a_field_is_shown_while_it_is_asked_and_keeps_what_was_typed(qtbot: QtBot) -> None:
    made = form(qtbot)
    made.sections["rewards"].fold(False)
    assert not made.rows["money_off"].isVisible()
    made.rows["carry"].control.set_value(True)
    settle()
    assert made.rows["money_off"].isVisible()
    made.rows["money_off"].control.set_value(50)
    made.rows["carry"].control.set_value(False)
    made.rows["carry"].control.set_value(True)
    assert made.typed()["money_off"] == 50


def test_what_is_not_asked_is_no_fault(qtbot: QtBot) -> None:
    made = form(qtbot)
    made.rows["money_off"].control.set_value("x")
    values = made.values()
    assert values is not None
    assert values["money_off"] == 0


def test_each_wrong_field_says_why_also_within_rows_and_nothing_typed_is_lost(qtbot: QtBot) -> None:
    made = form(qtbot)
    made.set_values({"amount_step": 0, "rewards": [{"id": "a", "title": ""}, {"id": "b", "title": "abcdef"}]})
    assert made.values() is None
    settle()
    words = Words()
    assert made.rows["amount_step"].error.text() == words("settings.number_too_small", limit="1")
    inner = [row.form.rows["title"].error.text() for row in rows_of(made).rows]
    assert inner == [words("settings.text_needed"), words("settings.text_too_long", limit="5")]
    assert part(made, 1, "title").text() == "abcdef"
    assert made.rows["amount_step"].control.hasFocus()


def test_a_fault_opens_the_section_that_hides_it(qtbot: QtBot) -> None:
    made = form(qtbot)
    made.show_fault("category", malformed("category", "not_text"))
    assert made.rows["category"].error.isVisible()


def test_a_fault_of_what_makes_a_row_known_is_said_at_the_list(qtbot: QtBot) -> None:
    made = form(qtbot)
    made.set_values({"rewards": [{"id": "a", "title": "x"}]})
    made.show_fault("rewards[0].id", malformed("rewards[0].id", "used_twice"))
    assert made.rows["rewards"].error.text() == Words()("refusal.detail_used_twice")


def test_rows_are_added_moved_and_taken_away(qtbot: QtBot) -> None:
    made = form(qtbot, row_prefix="points")
    made.set_values({"rewards": [{"id": "coffee", "title": "咖啡", "price": 5}]})
    changed = caught(made.changed)
    click(rows_of(made).add)
    part(made, 1, "title").setText("蛋糕")
    click(rows_of(made).rows[1].up)
    assert [(row["id"], row["title"]) for row in made.typed()["rewards"]] == [  # type: ignore[attr-defined]
        ("蛋糕", "蛋糕"),
        ("coffee", "咖啡"),
    ]
    click(rows_of(made).rows[1].remove)
    assert made.typed()["rewards"] == ({"id": "蛋糕", "title": "蛋糕", "price": 10},)
    assert changed


def test_a_new_row_is_known_by_the_name_it_was_given_first(qtbot: QtBot) -> None:
    made = form(qtbot, row_prefix="p")
    made.set_values({"rewards": [{"id": "gold", "title": "金卡"}]})
    for title in ("銀卡", "銀卡", ""):
        rows_of(made).add_row()
        part(made, len(rows_of(made).rows) - 1, "title").setText(title)
    part(made, 0, "title").setText("白金卡")
    ids = [row["id"] for row in made.typed()["rewards"]]  # type: ignore[attr-defined]
    assert ids == ["gold", "銀卡", "銀卡 2", "p-rewards-1"]


def test_a_new_row_has_the_focus_in_its_first_field(qtbot: QtBot) -> None:
    made = form(qtbot)
    made.sections["rewards"].fold(False)
    click(rows_of(made).add)
    assert part(made, 0, "title").hasFocus()


def test_a_live_form_says_soon_what_was_typed_wrong_and_blames_nothing_else(qtbot: QtBot) -> None:
    required = Field("reward_title", FieldKind.TEXT, "", required=True, noun=NOUN)
    made = form(qtbot, FIELDS[0], required, live=True)
    control = made.rows["amount_step"].control
    assert isinstance(control, NumberControl)
    control.setText("abc")
    qtbot.waitUntil(lambda: bool(made.rows["amount_step"].error.text()), timeout=3_000)
    assert not made.rows["reward_title"].error.text()


def test_labels_of_rows_and_chips_speak_the_other_language(qtbot: QtBot) -> None:
    made = form(qtbot)
    made.set_values({"rewards": [{"id": "a", "title": "x"}]})
    made.relabel(Words("en"))
    assert {Words("en")("programme.title"), Words("en")("common.row_add")} <= texts(made)
    assert part(made, 0, "title").text() == "x"


@pytest.mark.parametrize("kind", FieldKind)
def test_every_kind_of_field_has_a_control_that_gives_its_default_back(qtbot: QtBot, kind: FieldKind) -> None:
    controls = {
        FieldKind.CHOICE: (ChoiceControl, "item"),
        FieldKind.CHOICES: (ChipsControl, ("item", "visit")),
        FieldKind.YES_NO: (SwitchControl, True),
        FieldKind.DAY: (DayControl, "2026-03-01"),
        FieldKind.TIME: (TimeControl, "09:30"),
        FieldKind.PERCENT: (NumberControl, 20),
        FieldKind.TEXTS: (PickControl, ("a", "b")),
        FieldKind.TEXT: (SuggestControl, "a"),
        FieldKind.ROWS: (RowsControl, ({"id": "a", "title": "x", "price": 10},)),
    }
    control, default = controls.get(kind, (NumberControl, 3))
    field = Field("earn_by", kind, default, choices=("item", "visit", "amount"), parts=PARTS, noun=NOUN, suggest="tags")
    made = form(qtbot, field)
    assert isinstance(made.rows["earn_by"].control, control)
    assert made.typed()["earn_by"] == default
    assert not isinstance(validate((field,), made.typed(), ""), Refusal)


@pytest.mark.parametrize("language", ["zh_tw", "en"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_of_programme_makes_a_form_that_gives_its_defaults_back(
    qtbot: QtBot, kind: object, language: str
) -> None:
    fields = kind.fields  # type: ignore[attr-defined]
    made = shown(qtbot, FieldsForm(fields, Words(language), dense=True))
    for section in made.sections.values():
        section.fold(False)
    settle()
    typed = made.typed()
    for field in fields:
        expected = tuple(field.default) if isinstance(field.default, list | tuple) else field.default
        assert typed[field.name] == expected, field.name
    made.show_faults(faults(fields, typed, ""))
