"""The key router: scans are told from typing wherever the focus is, and the counter gets its keys."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.keys import SILENCE_MS, KeyRouter, takes_text


class Bench:
    """A window with a line, an area and a button, watched by a router."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        self.window.setMinimumSize(1, 1)
        self.line, self.area, self.button = QLineEdit(), QPlainTextEdit(), QPushButton("x")
        column = QVBoxLayout(self.window)
        self.choices = QComboBox()
        for widget in (self.line, self.area, self.button, self.choices):
            column.addWidget(widget)
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.activateWindow()
        self.spoilt: list[str] = []
        self.router = KeyRouter(self.snapshot, self.window)
        self.router.watch(self.window)
        self.router.counter_shown = lambda: True
        self.scans: list[str] = []
        self.typed: list[str] = []
        self.acted: list[str] = []
        self.halves: list[bool] = []
        self.strays: list[bool] = []
        self.router.scanned.connect(self.scans.append)
        self.router.half_scanned.connect(lambda: self.halves.append(True))
        self.router.strayed.connect(lambda: self.strays.append(True))
        self.router.typed = self.take
        self.router.keys = {
            (Qt.Key.Key_F12, False): lambda: self.acted.append("F12"),
            (Qt.Key.Key_Z, True): lambda: self.acted.append("Ctrl+Z"),
        }
        self.now_ms = 1000

    def snapshot(self) -> Any:
        kept = list(self.typed)

        def put_back() -> None:
            self.typed[:] = kept

        return put_back

    def take(self, text: str) -> bool:
        if text.isdigit() or text in "+-\b\x7f":
            self.typed.append(text)
            return True
        return False

    def key(
        self,
        text: str,
        gap_ms: int = 8,
        key: Qt.Key = Qt.Key.Key_unknown,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        repeat: bool = False,
    ) -> None:
        self.now_ms += gap_ms
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, modifier, text, repeat)
            event.setTimestamp(self.now_ms)
            QCoreApplication.sendEvent(self.window.windowHandle(), event)

    def burst(self, text: str, gap_ms: int = 8) -> None:
        for character in text:
            ends = {"\r": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab}
            self.key(character, gap_ms, ends.get(character, Qt.Key.Key_unknown))


@pytest.fixture
def bench(qapp: Any, qtbot: QtBot) -> Bench:
    return Bench(qtbot)


def test_a_scan_into_a_line_is_told_and_the_line_gets_its_text_and_cursor_back(bench: Bench) -> None:
    bench.line.setText("abcd")
    bench.line.setCursorPosition(2)
    bench.line.setFocus()
    bench.burst("R2XYZ99\r")
    assert bench.scans == ["R2XYZ99"]
    assert (bench.line.text(), bench.line.cursorPosition()) == ("abcd", 2)


def test_a_scan_into_an_area_is_put_back(bench: Bench) -> None:
    bench.area.setPlainText("note")
    bench.area.setFocus()
    bench.burst("R2XYZ99\r")
    assert (bench.scans, bench.area.toPlainText()) == (["R2XYZ99"], "note")


def test_a_scan_chooses_nothing_in_a_box(bench: Bench) -> None:
    bench.choices.addItems(["NT$", "R2", "X"])
    bench.choices.setFocus()
    bench.burst("R2XYZ99\r")
    assert (bench.scans, bench.choices.currentText()) == (["R2XYZ99"], "NT$")


def test_a_scan_without_a_field_gives_back_the_digits_it_typed(bench: Bench) -> None:
    bench.button.setFocus()
    bench.key("5", 500)
    bench.now_ms += 500
    bench.burst("R2XYZ99\r")
    assert (bench.scans, bench.typed) == (["R2XYZ99"], ["5"])


@pytest.mark.parametrize("end", ["\r", "\n", "\t", "\r\n"])
def test_every_ending_is_swallowed(bench: Bench, end: str) -> None:
    bench.line.setFocus()
    returned: list[bool] = []
    bench.line.returnPressed.connect(lambda: returned.append(True))
    bench.burst("R2XYZ99" + end)
    assert (bench.scans, returned) == (["R2XYZ99"], [])
    assert bench.line.hasFocus()


def test_a_persons_typing_and_enter_are_no_scan(bench: Bench) -> None:
    bench.line.setFocus()
    bench.burst("0912345678\r", 120)
    assert (bench.scans, bench.line.text()) == ([], "0912345678")


def test_two_scans_after_each_other_are_two(bench: Bench) -> None:
    bench.line.setFocus()
    bench.burst("R2XYZ99\rR2XYZ88\r")
    assert (bench.scans, bench.line.text()) == (["R2XYZ99", "R2XYZ88"], "")


def test_half_a_scan_is_said_and_leaves_nothing_typed(bench: Bench, qtbot: QtBot) -> None:
    bench.line.setText("abcd")
    bench.line.setFocus()
    bench.burst("R2A7GSFGL5")
    qtbot.waitUntil(lambda: bool(bench.halves))
    assert (bench.line.text(), bench.scans) == ("abcd", [])
    bench.button.setFocus()
    bench.key("5", 500)
    bench.now_ms += 500
    bench.burst("R2A7GSFGL5")
    qtbot.waitUntil(lambda: len(bench.halves) == 2)
    assert bench.typed == ["5"]


def test_a_number_typed_like_lightning_stays_typed(bench: Bench, qtbot: QtBot) -> None:
    bench.line.setFocus()
    bench.burst("0912345678")
    qtbot.wait(2 * SILENCE_MS)
    assert (bench.line.text(), bench.halves) == ("0912345678", [])


def test_keys_that_waited_behind_a_busy_screen_still_belong_to_their_scan(bench: Bench, qtbot: QtBot) -> None:
    bench.line.setFocus()
    bench.burst("R2XYZ99AB")
    # The timer ran out while nobody took events; then the keys come that were typed in time.
    bench.router._silence.stop()
    bench.router._silence.timeout.emit()
    bench.burst("CD\r")
    qtbot.wait(2 * SILENCE_MS)
    assert (bench.scans, bench.halves, bench.line.text()) == (["R2XYZ99ABCD"], [], "")


@pytest.mark.parametrize("modifier", [Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.MetaModifier])
def test_keys_with_alt_are_the_systems_own(bench: Bench, modifier: Qt.KeyboardModifier) -> None:
    bench.button.setFocus()
    bench.key("", 500, Qt.Key.Key_F12, modifier)
    bench.key("5", 500, Qt.Key.Key_5, modifier)
    assert (bench.acted, bench.typed) == ([], [])


def test_digits_belong_to_a_text_field_that_has_the_focus(bench: Bench) -> None:
    bench.line.setFocus()
    bench.key("7", 500)
    assert (bench.line.text(), bench.typed) == ("7", [])
    bench.button.setFocus()
    bench.key("8", 500)
    assert (bench.line.text(), bench.typed) == ("7", ["8"])


def test_a_key_of_the_counter_acts_once_however_long_it_is_held(bench: Bench) -> None:
    bench.key("", 500, Qt.Key.Key_F12)
    for _ in range(3):
        bench.key("", 30, Qt.Key.Key_F12, repeat=True)
    assert bench.acted == ["F12"]


def test_a_digit_that_is_held_counts_every_time(bench: Bench) -> None:
    bench.button.setFocus()
    bench.key("5", 500)
    bench.key("5", 30, repeat=True)
    bench.key("5", 30, repeat=True)
    assert bench.typed == ["5", "5", "5"]


def test_ctrl_z_is_the_counters_also_in_a_field(bench: Bench) -> None:
    bench.line.setFocus()
    bench.key("a", 500)
    bench.key("\x1a", 500, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (bench.acted, bench.line.text()) == (["Ctrl+Z"], "a")


def test_elsewhere_than_at_the_counter_keys_are_left_alone_and_scans_are_not(bench: Bench) -> None:
    bench.router.counter_shown = lambda: False
    bench.button.setFocus()
    bench.key("", 500, Qt.Key.Key_F12)
    bench.key("5", 500)
    assert (bench.acted, bench.typed) == ([], [])
    bench.now_ms += 500
    bench.burst("R2XYZ99\r")
    assert bench.scans == ["R2XYZ99"]


def test_which_widgets_take_text(bench: Bench) -> None:
    assert takes_text(bench.line)
    assert takes_text(bench.area)
    assert not takes_text(bench.button)
    assert not takes_text(None)


@pytest.mark.parametrize("end", ["\r", "\t", ""])
def test_digits_of_a_code_that_came_too_slowly_are_swallowed_and_it_is_said_once(
    bench: Bench, qtbot: QtBot, end: str
) -> None:
    bench.button.setFocus()
    bench.burst("1000", 150)
    bench.burst("OPEN50" + end, 70)
    qtbot.waitUntil(lambda: bool(bench.strays))
    qtbot.wait(2 * SILENCE_MS)
    assert (bench.typed, bench.strays, bench.halves, bench.scans) == (list("1000"), [True], [], [])
    assert bench.button.hasFocus()


def test_digits_go_on_after_a_pause_or_a_key_of_the_counter(bench: Bench) -> None:
    bench.button.setFocus()
    bench.burst("A5", 150)
    bench.key("7", 1_500)
    bench.burst("A5", 150)
    bench.key("", 150, Qt.Key.Key_F12)
    bench.key("8", 150)
    assert (bench.typed, bench.acted) == (["7", "8"], ["F12"])


def test_a_whole_scan_and_half_a_scan_are_said_as_what_they_are(bench: Bench, qtbot: QtBot) -> None:
    bench.button.setFocus()
    bench.burst("R2XYZ99\r")
    qtbot.wait(2 * SILENCE_MS)
    assert (bench.scans, bench.strays) == (["R2XYZ99"], [])
    bench.now_ms += 50
    bench.burst("12", 150)
    bench.now_ms += 500
    bench.burst("R2A7GSFGL5")
    qtbot.waitUntil(lambda: bool(bench.halves))
    bench.key("3", 500)
    assert (bench.typed, bench.strays) == (["1", "2", "3"], [])


def test_a_letter_that_a_field_took_swallows_nothing(bench: Bench, qtbot: QtBot) -> None:
    bench.line.setFocus()
    bench.burst("A5", 150)
    bench.button.setFocus()
    bench.key("7", 150)
    qtbot.wait(2 * SILENCE_MS)
    assert (bench.line.text(), bench.typed, bench.strays) == ("A5", ["7"], [])
