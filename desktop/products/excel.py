"""The catalogue in from Excel, seen before it is taken, and out to it; with progress, and a way to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.files.products import ProductImport, read_products, write_products
from desktop.operations import products
from desktop.operations.products import Catalogue
from desktop.products import present
from desktop.products.catalogue import CatalogueDesk
from desktop.services import Services
from loyalty.errors import KnownError
from loyalty.refusals import Refusal
from ui.facts import MessageFacts
from ui.products.facts import Progress
from ui.products.view import ProductsView


class ExcelDesk(QObject):
    """One file at a time. `said` carries a MessageFacts."""

    said = Signal(object)
    _progressed = Signal(int, int)

    def __init__(
        self, view: ProductsView, services: Services, catalogue: CatalogueDesk, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._services = services
        self._catalogue = catalogue
        self._stop = threading.Event()
        self._title = ""
        self._found: ProductImport | None = None
        self._taking = False
        self._progressed.connect(self._show_progress)
        view.import_wished.connect(self._read)
        view.import_confirmed.connect(self._take_in)
        view.import_dropped.connect(self._drop)
        view.export_wished.connect(self._write)
        view.work_cancelled.connect(self._stop.set)

    def _read(self, path: str) -> None:
        services, shop = self._services, self._services.state.context.shop
        work = partial(
            read_products,
            Path(path),
            self._catalogue.products,
            services.maker.operation_id,
            shop.currency,
            shop.amount_max,
            self._progressed.emit,
            self._stop.is_set,
        )
        self._start("desk.products_reading", Path(path), work, partial(self._show_found, Path(path).name))

    def _write(self, path: str) -> None:
        state = self._services.state
        work = partial(
            write_products,
            Path(path),
            self._catalogue.products,
            state.words,
            state.context.shop.currency,
            self._progressed.emit,
            self._stop.is_set,
        )
        self._start("desk.products_writing", Path(path), work, partial(self._written, Path(path).name))

    def _start(self, title_key: str, path: Path, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        """Begin on the painter's lane: a preview of a slip may wait for a file, a search or a sale may not."""
        if self._title:
            return
        self._stop.clear()
        self._view.show_message(None)
        self._title = self._services.state.words(title_key, file=path.name)
        self._view.show_progress(Progress(self._title))
        self._services.painter.ask(work, partial(self._finished, then), self._failed)

    def _show_progress(self, done: int, total: int) -> None:
        if self._title:
            self._view.show_progress(Progress(self._title, done, total))

    def _finished(self, then: Callable[[Any], None], answer: Any) -> None:
        self._title = ""
        self._view.show_progress(None)
        then(answer)

    def _failed(self, error: KnownError) -> None:
        self._title = ""
        self._view.show_progress(None)
        self._catalogue.fail(error)

    def _show_found(self, file_name: str, found: ProductImport | None) -> None:
        # The button is there until the answer is: a press behind the last row stops too.
        if found is None or self._stop.is_set():
            self._say_stopped()
            return
        self._found = found
        state = self._services.state
        preview = present.import_preview(file_name, found, state.context.shop.currency, state.words)
        self._view.show_import_preview(preview)

    def _take_in(self) -> None:
        """The second step: all that was shown, or nothing."""
        if self._found is None or self._taking:
            return
        self._taking = True
        services = self._services
        work = partial(products.take_in, services.store, services.state.context, self._found.to_save)
        services.writer.ask(work, partial(self._taken, self._found), self._not_taken)

    def _taken(self, found: ProductImport, answer: Catalogue | Refusal) -> None:
        """Another file may have been read meanwhile: that one stays."""
        self._taking = False
        if not self._catalogue.answered(answer):
            return
        if self._found is found:
            self._drop()
            self._view.show_import_preview(None)
        words = self._services.state.words
        sentence = words("desk.products_imported", new=len(found.new), changed=len(found.changed))
        self.said.emit(MessageFacts(sentence, "done"))

    def _not_taken(self, error: KnownError) -> None:
        self._taking = False
        self._catalogue.fail(error)

    def _drop(self) -> None:
        self._found = None

    def _written(self, file_name: str, whole: bool) -> None:
        if not whole:
            self._say_stopped()
            return
        self.said.emit(MessageFacts(self._services.state.words("desk.products_exported", file=file_name), "done"))

    def _say_stopped(self) -> None:
        self._view.show_message(MessageFacts(self._services.state.words("desk.products_stopped"), "info"))
