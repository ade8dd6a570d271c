"""The box that finds, while an input method is still composing."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QInputMethodEvent
from pytestqt.qtbot import QtBot

from ui.widgets.search_box import SearchBox


def test_what_an_input_method_still_composes_is_searched_for(qtbot: QtBot) -> None:
    box = SearchBox()
    qtbot.addWidget(box)
    box.edit.setText("王")
    seen: list[str] = []
    box.changed.connect(seen.append)
    QCoreApplication.sendEvent(box.edit, QInputMethodEvent("ㄒㄇ", []))
    assert seen == ["王ㄒㄇ"]
    assert box.text() == "王"
    committed = QInputMethodEvent()
    committed.setCommitString("小美")
    QCoreApplication.sendEvent(box.edit, committed)
    assert seen[-1] == "王小美"
