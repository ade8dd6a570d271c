"""A guard: one release of the window library lost a reference to None or True at every call, then aborted."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPainter

CALLS = 2_000
# Other code may take or drop a few references meanwhile; the fault loses one at every single call.
TOLERATED = 200

# Where these objects are immortal (Python 3.12 and later) the counts say nothing, and the fault does no harm.
pytestmark = pytest.mark.skipif(sys.version_info >= (3, 12), reason="None and True are immortal here")


class _Sender(QObject):
    happened = Signal(int)


def _references() -> tuple[int, int]:
    return sys.getrefcount(None), sys.getrefcount(True)


def _assert_none_lost(before: tuple[int, int]) -> None:
    after = _references()
    lost = [old - new for old, new in zip(before, after, strict=True)]
    assert max(lost) < TOLERATED, f"references lost to (None, True): {lost} in {CALLS} calls"


def test_emitting_a_signal_loses_no_reference(qapp: Any) -> None:
    sender = _Sender()
    received: list[int] = []
    sender.happened.connect(received.append)
    before = _references()
    for number in range(CALLS):
        sender.happened.emit(number)
    _assert_none_lost(before)
    assert len(received) == CALLS


def test_painting_loses_no_reference(qapp: Any) -> None:
    image = QImage(8, 8, QImage.Format.Format_Mono)
    painter = QPainter(image)
    before = _references()
    for _ in range(CALLS):
        painter.drawLine(0, 0, 7, 7)
    _assert_none_lost(before)
    painter.end()
