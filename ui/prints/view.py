"""The print history: the list, or in its place one slip."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QShowEvent
from PySide6.QtWidgets import QStackedWidget

from loyalty.words import Words
from ui.facts import MessageFacts
from ui.prints.detail import PrintDetail
from ui.prints.facts import OpenPrint, PrintsPage
from ui.prints.list import PrintsList


class PrintsView(QStackedWidget):
    """Passive. `asked(text, filter)` comes before the pages that are wished for by it; `opened(job_id)` is answered by
    `show_print` and `show_picture`. `came` when the history comes into sight.
    """

    came = Signal()
    asked = Signal(str, str)
    page_wished = Signal(object)
    opened = Signal(str)
    closed = Signal()
    action_wished = Signal(str, str, str)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.list = PrintsList(words)
        self.detail = PrintDetail(words)
        self.addWidget(self.list)
        self.addWidget(self.detail)
        self.list.asked.connect(self.asked)
        self.list.page_wished.connect(self.page_wished)
        self.list.opened.connect(self.opened)
        self.detail.action_wished.connect(self.action_wished)
        self.detail.closed.connect(self.show_list)

    def refresh(self) -> None:
        """Read the list anew from its first page."""
        self.list.refresh()

    def show_page(self, page: PrintsPage) -> None:
        """Show a page that was wished for."""
        self.list.show_page(page)

    def show_print(self, facts: OpenPrint) -> None:
        """Show one slip in the place of the list."""
        came = not self.is_open()
        self.detail.show_print(facts)
        if came:
            self.setCurrentWidget(self.detail)
            self.detail.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_picture(self, picture: QImage) -> None:
        """The open slip as it is on paper."""
        self.detail.show_picture(picture)

    def show_message(self, message: MessageFacts | None) -> None:
        """Say in place what came of a wish, or nothing."""
        self.detail.show_message(message)

    def show_list(self) -> None:
        """Back to the list."""
        self.setCurrentWidget(self.list)
        self.list.focus_table()
        self.closed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """The queue went on meanwhile."""
        super().showEvent(event)
        self.came.emit()

    def is_open(self) -> bool:
        """Whether one slip is in front."""
        return self.currentWidget() is self.detail

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        self.list.relabel(words)
        self.detail.relabel(words)
