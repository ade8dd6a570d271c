"""A programme changed in the real window, and the sales after it; and the day that turns while the app runs."""

from __future__ import annotations

from PySide6.QtCore import Qt

from loyalty.ledger import Account, Unit
from loyalty.presets import STAMP_CARD_ID
from loyalty.programmes import Programme
from tests.desktop.counter import Till
from ui.controls import NumberControl
from ui.programmes.view import ProgrammesView

REWARD = Account(STAMP_CARD_ID, Unit.REWARD)
_DAY_MS = 86_400_000


def opened(till: Till) -> ProgrammesView:
    """The programmes' screen with the stamp card in front."""
    till.click(till.app.window.top_bar.entry("programmes"))
    view = till.screens.programmes_view
    till.click(view.list.cards[STAMP_CARD_ID])
    return view


def retype(till: Till, view: ProgrammesView, name: str, text: str) -> None:
    """Type a number over the one that stands there."""
    control = view.editor.form.rows[name].control
    assert isinstance(control, NumberControl)
    control.setFocus()
    control.selectAll()
    till.type(text)


def card(till: Till) -> Programme:
    """The stamp card as the till holds it."""
    programmes = till.desks.state.context.programmes
    return next(each for each in programmes if each.id == STAMP_CARD_ID)


def test_a_version_is_published_and_the_next_sale_follows_it(till: Till) -> None:
    member = till.join("0912345678", "王小美")
    view = opened(till)
    till.click(view.detail.edit)
    retype(till, view, "stamps_needed", "2")
    till.click(view.editor.publish)
    assert till.said == till.words("programmes_screen.published_today", name=card(till).name)
    till.click(till.app.window.top_bar.entry("counter"))
    till.seat(member)
    till.type("300+")
    till.press(Qt.Key.Key_F12)
    assert (till.balance(member), till.balance(member, REWARD)) == (0, 1)
    assert till.sales[0].operation.programme_versions[STAMP_CARD_ID] == 2


def test_a_stopped_card_stamps_no_more_and_its_stamps_stay(till: Till) -> None:
    member = till.join("0912345678")
    till.seat(member)
    till.type("300")
    till.press(Qt.Key.Key_F12)
    view = opened(till)
    till.click(view.detail.stop)
    till.click(view.message.action_button())
    till.click(till.app.window.top_bar.entry("counter"))
    till.seat(member)
    till.type("300")
    till.press(Qt.Key.Key_F12)
    assert till.balance(member) == 1


def test_a_planned_version_begins_with_its_day_while_the_app_runs(till: Till) -> None:
    view = opened(till)
    till.click(view.detail.edit)
    retype(till, view, "stamps_needed", "4")
    view.editor.day.rows["from_day"].control.setFocus()
    till.type("2026-11-23")
    till.click(view.editor.publish)
    assert card(till).version == 1
    till.clock.pass_ms(_DAY_MS)
    till.wait(lambda: card(till).version == 2)
    assert card(till).terms["stamps_needed"] == 4


def test_a_draft_survives_a_customer_and_a_change_of_language(till: Till) -> None:
    view = opened(till)
    till.click(view.detail.edit)
    retype(till, view, "stamps_needed", "7")
    till.scan(till.code(till.join("0912345678")))
    assert till.app.window.current_screen() == "counter"
    till.screens.settings.save_till(language="en")
    till.settle()
    till.click(till.app.window.top_bar.entry("programmes"))
    assert view.editor.form.typed()["stamps_needed"] == 7
    assert view.editor.publish.text() == till.words("programmes_screen.publish")
