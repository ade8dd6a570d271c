"""The slips that the settings show: of an invented sale, by the shop's own rules, with nothing recorded."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db import print_jobs
from desktop.operations import slips
from desktop.operations.slips_samples import SAMPLES, sample
from loyalty.gallery import gallery_in
from loyalty.slip_rules import Issuer, SlipRules
from loyalty.words import LANGUAGES, Words
from printing.document import Picture, Row, StampGrid, Text
from tests.desktop.operations.small_shop import MORNING_MS, SmallShop
from tests.loyalty.programs.terms import programme
from tests.printing.paper_shop import logo
from tests.printing.test_layouts import of_kind, texts


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slip", SAMPLES)
def test_each_slip_can_be_shown_in_each_language(shop: SmallShop, slip: str, language: str) -> None:
    document = sample(shop.context, slip, language, MORNING_MS)
    assert (document.slip, document.language) == (slip, language)
    assert of_kind(document, Text)
    with shop.store.read() as connection:
        assert print_jobs.waiting(connection) == ()


@pytest.mark.parametrize("slip", SAMPLES)
def test_a_shop_without_programmes_and_one_with_all_of_them_see_every_slip(shop: SmallShop, slip: str) -> None:
    for programmes in ((), gallery_in(Words("zh_tw"), shop.context.shop.calendar.business_day(MORNING_MS))):
        context = replace(shop.context, programmes=programmes)
        assert sample(context, slip, "zh_tw", MORNING_MS).blocks


def test_the_shops_own_rules_and_programmes_show(shop: SmallShop) -> None:
    rules = SlipRules(header="自家烘焙", logo=logo(), print_card=False)
    own = programme("tiers", "tiers", levels=[{"id": "top", "title": "鑽石", "threshold": 9, "discount": 12}])
    shop.run(own)
    context = replace(shop.context, shop=replace(shop.context.shop, slips=rules, issuer=Issuer(person="林曉晨")))
    document = sample(context, "receipt", "zh_tw", MORNING_MS)
    assert isinstance(document.blocks[0], Picture)
    assert "自家烘焙" in texts(document)
    assert of_kind(document, StampGrid) == []
    assert "負責人：林曉晨" in texts(sample(context, "top_up", "zh_tw", MORNING_MS))
    assert "鑽石會員" in texts(sample(context, "tier_welcome", "zh_tw", MORNING_MS))


def test_the_sample_sale_earns_what_the_shop_gives(shop: SmallShop) -> None:
    document = sample(shop.context, "receipt", "zh_tw", MORNING_MS)
    rows = {block.left: block.right for block in document.blocks if isinstance(block, Row)}
    assert rows["咖啡護照"] == "5 → 8 / 10 章"
    assert rows["點數"] == "86 → 89 點"


def test_a_slip_that_does_not_exist_is_no_sample(shop: SmallShop) -> None:
    with pytest.raises(KeyError):
        sample(shop.context, "invoice", "zh_tw", MORNING_MS)


@pytest.mark.parametrize(
    ("link", "phone", "holds"),
    [
        ("https://example.tw/join", "0912-345-678", "https://example.tw/join"),
        ("", "0912-345-678", "SMSTO:0912345678:我要加入會員"),
        ("", "02-2700-0000", ""),
        ("", "", ""),
    ],
)
def test_a_posters_code_leads_to_joining_where_the_shop_can_be_reached(
    shop: SmallShop, link: str, phone: str, holds: str
) -> None:
    rules = replace(shop.context.shop, phone=phone, slips=SlipRules(join_link=link))
    assert slips.join_link(rules, Words("zh_tw")) == holds
