"""The printer: its kind, where it is, how wide its paper is, a test page, and what came of it, all in place."""

from __future__ import annotations

from dataclasses import asdict

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from loyalty.words import Words
from ui.controls import TextControl
from ui.facts import MessageFacts
from ui.forms import FieldRow
from ui.settings.choice_cards import ChoiceCards
from ui.settings.facts import PrinterFacts
from ui.settings.section import Section
from ui.widgets.buttons import Button
from ui.widgets.message_bar import MessageBar
from ui.widgets.segments import Segments
from ui.widgets.text import label

KINDS = ("virtual", "network", "file", "none")
_ICONS = {"virtual": "monitor", "network": "printer", "file": "link", "none": "x"}
_ADDRESSED = ("network", "file")
WIDTHS = (58, 80)


class PrinterForm(QWidget):
    """Kind, address and width. The address is asked for only where there is one."""

    changed = Signal()

    def __init__(self, words: Words, kinds: tuple[str, ...] = KINDS) -> None:
        super().__init__()
        self.kind = ChoiceCards(columns=2)
        self.address = FieldRow(TextControl())
        self.width_mm = Segments()
        self._kinds = kinds
        self._kind_label = label(role="small")
        self._width_label = label(role="small")
        self.width_mm.setMaximumWidth(260)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for part in (self._kind_label, self.kind, self.address, self._width_label, self.width_mm):
            column.addWidget(part)
        self._width = WIDTHS[0]
        self.kind.chosen.connect(self._choose)
        self.address.changed.connect(self.changed)
        self.width_mm.chosen.connect(self._choose_width)
        self.relabel(words)
        self.show_printer(PrinterFacts())

    def _choose(self, kind: str) -> None:
        self._show_address()
        self.changed.emit()

    def _choose_width(self, width: str) -> None:
        self._width = int(width)
        self.changed.emit()

    def show_printer(self, facts: PrinterFacts) -> None:
        """Show this printer."""
        self._width = facts.width_mm
        self.kind.choose(facts.kind)
        self.address.control.set_value(facts.address)
        self.width_mm.choose(str(facts.width_mm))
        self._show_address()

    def values(self) -> dict[str, object]:
        """kind, address ("" where there is none) and width_mm."""
        kind = self.kind.current()
        address = str(self.address.control.value()).strip() if kind in _ADDRESSED else ""
        return {"kind": kind, "address": address, "width_mm": self._width}

    def is_complete(self) -> bool:
        """Whether the address that this kind needs is there; where not, its field says so and has the focus."""
        if self.address.isHidden() or self.values()["address"]:
            return True
        self.address.show_error(self._words("settings.text_needed"))
        self.address.control.setFocus()
        return False

    def _show_address(self) -> None:
        kind = self.kind.current()
        self.address.setVisible(kind in _ADDRESSED)
        self.address.show_error("")
        for part in (self._width_label, self.width_mm):
            part.setVisible(kind != "none")
        if kind in _ADDRESSED:
            key = f"settings.printer_address_{kind}"
            self.address.set_texts(self._words(key), self._words(f"{key}_hint"))

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        self._words = words
        self._kind_label.setText(words("settings.printer_kind"))
        self._width_label.setText(words("settings.printer_width"))
        self.kind.show_choices(
            [
                (kind, _ICONS[kind], words(f"settings.printer_{kind}"), words(f"settings.printer_{kind}_help"))
                for kind in self._kinds
            ]
        )
        widths = [(str(width), words(f"settings.printer_width_{width}")) for width in WIDTHS]
        self.width_mm.show_choices(widths, str(self._width))
        self._show_address()


class PrinterSection(Section):
    """The form with its two buttons. `printer_saved` carries kind, address and width_mm."""

    printer_saved = Signal(dict)
    test_page_wished = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__("printer")
        self.form = PrinterForm(words)
        self.result = MessageBar()
        self.save = Button("", "primary")
        self.test = Button("", "", "printer")
        self._facts = PrinterFacts()
        self.content.addWidget(self.form)
        self.content.addWidget(self.result)
        self.content.addStretch(1)
        self.add_foot(self.save, self.test)
        self.form.changed.connect(self._show_state)
        self.save.clicked.connect(self._save)
        self.test.clicked.connect(self.test_page_wished)
        self.relabel(words)
        self._show_state()

    def _save(self) -> None:
        if self.form.is_complete():
            self.printer_saved.emit(self.form.values())

    def show_printer(self, facts: PrinterFacts) -> None:
        """Show the printer in use; what is typed and not saved yet stays while that one is the same."""
        if facts != self._facts or self.form.values() == asdict(facts):
            self._facts = facts
            self.form.show_printer(facts)
        self._show_state()

    def _show_state(self) -> None:
        """A test page comes from the saved printer, so what is typed has to be saved first."""
        changed = self.form.values() != asdict(self._facts)
        self.save.setEnabled(changed)
        self.test.setEnabled(not changed and self._facts.kind != "none")

    def show_result(self, message: MessageFacts | None) -> None:
        """Show in place what came of the test page or of saving, or nothing."""
        self.result.show_message(message)

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        super().relabel(words)
        self.form.relabel(words)
        self.save.setText(words("settings.printer_save"))
        self.test.setText(words("settings.printer_test"))
