"""The sale at the counter: what is typed becomes a quote at once, and a committed sale at one key."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from desktop.counter import draft as drafts
from desktop.counter import present, present_member, present_sale
from desktop.counter.draft import Draft, Sent
from desktop.counter.preview import SlipPreview
from desktop.counter.quoting import Quoted, quote_draft, situation_of, with_keys
from desktop.counter.turn import Turn
from desktop.operations import slips
from desktop.operations.members import MemberFile
from desktop.operations.sales import RecordedSale, RecordSale, record_sale
from desktop.services import Services
from loyalty.basket import Product
from loyalty.errors import KnownError
from loyalty.ledger import NOBODY
from loyalty.outcome import Outcome
from loyalty.refusals import Refusal
from ui.counter.view import CounterView

_EMPTY = Draft()


class SaleDesk(QObject):
    """Owns the draft and the member at the counter; shows the result of every key before it is committed.

    `recorded` carries the RecordedSale after the commit; `refused` a Refusal; both on the screen's thread.
    `member_left` says that what only the former member could have was dropped from the sale, `begun` that another
    sale is at the counter, for which the shop's own balances may have moved; `option_typed` carries the digit typed
    while something is asked.
    """

    recorded = Signal(object)
    refused = Signal(object)
    failed = Signal(object)
    member_left = Signal()
    begun = Signal()
    option_typed = Signal(str)

    def __init__(self, view: CounterView, services: Services, turn: Turn, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._services = services
        self.turn = turn
        self._begun, self._beginning = 0, Draft()
        self.preview = SlipPreview(services, self)
        self.preview.painted.connect(self._show_sale)
        self.member: MemberFile | None = None
        self.draft = Draft()
        self.products: dict[str, Product] = {}
        self.shops = NOBODY
        self.quoted = with_keys(quote_draft(services.state.context, None, self.draft, services.clock.now_ms()))
        self._connect()

    def _connect(self) -> None:
        view, when_free = self._view, self.turn.when_free

        def edit(change: Callable[[Draft], Draft]) -> None:
            when_free(lambda: self.change(change(self.draft)))

        def type_digits(digits: str) -> None:
            if self.draft.question:
                self.option_typed.emit(digits)
            else:
                self.change(drafts.typed(self.draft, digits))

        view.digit_wished.connect(lambda digits: when_free(partial(type_digits, digits)))
        view.backspace_wished.connect(lambda: edit(drafts.erased))
        view.amount_cleared.connect(lambda: edit(drafts.cleared))
        view.stamps_wished.connect(lambda change: when_free(partial(self.count_stamps, change)))
        view.product_wished.connect(lambda product_id: when_free(partial(self.add_product, product_id)))
        view.line_removed.connect(lambda index: self.change(drafts.with_quantity(self.draft, index, 0)))
        view.line_quantity_wished.connect(
            lambda index, quantity: self.change(drafts.with_quantity(self.draft, index, quantity))
        )
        view.tender_wished.connect(lambda index: when_free(partial(self.choose_tender, index)))
        view.tendering_wished.connect(lambda on: edit(lambda draft: replace(drafts.closed(draft), tendering=on)))

    @property
    def outcome(self) -> Outcome:
        """What the sale comes to as it stands."""
        return self.quoted.outcome

    @property
    def empty(self) -> bool:
        """Whether nobody is at the counter and nothing is typed."""
        return self.member is None and self.draft.untouched

    def snapshot(self) -> Callable[[], None]:
        """Remember what is typed; what a scan leaked is put back, also when another sale began meanwhile."""
        draft, waiting, begun = self.draft, list(self.turn.waiting), self._begun

        def put_back() -> None:
            before = draft if begun == self._begun else self._beginning
            self.turn.waiting = waiting if self.turn.busy else []
            if self.draft != before and not self.turn.busy:
                self._take(self.member, before)

        return put_back

    def seat(self, member: MemberFile | None) -> None:
        """Put a member (or nobody) at the counter; what was typed stays, what only a member can have is dropped."""
        if self.turn.busy:
            return
        changed = (member and member.member.id) != (self.member and self.member.member.id)
        left = changed and drafts.member_only(self.draft)
        self._take(member, drafts.without_member(self.draft) if changed else self.draft)
        if left:
            self.member_left.emit()

    def change(self, draft: Draft) -> None:
        """Take the new draft and show what it comes to."""
        if not self.turn.busy:
            self._take(self.member, drafts.edited(self.draft, draft))

    def begin(self, member: MemberFile | None = None, draft: Draft = _EMPTY) -> None:
        """Another sale: an empty counter, or a sale that comes back as it was."""
        self._begun += 1
        self._take(member, draft)
        self._beginning = self.draft
        self.begun.emit()

    def show(self) -> None:
        """Show member and sale in the screen's language."""
        state, now_ms = self._services.state, self._services.clock.now_ms()
        panel = None
        if self.member is not None:
            situation = situation_of(state.context, self.member, self.quoted, now_ms)
            panel = present_member.member_panel(
                self.member, self.outcome, situation, state.context, now_ms, state.words
            )
        self._view.show_member(panel)
        self._show_sale()

    def count_stamps(self, change: int) -> None:
        """One stamp more or fewer than counted now, by hand."""
        counted = self.draft.stamps
        if counted is None:
            counted = max(self.outcome.counted_stamps.values(), default=None)
        if self.member is not None and counted is not None:
            self.change(drafts.with_stamps(self.draft, counted, change))

    def show_products(self, products: Iterable[Product] | None = None) -> None:
        """The shop's products as they are now, or those already known in another language."""
        if products is not None:
            self.products = {product.id: product for product in products if not product.retired}
        self._view.show_products(present.product_buttons(self.products.values(), self._services.state.context))

    def add_product(self, product_id: str) -> None:
        """One unit of a product of the shop."""
        if product_id in self.products:
            self.change(drafts.with_item(self.draft, self.products[product_id]))

    def choose_tender(self, index: str) -> None:
        """Another way of paying; money received is typed for cash only."""
        place, tenders = int(index), self._services.state.context.shop.tenders
        name = tenders[place] if 0 < place < len(tenders) else ""
        self.change(replace(drafts.closed(self.draft), tender=name, tendered=""))

    def toggle_tendering(self) -> None:
        """F8: digits go to the money received, or back to the amount; only cash is counted."""
        cash = drafts.tender_place(self.draft, self._services.state.context.shop) == 0
        if self.draft.tendering or (cash and self.outcome.to_pay > 0):
            self.change(replace(drafts.closed(self.draft), tendering=not self.draft.tendering))

    def finish(self) -> None:
        """Commit. The ids are made once: a second press, or a retry after a full disk, is the same sale."""
        if self.turn.busy or self.empty:
            return
        if self.outcome.refusals and self.draft.sent is None:
            # The sentence stands above the button already. What was sent may be on the disk: that alone can tell.
            QApplication.beep()
            return
        services = self._services
        make = services.maker.operation_id
        sent = self.draft.sent or Sent(make(), make(), services.clock.now_ms())
        self.turn.begin()
        command = _command(sent, self.member, self.draft, self.quoted)
        work = partial(record_sale, services.store, services.state.context, command)
        services.writer.ask(work, self._answered, partial(self._not_stored, sent))

    def _take(self, member: MemberFile | None, draft: Draft) -> None:
        services = self._services
        now_ms = services.clock.now_ms()
        same = (member and member.member.id) == (self.member and self.member.member.id)
        # A reward never moves from under the finger: the second press of a key means what the first one did.
        stays = same and draft.rewards and drafts.same_goods(self.draft, draft)
        kept = self.quoted.keys if stays else ()
        self.member, self.draft = member, drafts.begun(draft, member is None, now_ms)
        shops = self.shops if draft.codes or member is None else NOBODY
        quoted = quote_draft(services.state.context, member, self.draft, now_ms, shops)
        self.quoted = with_keys(quoted, kept)
        self.show()
        self._paint()

    def _answered(self, answer: RecordedSale | Refusal) -> None:
        self.turn.free()
        stored = not isinstance(answer, Refusal)
        if not stored:
            # It is not on the disk, and what it comes to may be another amount by now: that is shown before it is paid.
            self._take(self.member, replace(self.draft, sent=None))
        (self.recorded if stored else self.refused).emit(answer)
        self.turn.go_on(stored)

    def _not_stored(self, sent: Sent, error: KnownError) -> None:
        # Nobody knows how far the disk came: the same command is sent again unless the sale is changed.
        self.turn.free()
        self._take(self.member, replace(self.draft, sent=sent))
        self.failed.emit(error)
        self.turn.go_on(stored=False)

    def _paint(self) -> None:
        if self.empty:
            self.preview.show(None)
            return
        state = self._services.state
        member = self.member.member if self.member else None
        now_ms = self._services.clock.now_ms()
        tenders = self.quoted.choices.tenders
        standing = self.member.standing if self.member else None
        self.preview.show(slips.receipt_document(state.context, self.outcome, now_ms, member, tenders, "", standing))

    def _show_sale(self) -> None:
        state = self._services.state
        self._view.show_sale(
            present_sale.sale_facts(
                self.draft,
                self.quoted,
                state.context,
                state.words,
                has_member=self.member is not None,
                preview=self.preview.picture,
                just_printed=self.preview.just_printed,
                width_mm=state.till.paper_width_mm,
                products=self.products,
            )
        )


def _command(sent: Sent, member: MemberFile | None, draft: Draft, quoted: Quoted) -> RecordSale:
    return RecordSale(
        operation_id=sent.operation_id,
        print_job_id=sent.print_job_id,
        at_ms=sent.at_ms,
        member_id=member.member.id if member else None,
        basket=drafts.basket(draft),
        choices=quoted.choices,
        parked_id=draft.parked_id,
        to_pay=quoted.outcome.to_pay,
    )
