"""The settings' screen: sections at the left, one of them open."""

from __future__ import annotations

from functools import cached_property
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from loyalty.words import Words
from ui import theme
from ui.facts import MessageFacts
from ui.printers.view import PrintersView
from ui.prints.print_now import PrintNowView
from ui.prints.view import PrintsView
from ui.settings.about import AboutSection
from ui.settings.facts import SettingsFacts
from ui.settings.look import LookSection
from ui.settings.programmes import ProgrammesSection
from ui.settings.section import Section, nav_button
from ui.settings.shop import ShopSection
from ui.settings.slips import SlipsView
from ui.widgets.message_bar import MessageBar

Later = TypeVar("Later", SlipsView, PrintsView, PrintNowView)

_ICONS = {
    "shop": "store",
    "look": "languages",
    "programmes": "gift",
    "slips": "receipt-text",
    "printer": "printer",
    "prints": "history",
    "print_now": "qr-code",
    "about": "database",
}
_NAV_WIDTH = 236


class SettingsView(QWidget):
    """Settings. Passive: `show_*` draws finished texts, signals are wishes.

    `saved` carries the values of the shop's Fields (whole numbers as int, lists as tuples); `programmes_wished()` goes
    to the programmes' own screen; `folder_wished()` opens the data's folder. `printer` has its own desk, and
    so have `slips`, `prints` and `print_now`, which are made when they are first wanted: `section_made(view)`.
    """

    section_made = Signal(object)
    saved = Signal(dict)
    language_wished = Signal(str)
    theme_wished = Signal(str)
    programmes_wished = Signal()
    folder_wished = Signal()
    message_action_wished = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.message = MessageBar()
        self.shop = ShopSection(words)
        self.look = LookSection(words)
        self.programmes = ProgrammesSection(words)
        self.printer = PrintersView(words)
        self.about = AboutSection(words)
        self._words = words
        self._sections: dict[str, Section | SlipsView | PrintersView | PrintsView | PrintNowView] = {
            "shop": self.shop,
            "look": self.look,
            "programmes": self.programmes,
            "printer": self.printer,
            "about": self.about,
        }
        self.nav = {name: nav_button(icon) for name, icon in _ICONS.items()}
        self._body = QStackedWidget()
        self._lay_out()
        self._join()
        self.relabel(words)
        self.show_section("shop")

    def _lay_out(self) -> None:
        self._nav_card = QFrame()
        self._nav_card.setProperty("role", "card")
        self._nav_card.setFixedWidth(_NAV_WIDTH)
        column = QVBoxLayout(self._nav_card)
        column.setContentsMargins(10, 12, 10, 12)
        column.setSpacing(4)
        group = QButtonGroup(self)
        for name, button in self.nav.items():
            group.addButton(button)
            column.addWidget(button)
            if name in self._sections:
                self._body.addWidget(self._sections[name])
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        row.addWidget(self._nav_card)
        row.addWidget(self._body, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        whole.setSpacing(theme.GAP)
        whole.addWidget(self.message)
        whole.addLayout(row, 1)

    def _join(self) -> None:
        for name, button in self.nav.items():
            button.clicked.connect(lambda _=False, name=name: self.show_section(name))
        for own, part in (
            (self.saved, self.shop.saved),
            (self.language_wished, self.look.language_wished),
            (self.theme_wished, self.look.theme_wished),
            (self.programmes_wished, self.programmes.programmes_wished),
            (self.folder_wished, self.about.folder_wished),
            (self.message_action_wished, self.message.action_wished),
        ):
            part.connect(own)

    @cached_property
    def slips(self) -> SlipsView:
        """What slips say."""
        return self._made("slips", SlipsView(self._words))

    @cached_property
    def prints(self) -> PrintsView:
        """The history of slips."""
        return self._made("prints", PrintsView(self._words))

    @cached_property
    def print_now(self) -> PrintNowView:
        """What is printed when it is wanted."""
        return self._made("print_now", PrintNowView(self._words))

    def _made(self, name: str, view: Later) -> Later:
        """Sections that the counter need not wait for while the settings are made."""
        self._sections[name] = view
        self._body.addWidget(view)
        self.section_made.emit(view)
        return view

    def show_settings(self, facts: SettingsFacts) -> None:
        """Show everything as it is now; what is typed and not saved yet stays."""
        self.shop.show_values(facts.shop)
        self.look.show_look(facts.language, facts.theme)
        self.programmes.show_programmes(facts.programmes)
        self.about.show_about(facts.about)

    def show_section(self, section: str) -> None:
        """Open a section: "shop", "look", "programmes", "slips", "printer", "prints", "print_now" or "about"."""
        self.nav[section].setChecked(True)
        self._body.setCurrentWidget(self._sections.get(section) or getattr(self, section))

    def show_field_error(self, field: str, sentence: str) -> None:
        """Show a sentence under a field of the shop; what was typed stays."""
        self.show_section("shop")
        self.shop.show_field_error(field, sentence)

    def show_message(self, message: MessageFacts | None) -> None:
        """Show a bar in place, or none."""
        self.message.show_message(message)

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        self._words = words
        for name, button in self.nav.items():
            button.setText(words(f"settings.section_{name}"))
        for section in self._sections.values():
            section.relabel(words)
        self._nav_card.setAccessibleName(words("settings.sections_name"))
