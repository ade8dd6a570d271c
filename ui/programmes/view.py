"""The programmes' screen: the shop's programmes at the left; beside them one whole, the gallery, a file, or a draft."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from loyalty.words import Words
from ui import theme
from ui.empty_state import EmptyState
from ui.facts import MessageFacts
from ui.programmes.detail import Detail
from ui.programmes.editor import Editor
from ui.programmes.facts import (
    EditorFacts,
    FilePreview,
    GalleryGroup,
    ProgrammeCard,
    ProgrammeDetail,
    Suggested,
)
from ui.programmes.file_panel import FilePanel
from ui.programmes.files import ProgrammeFiles
from ui.programmes.gallery import Gallery
from ui.programmes.list import ProgrammeList
from ui.programmes.preview import Preview
from ui.programmes.rehearsal import Rehearsal
from ui.widgets.buttons import Button
from ui.widgets.message_bar import MessageBar
from ui.widgets.text import set_role

_LIST_WIDTH = 284
_PREVIEW_WIDTH = 348
KEEP, DISCARD = "keep_draft", "discard_draft"


class ProgrammesView(QWidget):
    """The programmes. Passive: `show_*` draws finished texts, signals are wishes.

    `publish_wished` and `draft_changed` carry name, terms and from_day ("" for today); `export_wished(path, id)` has
    an id of "" for all programmes. A file is taken in two steps: `import_wished(path)` is answered by
    `show_file_preview`, then `import_confirmed()` or `import_dropped()`. A changed draft is only left after asking.
    `detail`, `editor` and `preview` are the parts that the desk speaks to themselves.
    """

    opened = Signal(str)
    add_wished = Signal()
    start_chosen = Signal(str)
    draft_changed = Signal(dict)
    example_changed = Signal(dict)
    publish_wished = Signal(dict)
    draft_left = Signal()
    import_wished = Signal(str)
    import_confirmed = Signal()
    import_dropped = Signal()
    export_wished = Signal(str, str)
    message_action_wished = Signal(str)
    rehearse_wished = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._words = words
        self._then: Callable[[], None] | None = None
        self.message = MessageBar()
        self.add = Button("", "primary", "plus")
        self.empty_add = Button("", "", "plus")
        self.import_button = Button("", "quiet", "upload")
        self.export_button = Button("", "quiet", "download")
        self.rehearse = Button("", "", "history")
        self.list = ProgrammeList((self.import_button, self.export_button), self.add, self.rehearse)
        self.nothing = EmptyState("gift", self.empty_add)
        self.detail = Detail(words)
        self.gallery = Gallery(words)
        self.editor = Editor(words)
        self.preview = Preview(words)
        self.file_panel = FilePanel(words)
        self.rehearsal = Rehearsal(words)
        self._behind: QWidget = self.nothing
        self._files = ProgrammeFiles(self)
        self._body = QStackedWidget()
        self._lay_out()
        self._join()
        self.relabel(words)
        self._show(self.nothing)

    def _lay_out(self) -> None:
        self.list.setFixedWidth(_LIST_WIDTH)
        self.preview.setFixedWidth(_PREVIEW_WIDTH)
        for part in (self.nothing, self.detail, self.gallery, self.editor, self.file_panel, self.rehearsal):
            self._body.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        row.addWidget(self.list)
        row.addWidget(self._body, 1)
        row.addWidget(self.preview)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        column.setSpacing(theme.GAP)
        column.addWidget(self.message)
        column.addLayout(row, 1)

    def _join(self) -> None:
        self.list.opened.connect(lambda name: self.leave_draft(lambda: self.opened.emit(name)))
        for button in (self.add, self.empty_add):
            button.clicked.connect(lambda: self.leave_draft(self.add_wished.emit))
        choose = self._files
        self.import_button.clicked.connect(lambda: self.leave_draft(lambda: choose.open(self._words)))
        self.export_button.clicked.connect(lambda: choose.save(self._words, "", ""))
        self.detail.export_wished.connect(lambda name: choose.save(self._words, name, self.list.cards[name].facts.name))
        choose.import_wished.connect(self.import_wished)
        choose.export_wished.connect(self.export_wished)
        self.gallery.chosen.connect(self.start_chosen)
        self.gallery.closed.connect(self.draft_left)
        self.editor.changed.connect(self.draft_changed)
        self.editor.publish_wished.connect(self.publish_wished)
        self.editor.left.connect(lambda: self.leave_draft(self.draft_left.emit))
        self.preview.example_changed.connect(self.example_changed)
        self.file_panel.confirmed.connect(self.import_confirmed)
        self.file_panel.dropped.connect(self.import_dropped)
        self.message.action_wished.connect(self._answered)
        for button in (self.rehearse, self.editor.rehearse):
            button.clicked.connect(self.rehearse_wished)

    def show_programmes(self, cards: tuple[ProgrammeCard, ...]) -> None:
        """Show the shop's programmes."""
        self.list.show_cards(cards)
        self.export_button.setEnabled(bool(cards))
        self._say_nothing()

    def show_detail(self, detail: ProgrammeDetail | None) -> None:
        """Show one programme whole, or the empty page."""
        edited = self.edits()
        self.list.mark(detail.card.programme_id if detail else "")
        if detail is not None:
            self.detail.show_detail(detail)
        self._show(self.nothing if detail is None else self.detail)
        if edited:
            # The focus of what is hidden would land on a button of the navigation.
            self.detail.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh_detail(self, detail: ProgrammeDetail) -> None:
        """The opened programme came anew; nothing happens while a draft, the gallery or a file is in front."""
        if self._body.currentWidget() in (self.detail, self.nothing):
            self.show_detail(detail)

    def show_gallery(self, groups: tuple[GalleryGroup, ...]) -> None:
        """Show what a new programme can begin with."""
        self.list.mark("")
        self.gallery.show_groups(groups)
        self._show(self.gallery)
        self.gallery.focus_first()

    def show_editor(self, facts: EditorFacts) -> None:
        """Show a draft from its beginning, or an old version to look at."""
        self.preview.begin()
        self._show(self.editor)
        self.editor.show_draft(facts)
        self.editor.focus_first()

    def edits(self) -> bool:
        """Whether a draft (or an old version) is in front."""
        return self._body.currentWidget() is self.editor

    def show_rehearsal(self, in_front: bool = True) -> None:
        """Show the rehearsal over what is in front, where a draft waits as it is; or show that again."""
        if not in_front:
            self._show(self._behind)
            self.rehearse.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if not self.rehearsal.is_in_front():
            self.show_message(None)
            self._behind = self._body.currentWidget()
        self._show(self.rehearsal)

    def show_file_preview(self, preview: FilePreview) -> None:
        """Show what taking a file would do, before it does it."""
        self.list.mark("")
        self.file_panel.show_preview(preview)
        self._show(self.file_panel)

    def suggest(self, suggested: Suggested) -> None:
        """Offer these where a field takes suggestions."""
        self.editor.suggest(suggested)
        self.preview.suggest(suggested)

    def show_message(self, message: MessageFacts | None) -> None:
        """Show a bar in place, or none."""
        self._then = None
        self.message.show_message(message)

    def leave_draft(self, then: Callable[[], None]) -> None:
        """Do what leaves the draft; one that was changed is asked about first."""
        if self.edits() and self.editor.is_changed():
            words = self._words
            keep, discard = words("programmes_screen.keep_draft"), words("programmes_screen.discard_draft")
            text = words("programmes_screen.unpublished")
            self.message.show_message(MessageFacts(text, "warn", keep, KEEP, "", discard, DISCARD))
            self._then = then
        else:
            self.show_message(None)
            then()

    def _answered(self, action: str) -> None:
        then = self._then
        if action not in (KEEP, DISCARD):
            self.message_action_wished.emit(action)
            return
        self.show_message(None)
        if action == DISCARD and then is not None:
            then()
        else:
            self.editor.focus_first()

    def _show(self, page: QWidget) -> None:
        self._body.setCurrentWidget(page)
        # One filled button a screen: a draft and a file have their own.
        alone = page in (self.nothing, self.detail)
        set_role(self.add, "primary" if alone else "quiet", name="kind")
        self.add.set_icon("plus")
        self._fit()

    def _fit(self) -> None:
        """Beside a draft a narrow screen has no room for the list."""
        self.preview.setVisible(self.edits())
        beside = not self.edits() or self.width() >= theme.NARROW_BELOW
        self.list.setVisible(beside and not self.rehearsal.is_in_front())

    def _say_nothing(self) -> None:
        """The empty page: what to do first, or that one is to be chosen."""
        key = "none" if self.list.cards else "empty"
        words = self._words
        self.nothing.show_texts(words(f"programmes_screen.{key}_title"), words(f"programmes_screen.{key}_text"))
        self.empty_add.setVisible(not self.list.cards)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the list's room to the draft where it is tight."""
        super().resizeEvent(event)
        self._fit()

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        self._words = words
        for button, key in (
            (self.add, "add"),
            (self.empty_add, "add_first"),
            (self.import_button, "import"),
            (self.export_button, "export_all"),
        ):
            button.setText(words(f"programmes_screen.{key}"))
        self.rehearse.setText(words("rehearsal.open"))
        parts = (self.list, self.detail, self.gallery, self.editor, self.preview, self.file_panel, self.rehearsal)
        for part in parts:
            part.relabel(words)
        self._say_nothing()
