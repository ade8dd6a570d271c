"""Printers that take slips or fail as told, and the shop's spooler printing on them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from db import print_jobs
from db.print_jobs import JobState, PrintJob
from desktop.operations.print_jobs import duties
from desktop.print_worker import Outlet, PrintWorker
from desktop.till import PrinterEntry, TillSettings
from loyalty.errors import KnownError
from printing.printers.printer import Delivery, Health, InDoubtError
from tests.desktop.shop import Shop


class Paper:
    """A printer that takes slips, or fails as told."""

    def __init__(self) -> None:
        self.slips: list[str] = []
        self.widths: list[int] = []
        self.pulses: list[bytes] = []
        self.trouble: str = ""
        self.in_doubt = False
        self.answers = True
        self.paper_low = False
        self.meanwhile: Callable[[], object] = int

    def send(self, data: bytes, picture: QImage, name: str) -> Delivery:
        self.meanwhile()
        if self.trouble:
            raise self._problem()
        assert data
        self.slips.append(name)
        self.widths.append(picture.width())
        return Delivery.CONFIRMED if self.answers else Delivery.SENT

    def health(self) -> Health:
        if self.trouble:
            raise KnownError(self.trouble, address="127.0.0.1:9100")
        return Health(self.answers, self.paper_low)

    def pulse(self, data: bytes) -> None:
        if self.trouble:
            raise KnownError(self.trouble, address="127.0.0.1:9100")
        self.pulses.append(data)

    def _problem(self) -> KnownError:
        kind = InDoubtError if self.in_doubt else KnownError
        return kind(self.trouble, address="127.0.0.1:9100")


MAIN = PrinterEntry("main", "", "network", "127.0.0.1:9100")


def use(shop: Shop, paper: Paper | None, width_dots: int = 384) -> None:
    """Print on this one printer, or on none."""
    entry = replace(MAIN, width_dots=width_dots)
    use_all(shop, {entry: paper} if paper is not None else {})


def use_all(shop: Shop, papers: Mapping[PrinterEntry, Paper]) -> None:
    """Print on these."""
    till = TillSettings(printers=tuple(papers))
    jobs = zip(papers.items(), duties(till), strict=True)
    shop.spooler.use([Outlet(entry, duty, paper) for (entry, paper), duty in jobs])


CARDS = PrinterEntry("cards", "", "network", "127.0.0.1:9101", 576, roles=("card",))


def job_states(shop: Shop) -> list[JobState]:
    """Each slip's state, oldest first."""
    with shop.store.read() as connection:
        return [job.state for job in reversed(print_jobs.recent(connection, 20))]


def troubled(shop: Shop) -> str:
    """The oldest slip in trouble."""
    job = shop.spooler.state.troubled
    assert job is not None
    return job.id


def works(shop: Shop) -> bool:
    """Whether the only printer is known to work."""
    (state,) = shop.spooler.state.printers
    return state.works


def rest(shop: Shop, qtbot: QtBot) -> None:
    """Let it come to rest."""
    qtbot.waitUntil(lambda: shop.idle)


def job(shop: Shop, place: int = 0) -> PrintJob:
    """A slip, the newest first."""
    with shop.store.read() as connection:
        return print_jobs.recent(connection, 20)[place]


def card_and_receipt(shop: Shop, paper: Paper, cards: Paper, qtbot: QtBot) -> None:
    """Somebody joins and buys: a card and a receipt, on a printer each."""
    shop.sell(100, shop.join("0912345678"))
    use_all(shop, {MAIN: paper, CARDS: cards})
    shop.spooler.wake()
    rest(shop, qtbot)


def worker(shop: Shop) -> PrintWorker:
    """The main printer's worker."""
    return shop.spooler._workers["main"]
