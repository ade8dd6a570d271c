"""The form of one draft, made from its kind's fields, with the day it begins; or an old version to look at."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from loyalty.programme_files import FROM_DAY_FIELD, NAME_FIELD
from loyalty.refusals import Refusal
from loyalty.words import Words
from ui.forms import FieldsForm
from ui.programmes.facts import EditorFacts, Suggested
from ui.widgets.buttons import Button, IconButton
from ui.widgets.chip import Chip
from ui.widgets.text import label

# A row that was just made is laid out by then.
_LAID_OUT_MS = 30


class Editor(QFrame):
    """`publish_wished` and `changed` carry name, terms and from_day ("" for today); `left` wishes to close."""

    publish_wished = Signal(dict)
    changed = Signal(dict)
    left = Signal()
    reuse_wished = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._words = words
        self._facts: EditorFacts | None = None
        self._suggested = Suggested()
        self._started: dict[str, object] = {}
        self._loading = False
        self.name = FieldsForm((NAME_FIELD,), words, live=True)
        self.form = FieldsForm((), words)
        self.day = FieldsForm((FROM_DAY_FIELD,), words, live=True, helps=False)
        self.close_button = IconButton("x", "")
        self.publish = Button("", "primary", "check")
        self.reuse = Button("", "", "undo-2")
        self.rehearse = Button("", "quiet", "history")
        self._title = label(role="section")
        self._note = label(role="hint", wrap=True)
        self._chips = QHBoxLayout()
        self._lay_out()
        self._join()
        self.relabel(words)
        # Not only what Tab reaches comes into sight: also the field that is wrong, and a new row's first.
        QApplication.instance().focusChanged.connect(self._reveal)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(20, 10, 10, 6)
        head.setSpacing(8)
        head.addWidget(self._title)
        self._chips.setSpacing(6)
        head.addLayout(self._chips)
        head.addStretch(1)
        head.addWidget(self.close_button)
        inside = QWidget()
        inside.setProperty("role", "scrolled")
        self._fields = QVBoxLayout(inside)
        self._fields.setContentsMargins(20, 4, 20, 12)
        self._fields.setSpacing(14)
        self._fields.addWidget(self.name)
        self._fields.addWidget(self.form)
        self._fields.addStretch(1)
        self.scroll = QScrollArea(widgetResizable=True)
        self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.scroll, 1)
        column.addLayout(self._foot())

    def _foot(self) -> QVBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.day)
        row.addStretch(1)
        row.addWidget(self.rehearse, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self.reuse, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self.publish, 0, Qt.AlignmentFlag.AlignBottom)
        foot = QVBoxLayout()
        foot.setContentsMargins(20, 8, 20, 14)
        foot.setSpacing(8)
        foot.addWidget(self._note)
        foot.addLayout(row)
        return foot

    def _join(self) -> None:
        self.close_button.clicked.connect(self.left)
        self.publish.clicked.connect(self._publish)
        self.reuse.clicked.connect(self.reuse_wished)
        self.name.changed.connect(self._changed)
        self.day.changed.connect(self._changed)
        for keys, deed in ((QKeySequence(Qt.Key.Key_Escape), self.left.emit), (QKeySequence("Ctrl+S"), self._publish)):
            shortcut = QShortcut(keys, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)

    def suggest(self, suggested: Suggested) -> None:
        """Offer these where a field takes suggestions, also in forms shown later."""
        if suggested != self._suggested:
            self._suggested = suggested
            self._loading = True
            self.form.suggest(suggested.by_name)
            self._loading = False

    def show_draft(self, facts: EditorFacts) -> None:
        """Show a draft from its beginning."""
        self._loading = True
        self._facts = facts
        self._replace_form(facts)
        self.name.set_values({NAME_FIELD.name: facts.name})
        self.form.set_values(facts.values)
        self.day.set_values({FROM_DAY_FIELD.name: facts.from_day})
        for part in (self.name, self.form):
            part.setEnabled(not facts.read_only)
        self._started = self.typed()
        self._loading = False
        self._show_texts()
        self.scroll.verticalScrollBar().setValue(0)
        self.changed.emit(self.typed())

    def refresh(self, facts: EditorFacts) -> None:
        """The same draft's texts came anew from the desk: what was typed stays."""
        self._facts = facts
        self._show_texts()

    def _replace_form(self, facts: EditorFacts) -> None:
        old, place = self.form, self._fields.indexOf(self.form)
        self.form = FieldsForm(
            facts.fields,
            self._words,
            live=True,
            dense=True,
            row_prefix=facts.row_prefix,
            suggestions=self._suggested.by_name,
        )
        self._fields.removeWidget(old)
        old.hide()
        old.deleteLater()
        self._fields.insertWidget(place, self.form)
        self.form.changed.connect(self._changed)

    def focus_first(self) -> None:
        """Go to the name."""
        if self._facts is not None and not self._facts.read_only:
            self.name.focus_first()
        else:
            self.reuse.setFocus()

    def typed(self) -> dict[str, object]:
        """What the draft holds, checked or not."""
        return {**self.name.typed(), "terms": self.form.typed(), **self.day.typed()}

    def is_changed(self) -> bool:
        """Whether something was typed that is published nowhere."""
        if self._facts is None or self._facts.read_only:
            return False
        return self._facts.is_new or self.typed() != self._started

    def show_fault(self, place: str, refusal: Refusal) -> None:
        """Show a fault beside its field and go there: "name", "from_day" or "terms.<place>"."""
        head, _, rest = place.partition(".")
        part = {NAME_FIELD.name: self.name, FROM_DAY_FIELD.name: self.day}.get(head, self.form)
        part.show_fault(rest or head, refusal)
        part.focus_first_error()
        self._reveal(None, self.focusWidget())

    def _publish(self) -> None:
        """Publish what is right; else say beside each field what is wrong, and go to the first."""
        if self._facts is None or self._facts.read_only:
            return
        day, terms, named = self.day.values(), self.form.values(), self.name.values()
        if day is not None and terms is not None and named is not None:
            self.publish_wished.emit({**named, "terms": terms, **day})
            return
        if named is not None and terms is None:
            self.form.focus_first_error()
        self._reveal(None, self.focusWidget())

    def _reveal(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.scroll.widget().isAncestorOf(now):
            QTimer.singleShot(_LAID_OUT_MS, now, lambda: self.scroll.ensureWidgetVisible(now, 0, 80))

    def _changed(self) -> None:
        if not self._loading:
            self.changed.emit(self.typed())

    def _show_texts(self) -> None:
        facts = self._facts
        if facts is None:
            return
        self._title.setText(facts.title)
        self._note.setText(facts.note)
        while self._chips.count():
            chip = self._chips.takeAt(0).widget()
            chip.hide()
            chip.deleteLater()
        for chip_facts in facts.chips:
            self._chips.addWidget(Chip(chip_facts))
        for part in (self.publish, self.day):
            part.setVisible(not facts.read_only)
        self.reuse.setVisible(facts.read_only)

    def relabel(self, words: Words) -> None:
        """Say everything in this language; what was typed stays."""
        self._words = words
        self.close_button.rename(words("common.close"))
        self.publish.setText(words("programmes_screen.publish"))
        self.reuse.setText(words("programmes_screen.version_reuse"))
        self.rehearse.setText(words("rehearsal.open"))
        for part in (self.name, self.form, self.day):
            part.relabel(words)
        self.day.rows[FROM_DAY_FIELD.name].control.setPlaceholderText(words("programmes_screen.from_day_today"))
        self._show_texts()
