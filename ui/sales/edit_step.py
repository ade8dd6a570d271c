"""Put a recorded sale right: how many of what, another amount, what was used on it, and whose it is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from loyalty.words import Words
from ui.controls import NumberControl
from ui.forms import FieldRow
from ui.sales.count_row import CountRow
from ui.sales.facts import EditForm, EditLine, EditReward, EditWish, MemberChoice, ProductChoice
from ui.sales.step import Step
from ui.widgets.buttons import Button
from ui.widgets.search_box import SearchBox
from ui.widgets.text import ElidedLabel, label

_FOUND_MOST = 4
# What the icon, the gaps and the frame of a product's button take, and the least of its name.
_BESIDE_NAME, _NAME_LEAST = 92, 60


class EditStep(Step):
    """Starts with the sale as it is. `edit_chosen` carries an EditWish, `somebody_else_wished` asks whose it is."""

    edit_chosen = Signal(object)
    somebody_else_wished = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.search = SearchBox(height=44)
        self.found: list[Button] = []
        self.lines: list[tuple[EditLine, CountRow]] = []
        self.amounts: list[tuple[EditLine | None, FieldRow]] = []
        self.rewards: list[tuple[EditReward, CountRow]] = []
        self.added: list[tuple[ProductChoice, CountRow]] = []
        self.whose = ElidedLabel("", "strong", least_width=60)
        self.change_member = Button("", "quiet", "user")
        self.show_button = Button("", "")
        self._form = EditForm("", "")
        self._member: MemberChoice | None = None
        self._handed_over = False
        self._rewards_title = label(role="hint")
        self._nothing = label(role="hint")
        self._lay_out()
        self._join()
        self.relabel(words)

    def _lay_out(self) -> None:
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self._found_rows = QVBoxLayout()
        self._found_rows.setSpacing(6)
        inner = QWidget()
        inner.setProperty("role", "scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(8)
        column.addLayout(self._rows)
        column.addWidget(self.search)
        column.addWidget(self._nothing)
        column.addLayout(self._found_rows)
        column.addStretch(1)
        self.area = QScrollArea(widgetResizable=True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inner)
        self.column.addWidget(self.area, 1)
        whose = QHBoxLayout()
        whose.addWidget(self.whose, 1)
        whose.addWidget(self.change_member)
        self.column.addLayout(whose)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.show_button)
        row.addStretch(1)
        row.addWidget(self.back_out)
        self.column.addLayout(row)

    def _join(self) -> None:
        self.search.changed.connect(self._find)
        self.search.submitted.connect(self._take_first)
        self.change_member.clicked.connect(self.somebody_else_wished)
        self.show_button.clicked.connect(self._choose)

    def begin(self, form: EditForm) -> None:
        """Start with the sale as it was recorded."""
        self._form, self._member, self._handed_over = form, None, False
        self.search.set_text_quietly("")
        self._show_rows()
        self._find("")
        self._show_whose()
        first = self.amounts[0][1].control if not self.lines else self.lines[0][1].more
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def hand_over(self, member: MemberChoice | None) -> None:
        """It is this member's, or with None that of a customer who is no member."""
        self._member, self._handed_over = member, True
        self._show_whose()

    def _show_rows(self) -> None:
        gone = (*self.lines, *self.amounts, *self.rewards, *self.added)
        self.added = []
        for _, part in gone:
            self._rows.removeWidget(part)
            part.hide()
            part.deleteLater()
        form, words = self._form, self._words
        self.lines = [
            (line, CountRow(line.name, line.count, line.most, "edit_row", words)) for line in form.lines if line.name
        ]
        typed: list[EditLine | None] = [line for line in form.lines if not line.name]
        self.amounts = [(line, self._amount_row(line)) for line in typed or [None]]
        self.rewards = [
            (each, CountRow(each.title, each.count, each.count, "edit_reward", words, each.step))
            for each in form.rewards
        ]
        for _, part in (*self.lines, *self.amounts):
            self._rows.addWidget(part)
        self._rows.addWidget(self._rewards_title)
        self._rewards_title.setVisible(bool(self.rewards))
        for _, part in self.rewards:
            self._rows.addWidget(part)

    def _amount_row(self, line: EditLine | None) -> FieldRow:
        row = FieldRow(NumberControl())
        row.set_texts(self._words("sales.edit_another_amount" if line is None else "sales.edit_amount"))
        row.control.set_value("" if line is None else line.unit_price)
        return row

    def _find(self, text: str) -> None:
        """The products whose name has the typed text."""
        for button in self.found:
            self._found_rows.removeWidget(button)
            button.hide()
            button.deleteLater()
        wanted = text.strip().casefold()
        matches = [each for each in self._form.products if wanted and wanted in each.name.casefold()]
        self.found = [self._product_button(each) for each in matches[:_FOUND_MOST]]
        for button in self.found:
            self._found_rows.addWidget(button)
        self.search.setVisible(bool(self._form.products))
        self._nothing.setVisible(bool(wanted) and not matches)

    def _product_button(self, product: ProductChoice) -> Button:
        button = Button("", "quiet", "plus")
        room = self.area.viewport().width() - _BESIDE_NAME - button.fontMetrics().horizontalAdvance(product.price)
        name = button.fontMetrics().elidedText(product.name, Qt.TextElideMode.ElideRight, max(room, _NAME_LEAST))
        button.setText(self._words("sales.edit_product", name=name, price=product.price))
        button.setToolTip(self._words("sales.edit_product", name=product.name, price=product.price))
        button.clicked.connect(lambda: self._add(product))
        return button

    def _take_first(self) -> None:
        if len(self.found) == 1:
            self.found[0].click()

    def _add(self, product: ProductChoice) -> None:
        """One more row, with one unit."""
        row = CountRow(product.name, 1, product.most, "edit_row", self._words)
        self._rows.insertWidget(len(self.lines) + len(self.added), row)
        self.added.append((product, row))
        self.search.set_text_quietly("")
        self._find("")
        self.search.setFocus()

    def _choose(self) -> None:
        typed: list[tuple[EditLine | None, int]] = []
        for place, row in self.amounts:
            value = row.control.value() or 0
            if isinstance(value, int):
                typed.append((place, value))
            else:
                row.show_error(self._words("sales.edit_number_needed"))
        if len(typed) < len(self.amounts):
            return
        self.edit_chosen.emit(
            EditWish(
                counts=tuple((line.index, row.count) for line, row in self.lines),
                amounts=tuple((line.index, value) for line, value in typed if line is not None),
                new_amount=sum(value for line, value in typed if line is None),
                added=tuple((product.product_id, row.count) for product, row in self.added if row.count),
                rewards=tuple((each.offer_id, row.count) for each, row in self.rewards),
                handed_over=self._handed_over,
                member=self._member,
            )
        )

    def _show_whose(self) -> None:
        nobody = self._words("sales.edit_nobody")
        who = self._form.member if not self._handed_over else nobody if self._member is None else self._member.name
        self.whose.setText(self._words("sales.edit_whose", who=who or nobody))

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        super().relabel(words)
        self.title.setText(words("sales.edit_title"))
        self.search.relabel(words("sales.edit_add"), words("sales.edit_add"), words("sales.clear_search"))
        self.change_member.setText(words("sales.edit_whose_change"))
        self.show_button.setText(words("sales.edit_show"))
        self._rewards_title.setText(words("sales.edit_section_rewards"))
        self._nothing.setText(words("sales.edit_nothing_found"))
        for _, row in (*self.lines, *self.rewards, *self.added):
            row.relabel(words)
        for line, field in self.amounts:
            field.set_texts(words("sales.edit_another_amount" if line is None else "sales.edit_amount"))
        self._show_whose()
