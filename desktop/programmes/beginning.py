"""What a draft begins with: a preset, an empty kind, what holds now, a copy of it, or an old version."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desktop.programmes import present
from desktop.programmes.draft import Draft, as_new, beginnings, empty_programme
from desktop.programmes.shelf import Shelf
from desktop.services import Services
from ui.programmes.view import ProgrammesView


class BeginningDesk(QObject):
    """`begun` carries the Draft that was wished for; what is gone begins nothing."""

    begun = Signal(object)

    def __init__(self, view: ProgrammesView, services: Services, shelf: Shelf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._shelf = shelf
        self._looked_at: Draft | None = None
        view.start_chosen.connect(self._start)
        view.editor.reuse_wished.connect(self._reuse_looked_at)
        view.detail.edit_wished.connect(self._edit)
        view.detail.duplicate_wished.connect(self._duplicate)
        view.detail.version_opened.connect(self._look)
        view.detail.reuse_wished.connect(self._reuse)

    def _start(self, key: str) -> None:
        words = self._services.state.words
        kind, _, wanted = key.partition(":")
        if f"{kind}:" == present.PRESET:
            begun = beginnings(words, self._shelf.today())[int(wanted)]
        else:
            begun = empty_programme(wanted, present.kind_name(wanted, words))
        self.begun.emit(as_new(begun, self._shelf.shown()))

    def _edit(self, programme_id: str) -> None:
        programme = self._shelf.now(programme_id)
        if programme is not None:
            self.begun.emit(Draft(programme))

    def _duplicate(self, programme_id: str) -> None:
        programme = self._shelf.now(programme_id)
        if programme is not None:
            name = self._services.state.words("programmes_screen.copy_name", name=programme.name)
            self.begun.emit(as_new(replace(programme, name=name), self._shelf.shown()))

    def _look(self, programme_id: str, number: int) -> None:
        version = self._shelf.version(programme_id, number)
        if version is not None:
            self._looked_at = Draft(version, looks_at=number)
            self.begun.emit(self._looked_at)

    def _reuse(self, programme_id: str, number: int) -> None:
        version = self._shelf.version(programme_id, number)
        if version is not None:
            self.begun.emit(Draft(version, is_changed=True))

    def _reuse_looked_at(self) -> None:
        looked_at = self._looked_at
        if looked_at is not None and looked_at.looks_at is not None:
            self._reuse(looked_at.programme.id, looked_at.looks_at)
