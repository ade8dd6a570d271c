"""What was asked for one earlier sale never answers the one that was opened since, in the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.operations import reversals
from desktop.operations.reversals import TakeBack
from tests.desktop.counter import Till
from ui.sales.view import SalesView

F2, F12 = Qt.Key.Key_F2, Qt.Key.Key_F12


@pytest.fixture
def sales(till: Till) -> tuple[str, str]:
    """The ids of two sales without a member; the first is open on its screen."""
    for amount in ("150", "160"):
        till.press(F2)
        till.type(amount)
        till.press(F12)
    till.app.window.show_screen("sales")
    first, second = (past.operation.id for past in till.sales)
    till.screens.sales_view.sale_opened.emit(first)
    till.settle()
    return first, second


def view(till: Till) -> SalesView:
    return till.screens.sales_view


def go_on_to(till: Till, sale: str) -> None:
    """Open another sale while the disk is slow."""
    view(till).sale_opened.emit(sale)
    till.wait(lambda: view(till).detail._id() == sale)
    till.process()


def test_a_card_scanned_for_one_sale_does_not_choose_whose_the_next_is(till: Till, sales: tuple[str, str]) -> None:
    mei = till.join("0912345678", "王小美")
    till.click(view(till).detail.buttons["credit"])
    with till.held("reader"):
        till.key_ms += 500
        till.burst(till.code(mei) + "\r")
        till.process()
        go_on_to(till, sales[1])
        view(till).detail.buttons["credit"].click()
    assert view(till).asks_for_member()
    assert not view(till).detail.preview.isVisible()


def test_the_next_sales_step_goes_on_when_one_is_taken_back(till: Till, sales: tuple[str, str]) -> None:
    till.click(view(till).detail.buttons["cancel"])
    with till.held("writer"):
        view(till).detail.preview.confirm.click()
        go_on_to(till, sales[1])
        view(till).detail.buttons["refund"].click()
    assert "作廢" in till.said
    assert view(till).detail.refund.isVisible()


def test_a_refusal_of_one_sale_is_not_said_of_the_next(till: Till, sales: tuple[str, str]) -> None:
    services, maker = till.desks.services, till.app.maker
    before = TakeBack(maker.operation_id(), maker.operation_id(), till.clock.now_ms(), sales[0])
    till.click(view(till).detail.buttons["cancel"])
    with till.held("writer"):
        services.writer.ask(lambda: reversals.cancel(services.store, services.state.context, before))
        view(till).detail.preview.confirm.click()
        go_on_to(till, sales[1])
    assert (view(till).message.message(), till.said) == (None, till.words("refusal.already_reversed"))


def test_a_sale_put_right_does_not_take_the_place_of_the_next(till: Till, sales: tuple[str, str]) -> None:
    till.click(view(till).detail.buttons["edit"])
    till.wait(lambda: view(till).detail.edit.isVisible())
    view(till).detail.edit.amounts[0][1].control.set_value(140)
    till.click(view(till).detail.edit.show_button)
    with till.held("writer"):
        view(till).detail.preview.confirm.click()
        go_on_to(till, sales[1])
    QApplication.processEvents()
    assert view(till).detail._id() == sales[1]
