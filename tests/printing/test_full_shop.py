"""What the slips of a shop with every programme say: discounts, wallets, balances, tiers, what ends, what goes back."""

from __future__ import annotations

import pytest

from loyalty.explain import explain_entry, grouped
from loyalty.ledger import Unit
from loyalty.words import LANGUAGES, Words
from printing.document import Document, Row
from printing.typesetting import faces
from tests.printing import full_shop
from tests.printing.test_layouts import texts

ZH = Words("zh_tw")


@pytest.fixture(scope="module")
def slips() -> dict[str, Document]:
    return dict(full_shop.slips(ZH))


def test_each_discount_is_a_line_with_its_title_and_its_percentage(slips: dict[str, Document]) -> None:
    lines = texts(slips["receipt_all"])
    at = lines.index("第二件半價（5 折） | − 60")
    assert lines[at + 1] == "社群優惠碼（9 折） | − 36"


def test_a_wallet_pays_after_the_total_and_before_the_tenders(slips: dict[str, Document]) -> None:
    lines = texts(slips["receipt_all"])
    at = lines.index("合計 | 324")
    assert lines[at + 1 : at + 5] == ["儲值金 | − 200", "應收 | NT$ 124", "現金 | 1,000", "找零 | 876"]


def test_stored_value_is_told_whole_and_paid_and_bonus_apart(slips: dict[str, Document]) -> None:
    lines = texts(slips["receipt_all"])
    at = lines.index("儲值金 | NT$ 2,777 → 2,577")
    assert lines[at + 1 : at + 4] == ["其中儲值 | NT$ 2,000 → 1,800", "其中加送 | NT$ 777", "用儲值金 NT$ 200 付款"]


def test_the_tier_held_and_the_way_to_the_next_are_told(slips: dict[str, Document]) -> None:
    lines = texts(slips["receipt_all"])
    assert "銅銀金會員 | 銅級" in lines
    assert "差 NT$ 176 升銀級" in lines


def test_what_ends_within_a_month_is_told(slips: dict[str, Document]) -> None:
    assert "回饋金 NT$ 475，2026-12-12 到期" in texts(slips["receipt_all"])


def test_a_top_up_tells_what_was_paid_and_what_came_on_top(slips: dict[str, Document]) -> None:
    lines = texts(slips["receipt_top_up"])
    at = lines.index("儲值金 | NT$ 2,577 → 3,627")
    assert lines[at + 1 : at + 5] == [
        "其中儲值 | NT$ 1,800 → 2,800",
        "其中加送 | NT$ 777 → 827",
        "購買儲值金 NT$ 1,000",
        "加送贈金 NT$ 50",
    ]


def test_a_refund_gives_the_wallet_back_what_it_paid_and_the_rest_as_money(slips: dict[str, Document]) -> None:
    lines = texts(slips["reversal_wallets"])
    at = lines.index("退回儲值金 | 200")
    assert lines[at + 1] == "退還 | NT$ 124"


def test_a_pay_out_acts_on_no_other_slip(slips: dict[str, Document]) -> None:
    lines = texts(slips["reversal_pay_out"])
    assert "退還儲值" in lines
    assert "手續費 | 3" in lines
    assert not any(line.startswith("原單號") for line in lines)


def test_a_wallet_is_never_counted_in_points(slips: dict[str, Document]) -> None:
    for document in slips.values():
        assert not any(line.startswith(("儲值金 |", "5% 回饋 |")) and line.endswith("點") for line in texts(document))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_of_a_sale_is_explained_on_its_slip(language: str) -> None:
    words = Words(language)
    shop = full_shop.till(words)
    names = {programme.id: programme.name for programme in full_shop.programmes(words)}
    sale = shop.sell(full_shop.GOODS, full_shop.CHOICES)
    said = "\n".join(texts(dict(full_shop.slips(words))["receipt_all"]))
    for entry in grouped(sale.entries):
        if entry.account.unit is Unit.USE:
            continue
        name = names[entry.account.programme_id]
        sentence = explain_entry(entry, name, words).removeprefix(name).lstrip("：: ")
        assert sentence in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [384, 576])
def test_no_amount_is_wider_than_the_paper(language: str, width: int) -> None:
    type_faces = faces("Noto Sans TC")
    for name, document in full_shop.slips(Words(language)):
        for block in document.blocks:
            if isinstance(block, Row):
                face = type_faces.face(block.size, block.bold)
                assert face.width(block.right) < width - 8, name
