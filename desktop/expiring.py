"""What a business day ended is taken from the balances once that day, while the counter goes on selling."""

from __future__ import annotations

import threading
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from db.store import Store
from desktop.operations import expiry
from desktop.operations.context import ShopContext
from desktop.operations.expiry import Expired, Leap
from desktop.services import Services
from desktop.threads import Lane
from loyalty.errors import KnownError
from ui.facts import MessageFacts

FIRST_LOOK_MS = 3_000
LOOK_MS = 60_000


class Expiring(QObject):
    """Looks after the start and every minute whether today's expiry is still to be done, and does it on its own lane.

    A hundred members at a time, so that a sale waits for one batch at most. A disk that fails is asked again later; an
    app that is closed half-way goes on at its next start. `asked` carries a Leap that somebody has to confirm first,
    None once there is nothing to ask.
    """

    said = Signal(object)
    asked = Signal(object)

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._lane: Lane | None = None
        self._busy = False
        self._asked: Leap | None = None
        self._confirmed: Leap | None = None
        self._ending = threading.Event()
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Look soon, and from then on."""
        QTimer.singleShot(FIRST_LOOK_MS, self, self.look)
        self._timer.start()

    def stop(self) -> None:
        """End after the batch that is being written."""
        self._timer.stop()
        self._ending.set()
        if self._lane is not None:
            self._lane.close()

    def look(self) -> None:
        """Ask whether today's expiry is due, unless that is being done already."""
        if self._busy or self._ending.is_set():
            return
        self._busy = True
        services = self._services
        work = partial(_what_is_due, services.store, services.state.context, services.clock.now_ms())
        services.book.ask(work, self._do, self._failed)

    def confirm(self) -> None:
        """Somebody read the date that was asked about, and it is right."""
        self._confirmed = self._asked
        self.look()

    def _do(self, due: bool | Leap) -> None:
        self._asked = due if isinstance(due, Leap) and due != self._confirmed else None
        self.asked.emit(self._asked)
        if self._asked is not None or not due or self._ending.is_set():
            self._busy = False
            return
        if self._lane is None:
            self._lane = Lane("expiry", self._failed, self)
        services = self._services
        work = partial(
            expiry.expire_day,
            services.store,
            services.state.context,
            services.clock.now_ms(),
            _nobody_watches,
            self._ending.is_set,
        )
        self._lane.ask(work, self._done, self._failed)

    def _done(self, done: Expired) -> None:
        self._busy = False
        if done.finished and done.holders:
            words = self._services.state.words
            self.said.emit(MessageFacts(words("desk.expired_today", count=done.holders), "info"))

    def _failed(self, _: KnownError) -> None:
        # The lane has logged it; the next minute tries again.
        self._busy = False


def _what_is_due(store: Store, context: ShopContext, at_ms: int) -> bool | Leap:
    return expiry.is_due(store, context, at_ms) and (expiry.leap(store, context, at_ms) or True)


def _nobody_watches(_done: int, _total: int) -> None:
    """It takes a moment in the background; its end is told."""
