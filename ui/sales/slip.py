"""What was sold, paid and earned: the open sale's sections, each only when it has something to say."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from loyalty.words import Words
from ui.sales.facts import OpenSale, ReversalRow
from ui.widgets.text import label, rule


class SaleSlip(QWidget):
    """The sections one under another; made anew for every sale."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "scrolled")
        self._words = words
        self._sale: OpenSale | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 10, 16, 12)
        self._body: QWidget | None = None

    def show_sale(self, sale: OpenSale) -> None:
        """Show this sale."""
        self._sale = sale
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._add_head(column, sale)
        self._add_money(column, sale)
        self._add_section(column, "section_entries", [label(text, wrap=True) for text in sale.explanations])
        self._add_section(column, "section_reversals", [self._reversal(row) for row in sale.reversals])
        column.addStretch(1)
        self._replace(body)

    def _replace(self, body: QWidget) -> None:
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.deleteLater()
        self._body = body
        self._column.addWidget(body)

    def _add_head(self, column: QVBoxLayout, sale: OpenSale) -> None:
        column.addWidget(label(" ・ ".join(text for text in (sale.kind, sale.when) if text), "second", wrap=True))
        if sale.member:
            column.addWidget(label(sale.member, "strong", wrap=True))
        for note in sale.notes:
            column.addWidget(label(note, "second", wrap=True))

    def _add_money(self, column: QVBoxLayout, sale: OpenSale) -> None:
        lines: list[QWidget] = []
        for line in sale.lines:
            lines.append(_row(line.text, line.amount))
            if line.note:
                lines.append(label(line.note, "stamp", wrap=True))
        self._add_section(column, "section_lines", lines)
        sums: list[QWidget] = [
            _row(name, amount, strong=row is sale.sums[-1]) for row in sale.sums for name, amount in [row]
        ]
        self._add_section(column, "section_sums", sums)
        self._add_section(column, "section_tenders", [_row(name, amount) for name, amount in sale.tenders])

    def _add_section(self, column: QVBoxLayout, key: str, parts: list[QWidget]) -> None:
        if not parts:
            return
        column.addSpacing(8)
        column.addWidget(label(self._words(f"sales.{key}"), "hint"))
        column.addWidget(rule())
        column.addSpacing(2)
        for part in parts:
            column.addWidget(part)

    @staticmethod
    def _reversal(reversal: ReversalRow) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(2)
        column.addWidget(_row(reversal.title, reversal.amount, strong=True))
        column.addWidget(label("\n".join((reversal.when, *reversal.explanations)), "small", wrap=True))
        return part

    def relabel(self, words: Words) -> None:
        """Say the headings in this language; the facts come anew from the desk."""
        self._words = words
        if self._sale is not None:
            self.show_sale(self._sale)


def _row(text: str, amount: str, *, strong: bool = False) -> QWidget:
    part = QWidget()
    row = QHBoxLayout(part)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    role = "section" if strong else ""
    left, right = label(text, role, wrap=True), QLabel(amount)
    right.setProperty("role", role or "strong")
    right.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    row.addWidget(left, 1)
    row.addWidget(right)
    return part
