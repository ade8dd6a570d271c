"""The bytes of text and codes that a printer makes itself, as the reference has them."""

from __future__ import annotations

import pytest

from printing.document import Align, Block, Cut, Document, Qr, Row, Sample, Size, Text
from printing.render import render
from printing.route import TextRoute

START = b"\x1b@"
CHINESE = b"\x1c&\x1cS\x00\x00\x1b \x00\x1bR\x00"
HIGH_24, HIGH_48 = b"\x1b3\x18", b"\x1b3\x30"
LEADING = b"\x1dv0\x00\x01\x00\x06\x00" + bytes(6)
BACK = b"\x1c.\x1b2"
CUT, FEED = b"\x1dVB\x00", b"\x1bd\x04"


def sent(*blocks: Block, route: TextRoute = TextRoute.BIG5, width: int = 384) -> bytes:
    return render(Document("test", "zh_tw", blocks), width, route).data


@pytest.mark.parametrize(("route", "codec"), [(TextRoute.BIG5, "big5"), (TextRoute.GB18030, "gb18030")])
def test_a_line_is_text_in_the_printers_encoding(route: TextRoute, codec: str) -> None:
    text = "熟客 Regulars".encode(codec)
    assert sent(Text("熟客 Regulars"), Cut(), route=route) == (
        START + CHINESE + HIGH_24 + text + b"\n" + LEADING + BACK + CUT
    )


def test_settings_are_sent_when_they_change_and_undone_at_the_end() -> None:
    data = sent(Text("a", bold=True), Text("b", bold=True), Text("c", Size.LARGE), Text("d", Size.HUGE))
    assert data == b"".join(
        (
            *(START, CHINESE),
            *(HIGH_24, b"\x1bE\x01", b"a\n", LEADING),
            *(b"b\n", LEADING),
            *(HIGH_48, b"\x1d!\x01", b"\x1bE\x00", b"c\n", LEADING),
            *(b"\x1d!\x11", b"d\n", LEADING),
            *(b"\x1d!\x00", BACK, FEED),
        )
    )


def test_spaces_of_normal_size_stand_before_a_centred_line_and_between_a_name_and_its_amount() -> None:
    assert sent(Text("ab", Size.HUGE, align=Align.CENTRE), Cut()) == b"".join(
        (START, CHINESE, HIGH_48, b" " * 14, b"\x1d!\x11", b"ab\n", LEADING, b"\x1d!\x00", BACK, CUT)
    )
    assert b"To pay" + b" " * 19 + b"NT$ 240\n" in sent(Row("To pay", "NT$ 240"))
    assert b"To pay" + b" " * 35 + b"NT$ 240\n" in sent(Row("To pay", "NT$ 240"), width=576)


def test_a_code_is_stored_and_printed_between_its_quiet_zones() -> None:
    quiet = b"\x1dv0\x00\x01\x00\x18\x00" + bytes(24)
    code = (
        b"\x1ba\x01"
        b"\x1d(k\x04\x001A2\x00"  # model 2
        b"\x1d(k\x03\x001C\x06"  # 6 dots a module
        b"\x1d(k\x03\x001E1"  # error correction M
        b"\x1d(k\x0b\x001P0A-000123"
        b"\x1d(k\x03\x001Q0"
        b"\x1ba\x00"
    )
    assert sent(Qr("A-000123", 6), Cut()) == START + quiet + code + quiet + CUT


def test_a_line_with_a_character_that_the_printer_may_lack_is_dots_and_never_a_question_mark() -> None:
    data = sent(Text("王喆"), Cut())
    assert data.startswith(START + b"\x1dv0\x00")
    assert CHINESE not in data
    assert sent(Text("王喆"), Cut(), route=TextRoute.GB18030) == (
        START + CHINESE + HIGH_24 + "王喆".encode("gb18030") + b"\n" + LEADING + BACK + CUT
    )


def test_an_empty_line_is_fed_in_dots_for_a_line_feed_alone_is_no_certain_way() -> None:
    assert sent(Text(""), Cut()) == START + b"\x1dv0\x00\x01\x00\x1e\x00" + bytes(30) + CUT


def test_a_sample_is_text_in_its_own_encoding_even_where_all_else_is_dots() -> None:
    line = CHINESE + HIGH_24 + b"D " + "熟".encode("big5") + b" \n" + LEADING + BACK
    assert sent(Sample(TextRoute.BIG5, "D 熟"), Cut(), route=TextRoute.PICTURE) == START + line + CUT
    other = "熟".encode("big5") + b" \n"
    assert other in sent(Text("客"), Sample(TextRoute.BIG5, "熟"), route=TextRoute.GB18030)


def test_a_job_without_text_of_its_own_is_the_picture_alone() -> None:
    assert CHINESE not in sent(Text("熟客"), Cut(), route=TextRoute.PICTURE)
