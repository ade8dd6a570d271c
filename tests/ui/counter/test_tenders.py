"""How a sale is paid: every way that a shop may name can be read and chosen, however many there are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from loyalty.words import Words
from tests.ui.fitting import cut_off, settle, shown, small_targets
from tests.ui.screens import caught, click
from ui import theme
from ui.counter.facts import RewardKey, SaleFacts, TenderFacts
from ui.counter.view import CounterView
from ui.gallery_counter import MEMBER, sale
from ui.widgets.buttons import Button

FIVE = ("現金", "信用卡", "LINE Pay", "街口支付", "悠遊卡")
EIGHT = (*FIVE, "Apple Pay", "台灣 Pay", "轉帳")
TWELVE = (*EIGHT, "全支付", "icash Pay", "禮券", "月結")
WALLETS = tuple(RewardKey(f"{at}", "儲值金", "付 NT$ 1,250", "chosen") for at in range(3))


def _named(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((str(at), name) for at, name in enumerate(names))


def counter(qtbot: QtBot, qapp: QApplication, names: tuple[str, ...], size: tuple[int, int]) -> CounterView:
    """A counter with a member and three wallets, paid in one of these ways."""
    theme.apply_theme(qapp, dark=False)
    view = CounterView(Words())
    tender = TenderFacts(_named(names), "0", takes_tendered=True)
    view.show_member(MEMBER)
    view.show_sale(replace(sale(), wallets=WALLETS, tender=tender, dropped="回饋金這一筆用不上"))
    shown(qtbot, view, size)
    settle()
    return view


def in_sight(view: CounterView) -> list[str]:
    """The ways to pay that can be pressed now."""
    tenders = view.sale.tender.tenders
    return [
        button.text() for button in tenders.findChildren(Button) if button.isVisible() and button is not tenders.more
    ]


@pytest.mark.parametrize("size", [(1024, 690), (1280, 690)])
@pytest.mark.parametrize("names", [FIVE[:3], FIVE, EIGHT, TWELVE])
def test_every_way_to_pay_is_read_whole_and_can_be_chosen(
    qtbot: QtBot, qapp: QApplication, names: tuple[str, ...], size: tuple[int, int]
) -> None:
    view = counter(qtbot, qapp, names, size)
    tenders = view.sale.tender.tenders
    wished = caught(view.tender_wished)
    seen: list[str] = []
    while len(seen) < len(names):
        settle()
        assert cut_off(tenders) == []
        assert small_targets(tenders) == []
        assert tenders.height() <= 2 * 44 + 2
        for word in in_sight(view):
            click(next(button for button in tenders.findChildren(Button) if button.text() == word))
            seen.append(word)
        if len(seen) < len(names):
            click(tenders.more)
    assert seen == list(names)
    assert wished == [(str(at),) for at in range(len(names))]


def test_the_chosen_way_to_pay_is_in_sight_and_the_first_again_for_the_next_customer(
    qtbot: QtBot, qapp: QApplication
) -> None:
    view = counter(qtbot, qapp, TWELVE, (1024, 690))
    for chosen in ("11", "0"):
        tender = TenderFacts(_named(TWELVE), chosen)
        view.show_sale(replace(sale(), tender=tender))
        settle()
        assert TWELVE[int(chosen)] in in_sight(view)


def test_who_looks_for_another_way_to_pay_stays_there_while_the_sale_is_shown_anew(
    qtbot: QtBot, qapp: QApplication
) -> None:
    view = counter(qtbot, qapp, TWELVE, (1024, 690))
    click(view.sale.tender.tenders.more)
    settle()
    found = in_sight(view)
    view.show_sale(replace(sale(), tender=replace(sale().tender, names=_named(TWELVE), chosen="0")))
    settle()
    assert in_sight(view) == found
    assert "現金" not in found


def test_the_next_customer_finds_the_usual_way_to_pay_though_somebody_looked_for_another(
    qtbot: QtBot, qapp: QApplication
) -> None:
    """Else no way to pay is marked, and the sale is recorded as cash."""
    view = counter(qtbot, qapp, TWELVE, (1024, 690))
    click(view.sale.tender.tenders.more)
    tender = TenderFacts(_named(TWELVE), "0", takes_tendered=True)
    view.show_sale(SaleFacts(tender=tender))
    view.show_sale(replace(sale(), tender=tender))
    settle()
    assert "現金" in in_sight(view)


def test_three_usual_ways_to_pay_stay_on_one_line(qtbot: QtBot, qapp: QApplication) -> None:
    view = counter(qtbot, qapp, FIVE[:3], (1024, 690))
    tenders = view.sale.tender.tenders
    assert {tenders.button(str(at)).y() for at in range(3)} == {0}


def test_a_name_that_no_line_holds_is_shortened_and_whole_in_its_tooltip(qtbot: QtBot, qapp: QApplication) -> None:
    long = "記在公司的帳上月底一起開發票再付清" * 3
    view = counter(qtbot, qapp, ("現金", long), (1024, 690))
    button = view.sale.tender.tenders.button("1")
    assert button.text() != long
    assert (button.toolTip(), button.accessibleName()) == (long, long)
    assert cut_off(view.sale.tender) == []


def test_the_words_follow_the_width(qtbot: QtBot, qapp: QApplication) -> None:
    view = counter(qtbot, qapp, EIGHT, (1024, 690))
    tenders = view.sale.tender.tenders
    narrow = tenders.height()
    tenders.setFixedWidth(1200)
    settle()
    assert tenders.height() < narrow
    assert {tenders.button(str(at)).y() for at in range(len(EIGHT))} == {0}
