"""Two customers at once, and a customer who shows the card only afterwards."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.operations.sales_list import recent
from desktop.tour.failure import TourError
from desktop.tour.stage import Stage
from desktop.tour.steps.selling import finish, money, scan_regular
from loyalty.phones import mask_phone


def park_and_take_up(stage: Stage) -> None:
    """A sale waits while another customer is served, and comes back as it was."""
    view, hand, words = stage.app.counter, stage.hand, stage.words
    scan_regular(stage)
    hand.type("150")
    hand.press(Qt.Key.Key_F9)
    label = words("desk.parked_label", who=stage.notes["regular name"], amount=money(stage, 150))
    stage.sees(view.find.parked, label)
    hand.scan(stage.notes["new card"])
    file = stage.file_of(int(stage.notes["new"]))
    stage.sees(view.member.head, mask_phone(file.member.phone))
    hand.type("+")
    stage.shot("parked")
    hand.press(Qt.Key.Key_F12)
    stage.slip("receipt")
    pills = [button for button in view.find.parked.findChildren(type(view.find.join_button)) if button.text() == label]
    if len(pills) != 1:
        raise TourError(f"one parked sale {label!r}", [button.text() for button in pills])
    hand.click(pills[0])
    stage.sees(view.member.head, stage.notes["regular name"])
    stage.same("the amount", "150", view.sale.amount.amount.text())
    stage.shot("taken-up")
    finish(stage, money(stage, 150))


def sale_without_member(stage: Stage) -> None:
    """A sale to nobody is recorded, and its slip carries its number as a code."""
    hand, view = stage.hand, stage.app.counter
    hand.press(Qt.Key.Key_F2)
    hand.type("95")
    stage.same("the amount", "95", view.sale.amount.amount.text())
    stage.wait("the slip's preview", lambda: view.sale.preview.picture() is not None)
    stage.shot("without-member")
    hand.press(Qt.Key.Key_F12)
    slip = stage.slip("receipt")
    stage.sees(stage.app.window.bottom_bar, stage.words("desk.without_member", slip=_newest_slip(stage)))
    stage.notes["slip of nobody"] = stage.reads(slip, _newest_slip(stage))


def credit_later(stage: Stage) -> None:
    """The slip's code credits it to the member who scans it, once."""
    hand, view, words = stage.hand, stage.app.counter, stage.words
    number = stage.notes["slip of nobody"]
    scan_regular(stage)
    hand.scan(number)
    stage.sees(stage.app.window.bottom_bar, words("desk.credited", who=stage.notes["regular name"], slip=number))
    stage.slip("reversal")
    stage.shot("credited")
    hand.scan(number)
    stage.sees(view.message, words("refusal.slip_already_credited"))
    stage.shot("credited-once")
    hand.press(Qt.Key.Key_Escape)


def _newest_slip(stage: Stage) -> str:
    newest = recent(stage.desks.services.store, 1, None).sales[0]
    return newest.operation.slip_number
