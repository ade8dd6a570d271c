"""What the slips say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from loyalty.basket import Choices, Line, Tender
from loyalty.explain import explain_entry, grouped
from loyalty.ledger import OperationKind, Standing
from loyalty.outcome import Applied, Outcome, PricedLine
from loyalty.programmes import Programme
from loyalty.shop import CURRENCIES, ShopRules
from loyalty.words import LANGUAGES, Words
from printing.document import Block, Cut, Document, Qr, Row, Size, StampGrid, Text
from printing.layouts import member_card, parts, receipt, reversal, stamp_card
from tests.printing import samples

ZH = Words("zh_tw")


def texts(document: Document) -> list[str]:
    """Every line of the slip, left and right joined by a bar."""
    lines = []
    for block in document.blocks:
        if isinstance(block, Text):
            lines.append(block.text)
        if isinstance(block, Row):
            lines.append(f"{block.left} | {block.right}")
    return lines


def of_kind(document: Document, kind: type[Block]) -> list[Block]:
    return [block for block in document.blocks if isinstance(block, kind)]


def sale(member: Standing, lines: tuple[Line, ...], choices: Choices | None = None, **more: object) -> Document:
    sold = samples.outcome(ZH, member, lines, choices or Choices())
    return receipt.receipt(samples.facts(ZH, sold, (choices or Choices()).tenders, **more), ZH)


def test_a_receipt_tells_what_was_bought_and_paid() -> None:
    paid = Choices(tenders=(samples.CASH,))
    lines = texts(sale(samples.standing(4), (samples.LATTE, samples.CROISSANT), paid))
    assert lines[:4] == [
        "晨光咖啡",
        "台北市大同區赤峰街 12 號  02-2558-1234",
        "2026-11-22 10:42 | A-000123",
        "王小美 | 0912-***-678",
    ]
    assert lines[4:9] == ["拿鐵 ×2 | 240", "可頌 | 80", "應收 | NT$ 320", "現金 | 1,000", "找零 | 680"]
    assert lines[-3:] == ["王小美，謝謝您，期待再見", "自備杯折 5 元", "非統一發票"]


def test_every_movement_is_explained_beneath_its_balance() -> None:
    sold = samples.outcome(ZH, samples.standing(9, 0, 8), (samples.LATTE, samples.CROISSANT), Choices())
    lines = texts(receipt.receipt(samples.facts(ZH, sold), ZH))
    card, points = samples.programmes(ZH)
    sentences = [
        [
            explain_entry(entry, programme.name, ZH).removeprefix(f"{programme.name}：")
            for entry in grouped(sold.entries)
            if entry.account.programme_id == programme.id
        ]
        for programme in (card, points)
    ]
    assert [len(each) for each in sentences] == [3, 1]
    at = lines.index("咖啡護照 | 9 → 2 / 10 章")
    assert lines[at + 1 : at + 7] == ["可兌換 | 0 → 1 份", *sentences[0], "點數 | 8 → 11 點", *sentences[1]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_money_and_points_come_before_the_card_and_the_code(language: str) -> None:
    for name, document in samples.slips(language).items():
        if document.slip != "receipt":
            continue
        drawn = [at for at, block in enumerate(document.blocks) if isinstance(block, StampGrid | Qr)]
        figures = [at for at, block in enumerate(document.blocks) if isinstance(block, Row)]
        assert max(figures) < min(drawn, default=len(document.blocks)), name


def test_the_card_is_drawn_as_it_stands_after_the_sale() -> None:
    (grid,) = of_kind(sale(samples.standing(4), (samples.LATTE,)), StampGrid)
    assert grid == StampGrid(6, 10, "贈", 5, fresh=2)


def test_a_card_that_was_filled_starts_again_with_what_was_left() -> None:
    (grid,) = of_kind(sale(samples.standing(9), (samples.LATTE, samples.CROISSANT)), StampGrid)
    assert grid == StampGrid(2, 10, "贈", 5, fresh=2)


def test_stamps_that_are_owed_leave_the_card_empty() -> None:
    grid = parts.card(samples.programmes(ZH)[0], -3, 0, ZH)
    assert (grid.filled, grid.fresh) == (0, 0)


def test_a_reward_among_the_items_is_a_line_of_its_own() -> None:
    offers = {"stamp-card:gift": 1}
    lines = texts(sale(samples.standing(3, 1), (samples.LATTE, samples.CROISSANT), Choices(rewards=offers)))
    assert "免費一杯 | − 80" in lines
    assert "應收 | NT$ 240" in lines


def test_a_reward_handed_out_on_top_is_free() -> None:
    offers = {"stamp-card:gift": 1}
    lines = texts(sale(samples.standing(3, 1), (Line(100),), Choices(rewards=offers)))
    assert "消費 | 100" in lines
    assert "免費一杯 | 免費" in lines


def test_several_uses_of_one_discount_are_counted() -> None:
    base = samples.outcome(ZH, samples.standing(4), (samples.LATTE,), Choices())
    line = PricedLine(samples.LATTE, discount=100)
    sold = replace(base, lines=(line,), discount=100, to_pay=140, applied=(Applied("points:off", "折 50 元", 2, 100),))
    assert "折 50 元 ×2 | − 100" in texts(receipt.receipt(samples.facts(ZH, sold), ZH))


def test_a_typed_amount_is_not_said_twice() -> None:
    lines = texts(sale(samples.standing(), (Line(288),)))
    assert "應收 | NT$ 288" in lines
    assert not any(line.startswith("消費") for line in lines)


def test_a_visit_without_an_amount_has_no_money() -> None:
    lines = texts(sale(samples.standing(4), ()))
    assert "來店一次，沒有金額" in lines
    assert not any("應收" in line for line in lines)


def test_a_balance_that_did_not_move_is_one_figure() -> None:
    assert "點數 | 2 點" in texts(sale(samples.standing(4, 0, 2), ()))


def test_a_customer_without_a_card_may_bring_the_slip_back() -> None:
    document = sale(Standing(), (samples.LATTE,), member_name="", member_phone_masked="", credit_days=14)
    assert "14 天內帶這張單子來，這次的消費可以補登到會員卡" in texts(document)
    assert of_kind(document, Qr) == [Qr("A-000123", 4)]
    assert of_kind(document, StampGrid) == []


def test_a_preview_has_no_number_and_no_code_yet() -> None:
    document = sale(Standing(), (samples.LATTE,), member_name="", member_phone_masked="", slip_number="")
    assert of_kind(document, Qr) == []
    assert "30 天內帶這張單子來，這次的消費可以補登到會員卡" in texts(document)


def stopped(programmes: tuple[Programme, ...]) -> tuple[Programme, ...]:
    return tuple(replace(programme, stopped=True) for programme in programmes)


@pytest.mark.parametrize(
    "more", [{"credit_days": 0}, {"programmes": stopped(samples.programmes(ZH))}, {"programmes": ()}]
)
def test_a_slip_that_brings_nothing_back_does_not_ask_to(more: dict[str, object]) -> None:
    document = sale(Standing(), (samples.LATTE,), member_name="", member_phone_masked="", **more)
    assert of_kind(document, Qr) == []
    assert not any("補登" in line for line in texts(document))


def test_a_member_without_a_name_is_told_by_the_masked_phone() -> None:
    lines = texts(sale(samples.standing(4), (samples.LATTE,), member_name=""))
    assert "0912-***-678" in lines
    assert ZH("slip.bearer") not in lines


def test_a_bearer_card_has_its_balances_and_no_name() -> None:
    lines = texts(sale(samples.standing(4), (), member_name="", member_phone_masked="", bearer=True))
    assert "不記名卡" in lines
    assert "謝謝光臨，歡迎再來" in lines


def test_a_stopped_programme_is_told_of_while_something_is_left_of_it() -> None:
    programmes = stopped(samples.programmes(ZH))
    with_points = texts(sale(samples.standing(0, 0, 5), (samples.LATTE,), programmes=programmes))
    assert any(line.startswith("點數 |") for line in with_points)
    empty = samples.outcome(ZH, Standing(7), (), Choices(stamps={"stamp-card": 0}))
    without = texts(receipt.receipt(samples.facts(ZH, empty, programmes=programmes), ZH))
    assert not any(line.startswith(("點數", "咖啡護照")) for line in without)


def test_only_a_running_programme_states_its_rules() -> None:
    running = texts(sale(samples.standing(4), (samples.LATTE,)))
    assert any("集滿 10 章送" in line for line in running)
    ended = texts(sale(samples.standing(4), (samples.LATTE,), programmes=stopped(samples.programmes(ZH))))
    assert not any("集滿 10 章送" in line for line in ended)


def test_the_paper_is_cut_last() -> None:
    assert isinstance(sale(samples.standing(4), (samples.LATTE,)).blocks[-1], Cut)


def test_cents_are_kept_where_the_currency_has_them() -> None:
    shop = ShopRules(name="Café", currency=CURRENCIES["EUR"])
    line = Line(1_250, 1, "cake", "Cake")
    lines = texts(sale(samples.standing(4), (line, line), Choices(tenders=(Tender("Cash", 2_600),)), shop=shop))
    assert "Cake | 12.50" in lines
    assert "應收 | € 25.00" in lines
    assert "Cash | 26.00" in lines


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_explanation_repeats_its_programme(language: str) -> None:
    words = Words(language)
    for name, document in samples.slips(language).items():
        small = [block.text for block in document.blocks if isinstance(block, Text) and block.size is Size.SMALL]
        for programme in samples.programmes(words):
            assert not any(line.startswith((programme.name, "：", ":")) for line in small), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_slip_that_moves_money_says_that_it_is_no_invoice(language: str) -> None:
    words = Words(language)
    for name, document in samples.slips(language).items():
        if name.startswith(("receipt", "reversal")):
            assert words("slip.not_invoice") in texts(document), name
        assert document.language == language


def test_the_member_card_is_large_and_its_code_can_be_scanned_across_the_counter() -> None:
    facts = member_card.MemberCardFacts(samples.SHOP, "堃喆犇", "000042", samples.CODE)
    document = member_card.member_card(facts, ZH)
    assert of_kind(document, Qr) == [Qr(samples.CODE, 6)]
    large = [block.text for block in document.blocks if isinstance(block, Text) and block.size is Size.HUGE]
    assert large == ["堃喆犇"]


@pytest.mark.parametrize("needed", [1, 9, 10, 12, 13, 50])
def test_a_card_to_stamp_by_hand_is_empty_and_has_its_circles_and_serial(needed: int) -> None:
    card, _ = samples.programmes(ZH, needed)
    document = stamp_card.stamp_card(stamp_card.StampCardFacts(samples.SHOP, card, "S-000017"), ZH)
    (grid,) = of_kind(document, StampGrid)
    assert isinstance(grid, StampGrid)
    assert (grid.filled, grid.needed) == (0, needed)
    assert of_kind(document, Qr) == [Qr("S-000017", 4, "卡號 S-000017")]


def test_a_refund_names_both_slips_and_what_went_back() -> None:
    lines = texts(reversal.reversal(samples.taken_back(ZH, OperationKind.REFUND), ZH))
    assert lines[2:6] == ["退款", "2026-11-22 10:42 | A-000124", "原單號 | A-000123", "王小美 | 0912-***-678"]
    assert lines[6:11] == [
        "退還 | NT$ 320",
        "咖啡護照 | 9 → 7 / 10 章",
        "收回 2 章",
        "點數 | 1,243 → 1,240 點",
        "收回 3 點",
    ]


def test_a_refund_to_somebody_without_a_card_is_only_money() -> None:
    facts = replace(
        samples.taken_back(ZH, OperationKind.CANCEL), member_name="", member_phone_masked="", entries=(), before={}
    )
    lines = texts(reversal.reversal(facts, ZH))
    assert "退還 | NT$ 320" in lines
    assert not any(line.startswith("咖啡護照") for line in lines)


def test_a_late_credit_moves_no_money() -> None:
    lines = texts(reversal.reversal(samples.credited(ZH), ZH))
    assert "補登" in lines
    assert not any("NT$ 320" in line and "|" in line for line in lines)


def test_an_outcome_without_any_programme_is_a_plain_receipt() -> None:
    sold: Outcome = samples.outcome(ZH, samples.standing(), (samples.LATTE,), Choices())
    plain = replace(sold, before={}, after={}, earned={}, entries=(), offers=())
    document = receipt.receipt(samples.facts(ZH, plain, programmes=()), ZH)
    assert of_kind(document, StampGrid) == []
    assert "應收 | NT$ 240" in texts(document)
