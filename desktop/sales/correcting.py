"""Putting the open sale right, and opening it again: shown first, done at the second button, once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.counter.news import with_undo
from desktop.operations import edits, products
from desktop.operations.edits import EditSale, HandOver, ReopenSale
from desktop.operations.sales import RecordedSale
from desktop.sales import edit_form, edit_previews
from desktop.sales.opened import OpenedDesk
from desktop.services import Services
from loyalty.basket import Product
from loyalty.editing import Edited, fitted
from loyalty.errors import KnownError
from loyalty.ledger import Operation
from loyalty.outcome import Outcome
from loyalty.refusals import Refusal
from loyalty.reversals import too_late
from ui.facts import MessageFacts
from ui.sales.facts import EditWish
from ui.sales.view import SalesView

_Wish = tuple[str, EditWish | None]


class CorrectingDesk(QObject):
    """Joins the steps of an edit and of opening again to the shop. `said` carries a MessageFacts."""

    said = Signal(object)

    def __init__(self, view: SalesView, services: Services, opened: OpenedDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._services = services
        self._opened = opened
        self._catalogue: tuple[Product, ...] = ()
        self._to_pay = 0
        self._busy = False
        # What the disk did not take: the same wish again is the same operation, whatever became of the first try.
        self._unsure: tuple[_Wish, EditSale | ReopenSale] | None = None
        view.edit_wished.connect(self._begin)
        view.preview_wished.connect(self._preview)
        view.edit_confirmed.connect(self._edit)
        view.reopen_wished.connect(self._reopen)

    def _begin(self, operation_id: str) -> None:
        services = self._services
        work = partial(products.all_products, services.store)
        services.book.ask(work, partial(self._show_form, operation_id), newest_of="edit_products")

    def _show_form(self, operation_id: str, catalogue: tuple[Product, ...]) -> None:
        sale, who = self._opened.operation, self._opened.member
        if sale is None or sale.id != operation_id:
            return
        self._catalogue = catalogue
        state = self._services.state
        shop, programmes = state.context.shop, state.context.programmes
        self._view.show_edit(edit_form.form_of(sale, who, catalogue, shop, programmes))

    def _preview(self, action: str, operation_id: str, wish: Any) -> None:
        services, sale = self._services, self._opened.operation
        store, context = services.store, services.state.context
        if sale is None or sale.id != operation_id:
            return
        if action == "edit" and edit_form.changes_nothing(sale, wish, self._catalogue):
            self._view.show_reversal_preview(edit_previews.nothing_changed(services.state.words))
        elif action == "edit":
            # Paid exactly, way not noted: how much that is follows from the answer.
            edit = partial(edits.preview_edit, store, context, self._command(sale, wish))
            services.reader.ask(edit, partial(self._show_edit, operation_id, wish), newest_of="sale_preview")
        elif action == "reopen":
            reopen = partial(edits.preview_reopen, store, context, operation_id)
            services.reader.ask(reopen, partial(self._show_reopen, operation_id), newest_of="sale_preview")

    def _command(self, sale: Operation, wish: EditWish) -> EditSale:
        make, now_ms = self._services.maker.operation_id, self._services.clock.now_ms()
        # What takes back stands before what is posted anew, also within one millisecond.
        reversal_id, operation_id = sorted((make(), make()))
        basket = edit_form.basket_wished(sale, wish, self._catalogue)
        choices = edit_form.choices_wished(sale, wish, self._services.state.context.programmes)
        handed = HandOver(None if wish.member is None else wish.member.member_id) if wish.handed_over else None
        return EditSale(operation_id, reversal_id, make(), now_ms, sale.id, basket, choices, handed)

    def _show_edit(self, operation_id: str, wish: EditWish, answer: Edited | Refusal) -> None:
        sale, state = self._opened.operation, self._services.state
        if sale is None or sale.id != operation_id:
            return
        self._to_pay = 0 if isinstance(answer, Refusal) else answer.outcome.to_pay
        names = edit_previews.names_of(self._opened.member, sale.member_id, wish, state.words)
        self._view.show_reversal_preview(edit_previews.edit_preview(sale, answer, names, state.context, state.words))

    def _show_reopen(self, operation_id: str, answer: Outcome | Refusal) -> None:
        sale, state = self._opened.operation, self._services.state
        if sale is not None and sale.id == operation_id:
            self._view.show_reversal_preview(edit_previews.reopen_preview(answer, state.context, state.words))

    def _edit(self, operation_id: str, wish: EditWish) -> None:
        sale = self._opened.operation
        if self._busy or sale is None or sale.id != operation_id:
            return
        fresh = self._command(sale, wish)
        tenders = fitted(edit_form.tenders_of(sale), self._to_pay)
        fresh = replace(fresh, choices=replace(fresh.choices, tenders=tenders))
        self._send((operation_id, wish), fresh, edits.edit)

    def _reopen(self, operation_id: str) -> None:
        if not self._busy:
            make = self._services.maker.operation_id
            fresh = ReopenSale(make(), make(), self._services.clock.now_ms(), operation_id)
            self._send((operation_id, None), fresh, edits.reopen)

    def _send(
        self,
        wish: _Wish,
        fresh: EditSale | ReopenSale,
        operation: Callable[..., RecordedSale | Refusal],
    ) -> None:
        command = fresh
        if self._unsure is not None and self._unsure[0] == wish:
            command = replace(self._unsure[1], at_ms=fresh.at_ms)
        self._busy, self._unsure = True, (wish, command)
        services, sale = self._services, self._opened.operation
        work = partial(operation, services.store, services.state.context, command)
        services.writer.ask(work, partial(self._done, sale, *wish), self._failed)

    def _done(
        self, sale: Operation | None, operation_id: str, wish: EditWish | None, answer: RecordedSale | Refusal
    ) -> None:
        self._busy, self._unsure = False, None
        if isinstance(answer, Refusal):
            self._opened.refuse(answer, operation_id)
            self._opened.refresh()
            return
        words, old = self._services.state.words, "" if sale is None else sale.slip_number
        key = "sales.reopen_done" if wish is None else "sales.edit_done"
        said = words(key, slip=old, new=answer.operation.slip_number)
        late = too_late(answer.operation, self._services.clock.now_ms(), self._services.state.context.shop)
        # The key is the counter's alone: here it does nothing.
        undoable = replace(with_undo(said, words), key_label="")
        self.said.emit(undoable if late is None else MessageFacts(said, "done"))
        self._services.spooler.wake()
        # Whoever went on to another sale meanwhile stays there.
        if self._opened.shows(operation_id):
            self._view.show_message(None)
            self._opened.open(answer.operation.id)
        for member_id in dict.fromkeys((answer.operation.member_id, None if sale is None else sale.member_id)):
            self._services.state.ledger_changed.emit(member_id)

    def _failed(self, error: KnownError) -> None:
        self._busy = False
        self._opened.fail(error)
