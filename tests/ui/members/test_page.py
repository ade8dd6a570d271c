"""A member's page: the form, the balances, the history, and the way back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from loyalty.words import Words
from tests.ui.fitting import cut_off, settle
from tests.ui.screens import NARROW, caught, click, press, shown, texts
from ui.controls import SwitchControl, TextControl
from ui.facts import MessageFacts
from ui.members.facts import Balance, HistoryLine, HistoryPage, MemberDraft, MemberFacts
from ui.members.view import MembersView

WANG = MemberFacts(
    7,
    "王",
    "王小美",
    "0912-345-678",
    ("堅果",),
    (),
    (Balance("集點卡", "7 / 10 章", "再 3 章送一杯"), Balance("點數", "12 點", "", "point")),
    MemberDraft("王小美", "0912-345-678", "3/5", "3 月 5 日", "少冰", "堅果", "靠窗", True, "6/1 同意", "zh_tw"),
    "全部 3 筆",
)
LI = MemberFacts(8, "李", "李大同", "", draft=MemberDraft("李大同"))


def page(qtbot: QtBot, facts: MemberFacts = WANG) -> MembersView:
    """The page of a member."""
    view = shown(qtbot, MembersView(Words()))
    view.show_member(facts)
    settle()
    return view


def name_of(view: MembersView) -> TextControl:
    """The box of the name."""
    control = view.page.form.rows["name"].control
    assert isinstance(control, TextControl)
    return control


def test_a_page_shows_who_and_what(qtbot: QtBot) -> None:
    seen = texts(page(qtbot))
    assert {"王小美", "7 / 10 章", "再 3 章送一杯", "12 點", "全部 3 筆", "3 月 5 日", "6/1 同意"} <= seen


@pytest.mark.parametrize(
    ("button", "signal"),
    [
        ("print_card", "card_print_wished"),
        ("print_stamp_card", "stamp_card_print_wished"),
        ("to_counter", "counter_wished"),
    ],
)
def test_each_button_wishes_for_this_member(qtbot: QtBot, button: str, signal: str) -> None:
    view = page(qtbot)
    wished = caught(getattr(view, signal))
    click(getattr(view.page, button))
    assert wished == [(7,)]


def test_escape_and_the_arrow_go_back_to_the_list(qtbot: QtBot) -> None:
    view = page(qtbot)
    closed = caught(view.member_closed)
    press(name_of(view), Qt.Key.Key_Escape)
    assert view.shown_member() is None
    view.show_member(WANG)
    settle()
    click(view.page.back)
    assert view.shown_member() is None
    assert len(closed) == 2


def test_saving_carries_every_field_as_typed(qtbot: QtBot) -> None:
    view = page(qtbot)
    saved = caught(view.save_wished)
    assert not view.page.form.save.isEnabled()
    name_of(view).setText("王美")
    consent = view.page.form.rows["consent"].control
    assert isinstance(consent, SwitchControl)
    QTest.keyClick(consent, Qt.Key.Key_Space)
    click(view.page.form.save)
    assert saved == [
        (
            {
                "member_id": 7,
                "name": "王美",
                "phone": "0912-345-678",
                "birthday": "3/5",
                "preferences": "少冰",
                "allergies": "堅果",
                "note": "靠窗",
                "consent": False,
                "language": "zh_tw",
            },
        )
    ]


def test_a_refused_save_says_why_under_the_field_and_keeps_what_was_typed(qtbot: QtBot) -> None:
    view = page(qtbot)
    name_of(view).setText("王美")
    click(view.page.form.save)
    view.show_field_error("phone", "電話看不懂")
    view.show_member(WANG)
    settle()
    assert name_of(view).text() == "王美"
    view.show_field_error("phone", "電話看不懂")
    settle()
    error = view.page.form.rows["phone"].error
    assert error.isVisible()
    assert error.text() == "電話看不懂"
    phone = view.page.form.rows["phone"].control
    assert isinstance(phone, TextControl)
    assert phone.hasFocus()
    QTest.keyClicks(phone, "1")
    assert not error.isVisible()


def test_a_save_that_was_taken_shows_how_it_was_written_down(qtbot: QtBot) -> None:
    view = page(qtbot)
    name_of(view).setText(" 王美 ")
    click(view.page.form.save)
    view.show_member(replace(WANG, name="王美", draft=replace(WANG.draft, name="王美")))
    settle()
    assert name_of(view).text() == "王美"
    assert not view.page.form.save.isEnabled()


def test_a_refresh_keeps_what_is_being_typed(qtbot: QtBot) -> None:
    view = page(qtbot)
    name_of(view).setText("王")
    view.show_member(replace(WANG, history_total="全部 4 筆"))
    settle()
    assert name_of(view).text() == "王"


def test_what_was_typed_is_there_again_after_looking_at_somebody_else(qtbot: QtBot) -> None:
    view = page(qtbot)
    name_of(view).setText("王小")
    press(name_of(view), Qt.Key.Key_Escape)
    view.show_member(LI)
    settle()
    assert name_of(view).text() == "李大同"
    assert not view.page.form.save.isEnabled()
    view.show_member(WANG)
    settle()
    assert name_of(view).text() == "王小"
    assert view.page.form.save.isEnabled()
    click(view.page.form.discard)
    assert name_of(view).text() == "王小美"


def test_a_typed_birthday_is_read_back_when_the_typing_pauses(qtbot: QtBot) -> None:
    view = page(qtbot)
    control = view.page.form.rows["birthday"].control
    assert isinstance(control, TextControl)
    control.clear()
    with qtbot.waitSignal(view.birthday_typed, timeout=2_000) as typed:
        QTest.keyClicks(control, "75/3/5")
    assert typed.args == ["75/3/5"]
    view.show_birthday_reading("1986 年 3 月 5 日")
    assert view.page.form.rows["birthday"].hint.text() == "1986 年 3 月 5 日"


def history(first: int, count: int, after: object, following: object, member_id: int = 7) -> HistoryPage:
    """Some lines."""
    lines = tuple(
        HistoryLine(str(n), "11/22", "10:42", f"第 {n} 筆", explanations=("蓋 1 章",))
        for n in range(first, first + count)
    )
    return HistoryPage(member_id, lines, after, following)


def test_the_history_loads_on_by_scrolling_and_each_page_is_asked_for_once(qtbot: QtBot) -> None:
    view = shown(qtbot, MembersView(Words()))
    wished = caught(view.history_page_wished)
    view.show_member(WANG)
    assert wished == [(7, None)]
    view.show_history(history(0, 30, None, "more"))
    settle()
    view.page.history.scrollToBottom()
    settle()
    assert wished == [(7, None), (7, "more")]
    view.show_history(history(30, 2, "more", None))
    view.page.history.scrollToBottom()
    settle()
    assert view.page.history.lines.rowCount() == 32
    assert len(wished) == 2


def test_a_history_page_of_somebody_else_or_of_another_place_is_dropped(qtbot: QtBot) -> None:
    view = page(qtbot)
    view.show_history(history(0, 3, None, None, member_id=9))
    view.show_history(history(0, 3, "elsewhere", None))
    assert view.page.history.lines.rowCount() == 0


def test_the_first_page_of_a_newer_question_replaces_the_history(qtbot: QtBot) -> None:
    view = page(qtbot)
    view.show_history(history(0, 3, None, None))
    view.show_history(history(0, 4, None, None))
    assert view.page.history.lines.rowCount() == 4


def test_a_long_explanation_makes_its_line_higher_instead_of_being_cut(qtbot: QtBot) -> None:
    view = page(qtbot)
    short = HistoryLine("a", "11/22", "10:42", "拿鐵", explanations=("蓋 1 章",))
    long = replace(short, operation_id="b", explanations=("蓋 1 章，" * 60,))
    view.show_history(HistoryPage(7, (short, long)))
    settle()
    heights = [view.page.history.sizeHintForIndex(view.page.history.lines.index(n)).height() for n in (0, 1)]
    assert heights[1] > heights[0] + 40


def test_a_message_stands_where_the_person_is(qtbot: QtBot) -> None:
    view = page(qtbot)
    wished = caught(view.message_action_wished)
    view.show_message(MessageFacts("存好了", "done", "復原", "undo"))
    settle()
    assert view.page.message.isVisible()
    click(view.page.message.action_button())
    assert wished == [("undo",)]


def test_every_label_speaks_english_when_told_and_typed_text_stays(qtbot: QtBot) -> None:
    view = page(qtbot)
    name_of(view).setText("王美")
    view.relabel(Words("en"))
    settle()
    english = Words("en")
    assert {english("members.save"), english("members.to_counter"), english("members.field_phone")} <= texts(view)
    assert name_of(view).text() == "王美"


@pytest.mark.parametrize("language", ["zh_tw", "en"])
def test_what_is_not_saved_yet_is_said_whole_in_a_small_window(qtbot: QtBot, language: str) -> None:
    view = MembersView(Words(language))
    shown(qtbot, view, NARROW)
    view.show_member(WANG)
    name_of(view).setText("王小明")
    settle()
    form = view.page.form
    assert Words(language)("members.unsaved") in texts(form)
    assert form.discard.isVisible()
    assert cut_off(form) == []
