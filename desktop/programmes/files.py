"""Programmes out to a file and in from one: read and shown first, published only when confirmed."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.operations import programmes as operations
from desktop.operations.context import ShopContext
from desktop.operations.products import Catalogue, all_products
from desktop.programmes import present
from desktop.programmes.missing import missing
from desktop.programmes.shelf import Shelf
from desktop.services import Services
from loyalty.errors import KnownError
from loyalty.programme_files import FilePlan, plan_of, read_programmes, write_programmes
from loyalty.programmes import Programme
from loyalty.refusals import Refusal
from ui.facts import MessageFacts
from ui.programmes.view import ProgrammesView

# What a whole file can be instead of programmes; everything else names a place in it.
_NO_PROGRAMMES = frozenset({"not_json", "other_file"})
# A shop's programmes are some kilobytes; whatever is larger is another file.
_BYTES_MOST = 4_000_000


class FilesDesk(QObject):
    """One file at a time. `said` carries a MessageFacts, `closed` that the preview is done with."""

    said = Signal(object)
    closed = Signal()

    def __init__(self, view: ProgrammesView, services: Services, shelf: Shelf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._services = services
        self._shelf = shelf
        self._file_name = ""
        self._plan: FilePlan | None = None
        self._catalogue: Catalogue = ()
        self._taking = False
        view.export_wished.connect(self._write)
        view.import_wished.connect(self._read)
        view.import_confirmed.connect(self._take_in)
        view.import_dropped.connect(self._drop)

    def show(self) -> None:
        """Show what the file would do in the screen's language; nothing happens while there is none."""
        if self._plan is None:
            return
        state = self._services.state
        # Programmes of one file may name each other.
        then = {each.id: each for each in (*self._shelf.shown(), *self._plan.to_publish)}
        lacking = {
            each.id: missing(each, self._catalogue, then.values(), state.words) for each in self._plan.to_publish
        }
        facts = present.file_preview(self._file_name, self._plan, lacking, state.context.shop.currency, state.words)
        self._view.show_file_preview(facts)

    def _write(self, path: str, programme_id: str) -> None:
        chosen = [each for each in self._shelf.shown() if programme_id in ("", each.id)]
        work = partial(write_file, Path(path), chosen)
        self._services.book.ask(work, partial(self._written, Path(path).name), self._shelf.fail)

    def _written(self, file_name: str, _: object) -> None:
        words = self._services.state.words
        self.said.emit(MessageFacts(words("programmes_screen.exported", file=file_name), "done"))

    def _read(self, path: str) -> None:
        self._view.show_message(None)
        self._services.book.ask(partial(read_file, Path(path)), partial(self._found, Path(path).name), self._shelf.fail)

    def _found(self, file_name: str, text: str) -> None:
        read = read_programmes(text)
        if any(fault.facts["detail"] in _NO_PROGRAMMES for fault in read.faults):
            sentence = self._services.state.words("refusal.file_not_programmes", file=file_name)
            self._view.show_message(MessageFacts(sentence, "warn"))
            return
        plan, services = plan_of(read, self._shelf.shown()), self._services
        services.reader.ask(partial(all_products, services.store), partial(self._planned, file_name, plan))

    def _planned(self, file_name: str, plan: FilePlan, catalogue: Catalogue) -> None:
        self._file_name, self._plan, self._catalogue = file_name, plan, catalogue
        self.show()

    def _take_in(self) -> None:
        """The second step: all that was shown, or nothing."""
        if self._plan is None or self._taking:
            return
        self._taking = True
        services = self._services
        work = partial(
            operations.take_in, services.store, services.state.context, self._plan.to_publish, self._shelf.today()
        )
        services.writer.ask(work, partial(self._taken, self._plan), self._not_taken)

    def _taken(self, plan: FilePlan, answer: ShopContext | Refusal) -> None:
        """Another file may have been read meanwhile: that one stays."""
        self._taking = False
        if not self._shelf.take(answer):
            return
        new, changed = len(plan.new), len(plan.changed)
        if self._plan is plan:
            self._drop()
        words = self._services.state.words
        self.said.emit(MessageFacts(words("programmes_screen.imported", new=new, changed=changed), "done"))

    def _not_taken(self, error: KnownError) -> None:
        self._taking = False
        self._shelf.fail(error)

    def _drop(self) -> None:
        self._plan = None
        self.closed.emit()


def write_file(path: Path, chosen: list[Programme]) -> None:
    """Write these programmes. Raises KnownError("file_unwritable")."""
    write_text(path, write_programmes(chosen))


def write_text(path: Path, text: str) -> None:
    """Write the file whole or not at all. Raises KnownError("file_unwritable")."""
    unfinished = path.with_name(f"{path.name}.part")
    try:
        unfinished.write_text(text, encoding="utf-8")
        os.replace(unfinished, path)
    except OSError as error:
        raise KnownError("file_unwritable", path=str(path)) from error


def read_file(path: Path) -> str:
    """The text of a file; characters that are none become marks, which the reading then names.

    Raises KnownError("programmes_unreadable").
    """
    try:
        with path.open("rb") as file:
            data = file.read(_BYTES_MOST + 1)
    except OSError as error:
        raise KnownError("programmes_unreadable", path=path.name) from error
    if len(data) > _BYTES_MOST:
        raise KnownError("programmes_unreadable", path=path.name)
    return data.decode("utf-8", errors="replace")
