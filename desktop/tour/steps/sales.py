"""Earlier sales: found by the slip's number, cancelled, and refunded in part."""

from __future__ import annotations

from desktop.operations.sales_list import recent
from desktop.tour.look import rows_of
from desktop.tour.stage import Stage
from desktop.tour.steps.selling import money
from loyalty.ledger import Operation, OperationKind
from ui.sales.detail import SaleDetail

_SHOWN = 40


def earlier_sales(stage: Stage) -> None:
    """The list of earlier sales, newest first."""
    stage.hand.click(stage.app.window.top_bar.entry("sales"))
    view = stage.desks.screens.sales_view
    newest = recent(stage.desks.services.store, 1, None).sales[0].operation
    stage.wait("the newest sale first", lambda: newest.slip_number in _first_row(stage), lambda: _first_row(stage))
    stage.sees(view, stage.words("sales.choose_title"))
    stage.shot("sales")


def cancel_one(stage: Stage) -> None:
    """A sale of today is cancelled after its preview."""
    sale = _sale(stage, 150)
    view = _open(stage, sale)
    stage.shot("sale")
    hand, words = stage.hand, stage.words
    hand.click(view.buttons["cancel"])
    stage.sees(view.preview, words("desk.sales_money_back", amount=money(stage, 150)))
    stage.shot("cancel")
    hand.enter()
    stage.no_slip()
    hand.click(view.preview.confirm)
    stage.slip("reversal")
    done = words("desk.sales_cancel_done", slip=sale.slip_number, amount=money(stage, 150))
    stage.sees(stage.app.window, done)
    _sees_state(stage, words("desk.past_cancel"))
    stage.shot("cancelled")


def refund_a_part(stage: Stage) -> None:
    """A part of a sale is paid back, and its stamps and points with it."""
    sale = _sale(stage, 320)
    view = _open(stage, sale)
    hand, words = stage.hand, stage.words
    hand.click(view.buttons["refund"])
    stage.sees(view.refund, words("sales.refund_left", left=money(stage, 320)))
    hand.type("100")
    stage.shot("refund")
    hand.click(view.refund.refund_amount)
    stage.sees(view.preview, words("desk.sales_money_back", amount=money(stage, 100)))
    stage.shot("refund-preview")
    hand.click(view.preview.confirm)
    stage.slip("reversal")
    _sees_state(stage, words("desk.past_refund_part", amount=money(stage, 100)))
    stage.shot("refunded")


def _sees_state(stage: Stage, state: str) -> None:
    """The open sale says what was taken back, and its row in the list says it shortly."""
    view = stage.desks.screens.sales_view
    stage.sees(view.detail, stage.words("sales.section_reversals"))
    stage.wait(f"{state!r} in the list", lambda: state in _first_row(stage), lambda: _first_row(stage))


def _open(stage: Stage, sale: Operation) -> SaleDetail:
    view = stage.desks.screens.sales_view
    stage.hand.click(view.list.search.edit)
    view.list.search.edit.selectAll()
    stage.hand.type(sale.slip_number)
    stage.wait("one sale found", lambda: len(rows_of(view.list.table)) == 1, lambda: rows_of(view.list.table))
    stage.hand.click_row(view.list.table, 0)
    stage.sees(view.detail, stage.words("sales.slip", number=sale.slip_number))
    return view.detail


def _sale(stage: Stage, bill: int) -> Operation:
    found = recent(stage.desks.services.store, _SHOWN, None).sales
    return next(
        sale.operation for sale in found if sale.operation.kind is OperationKind.SALE and sale.operation.bill == bill
    )


def _first_row(stage: Stage) -> str:
    rows = rows_of(stage.desks.screens.sales_view.list.table)
    return rows[0] if rows else ""
