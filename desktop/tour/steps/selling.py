"""Selling to the regular: items, amounts, stamps, cash, a full card, its reward, and undo."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.tour.failure import TourError
from desktop.tour.stage import Stage
from loyalty.money import format_money
from ui.counter.reward_button import RewardButton

_CARD_SIZE = 10
_ESC_AT_START = b"\x1b@"


def scan_regular(stage: Stage) -> None:
    """Seat the regular by scanning their card."""
    member_id = int(stage.notes["regular"])
    stage.hand.scan(stage.code_of(member_id))
    stage.sees(stage.app.counter.member.head, stage.notes["regular name"])


def money(stage: Stage, amount: int) -> str:
    """An amount as the screen writes it."""
    return format_money(amount, stage.desks.services.state.context.shop.currency)


def card(stage: Stage) -> tuple[int, int, int]:
    """The stamp card as drawn: filled, dashed, missing."""
    blocks = [block for block in stage.app.counter.member.card_blocks if block.isVisible()]
    return blocks[0].card.counts()


def full_card_key(stage: Stage) -> RewardButton:
    """The key of the reward that a full card gives."""
    cost = stage.words("desk.costs_rewards", count=1)
    keys = [key for key in stage.app.counter.sale.rewards.buttons if key.isVisible()]
    found = [key for key in keys if key.reward().note == cost]
    if len(found) != 1:
        raise TourError(f"a reward that says {cost!r}", [key.reward().note for key in keys])
    return found[0]


def finish(stage: Stage, amount: str, slip_kind: str = "receipt") -> None:
    """F12 records what the primary button says, and the slip comes out."""
    primary = stage.app.counter.sale.primary
    stage.same("the amount on the button", amount, primary.amount())
    stage.hand.press(Qt.Key.Key_F12)
    slip = stage.slip(slip_kind)
    stage.same("the first bytes of the slip", _ESC_AT_START, slip.data[:2])
    stage.sees_nobody()


def items_of_the_catalogue(stage: Stage) -> None:
    """Two drinks from the catalogue are two stamps."""
    view, hand = stage.app.counter, stage.hand
    scan_regular(stage)
    stage.same("the card at first", (5, 1, 4), card(stage))
    hand.click(view.sale.amount.mode.button("products"))
    latte = view.sale.pad.keys[1]
    stage.shot("products-pad")
    hand.click(latte)
    hand.click(latte)
    stage.same("the amount", "220", view.sale.amount.amount.text())
    stage.same("the card before the sale", (5, 2, 3), card(stage))
    stage.shot("items")
    hand.click(view.sale.below_switch.button("preview"))
    stage.shot("items-preview")
    finish(stage, money(stage, 220))
    stage.sees(stage.app.window.bottom_bar, stage.words("desk.got_stamps", count=2))
    stage.shot("sold")
    hand.click(view.sale.amount.mode.button("amount"))


def amount_and_stamps(stage: Stage) -> None:
    """An amount by digits, and stamps by + and -."""
    view, hand = stage.app.counter, stage.hand
    scan_regular(stage)
    hand.type("320")
    stage.same("the amount", "320", view.sale.amount.amount.text())
    hand.type("++-")
    stage.same("the card before the sale", (7, 2, 1), card(stage))
    stage.same("the stepper", stage.words("desk.stamps", count=2), view.sale.rewards.stepper.text())
    stage.wait("the slip's preview", lambda: view.sale.preview.picture() is not None)
    stage.shot("counter")
    hand.click(view.sale.preview.viewport())
    stage.wait("the slip on a sheet", stage.app.window.sheet_is_open)
    stage.shot("slip-whole")
    hand.escape()
    stage.wait("no sheet", lambda: not stage.app.window.sheet_is_open())
    finish(stage, money(stage, 320))


def cash_and_change(stage: Stage) -> None:
    """Cash with change; this sale fills the card."""
    view, hand = stage.app.counter, stage.hand
    scan_regular(stage)
    hand.type("110")
    stage.same("the card before the sale", (9, 1, 0), card(stage))
    hand.press(Qt.Key.Key_F8)
    hand.type("500")
    stage.sees(view.sale.amount, stage.words("counter.change", amount=money(stage, 390)))
    stage.shot("cash")
    hand.press(Qt.Key.Key_F8)
    finish(stage, money(stage, 110))
    stage.shot("card-full")


def redeem(stage: Stage) -> None:
    """The full card is a reward, one key away."""
    view, hand = stage.app.counter, stage.hand
    scan_regular(stage)
    stage.same("the next card", (0, 1, _CARD_SIZE - 1), card(stage))
    key = full_card_key(stage)
    reward = key.reward()
    stage.same("the reward's state", "available", reward.state)
    stage.shot("reward")
    hand.click(view.sale.amount.mode.button("products"))
    hand.click(view.sale.pad.keys[1])
    hand.press(Qt.Key[f"Key_{reward.key_label}"])
    stage.same("the reward's state", "chosen", key.reward().state)
    stage.shot("redeem")
    finish(stage, money(stage, 0))
    hand.click(view.sale.amount.mode.button("amount"))
    stage.sees(stage.app.window.bottom_bar, stage.words("desk.redeemed", title=reward.title))
    stage.shot("redeemed")


def undo(stage: Stage) -> None:
    """Ctrl+Z takes it back, and the reward is there again."""
    stage.hand.control(Qt.Key.Key_Z)
    view = stage.app.counter
    stage.sees(view.member.head, stage.notes["regular name"])
    stage.same("the reward's state", "available", full_card_key(stage).reward().state)
    _sees_start(
        stage, stage.app.window.bottom_bar, stage.words("desk.undone", who=stage.notes["regular name"], slip="|")
    )
    stage.shot("undone")
    stage.hand.press(Qt.Key.Key_Escape)


def print_again(stage: Stage) -> None:
    """Ctrl+P prints the newest slip once more, marked as a second copy."""
    stage.hand.control(Qt.Key.Key_P)
    stage.slip("receipt")
    stage.sees(stage.app.window.bottom_bar, stage.words("desk.printed_again"))


def _sees_start(stage: Stage, widget: QWidget, sentence: str) -> None:
    start = sentence.partition("|")[0]
    if not start:
        raise TourError("a sentence with a beginning", sentence)
    stage.sees(widget, start)
