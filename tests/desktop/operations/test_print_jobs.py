"""The queue of slips: once each, asked about when in doubt, marked when printed again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from db import print_jobs as table
from db.print_jobs import JobState, PrintJob
from db.store import Store
from desktop.operations import print_jobs, reversals, slips
from desktop.operations.context import ShopContext
from desktop.operations.print_jobs import EVERYTHING, Duty, duties
from desktop.operations.reversals import Reversed, Undo
from desktop.till import PrinterEntry, TillSettings
from loyalty.errors import KnownError
from loyalty.limits import Person
from loyalty.members import Member
from loyalty.refusals import Refusal, RefusalReason
from printing import document
from printing.document import Document, Text
from tests.desktop.operations.small_shop import SmallShop


def _state(shop: SmallShop, job_id: str) -> JobState:
    with shop.store.read() as connection:
        job = table.get(connection, job_id)
    assert job is not None
    return job.state


MAIN = PrinterEntry("main", "", "virtual", "")
CARDS = PrinterEntry("cards", "", "virtual", "", roles=("card",))


def _take(shop: SmallShop, duty: Duty = EVERYTHING) -> PrintJob:
    job = print_jobs.take_next(shop.store, shop.clock.now_ms(), duty)
    assert job is not None
    return job


def _job(shop: SmallShop, job_id: str) -> PrintJob:
    with shop.store.read() as connection:
        job = table.get(connection, job_id)
    assert job is not None
    return job


def _queue(shop: SmallShop, role: str, printer: str = "") -> str:
    job_id, now_ms = shop.maker.operation_id(), shop.clock.now_ms()
    slip = Document("test_page", "zh_tw", (Text("x"),))
    print_jobs.queue_document(shop.store, slip, job_id, now_ms, role, printer)
    return job_id


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


def test_the_newest_slip_is_the_last_sales_also_after_the_clock_was_set_back(shop: SmallShop) -> None:
    shop.sell(None, 100)
    shop.clock.ms -= 3_600_000
    last = shop.sell(None, 200)
    again = _again(shop, "")
    assert isinstance(again, PrintJob)
    assert again.operation_id == last.operation.id


def test_a_slip_in_doubt_of_a_sale_that_was_undone_is_not_asked_about(shop: SmallShop) -> None:
    shop.sell(None, 100)
    job = print_jobs.take_next(shop.store, shop.clock.now_ms())
    assert job is not None
    error = KnownError("printer_dropped", address="x")
    print_jobs.fail(shop.store, job.id, error, shop.clock.now_ms(), sure=False)
    _undo(shop)
    assert print_jobs.queue_state(shop.store).troubled is None


def test_a_slip_whose_sale_was_undone_while_it_was_taken_waits_no_more(shop: SmallShop) -> None:
    shop.sell(None, 100)
    taken = _take(shop)
    _undo(shop)
    print_jobs.give_back(shop.store, taken, shop.clock.now_ms())
    assert _state(shop, taken.id) is JobState.DROPPED


def test_a_slip_whose_sale_was_undone_before_the_app_was_killed_is_not_asked_about(shop: SmallShop) -> None:
    shop.sell(None, 100)
    taken = _take(shop)
    _undo(shop)
    assert print_jobs.mark_interrupted(shop.store).troubled is None
    assert _state(shop, taken.id) is JobState.DROPPED


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


def test_each_printer_takes_its_own_slips_and_what_has_no_printer_goes_to_the_receipts(shop: SmallShop) -> None:
    receipts, cards = duties(TillSettings(printers=(MAIN, CARDS)))
    card, kitchen, gone, odd = (
        _queue(shop, "card"),
        _queue(shop, "kitchen"),
        _queue(shop, "card", "an old printer"),
        _queue(shop, "fax"),
    )
    by_hand = _queue(shop, "receipt", "cards")
    state = print_jobs.queue_state(shop.store, (receipts, cards))
    assert [(each.printer, each.waiting) for each in state.printers] == [("main", 2), ("cards", 3)]
    assert state.waiting == 5
    assert [_take(shop, cards).id for _ in range(3)] == [card, gone, by_hand]
    assert [_take(shop, receipts).id for _ in range(2)] == [kitchen, odd]
    assert print_jobs.take_next(shop.store, shop.clock.now_ms(), cards) is None


def test_a_till_without_printers_has_nobody_to_print() -> None:
    assert duties(TillSettings(printers=())) == ()


def test_what_printer_has_a_slip_and_how_it_is_drawn_is_known_from_its_taking(shop: SmallShop) -> None:
    job_id = _queue(shop, "card")
    (duty,) = duties(TillSettings(printers=(MAIN,)))
    taken = print_jobs.take_next(shop.store, shop.clock.now_ms(), duty, 576, "big5")
    assert taken is not None
    assert (taken.printer, taken.width_dots) == ("", 0)
    job = _job(shop, job_id)
    assert (job.state, job.printer, job.width_dots, job.route) == (JobState.SENDING, "main", 576, "big5")
    print_jobs.give_back(shop.store, taken, shop.clock.now_ms())
    job = _job(shop, job_id)
    assert (job.state, job.printer, job.width_dots, job.route) == (JobState.QUEUED, "", 0, "")


def test_nothing_is_taken_past_a_slip_in_trouble(shop: SmallShop) -> None:
    receipts, cards = duties(TillSettings(printers=(MAIN, CARDS)))
    shop.sell(None, 100)
    shop.sell(None, 200)
    card = _queue(shop, "card")
    job = _take(shop, receipts)
    print_jobs.fail(shop.store, job.id, KnownError("printer_offline", address="x"), shop.clock.now_ms(), sure=True)
    assert print_jobs.take_next(shop.store, shop.clock.now_ms(), receipts) is None
    assert _take(shop, cards).id == card


@pytest.mark.parametrize(("confirmed", "state"), [(True, JobState.CONFIRMED), (False, JobState.SENT)])
def test_a_slip_is_confirmed_only_when_the_printer_said_so(shop: SmallShop, confirmed: bool, state: JobState) -> None:
    shop.sell(None, 100)
    job = _take(shop)
    print_jobs.finish(shop.store, job.id, shop.clock.now_ms(), confirmed)
    assert _state(shop, job.id) is state


def test_what_surely_failed_waits_again_and_what_is_doubtful_does_not(shop: SmallShop) -> None:
    doubtful = _queue(shop, "receipt")
    failed = _queue(shop, "card")
    receipts, cards = duties(TillSettings(printers=(MAIN, CARDS)))
    for duty, sure in ((receipts, False), (cards, True)):
        job = _take(shop, duty)
        print_jobs.fail(shop.store, job.id, KnownError("printer_timeout", address="x"), shop.clock.now_ms(), sure)
    assert print_jobs.try_again(shop.store, receipts, shop.clock.now_ms()) == 0
    assert print_jobs.try_again(shop.store, cards, shop.clock.now_ms()) == 1
    assert (_state(shop, doubtful), _state(shop, failed)) == (JobState.UNKNOWN, JobState.QUEUED)
    assert _job(shop, failed).problem == ""


def test_another_printer_takes_over_what_waits_and_failed_but_no_question(shop: SmallShop) -> None:
    receipts, _ = duties(TillSettings(printers=(MAIN, CARDS)))
    doubtful, failed, waits = (_queue(shop, "receipt") for _ in range(3))
    with shop.store.write() as connection:
        table.set_state(connection, doubtful, JobState.UNKNOWN)
        table.set_state(connection, failed, JobState.FAILED)
    assert print_jobs.reroute_all(shop.store, receipts, "cards", shop.clock.now_ms()) == 2
    assert [_job(shop, job_id).printer for job_id in (doubtful, failed, waits)] == ["", "cards", "cards"]
    assert _state(shop, failed) is JobState.QUEUED
    assert _state(shop, doubtful) is JobState.UNKNOWN


@pytest.mark.parametrize(
    ("state", "after", "second"),
    [
        (JobState.QUEUED, JobState.QUEUED, False),
        (JobState.FAILED, JobState.QUEUED, False),
        (JobState.UNKNOWN, JobState.QUEUED, True),
        (JobState.SENDING, JobState.SENDING, False),
        (JobState.CONFIRMED, JobState.CONFIRMED, False),
        (JobState.DROPPED, JobState.DROPPED, False),
    ],
)
def test_a_slip_goes_to_another_printer_unless_it_is_done_or_printing(
    shop: SmallShop, state: JobState, after: JobState, second: bool
) -> None:
    job_id = _queue(shop, "receipt")
    with shop.store.write() as connection:
        table.set_state(connection, job_id, state)
    print_jobs.reroute(shop.store, job_id, "cards", shop.clock.now_ms())
    job = _job(shop, job_id)
    moved = after is JobState.QUEUED
    assert (job.state, job.printer) == (after, "cards" if moved else "")
    assert document.from_bytes(job.document).second_copy is second


@pytest.mark.parametrize("act", [print_jobs.retry, print_jobs.drop])
@pytest.mark.parametrize("state", [JobState.SENDING, JobState.SENT, JobState.CONFIRMED])
def test_nothing_from_outside_changes_a_slip_that_is_done_or_printing(
    shop: SmallShop, act: Callable[[Store, str, int], None], state: JobState
) -> None:
    job_id = _queue(shop, "receipt")
    with shop.store.write() as connection:
        table.set_state(connection, job_id, state)
    act(shop.store, job_id, shop.clock.now_ms())
    assert _state(shop, job_id) is state


def test_an_answer_that_comes_too_late_settles_nothing(shop: SmallShop) -> None:
    job_id = _queue(shop, "receipt")
    with shop.store.write() as connection:
        table.set_state(connection, job_id, JobState.CONFIRMED)
    print_jobs.settle(shop.store, job_id, came_out=False, at_ms=shop.clock.now_ms())
    assert _state(shop, job_id) is JobState.CONFIRMED


@pytest.mark.parametrize("state", [JobState.QUEUED, JobState.FAILED, JobState.UNKNOWN])
def test_a_slip_that_nobody_wants_is_dropped(shop: SmallShop, state: JobState) -> None:
    job_id = _queue(shop, "receipt")
    with shop.store.write() as connection:
        table.set_state(connection, job_id, state)
    print_jobs.drop(shop.store, job_id, shop.clock.now_ms())
    assert _state(shop, job_id) is JobState.DROPPED
    assert print_jobs.queue_state(shop.store).waiting == 0


def test_any_slip_of_the_history_is_printed_once_more_marked_and_where_it_is_wanted(shop: SmallShop) -> None:
    first = _queue(shop, "card")
    with shop.store.write() as connection:
        table.set_state(connection, first, JobState.CONFIRMED)
        table.hand_to(connection, first, "main", 576, "big5")
    job_id, now_ms = shop.maker.operation_id(), shop.clock.now_ms()
    copy = print_jobs.print_slip_again(shop.store, shop.context, first, job_id, now_ms, "cards")
    assert not isinstance(copy, Refusal)
    job = _job(shop, job_id)
    assert (job.role, job.printer, job.width_dots, job.state) == ("card", "cards", 0, JobState.QUEUED)
    assert document.from_bytes(job.document).second_copy
    assert not document.from_bytes(_job(shop, first).document).second_copy


def test_a_slip_of_what_was_undone_is_not_printed_once_more(shop: SmallShop) -> None:
    sale = shop.sell(None, 100)
    with shop.store.read() as connection:
        (slip,) = table.of_operation(connection, sale.operation.id)
    _undo(shop)
    job_id, now_ms = shop.maker.operation_id(), shop.clock.now_ms()
    for wanted in (slip.id, "nothing"):
        answer = print_jobs.print_slip_again(shop.store, shop.context, wanted, job_id, now_ms)
        assert answer == Refusal(RefusalReason.NO_SLIP)


@pytest.mark.parametrize("again", [print_jobs.print_again, print_jobs.print_slip_again])
def test_who_may_not_print_again_is_refused(
    shop: SmallShop, again: Callable[[Store, ShopContext, str, str, int], PrintJob | Refusal]
) -> None:
    context = replace(shop.context, person=Person("somebody", ""))
    answer = again(shop.store, context, "", shop.maker.operation_id(), shop.clock.now_ms())
    assert isinstance(answer, Refusal)
    assert answer.reason is RefusalReason.NOT_ALLOWED


@pytest.mark.parametrize("came_out", [True, False])
def test_a_slip_that_was_settled_while_a_printer_had_it_stays_so(shop: SmallShop, came_out: bool) -> None:
    shop.sell(None, 100)
    taken = _take(shop)
    print_jobs.settle(shop.store, taken.id, came_out, 2)
    settled = _state(shop, taken.id)
    print_jobs.fail(shop.store, taken.id, KnownError("printer_paper_out"), 3, sure=True)
    print_jobs.give_back(shop.store, taken, 4)
    assert _state(shop, taken.id) is settled
