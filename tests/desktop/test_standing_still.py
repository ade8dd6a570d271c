"""A printer that does not go on in the middle of a slip, and does not say why."""

from __future__ import annotations

import threading
from pathlib import Path

from pytestqt.qtbot import QtBot

from db.print_jobs import JobState
from desktop.operations.print_jobs import duties
from desktop.print_words import status_item
from desktop.print_worker import Outlet
from desktop.till import TillSettings
from loyalty.words import Words
from printing.printers.conversation import Limits
from printing.printers.network import NetworkPrinter
from tests.desktop.papers import MAIN, job_states, rest, worker
from tests.desktop.shop import Shop
from tests.printing.simulator.device import Device, Trouble
from tests.printing.simulator.lines import NetworkLine

# A still printer is told of soon and given up late.
SLOW = Limits(answer_s=30.0, still_s=0.3, stall_s=30.0, done_s=30.0, settle_s=30.0)


def test_a_printer_that_stands_still_is_said_to_until_its_slip_is_through(
    shop: Shop, qtbot: QtBot, tmp_path: Path
) -> None:
    device = Device(384)
    line = NetworkLine(device)
    printer = NetworkPrinter("127.0.0.1", line.port, cache_folder=tmp_path, limits=SLOW)
    stands = threading.Event()

    def stand_still() -> None:
        device.begin(Trouble.STALLED)
        stands.set()

    device.after(4_000, stand_still)
    shop.sell(100)
    (duty,) = duties(TillSettings(printers=(MAIN,)))
    shop.spooler.use([Outlet(MAIN, duty, printer)])
    shop.spooler.wake()
    qtbot.waitUntil(lambda: stands.is_set() and worker(shop).state.still, timeout=20_000)
    assert status_item(shop.spooler.state, Words("zh_tw")).text == "出單機停住了：看看紙和上蓋"
    device.end(Trouble.STALLED)
    rest(shop, qtbot)
    assert (job_states(shop), worker(shop).state.still) == ([JobState.CONFIRMED], False)
    line.close()
