"""The history of slips: newest first, by page, and found by what the owner remembers of one."""

from __future__ import annotations

import pytest

from db import print_jobs as table
from db.print_jobs import JobState
from desktop.operations import hand_cards, members, print_history, print_jobs
from desktop.operations.hand_cards import Made, MakeCards
from desktop.operations.members import MemberFile
from desktop.operations.print_history import HistoryPage, HistoryWish
from loyalty.presets import STAMP_CARD_ID
from loyalty.refusals import Refusal
from printing.document import Document, Text
from tests.desktop.operations.small_shop import SmallShop


@pytest.fixture
def mei(shop: SmallShop) -> MemberFile:
    """王小美, whose card was queued."""
    file = shop.join("0912345678", "王小美")
    assert not isinstance(file, Refusal)
    return file


def _history(shop: SmallShop, wish: HistoryWish | None = None, limit: int = 50) -> HistoryPage:
    return print_history.history(shop.store, shop.context, wish or HistoryWish(), limit)


def _slips(page: HistoryPage) -> list[str]:
    return [each.job.slip for each in page.slips]


def test_each_slip_is_told_with_its_operation_and_its_member(shop: SmallShop, mei: MemberFile) -> None:
    sale = shop.sell(mei.member.id, 100)
    shop.sell(None, 200)
    newest, second, card = _history(shop).slips
    assert (newest.member, newest.operation is not None) == (None, True)
    assert second.operation is not None
    assert second.operation.slip_number == sale.operation.slip_number
    assert second.member is not None
    assert second.member.name == "王小美"
    assert card.job.slip == "member_card"


def test_pages_follow_each_other_without_a_gap_or_a_repeat(shop: SmallShop) -> None:
    for amount in range(1, 8):
        shop.sell(None, amount)
    seen, before = [], None
    for _ in range(5):
        page = print_history.history(shop.store, shop.context, HistoryWish(), 3, before)
        seen += [each.job.id for each in page.slips]
        before = page.next
        if before is None:
            break
    assert len(seen) == len(set(seen)) == 7
    assert page.next is None


@pytest.mark.parametrize("text", ["王小美", "0912345678", "5678"])
def test_slips_are_found_by_whose_they_are(shop: SmallShop, mei: MemberFile, text: str) -> None:
    shop.sell(mei.member.id, 100)
    shop.sell(None, 200)
    found = _history(shop, HistoryWish(text))
    assert _slips(found) == ["receipt", "member_card"]


def test_a_slip_is_found_by_its_number_alone(shop: SmallShop, mei: MemberFile) -> None:
    sale = shop.sell(mei.member.id, 100)
    shop.sell(mei.member.id, 200)
    found = _history(shop, HistoryWish(f" {sale.operation.slip_number.lower()} "))
    assert [each.operation.id for each in found.slips if each.operation] == [sale.operation.id]


def test_nothing_is_found_for_what_nobody_has(shop: SmallShop, mei: MemberFile) -> None:
    shop.sell(mei.member.id, 100)
    assert _history(shop, HistoryWish("陳")) == HistoryPage((), None)
    assert _history(shop, HistoryWish("Z-000001")) == HistoryPage((), None)
    assert _slips(_history(shop, HistoryWish("   "))) == ["receipt", "member_card"]


def test_slips_are_asked_for_by_state_kind_and_printer_together(shop: SmallShop, mei: MemberFile) -> None:
    shop.sell(mei.member.id, 100)
    shop.sell(mei.member.id, 200)
    receipt = _history(shop).slips[0].job
    with shop.store.write() as connection:
        table.set_state(connection, receipt.id, JobState.DROPPED)
        table.hand_to(connection, receipt.id, "bar")
    assert [each.job.id for each in _history(shop, HistoryWish(states=(JobState.DROPPED,))).slips] == [receipt.id]
    assert _slips(_history(shop, HistoryWish(slips=("member_card",)))) == ["member_card"]
    assert _slips(_history(shop, HistoryWish("王小美", (JobState.DROPPED,), ("receipt",), ("bar",)))) == ["receipt"]
    assert _slips(_history(shop, HistoryWish("王小美", (JobState.QUEUED,), ("receipt",), ("bar",)))) == []


def test_one_slip_is_opened_by_its_id(shop: SmallShop) -> None:
    job_id = shop.maker.operation_id()
    slip = Document("test_page", "zh_tw", (Text("x"),))
    print_jobs.queue_document(shop.store, slip, job_id, shop.clock.now_ms())
    opened = print_history.one(shop.store, shop.context, job_id)
    assert opened is not None
    assert (opened.job.id, opened.operation, opened.member) == (job_id, None, None)
    assert print_history.one(shop.store, shop.context, "nothing") is None


def test_a_card_that_was_printed_once_more_names_its_member(shop: SmallShop, mei: MemberFile) -> None:
    job_id = shop.maker.operation_id()
    assert members.print_member_card(shop.store, shop.context, mei.member.id, job_id, shop.clock.now_ms() + 1) is None
    newest = _history(shop).slips[0]
    assert (newest.job.id, newest.operation) == (job_id, None)
    assert newest.member is not None
    assert newest.member.name == "王小美"
    opened = print_history.one(shop.store, shop.context, job_id)
    assert opened is not None
    assert opened.member == newest.member


def test_a_stamp_card_that_was_made_for_a_member_names_them(shop: SmallShop, mei: MemberFile) -> None:
    maker = shop.maker
    for member_id, name in ((mei.member.id, "王小美"), (None, "")):
        shop.clock.ms += 1
        ids = (maker.operation_id(), maker.operation_id())
        command = MakeCards(*ids, shop.clock.now_ms(), STAMP_CARD_ID, (maker.card_id(),), member_id)
        assert isinstance(hand_cards.make(shop.store, shop.context, command), Made)
        member = _history(shop).slips[0].member
        assert name == ("" if member is None else member.name)
