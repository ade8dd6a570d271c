"""Products out to Excel and back: a dry run says what would change, and every way of writing a price is understood."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from desktop.files import cells
from desktop.files.products import ProductImport, read_products, write_products
from loyalty.basket import Product
from loyalty.errors import KnownError
from loyalty.money import TWD, Currency
from loyalty.words import Words

LATTE = Product("p1", "拿鐵", 110, 32, "飲料/咖啡", ("招牌", "熱"), 1)
TART = Product("p2", "檸檬塔（片）", 120, None, "甜點", (), 2)
OLD = Product("p3", "摩卡", 130, 40, "飲料/咖啡", (), 3, retired=True)
SHOP = (LATTE, TART, OLD)
ZH, EN = Words("zh_tw"), Words("en")


def _sheet(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet()
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    return path


def _read(path: Path, existing: Sequence[Product] = SHOP, currency: Currency = TWD) -> ProductImport:
    numbers = count(1)
    answer = read_products(path, existing, lambda: f"new{next(numbers)}", currency)
    assert answer is not None
    return answer


def test_what_goes_out_comes_back_unchanged(tmp_path: Path) -> None:
    for words in (ZH, EN):
        path = tmp_path / f"{words.language}.xlsx"
        assert write_products(path, SHOP, words)
        assert _read(path) == ProductImport(unchanged=SHOP)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["en.xlsx", "zh_tw.xlsx"]


def test_an_exported_price_can_be_changed_by_its_code_even_with_a_new_name(tmp_path: Path) -> None:
    path = _sheet(tmp_path / "a.xlsx", [["代號", "品名", "售價"], ["p1", "拿鐵（大）", 125]])
    ((before, after),) = _read(path).changed
    assert before == LATTE
    assert (after.name, after.price, after.category, after.tags) == ("拿鐵（大）", 125, "飲料/咖啡", ("招牌", "熱"))


def test_a_new_row_becomes_a_product_at_the_end(tmp_path: Path) -> None:
    path = _sheet(
        tmp_path / "a.xlsx",
        [["Name", "Price", "Category", "Tags"], ["Mocha tea", "NT$ 1,280", "飲料／茶", "熱、冰,熱"]],
    )
    assert _read(path).new == (Product("new1", "Mocha tea", 1280, None, "飲料/茶", ("熱", "冰"), 4),)


def test_a_name_is_the_same_in_any_width_case_and_spacing(tmp_path: Path) -> None:
    existing = (Product("p9", "Café Latte 大", 150),)
    path = _sheet(tmp_path / "a.xlsx", [["品名", "售價"], [" ＣＡＦÉ  latte　大 ", "１５５"]])
    ((before, after),) = _read(path, existing).changed
    assert (before.id, after.price) == ("p9", 155)


def test_a_name_means_the_product_on_sale_and_not_one_that_is_sold_no_more(tmp_path: Path) -> None:
    """Else the new price goes where nobody sees it, and the counter sells at the old one."""
    gone = Product("p4", "拿鐵", 90, position=4, retired=True)
    path = _sheet(tmp_path / "a.xlsx", [["品名", "售價"], ["拿鐵", 125], ["摩卡", 140]])
    found = _read(path, (gone, *SHOP, gone))
    assert [(before.id, after.price) for before, after in found.changed] == [("p1", 125), ("p3", 140)]


def test_a_name_that_several_products_have_changes_none_of_them_without_its_code(tmp_path: Path) -> None:
    large = Product("p4", "拿鐵", 140, position=4)
    path = _sheet(tmp_path / "a.xlsx", [["品名", "售價", "代號"], ["拿鐵", 125, ""], ["拿鐵", 145, "p4"]])
    found = _read(path, (*SHOP, large))
    assert [(fault.row, fault.sentence(EN)) for fault in found.faults] == [
        (2, "2 products are called “拿鐵”; add the column “Code”, as in an exported file.")
    ]
    assert [(before.id, after.price) for before, after in found.changed] == [("p4", 145)]


def test_each_faulty_row_is_named_with_its_number_and_a_sentence(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["品名", "售價", "成本", "狀態"],
        ["", 80],
        ["紅茶", ""],
        ["綠茶", "八十"],
        ["青茶", 80.5],
        ["烏龍", -5],
        ["奶茶", 60, "便宜"],
        ["拿鐵", 110],
        ["拿鐵", 120],
        ["可可", 90, "", "也許"],
    ]
    answer = _read(_sheet(tmp_path / "a.xlsx", rows))
    found = {fault.row: fault.reason for fault in answer.faults}
    assert found == {
        2: "name",
        3: "price_missing",
        4: "price_unreadable",
        5: "price_unreadable",
        6: "amount_range",
        7: "cost_unreadable",
        9: "twice",
        10: "retired",
    }
    for words in (ZH, EN):
        assert all(fault.sentence(words) for fault in answer.faults)
    assert "八十" in answer.faults[2].sentence(ZH)
    assert "8" in answer.faults[6].sentence(ZH)


def test_empty_rows_and_a_title_that_is_missing_do_not_shift_the_numbers(tmp_path: Path) -> None:
    path = _sheet(tmp_path / "a.xlsx", [[], [], ["品名", "售價"], [], ["可可", "x"]])
    assert [fault.row for fault in _read(path).faults] == [5]


def test_a_column_that_is_not_there_leaves_its_field_alone_and_an_empty_cell_clears_it(tmp_path: Path) -> None:
    path = _sheet(tmp_path / "a.xlsx", [["品名", "售價", "標籤"], ["拿鐵", 110, ""]])
    ((_, after),) = _read(path).changed
    assert (after.tags, after.category, after.cost) == ((), "飲料/咖啡", 32)


@pytest.mark.parametrize("rows", [[], [["品名", "價錢"]], [["foo"], ["bar"]]])
def test_a_file_without_the_needed_headings_is_refused_and_names_them(tmp_path: Path, rows: list[list[object]]) -> None:
    with pytest.raises(KnownError) as refused:
        _read(_sheet(tmp_path / "a.xlsx", rows))
    assert refused.value.key == "file_columns_missing"
    assert "售價 / Price" in str(refused.value.facts["columns"])


@pytest.mark.parametrize("content", [b"", b"not a spreadsheet", b"PK\x03\x04broken"])
def test_a_file_that_is_no_spreadsheet_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(KnownError) as refused:
        _read(path)
    assert refused.value.key == "file_unreadable"


def test_a_missing_file_is_refused_and_a_folder_that_is_missing_too(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="file_unreadable"):
        _read(tmp_path / "none.xlsx")
    with pytest.raises(KnownError, match="file_unwritable"):
        write_products(tmp_path / "none" / "a.xlsx", SHOP, ZH)


def test_a_text_that_looks_like_a_formula_stays_a_text(tmp_path: Path) -> None:
    product = Product("p1", "=1+1", 5, None, "@cat", ("+a",))
    path = tmp_path / "a.xlsx"
    write_products(path, (product,), ZH)
    assert _read(path, (product,)).unchanged == (product,)


def test_cents_are_read_and_written_as_cents(tmp_path: Path) -> None:
    dollars = Currency("USD", 2, "US$")
    tea = Product("p1", "Tea", 350)
    path = tmp_path / "a.xlsx"
    write_products(path, (tea,), EN, dollars)
    assert _read(path, (tea,), dollars).unchanged == (tea,)
    ((_, after),) = _read(
        _sheet(tmp_path / "b.xlsx", [["Name", "Price"], ["Tea", "US$ 3.75"]]), (tea,), dollars
    ).changed
    assert after.price == 375


def test_work_can_be_watched_and_stopped_and_leaves_nothing_half_written(tmp_path: Path) -> None:
    many = tuple(Product(f"p{number}", f"茶 {number}", number + 1, position=number) for number in range(1_000))
    seen: list[tuple[int, int]] = []
    path = tmp_path / "a.xlsx"
    assert not write_products(path, many, ZH, progress=lambda *each: seen.append(each), stopped=lambda: len(seen) > 2)
    assert (list(tmp_path.iterdir()), len(seen)) == ([], 3)
    assert write_products(path, many, ZH)
    assert read_products(path, many, lambda: "x", stopped=lambda: True) is None


def test_a_stop_behind_the_last_row_leaves_the_old_file(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    one = (Product("p1", "茶", 30),)
    assert not write_products(path, one, ZH, progress=lambda *each: seen.append(each), stopped=lambda: seen == [(1, 1)])
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"old"]


@given(st.integers(min_value=0, max_value=999_999))
def test_every_amount_is_read_in_every_way_it_is_written(value: int) -> None:
    wide = str(value).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    written = (value, float(value), str(value), f"{value:,}", f"NT$ {value:,}", f"{value} 元", f"＄{wide}")
    assert {cells.amount(each, TWD) for each in written} == {value}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "1.5",
        "nan",
        "inf",
        "1e400",
        "--3",
        "12 34 x",
        "12,5",
        "1,2",
        "1,28",
        "12 5",
        "1,2800",
        ",5",
        "1,,280",
    ],
)
def test_what_is_no_amount_is_none(text: str) -> None:
    assert cells.amount(text, TWD) is None
