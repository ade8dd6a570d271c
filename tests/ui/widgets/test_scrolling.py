"""Parts of our own must keep PySide from making every kind of widget known before the first window."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.sources import ROOT

# Each kind of widget brings its enumerations, and these can be counted.
_COUNT = """
import enum, sys
from PySide6.QtWidgets import QApplication, QScrollArea
from ui.counter.view import CounterView
from loyalty.words import Words
from ui import theme

qt = QApplication([])
theme.apply_font(qt)
area, words = QScrollArea(), Words()
made, make = [], enum.EnumType.__new__

def note(*given, **named):
    made.append(given[1])
    return make(*given, **named)

enum.EnumType.__new__ = note
shown = {act}
sys.stdout.write(str(len(made)))
"""


def _enumerations_made(act: str) -> int:
    code = _COUNT.replace("{act}", act)
    places = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=places, capture_output=True, text=True, check=True
    )
    return int(done.stdout)


def test_the_counter_is_built_without_every_kind_of_widget() -> None:
    assert _enumerations_made("CounterView(words)") < 30


def test_a_viewport_that_qt_made_still_brings_every_kind_of_widget() -> None:
    """The day this fails, ui/widgets/scrolling.py has become superfluous."""
    assert _enumerations_made("area.viewport()") > 40
