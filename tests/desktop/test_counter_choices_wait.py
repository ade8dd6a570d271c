"""A reward's key behind a scan, while a disk is slow: taken for whoever was scanned, and for nobody else."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.operations.members import MemberFile
from loyalty.cards import card_code
from loyalty.detail import read_detail
from tests.desktop.counter import Till

F = {number: getattr(Qt.Key, f"Key_F{number}") for number in range(1, 13)}
ESCAPE = Qt.Key.Key_Escape


@pytest.fixture
def ling(till: Till) -> MemberFile:
    """林小玲, with a full card."""
    return with_full_card(till, till.join("0922345678", "林小玲"))


@pytest.fixture
def mei(till: Till) -> MemberFile:
    """王小美, with a full card."""
    return with_full_card(till, till.join("0912345678", "王小美"))


def with_full_card(till: Till, file: MemberFile) -> MemberFile:
    """The same, whom ten stamps were given."""
    till.seat(file)
    till.type("100++++++++++")
    till.press(F[12])
    return file


def taken(till: Till) -> list[str]:
    """The rewards of the newest sale."""
    return [each.offer_id for each in read_detail(till.sales[0].operation.detail).applied]


@pytest.mark.parametrize("finished", [True, False])
def test_a_rewards_key_right_behind_a_scan_is_for_that_sale(till: Till, mei: MemberFile, finished: bool) -> None:
    with till.held("reader"):
        till.scan_at_once(till.code(mei))
        till.key(F[5])
        if finished:
            till.key(F[12])
        till.process()
    if not finished:
        till.press(F[12])
    assert taken(till) == ["stamp-card:gift"]


@pytest.mark.parametrize("instead", ["another card", "nobody's card", "Esc"])
def test_a_rewards_key_is_not_for_whoever_comes_instead(
    till: Till, mei: MemberFile, ling: MemberFile, instead: str
) -> None:
    with till.held("reader"):
        secret = till.desks.services.state.context.card_secret
        till.scan_at_once(card_code(secret, b"0123456789") if instead == "nobody's card" else till.code(mei))
        till.key(F[5])
        if instead == "another card":
            till.scan_at_once(till.code(ling))
        elif instead == "Esc":
            till.key(ESCAPE)
        till.process()
    till.seat(ling)
    till.type("100")
    till.press(F[12])
    assert taken(till) == []


def test_a_scan_that_brings_nobody_leaves_the_key_to_whoever_was_scanned_before_it(till: Till, mei: MemberFile) -> None:
    code = till.code(mei)
    with till.held("reader"):
        till.scan_at_once(code)
        till.key(F[5])
        till.scan_at_once(code[:-1] + ("A" if code[-1] != "A" else "B"))
        till.process()
    assert till.seated == mei.member.id
    till.press(F[12])
    assert taken(till) == ["stamp-card:gift"]


def test_a_rewards_key_behind_a_sale_on_its_way_and_the_next_card_is_for_the_next_sale(
    till: Till, mei: MemberFile, ling: MemberFile
) -> None:
    till.seat(ling)
    till.type("50")
    with till.held("writer"):
        till.key(F[12])
        till.scan_at_once(till.code(mei))
        till.key(F[5])
        till.process()
    till.press(F[12])
    assert [each.operation.member_id for each in till.sales[:2]] == [mei.member.id, ling.member.id]
    assert taken(till) == ["stamp-card:gift"]
