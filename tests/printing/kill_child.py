"""A till that sells and prints until it is killed: python -m tests.printing.kill_child FOLDER PORT.

It says "ready", "sold ID" after each commit and "asked ID" for each slip of which it does not know whether it came out;
it hears "yes ID" and "no ID", and at "stop" it sells no more and ends once everything is printed.
"""

from __future__ import annotations

import os
import sys
import threading
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication

from db.store import open_store, sqlite_url
from desktop.clock import SystemClock
from desktop.makers import Maker
from desktop.operations import sales
from desktop.operations.print_jobs import duties
from desktop.operations.sales import RecordedSale, RecordSale
from desktop.operations.settings import load_context
from desktop.print_state import PrintersState, in_doubt
from desktop.print_worker import Outlet
from desktop.spooler import Spooler
from desktop.threads import Lane
from desktop.till import PrinterEntry, TillSettings
from loyalty.basket import Basket, Choices, Line, Tender
from loyalty.calendar import ShopCalendar
from loyalty.errors import KnownError
from printing.printers.conversation import Limits
from printing.printers.network import NetworkPrinter
from tests.sources import ROOT

SALE_EVERY_MS = 30
WAITING_MAX = 4
LIMITS = Limits(connect_s=0.5, answer_s=0.25, stall_s=0.5, done_s=1.0, ask_again_s=0.1, settle_s=0.5)


def say(*words: str) -> None:
    """A line to whoever started this."""
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


class SellingTill(QObject):
    """The writer's lane, the spooler and a timer that sells."""

    heard = Signal(str)

    def __init__(self, folder: Path, port: int) -> None:
        super().__init__()
        self.clock = SystemClock()
        self.maker = Maker(self.clock)
        self.store = open_store(sqlite_url(folder / "shop.db"))
        today = ShopCalendar().business_day(self.clock.now_ms())
        self.context = load_context(self.store, "A", True, self.maker.secret, today)
        self.writer = Lane("writer", self.failed, self)
        self.spooler = Spooler(self.store, self.writer, self.clock, self.failed, self)
        entry = PrinterEntry("main", "", "network", f"127.0.0.1:{port}", 384)
        printer = NetworkPrinter("127.0.0.1", port, cache_folder=folder / "cache", limits=LIMITS)
        self.asked: set[tuple[str, int]] = set()
        self.stopping = False
        self.spooler.changed.connect(self.tell)
        self.spooler.use([Outlet(entry, duties(TillSettings(printers=(entry,)))[0], printer)])
        self.timer = QTimer(self, interval=SALE_EVERY_MS)
        self.timer.timeout.connect(self.sell)
        self.heard.connect(self.answer)
        self.spooler.start()
        self.timer.start()

    def failed(self, error: KnownError) -> None:
        """Nothing here may fail but the printer."""
        say("failed", str(error))

    def sell(self) -> None:
        """A sale, unless the printer is far behind or nothing is sold any more."""
        state = self.spooler.state
        if self.stopping:
            if not state.waiting and state.troubled is None and self.writer.idle and self.spooler.idle:
                QGuiApplication.quit()
        elif state.waiting < WAITING_MAX and self.writer.idle:
            self.writer.ask(self.recorded, self.sold)

    def recorded(self) -> RecordedSale:
        """Runs on the writer's lane, as at the counter."""
        basket = Basket((Line(120),))
        ids = self.maker.operation_id(), self.maker.operation_id()
        paid = Choices(tenders=(Tender("現金", 500, True),))
        answer = sales.record_sale(self.store, self.context, RecordSale(*ids, self.clock.now_ms(), None, basket, paid))
        assert isinstance(answer, RecordedSale)
        say("sold", answer.operation.id)
        return answer

    def sold(self, _: RecordedSale) -> None:
        """The slip is in the queue."""
        self.spooler.wake()

    def tell(self, state: PrintersState) -> None:
        """Ask about a slip in doubt, once each time that it is."""
        job = state.troubled
        if job is None:
            return
        if in_doubt(job) and (job.id, job.tried) not in self.asked:
            self.asked.add((job.id, job.tried))
            say("asked", job.id)
        elif not in_doubt(job):
            QTimer.singleShot(20, partial(self.spooler.look, "main"))

    def answer(self, line: str) -> None:
        """What the cashier says."""
        word, _, job_id = line.partition(" ")
        if word == "stop":
            self.stopping = True
        elif word == "yes":
            self.spooler.settle(True, job_id)
        else:
            self.spooler.retry(job_id)

    def listen(self) -> None:
        """Runs on a thread of its own."""
        for line in sys.stdin:
            self.heard.emit(line.strip())


def main(folder: Path, port: int) -> None:
    """Sell until killed or told to stop."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    qt = QGuiApplication([])
    for font in sorted((ROOT / "ui" / "assets" / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(font))
    say("ready")
    till = SellingTill(folder, port)
    threading.Thread(target=till.listen, daemon=True).start()
    qt.exec()
    till.timer.stop()
    till.spooler.close()
    till.writer.close()
    till.store.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
