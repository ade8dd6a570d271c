"""What the printer is for: its name, what it prints, the cash drawer on it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from loyalty.words import Words
from ui.controls import SwitchControl, TextControl
from ui.facts import MessageFacts
from ui.forms import FieldRow
from ui.printers.facts import REAL_KINDS, ROLES, WIDTH_OF_LETTER, PrinterDraft, SetUpFacts
from ui.printers.pages import Page
from ui.widgets.buttons import Button
from ui.widgets.message_bar import MessageBar
from ui.widgets.segments import Segments
from ui.widgets.text import label

_SCREEN_WIDTHS = ("384", "576")


class UsePage(Page):
    """`drawer_wished()` opens the drawer of the printer as it is set up so far, now."""

    drawer_wished = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__("use")
        self.name = FieldRow(TextControl())
        self.roles = {role: SwitchControl() for role in ROLES}
        self.drawer = SwitchControl()
        self.open_drawer = Button("", "", "lock-open")
        self.drawer_result = MessageBar()
        self.width = Segments()
        self._facts = SetUpFacts()
        self._draft = PrinterDraft()
        self._named = ""
        self._headings = {name: label(role="small") for name in ("roles", "drawer", "paper")}
        self._lay_out()
        self.name.changed.connect(self.changed)
        self.drawer.changed.connect(self._show_drawer)
        for switch in self.roles.values():
            switch.changed.connect(self._name_roles)
        self.open_drawer.clicked.connect(self.drawer_wished)
        self.relabel(words)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.drawer, 1)
        row.addWidget(self.open_drawer)
        self.name.setMaximumWidth(420)
        self.width.setMaximumWidth(260)
        self.body.addWidget(self.name)
        self.body.addWidget(self._headings["paper"])
        self.body.addWidget(self.width)
        self.body.addWidget(self._headings["roles"])
        for switch in self.roles.values():
            self.body.addWidget(switch)
        self.body.addWidget(self._headings["drawer"])
        self.body.addLayout(row)
        self.body.addWidget(self.drawer_result)
        self.body.addStretch(1)

    def show_facts(self, facts: SetUpFacts) -> None:
        """Know who prints what now, and which names are taken."""
        self._facts = facts
        self.relabel(self._words)

    def begin(self, draft: PrinterDraft) -> None:
        """Show its name, roles and drawer."""
        self._draft = draft
        self._named = ""
        self.name.control.set_value(draft.name)
        for role, switch in self.roles.items():
            switch.set_value(role in draft.roles)
        self.drawer.set_value(draft.drawer)
        self.width.choose(str(draft.width_dots) if str(draft.width_dots) in _SCREEN_WIDTHS else _SCREEN_WIDTHS[0])
        self.drawer_result.show_message(None)

    def enter(self, draft: PrinterDraft) -> None:
        """Propose a name of its kind as long as a person gave it none; show what its kind can have."""
        self._draft = draft
        typed = str(self.name.control.value()).strip()
        if not typed or typed == self._named:
            self._named = self._free_name(draft.kind)
            self.name.control.set_value(self._named)
        self._show()

    def _free_name(self, kind: str) -> str:
        wanted = self._words(f"printer.name_{kind}")
        names = [wanted, *(f"{wanted} {number}" for number in range(2, 20))]
        return next((name for name in names if name not in self._facts.names), wanted)

    def _show(self) -> None:
        real, virtual = self._draft.kind in REAL_KINDS, self._draft.kind == "virtual"
        for part in (self._headings["drawer"], self.drawer):
            part.setVisible(real)
        for part in (self._headings["paper"], self.width):
            part.setVisible(virtual)
        self._show_drawer()

    def _show_drawer(self) -> None:
        on = self._draft.kind in REAL_KINDS and self.drawer.isChecked()
        self.open_drawer.setVisible(on)
        if not on:
            self.drawer_result.show_message(None)

    def show_drawer(self, message: MessageFacts | None) -> None:
        """Say what came of opening the drawer."""
        self.drawer_result.show_message(message)

    def answered(self, draft: PrinterDraft) -> PrinterDraft:
        """With name, roles and drawer; paper on the screen is as wide as chosen here."""
        real = draft.kind in REAL_KINDS
        dots = draft.width_dots if real else int(self.width.current() or _SCREEN_WIDTHS[0])
        return replace(
            draft,
            name=str(self.name.control.value()).strip(),
            roles=tuple(role for role, switch in self.roles.items() if switch.isChecked()),
            drawer=real and self.drawer.isChecked(),
            width_dots=dots or WIDTH_OF_LETTER["C"],
        )

    def is_complete(self) -> bool:
        """Whether it has a name of its own."""
        name = str(self.name.control.value()).strip()
        key = "settings.text_needed" if not name else "printer.name_taken" if name in self._facts.names else ""
        if key:
            self.name.show_error(self._words(key))
            self.name.control.setFocus(Qt.FocusReason.OtherFocusReason)
        return not key

    def focus_first(self) -> None:
        """The name."""
        self.name.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _name_roles(self) -> None:
        """Each role with the printer that prints it now, and whether it moves here."""
        for role, switch in self.roles.items():
            text, by = self._words(f"printer.role_{role}_long"), self._facts.printed_by.get(role, "")
            if by:
                key = "printer.role_moves" if switch.isChecked() else "printer.role_elsewhere"
                text = self._words(key, role=text, name=by)
            switch.setText(text)
            switch.setAccessibleName(text)
            switch.updateGeometry()

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        super().relabel(words)
        self._words = words
        self.name.set_texts(words("printer.name"), words("printer.name_hint"))
        for name, heading in self._headings.items():
            heading.setText(words(f"printer.use_{name}"))
        self._name_roles()
        self.drawer.setText(words("printer.drawer"))
        self.drawer.setAccessibleName(words("printer.drawer"))
        self.open_drawer.setText(words("printer.drawer_open"))
        chosen = self.width.current() or _SCREEN_WIDTHS[0]
        widths = {"384": "printer.width_58", "576": "printer.width_80"}
        self.width.show_choices([(dots, words(widths[dots])) for dots in _SCREEN_WIDTHS], chosen)
