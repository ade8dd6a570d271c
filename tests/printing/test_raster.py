"""Rows of dots come back from their bands dot for dot, and a slip is few bytes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage

from loyalty.basket import Choices, Line
from loyalty.words import LANGUAGES, Words
from printing.document import Document, Text
from printing.layouts.receipt import receipt
from printing.paper import WIDTH_58_MM, WIDTH_80_MM
from printing.picture import paint
from printing.raster import BAND_ROWS_MAX, bands, part_commands, rows_of
from printing.render import render
from printing.route import TextRoute
from tests.printing import samples
from tests.printing.simulator.parser import parse

WIDTHS = (WIDTH_58_MM, WIDTH_80_MM)
KB_A_MM_MAX = {WIDTH_58_MM: 0.25, WIDTH_80_MM: 0.36}


def sent(image: QImage) -> bytes:
    return b"".join(bands(rows_of(image)))


def mono(width: int, rows: list[bytes]) -> QImage:
    """A picture of these rows, as far as it is wide, whole bytes."""
    image = QImage(width, len(rows), QImage.Format.Format_Mono)
    image.fill(0)
    bits, stride = image.bits(), image.bytesPerLine()
    for y, row in enumerate(rows):
        bits[y * stride : y * stride + width // 8] = row[: width // 8]
    return image


def picture_rows(image: QImage) -> list[bytes]:
    stride, width = image.bytesPerLine(), image.width() // 8
    bits = bytes(image.constBits())
    return [bits[y * stride : y * stride + width] for y in range(image.height())]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_bytes_read_back_as_the_picture_dot_for_dot(language: str, width: int) -> None:
    for name, document in samples.slips(language).items():
        image = paint(document, width)
        assert parse(sent(image), image.width()).rows == picture_rows(image), name


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_millimetre_of_paper_costs_few_bytes(language: str, width: int) -> None:
    for name, document in samples.slips(language).items():
        rendered = render(document, width)
        kilobytes_a_mm = len(rendered.data) / 1000 / (rendered.picture.height() / 8)
        assert kilobytes_a_mm <= KB_A_MM_MAX[width], name


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_list_of_items_costs_no_more(language: str, width: int) -> None:
    words = Words(language)
    lines = tuple(Line(60 + 7 * number, 1 + number % 2, str(number), "燕麥奶拿鐵") for number in range(30))
    sold = samples.outcome(words, samples.standing(4, 0, 40), lines, Choices())
    document = receipt(samples.facts(words, sold), words)
    rendered = render(document, width)
    assert len(rendered.data) / 1000 / (rendered.picture.height() / 8) <= KB_A_MM_MAX[width]


ACTS_AT_ONCE = re.compile(b"\x10[\x04\x05\x14]")
# Bytes that often spell a real-time command, beside any others.
TALKATIVE = st.one_of(st.sampled_from(b"\x00\x10\x10\x04\x05\x14"), st.integers(0, 255))


@given(st.integers(1, 12), st.lists(st.lists(TALKATIVE, min_size=12, max_size=12), min_size=1, max_size=40))
def test_no_dots_spell_a_command_that_acts_at_once(width: int, rows: list[list[int]]) -> None:
    image = mono(width * 8, [bytes(row) for row in rows])
    before = picture_rows(image)
    part_commands(image)
    data, after = sent(image), picture_rows(image)
    assert not ACTS_AT_ONCE.search(data)
    assert parse(data, width * 8).rows == after
    for was, now in zip(before, after, strict=True):
        spelt = {found.start() for found in ACTS_AT_ONCE.finditer(was)}
        assert [byte | 0x08 if at in spelt else byte for at, byte in enumerate(was)] == list(now)


def test_two_rows_that_spell_a_command_together_are_two_bands() -> None:
    image = mono(16, [b"\xff\x10", b"\x04\x10", b"\x14\xff"])
    part_commands(image)
    paper = parse(sent(image), 16)
    assert [band.height for band in paper.bands] == [1, 1, 1]
    assert paper.rows == [b"\xff\x10", b"\x04\x10", b"\x14\xff"]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("route", TextRoute)
def test_no_slip_spells_a_command_that_acts_at_once(language: str, width: int, route: TextRoute) -> None:
    for name, document in samples.slips(language).items():
        assert not ACTS_AT_ONCE.search(render(document, width, route).data), name


@given(st.lists(st.binary(min_size=6, max_size=6).map(lambda row: row.rstrip(b"\x01")), min_size=1, max_size=700))
def test_any_rows_come_back_as_they_were(rows: list[bytes]) -> None:
    image = QImage(48, len(rows), QImage.Format.Format_Mono)
    bits = image.bits()
    stride = image.bytesPerLine()
    for y, row in enumerate(rows):
        bits[y * stride : (y + 1) * stride] = row.ljust(stride, b"\0")
    paper = parse(sent(image), 48)
    assert paper.rows == picture_rows(image)


def test_no_band_is_taller_than_a_small_buffer() -> None:
    image = QImage(384, 1_000, QImage.Format.Format_Mono)
    image.fill(1)
    paper = parse(sent(image), 384)
    assert [band.height for band in paper.bands] == [BAND_ROWS_MAX] * 3 + [1_000 - 3 * BAND_ROWS_MAX]


def test_without_a_cut_the_paper_is_fed_far_enough_to_tear() -> None:
    document = Document("test", "zh_tw", (Text("x"),))
    rendered = render(document, 384)
    paper = parse(rendered.data, 384)
    assert not paper.cuts
    assert len(paper.rows) > rendered.picture.height() + 100


def test_a_picture_in_grey_is_refused() -> None:
    with pytest.raises(ValueError, match="one bit"):
        rows_of(QImage(8, 8, QImage.Format.Format_Grayscale8))
