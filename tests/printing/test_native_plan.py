"""Where every character stands, before anything is drawn or sent: nothing overruns, amounts stay on the right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing.document import Align, Block, Document, Qr, Row, Rule, Sample, Size, StampGrid, Text
from printing.native_plan import CellLine, Drawn, Item, Symbol, cells_of, planned, width
from printing.route import TextRoute
from printing.typesetting import faces

WIDTHS = (384, 512, 576)
texts = st.text(max_size=60) | st.text("王小美堃喆犇😀𡘙Ａ１， aé$.-（）「」\u05d0\u0627", max_size=60)
routes = st.sampled_from((TextRoute.BIG5, TextRoute.GB18030))
sizes = st.sampled_from(Size)
widths = st.sampled_from(WIDTHS)


def items(*blocks: Block, width_dots: int = 384, route: TextRoute = TextRoute.BIG5) -> list[Item]:
    showable = faces("Noto Sans TC").showable
    return list(planned(Document("test", "zh_tw", blocks), width_dots, route, showable))


def lines(*blocks: Block, width_dots: int = 384, route: TextRoute = TextRoute.BIG5) -> list[CellLine]:
    found = items(*blocks, width_dots=width_dots, route=route)
    assert all(isinstance(item, CellLine) for item in found)
    return [item for item in found if isinstance(item, CellLine)]


def right_edge(line: CellLine) -> int:
    """In cells of normal size."""
    return line.indent + width(line.text, line.route) * line.wide


@pytest.mark.parametrize(("width_dots", "columns"), [(384, 32), (512, 42), (576, 48)])
def test_a_cell_is_twelve_dots_wide(width_dots: int, columns: int) -> None:
    assert cells_of(width_dots) == columns


@given(texts, sizes, st.booleans(), st.sampled_from(Align), widths, routes)
def test_no_text_overruns_and_none_is_lost(
    text: str, size: Size, bold: bool, align: Align, width_dots: int, route: TextRoute
) -> None:
    found = lines(Text(text, size, bold, align), width_dots=width_dots, route=route)
    assert all(right_edge(line) <= cells_of(width_dots) for line in found)
    said = "".join(line.text for line in found).replace(" ", "")
    whole = lines(Text(text, Size.SMALL), width_dots=12 * 1000, route=route)[0].text
    assert said == whole.replace(" ", "")


@given(texts, st.integers(-(10**9), 10**9), sizes, widths, routes)
def test_an_amount_is_whole_and_ends_at_the_right_edge(
    name: str, amount: int, size: Size, width_dots: int, route: TextRoute
) -> None:
    figure = f"NT$ {amount:,}"
    found = lines(Row(name, figure, size), width_dots=width_dots, route=route)
    columns = cells_of(width_dots)
    assert all(right_edge(line) <= columns for line in found)
    assert found[-1].text.endswith(figure)
    assert right_edge(found[-1]) == columns // found[-1].wide * found[-1].wide


def test_an_amount_stands_beside_the_last_line_of_a_long_name() -> None:
    found = lines(Row("燕麥奶拿鐵大杯去冰半糖加一份濃縮外帶", "1,240"))
    assert [line.text for line in found] == ["燕麥奶拿鐵大杯去冰半糖加一", "份濃縮外帶                 1,240"]


def test_an_amount_stands_beneath_a_name_where_that_takes_no_more_lines() -> None:
    found = lines(Row("燕麥奶拿鐵大杯去冰半糖外帶杯套", "NT$ 1,240"))
    assert [line.text for line in found] == ["燕麥奶拿鐵大杯去冰半糖外帶杯套", "NT$ 1,240"]
    assert found[1].indent == 23


@pytest.mark.parametrize(
    ("text", "size", "wide", "high"),
    [
        ("晨光咖啡", Size.SMALL, 1, 1),
        ("晨光咖啡", Size.NORMAL, 1, 1),
        ("晨光咖啡", Size.LARGE, 1, 2),
        ("晨光咖啡", Size.HUGE, 2, 2),
        ("晨光咖啡赤峰街旗艦店", Size.HUGE, 1, 2),
        ("晨光咖啡赤峰街旗艦店與它的分店們在這裡", Size.HUGE, 1, 1),
    ],
)
def test_a_large_text_shrinks_before_it_breaks_its_line(text: str, size: Size, wide: int, high: int) -> None:
    first = lines(Text(text, size))[0]
    assert (first.wide, first.high) == (wide, high)


def test_a_text_is_centred_to_the_nearest_cell() -> None:
    line = lines(Text("王小美", Size.HUGE, align=Align.CENTRE))[0]
    assert (line.indent, line.text) == (10, "王小美")
    assert line.cells() == [(10, "王"), (14, "小"), (18, "美")]


def test_a_line_is_drawn_when_the_printer_may_lack_one_of_its_characters() -> None:
    assert lines(Text("王喆"))[0].drawn
    assert not lines(Text("王喆"), route=TextRoute.GB18030)[0].drawn
    assert not lines(Text("王小美"))[0].drawn


def test_what_can_neither_be_drawn_nor_sent_is_a_box_and_simplified_chinese_is_sent_as_it_is() -> None:
    assert lines(Text("😀𡘙"))[0].text == "□□"
    assert lines(Text("丧"), route=TextRoute.GB18030)[0].text == "丧"  # our font has none of it
    assert lines(Text("丧"))[0].text == "□"


def test_a_sign_that_no_printer_has_is_its_nearest_kin() -> None:
    line = lines(Text("\u2212 NT$ 60\u30fb\u2011"))[0]
    assert (line.text, line.drawn) == ("- NT$ 60\u00b7-", False)


def test_a_space_that_is_none_in_the_encoding_is_a_space() -> None:
    assert lines(Text("a\u00a0b\u2009c\u3000d"))[0].text == "a b c\u3000d"


def test_a_code_is_the_printers_own_unless_it_would_not_be_read_everywhere() -> None:
    assert items(Qr("A-000123", 6, "卡號"))[0] == Symbol("A-000123", 6, 29)
    for drawn in (Qr("我要加入", 6), Qr("", 6), Qr("x" * 301, 4), Qr("x" * 2_000, 4)):
        assert items(drawn) == [Drawn(drawn)]


def test_a_stamp_card_is_drawn_and_one_of_many_written() -> None:
    usual = StampGrid(3, 10, "贈")
    assert items(usual) == [Drawn(usual)]
    rows = [line.text for line in lines(StampGrid(13, 24, "贈", fresh=2), width_dots=576)]
    assert rows == ["●●●●●●●●●● ●◎◎○○○○○○○", "○○○○"]


def test_a_card_to_be_stamped_is_whole_large_rings_and_the_gift() -> None:
    narrow = lines(StampGrid(0, 10, "贈", 4, circle_mm=14))
    assert [(line.text, line.wide, line.high, line.indent) for line in narrow] == [
        ("○○○○", 4, 4, 0),
        ("○○○○", 4, 4, 0),
        ("○○贈", 4, 4, 0),
    ]
    wide = lines(StampGrid(0, 10, "GIFT", 4, circle_mm=14), width_dots=576)
    assert [(line.text, line.wide, line.indent) for line in wide] == [
        ("○○○○", 5, 4),
        ("○○○○", 5, 4),
        ("○○GIFT", 5, 4),
    ]


@pytest.mark.parametrize("gift", ["", "贈", "GIFT", "一份特別大的蛋糕"])
@pytest.mark.parametrize("width_dots", WIDTHS)
@pytest.mark.parametrize("needed", range(1, 21))
def test_a_card_to_be_stamped_counts_right_and_names_its_gift(needed: int, width_dots: int, gift: str) -> None:
    found = lines(StampGrid(0, needed, gift, 4, circle_mm=14), width_dots=width_dots)
    said = "".join(line.text for line in found)
    assert said.replace(" ", "") == "○" * needed + gift
    assert all(right_edge(line) <= cells_of(width_dots) for line in found)


@given(st.integers(0, 60), st.integers(21, 60), st.integers(0, 60), widths, routes)
def test_a_card_of_many_stamps_counts_right(
    filled: int, needed: int, fresh: int, width_dots: int, route: TextRoute
) -> None:
    found = lines(StampGrid(filled, needed, "贈", fresh=fresh), width_dots=width_dots, route=route)
    said = "".join(line.text for line in found)
    assert said.count("○") == max(0, needed - filled)
    assert said.count("◎") == min(fresh, filled, needed)
    assert len(said.replace(" ", "")) == needed
    assert all(right_edge(line) <= cells_of(width_dots) and not line.drawn for line in found)


@given(texts, routes, widths)
def test_a_sample_is_one_line_of_what_the_encoding_has(text: str, route: TextRoute, width_dots: int) -> None:
    (line,) = lines(Sample(route, text), width_dots=width_dots, route=TextRoute.BIG5)
    assert not line.drawn or not line.text.strip(" ")
    assert right_edge(line) <= cells_of(width_dots)


def test_what_is_no_text_is_drawn() -> None:
    assert items(Rule()) == [Drawn(Rule())]
