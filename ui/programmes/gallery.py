"""What a new programme can begin with: ready-made ones, each stating itself, and the empty kinds."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from loyalty.words import Words
from ui.programmes.facts import GalleryGroup
from ui.settings.choice_cards import ChoiceCards
from ui.widgets.buttons import IconButton
from ui.widgets.text import label


class Gallery(QFrame):
    """`chosen(key)` names a card; `closed` goes back."""

    chosen = Signal(str)
    closed = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.groups: list[ChoiceCards] = []
        self.close_button = IconButton("x", "")
        self._title = label(role="heading")
        self._lead = label(role="second", wrap=True)
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = QHBoxLayout()
        head.setContentsMargins(24, 12, 12, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self.close_button)
        lead = QHBoxLayout()
        lead.setContentsMargins(24, 0, 24, 8)
        lead.addWidget(self._lead)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(lead)
        column.addWidget(self._scroll, 1)
        self.close_button.clicked.connect(self.closed)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.closed)
        self.relabel(words)

    def show_groups(self, groups: tuple[GalleryGroup, ...]) -> None:
        """Show these, each group under its title."""
        inside = QWidget()
        inside.setProperty("role", "scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 4, 24, 20)
        column.setSpacing(8)
        self.groups = []
        for group in groups:
            column.addWidget(label(group.title, "section"))
            cards = ChoiceCards(columns=2)
            cards.show_choices([(card.key, card.icon, card.name, card.sentence) for card in group.cards])
            cards.chosen.connect(self.chosen)
            column.addWidget(cards)
            column.addSpacing(10)
            self.groups.append(cards)
        column.addStretch(1)
        self._scroll.setWidget(inside)

    def first_card(self) -> QWidget:
        """The first card; there must be one."""
        cards = self.groups[0]
        return cards.card(cards.names()[0])

    def focus_first(self) -> None:
        """Give the focus to the first card."""
        if self.groups:
            self.groups[0].focus_chosen()

    def relabel(self, words: Words) -> None:
        """Say everything in this language; the cards come anew from the desk."""
        self._title.setText(words("programmes_screen.gallery_title"))
        self._lead.setText(words("programmes_screen.gallery_lead"))
        self.close_button.rename(words("common.close"))
