"""The slip at the counter: previewed as it prints, printed again, and what a till without a printer says."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from desktop.operations import slips
from desktop.operations.members import MemberFile
from printing import document
from printing.picture import paint
from tests.desktop.counter import Till

F = {number: getattr(Qt.Key, f"Key_F{number}") for number in range(1, 13)}


@pytest.fixture
def mei(till: Till) -> MemberFile:
    """王小美, at the counter."""
    file = till.join("0912345678", "王小美")
    till.seat(file)
    return file


def test_the_preview_is_the_printed_picture_from_its_money_on(till: Till, mei: MemberFile) -> None:
    till.type("320")
    preview = till.view.sale.preview.picture()
    assert preview is not None
    sale = till.desks.counter.sale
    slip = slips.receipt_document(
        till.desks.services.state.context,
        sale.outcome,
        till.clock.now_ms(),
        mei.member,
        sale.quoted.choices.tenders,
        "",
    )
    assert preview == paint(document.without_head(slip), 384)
    pictures: list[QImage] = []
    till.desks.spooler.printed.connect(lambda kind, picture: pictures.append(picture))
    till.press(F[12])
    assert pictures[0].height() > preview.height()


def test_the_preview_opens_whole_on_a_click(till: Till, mei: MemberFile) -> None:
    till.type("320")
    till.click(till.view.sale.preview.viewport())
    assert till.app.window.sheet_is_open()
    till.scan(till.code(mei))
    assert till.amount == "320"


def test_ctrl_p_prints_the_last_slip_again_once_however_long_it_is_held(till: Till, mei: MemberFile) -> None:
    till.press(F[12])
    before = len(till.slips)
    till.key(Qt.Key.Key_P, "\x10", control=True)
    for _ in range(4):
        till.key(Qt.Key.Key_P, "\x10", control=True, gap_ms=30, repeat=True)
    till.settle()
    assert len(till.slips) == before + 1
    assert document.from_bytes(till.slips[-1].document) != document.from_bytes(till.slips[-2].document)


def test_a_till_without_a_printer_does_not_say_that_it_prints(till: Till, mei: MemberFile) -> None:
    till.desks.screens.settings.save_till(printers=())
    till.press(F[12])
    assert len(till.sales) == 1
    assert "列印" not in till.said
    assert [job.slip for job in till.slips] == ["member_card"]


def test_paper_that_is_asked_of_a_till_without_a_printer_is_refused_in_words(till: Till, mei: MemberFile) -> None:
    main = till.desks.services.state.till.printers[0]
    till.desks.screens.settings.save_till(printers=(replace(main, kind="none"),))
    before = len(till.slips)
    cards, opened = till.desks.screens.members.page.cards, till.desks.screens.sales.opened
    wishes = (
        till.desks.counter.reprint.last_slip,
        partial(till.desks.counter.reprint.member_card, mei.member.id),
        partial(cards._print_card, mei.member.id),
        partial(cards._print_stamp_cards, mei.member.id),
        partial(opened._print_again, ""),
    )
    for wish in wishes:
        till.app.window.bottom_bar.message.show_message(None)
        wish()
        till.settle()
        assert till.said == "這台收銀沒有出單機，印不出來。"
    assert len(till.slips) == before
