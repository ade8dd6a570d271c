"""Benefits at the counter: a top-up, a code, a wallet and cash for one sale, and what is done by hand."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.operations import programmes
from desktop.tour.failure import TourError
from desktop.tour.stage import Stage
from desktop.tour.steps.selling import finish, money, scan_regular
from loyalty.programmes import Programme
from loyalty.programs import read_terms
from loyalty.refusals import Refusal
from ui.counter.reward_button import RewardButton

_CODE = "OPEN50"
_CODE_WORTH = 50
_TOP_UP = 2_000


def top_up(stage: Stage) -> None:
    """Money paid in beforehand, with a bonus on top: one key and its number."""
    words = stage.words
    rows = [{"id": "first", "pay": _TOP_UP, "bonus": 777, "first_time": True}]
    _publish(stage, "stored_value", words("stored_value.kind"), {"top_ups": rows, "free_amount": True})
    coupon: dict[str, object] = {"way": "code", "code": _CODE, "reward_kind": "amount_off"}
    coupon.update(reward_title=words("coupon.kind"), reward_amount=_CODE_WORTH)
    _publish(stage, "coupon", words("coupon.kind"), coupon)
    scan_regular(stage)
    stage.hand.press(Qt.Key.Key_F10)
    stage.sees(stage.app.counter.sale.benefits, words("benefits.which_top_up"))
    stage.shot("top-up")
    stage.hand.type("1")
    stage.shot("top-up-chosen")
    finish(stage, money(stage, _TOP_UP), "top_up")


def code_wallet_and_cash(stage: Stage) -> None:
    """A code takes money off, the wallet pays a part, cash the rest."""
    view, hand = stage.app.counter, stage.hand
    scan_regular(stage)
    hand.type("320")
    hand.scan(_CODE)
    hand.press(Qt.Key.Key_F3)
    stage.sees(view.sale.benefits, _CODE)
    stage.shot("benefits")
    hand.press(Qt.Key.Key_F3)
    wallet = _wallet(stage)
    hand.click(wallet)
    stage.same("what is left to pay", money(stage, 0), view.sale.primary.amount())
    stage.shot("wallet")
    hand.click(wallet)
    hand.type("200")
    stage.shot("wallet-part")
    hand.press(Qt.Key.Key_F8)
    hand.type("100")
    stage.sees(view.sale.amount, stage.words("counter.change", amount=money(stage, 30)))
    stage.shot("wallet-and-cash")
    finish(stage, money(stage, 70))
    stage.shot("wallet-sold")


def by_hand(stage: Stage) -> None:
    """Who brought a member, corrections and tiers stand behind one button."""
    hand, panel = stage.hand, stage.app.counter.member.action_panel
    scan_regular(stage)
    hand.click(stage.app.counter.member.head.more_button)
    stage.shot("by-hand")
    deed = stage.words("benefits.action_adjust")
    hand.click(next(button for button in panel.options.buttons if button.text() == deed))
    stage.sees(panel, deed)
    stage.shot("by-hand-adjust")
    for _ in range(3):
        hand.press(Qt.Key.Key_Escape)
    stage.sees_nobody()


def _wallet(stage: Stage) -> RewardButton:
    shown = [button for button in stage.app.counter.sale.wallets.buttons if button.isVisible()]
    if len(shown) != 1:
        raise TourError("one wallet above the ways of paying", [each.reward() for each in shown])
    return shown[0]


def _publish(stage: Stage, kind: str, name: str, terms: dict[str, object]) -> None:
    """The owner has published a programme."""
    services = stage.desks.services
    checked = read_terms(kind, terms, kind)
    if isinstance(checked, Refusal):
        raise TourError(f"terms of {kind}", checked)
    day = services.state.context.shop.calendar.business_day(services.clock.now_ms())
    draft = Programme(f"tour-{kind}", 1, kind, name, checked)
    answer = programmes.publish(services.store, services.state.context, draft, day, day)
    if isinstance(answer, Refusal):
        raise TourError(f"{kind} published", answer)
    services.state.replace_context(answer)
    stage.settle()
