from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from loyalty.words import Words
from tests.ui.fitting import settle, shown
from ui import theme
from ui.counter.facts import (
    BannerFacts,
    JoinFacts,
    MatchRow,
    MessageFacts,
    ParkedChip,
    ProductButton,
    RecentChip,
    SaleFacts,
    SaleLine,
    TenderFacts,
)
from ui.counter.view import CounterView
from ui.gallery_counter import MEMBER, sale
from ui.widgets.paper_view import PaperView

LEFT = Qt.MouseButton.LeftButton
ROWS = (
    MatchRow(11, "王小美", "王", "0912-***-678", ((0, 4),), (), 7, 10),
    MatchRow(2**62, "林志豪", "林", "0912-***-228", ((0, 4),), (), 2, 10),
)


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication) -> CounterView:
    theme.apply_theme(qapp, dark=False)
    made = CounterView(Words("zh_tw"))
    made.show_member(replace(MEMBER, banner=BannerFacts("cake", "本月壽星", "", "送出生日禮", "gift")))
    made.show_products([ProductButton("latte", "拿鐵", "NT$ 95", "咖啡"), ProductButton("bag", "提袋", "NT$ 2")])
    made.show_sale(replace(sale(), lines=(SaleLine(4, "拿鐵", 2, "NT$ 190"),)))
    made.show_parked([ParkedChip("parked-1", "陳怡君")])
    made.show_recent([RecentChip(77, "張雅婷")])
    shown(qtbot, made, (1280, 690))
    settle()
    return made


def _button(place: QWidget, text: str) -> QPushButton:
    return next(button for button in place.findChildren(QPushButton) if button.text() == text)


def _reward(view: CounterView, number: int) -> QWidget:
    return view.sale.rewards.buttons[number]


def _lines(view: CounterView) -> QWidget:
    return view.sale.lines.rows[0]


def _mode(view: CounterView, name: str) -> QWidget:
    return view.sale.amount.mode.button(name)


CLICKS: list[tuple[str, Callable[[CounterView], QWidget], list[object]]] = [
    ("bearer_card_wished", lambda view: view.find.bearer_button, []),
    ("join_wished", lambda view: view.find.join_button, [""]),
    ("undo_wished", lambda view: view.find.undo_button, []),
    ("print_again_wished", lambda view: view.find.again_button, []),
    ("unpark_wished", lambda view: _button(view.find.parked, "陳怡君"), ["parked-1"]),
    ("recent_wished", lambda view: _button(view.find.recent, "張雅婷"), [77]),
    ("member_cleared", lambda view: view.member.head.clear_button, []),
    ("edit_member_wished", lambda view: view.member.head.edit_button, []),
    ("card_wished", lambda view: view.member.head.card_button, []),
    ("history_wished", lambda view: view.member.history_button, []),
    ("banner_wished", lambda view: view.member.banner.button, ["gift"]),
    ("digit_wished", lambda view: view.sale.keypad.keys["00"], ["00"]),
    ("backspace_wished", lambda view: view.sale.keypad.erase, []),
    ("stamps_wished", lambda view: view.sale.rewards.stepper.more, [1]),
    ("stamps_wished", lambda view: view.sale.rewards.stepper.less, [-1]),
    ("reward_wished", lambda view: _reward(view, 0), ["a"]),
    ("reward_wished", lambda view: _reward(view, 1), ["b"]),
    ("line_removed", lambda view: _lines(view).remove, [4]),
    ("line_quantity_wished", lambda view: _lines(view).more, [4, 3]),
    ("line_quantity_wished", lambda view: _lines(view).fewer, [4, 1]),
    ("tender_wished", lambda view: view.sale.tender.tenders.button("card"), ["card"]),
    ("tendering_wished", lambda view: view.sale.tender.received, [True]),
    ("park_wished", lambda view: view.sale.amount.park_button, []),
    ("finish_wished", lambda view: view.sale.primary, []),
]


@pytest.mark.parametrize(("signal", "target", "told"), CLICKS, ids=[f"{n}-{row[0]}" for n, row in enumerate(CLICKS)])
def test_a_click_becomes_a_wish(
    view: CounterView, qtbot: QtBot, signal: str, target: Callable[[CounterView], QWidget], told: list[object]
) -> None:
    widget = target(view)
    assert widget.isVisible(), "it must be in sight to be clicked"
    with qtbot.waitSignal(getattr(view, signal), timeout=1000) as emitted:
        qtbot.mouseClick(widget, LEFT)
    assert list(emitted.args) == told


def test_a_product_is_wished_by_its_key(view: CounterView, qtbot: QtBot) -> None:
    qtbot.mouseClick(_mode(view, "products"), LEFT)
    settle()
    assert [key.text() for key in view.sale.pad.keys] == ["拿鐵", "提袋"]
    with qtbot.waitSignal(view.product_wished) as emitted:
        qtbot.mouseClick(view.sale.pad.keys[0], LEFT)
    assert emitted.args == ["latte"]
    assert not view.sale.keypad.isVisible()


def test_the_preview_opens_by_a_click(view: CounterView, qtbot: QtBot) -> None:
    qtbot.mouseClick(view.sale.below_switch.button("preview"), LEFT)
    settle()
    assert isinstance(view.sale.preview, PaperView)
    with qtbot.waitSignal(view.preview_opened):
        qtbot.mouseClick(view.sale.preview.viewport(), LEFT, pos=QPoint(60, 30))


def test_holding_the_erase_key_clears_the_amount(view: CounterView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.amount_cleared, timeout=3000):
        qtbot.mousePress(view.sale.keypad.erase, LEFT)
    qtbot.mouseRelease(view.sale.keypad.erase, LEFT)


def test_a_note_in_place_has_its_way_out(view: CounterView, qtbot: QtBot) -> None:
    view.show_note(MessageFacts("這張卡不是本店的卡。", "warn", "知道了", "dismiss"))
    with qtbot.waitSignal(view.note_action_wished) as emitted:
        qtbot.mouseClick(view.message.action_button(), LEFT)
    assert emitted.args == ["dismiss"]
    view.show_note(None)
    assert not view.message.isVisible()


def test_every_typed_key_searches_and_enter_takes_the_best(view: CounterView, qtbot: QtBot) -> None:
    typed: list[str] = []
    view.search_changed.connect(typed.append)
    qtbot.keyClicks(view.find.search.edit, "091")
    assert typed == ["0", "09", "091"]
    view.show_matches(ROWS, "2 位符合", "091")
    with qtbot.waitSignal(view.match_chosen) as emitted:
        qtbot.keyClick(view.find.search.edit, Qt.Key.Key_Return)
    assert emitted.args == [11]


def test_the_arrows_choose_and_a_63_bit_id_comes_back_whole(view: CounterView, qtbot: QtBot) -> None:
    view.find.search.set_text_quietly("0912")
    view.show_matches(ROWS, "2 位符合", "0912")
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down):
        qtbot.keyClick(view.find.search.edit, key)
    with qtbot.waitSignal(view.match_chosen) as emitted:
        qtbot.keyClick(view.find.search.edit, Qt.Key.Key_Return)
    assert emitted.args == [2**62]


def test_a_row_is_taken_by_a_click(view: CounterView, qtbot: QtBot) -> None:
    view.show_matches(ROWS, "2 位符合", "0912")
    settle()
    with qtbot.waitSignal(view.match_chosen) as emitted:
        qtbot.mouseClick(view.find.matches.viewport(), LEFT, pos=QPoint(60, 90))
    assert emitted.args == [2**62]


def test_enter_never_takes_somebody_who_answers_an_older_text(view: CounterView, qtbot: QtBot) -> None:
    view.show_matches(ROWS, "2 位符合", "091")
    chosen: list[object] = []
    view.match_chosen.connect(chosen.append)
    qtbot.keyClicks(view.find.search.edit, "0933710228")
    with qtbot.waitSignal(view.search_submitted) as emitted:
        qtbot.keyClick(view.find.search.edit, Qt.Key.Key_Return)
    assert emitted.args == ["0933710228"]
    assert chosen == []


def test_a_phone_that_nobody_has_can_be_joined(view: CounterView, qtbot: QtBot) -> None:
    view.find.search.set_text_quietly("0955120664")
    view.show_matches((), "", "0955120664")
    view.show_join(JoinFacts("0955-120-664", "這支電話還沒有會員"))
    settle()
    with qtbot.waitSignal(view.join_wished) as emitted:
        qtbot.mouseClick(view.find._join_card.button, LEFT)
    assert emitted.args == ["0955120664"]
    view.show_join(None)
    assert not view.find._join_card.isVisible()


def test_clearing_the_search_is_silent(view: CounterView) -> None:
    view.find.search.set_text_quietly("王")
    view.show_matches(ROWS, "2 位符合", "王")
    told: list[str] = []
    view.search_changed.connect(told.append)
    view.clear_search()
    assert told == []
    assert view.search_text() == ""
    assert view.find.matches.count() == 0


def test_the_focus_comes_to_the_search_with_everything_selected(view: CounterView) -> None:
    view.find.search.set_text_quietly("0912")
    view.activateWindow()
    view.focus_search()
    assert view.find.search.edit.selectedText() == "0912"


def test_a_reward_that_cannot_be_used_says_why_and_is_not_pressed(view: CounterView, qtbot: QtBot) -> None:
    button = view.sale.rewards.buttons[2]
    told: list[str] = []
    view.reward_wished.connect(told.append)
    qtbot.mouseClick(button, LEFT)
    assert told == []
    assert button.isVisible()
    assert "再 260 點" in button.accessibleName()


def test_a_refused_sale_says_why_beside_the_closed_button(view: CounterView, qtbot: QtBot) -> None:
    view.show_sale(replace(sale(), refusal="實收少了 NT$ 88。", primary_enabled=False))
    told: list[bool] = []
    view.finish_wished.connect(lambda: told.append(True))
    qtbot.mouseClick(view.sale.primary, LEFT)
    assert told == []
    refusals = [label for label in view.sale.findChildren(QLabel) if label.text() == "實收少了 NT$ 88。"]
    assert refusals[0].isVisible()


def test_while_cash_is_typed_the_amount_box_shows_it_with_the_change(view: CounterView) -> None:
    tender = TenderFacts((("cash", "現金"),), "cash", True, "500", "NT$ 212", True)
    view.show_sale(replace(sale(), tender=tender))
    assert view.sale.amount.amount.text() == "500"
    assert view.sale.keypad.isVisible()
    assert "NT$ 212" in view.sale.tender.received.text()
    view.show_sale(sale())
    assert view.sale.amount.amount.text() == "320"


def test_a_shop_without_products_has_no_switch(view: CounterView) -> None:
    assert view.sale.amount.mode.isVisible()
    view.show_products([])
    assert not view.sale.amount.mode.isVisible()
    assert view.sale.keypad.isVisible()


def test_without_a_member_the_middle_says_what_to_do(view: CounterView) -> None:
    view.show_member(None)
    assert view.member.empty.isVisible()
    view.show_member(MEMBER)
    assert not view.member.empty.isVisible()
    assert view.member.head.name.full_text() == "王小美"


def test_while_narrow_who_was_found_stands_in_the_members_place(view: CounterView) -> None:
    view.set_narrow(True)
    assert view.member.isVisible()
    view.find.search.set_text_quietly("0912")
    view.show_matches(ROWS, "2 位符合", "0912")
    assert view.find.isVisible()
    assert not view.member.isVisible()
    view.clear_search()
    assert view.member.isVisible()
    view.set_narrow(False)
    assert view.member.isVisible()
    assert view.find.isVisible()


def test_the_sale_shows_nothing_of_the_one_before(view: CounterView) -> None:
    view.show_sale(SaleFacts())
    assert view.sale.amount.amount.text() == "0"
    assert not view.sale.rewards.stepper.isVisible()
    assert not any(button.isVisible() for button in view.sale.rewards.buttons)
    assert not view.sale.tender.isVisible()
    assert view.sale.preview.picture() is None


def _words_shown(view: CounterView) -> set[str]:
    texts = {part.text() for kind in (QLabel, QPushButton) for part in view.findChildren(kind) if part.text()}
    names = {part.accessibleName() for part in view.findChildren(QPushButton)}
    return texts | names | {view.find.search.edit.placeholderText()}


def test_every_word_of_its_own_changes_with_the_language(view: CounterView) -> None:
    view.show_member(None)
    zh_tw, en = Words("zh_tw"), Words("en")
    own = {zh_tw(key) for key in ("counter.join", "counter.preview", "counter.erase", "counter.nobody_title")}
    assert own <= _words_shown(view)
    view.relabel(en)
    shown = _words_shown(view)
    assert not own & shown
    assert {en(key) for key in ("counter.join", "counter.erase", "counter.nobody_title", "counter.undo")} <= shown
    view.relabel(zh_tw)
    assert own <= _words_shown(view)
