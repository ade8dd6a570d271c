"""What is printed when it is wanted: a poster, a strip of cards to stamp by hand, coupons, the day's report."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QImage, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from loyalty.words import Words
from ui import theme
from ui.controls import ChoiceControl, DayControl, NumberControl, TextControl
from ui.facts import MessageFacts
from ui.forms import FieldRow
from ui.prints.facts import COUNTED, OF_A_PROGRAMME, THINGS, PrintNowFacts, PrintNowWish
from ui.settings.choice_cards import ChoiceCards
from ui.settings.section import Section
from ui.widgets.buttons import Button
from ui.widgets.message_bar import MessageBar
from ui.widgets.paper_view import PaperView
from ui.widgets.text import label

_FORM_WIDTH = 560
_WIDE, _PREVIEW, _PREVIEW_NARROW = 940, 440, 296
_TEN = 10
# Whoever types fast is not drawn at every key.
DRAW_MS = 60


class PrintNowView(QWidget):
    """Passive. `preview_wished` and `print_wished` carry a PrintNowWish; `action_wished` is the button of what keeps a
    thing from being printed.
    """

    came = Signal()
    preview_wished = Signal(object)
    print_wished = Signal(object)
    action_wished = Signal(str)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._facts = PrintNowFacts()
        self._busy = False
        self.section = Section("print_now", _FORM_WIDTH)
        self.things = ChoiceCards(columns=2)
        self.programme = FieldRow(ChoiceControl())
        self.count = FieldRow(NumberControl())
        self.day = FieldRow(DayControl())
        self.sentence = FieldRow(TextControl())
        self.trouble = MessageBar()
        self.message = MessageBar()
        self.print = Button("", "primary", "printer")
        self.paper = PaperView(clickable=False)
        self._title = label(role="section")
        self._note = label(role="second", wrap=True)
        self._draw = QTimer(self, singleShot=True, interval=DRAW_MS)
        self._pressed = QTimer(self, singleShot=True)
        self._programmes: dict[str, str] = {}
        self._counts = {"poster": 1, "stamp_card": _TEN, "coupon": _TEN}
        self._lay_out()
        self.relabel(words)
        self.things.choose("poster")
        self.count.control.set_value(self._counts["poster"])
        self._join()
        self._show_parts()

    def _lay_out(self) -> None:
        content = self.section.content
        for part in (self.things, self.programme, self.count, self.day, self.sentence, self._note, self.trouble):
            content.addWidget(part)
        content.addWidget(self.message)
        content.addStretch(1)
        self.section.add_foot(self.print)
        self._side = QFrame()
        self._side.setProperty("role", "card")
        column = QVBoxLayout(self._side)
        column.setContentsMargins(14, 14, 14, 14)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self.paper, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP)
        row.addWidget(self.section, 1)
        row.addWidget(self._side)

    def _join(self) -> None:
        self.things.chosen.connect(self._choose)
        for part in (self.programme, self.count, self.day, self.sentence):
            part.changed.connect(self._typed)
        self.trouble.action_wished.connect(self.action_wished)
        self.print.clicked.connect(self._print)
        self._draw.timeout.connect(self._wish)
        self._pressed.timeout.connect(self._show_button)

    def thing(self) -> str:
        """Which of THINGS is chosen."""
        return self.things.current()

    def show_facts(self, facts: PrintNowFacts) -> None:
        """Show what can be printed now; what is typed stays."""
        if facts.today != self._facts.today and self.day.control.value() in ("", self._facts.today):
            self.day.control.set_value(facts.today)
        self._facts = facts
        self._show_parts()
        self._draw.start()

    def choose(self, thing: str) -> None:
        """Choose one of THINGS."""
        self.things.choose(thing)
        self._choose(thing)

    def show_picture(self, picture: QImage | None) -> None:
        """How it would print; None for nothing to print."""
        self.paper.show_picture(picture, self._words("prints.nothing_to_see"))

    def show_message(self, message: MessageFacts | None) -> None:
        """Say in place what came of printing, or nothing."""
        self._busy = False
        if message is not None:
            self._pressed.stop()
        self.message.show_message(message)
        self._show_button()
        if message is not None:
            # What is new takes its place only now.
            QTimer.singleShot(0, self, lambda: self.section.scroll.ensureWidgetVisible(self.message))

    def _choose(self, thing: str) -> None:
        self.message.show_message(None)
        self._show_parts()
        if thing in self._counts:
            self.count.control.set_value(self._counts[thing])
        self._wish()

    def _typed(self) -> None:
        count = self.count.control.value()
        if self.thing() in self._counts and isinstance(count, int):
            self._counts[self.thing()] = count
        if self.thing() in OF_A_PROGRAMME and not self.programme.control.signalsBlocked():
            self._programmes[self.thing()] = str(self.programme.control.value())
        self._show_button()
        self._draw.start()

    def _show_parts(self) -> None:
        thing, facts = self.thing(), self._facts
        choices = facts.stamp_cards if thing == "stamp_card" else facts.coupons
        control = self.programme.control
        if thing in OF_A_PROGRAMME and isinstance(control, ChoiceControl):
            control.blockSignals(True)
            control.set_choices(choices)
            control.set_value(self._programmes.get(thing, control.value()))
            control.blockSignals(False)
        can = thing not in facts.troubles
        self.programme.setVisible(can and thing in OF_A_PROGRAMME)
        self.count.setVisible(can and thing in COUNTED)
        self.day.setVisible(can and thing == "day_report")
        self.sentence.setVisible(can and thing == "poster")
        self._note.setText(facts.notes.get(thing, ""))
        self._note.setVisible(can and bool(self._note.text()))
        self.trouble.show_message(facts.troubles.get(thing))
        most = facts.most.get(thing, 1)
        self.count.set_hint(self._words("prints.count_help", limit=f"{most:,}"))
        self.count.show_error("")
        self._show_button()

    def _show_button(self) -> None:
        thing, count = self.thing(), self.count.control.value()
        shown = count if thing in COUNTED and isinstance(count, int) else 1
        self.print.setText(self._words("prints.print_count", count=max(shown, 1)))
        wrong = self._wrong_count()
        if wrong:
            self.count.show_error(wrong)
        # Also for as long as a second click may belong to the first: it would issue every coupon twice.
        busy = self._busy or self._pressed.isActive()
        self.print.setEnabled(thing not in self._facts.troubles and not busy and not wrong)

    def _wrong_count(self) -> str:
        """Why so many cannot be printed at a time, "" where they can."""
        count, most = self.count.control.value(), self._facts.most.get(self.thing())
        if self.thing() not in COUNTED or most is None or (isinstance(count, int) and 1 <= count <= most):
            return ""
        return self._words("prints.count_wrong", limit=f"{most:,}")

    def wish(self) -> PrintNowWish | None:
        """What is typed; None when it cannot be: the field then says why."""
        thing, count, day = self.thing(), self.count.control.value(), str(self.day.control.value())
        wrong = self._wrong_count()
        if wrong:
            self.count.show_error(wrong)
            self.count.control.setFocus()
            return None
        return PrintNowWish(
            thing,
            str(self.programme.control.value()) if thing in OF_A_PROGRAMME else "",
            count if thing in COUNTED and isinstance(count, int) else 1,
            day if thing == "day_report" else "",
            str(self.sentence.control.value()) if thing == "poster" else "",
        )

    def show_day_error(self) -> None:
        """What is typed is no day."""
        self._busy = False
        self._pressed.stop()
        self.day.show_error(self._words("prints.day_wrong"))
        self._show_button()

    def _print(self) -> None:
        wish = self.wish()
        if wish is not None:
            self._busy = True
            self._pressed.start(QApplication.doubleClickInterval())
            self.message.show_message(None)
            self._show_button()
            self.print_wished.emit(wish)

    def _wish(self) -> None:
        """How many there will be does not change how one looks."""
        self._draw.stop()
        thing = self.thing()
        self.preview_wished.emit(
            PrintNowWish(
                thing,
                str(self.programme.control.value()) if thing in OF_A_PROGRAMME else "",
                day=str(self.day.control.value()),
                sentence=str(self.sentence.control.value()),
            )
        )

    def showEvent(self, event: QShowEvent) -> None:
        """The shop may have changed meanwhile."""
        super().showEvent(event)
        self.came.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The paper is shown 1:1 where there is room for it."""
        super().resizeEvent(event)
        self._side.setFixedWidth(_PREVIEW if self.width() >= _WIDE else _PREVIEW_NARROW)

    def relabel(self, words: Words) -> None:
        """Say everything in this language; what is typed stays."""
        self._words = words
        self.section.relabel(words)
        self.things.show_choices(
            [
                (thing, icon, words(f"prints.thing_{thing}"), words(f"prints.thing_{thing}_help"))
                for thing, icon in THINGS.items()
            ]
        )
        self.programme.set_texts(words("prints.programme"))
        self.count.set_texts(words("prints.count"))
        self.day.set_texts(words("prints.day"), words("prints.day_help"))
        self.sentence.set_texts(words("prints.sentence"), words("prints.sentence_help"))
        self._title.setText(words("slips_settings.preview_title"))
        self.paper.setAccessibleName(words("slips_settings.preview_name"))
        self._show_parts()
