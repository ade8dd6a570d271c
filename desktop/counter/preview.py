"""The slip as it would print now, painted on the painter's lane; stale pictures are dropped."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from desktop.services import Services
from printing import document
from printing.document import Document
from printing.route import TextRoute


class SlipPreview(QObject):
    """Holds the newest picture of the slip from its money on. `painted` when there is a newer one, or none.

    Between two customers it holds the slip that was just printed, where the paper is the screen.
    """

    painted = Signal()

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._slip: Document | None = None
        self.picture: QImage | None = None
        self.just_printed = False

    def show(self, slip: Document | None) -> None:
        """Paint this slip; None takes the picture away."""
        self._slip = slip
        if slip is None:
            if not self.just_printed:
                self.picture = None
            self.painted.emit()
            return
        self.just_printed = False
        work = partial(self._draw, document.without_head(slip))
        self._services.painter.ask(work, self._painted, newest_of="preview")

    def show_printed(self, picture: QImage) -> None:
        """A slip came out on the screen: it stays in sight until the next customer."""
        if self._slip is None:
            self.picture, self.just_printed = picture, True
            self.painted.emit()

    def paint_whole(self, then: Callable[[QImage], None]) -> None:
        """The whole slip, shop's head included, for whoever wants to read it."""
        if self.just_printed and self.picture is not None:
            then(self.picture)
        elif self._slip is not None:
            self._services.painter.ask(partial(self._draw, self._slip), then, newest_of="whole")

    def _draw(self, slip: Document) -> QImage:
        """The slip as the receipts' printer prints it."""
        # Drawing is brought in with the first slip, not before the first scan.
        from printing.render import preview

        till = self._services.state.till
        return preview(slip, till.paper_width_dots, TextRoute(till.text_route))

    def _painted(self, picture: QImage) -> None:
        if self._slip is not None:
            self.picture = picture
            self.painted.emit()
