"""What is drawn: nothing cut off, amounts on the right, every code readable, rare names whole."""

from __future__ import annotations

import threading

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PySide6.QtGui import QImage

from loyalty.words import LANGUAGES
from printing.document import (
    Align,
    Block,
    Cut,
    Document,
    Picture,
    Qr,
    Row,
    Ruler,
    Sample,
    Size,
    StampGrid,
    Text,
    as_second_copy,
    picture_bits,
)
from printing.layouts.test_page import RARE_NAMES
from printing.paper import WIDTH_58_MM, WIDTH_80_MM
from printing.picture import MARGIN, lacking_in_font, paint
from printing.route import TextRoute
from printing.typesetting import balanced, broken, faces
from tests.printing import samples

WIDTHS = (WIDTH_58_MM, WIDTH_80_MM)
FAMILY = "Noto Sans TC"


def painted(*blocks: Block, width: int = WIDTH_58_MM) -> QImage:
    return paint(Document("test", "zh_tw", blocks), width)


def ink(image: QImage) -> list[tuple[int, int]]:
    """Every black dot as (x, y)."""
    stride, bits = image.bytesPerLine(), bytes(image.constBits())
    return [
        (index % stride * 8 + 7 - bit, index // stride)
        for index, byte in enumerate(bits)
        if byte
        for bit in range(8)
        if byte >> bit & 1 and index % stride * 8 + 7 - bit < image.width()
    ]


def codes(image: QImage) -> list[str]:
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    picture = Image.frombytes(
        "L", (grey.width(), grey.height()), bytes(grey.constBits()), "raw", "L", grey.bytesPerLine()
    )
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    return [code.text for code in found]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_scanner_reads_every_code_from_the_drawn_paper(language: str, width: int) -> None:
    for name, document in samples.slips(language).items():
        wanted = [block.data for block in document.blocks if isinstance(block, Qr)]
        assert codes(paint(document, width)) == wanted, name


@pytest.mark.parametrize("dots", [4, 6, 8])
def test_a_code_keeps_a_quiet_zone_of_four_modules(dots: int) -> None:
    image = painted(Qr("A-000123", dots))
    dark = ink(image)
    assert min(y for _, y in dark) == 4 * dots
    assert image.height() - 1 - max(y for _, y in dark) == 4 * dots
    left, right = min(x for x, _ in dark), max(x for x, _ in dark)
    assert abs(left - (image.width() - 1 - right)) <= 1
    assert right - left + 1 == 21 * dots


def test_a_code_too_wide_for_the_paper_is_drawn_smaller_and_still_read() -> None:
    data = "https://shop.example/join?" + "x" * 200
    assert codes(painted(Qr(data, 8))) == [data]


@given(st.text(max_size=120), st.sampled_from(Size), st.booleans(), st.sampled_from(Align), st.sampled_from(WIDTHS))
def test_no_text_overflows(text: str, size: Size, bold: bool, align: Align, width: int) -> None:
    image = painted(Text(text, size, bold, align), width=width)
    assert all(MARGIN - 3 <= x <= width - MARGIN + 1 for x, _ in ink(image))


@given(st.text(max_size=80), st.integers(-(10**9), 10**9), st.sampled_from(Size), st.booleans())
def test_no_row_overflows_and_its_amount_stays_on_the_right(name: str, amount: int, size: Size, bold: bool) -> None:
    text = f"NT$ {amount:,}"
    image = painted(Row(name, text, size, bold))
    dark = ink(image)
    assert all(MARGIN - 3 <= x <= image.width() - MARGIN + 1 for x, _ in dark)
    assert max(x for x, _ in dark) >= image.width() - MARGIN - 8


@given(st.text(max_size=120), st.sampled_from(Size), st.booleans(), st.integers(100, 568))
def test_broken_lines_fit_and_lose_nothing_but_spaces(text: str, size: Size, bold: bool, width: int) -> None:
    type_faces = faces(FAMILY)
    shown = type_faces.showable(text)
    face = type_faces.fitting(shown, size, bold, width)
    for breaking in (broken, balanced):
        lines = breaking(shown, face, width)
        assert all(face.width(line) <= width for line in lines)
        assert "".join("".join(lines).split()) == "".join(shown.split())


def test_every_rare_name_is_in_the_font_in_both_weights() -> None:
    for bold in (False, True):
        metrics = faces(FAMILY).face(Size.NORMAL, bold).metrics
        assert all(metrics.inFontUcs4(ord(character)) for character in RARE_NAMES)
    assert faces(FAMILY).showable(RARE_NAMES) == RARE_NAMES


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("😀", "□"),
        ("👨‍👩‍👧", "□"),
        ("👍🏽好", "□好"),
        ("𡘙", "□"),
        ("☕️", "□"),
        ("a\tb\nc", "a b c"),
        ("王\u202e小\u200b美", "王小美"),
        ("e\u0301", "é"),
        ("\ud800", "□"),
    ],
)
def test_what_the_font_lacks_is_a_visible_box(text: str, shown: str) -> None:
    assert faces(FAMILY).showable(text) == shown


@pytest.mark.parametrize(
    ("text", "lacking"), [("王小美 A", ""), ("陳\U000249df大\U000249df😀", "\U000249df😀"), ("堃", "")]
)
def test_what_the_font_lacks_is_named_once_each(text: str, lacking: str) -> None:
    assert lacking_in_font(text) == lacking


def test_a_box_leaves_ink() -> None:
    assert ink(painted(Text("😀")))


def test_a_large_name_shrinks_before_it_wraps() -> None:
    one_line = painted(Text("Alexandria Featherstone", Size.HUGE))
    short = painted(Text("Al", Size.HUGE))
    assert one_line.height() < short.height()


def test_a_short_last_word_does_not_stand_alone() -> None:
    type_faces = faces(FAMILY)
    face = type_faces.face(Size.NORMAL, True)
    lines = balanced("可兌換免費一杯 ×1，再 10 章又一份", face, 376)
    assert lines == ["可兌換免費一杯 ×1，", "再 10 章又一份"]
    uneven = balanced("一二三四五六七八九十一二三四五六七八", face, 376)
    assert [len(line) for line in uneven] == [9, 9]


@pytest.mark.parametrize("needed", range(1, 51))
@pytest.mark.parametrize("columns", [4, 5, 10])
def test_every_card_fits_on_both_papers(needed: int, columns: int) -> None:
    for width in WIDTHS:
        image = painted(StampGrid(needed // 2, needed, "贈", columns, min(1, needed // 2)), width=width)
        assert all(MARGIN <= x < width - MARGIN for x, _ in ink(image))


def test_more_stamps_leave_more_ink() -> None:
    amounts = [len(ink(painted(StampGrid(filled, 10, "贈")))) for filled in range(11)]
    assert amounts == sorted(amounts)
    assert len(set(amounts)) == 11


def test_a_new_stamp_looks_different_from_an_old_one() -> None:
    assert painted(StampGrid(3, 10, "")) != painted(StampGrid(3, 10, "", fresh=1))


@pytest.mark.parametrize("width", [WIDTH_58_MM, 512, WIDTH_80_MM])
def test_the_ruler_reaches_both_ends_of_the_paper(width: int) -> None:
    dark = ink(painted(Ruler(), width=width))
    assert min(x for x, _ in dark) == 0
    assert max(x for x, _ in dark) == width - 1


@pytest.mark.parametrize("dots", [384, 512, 576])
def test_a_lettered_ruler_reaches_from_the_first_dot_to_its_last_whatever_the_paper(dots: int) -> None:
    image = painted(Ruler(dots, "A"))
    dark = ink(image)
    assert image.width() == max(384, dots)
    assert min(x for x, _ in dark) == 0
    assert max(x for x, _ in dark) == dots - 1
    middle = [sorted(y for x, y in dark if x == edge) for edge in (0, dots - 1)]
    assert middle[0] == middle[1]


def test_only_a_ruler_is_wider_than_the_paper() -> None:
    image = painted(Text("一" * 40), Ruler(576, "A"), Text("二" * 40))
    alone = painted(Text("一" * 40), Text("二" * 40))
    ruler = painted(Ruler(576, "A"))
    assert image.height() == alone.height() + ruler.height()
    assert len(ink(image)) == len(ink(alone)) + len(ink(ruler))


def checked_picture(width: int, height: int) -> Picture:
    """Black on the left half, white on the right one."""
    row = b"".join(b"\xff" if x < width // 16 else b"\0" for x in range(-(-width // 8)))
    return Picture(width, height, picture_bits(row * height))


def test_a_logo_is_centred_dot_for_dot() -> None:
    image = painted(checked_picture(96, 10))
    assert image.height() == 10
    assert sorted(ink(image)) == [(x, y) for x in range(144, 192) for y in range(10)]


@pytest.mark.parametrize(("width", "step"), [(384, 1), (400, 2), (768, 2), (800, 3), (1600, 5)])
def test_a_logo_wider_than_the_paper_is_drawn_smaller_by_whole_steps(width: int, step: int) -> None:
    image = painted(checked_picture(width, 60))
    dark = ink(image)
    left = (384 - width // step) // 2
    assert image.height() == 60 // step
    assert min(x for x, _ in dark) == left
    assert abs(max(x for x, _ in dark) - (left + width // 2 // step)) <= 8
    assert len({y for _, y in dark}) == 60 // step


@pytest.mark.parametrize("bits", ["", "damaged", picture_bits(b"abc")])
def test_a_logo_that_cannot_be_read_is_left_out(bits: str) -> None:
    assert painted(Picture(64, 64, bits), Text("x")) == painted(Text("x"))


def test_a_sample_shows_each_character_in_its_cells() -> None:
    image = painted(Sample(TextRoute.BIG5, "D 熟客"))
    columns = {x // 12 for x, _ in ink(image)}
    assert columns == {0, 2, 3, 4, 5}
    assert max(y for _, y in ink(image)) < 24
    assert image.height() == 30


def test_the_cut_leaves_no_mark() -> None:
    assert painted(Text("x"), Cut()) == painted(Text("x"))


def test_a_second_copy_and_practice_are_marked_above_everything() -> None:
    document = Document("receipt", "zh_tw", (Text("x"),))
    plain, copy = paint(document, 384), paint(as_second_copy(document), 384)
    practice = paint(Document("receipt", "zh_tw", (Text("x"),), practice=True), 384)
    assert plain.height() < copy.height()
    assert copy != practice


def test_an_empty_document_is_a_picture() -> None:
    assert painted().height() == 1


def test_another_thread_paints_the_same_picture() -> None:
    document = samples.slips("zh_tw")["receipt"]
    pictures: list[QImage] = []
    threads = [threading.Thread(target=lambda: pictures.append(paint(document, 384))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert pictures == [paint(document, 384)] * 3
