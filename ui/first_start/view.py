"""The first start: the shop's name, the programme, the printer; each can be skipped."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from loyalty.shop import SHOP_FIELDS
from loyalty.terms import faults
from loyalty.words import LANGUAGES, Words
from ui.controls import TextControl
from ui.first_start.steps import StepDots
from ui.forms import FieldRow, fault_sentence
from ui.settings.choice_cards import ChoiceCards
from ui.settings.facts import PresetCard
from ui.widgets.buttons import Button
from ui.widgets.message_bar import MessageBar
from ui.widgets.segments import Segments
from ui.widgets.text import label, rule

STEPS = ("name", "preset", "printer")
_CARD_WIDTH = 640
_CARD_HEIGHT = 690
_NO_PRESET = "none"
# Slips on the screen to begin with, a printer set up right after the questions, or no slips at all.
PRINTERS = ("virtual", "set_up", "none")
_NAME_FIELD = next(field for field in SHOP_FIELDS if field.name == "name")
_PRINTER_ICONS = {"virtual": "monitor", "set_up": "printer", "none": "x"}


class FirstStartView(QWidget):
    """Three questions, each of which can be skipped.

    `finished` carries a dict: name (str), preset (id, "" for none), printer (one of PRINTERS); what was skipped is left
    out. `language_wished(id)` asks for another language, now. `message` says in place what could not be kept.
    """

    finished = Signal(dict)
    language_wished = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._step = 0
        self._answers: dict[str, object] = {}
        self._preset_cards: tuple[PresetCard, ...] = ()
        self.language = Segments()
        self.message = MessageBar()
        self.name = FieldRow(TextControl())
        self.presets = ChoiceCards()
        self.printer = ChoiceCards()
        self.back = Button("", "link")
        self.skip = Button("", "quiet")
        self.next = Button("", "primary")
        self._dots = StepDots(len(STEPS))
        self._title = label(role="title")
        self._lead = label(role="second", wrap=True)
        self._questions = {step: label(role="heading", wrap=True) for step in STEPS}
        self._helps = {step: label(role="second", wrap=True) for step in STEPS}
        self._pages = QStackedWidget()
        self._lay_out()
        self._join()
        self.relabel(words)
        self._show_step()

    def _lay_out(self) -> None:
        card = QFrame()
        card.setProperty("role", "card")
        card.setMaximumSize(_CARD_WIDTH, _CARD_HEIGHT)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(32, 26, 32, 22)
        inside.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.language)
        inside.addLayout(head)
        inside.addWidget(self._lead)
        inside.addWidget(rule())
        inside.addSpacing(6)
        for step, part in zip(STEPS, (self.name, self.presets, self.printer), strict=True):
            self._pages.addWidget(self._page(step, part))
        inside.addWidget(self._pages, 1)
        inside.addWidget(self.message)
        inside.addLayout(self._foot())
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card, 100)
        row.addStretch(1)
        column.addLayout(row, 100)
        column.addStretch(1)

    def _page(self, step: str, part: QWidget) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(8)
        column.addWidget(self._questions[step])
        column.addWidget(self._helps[step])
        column.addSpacing(6)
        column.addWidget(part)
        column.addStretch(1)
        page.setProperty("role", "scrolled")
        scroll = QScrollArea(widgetResizable=True)
        scroll.setWidget(page)
        return scroll

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._dots)
        foot.addStretch(1)
        foot.addWidget(self.back)
        foot.addWidget(self.skip)
        foot.addWidget(self.next)
        return foot

    def _join(self) -> None:
        self.language.chosen.connect(self.language_wished)
        self.back.clicked.connect(lambda: self._go(-1))
        self.skip.clicked.connect(self._skip)
        self.next.clicked.connect(self._answer)

    def _go(self, steps: int) -> None:
        self.message.show_message(None)
        self._step += steps
        if self._step == len(STEPS):
            self._step -= 1
            self.finished.emit(dict(self._answers))
        self._show_step()

    def _skip(self) -> None:
        """Leave the question as it is. A shop needs some programme or none, so there the ticked one stands."""
        if STEPS[self._step] == "preset":
            self._answer()
            return
        for name in self._typed():
            self._answers.pop(name, None)
        self._go(1)

    def _answer(self) -> None:
        typed = self._typed()
        # Said here and now: at the end nobody would see which answer the shop did not take.
        wrong = faults((_NAME_FIELD,), typed, "") if _NAME_FIELD.name in typed else ()
        if wrong:
            self.show_field_error(_NAME_FIELD.name, fault_sentence(_NAME_FIELD, wrong[0], self._words))
            return
        self._answers.update(typed)
        self._go(1)

    def _typed(self) -> dict[str, object]:
        """The answer to the question that is shown."""
        step = STEPS[self._step]
        if step == "name":
            return {"name": str(self.name.control.value()).strip()}
        if step == "preset":
            chosen = self.presets.current()
            return {"preset": "" if chosen == _NO_PRESET else chosen}
        return {"printer": self.printer.current()}

    def show_presets(self, presets: tuple[PresetCard, ...]) -> None:
        """Show the presets that can be chosen; the first one marked running is chosen beforehand."""
        first = not self.presets.current()
        self._preset_cards = presets
        none = (_NO_PRESET, "x", self._words("first_start.preset_none"), self._words("first_start.preset_none_text"))
        choices = [(card.preset_id, "gift", card.name, "\n".join(card.sentences)) for card in presets]
        self.presets.show_choices([*choices, none])
        if first and presets:
            running = [card.preset_id for card in presets if card.running]
            self.presets.choose((running or [presets[0].preset_id])[0])

    def show_field_error(self, field: str, sentence: str) -> None:
        """Show a sentence under "name" and go to that question; what was typed stays."""
        self._step = STEPS.index(field)
        self._show_step()
        self.name.show_error(sentence)

    def _show_step(self) -> None:
        self._pages.setCurrentIndex(self._step)
        self.back.setVisible(self._step > 0)
        last = self._step == len(STEPS) - 1
        self.skip.setText(
            self._words("first_start.skip_preset" if STEPS[self._step] == "preset" else "first_start.skip")
        )
        self.next.setText(self._words("first_start.finish" if last else "first_start.next"))
        text = self._words("first_start.step", step=self._step + 1, steps=len(STEPS))
        self._dots.show_step(self._step, text)
        self._focus_question()

    def _focus_question(self) -> None:
        """Only while it is shown: afterwards the focus belongs to the counter."""
        if not self.isVisible():
            return
        if STEPS[self._step] == "name":
            self.name.control.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            (self.presets if STEPS[self._step] == "preset" else self.printer).focus_chosen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on from anywhere in the question; on another button it does what they say."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        focused = QApplication.focusWidget()
        (focused if focused in (self.back, self.skip, self.message.action_button()) else self.next).click()

    def showEvent(self, event: QShowEvent) -> None:
        """Let the owner type at once: what was focused before the screen came to the front counts for nothing."""
        super().showEvent(event)
        self._focus_question()

    def relabel(self, words: Words) -> None:
        """Say everything in this language; what was typed stays."""
        self._words = words
        self._title.setText(words("first_start.title"))
        self._lead.setText(words("first_start.lead"))
        for step in STEPS:
            self._questions[step].setText(words(f"first_start.{step}_question"))
            self._helps[step].setText(words(f"first_start.{step}_help"))
        self.name.set_texts(words("settings.name"))
        if isinstance(self.name.control, TextControl):
            self.name.control.setPlaceholderText(words("first_start.name_placeholder"))
        languages = [(language, words(f"settings.language_{language}")) for language in LANGUAGES]
        self.language.show_choices(languages, words.language)
        self.language.setAccessibleName(words("first_start.language_name"))
        self.back.setText(words("first_start.back"))
        self.printer.show_choices([_printer_choice(each, words) for each in PRINTERS])
        self.printer.choose(self.printer.current() or PRINTERS[0])
        self.show_presets(self._preset_cards)
        self._show_step()


def _printer_choice(name: str, words: Words) -> tuple[str, str, str, str]:
    key = f"first_start.printer_{name}"
    return name, _PRINTER_ICONS[name], words(key), words(f"{key}_help")
