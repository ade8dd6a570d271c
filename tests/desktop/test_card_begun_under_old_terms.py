"""A card begun under old terms is finished under them, and screen and paper say so until it is full."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt

from desktop.operations import programmes, reversals
from desktop.operations.members import MemberFile
from desktop.operations.reversals import TakeBack
from loyalty.ledger import Account, Unit
from loyalty.presets import STAMP_CARD_ID
from loyalty.refusals import Refusal
from printing import document
from printing.document import Document, Row, StampGrid, Text
from tests.desktop.counter import STAMPS, Till
from tests.desktop.test_clock_trouble import DAY_MS
from tests.ui.screens import texts
from ui.counter.facts import StampCardFacts

F12 = Qt.Key.Key_F12
TODAY, TOMORROW = date(2026, 11, 22), date(2026, 11, 23)
GIFTS = Account(STAMP_CARD_ID, Unit.REWARD)


def new_terms(till: Till, **terms: object) -> None:
    """Publish other terms of the card from tomorrow on, and let that day come."""
    services = till.desks.services
    context = services.state.context
    card = next(each for each in context.programmes if each.id == STAMP_CARD_ID)
    draft = replace(card, terms={**card.terms, **terms})
    answer = programmes.publish(services.store, context, draft, TOMORROW, TODAY)
    assert not isinstance(answer, Refusal), answer
    till.clock.pass_ms(DAY_MS)
    services.state.replace_context(programmes.reload(services.store, answer, TOMORROW))
    till.settle()


def stamped(till: Till, mei: MemberFile, count: int) -> None:
    """Sell so many of something, which are so many stamps."""
    till.seat(mei)
    till.type("100")
    till.type("+" * (count - 1))
    till.press(F12)


def shown(till: Till) -> StampCardFacts:
    """The card on the counter."""
    facts = till.view.member._facts
    assert facts is not None
    (card,) = facts.cards
    return card


def slip(till: Till) -> tuple[StampGrid, list[str]]:
    """The newest slip: its card, and what stands on it."""
    printed: Document = document.from_bytes(till.slips[-1].document)
    (grid,) = [block for block in printed.blocks if isinstance(block, StampGrid)]
    lines = [block.text for block in printed.blocks if isinstance(block, Text)]
    return grid, lines + [block.right for block in printed.blocks if isinstance(block, Row)]


@pytest.fixture
def mei(till: Till) -> MemberFile:
    """王小美, with 7 stamps on a card of ten, in a shop whose cards are of eight since."""
    file = till.join("0912345678", "王小美")
    stamped(till, file, 7)
    new_terms(till, stamps_needed=8, reward_title="大杯一杯")
    return file


def test_the_counter_shows_the_card_that_was_begun(till: Till, mei: MemberFile) -> None:
    till.seat(mei)
    card = shown(till)
    assert (card.have, card.pending, card.needed) == (7, 1, 10)
    assert card.note == "本次 +1 後，再 2 章送免費一杯"
    rewards = [button.reward() for button in till.view.sale.rewards.buttons if button.isVisible()]
    assert "再 3 章" in [each.note for each in rewards]


def test_the_slip_draws_the_card_that_was_begun(till: Till, mei: MemberFile) -> None:
    stamped(till, mei, 2)
    grid, lines = slip(till)
    assert (grid.filled, grid.needed) == (9, 10)
    assert "再 1 章送免費一杯" in lines
    assert any("9 / 10 章" in line for line in lines)


def test_the_member_s_page_shows_the_card_that_was_begun(till: Till, mei: MemberFile) -> None:
    stamped(till, mei, 2)
    till.app.window.show_screen("members")
    till.screens.members.open(mei.member.id)
    till.settle()
    assert "9 / 10 章" in texts(till.screens.members_view.page)


def test_the_next_card_is_one_of_today(till: Till, mei: MemberFile) -> None:
    till.seat(mei)
    till.type("100++++")
    assert (shown(till).pending, shown(till).needed) == (3, 10)
    till.press(F12)
    assert (till.balance(mei, STAMPS), till.balance(mei, GIFTS)) == (2, 1)
    grid, lines = slip(till)
    assert (grid.filled, grid.needed) == (2, 8)
    assert "再 6 章送大杯一杯" in lines
    till.seat(mei)
    assert (shown(till).have, shown(till).needed, shown(till).rewards_waiting) == (2, 8, 1)
    till.press(Qt.Key.Key_Escape)
    stamped(till, mei, 6)
    till.seat(mei)
    assert (shown(till).have, shown(till).rewards_waiting) == (0, 2)


def test_the_slip_of_a_cancelled_sale_tells_the_card_that_was_begun(till: Till, mei: MemberFile) -> None:
    stamped(till, mei, 2)
    services, maker = till.desks.services, till.app.maker
    ids = (maker.operation_id(), maker.operation_id(), till.clock.now_ms(), till.sales[0].operation.id)
    answer = reversals.cancel(services.store, services.state.context, TakeBack(*ids))
    assert not isinstance(answer, Refusal), answer
    assert till.balance(mei, STAMPS) == 7
    printed = document.from_bytes(till.slips[-1].document)
    rows = [block.right for block in printed.blocks if isinstance(block, Row)]
    assert "9 → 7 / 10 章" in rows
