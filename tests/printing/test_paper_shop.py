"""What the slips say that a shop decided about, and those besides receipts: top-ups, coupons, levels, days, posters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from loyalty.basket import Choices
from loyalty.slip_rules import Issuer, SlipRules
from loyalty.words import LANGUAGES, Words
from printing.document import Document, Picture, Qr, Row, Size, StampGrid, Text
from printing.layouts import coupon, day_report, poster, receipt, stamp_card, tier_welcome
from printing.layouts.stamp_card import Serial
from tests.printing import full_shop, paper_shop, samples
from tests.printing.samples import SHOP
from tests.printing.test_layouts import of_kind, texts

ZH = Words("zh_tw")


@pytest.fixture(scope="module")
def slips() -> dict[str, Document]:
    return dict(paper_shop.slips(ZH))


def ruled(rules: SlipRules) -> Document:
    """The receipt of the full shop's member by these rules."""
    till = full_shop.till(ZH)
    sold = till.quote(full_shop.GOODS, full_shop.CHOICES)
    shop = replace(SHOP, slips=rules)
    ahead = paper_shop.ahead(till, sold, ZH)
    facts = samples.facts(ZH, sold, shop=shop, programmes=full_shop.programmes(ZH), outlook=ahead)
    return receipt.receipt(facts, ZH)


WHOLE = SlipRules()


def test_without_explanations_only_the_figures_stand() -> None:
    whole, bare = texts(ruled(WHOLE)), texts(ruled(replace(WHOLE, print_explanations=False)))
    assert "3 份，蓋 3 章" in whole
    gone = set(whole) - set(bare)
    assert {"3 份，蓋 3 章", "差 NT$ 176 升銀級"} <= gone
    assert {"咖啡護照 | 1 → 4 / 10 章", "回饋金 NT$ 475，2026-12-12 到期", "再 6 章送免費一杯"} <= set(bare)


def test_without_the_card_the_next_reward_is_still_told() -> None:
    document = ruled(replace(WHOLE, print_card=False))
    assert of_kind(document, StampGrid) == []
    assert "再 6 章送免費一杯" in texts(document)


def test_of_several_cards_only_those_that_moved_are_drawn() -> None:
    drawn = {name: len(of_kind(document, StampGrid)) for name, document in full_shop.slips(ZH)}
    assert (drawn["receipt_all"], drawn["receipt_top_up"]) == (3, 0)


def test_without_endings_and_sentences_only_those_are_missing() -> None:
    whole = texts(ruled(WHOLE))
    no_endings = texts(ruled(replace(WHOLE, print_endings=False)))
    assert {line for line in whole if line not in no_endings} == {line for line in whole if line.endswith("到期")}
    no_sentences = texts(ruled(replace(WHOLE, print_programmes=False)))
    assert "每滿 NT$ 100 得 1 點，10 點換咖啡一杯。" in whole
    assert "每滿 NT$ 100 得 1 點，10 點換咖啡一杯。" not in no_sentences


def test_large_letters_are_one_size_larger_everywhere() -> None:
    usual, large = ruled(WHOLE), ruled(replace(WHOLE, text_size="large"))
    assert texts(usual) == texts(large)
    order = list(Size)
    for before, after in zip(usual.blocks, large.blocks, strict=True):
        if isinstance(before, Text | Row) and isinstance(after, Text | Row):
            assert order.index(after.size) == min(order.index(before.size) + 1, len(order) - 1)
        else:
            assert before == after


def test_the_logo_stands_above_the_name(slips: dict[str, Document]) -> None:
    kept = paper_shop.logo()
    for name in ("receipt_logo", "top_up", "stamp_card_strip", "member_card_logo", "coupon", "poster"):
        first, second, *_ = slips[name].blocks
        assert first == Picture(kept.width, kept.height, kept.bits), name
        assert isinstance(second, Text)
        assert second.text == SHOP.name


def test_a_top_ups_slip_has_every_field_that_the_law_asks_for(slips: dict[str, Document]) -> None:
    document, who = slips["top_up"], paper_shop.issuer(ZH)
    assert document.slip == "top_up"
    lines = texts(document)
    at = lines.index("儲值憑證")
    assert lines[at + 1 : at + 4] == ["面額 | NT$ 1,000", "加送（贈送，不退費） | NT$ 50", "憑證編號 | A-000125"]
    said = "\n".join(lines[at:])
    for value in (
        who.name,
        who.address,
        who.tax_id,
        who.person,
        who.phone,
        who.guarantee,
        who.guarantee_until,
        who.refunds,
    ):
        assert value in said
    assert "沒有使用期限" in said
    assert "非統一發票" in lines


def test_the_shops_own_name_stands_for_an_issuer_that_was_not_filled_in() -> None:
    till = full_shop.till(ZH)
    sold = till.quote(full_shop.bought(till, "stored-value:again"))
    programmes = full_shop.programmes(ZH)
    lines = texts(receipt.receipt(samples.facts(ZH, sold, shop=SHOP, programmes=programmes), ZH))
    assert SHOP.issuer == Issuer()
    expected = ["發行人：晨光咖啡", "地址：台北市大同區赤峰街 12 號", "申訴電話：02-2558-1234"]
    assert [
        line for line in lines if line.startswith(("發行人", "地址", "申訴", "統一編號", "負責人", "履約", "保證"))
    ] == expected
    assert "退費：沒用完的可以全額退" in lines


def test_prepaid_items_are_proved_by_their_number_and_those_on_top_stand_apart(slips: dict[str, Document]) -> None:
    lines = texts(slips["top_up_items"])
    at = lines.index("寄存憑證")
    assert lines[at + 1 : at + 3] == ["寄杯拿鐵 | 10 份寄存", "加送（贈送，不退費） | 1 份寄存"]


def test_a_usual_sale_has_no_legal_part() -> None:
    document = ruled(WHOLE)
    assert document.slip == "receipt"
    assert not any("憑證" in line for line in texts(document))


def test_a_sale_that_only_spends_stored_value_is_a_receipt() -> None:
    till = full_shop.till(ZH)
    sold = till.quote(full_shop.GOODS, Choices({full_shop.WALLET: 420}))
    facts = samples.facts(ZH, sold, programmes=full_shop.programmes(ZH))
    assert receipt.receipt(facts, ZH).slip == "receipt"


def test_a_coupon_has_its_code_twice_what_it_gives_and_until_when(slips: dict[str, Document]) -> None:
    document = slips["coupon"]
    assert of_kind(document, Qr) == [Qr(paper_shop.COUPON, 8)]
    lines = texts(document)
    assert {"秋日優惠券", "折 NT$ 50", "有效至 2027-01-31", "7K3M9 QXWZB"} <= set(lines)
    huge = [block.text for block in document.blocks if isinstance(block, Text) and block.size is Size.HUGE]
    assert huge == ["折 NT$ 50"]


def test_a_coupon_states_its_conditions_and_no_day_where_it_has_no_end(slips: dict[str, Document]) -> None:
    lines = texts(slips["coupon_conditions"])
    assert "週一、週二、週三、週四，14:00 到 17:30，滿 NT$ 200，不與其他優惠並用" in lines
    assert not any(line.startswith("有效至") for line in lines)


def test_a_coupon_that_goes_with_no_other_says_so_also_without_conditions() -> None:
    alone = paper_shop.coupon_of(ZH, alone=True)
    lines = texts(coupon.coupon(coupon.CouponFacts(SHOP, alone, paper_shop.COUPON, None), ZH))
    assert "憑券一次，不與其他優惠並用" in lines


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_coupons_groups_are_its_code_when_the_blanks_are_left_out(language: str) -> None:
    assert coupon.grouped(paper_shop.COUPON).replace(" ", "") == paper_shop.COUPON


def test_a_welcome_names_the_level_what_it_gives_and_what_keeps_it(slips: dict[str, Document]) -> None:
    lines = texts(slips["tier_welcome"])
    assert {"恭喜升級", "王小美", "銀級會員", "從下次來店起", "消費 95 折", "年度保養每年 1 次"} <= set(lines)
    assert any(line.startswith("銀級會員，到 ") for line in lines)


def test_a_level_that_counts_at_once_does_not_say_from_the_next_visit_on() -> None:
    facts = paper_shop.welcome(ZH)
    at_once = replace(facts, shop=replace(SHOP, crossing_gets_tier=True))
    lines = texts(tier_welcome.tier_welcome(at_once, ZH))
    assert "從今天起" in lines
    assert "從下次來店起" not in lines


def test_a_level_that_gives_nothing_is_welcomed_without_a_heading() -> None:
    facts = paper_shop.welcome(ZH)
    lowest = replace(facts, level=paper_shop.level_id(facts.programme, 0), member_name="")
    lines = texts(tier_welcome.tier_welcome(lowest, ZH))
    assert {"銅級會員", "0912-***-678"} <= set(lines)
    assert "從下次來店起" not in lines


def test_a_strip_has_a_card_for_each_serial_with_its_own_code() -> None:
    card, _ = samples.programmes(ZH)
    serials = [Serial(f"7K3M-000{place}", f"H2CODE{place}") for place in range(3)]
    strip = stamp_card.stamp_card_strip(stamp_card.StampCardFacts(SHOP, card, ""), serials, ZH)
    codes = [(block.data, block.caption) for each in strip for block in each.blocks if isinstance(block, Qr)]
    assert codes == [(each.code, f"卡號 {each.serial}") for each in serials]


def test_a_day_report_tells_every_figure_of_the_day(slips: dict[str, Document]) -> None:
    lines = texts(slips["day_report"])
    for line in (
        "2026-11-22 | 機台 A",
        "單號 | A-000101 到 A-000197",
        "銷售 87 筆 | NT$ 23,480",
        "現金 | 14,110",
        "折扣 | 822",
        "儲值加送 | 250",
        "用儲值金付款 | 2,310",
        "咖啡護照（章） | +112　−30",
        "咖啡護照（獎勵） | +3　−2",
        "欠會員的餘額 | +2,690",
        "免費一杯 | 3 次",
        "兌換成本 | 175",
        "A-000197 7f3a 91c0 44de b21e",
    ):
        assert line in lines, line


def test_the_money_of_a_day_adds_up_line_by_line(slips: dict[str, Document]) -> None:
    lines = texts(slips["day_report"])
    start = lines.index("銷售 87 筆 | NT$ 23,480")
    assert lines[start + 1 : start + 7] == [
        "其中儲值 4 筆 | 5,000",
        "退還 | − 1,120",
        "收款 | 22,360",
        "現金 | 14,110",
        "信用卡 | 6,100",
        "LINE Pay | 2,150",
    ]
    assert 23_480 - 1_120 == 22_360 == 14_110 + 6_100 + 2_150
    kept = replace(paper_shop.day(ZH), money_back=0, tenders=(("現金", 23_480),))
    lines = texts(day_report.day_report(kept, ZH))
    assert lines[start + 2 : start + 4] == ["收款 | 23,480", "現金 | 23,480"]


def test_a_day_without_a_sale_is_a_short_report(slips: dict[str, Document]) -> None:
    lines = texts(slips["day_report_quiet"])
    assert lines[-3:] == ["銷售 0 筆 | NT$ 0", "帳本最後一筆", "A-000123 7f3a 91c0 44de"]


def test_what_the_shop_owes_less_than_yesterday_is_below_nothing() -> None:
    wallet = day_report.Movement("儲值金", day_report.Unit.STORED_PAID, 0, 300, -300)
    facts = replace(paper_shop.day(ZH), movements=(wallet,))
    assert "欠會員的餘額 | − 300" in texts(day_report.day_report(facts, ZH))


def test_a_posters_code_is_large_and_its_sentence_in_lines(slips: dict[str, Document]) -> None:
    lines = texts(slips["poster_message"])
    assert lines == ["晨光咖啡", "加入會員", "第十杯請你", "掃描後按「傳送」"]
    (code,) = of_kind(slips["poster"], Qr)
    assert isinstance(code, Qr)
    assert (code.data, code.dots_per_module) == ("https://line.me/R/ti/p/@morninglight", 12)
    assert texts(slips["poster"])[-1] == "line.me/R/ti/p/@morninglight"


def test_a_poster_of_a_shop_without_a_name_is_still_one() -> None:
    facts = poster.PosterFacts(replace(SHOP, name=""), "https://example.tw/")
    assert texts(poster.poster(facts, ZH)) == ["掃描加入會員", "example.tw"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guarantee_ends_a_year_after_the_sale_at_least(language: str) -> None:
    until = date.fromisoformat(paper_shop.issuer(Words(language)).guarantee_until)
    assert (until - samples.AT.date()).days >= 365
