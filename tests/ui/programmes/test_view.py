"""The programmes' screen by click and by key: cards, gallery, draft, versions, files, and what is asked first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from loyalty.programs import KINDS
from loyalty.terms import malformed
from loyalty.words import Words
from tests.ui.fitting import settle
from tests.ui.screens import NARROW, WIDE, caught, click, press, shown, texts
from ui import gallery_samples_programmes as samples
from ui.controls import NumberControl
from ui.facts import MessageFacts
from ui.programmes.facts import EditorFacts, ExampleFacts, OfferChoice, ProgrammeDetail
from ui.programmes.view import ProgrammesView

CARD = next(kind for kind in KINDS if kind.name == "stamp_card")
TERMS = {"reward_title": "免費一杯", "stamps_needed": 10}
FACTS = EditorFacts(
    "card.2", "編輯方案", (), "咖啡護照", CARD.fields, TERMS, "發布後成為新的一版。", date(2026, 11, 22)
)


@pytest.fixture
def view(qtbot: QtBot) -> ProgrammesView:
    """A shop with three programmes, one of them opened."""
    return shown(qtbot, samples.programmes(Words()))


def draft(view: ProgrammesView, facts: EditorFacts = FACTS) -> None:
    """Put a draft in front."""
    view.show_editor(facts)
    settle()


def number(view: ProgrammesView, name: str) -> NumberControl:
    """A number of the draft."""
    control = view.editor.form.rows[name].control
    assert isinstance(control, NumberControl)
    return control


def test_a_card_is_opened_by_click_and_by_space(view: ProgrammesView) -> None:
    opened = caught(view.opened)
    click(view.list.cards["points"])
    press(view.list.cards["long"], Qt.Key.Key_Space)
    assert opened == [("points",), ("long",)]


def test_enter_of_a_scanner_opens_and_adds_nothing(view: ProgrammesView) -> None:
    opened, added = caught(view.opened), caught(view.add_wished)
    for widget in (view.list.cards["points"], view.add):
        press(widget, Qt.Key.Key_Return)
    assert (opened, added) == ([], [])


def test_what_can_be_done_with_a_programme_is_wished_for(view: ProgrammesView) -> None:
    detail = view.detail
    wishes = [caught(wish) for wish in (detail.edit_wished, detail.duplicate_wished, detail.stop_wished)]
    for button in (detail.edit, detail.duplicate, detail.stop):
        click(button)
    assert wishes == [[("card",)], [("card",)], [("card", True)]]


def test_a_stopped_programme_can_be_started_again(view: ProgrammesView) -> None:
    facts = view.detail.facts
    assert isinstance(facts, ProgrammeDetail)
    view.show_detail(replace(facts, stopped=True))
    assert view.detail.stop.text() == Words()("programmes_screen.start_again")
    wished = caught(view.detail.stop_wished)
    click(view.detail.stop)
    assert wished == [("card", False)]


def test_a_version_is_opened_and_used_again(view: ProgrammesView) -> None:
    opened, reused = caught(view.detail.version_opened), caught(view.detail.reuse_wished)
    click(view.detail.versions[4].open)
    click(view.detail.versions[4].reuse)
    assert (opened, reused) == ([("card", 4)], [("card", 4)])
    assert not view.detail.versions[3].reuse.isVisible()


def test_a_card_of_the_gallery_is_chosen_and_escape_goes_back(view: ProgrammesView) -> None:
    view.show_gallery(samples._GROUPS)
    settle()
    chosen, left = caught(view.start_chosen), caught(view.draft_left)
    first = view.gallery.first_card()
    assert first.hasFocus()
    press(first, Qt.Key.Key_Space)
    press(first, Qt.Key.Key_Escape)
    assert (chosen, left) == ([("a",)], [()])


def test_a_draft_tells_every_key_and_is_published_by_its_button_or_ctrl_s(view: ProgrammesView) -> None:
    draft(view)
    typed, published = caught(view.draft_changed), caught(view.publish_wished)
    number(view, "stamps_needed").setText("8")
    assert typed[-1][0]["terms"]["stamps_needed"] == 8  # type: ignore[index]
    click(view.editor.publish)
    press(number(view, "stamps_needed"), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert len(published) == 2
    wished = published[0][0]
    assert isinstance(wished, dict)
    assert (wished["name"], wished["from_day"], wished["terms"]["stamps_needed"]) == ("咖啡護照", "", 8)


@pytest.mark.parametrize(
    ("field", "text"), [("name", ""), ("stamps_needed", "x"), ("stamps_needed", "0"), ("from_day", "soon")]
)
def test_nothing_wrong_is_published_and_what_is_wrong_has_the_focus(
    view: ProgrammesView, field: str, text: str
) -> None:
    draft(view)
    form = {"name": view.editor.name, "from_day": view.editor.day}.get(field, view.editor.form)
    form.rows[field].control.set_value(text)
    published = caught(view.publish_wished)
    click(view.editor.publish)
    assert published == []
    assert form.rows[field].error.isVisible()
    assert form.rows[field].control.hasFocus()


def test_a_fault_that_only_the_desk_sees_is_shown_at_its_place(view: ProgrammesView) -> None:
    draft(view)
    view.editor.show_fault("terms.starting_stamps", malformed("terms.starting_stamps", "start_exceeds_card"))
    assert Words()("refusal.detail_start_exceeds_card") in texts(view)
    view.editor.show_fault("from_day", malformed("from_day", "day_is_past"))
    assert Words()("refusal.detail_day_is_past") in texts(view)
    view.editor.show_fault("name", malformed("name", "empty"))
    assert view.editor.name.rows["name"].control.hasFocus()


def test_an_old_version_is_only_looked_at(view: ProgrammesView) -> None:
    draft(view, replace(FACTS, read_only=True))
    reused = caught(view.editor.reuse_wished)
    assert not number(view, "stamps_needed").isEnabled()
    assert not view.editor.publish.isVisible()
    click(view.editor.reuse)
    assert reused == [()]
    assert not view.editor.is_changed()


def test_escape_leaves_an_unchanged_draft_and_asks_about_a_changed_one(view: ProgrammesView) -> None:
    draft(view)
    left = caught(view.draft_left)
    press(number(view, "stamps_needed"), Qt.Key.Key_Escape)
    assert left == [()]
    draft(view)
    number(view, "stamps_needed").setText("8")
    press(number(view, "stamps_needed"), Qt.Key.Key_Escape)
    assert left == [()]
    assert Words()("programmes_screen.unpublished") in texts(view)
    click(view.message.action_button())
    assert number(view, "stamps_needed").text() == "8"


@pytest.mark.parametrize("way", ["card", "add", "import"])
def test_every_way_out_of_a_changed_draft_asks_first(view: ProgrammesView, way: str) -> None:
    draft(view)
    number(view, "stamps_needed").setText("8")
    wished = caught({"card": view.opened, "add": view.add_wished, "import": view.import_wished}[way])
    click({"card": view.list.cards["points"], "add": view.add, "import": view.import_button}[way])
    assert wished == []
    assert view.findChildren(QFileDialog) == []
    if way != "import":
        click(view.message.other_button())
        assert len(wished) == 1


def test_a_new_draft_asks_even_before_anything_was_typed(view: ProgrammesView) -> None:
    draft(view, replace(FACTS, is_new=True))
    click(view.editor.close_button)
    assert view.message.message() is not None


def test_another_message_ends_the_question(view: ProgrammesView) -> None:
    draft(view)
    number(view, "stamps_needed").setText("8")
    left = caught(view.draft_left)
    click(view.editor.close_button)
    view.show_message(MessageFacts("別的事", "info", "好", "fine"))
    answered = caught(view.message_action_wished)
    click(view.message.action_button())
    assert (left, answered) == ([], [("fine",)])


def test_the_example_is_told_with_every_key_and_every_reward(view: ProgrammesView) -> None:
    draft(view)
    view.preview.show_example(ExampleFacts("應收 NT$ 300", (), (OfferChoice("card:full", "免費一杯", False),)))
    settle()
    told = caught(view.example_changed)
    view.preview.example.rows["example_amount"].control.set_value(80)
    click(view.preview.offers.buttons["card:full"])
    values = told[-1][0]
    assert isinstance(values, dict)
    assert (values["example_amount"], values["rewards"]) == (80, ("card:full",))
    draft(view)
    assert view.preview.values()["rewards"] == ()


def test_what_would_be_used_can_be_declined_and_plans_can_be_bought(view: ProgrammesView) -> None:
    draft(view)
    offers = (OfferChoice("day", "週五 9 折", True),)
    view.preview.show_example(ExampleFacts("應收 NT$ 270", (), offers, (OfferChoice("top", "儲值 NT$ 2,000", False),)))
    settle()
    told = caught(view.example_changed)
    click(view.preview.offers.buttons["day"])
    click(view.preview.plans.buttons["top"])
    values = told[-1][0]
    assert isinstance(values, dict)
    assert (values["rewards"], values["declined"], values["plans"]) == ((), ("day",), ("top",))
    click(view.preview.offers.buttons["day"])
    assert view.preview.values()["declined"] == ()


def test_a_reward_that_is_gone_is_no_longer_used(view: ProgrammesView) -> None:
    draft(view)
    view.preview.show_example(ExampleFacts("", (), (OfferChoice("a", "A", False), OfferChoice("b", "B", False))))
    settle()
    click(view.preview.offers.buttons["a"])
    view.preview.show_example(ExampleFacts("", (), (OfferChoice("b", "B", False),)))
    assert view.preview.values()["rewards"] == ()


def test_a_file_is_confirmed_or_dropped(view: ProgrammesView) -> None:
    confirmed, dropped = caught(view.import_confirmed), caught(view.import_dropped)
    view.show_file_preview(samples._FILE)
    settle()
    click(view.file_panel.confirm)
    press(view.file_panel.confirm, Qt.Key.Key_Escape)
    assert (confirmed, dropped) == ([()], [()])
    view.show_file_preview(replace(samples._FILE, new=(), changed=()))
    assert view.file_panel.confirm.isHidden()
    assert Words()("programmes_screen.file_nothing") in texts(view)


def test_files_are_chosen_in_the_systems_window(view: ProgrammesView, monkeypatch: pytest.MonkeyPatch) -> None:
    # The window itself is the system's; offscreen there is none to show.
    opened: list[QFileDialog] = []
    monkeypatch.setattr(QFileDialog, "open", lambda dialog: opened.append(dialog))
    exported, imported = caught(view.export_wished), caught(view.import_wished)
    for button in (view.export_button, view.detail.export, view.import_button):
        click(button)
        opened[-1].fileSelected.emit("/x/方案.json")
    assert exported == [("/x/方案.json", ""), ("/x/方案.json", "card")]
    assert imported == [("/x/方案.json",)]
    assert [dialog.defaultSuffix() for dialog in opened] == ["json", "json", ""]


def test_a_name_that_is_a_path_becomes_the_name_of_a_file(
    view: ProgrammesView, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QFileDialog] = []
    monkeypatch.setattr(QFileDialog, "open", lambda dialog: opened.append(dialog))
    view.show_programmes((replace(samples._CARD, name="咖啡/茶\\卡"),))
    click(view.detail.export)
    assert Path(opened[0].selectedFiles()[0]).name == "咖啡 茶 卡.json"


@pytest.mark.parametrize(("size", "list_is_there"), [(WIDE, True), (NARROW, False)])
def test_a_draft_takes_the_lists_room_where_it_is_tight(
    qtbot: QtBot, size: tuple[int, int], list_is_there: bool
) -> None:
    view = shown(qtbot, samples.draft(Words()), size)
    assert view.list.isVisible() is list_is_there
    assert view.preview.isVisible()
    view.show_detail(samples._DETAIL)
    settle()
    assert view.list.isVisible()
    assert not view.preview.isVisible()


def test_one_filled_button_a_screen(view: ProgrammesView) -> None:
    assert view.add.property("kind") == "primary"
    draft(view)
    assert view.add.property("kind") == "quiet"
    view.show_detail(samples._DETAIL)
    assert view.add.property("kind") == "primary"


def test_the_focus_stays_on_its_card_when_the_list_comes_anew(view: ProgrammesView) -> None:
    view.list.cards["points"].setFocus()
    view.show_programmes(samples._CARDS)
    settle()
    assert view.list.cards["points"].hasFocus()
    assert view.list.cards["card"].isChecked()


def test_another_language_keeps_what_is_typed(view: ProgrammesView) -> None:
    draft(view)
    number(view, "stamps_needed").setText("8")
    view.relabel(Words("en"))
    settle()
    assert number(view, "stamps_needed").text() == "8"
    assert {Words("en")("programmes_screen.publish"), Words("en")("programme.stamps_needed")} <= texts(view)
