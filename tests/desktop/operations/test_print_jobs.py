"""The queue of slips: once each, asked about when in doubt, marked when printed again."""

from __future__ import annotations

import pytest

from db import print_jobs as table
from db.print_jobs import JobState, PrintJob
from desktop.operations import print_jobs, reversals, slips
from desktop.operations.reversals import Reversed, Undo
from loyalty.errors import KnownError
from loyalty.members import Member
from loyalty.refusals import Refusal, RefusalReason
from printing import document
from printing.document import Text
from tests.desktop.operations.small_shop import SmallShop


def _state(shop: SmallShop, job_id: str) -> JobState:
    with shop.store.read() as connection:
        job = table.get(connection, job_id)
    assert job is not None
    return job.state


def test_slips_are_taken_oldest_first_and_each_once(shop: SmallShop) -> None:
    first, second = shop.sell(None, 100), shop.sell(None, 200)
    taken = [print_jobs.take_next(shop.store, shop.clock.now_ms()) for _ in range(3)]
    assert [job.operation_id if job else None for job in taken] == [first.operation.id, second.operation.id, None]


def test_a_slip_that_failed_waits_with_its_reason_and_is_sent_again_unmarked(shop: SmallShop) -> None:
    shop.sell(None, 100)
    job = print_jobs.take_next(shop.store, shop.clock.now_ms())
    assert job is not None
    error = KnownError("printer_unreachable", address="192.168.1.50:9100")
    print_jobs.fail(shop.store, job.id, error, shop.clock.now_ms(), sure=True)
    state = print_jobs.queue_state(shop.store)
    assert state.troubled is not None
    assert state.problem is not None
    assert (state.problem.key, state.problem.facts) == (error.key, error.facts)
    print_jobs.retry(shop.store, job.id, shop.clock.now_ms())
    again = print_jobs.take_next(shop.store, shop.clock.now_ms())
    assert again is not None
    assert not document.from_bytes(again.document).second_copy


def test_a_slip_in_the_printer_when_the_app_ended_is_asked_about(shop: SmallShop) -> None:
    shop.sell(None, 100)
    job = print_jobs.take_next(shop.store, shop.clock.now_ms())
    assert job is not None
    state = print_jobs.mark_interrupted(shop.store)
    assert state.troubled is not None
    assert state.troubled.state is JobState.UNKNOWN
    print_jobs.settle(shop.store, job.id, came_out=True, at_ms=shop.clock.now_ms())
    assert _state(shop, job.id) is JobState.SENT


def test_a_doubtful_slip_sent_again_is_marked_as_a_second_copy(shop: SmallShop) -> None:
    shop.sell(None, 100)
    job = print_jobs.take_next(shop.store, shop.clock.now_ms())
    assert job is not None
    print_jobs.mark_interrupted(shop.store)
    print_jobs.retry(shop.store, job.id, shop.clock.now_ms())
    again = print_jobs.take_next(shop.store, shop.clock.now_ms())
    assert again is not None
    assert document.from_bytes(again.document).second_copy


def test_going_on_without_paper_drops_the_slip(shop: SmallShop) -> None:
    shop.sell(None, 100)
    job = print_jobs.take_next(shop.store, shop.clock.now_ms())
    assert job is not None
    print_jobs.settle(shop.store, job.id, came_out=False, at_ms=shop.clock.now_ms())
    assert _state(shop, job.id) is JobState.DROPPED
    assert print_jobs.queue_state(shop.store).waiting == 0


def test_printing_again_queues_a_marked_copy_of_the_same_slip(shop: SmallShop) -> None:
    sale = shop.sell(None, 100)
    job_id = shop.maker.operation_id()
    copy = print_jobs.print_again(shop.store, shop.context, sale.operation.id, job_id, shop.clock.now_ms())
    assert not isinstance(copy, Refusal)
    assert copy.id == job_id
    assert document.from_bytes(copy.document).second_copy


def test_there_is_nothing_to_print_again_in_a_new_shop(shop: SmallShop) -> None:
    job_id, now_ms = shop.maker.operation_id(), shop.clock.now_ms()
    assert print_jobs.print_again(shop.store, shop.context, "", job_id, now_ms) == Refusal(RefusalReason.NO_SLIP)


@pytest.mark.parametrize(
    ("member", "told"),
    [
        (Member(1, 42, 0, "0912345678", "", language="en"), ["0912-***-678", "Member no. 42"]),
        (Member(1, 42, 0, "0912345678", "王小美"), ["王小美", "會員編號 42"]),
        (Member(1, 42, 0), ["不記名卡", "會員編號 42"]),
    ],
)
def test_a_card_tells_whose_it_is_in_the_members_own_language(shop: SmallShop, member: Member, told: list[str]) -> None:
    card = slips.member_card_document(shop.context, member, bytes(10))
    assert [block.text for block in card.blocks if isinstance(block, Text)][:2] == told


def _undo(shop: SmallShop) -> None:
    answer = reversals.undo(shop.store, shop.context, Undo(shop.maker.operation_id(), shop.clock.now_ms()))
    assert isinstance(answer, Reversed)


def _again(shop: SmallShop, operation_id: str = "") -> PrintJob | Refusal:
    job_id, now_ms = shop.maker.operation_id(), shop.clock.now_ms()
    return print_jobs.print_again(shop.store, shop.context, operation_id, job_id, now_ms)


def test_printing_again_after_an_undo_prints_the_newest_slip_that_stands(shop: SmallShop) -> None:
    stands, undone = shop.sell(None, 100), shop.sell(None, 200)
    _undo(shop)
    copy = _again(shop)
    assert not isinstance(copy, Refusal)
    assert copy.operation_id == stands.operation.id
    assert _again(shop, undone.operation.id) == Refusal(RefusalReason.NO_SLIP)


def test_a_slip_in_doubt_of_a_sale_that_was_undone_is_not_asked_about(shop: SmallShop) -> None:
    shop.sell(None, 100)
    job = print_jobs.take_next(shop.store, shop.clock.now_ms())
    assert job is not None
    error = KnownError("printer_dropped", address="x")
    print_jobs.fail(shop.store, job.id, error, shop.clock.now_ms(), sure=False)
    _undo(shop)
    assert print_jobs.queue_state(shop.store).troubled is None


def test_a_slip_that_fails_after_its_sale_was_undone_is_not_asked_about(shop: SmallShop) -> None:
    shop.sell(None, 100)
    job = print_jobs.take_next(shop.store, shop.clock.now_ms())
    assert job is not None
    _undo(shop)
    error = KnownError("printer_timeout", address="x")
    print_jobs.fail(shop.store, job.id, error, shop.clock.now_ms(), sure=False)
    assert _state(shop, job.id) is JobState.DROPPED


def test_a_slip_that_came_out_is_not_queued_by_a_retry_that_comes_too_late(shop: SmallShop) -> None:
    shop.sell(None, 100)
    job = print_jobs.take_next(shop.store, shop.clock.now_ms())
    assert job is not None
    print_jobs.finish(shop.store, job.id, shop.clock.now_ms())
    print_jobs.retry(shop.store, job.id, shop.clock.now_ms())
    assert _state(shop, job.id) is JobState.SENT
