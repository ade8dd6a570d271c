"""Which slips an operation queues, in which order, for which printer; and what the shop decides about them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db import members as people
from db import print_jobs
from db.print_jobs import JobState, PrintJob
from desktop.operations import coupons, reversals, slips, slips_settings
from desktop.operations import print_jobs as queue_of_slips
from desktop.operations.context import ShopContext
from desktop.operations.coupons import Issue, Issued
from desktop.operations.reversals import Credit, Reversed, Undo
from desktop.operations.settings import read_context
from loyalty.basket import Choices, Line
from loyalty.refusals import Refusal
from printing.document import Cut, Document, Qr, Text, from_bytes
from printing.layouts.stamp_card import Serial
from tests.desktop.operations.small_shop import SmallShop
from tests.loyalty.programs.terms import programme
from tests.printing.paper_shop import logo

LEVELS = [
    {"id": "silver", "title": "銀級", "basis": "cumulative", "threshold": 1_000, "discount": 5},
    {"id": "gold", "title": "金級", "basis": "cumulative", "threshold": 5_000, "discount": 10},
]


@pytest.fixture
def ladder(shop: SmallShop) -> SmallShop:
    """A shop with two levels."""
    shop.run(programme("tiers", "tiers", levels=LEVELS))
    return shop


def jobs(shop: SmallShop) -> tuple[PrintJob, ...]:
    with shop.store.read() as connection:
        return print_jobs.waiting(connection)


def printed(shop: SmallShop, slip: str) -> list[Document]:
    return [from_bytes(job.document) for job in jobs(shop) if job.slip == slip]


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Text)]


def test_a_sale_that_reaches_a_level_welcomes_to_it_after_the_receipt(ladder: SmallShop) -> None:
    member = ladder.member(name="王小美")
    ladder.sold(member, (Line(900),))
    assert printed(ladder, "tier_welcome") == []
    ladder.sold(member, (Line(200),))
    assert [job.slip for job in jobs(ladder)][-3:] == ["receipt", "receipt", "tier_welcome"]
    (welcome,) = printed(ladder, "tier_welcome")
    assert {"王小美", "銀級會員", "消費 95 折"} <= set(texts(welcome))
    ladder.sold(member, (Line(100),))
    assert len(printed(ladder, "tier_welcome")) == 1


def test_a_sale_that_passes_two_levels_welcomes_to_the_higher_one(ladder: SmallShop) -> None:
    ladder.sold(ladder.member(), (Line(6_000),))
    (welcome,) = printed(ladder, "tier_welcome")
    assert "金級會員" in texts(welcome)
    assert "銀級會員" not in texts(welcome)


def test_the_welcome_is_to_the_ladder_whose_level_was_reached_where_two_name_theirs_alike(shop: SmallShop) -> None:
    silver = {**LEVELS[0], "title": "銀卡貴賓", "basis": "cumulative", "threshold": 5_000}
    shop.run(programme("tiers", "tiers", levels=LEVELS), programme("tiers", "steep", levels=[silver]))
    member = shop.member()
    shop.sold(member, (Line(1_000),))
    (welcome,) = printed(shop, "tier_welcome")
    assert "銀級會員" in texts(welcome)
    for _ in range(5):
        shop.sold(member, (Line(1_000),))
    said = [text for each in printed(shop, "tier_welcome") for text in texts(each)]
    assert [said.count(title) for title in ("銀級會員", "金級會員", "銀卡貴賓會員")] == [1, 1, 1]


def test_nobody_without_a_card_is_welcomed(ladder: SmallShop) -> None:
    ladder.sold(None, (Line(6_000),))
    assert [job.slip for job in jobs(ladder)] == ["receipt"]


def test_the_welcome_is_in_the_members_own_language(ladder: SmallShop) -> None:
    member = ladder.member()
    with ladder.store.write() as connection:
        known = people.get(connection, member)
        assert known is not None
        people.update(connection, replace(known, language="en"))
    ladder.sold(member, (Line(1_000),))
    assert [each.language for each in printed(ladder, "tier_welcome")] == ["en"]


def test_a_late_credit_that_reaches_a_level_welcomes_to_it(ladder: SmallShop) -> None:
    member = ladder.member()
    sale = ladder.sold(None, (Line(1_000),)).operation
    ids = ladder.maker.operation_id(), ladder.maker.operation_id()
    wish = Credit(*ids, ladder.clock.now_ms(), sale.till, sale.number, member)
    assert isinstance(reversals.credit(ladder.store, ladder.context, wish), Reversed)
    assert [job.slip for job in jobs(ladder)][-2:] == ["reversal", "tier_welcome"]
    (welcome,) = printed(ladder, "tier_welcome")
    assert "銀級會員" in texts(welcome)


def test_the_last_slip_printed_again_is_the_receipt_and_not_the_welcome_after_it(ladder: SmallShop) -> None:
    ladder.sold(ladder.member(), (Line(1_000),))
    now_ms, job_id = ladder.clock.now_ms(), ladder.maker.operation_id()
    again = queue_of_slips.print_again(ladder.store, ladder.context, "", job_id, now_ms)
    assert isinstance(again, PrintJob)
    assert (again.slip, from_bytes(again.document).second_copy) == ("receipt", True)


def test_an_undone_sale_takes_all_its_slips_with_it(ladder: SmallShop) -> None:
    member = ladder.member()
    before = jobs(ladder)
    ladder.sold(member, (Line(1_000),))
    assert len(jobs(ladder)) == len(before) + 2
    undone = reversals.undo(ladder.store, ladder.context, Undo(ladder.maker.operation_id(), ladder.clock.now_ms()))
    assert isinstance(undone, Reversed)
    assert jobs(ladder) == before


def test_a_till_without_a_printer_queues_nothing(ladder: SmallShop) -> None:
    member = ladder.member()
    before = jobs(ladder)
    ladder.context = replace(ladder.context, prints=False)
    ladder.sold(member, (Line(1_000),))
    assert jobs(ladder) == before


def test_a_top_up_is_one_slip_that_is_also_the_customers_proof(shop: SmallShop) -> None:
    rows = [{"id": "thousand", "pay": 1_000, "bonus": 50}]
    shop.run(programme("stored_value", "wallet", top_ups=rows))
    sale = shop.sold(shop.member(), (Line(1_000, name="儲值金", plan="wallet:thousand"),))
    (slip,) = printed(shop, "top_up")
    assert printed(shop, "receipt") == []
    assert "儲值憑證" in texts(slip)
    assert jobs(shop)[-1].operation_id == sale.operation.id


def issue(shop: SmallShop, print_job_id: str) -> Issued:
    shop.run(
        programme("coupon", "flyer", way="issued", reward_kind="amount_off", reward_title="折五十", reward_amount=50)
    )
    command = Issue(shop.maker.operation_id(), shop.clock.now_ms(), "flyer", 3, print_job_id)
    answer = coupons.issue(shop.store, shop.context, command)
    assert isinstance(answer, Issued)
    assert coupons.issue(shop.store, shop.context, command) == answer
    return answer


def test_a_batch_of_coupons_is_printed_a_slip_each_in_its_order_once(shop: SmallShop) -> None:
    batch = issue(shop, shop.maker.operation_id())
    codes = [block.data for each in printed(shop, "coupon") for block in each.blocks if isinstance(block, Qr)]
    assert tuple(codes) == batch.codes
    assert {job.operation_id for job in jobs(shop)} == {batch.operation.id}
    assert all(isinstance(each.blocks[-1], Cut) for each in printed(shop, "coupon"))


def test_coupons_without_a_job_are_not_printed(shop: SmallShop) -> None:
    issue(shop, "")
    assert jobs(shop) == ()


def test_cards_go_to_the_printer_of_cards_and_receipts_to_that_of_receipts(ladder: SmallShop) -> None:
    member = ladder.member()
    ladder.sold(member, (Line(1_000),))
    card = next(each for each in ladder.context.programmes if each.kind == "stamp_card")
    strip = slips.stamp_card_documents(ladder.context, card, (Serial("7K3M", "H2"), Serial("7K3N", "H3")))
    job_id = ladder.maker.operation_id()
    with ladder.store.write() as connection:
        for place, document in enumerate(strip):
            slips.queue(connection, document, slips.following(job_id, place), 1, None)
        slips.queue(connection, strip[0], slips.following(job_id, 2), 1, None, role="kitchen")
    roles = {(job.slip, job.role) for job in jobs(ladder)}
    assert {
        ("receipt", "receipt"),
        ("tier_welcome", "receipt"),
        ("stamp_card", "card"),
        ("stamp_card", "kitchen"),
    } <= roles


def test_following_jobs_are_in_order_and_of_an_ids_form() -> None:
    first = "0193f0c2" + "f" * 24
    ids = [slips.following(first, place) for place in range(3)]
    assert ids == sorted(set(ids))
    assert all(len(each) == 32 for each in ids)
    assert ids[0] == first


def test_what_the_shop_decides_is_kept_and_read_again(shop: SmallShop) -> None:
    values = {"slip_logo": logo().text, "slip_print_card": False, "issuer_person": "林曉晨"}
    changed = slips_settings.save_slips(shop.store, shop.context, values)
    assert isinstance(changed, ShopContext)
    with shop.store.read() as connection:
        again = read_context(connection, "A", True, shop.context.day)
    assert again.shop == changed.shop
    assert (again.shop.slips.logo, again.shop.slips.print_card, again.shop.issuer.person) == (logo(), False, "林曉晨")
    more = slips_settings.save_slips(shop.store, changed, {"slip_footer": "明天見"})
    assert isinstance(more, ShopContext)
    assert (more.shop.slips.footer, more.shop.slips.logo) == ("明天見", logo())


def test_what_is_wrong_is_said_and_not_kept(shop: SmallShop) -> None:
    refused = slips_settings.save_slips(shop.store, shop.context, {"slip_logo": "no logo"})
    assert isinstance(refused, Refusal)
    assert refused.facts["place"] == "settings.slip_logo"
    with shop.store.read() as connection:
        assert read_context(connection, "A", True, shop.context.day).shop == shop.context.shop


def test_a_queued_slip_is_waiting_and_was_never_sent(shop: SmallShop) -> None:
    shop.sold(None, (Line(100),), Choices())
    (job,) = jobs(shop)
    assert (job.state, job.tried, job.problem) == (JobState.QUEUED, 0, "")
