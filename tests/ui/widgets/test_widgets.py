from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.fitting import shown
from ui import theme
from ui.facts import ChipFacts, MessageFacts
from ui.widgets.buttons import Button, IconButton, PrimaryButton
from ui.widgets.chip import Chip
from ui.widgets.flow import FlowLayout
from ui.widgets.keypad import Keypad
from ui.widgets.message_bar import MessageBar
from ui.widgets.paper_view import PaperView, tinted
from ui.widgets.search_box import SearchBox
from ui.widgets.segments import Segments
from ui.widgets.stamp_card import StampCard, grid_for
from ui.widgets.text import ElidedLabel

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(autouse=True)
def themed(qapp: QApplication) -> None:
    theme.apply_theme(qapp, dark=False)


def test_a_long_text_ends_in_an_ellipsis_and_is_whole_in_its_tooltip(qtbot: QtBot) -> None:
    name = "歐陽亞歷山大．馮．洪堡與很長很長的名字"
    made = ElidedLabel(name)
    qtbot.addWidget(made)
    made.resize(100, 30)
    shown(qtbot, made).resize(110, 40)
    qtbot.waitUntil(lambda: made.text().endswith("…"))
    assert made.toolTip() == name
    assert made.full_text() == name


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
@pytest.mark.parametrize("make", [lambda: Button("x"), lambda: IconButton("x", "x"), lambda: PrimaryButton("printer")])
def test_no_button_is_pressed_by_a_scanners_enter(qtbot: QtBot, make: object, key: Qt.Key) -> None:
    button = make()
    shown(qtbot, button)
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    button.setFocus()
    qtbot.keyClick(button, key)
    assert pressed == []
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert len(pressed) == 1


def test_the_primary_button_carries_the_amount(qtbot: QtBot) -> None:
    button = PrimaryButton("printer", "F12")
    button.show_button("完成並列印", "NT$ 288", True)
    qtbot.addWidget(button)
    assert button.accessibleName() == "完成並列印 NT$ 288"
    assert button.height() == theme.TARGET_PRIMARY


def test_a_switch_tells_only_what_a_person_chose(qtbot: QtBot) -> None:
    switch = Segments()
    switch.show_choices((("cash", "現金"), ("card", "刷卡")), "cash")
    shown(qtbot, switch)
    told: list[str] = []
    switch.chosen.connect(told.append)
    switch.choose("card")
    assert told == []
    qtbot.mouseClick(switch.button("cash"), LEFT)
    assert told == ["cash"]
    assert switch.current() == "cash"
    switch.choose("nothing")
    assert switch.current() == ""


def test_the_buttons_of_a_switch_are_kept_when_only_the_words_change(qtbot: QtBot) -> None:
    switch = Segments()
    qtbot.addWidget(switch)
    switch.show_choices((("cash", "現金"), ("card", "刷卡")), "cash")
    button = switch.button("card")
    switch.show_choices((("cash", "Cash"), ("card", "Card")), "card")
    assert switch.button("card") is button
    assert button.text() == "Card"


def test_the_keypad_tells_each_key(qtbot: QtBot) -> None:
    keypad = Keypad()
    shown(qtbot, keypad)
    told: list[str] = []
    keypad.digit.connect(told.append)
    keypad.erased.connect(lambda: told.append("erase"))
    keypad.cleared.connect(lambda: told.append("clear"))
    for key in ("7", "00", "0"):
        qtbot.mouseClick(keypad.keys[key], LEFT)
    qtbot.mouseClick(keypad.erase, LEFT)
    assert told == ["7", "00", "0", "erase"]


def test_holding_the_erase_key_empties_the_amount(qtbot: QtBot) -> None:
    keypad = Keypad()
    shown(qtbot, keypad)
    told: list[str] = []
    keypad.erased.connect(lambda: told.append("erase"))
    with qtbot.waitSignal(keypad.cleared, timeout=3000):
        qtbot.mousePress(keypad.erase, LEFT)
    qtbot.mouseRelease(keypad.erase, LEFT)
    assert told == []


@pytest.mark.parametrize("width", [320, 448, 510])
def test_every_card_up_to_fifty_stamps_fits_into_its_width(width: int) -> None:
    for needed in range(1, 51):
        grid = grid_for(needed, width)
        assert grid.columns * grid.rows >= needed
        used = grid.columns * grid.side + (grid.columns - 1) * grid.gap
        assert used + grid.gift <= width + 0.01
        assert grid.side >= 12


def test_a_card_shows_what_this_sale_adds_and_never_more_than_it_holds(qtbot: QtBot) -> None:
    card = StampCard()
    qtbot.addWidget(card)
    card.show_card(7, 2, 10)
    assert card.counts() == (7, 2, 1)
    card.show_card(9, 5, 10)
    assert card.counts() == (9, 1, 0)
    card.show_card(0, 0, 10)
    assert card.counts() == (0, 0, 10)


def test_a_filled_a_pending_and_a_missing_stamp_look_different(qtbot: QtBot) -> None:
    card = StampCard()
    qtbot.addWidget(card)
    card.resize(450, 140)
    card.show_card(1, 1, 10)
    picture = card.grab().toImage()
    grid = grid_for(10, card.width())
    step = grid.side + grid.gap
    middle = round(picture.devicePixelRatio() * 12)
    tops = [picture.pixelColor(round(number * step + grid.side / 2), middle).name() for number in range(3)]
    assert len(set(tops)) == 3


def _slip(width: int = 384, height: int = 300) -> QImage:
    picture = QImage(width, height, QImage.Format.Format_Mono)
    picture.setColorTable([QColor("white").rgb(), QColor("black").rgb()])
    picture.fill(0)
    for x in range(width):
        picture.setPixel(x, 5, 1)
    return picture


def test_a_slip_is_ink_on_paper_whatever_its_colour_table(qtbot: QtBot) -> None:
    ink, paper = QColor(theme.LIGHT.ink), QColor(theme.LIGHT.paper)
    for picture in (_slip(), _slip().convertToFormat(QImage.Format.Format_Grayscale8)):
        shown = tinted(picture, ink, paper)
        assert shown.pixelColor(10, 5) == ink
        assert shown.pixelColor(10, 50) == paper


def test_a_click_on_the_paper_opens_it_and_a_drag_scrolls_it(qtbot: QtBot) -> None:
    paper = PaperView()
    paper.show_picture(_slip(height=900))
    window = shown(qtbot, paper)
    window.resize(440, 200)
    qtbot.waitUntil(lambda: paper.verticalScrollBar().maximum() > 0)
    opened: list[bool] = []
    paper.opened.connect(lambda: opened.append(True))
    view = paper.viewport()
    qtbot.mouseClick(view, LEFT, pos=QPoint(50, 50))
    assert opened == [True]
    qtbot.mousePress(view, LEFT, pos=QPoint(50, 100))
    qtbot.mouseMove(view, QPoint(50, 40))
    qtbot.mouseRelease(view, LEFT, pos=QPoint(50, 40))
    assert opened == [True]
    assert paper.verticalScrollBar().value() == 60


def test_an_empty_paper_cannot_be_opened(qtbot: QtBot) -> None:
    paper = PaperView()
    paper.show_picture(None, "還沒有收據")
    shown(qtbot, paper)
    opened: list[bool] = []
    paper.opened.connect(lambda: opened.append(True))
    qtbot.mouseClick(paper.viewport(), LEFT)
    assert opened == []


def test_an_80_mm_slip_is_scaled_to_fit(qtbot: QtBot) -> None:
    paper = PaperView()
    shown(qtbot, paper).resize(440, 300)
    paper.show_picture(_slip(576, 600))
    qtbot.waitUntil(lambda: paper.viewport().width() > 400)
    assert paper.paper_height() < 450


def test_a_message_offers_its_ways_out(qtbot: QtBot) -> None:
    bar = MessageBar()
    shown(qtbot, bar)
    wished: list[str] = []
    bar.action_wished.connect(wished.append)
    bar.show_message(MessageFacts("林志豪 集 1 章", "done", "復原", "undo", "Ctrl+Z"))
    assert bar.isVisible()
    qtbot.mouseClick(bar.action_button(), LEFT)
    assert wished == ["undo"]
    bar.show_message(None)
    assert not bar.isVisible()


def test_a_message_can_be_read_after_each_change_of_kind(qtbot: QtBot) -> None:
    bar = MessageBar(toast=True)
    shown(qtbot, bar)
    for kind, ground in (("done", "toast"), ("danger", "danger_tint"), ("info", "toast"), ("warn", "warn_tint")):
        bar.show_message(MessageFacts("出單機沒有回應", kind, "重試", "retry"))
        picture = bar.grab().toImage()
        assert picture.pixelColor(30, 3).name().upper() == getattr(theme.LIGHT, ground)
    assert bar.action_button().text() == "重試"


def test_the_search_box_leaves_undo_to_the_counter(qtbot: QtBot) -> None:
    box = SearchBox("F1")
    shown(qtbot, box)
    qtbot.keyClicks(box.edit, "0912")
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QApplication.sendEvent(box.edit, event)
    assert not event.isAccepted()
    qtbot.keyClick(box.edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert box.text() == "0912"


def test_the_search_box_tells_every_key_enter_and_arrows(qtbot: QtBot) -> None:
    box = SearchBox("F1")
    shown(qtbot, box)
    told: list[object] = []
    for signal in (box.changed, box.submitted, box.moved):
        signal.connect(told.append)
    qtbot.keyClicks(box.edit, "09")
    qtbot.keyClick(box.edit, Qt.Key.Key_Down)
    qtbot.keyClick(box.edit, Qt.Key.Key_Up)
    qtbot.keyClick(box.edit, Qt.Key.Key_Return)
    assert told == ["0", "09", 1, -1, "09"]
    box.set_text_quietly("王")
    assert told[-1] == "09"
    assert box.text() == "王"


def test_a_chip_is_as_wide_as_its_word(qtbot: QtBot) -> None:
    short, long = Chip(ChipFacts("少冰")), Chip(ChipFacts("對花生與堅果過敏", "danger"))
    qtbot.addWidget(short)
    qtbot.addWidget(long)
    assert long.sizeHint().width() > short.sizeHint().width() > 20
    assert long.accessibleName() == "對花生與堅果過敏"


def test_chips_go_on_in_the_next_line(qtbot: QtBot) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    flow = FlowLayout(place, gap=6)
    for number in range(6):
        flow.addWidget(Chip(ChipFacts(f"標籤 {number}")))
    one, more = flow.heightForWidth(2000), flow.heightForWidth(120)
    assert one == 26
    assert more > 3 * one
