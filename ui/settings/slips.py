"""What slips say: forms made from their Fields, the logo, and beside them the slip as it would print, as one types."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from loyalty.slip_rules import ISSUER_FIELDS, SLIP_FIELDS
from loyalty.words import Words
from ui import theme
from ui.facts import MessageFacts
from ui.forms import FieldsForm
from ui.settings.logo import LogoPanel
from ui.settings.section import Section
from ui.settings.slip_facts import SlipWish
from ui.settings.slip_preview import SlipPreview
from ui.widgets.buttons import Button
from ui.widgets.message_bar import MessageBar
from ui.widgets.text import ElidedLabel, label

_LOGO = "slip_logo"
_OF_GROUP = {
    "text": ("slip_header", "slip_footer", "slip_text_size"),
    "parts": ("slip_print_explanations", "slip_print_card", "slip_print_programmes", "slip_print_endings"),
    "poster": ("slip_join_link",),
    "issuer": tuple(field.name for field in ISSUER_FIELDS),
}
# Which slip shows what is changed in a group.
_SHOWN_ON = {"poster": "poster", "issuer": "top_up"}
_FORM_WIDTH = 560
_WIDE, _PREVIEW, _PREVIEW_NARROW = 940, 440, 322
# Whoever types fast is not drawn at every key.
DRAW_MS = 60


class SlipsView(QWidget):
    """`saved` carries the checked values of every Field of slips and issuer; `preview_wished` a SlipWish whenever what
    is in sight may have changed; `logo_wished` a LogoWish.
    """

    saved = Signal(dict)
    preview_wished = Signal(object)
    logo_wished = Signal(object)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._values: dict[str, object] = {}
        self._sent: dict[str, object] | None = None
        self.section = Section("slips", _FORM_WIDTH)
        self.preview = SlipPreview(words)
        self.logo = LogoPanel(words)
        self.warning = MessageBar()
        self.save = Button("", "primary")
        self.discard = Button("", "link")
        self._unsaved = ElidedLabel(role="hint")
        self._law = label(role="second", wrap=True)
        fields = {field.name: field for field in (*SLIP_FIELDS, *ISSUER_FIELDS)}
        self.forms = {
            group: FieldsForm([fields[name] for name in names], words, live=True) for group, names in _OF_GROUP.items()
        }
        self._headings = {group: label(role="section") for group in ("logo", *_OF_GROUP)}
        self._draw = QTimer(self, singleShot=True, interval=DRAW_MS)
        self._lay_out()
        self._join()
        self._values = self.typed()
        self.relabel(words)

    def _lay_out(self) -> None:
        content = self.section.content
        content.addWidget(self._headings["logo"])
        content.addWidget(self.logo)
        for group, form in self.forms.items():
            content.addSpacing(10)
            content.addWidget(self._headings[group])
            if group == "issuer":
                content.addWidget(self._law)
            content.addWidget(form)
        self._place_warning()
        content.addStretch(1)
        self.section.add_foot(self.save, self.discard, self._unsaved)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP)
        row.addWidget(self.section, 1)
        row.addWidget(self.preview)

    def _place_warning(self) -> None:
        """What is wrong about the guarantee stands right below its end."""
        form = self.forms["issuer"]
        column = form.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(column.indexOf(form.rows["issuer_guarantee_until"]) + 1, self.warning)

    def _join(self) -> None:
        for group, form in self.forms.items():
            form.changed.connect(lambda group=group: self._changed(group))
        self.logo.changed.connect(lambda: self._changed("logo"))
        self.logo.wished.connect(self.logo_wished)
        self.preview.changed.connect(self._wish)
        self.save.clicked.connect(self._save)
        self.discard.clicked.connect(self._discard)
        self._draw.timeout.connect(self._wish)

    def typed(self) -> dict[str, object]:
        """What is on the screen, checked or not."""
        values = {name: value for form in self.forms.values() for name, value in form.typed().items()}
        return {_LOGO: self.logo.value(), **values}

    def show_values(self, values: Mapping[str, object]) -> None:
        """Show these values; what is typed and not saved yet stays."""
        typed = self.typed()
        keep = typed not in (self._values, self._sent)
        self._fill(values)
        self._values, self._sent = self.typed(), None
        if keep:
            self._fill(typed)
        self._show_state()
        self._wish()

    def show_warning(self, sentence: str) -> None:
        """Say what is wrong about the guarantee; "" says nothing."""
        message = MessageFacts(sentence, "warn") if sentence else None
        if message != self.warning.message():
            self.warning.show_message(message)

    def show_field_error(self, field: str, sentence: str) -> None:
        """Show a sentence at a field and go there."""
        self._sent = None
        group = next((group for group, names in _OF_GROUP.items() if field in names), "")
        if not group:
            self.logo.show_error(sentence)
            self.section.scroll.ensureWidgetVisible(self.logo)
            return
        row = self.forms[group].rows[field]
        self.forms[group].show_error(field, sentence)
        row.control.setFocus()
        self.section.scroll.ensureWidgetVisible(row)

    def _fill(self, values: Mapping[str, object]) -> None:
        self.logo.set_value(str(values.get(_LOGO, "")))
        for form in self.forms.values():
            form.blockSignals(True)
            form.set_values(values)
            form.blockSignals(False)

    def _changed(self, group: str) -> None:
        """Show the slip on which what is typed is to be seen; a parts' switch is seen on the receipt."""
        wanted = _SHOWN_ON.get(group) or ("receipt" if group == "parts" else "")
        if wanted and self.preview.slip.value() != wanted:
            self.preview.choose_slip(wanted)
        self._show_state()
        self._draw.start()

    def _wish(self) -> None:
        self._draw.stop()
        if not self.isVisible():
            return
        preview = self.preview
        self.preview_wished.emit(
            SlipWish(str(preview.slip.value()), preview.width_dots(), preview.chosen_language(), self.typed())
        )

    def _save(self) -> None:
        checked = [form.values() for form in self.forms.values()]
        for form, values in zip(self.forms.values(), checked, strict=True):
            if values is None:
                form.focus_first_error()
                self.section.scroll.ensureWidgetVisible(self.focusWidget() or form)
                return
        self._sent = self.typed()
        self.saved.emit(
            {_LOGO: self.logo.value(), **{name: value for each in checked if each for name, value in each.items()}}
        )

    def _discard(self) -> None:
        self._fill(self._values)
        self._show_state()
        self._wish()

    def _show_state(self) -> None:
        changed = self.typed() != self._values
        self.save.setEnabled(changed)
        self.discard.setVisible(changed)
        self._unsaved.setText(self._words("settings.unsaved") if changed else "")

    def showEvent(self, event: QShowEvent) -> None:
        """Nothing is drawn while nobody looks."""
        super().showEvent(event)
        self._wish()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The paper is shown 1:1 where there is room for it."""
        super().resizeEvent(event)
        self.preview.setFixedWidth(_PREVIEW if self.width() >= _WIDE else _PREVIEW_NARROW)

    def relabel(self, words: Words) -> None:
        """Say everything in this language; what is typed stays."""
        self._words = words
        self.section.relabel(words)
        self.preview.relabel(words)
        self.logo.relabel(words)
        for group, heading in self._headings.items():
            heading.setText(words(f"slips_settings.group_{group}"))
        for form in self.forms.values():
            form.relabel(words)
        self._law.setText(words("slips_settings.law"))
        self.save.setText(words("settings.save"))
        self.discard.setText(words("settings.discard"))
        self._show_state()
