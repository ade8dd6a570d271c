"""A correction can leave out what a code brought: else what no longer reaches its minimum could not be corrected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.operations import edits
from desktop.operations.edits import HandOver
from desktop.operations.sales import RecordedSale
from desktop.sales.edit_form import changes_nothing, choices_wished, form_of
from loyalty.basket import Choices, Line
from loyalty.ledger import Operation
from loyalty.programmes import Programme
from loyalty.refusals import Refusal
from tests.desktop.operations.small_shop import SmallShop, open_small_shop
from tests.desktop.operations.test_edits import edit_command
from tests.loyalty.programs.terms import programme
from ui.sales.facts import EditWish

FIFTY = {"reward_kind": "amount_off", "reward_amount": 50, "reward_title": "折 50"}
COUPON = programme("coupon", "cou", way="code", code="VIP26", minimum_amount=500, **FIFTY)
OFFER = programme("offer", "fans", with_code="VIP26", minimum_amount=500, **FIFTY)
SAID = Choices(codes=("vip26",))


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[SmallShop]:
    with open_small_shop(tmp_path) as opened:
        opened.run(COUPON)
        yield opened


def corrected(shop: SmallShop, sale: Operation, wish: EditWish, *lines: Line) -> RecordedSale | Refusal:
    """The sale of these lines instead, with what was wished."""
    choices = choices_wished(sale, wish, shop.context.programmes)
    return edits.edit(shop.store, shop.context, edit_command(shop, sale.id, *lines, choices=choices))


def test_a_coupon_by_its_code_stands_in_the_form_and_can_be_left_out(shop: SmallShop) -> None:
    sale = shop.sold(shop.member(), (Line(3_200),), SAID).operation
    form = form_of(sale, "", (), shop.context.shop, shop.context.programmes)
    (reward,) = form.rewards
    assert (reward.title, reward.count, sale.bill) == ("折 50", 1, 3_150)
    kept, left_out = (EditWish(rewards=((reward.offer_id, times),)) for times in (1, 0))
    assert changes_nothing(sale, kept, ())
    assert not changes_nothing(sale, left_out, ())
    assert choices_wished(sale, kept, shop.context.programmes) == replace(SAID, tenders=())
    answer = corrected(shop, sale, left_out, Line(320))
    assert isinstance(answer, RecordedSale)
    assert answer.operation.bill == 320


def test_an_offer_that_a_code_opened_stands_there_too_and_comes_along_as_long_as_it_is_left(shop: SmallShop) -> None:
    shop.context = replace(shop.context, programmes=(*shop.context.programmes[:-1], OFFER))
    sale = shop.sold(shop.member(), (Line(3_200),), SAID).operation
    (reward,) = form_of(sale, "", (), shop.context.shop, shop.context.programmes).rewards
    answer = corrected(shop, sale, EditWish(rewards=((reward.offer_id, 1),)), Line(1_000))
    assert isinstance(answer, RecordedSale)
    assert answer.operation.bill == 950


def test_what_applies_by_itself_is_no_matter_of_the_form(shop: SmallShop) -> None:
    shop.run(programme("offer", "all", **FIFTY))
    sale = shop.sold(shop.member(), (Line(3_200),), SAID).operation
    titles = [each.offer_id for each in form_of(sale, "", (), shop.context.shop, shop.context.programmes).rewards]
    assert [each.partition(":")[0] for each in titles] == ["cou"]


@pytest.mark.parametrize(
    "opened",
    [
        programme("stamp_card", "card", earn_by="visit", reward_title="餅乾", with_code="VIP26"),
        programme("multiplier", "double", percent=200, with_code="VIP26"),
        programme("coupon", "own", way="code", code="VIP26", for_everybody=False, **FIFTY),
    ],
    ids=lambda each: each.kind,
)
def test_a_sale_with_a_code_for_members_can_be_handed_to_a_customer_without_a_card(
    tmp_path: Path, opened: Programme
) -> None:
    with open_small_shop(tmp_path) as shop:
        shop.run(opened)
        sale = shop.sold(shop.member(), (Line(500),), SAID).operation
        choices = choices_wished(sale, EditWish(handed_over=True), shop.context.programmes)
        wish = replace(edit_command(shop, sale.id, Line(500), choices=choices), hand_over=HandOver(None))
        answer = edits.edit(shop.store, shop.context, wish)
        assert isinstance(answer, RecordedSale), answer
        assert (answer.operation.member_id, answer.operation.bill) == (None, 500)
