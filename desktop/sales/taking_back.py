"""Cancelling, refunding and crediting the open sale: shown first, done at the second button, once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop import describe
from desktop.operations import members, reversals, search
from desktop.operations.members import MemberFile
from desktop.operations.reversals import Credit, Reversed, TakeBack
from desktop.sales import present, previews
from desktop.sales.opened import OpenedDesk
from desktop.services import Services
from loyalty.cards import parse_card
from loyalty.errors import KnownError
from loyalty.ledger import OperationKind
from loyalty.members import MemberRow
from loyalty.money import format_money
from loyalty.refusals import Refusal
from ui.facts import MessageFacts
from ui.sales.view import SalesView

_KINDS = {"cancel": OperationKind.CANCEL, "refund": OperationKind.REFUND}
_Wish = tuple[str, str, object]


def _wanted(amount: Any) -> tuple[int | None, dict[int, int] | None]:
    """What of a sale is wished back: money, units of lines, or (neither) all that is left."""
    return (None, dict(amount)) if isinstance(amount, tuple) else (amount, None)


class TakingBackDesk(QObject):
    """Joins the steps of taking back to the shop. `said` carries a MessageFacts."""

    said = Signal(object)

    def __init__(self, view: SalesView, services: Services, opened: OpenedDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._services = services
        self._opened = opened
        self._busy = False
        # What the disk did not take: the same wish again is the same operation, whatever became of the first try.
        self._unsure: tuple[_Wish, TakeBack | Credit] | None = None
        view.preview_wished.connect(self._preview)
        view.cancel_wished.connect(lambda operation_id: self._take_back("cancel", operation_id, None))
        view.refund_wished.connect(lambda operation_id, amount: self._take_back("refund", operation_id, amount))
        view.credit_search_changed.connect(self._search)
        view.credit_confirmed.connect(self._credit)

    def _preview(self, action: str, operation_id: str, amount: Any) -> None:
        services = self._services
        store, context, now_ms = services.store, services.state.context, services.clock.now_ms()
        if action in _KINDS:
            money, lines = _wanted(amount if action == "refund" else None)
            work = partial(reversals.preview, store, context, operation_id, _KINDS[action], money, now_ms, lines)
            services.reader.ask(
                work, partial(self._show_preview, action, operation_id, bool(lines)), newest_of="sale_preview"
            )
        elif action == "credit":
            credit = partial(reversals.preview_credit, store, context, operation_id, amount, now_ms)
            services.reader.ask(
                credit, partial(self._show_preview, action, operation_id, False), newest_of="sale_preview"
            )

    def _show_preview(self, action: str, operation_id: str, by_lines: bool, answer: Any) -> None:
        shown = self._opened.sale
        if shown is None or shown.operation.id != operation_id:
            return
        state = self._services.state
        taking = partial(previews.reversal_preview, action, shown, by_lines)
        make = taking if action in _KINDS else previews.credit_preview
        self._view.show_reversal_preview(make(answer, state.context, state.words))

    def _take_back(self, action: str, operation_id: str, amount: Any) -> None:
        if self._busy:
            return
        maker, now_ms = self._services.maker, self._services.clock.now_ms()
        fresh = TakeBack(maker.operation_id(), maker.operation_id(), now_ms, operation_id, *_wanted(amount))
        self._send((action, operation_id, amount), fresh, reversals.cancel if action == "cancel" else reversals.refund)

    def _credit(self, operation_id: str, member_id: int) -> None:
        sale = self._opened.operation
        if self._busy or sale is None or sale.id != operation_id:
            return
        maker, now_ms = self._services.maker, self._services.clock.now_ms()
        fresh = Credit(maker.operation_id(), maker.operation_id(), now_ms, sale.till, sale.number, member_id)
        self._send(("credit", operation_id, member_id), fresh, reversals.credit)

    def _send(self, wish: _Wish, fresh: TakeBack | Credit, operation: Callable[..., Reversed | Refusal]) -> None:
        command = fresh
        if self._unsure is not None and self._unsure[0] == wish:
            command = replace(self._unsure[1], at_ms=fresh.at_ms)
        self._busy, self._unsure = True, (wish, command)
        services = self._services
        work = partial(operation, services.store, services.state.context, command)
        services.writer.ask(work, partial(self._done, wish[1]), self._failed)

    def _done(self, operation_id: str, answer: Reversed | Refusal) -> None:
        self._busy, self._unsure = False, None
        if isinstance(answer, Refusal):
            self._opened.refuse(answer, operation_id)
            self._opened.refresh()
            return
        if self._opened.shows(operation_id):
            self._view.show_message(None)
            self._view.show_reversal_preview(None)
        self.said.emit(MessageFacts(self._sentence(answer), "done"))
        self._services.spooler.wake()
        self._services.state.ledger_changed.emit(answer.operation.member_id)

    def _failed(self, error: KnownError) -> None:
        self._busy = False
        self._opened.fail(error)

    def _sentence(self, answer: Reversed) -> str:
        state = self._services.state
        slip = answer.original.slip_number
        if answer.operation.kind is OperationKind.CREDIT and answer.member is not None:
            return state.words("desk.credited", slip=slip, who=describe.member_title(answer.member, state.words))
        bill, detail = answer.operation.bill, answer.operation.detail
        amount = format_money(-bill, state.context.shop.currency)
        said = state.words(f"desk.sales_{answer.operation.kind.value}_done", slip=slip, amount=amount)
        rest = previews.beside_money(bill, detail, state.context, state.words)
        return state.words("sales.said_beside", said=said, rest=rest) if rest else said

    def take_scan(self, text: str) -> bool:
        """Whether the screen asked who gets the open sale: a scanned card then answers it."""
        sale = self._opened.operation
        if sale is None or not self._view.asks_for_member():
            return False
        services = self._services
        card = parse_card(services.state.context.card_secret, text)
        if isinstance(card, Refusal):
            self._opened.refuse(card)
        else:
            work = partial(members.look_up_card, services.store, services.state.context, card, services.clock.now_ms())
            services.reader.ask(work, partial(self._card_read, sale.id), newest_of="credit_card")
        return True

    def _card_read(self, operation_id: str, answer: MemberFile | Refusal) -> None:
        if isinstance(answer, Refusal):
            self._opened.refuse(answer, operation_id)
        elif self._opened.shows(operation_id) and self._view.asks_for_member():
            self._view.choose_member(present.member_choice(answer.member, self._services.state.words))

    def _search(self, text: str) -> None:
        sale = self._opened.operation
        if sale is not None:
            work = partial(search.find, self._services.store, text)
            self._services.book.ask(work, partial(self._show_choices, sale.id), newest_of="credit_search")

    def _show_choices(self, operation_id: str, rows: tuple[MemberRow, ...]) -> None:
        words = self._services.state.words
        if self._opened.shows(operation_id):
            self._view.show_member_choices(tuple(present.member_choice(row, words) for row in rows))
