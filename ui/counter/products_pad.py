"""The shop's products as keys, under their categories; in the keypad's place while the switch stands on 品項."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QScroller, QSizePolicy, QWidget

from ui import theme
from ui.counter.facts import ProductButton
from ui.counter.sale_parts import fitting_font
from ui.widgets.buttons import PaintedButton
from ui.widgets.scrolling import own_parts
from ui.widgets.text import ElidedLabel

_COLUMNS = 2


class ProductKey(PaintedButton):
    """One product: its name, on two lines if need be, and its price."""

    def __init__(self, facts: ProductButton) -> None:
        super().__init__()
        self._facts = facts
        self.setText(facts.name)
        self.setFixedHeight(theme.TARGET_KEY)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{facts.name} {facts.price}")
        self.setToolTip(f"{facts.name}\n{facts.price}")

    def sizeHint(self) -> QSize:
        return QSize(100, theme.TARGET_KEY)

    def paint_face(self, painter: QPainter) -> None:
        """Draw the key as it stands now."""
        hot = self.isDown()
        painter.setPen(QPen(theme.colour("primary" if hot else "line"), 1))
        painter.setBrush(theme.colour("primary_tint" if hot else "sunken" if self.underMouse() else "surface2"))
        radius = theme.RADIUS_CONTROL
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        area = QRectF(self.rect()).adjusted(8, 6, -6, -6)
        painter.setFont(fitting_font(self._facts.name, area.width(), (15, 13, 12), bold=True))
        painter.setPen(theme.colour("text"))
        name = QFontMetricsF(painter.font()).elidedText(self._facts.name, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, name)
        painter.setFont(theme.font(12))
        painter.setPen(theme.colour("text2"))
        painter.drawText(area, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, self._facts.price)


class ProductsPad(QScrollArea):
    """Scrolls by wheel and by finger; emits the product's id."""

    wished = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[ProductButton, ...] = ()
        self._others = ""
        self.keys: list[ProductKey] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        QScroller.grabGesture(own_parts(self), QScroller.ScrollerGestureType.TouchGesture)

    def show_products(self, products: Sequence[ProductButton], others: str) -> None:
        """Show them in the order given, category after category; `others` heads those without one."""
        if tuple(products) == self._shown and others == self._others:
            return
        self._shown = tuple(products)
        self._others = others
        inner = QWidget()
        inner.setProperty("role", "scrolled")
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 2, 0)
        grid.setSpacing(theme.SPACE)
        self.keys = []
        categories = list(dict.fromkeys(product.category for product in products))
        row = 0
        for category in sorted(categories, key=lambda name: name == ""):
            if len(categories) > 1:
                grid.addWidget(ElidedLabel(category or others, "hint"), row, 0, 1, _COLUMNS)
                row += 1
            row = self._add_keys(grid, row, [product for product in products if product.category == category])
        grid.setRowStretch(row, 1)
        self.setWidget(inner)

    def _add_keys(self, grid: QGridLayout, row: int, products: Sequence[ProductButton]) -> int:
        for place, product in enumerate(products):
            key = ProductKey(product)
            key.clicked.connect(lambda _=False, name=product.product_id: self.wished.emit(name))
            grid.addWidget(key, row + place // _COLUMNS, place % _COLUMNS)
            self.keys.append(key)
        return row + (len(products) + _COLUMNS - 1) // _COLUMNS
