"""What is typed or scanned wrongly gets one sentence in place, and nothing is lost."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.tour.stage import Stage
from desktop.tour.steps.selling import money, scan_regular
from loyalty.cards import card_code
from loyalty.phones import mask_phone

_FOREIGN_SECRET = b"another shop's own secret of 32 b"
_CARD_ID = bytes(range(10))
_LOST = 9


def amounts(stage: Stage) -> None:
    """An amount of 0 and one of a million are refused; what was typed stays."""
    hand, view, words = stage.hand, stage.app.counter, stage.words
    hand.click(stage.app.window.top_bar.entry("counter"))
    scan_regular(stage)
    hand.type("0")
    stage.sees(view.sale, words("refusal.amount_is_zero"))
    hand.press(Qt.Key.Key_F12)
    stage.no_slip()
    stage.shot("amount-zero")
    hand.press(Qt.Key.Key_Delete, "\x7f")
    hand.type("1000000")
    limit = money(stage, stage.desks.services.state.context.shop.amount_max)
    stage.sees(view.sale, words("refusal.amount_too_large", limit=limit))
    hand.press(Qt.Key.Key_F12)
    stage.same("the amount", "1,000,000", view.sale.amount.amount.text())
    stage.no_slip()
    stage.shot("amount-a-million")
    hand.escape()
    hand.escape()


def scans(stage: Stage) -> None:
    """A damaged card, another shop's, two at once, half a one, and what is no card at all."""
    hand, view = stage.hand, stage.app.counter
    code = stage.notes["new card"]
    wrong = "A" if code[10] != "A" else "B"
    bad = {
        "card_damaged": code[:10] + wrong + code[11:],
        "card_foreign": card_code(_FOREIGN_SECRET, _CARD_ID),
        "card_two_scans": code + code,
        "card_half_scanned": code[:-_LOST],
        "card_not_ours": "HTTP-EXAMPLE-4711",
    }
    for reason, text in bad.items():
        hand.scan(text)
        stage.sees(view.message, stage.words(f"refusal.{reason}"))
        stage.same("the search box", "", view.search_text())
        stage.shot(reason.replace("_", "-"))
    hand.scan(code)
    masked = mask_phone(stage.file_of(int(stage.notes["new"])).member.phone)
    stage.sees(view.member.head, masked)
    hand.press(Qt.Key.Key_Escape)


def phones(stage: Stage) -> None:
    """A phone nobody can read is refused; one in another form finds its member."""
    hand, view = stage.hand, stage.app.counter
    hand.press(Qt.Key.Key_F1)
    hand.type("09123")
    hand.enter()
    stage.sees(view.message, stage.words("refusal.phone_unreadable"))
    stage.shot("phone-unreadable")
    hand.press(Qt.Key.Key_Escape)
    phone = stage.file_of(int(stage.notes["new"])).member.phone
    hand.say(f"+886 {phone[1:4]} {phone[4:7]} {phone[7:]}")
    hand.enter()
    stage.sees(view.member.head, mask_phone(phone))
    hand.press(Qt.Key.Key_Escape)
