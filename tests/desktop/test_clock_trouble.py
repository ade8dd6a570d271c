"""A computer's clock that cannot be right is said, at the start and after a sale, and selling goes on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop.operations.clock import TOLERATED_MS
from tests.desktop.counter import POINTS, Till

F2, F12 = Qt.Key.Key_F2, Qt.Key.Key_F12
DAY_MS = 86_400_000


def sell(till: Till) -> None:
    """A sale without a member."""
    before = len(till.sales)
    till.press(F2)
    till.type("100")
    till.press(F12)
    assert len(till.sales) == before + 1


def test_a_clock_that_was_set_back_is_said_after_the_next_sale_until_it_was_read(till: Till) -> None:
    sell(till)
    assert till.trouble == ""
    till.clock.pass_ms(-2 * DAY_MS)
    sell(till)
    assert till.trouble == till.words("desk.clock_behind")
    (close,) = [button for button in till.app.window.trouble.findChildren(QPushButton) if button.isVisible()]
    till.click(close)
    sell(till)
    assert till.trouble == ""


def test_a_clock_that_is_right_again_is_no_trouble_any_more(till: Till) -> None:
    sell(till)
    till.clock.pass_ms(-2 * DAY_MS)
    sell(till)
    assert till.trouble
    till.clock.pass_ms(2 * DAY_MS)
    sell(till)
    assert till.trouble == ""


@pytest.mark.parametrize(("ahead_ms", "said"), [(TOLERATED_MS // 2, False), (DAY_MS, True)])
def test_a_clock_behind_the_last_sale_is_said_at_the_start(till: Till, ahead_ms: int, said: bool) -> None:
    sell(till)
    till.clock.pass_ms(ahead_ms)
    sell(till)
    till.close()
    again = Till(till.folder, seed=8)
    try:
        assert (again.trouble != "") is said
    finally:
        again.close()


def test_a_date_far_ahead_is_asked_about_and_the_points_stay_until_it_is_right(till: Till) -> None:
    points = next(each for each in till.desks.state.context.programmes if each.id == "points")
    ends = replace(points, terms={**points.terms, "expires": "days", "expires_after": 365})
    till.desks.state.replace_context(replace(till.desks.state.context, programmes=(ends,)))
    look(till)
    mei = till.join("0912345678", "王小美")
    till.seat(mei)
    till.type("1000")
    till.press(F12)
    till.clock.pass_ms(3_650 * DAY_MS)
    look(till)
    assert till.trouble == (
        "電腦的日期是 2036/11/19（三），上次開店是 2026/11/22（日）。日期對嗎？確認前，到期的先不結清。"
    )
    assert till.balance(mei, POINTS) == 10
    till.click(till.app.window.trouble.action_button())
    till.wait(lambda: till.balance(mei, POINTS) == 0)
    till.wait(lambda: till.trouble == "")


def look(till: Till) -> None:
    """The minute's look."""
    till.desks.expiring.look()
    till.wait(lambda: not till.desks.expiring._busy)
    till.settle()
