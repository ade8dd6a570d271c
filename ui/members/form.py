"""The form of one member. What was typed is never lost: not by a refused save, a refresh, or leaving the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from loyalty.words import LANGUAGES, Words
from ui.controls import AreaControl, ChoiceControl, SwitchControl, TextControl
from ui.forms import FieldRow
from ui.members.facts import MemberDraft
from ui.widgets.buttons import Button
from ui.widgets.text import label

FIELDS = ("name", "phone", "birthday", "preferences", "allergies", "note", "consent", "language")
_BIRTHDAY_HINT = "members.field_birthday_hint"
_PLACEHOLDERS = {
    "preferences": "members.field_list_hint",
    "allergies": "members.field_list_hint",
    "note": "members.field_note_hint",
}
# The reading of a birthday is asked for when the typing pauses.
_PAUSE_MS = 200


class MemberForm(QFrame):
    """Name, phone, birthday and what the shop remembers. `save_wished` carries all fields and the member's id.

    `lacking` tells which characters of a name no slip can show.
    """

    save_wished = Signal(dict)
    birthday_typed = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.rows: dict[str, FieldRow] = {name: FieldRow(TextControl()) for name in FIELDS[:5]}
        self.rows["note"] = FieldRow(AreaControl(3))
        self.rows["consent"] = FieldRow(SwitchControl())
        self.rows["language"] = FieldRow(ChoiceControl())
        self._heading = label(role="section")
        self._unsaved = label(role="hint", wrap=True)
        self.discard = Button("", "link")
        self.save = Button("", "primary")
        self.lacking: Callable[[str], str] = lambda text: ""
        self._member_id: int | None = None
        self._draft = MemberDraft()
        self._sent: dict[str, object] | None = None
        self._kept: dict[int, dict[str, object]] = {}
        self._reading = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._lay_out()
        self._join()
        self.relabel(words)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setProperty("role", "scrolled")
        fields = QVBoxLayout(inside)
        fields.setContentsMargins(16, 14, 16, 8)
        fields.setSpacing(12)
        fields.addWidget(self._heading)
        for name in FIELDS:
            fields.addWidget(self.rows[name])
        fields.addStretch(1)
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setWidget(inside)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.discard)
        buttons.addWidget(self.save)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 8, 16, 12)
        foot.setSpacing(4)
        foot.addWidget(self._unsaved)
        foot.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        column.addLayout(foot)

    def _join(self) -> None:
        for row in self.rows.values():
            row.changed.connect(self._show_state)
        birthday = self.rows["birthday"]
        birthday.changed.connect(self._reading.start)
        self._reading.timeout.connect(lambda: self.birthday_typed.emit(str(birthday.control.value())))
        self.save.clicked.connect(self._save)
        self.discard.clicked.connect(self._discard)
        for name in FIELDS[:5]:
            control = self.rows[name].control
            if isinstance(control, TextControl):
                control.returnPressed.connect(control.nextInFocusChain().setFocus)

    def typed(self) -> dict[str, object]:
        """What the form holds now."""
        return {name: row.control.value() for name, row in self.rows.items()}

    def has_changes(self) -> bool:
        """Whether something typed is not saved."""
        draft = asdict(self._draft)
        return any(value != draft[name] for name, value in self.typed().items())

    def show_draft(self, member_id: int, draft: MemberDraft) -> None:
        """Show a member. Unsaved typing for the same member stays, and comes back when the member is opened again."""
        if member_id != self._member_id:
            self.keep_typing()
            typed = self._kept.pop(member_id, None)
        else:
            typed = self.typed() if self.has_changes() and self._sent != self.typed() else None
        self._member_id, self._draft, self._sent = member_id, draft, None
        self._fill(typed or asdict(draft))

    def keep_typing(self) -> None:
        """Remember what is not saved, for when this member is opened again."""
        if self._member_id is not None and self.has_changes():
            self._kept[self._member_id] = self.typed()
        self._member_id = None

    def _fill(self, values: dict[str, object]) -> None:
        for name, row in self.rows.items():
            if row.control.value() != values[name]:
                row.control.set_value(values[name])
            row.show_error("")
        self._reading.stop()
        self.rows["birthday"].set_hint(self._draft.birthday_reading or self._words(_BIRTHDAY_HINT))
        self.rows["consent"].set_hint(self._draft.consent_note)
        self._show_state()

    def _discard(self) -> None:
        self._fill(asdict(self._draft))

    def _save(self) -> None:
        self._sent = self.typed()
        self.save_wished.emit({"member_id": self._member_id, **self._sent})

    def _show_state(self) -> None:
        lacking = self.lacking(str(self.rows["name"].control.value()))
        self.rows["name"].set_hint(self._words("members.name_lacks", characters=lacking) if lacking else "")
        changed = self._member_id is not None and self.has_changes()
        self.save.setEnabled(changed)
        self.discard.setVisible(changed)
        self._unsaved.setText(self._words("members.unsaved") if changed else "")
        self._unsaved.setVisible(changed)

    def show_birthday_reading(self, text: str) -> None:
        """Show how the typed birthday is understood; "" shows the examples again."""
        self.rows["birthday"].set_hint(text or self._words(_BIRTHDAY_HINT))

    def show_field_error(self, field: str, sentence: str) -> None:
        """Show a sentence under a field and go there; an unknown field raises KeyError."""
        self._sent = None
        row = self.rows[field]
        row.show_error(sentence)
        if sentence:
            row.control.setFocus()
            self._scroll.ensureWidgetVisible(row)

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        self._words = words
        self._heading.setText(words("members.section_profile"))
        for name, row in self.rows.items():
            row.set_texts(words(f"members.field_{name}"))
        for name, key in _PLACEHOLDERS.items():
            control = self.rows[name].control
            if isinstance(control, TextControl | AreaControl):
                control.setPlaceholderText(words(key))
        self.rows["birthday"].set_hint(self._draft.birthday_reading or words(_BIRTHDAY_HINT))
        self.rows["consent"].set_hint(self._draft.consent_note)
        languages = [(language, words(f"settings.language_{language}")) for language in LANGUAGES]
        language = self.rows["language"].control
        if isinstance(language, ChoiceControl):
            language.set_choices([("", words("members.language_shop")), *languages])
        self.save.setText(words("members.save"))
        self.discard.setText(words("members.discard"))
        self._show_state()
