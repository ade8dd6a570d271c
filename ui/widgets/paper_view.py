"""A slip as paper: the printed 1-bit picture, ink tinted as text and paper as white, torn at its end.

A picture of 384 dots is shown 1:1, a wider one scaled to fit. It scrolls; a click opens it whole.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QSizePolicy, QWidget

from ui import theme
from ui.widgets.scrolling import own_parts

_MARGIN = 12
_TOOTH = 8.0
_DRAG_LEAST = 6


def tinted(picture: QImage, ink: QColor, paper: QColor) -> QImage:
    """The 1-bit picture with its dark dots in `ink` and the others in `paper`."""
    mono = picture.convertToFormat(QImage.Format.Format_Mono)
    mono.setColorTable(
        [(ink if QColor.fromRgba(entry).lightness() < 128 else paper).rgb() for entry in mono.colorTable()]
    )
    return mono.convertToFormat(QImage.Format.Format_RGB32)


class PaperView(QAbstractScrollArea):
    """Shows one slip, or the words for "no slip yet" on an empty paper. Emits `opened` when it is clicked."""

    opened = Signal()

    def __init__(self, width: int = 384, *, clickable: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paper_width = width
        self._clickable = clickable
        self._picture: QImage | None = None
        self._shown: QImage | None = None
        self._empty_text = ""
        self._pressed_at: QPoint | None = None
        self._scroll_at_press = 0
        self._dragged = False
        own_parts(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.viewport().setAutoFillBackground(False)
        if clickable:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)

    def show_picture(self, picture: QImage | None, empty_text: str = "") -> None:
        """Show a slip's picture (1 bit), or none with the words that stand there instead."""
        same = picture is not None and self._picture is not None and picture.cacheKey() == self._picture.cacheKey()
        self._empty_text = empty_text
        if same:
            return
        self._picture = picture
        self._shown = tinted(picture, QColor(theme.LIGHT.ink), QColor(theme.LIGHT.paper)) if picture else None
        self._fit()
        self.viewport().update()

    def picture(self) -> QImage | None:
        """The picture as it was given."""
        return self._picture

    def paper_height(self) -> int:
        """How high the whole paper is, margins and torn edge included."""
        return round(self._picture_height() + 2 * _MARGIN + _TOOTH)

    def sizeHint(self) -> QSize:
        return QSize(self._paper_width + 2 * _MARGIN, max(self.paper_height(), 120))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 72)

    def _picture_height(self) -> float:
        return self._shown.height() * self._ratio() if self._shown is not None else 0.0

    def _ratio(self) -> float:
        room = min(self._paper_width, self.viewport().width() - 2 * _MARGIN)
        return min(1.0, room / self._shown.width()) if self._shown is not None else 1.0

    def _fit(self) -> None:
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, self.paper_height() - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(40)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.viewport().rect())
        whole = max(self.paper_height() - self.verticalScrollBar().value(), 40)
        bottom = min(area.bottom(), float(whole)) if self._shown is not None else area.bottom()
        self._paint_paper(painter, QRectF(area.left(), area.top(), area.width(), bottom))
        if self._shown is None:
            painter.setPen(QColor(theme.LIGHT.text3))
            painter.setFont(theme.font(13))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(area.adjusted(16, 0, -16, -_TOOTH), flags, self._empty_text)
        else:
            self._paint_slip(painter, area, bottom)
        self._paint_bar(painter, area)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area.adjusted(1, 1, -1, -1))

    def _paint_paper(self, painter: QPainter, rect: QRectF) -> None:
        teeth = max(1, round(rect.width() / (_TOOTH * 1.6)))
        step = rect.width() / teeth
        outline = QPolygonF([rect.bottomLeft() - QPointF(0, _TOOTH), rect.topLeft(), rect.topRight()])
        for tooth in range(teeth, 0, -1):
            outline.append(QPointF(rect.left() + tooth * step, rect.bottom() - _TOOTH))
            outline.append(QPointF(rect.left() + (tooth - 0.5) * step, rect.bottom() - 1))
        painter.setPen(QPen(theme.colour("paper_line"), 1))
        painter.setBrush(QColor(theme.LIGHT.paper))
        painter.drawPolygon(outline)

    def _paint_slip(self, painter: QPainter, area: QRectF, bottom: float) -> None:
        if self._shown is None:
            return
        ratio = self._ratio()
        scale = painter.device().devicePixelRatioF()
        painter.save()
        painter.setClipRect(area.adjusted(1, 1, -1, 0).intersected(QRectF(0, 0, area.width(), bottom - _TOOTH - 1)))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, ratio * scale != round(ratio * scale))
        width = self._shown.width() * ratio
        left = round((area.width() - width) / 2)
        top = _MARGIN - self.verticalScrollBar().value()
        painter.drawImage(QRectF(left, top, width, self._picture_height()), self._shown)
        painter.restore()

    def _paint_bar(self, painter: QPainter, area: QRectF) -> None:
        bar = self.verticalScrollBar()
        if bar.maximum() <= 0:
            return
        room = area.height() - 16
        length = max(24.0, room * bar.pageStep() / (bar.maximum() + bar.pageStep()))
        top = 4 + (room - length) * bar.value() / bar.maximum()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.LIGHT.control))
        painter.drawRoundedRect(QRectF(area.right() - 7, top, 4, length), 2, 2)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position().toPoint()
        self._scroll_at_press = self.verticalScrollBar().value()
        self._dragged = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed_at is None:
            return
        moved = event.position().toPoint().y() - self._pressed_at.y()
        self._dragged = self._dragged or abs(moved) >= _DRAG_LEAST
        if self._dragged:
            self.verticalScrollBar().setValue(self._scroll_at_press - moved)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        clicked = self._pressed_at is not None and not self._dragged
        self._pressed_at = None
        if clicked and self._clickable and self._shown is not None:
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._clickable and self._shown is not None and event.key() == Qt.Key.Key_Space:
            self.opened.emit()
        else:
            super().keyPressEvent(event)
