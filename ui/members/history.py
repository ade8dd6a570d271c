"""A member's whole history as a list that loads on: what was done, for how much, and why each balance moved."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui import theme
from ui.members.facts import HistoryLine, HistoryPage
from ui.tables import draw_text

Index = QModelIndex | QPersistentModelIndex
LINE_ROLE = int(Qt.ItemDataRole.UserRole)
_NO_PARENT = QModelIndex()
_PADDING, _DAY_WIDTH, _AMOUNT_WIDTH = 9, 96, 130
_TITLE_HEIGHT = 22
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_TOKENS = {
    **dict.fromkeys(("refund", "cancel", "undo", "pay_out", "expire"), "stamp"),
    **dict.fromkeys(("join", "credit", "refer"), "primary"),
}


class HistoryModel(QAbstractListModel):
    """The lines so far. `page_wished(after)` asks for those behind them."""

    page_wished = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[HistoryLine] = []
        self._next: object = None
        self._asked = True

    def restart(self) -> None:
        """Forget everything and ask for the first page."""
        self.beginResetModel()
        self._lines = []
        self._next = None
        self._asked = True
        self.endResetModel()
        self.page_wished.emit(None)

    def add(self, page: HistoryPage) -> None:
        """Take the page that was asked for. The first page always starts anew, since it may answer a newer question."""
        if page.after is None:
            self.beginResetModel()
            self._lines, self._next = [], None
            self.endResetModel()
        elif not self._asked or page.after != self._next:
            return
        self._asked = page.next is None
        self._next = page.next
        if page.lines:
            first = len(self._lines)
            self.beginInsertRows(_NO_PARENT, first, first + len(page.lines) - 1)
            self._lines += page.lines
            self.endInsertRows()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """How many lines are known."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The line's facts, and its words for those who listen instead of looking."""
        line = self._lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " ".join((line.day, line.time, line.title, line.amount, *line.explanations))
        return None

    def canFetchMore(self, parent: Index = _NO_PARENT) -> bool:
        """Whether there is an older page that nobody asked for yet."""
        return not self._asked

    def fetchMore(self, parent: Index = _NO_PARENT) -> None:
        """Ask for the next page."""
        if not self._asked:
            self._asked = True
            self.page_wished.emit(self._next)


class HistoryDelegate(QStyledItemDelegate):
    """Draws a line: day and time, title and explanations, the amount at the right. Nothing is cut: texts wrap."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one line."""
        line: HistoryLine = index.data(LINE_ROLE)
        painter.save()
        rect = option.rect
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
        area = rect.adjusted(14, _PADDING, -14, -_PADDING)
        top = QRect(area.left(), area.top(), area.width(), _TITLE_HEIGHT)
        used = draw_text(painter, QRect(top.left(), top.top(), _DAY_WIDTH, top.height()), line.day, token="text2")
        draw_text(painter, top.adjusted(used + 6, 0, -(top.width() - _DAY_WIDTH), 0), line.time, token="text3", size=12)
        token = _TOKENS.get(line.kind, "text")
        self._draw_right(painter, top, line, token)
        body = self._body(area)
        draw_text(
            painter, QRect(body.left(), top.top(), body.width(), top.height()), line.title, token=token, bold=True
        )
        painter.setFont(theme.font(13))
        painter.setPen(theme.colour("text2"))
        body.setTop(top.bottom() + 3)
        painter.drawText(body, _WRAP, self._below(line))
        painter.restore()

    @staticmethod
    def _draw_right(painter: QPainter, top: QRect, line: HistoryLine, token: str) -> None:
        right = Qt.AlignmentFlag.AlignRight
        draw_text(painter, top, line.amount, right, token, bold=True)
        number = QRect(top.left(), top.bottom() + 2, top.width(), 19)
        draw_text(painter, number, line.slip_number, right, "text3", size=12)

    @staticmethod
    def _body(area: QRect) -> QRect:
        return area.adjusted(_DAY_WIDTH + 12, 0, -_AMOUNT_WIDTH - 12, 0)

    @staticmethod
    def _below(line: HistoryLine) -> str:
        return "\n".join(text for text in (*line.explanations, line.reversed_note) if text)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the wrapped explanations need."""
        line: HistoryLine = index.data(LINE_ROLE)
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        body = self._body(QRect(14, 0, width - 28, 10_000))
        texts = self._below(line)
        height = QFontMetrics(theme.font(13)).boundingRect(body, _WRAP, texts).height() if texts else 0
        number = 19 if line.slip_number else 0
        return QSize(width, 2 * _PADDING + _TITLE_HEIGHT + max(height, number) + 4)


class HistoryList(QListView):
    """The list itself; the keyboard scrolls it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = HistoryModel()
        self.setModel(self.lines)
        self.setItemDelegate(HistoryDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.verticalScrollBar().setSingleStep(40)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the explanations wrap anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
