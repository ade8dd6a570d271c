"""Taking back: undo, cancel, refund, and crediting a sale that was made without a member."""

from __future__ import annotations

from dataclasses import replace

from db import print_jobs, programmes
from db.print_jobs import JobState
from desktop.operations import reversals
from desktop.operations.reversals import Credit, Reversed, TakeBack, Undo
from desktop.operations.settings import load_context
from loyalty.ledger import OperationKind
from loyalty.programmes import Programme
from loyalty.programs import completed
from loyalty.refusals import Refusal, RefusalReason
from loyalty.reversals import Reversal
from printing import document
from printing.document import Row
from tests.desktop.operations.small_shop import DAY_MS, MINUTE_MS, POINTS, STAMPS, SmallShop


def _undo(shop: SmallShop) -> Reversed | Refusal:
    return reversals.undo(shop.store, shop.context, Undo(shop.maker.operation_id(), shop.clock.now_ms()))


def _take_back(shop: SmallShop, original_id: str, amount: int | None = None) -> TakeBack:
    return TakeBack(shop.maker.operation_id(), shop.maker.operation_id(), shop.clock.now_ms(), original_id, amount)


def _credit(shop: SmallShop, number: int, member_id: int) -> Reversed | Refusal:
    ids = shop.maker.operation_id(), shop.maker.operation_id()
    return reversals.credit(shop.store, shop.context, Credit(*ids, shop.clock.now_ms(), "A", number, member_id))


def test_undo_takes_the_last_sale_back_and_drops_its_waiting_slip(shop: SmallShop) -> None:
    member = shop.member()
    sale = shop.sell(member, 320)
    answer = _undo(shop)
    assert isinstance(answer, Reversed)
    assert answer.original == sale.operation
    assert (shop.balance(member, STAMPS), shop.balance(member, POINTS)) == (0, 0)
    with shop.store.read() as connection:
        assert [job.state for job in print_jobs.of_operation(connection, sale.operation.id)] == [JobState.DROPPED]
    shop.assert_clean()


def test_undo_reaches_only_the_last_operation_of_the_till(shop: SmallShop) -> None:
    shop.sell(shop.member(), 320)
    assert isinstance(_undo(shop), Reversed)
    second = _undo(shop)
    assert isinstance(second, Refusal)


def test_undo_ends_after_ten_minutes(shop: SmallShop) -> None:
    shop.sell(shop.member(), 320)
    shop.clock.ms += 10 * MINUTE_MS + 1
    assert _undo(shop) == Refusal(RefusalReason.UNDO_TOO_LATE, {"minutes": 10})


def test_undo_sent_twice_is_done_once(shop: SmallShop) -> None:
    member = shop.member()
    shop.sell(member, 320)
    command = Undo(shop.maker.operation_id(), shop.clock.now_ms())
    first = reversals.undo(shop.store, shop.context, command)
    second = reversals.undo(shop.store, shop.context, command)
    assert isinstance(first, Reversed)
    assert isinstance(second, Reversed)
    assert second.operation == first.operation


def test_a_cancel_is_for_the_same_business_day_and_prints_a_slip(shop: SmallShop) -> None:
    member = shop.member()
    sale = shop.sell(member, 320)
    shop.sell(None, 50)
    answer = reversals.cancel(shop.store, shop.context, _take_back(shop, sale.operation.id))
    assert isinstance(answer, Reversed)
    assert answer.operation.bill == -320
    with shop.store.read() as connection:
        assert len(print_jobs.of_operation(connection, answer.operation.id)) == 1
    again = reversals.cancel(shop.store, shop.context, _take_back(shop, sale.operation.id))
    assert again == Refusal(RefusalReason.ALREADY_REVERSED)
    other = shop.sell(member, 100)
    shop.clock.ms += DAY_MS
    late = reversals.cancel(shop.store, shop.context, _take_back(shop, other.operation.id))
    assert late == Refusal(RefusalReason.CANCEL_OTHER_DAY)
    shop.assert_clean()


def test_refunds_in_pieces_add_up_to_the_whole(shop: SmallShop) -> None:
    member = shop.member()
    sale = shop.sell(member, 1000, stamps=3)
    for amount in (333, 333, None):
        answer = reversals.refund(shop.store, shop.context, _take_back(shop, sale.operation.id, amount))
        assert isinstance(answer, Reversed)
    assert (shop.balance(member, STAMPS), shop.balance(member, POINTS)) == (0, 0)
    shop.assert_clean()


def test_a_preview_shows_what_a_refund_would_do_and_writes_nothing(shop: SmallShop) -> None:
    member = shop.member()
    sale = shop.sell(member, 1000)
    now_ms = shop.clock.now_ms()
    seen = reversals.preview(shop.store, shop.context, sale.operation.id, OperationKind.REFUND, 500, now_ms)
    assert isinstance(seen, Reversal)
    assert seen.bill == -500
    assert shop.balance(member, POINTS) == 10


def test_a_sale_without_a_member_is_credited_once_by_its_slip(shop: SmallShop) -> None:
    sale = shop.sell(None, 320)
    member, other = shop.member(), shop.member("0922000111")
    answer = _credit(shop, sale.operation.number, member)
    assert isinstance(answer, Reversed)
    assert shop.balance(member, POINTS) == 3
    assert _credit(shop, sale.operation.number, other) == Refusal(RefusalReason.SLIP_ALREADY_CREDITED)
    shop.assert_clean()


def test_refunding_a_credited_sale_takes_back_from_the_member_who_got_it(shop: SmallShop) -> None:
    sale = shop.sell(None, 1000)
    member = shop.member()
    _credit(shop, sale.operation.number, member)
    answer = reversals.refund(shop.store, shop.context, _take_back(shop, sale.operation.id))
    assert isinstance(answer, Reversed)
    assert (shop.balance(member, STAMPS), shop.balance(member, POINTS)) == (0, 0)
    shop.assert_clean()


def test_a_credit_undone_may_be_given_to_the_right_member(shop: SmallShop) -> None:
    sale = shop.sell(None, 320)
    wrong, right = shop.member(), shop.member("0922000111")
    _credit(shop, sale.operation.number, wrong)
    assert isinstance(_undo(shop), Reversed)
    assert shop.balance(wrong, POINTS) == 0
    answer = _credit(shop, sale.operation.number, right)
    assert isinstance(answer, Reversed), answer
    assert shop.balance(right, POINTS) == 3
    shop.assert_clean()


def test_a_credit_that_was_undone_is_previewed_as_free_to_give(shop: SmallShop) -> None:
    sale = shop.sell(None, 320).operation
    wrong, right = shop.member(), shop.member("0922000111")
    _credit(shop, sale.number, wrong)
    _undo(shop)
    previewed = reversals.preview_credit(shop.store, shop.context, sale.id, right, shop.clock.now_ms())
    assert not isinstance(previewed, Refusal)
    assert previewed[1].earned[POINTS] == 3


def test_a_credit_earns_by_the_programmes_of_the_sales_own_time(shop: SmallShop) -> None:
    sale = shop.sell(None, 320).operation
    today = shop.context.shop.calendar.business_day(shop.clock.now_ms())
    points = next(each for each in shop.context.programmes if each.id == "points")
    with shop.store.write() as connection:
        terms = {**points.terms, "points_per_step": 5}
        programmes.publish(connection, replace(points, version=points.version + 1, terms=terms), today)
    shop.context = load_context(shop.store, "A", True, shop.maker.secret, today)
    member = shop.member()
    answer = _credit(shop, sale.number, member)
    assert isinstance(answer, Reversed)
    assert shop.balance(member, POINTS) == 3
    assert answer.operation.programme_versions == sale.programme_versions


def test_a_credit_that_the_rules_refuse_is_not_recorded_and_not_previewed(shop: SmallShop) -> None:
    sale = shop.sell(None, 600).operation
    member = shop.member()
    shop.context = replace(shop.context, shop=replace(shop.context.shop, amount_max=500))
    refused = Refusal(RefusalReason.AMOUNT_TOO_LARGE, {"limit": 500})
    assert _credit(shop, sale.number, member) == refused
    now_ms = shop.clock.now_ms()
    assert reversals.preview_credit(shop.store, shop.context, sale.id, member, now_ms) == refused


def test_the_last_sale_is_undone_though_the_clock_was_set_back_before_it(shop: SmallShop) -> None:
    member = shop.member()
    shop.sell(member, 320)
    shop.clock.ms -= 2 * DAY_MS
    shop.sell(member, 100)
    assert isinstance(_undo(shop), Reversed)
    assert shop.balance(member, POINTS) == 3
    shop.assert_clean()


def test_an_old_slip_and_an_unknown_slip_are_refused(shop: SmallShop) -> None:
    sale = shop.sell(None, 320)
    member = shop.member()
    assert _credit(shop, 999, member) == Refusal(RefusalReason.SLIP_UNKNOWN)
    shop.clock.ms += 31 * DAY_MS
    assert _credit(shop, sale.operation.number, member) == Refusal(RefusalReason.SLIP_TOO_OLD, {"days": 30})


def test_a_refund_of_spent_points_goes_below_zero_and_is_worked_off(shop: SmallShop) -> None:
    member = shop.member()
    sale = shop.sell(member, 1000, stamps=0)
    offer = next(o.id for o in sale.outcome.offers if o.account == POINTS)
    shop.sell(member, stamps=0, rewards={offer: 1})
    reversals.refund(shop.store, shop.context, _take_back(shop, sale.operation.id))
    assert shop.balance(member, POINTS) == -10
    shop.sell(member, 1200, stamps=0)
    assert shop.balance(member, POINTS) == 2
    shop.assert_clean()


LEVELS = [{"id": "silver", "title": "銀卡", "basis": "cumulative", "threshold": 300, "discount": 10}]


def _tiers() -> Programme:
    return completed(Programme("tiers", 1, "tiers", "會員等級", {"levels": LEVELS}))


def _lines_of_slip(shop: SmallShop, operation_id: str) -> list[str]:
    with shop.store.read() as connection:
        (job,) = print_jobs.of_operation(connection, operation_id)
    blocks = document.from_bytes(job.document).blocks
    return [f"{block.left} | {block.right}" for block in blocks if isinstance(block, Row)]


def test_a_level_that_rested_on_the_sale_is_said_to_go_before_and_on_the_slip(shop: SmallShop) -> None:
    shop.run(_tiers())
    sale = shop.sell(shop.member(), 330)
    told = reversals.preview(
        shop.store, shop.context, sale.operation.id, OperationKind.REFUND, 120, shop.clock.now_ms()
    )
    assert isinstance(told, Reversal)
    assert (told.statuses_before, told.statuses_after) == ({"silver"}, frozenset())
    answer = reversals.refund(shop.store, shop.context, _take_back(shop, sale.operation.id, 120))
    assert isinstance(answer, Reversed)
    assert "會員等級 | 銀卡 → 尚未升級" in _lines_of_slip(shop, answer.operation.id)


def test_a_level_that_stays_is_not_said_to_go(shop: SmallShop) -> None:
    shop.run(_tiers())
    sale = shop.sell(shop.member(), 500)
    answer = reversals.refund(shop.store, shop.context, _take_back(shop, sale.operation.id, 120))
    assert isinstance(answer, Reversed)
    assert "會員等級 | 銀卡" in _lines_of_slip(shop, answer.operation.id)


def test_a_late_credit_says_the_level_it_reaches(shop: SmallShop) -> None:
    shop.run(_tiers())
    sale = shop.sell(None, 330)
    answer = _credit(shop, sale.operation.number, shop.member())
    assert isinstance(answer, Reversed)
    with shop.store.read() as connection:
        jobs = print_jobs.of_operation(connection, answer.operation.id)
    shown = [document.from_bytes(job.document).blocks for job in jobs if job.slip == "reversal"]
    rows = [f"{block.left} | {block.right}" for blocks in shown for block in blocks if isinstance(block, Row)]
    assert "會員等級 | 尚未升級 → 銀卡" in rows
