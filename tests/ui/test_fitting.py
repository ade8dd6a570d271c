from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.fitting import cut_off, settle, shown, unnamed_buttons
from ui import theme
from ui.widgets.buttons import Button


def _place(qtbot: QtBot, qapp: QApplication, part: QWidget, area: QRect) -> QWidget:
    theme.apply_theme(qapp, dark=False)
    place = QWidget()
    part.setParent(place)
    part.setGeometry(area)
    shown(qtbot, place)
    settle()
    return place


def test_a_label_that_is_too_narrow_is_found(qtbot: QtBot, qapp: QApplication) -> None:
    place = _place(qtbot, qapp, QLabel("完成並列印"), QRect(0, 0, 40, 30))
    assert len(cut_off(place)) == 1


def test_a_wrapped_label_that_is_too_low_is_found(qtbot: QtBot, qapp: QApplication) -> None:
    part = QLabel("掃卡即可，不必先按任何鍵。沒有卡的客人，輸入電話末三碼或姓名。")
    part.setWordWrap(True)
    assert len(cut_off(_place(qtbot, qapp, part, QRect(0, 0, 120, 30)))) == 1


def test_a_label_that_reaches_out_of_its_place_is_found(qtbot: QtBot, qapp: QApplication) -> None:
    inner = QWidget()
    QLabel("完成", inner).setGeometry(60, 0, 100, 30)
    assert len(cut_off(_place(qtbot, qapp, inner, QRect(0, 0, 100, 30)))) == 1


def test_a_label_with_room_is_fine(qtbot: QtBot, qapp: QApplication) -> None:
    assert cut_off(_place(qtbot, qapp, QLabel("完成並列印"), QRect(0, 0, 200, 30))) == []


def test_a_small_and_nameless_button_is_found(qtbot: QtBot, qapp: QApplication) -> None:
    place = _place(qtbot, qapp, Button("", "icon", "x"), QRect(0, 0, 30, 30))
    assert isinstance(place.findChild(QPushButton), Button)
    assert len(unnamed_buttons(place)) == 1
