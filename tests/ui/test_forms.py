"""Forms made from Fields, and the controls they are made of."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from loyalty.shop import SHOP_FIELDS
from loyalty.words import Words
from tests.ui.fitting import settle
from tests.ui.screens import shown, texts
from ui.controls import ChoiceControl, ListControl, NumberControl, SwitchControl, TextControl
from ui.forms import FieldsForm

FIELDS = {field.name: field for field in SHOP_FIELDS}


def form(qtbot: QtBot, *names: str) -> FieldsForm:
    """A form of these fields of the shop."""
    return shown(qtbot, FieldsForm([FIELDS[name] for name in names], Words()))


def test_a_form_starts_with_the_defaults_and_gives_them_back(qtbot: QtBot) -> None:
    made = form(qtbot, *FIELDS)
    values = made.values()
    assert values is not None
    assert {name: tuple(v) if isinstance(v, list) else v for name, v in values.items()} == {
        name: field.default for name, field in FIELDS.items()
    }


def test_labels_and_helps_come_from_the_words(qtbot: QtBot) -> None:
    made = form(qtbot, "credit_days", "language")
    words = Words()
    expected = {words(f"settings.{name}{end}") for name in ("credit_days", "language") for end in ("", "_help")}
    assert expected <= texts(made)


@pytest.mark.parametrize(
    ("typed", "value"),
    [("12", 12), ("１２", 12), ("1,440", 1440), ("-3", -3), ("", ""), ("12a", "12a"), ("1.5", "1.5"), ("²", "²")],
)
def test_a_number_is_read_in_all_its_forms_and_anything_else_stays_text(
    qtbot: QtBot, typed: str, value: object
) -> None:
    control = NumberControl()
    qtbot.addWidget(control)
    control.setText(typed)
    assert control.value() == (2 if typed == "²" else value)


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("undo_minutes", "abc", ("settings.number_needed", {})),
        ("undo_minutes", "", ("settings.number_needed", {})),
        ("amount_max", "0", ("settings.number_too_small", {"limit": "1"})),
        ("amount_max", "1,000,000,000", ("settings.number_too_large", {"limit": "999,999,999"})),
        ("name", "名" * 61, ("settings.text_too_long", {"limit": "60"})),
    ],
)
def test_a_wrong_value_is_said_under_its_field_and_stays(
    qtbot: QtBot, name: str, typed: str, sentence: tuple[str, dict[str, str]]
) -> None:
    made = form(qtbot, name)
    control = made.rows[name].control
    assert isinstance(control, NumberControl | TextControl)
    control.setText(typed)
    assert made.values() is None
    settle()
    assert made.rows[name].error.text() == Words()(sentence[0], **sentence[1])
    assert made.rows[name].error.isVisible()
    assert not made.rows[name].hint.isVisible()
    assert control.text() == typed
    QTest.keyClick(control, Qt.Key.Key_End)
    control.setText("5")
    assert not made.rows[name].error.isVisible()


def test_a_list_has_one_text_a_line_and_must_not_be_empty(qtbot: QtBot) -> None:
    made = form(qtbot, "tenders")
    control = made.rows["tenders"].control
    assert isinstance(control, ListControl)
    control.setPlainText("現金\n\n 街口 \n")
    assert control.value() == ("現金", "街口")
    control.setPlainText("\n")
    assert made.values() is None
    assert made.rows["tenders"].error.text() == Words()("settings.text_needed")
    control.setPlainText("\n".join(f"{number}" for number in range(13)))
    assert made.values() is None
    assert made.rows["tenders"].error.text() == Words()("settings.list_too_long", limit=12)


def test_the_first_wrong_field_gets_the_focus(qtbot: QtBot) -> None:
    made = form(qtbot, "name", "undo_minutes", "credit_days")
    for name in ("undo_minutes", "credit_days"):
        made.rows[name].control.set_value("x")
    assert made.values() is None
    assert made.rows["undo_minutes"].control.hasFocus()


def test_a_choice_keeps_its_value_through_another_language_without_a_change(qtbot: QtBot) -> None:
    made = form(qtbot, "currency")
    control = made.rows["currency"].control
    assert isinstance(control, ChoiceControl)
    control.set_value("JPY")
    changes: list[bool] = []
    made.changed.connect(lambda: changes.append(True))
    made.relabel(Words("en"))
    assert control.value() == "JPY"
    assert control.currentText() == Words("en")("settings.currency_JPY")
    assert changes == []


def test_the_wheel_over_a_choice_scrolls_the_page_and_changes_nothing(qtbot: QtBot) -> None:
    made = form(qtbot, "currency")
    control = made.rows["currency"].control
    centre = QPointF(control.rect().center())
    event = QWheelEvent(
        centre,
        QPointF(control.mapToGlobal(centre.toPoint())),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    control.setFocus()
    QApplication.sendEvent(control, event)
    assert control.value() == "TWD"


def test_a_switch_is_turned_by_space_and_by_a_click(qtbot: QtBot) -> None:
    made = form(qtbot, "counts_free_item")
    control = made.rows["counts_free_item"].control
    assert isinstance(control, SwitchControl)
    QTest.keyClick(control, Qt.Key.Key_Space)
    assert control.value() is True
    QTest.mouseClick(control, Qt.MouseButton.LeftButton, pos=QPoint(20, control.height() // 2))
    assert control.value() is False


def test_a_text_that_is_listed_twice_counts_once(qtbot: QtBot) -> None:
    """Two buttons of one name are two ways to be paid, of which only the first gives change."""
    control = ListControl(4)
    qtbot.addWidget(control)
    control.setPlainText("現金\n信用卡\n 現金 \n")
    assert control.value() == ("現金", "信用卡")


def test_every_control_says_its_name_to_those_who_listen(qtbot: QtBot) -> None:
    made = form(qtbot, *FIELDS)
    assert [row.control.accessibleName() for row in made.rows.values()] == [
        Words()(field.label_key) for field in FIELDS.values()
    ]
