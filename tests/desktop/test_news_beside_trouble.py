"""While a printer gives nothing, what the cashier does at the counter is confirmed all the same."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt

from tests.desktop.counter import Till
from tests.tills import with_main_printer

F12 = Qt.Key.Key_F12


@pytest.fixture
def shut(till: Till) -> Iterator[Till]:
    """The till with a printer that refuses every connection, and a slip that did not come out."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        host, port = taken.getsockname()
        changed = with_main_printer(till.desks.state.till, kind="network", address=f"{host}:{port}")
        till.desks.screens.settings.save_till(printers=changed.printers)
        till.seat(till.join("0912345678", "王小美"))
        till.type("100")
        till.press(F12)
        till.wait(lambda: till.trouble != "")
        yield till


def test_an_undo_is_confirmed_though_one_slip_less_waits(shut: Till) -> None:
    before = shut.trouble
    shut.seat(shut.join("0922000111", "林志豪"))
    shut.type("200")
    shut.press(F12)
    shut.wait(lambda: shut.trouble != before)
    between = shut.trouble
    shut.press(Qt.Key.Key_Z, control=True)
    shut.wait(lambda: shut.trouble != between)
    assert "已復原" in shut.said


def test_a_new_member_is_confirmed_though_one_slip_more_waits(shut: Till) -> None:
    before = shut.trouble
    shut.press(Qt.Key.Key_F1)
    shut.type("0933000222\r")
    shut.wait(lambda: shut.trouble != before)
    assert "已加入" in shut.said
