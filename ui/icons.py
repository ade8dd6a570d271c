"""The icons: Lucide's SVG files (ISC) drawn by QtSvg in the theme's colours, sharp at any scale, cached.

`icon` makes a QIcon that looks its colour up when it is painted, so that a change of theme needs no new icons.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui import theme

_FOLDER = Path(__file__).parent / "assets" / "icons"


@cache
def names() -> frozenset[str]:
    """Every icon there is, by the name of its file without ".svg"."""
    return frozenset(path.stem for path in _FOLDER.glob("*.svg"))


@cache
def _source(name: str) -> str:
    return (_FOLDER / f"{name}.svg").read_text("utf-8")


@lru_cache(maxsize=512)
def _picture(name: str, colour: str, width: int, height: int) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    picture = QPixmap(width, height)
    picture.fill(Qt.GlobalColor.transparent)
    side = min(width, height)
    painter = QPainter(picture)
    renderer.render(painter, QRectF((width - side) / 2, (height - side) / 2, side, side))
    painter.end()
    return picture


def pixmap(name: str, colour: QColor, size: int, scale: float = 1.0) -> QPixmap:
    """The icon `size` logical pixels square in one colour, for a screen of this `scale`. An unknown name raises
    FileNotFoundError.
    """
    side = max(1, round(size * scale))
    made = QPixmap(_picture(name, colour.name(), side, side))
    made.setDevicePixelRatio(scale)
    return made


def draw_icon(painter: QPainter, name: str, rect: QRectF, colour: QColor) -> None:
    """Draw the icon centred in `rect` (its shorter side is the size), sharp on the painter's own device."""
    size = round(min(rect.width(), rect.height()))
    corner = QPointF(rect.center().x() - size / 2, rect.center().y() - size / 2)
    painter.drawPixmap(corner, pixmap(name, colour, size, painter.device().devicePixelRatioF()))


class _Engine(QIconEngine):
    """Paints one icon in the token that fits the button's mode and state at that moment, at the left of its room."""

    def __init__(self, name: str, token: str, on_token: str) -> None:
        super().__init__()
        self._name = name
        self._token = token
        self._on_token = on_token

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> QColor:
        if mode == QIcon.Mode.Disabled:
            return theme.colour("text3")
        return theme.colour(self._on_token if state == QIcon.State.On else self._token)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        square = QRectF(rect.left(), rect.top() + (rect.height() - side) / 2, side, side)
        draw_icon(painter, self._name, square, self._colour(mode, state))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return made

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._token, self._on_token)


def icon(name: str, token: str = "text2", on_token: str = "") -> QIcon:
    """The icon for a button, in a token of the theme; `on_token` when the button is checked (the same when "").

    An unknown name raises FileNotFoundError at once.
    """
    _source(name)
    return QIcon(_Engine(name, token, on_token or token))
