from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from loyalty.words import Words
from tests.ui.fitting import cut_off, settle, small_targets, unnamed_buttons
from ui import theme
from ui.counter.view import CounterView
from ui.facts import MessageFacts, StatusFacts, StatusItem
from ui.main_window import MainWindow
from ui.widgets import message_bar

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> MainWindow:
    theme.apply_theme(qapp, dark=False)
    words = Words("zh_tw")
    made = MainWindow(words)
    qtbot.addWidget(made)
    made.add_screen("counter", "store", "common.nav_counter", CounterView(words))
    made.add_screen("members", "users", "common.nav_members", QWidget())
    made.add_screen("first_start", "", "", QWidget())
    made.show()
    return made


def test_the_navigation_shows_a_screen_and_tells(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.screen_shown) as told:
        qtbot.mouseClick(window.top_bar.entry("members"), LEFT)
    assert told.args == ["members"]
    assert window.current_screen() == "members"
    assert window.top_bar.entry("members").isChecked()
    assert not window.top_bar.entry("counter").isChecked()


def test_a_screen_without_a_label_stands_alone(window: MainWindow) -> None:
    window.show_screen("first_start")
    assert not window.top_bar.isVisible()
    window.show_screen("counter")
    assert window.top_bar.isVisible()


def test_an_unknown_screen_is_a_bug(window: MainWindow) -> None:
    with pytest.raises(KeyError):
        window.show_screen("reports")


def test_a_narrow_window_has_icons_and_the_search_at_the_top(window: MainWindow) -> None:
    counter = window.findChild(CounterView)
    window.resize(1024, 768)
    settle()
    assert window.top_bar.entry("members").text() == ""
    assert window.top_bar.entry("members").accessibleName() == "會員"
    assert window.top_bar.isAncestorOf(counter.find.search)
    assert counter.find.search.isVisible()
    window.show_screen("members")
    settle()
    assert not counter.find.search.isVisible()
    window.show_screen("counter")
    window.resize(1280, 800)
    settle()
    assert counter.isAncestorOf(counter.find.search)
    assert counter.find.search.isVisible()
    assert window.top_bar.entry("members").text() == "會員"


def test_the_window_speaks_the_other_language_while_it_runs(window: MainWindow) -> None:
    window.relabel(Words("en"))
    assert window.top_bar.entry("members").text() == "Members"
    assert window.findChild(CounterView).find.join_button.text() == Words("en")("counter.join")


def test_the_messages_button_is_a_wish(window: MainWindow, qtbot: QtBot) -> None:
    window.show_message(MessageFacts("林志豪 集 1 章，已列印", "done", "復原", "undo", "Ctrl+Z"))
    with qtbot.waitSignal(window.message_action_wished) as told:
        qtbot.mouseClick(window.bottom_bar.message.action_button(), LEFT)
    assert told.args == ["undo"]
    window.show_message(None)
    assert not window.bottom_bar.message.isVisible()


def shortly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seconds are milliseconds."""
    monkeypatch.setattr(message_bar, "GOOD_NEWS_MS", 8)
    monkeypatch.setattr(message_bar, "WITH_A_BUTTON_MS", 20)


@pytest.mark.parametrize(
    "facts", [MessageFacts("已儲存", "done"), MessageFacts("列印中"), MessageFacts("集 1 章", "done", "復原", "undo")]
)
def test_good_news_leaves_by_itself(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, facts: MessageFacts
) -> None:
    shortly(monkeypatch)
    window.show_message(facts)
    qtbot.waitUntil(lambda: window.bottom_bar.message.message() is None)


def test_trouble_stays_also_where_good_news_stood_before(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shortly(monkeypatch)
    bad = MessageFacts("磁碟已滿", "danger")
    window.show_message(MessageFacts("已儲存", "done"))
    window.show_message(bad)
    qtbot.wait(60)
    assert window.bottom_bar.message.message() == bad


def test_the_undo_that_has_the_focus_waits(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    shortly(monkeypatch)
    window.activateWindow()
    window.show_message(MessageFacts("集 1 章", "done", "復原", "undo"))
    window.bottom_bar.message.action_button().setFocus()
    qtbot.wait(60)
    assert window.bottom_bar.message.isVisible()
    window.findChild(CounterView).find.search.edit.setFocus()
    qtbot.waitUntil(lambda: not window.bottom_bar.message.isVisible())


def test_a_slip_in_trouble_takes_back_that_it_was_sent_but_not_the_undo(window: MainWindow) -> None:
    trouble = MessageFacts("沒有印出來", "danger", "重印", "retry")
    undo = MessageFacts("集 1 章", "done", "復原", "undo")
    window.show_message(undo)
    window.show_trouble(trouble)
    assert window.bottom_bar.message.message() == undo
    window.show_trouble(None)
    window.show_message(MessageFacts("已送出列印", "done"))
    window.show_trouble(trouble)
    assert window.bottom_bar.message.message() is None
    window.show_message(MessageFacts("已儲存", "done"))
    window.show_trouble(trouble)
    assert window.bottom_bar.message.message() is not None


@pytest.mark.parametrize("size", [(1280, 800), (1024, 768)])
def test_the_longest_message_can_be_read_whole(window: MainWindow, size: tuple[int, int]) -> None:
    window.resize(*size)
    item = StatusItem("出單機 192.168.100.200:9100 沒有回應", "danger")
    window.show_status(StatusFacts(StatusItem("掃描器就緒"), item, StatusItem("本機資料・離線可用")))
    sentence = "和出單機 192.168.100.200:9100 的連線中途斷了；請先看紙有沒有印完整，再決定要不要重印。"
    window.show_message(MessageFacts(sentence, "danger", "重印", "retry", "Ctrl+P"))
    settle()
    assert cut_off(window.bottom_bar) == []


def test_a_sheet_stands_in_front_and_closes_by_escape_button_and_click_beside(window: MainWindow, qtbot: QtBot) -> None:
    search = window.findChild(CounterView).find.search.edit
    search.setFocus()
    for how in ("escape", "button", "beside"):
        window.show_sheet(QLabel("收據"), "收據全長")
        settle()
        assert window.sheet_is_open()
        host = window._sheet
        if how == "escape":
            qtbot.keyClick(QApplication.focusWidget() or host, Qt.Key.Key_Escape)
        elif how == "button":
            qtbot.mouseClick(host._close, LEFT)
        else:
            qtbot.mouseClick(host, LEFT, pos=QPoint(3, 3))
        assert not window.sheet_is_open()
    window.close_sheet()


def test_a_second_sheet_replaces_the_first(window: MainWindow) -> None:
    window.show_sheet(QLabel("one"))
    window.show_sheet(QLabel("two"))
    settle()
    shown = [label.text() for label in window._sheet.findChildren(QLabel) if label.isVisible()]
    assert "two" in shown
    assert "one" not in shown


def test_every_button_of_the_bars_is_a_finger_wide_and_has_a_name(window: MainWindow) -> None:
    window.show_message(MessageFacts("已列印", "done", "復原", "undo", "Ctrl+Z"))
    for width in (1280, 1024):
        window.resize(width, 768)
        settle()
        assert small_targets(window.top_bar, 42) == []
        assert small_targets(window.bottom_bar) == []
        assert unnamed_buttons(window) == []


def test_what_nobody_waits_for_comes_after_the_message_with_its_undo(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.bottom_bar.LOOK_AGAIN_MS", 5)
    undo, news = MessageFacts("sold", "done", "undo", "undo"), MessageFacts("44 ended today", "info")
    window.show_message(undo)
    window.bottom_bar.show_when_free(news)
    qtbot.wait(30)
    assert window.bottom_bar.message.message() == undo
    window.show_message(None)
    qtbot.waitUntil(lambda: window.bottom_bar.message.message() == news)
    window.show_message(None)
    window.bottom_bar.show_when_free(news)
    assert window.bottom_bar.message.message() == news
