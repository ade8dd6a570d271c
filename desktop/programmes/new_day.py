"""When a new business day begins, the till goes on with that day's programmes, without a restart."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer

from desktop.operations.context import ShopContext
from desktop.services import Services

LOOK_MS = 5_000


class NewDay(QObject):
    """Looks at the clock now and then. A sale that is being typed at midnight keeps the terms under which it was begun
    for the time in which it is judged by its beginning (`loyalty.begun`).
    """

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._asked = False
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Look now, and from now on."""
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Read the shop again when its programmes are those of another day. A disk that fails is asked again later."""
        services = self._services
        context = services.state.context
        today = context.shop.calendar.business_day(services.clock.now_ms())
        if context.day != today and not self._asked:
            # Read when it is wanted: a start does without it on most days.
            from desktop.operations import programmes

            self._asked = True
            work = partial(programmes.reload, services.store, context, today)
            services.writer.ask(work, self._loaded, lambda _: self._answered())

    def _loaded(self, context: ShopContext) -> None:
        self._answered()
        self._services.state.replace_context(context)

    def _answered(self) -> None:
        self._asked = False
