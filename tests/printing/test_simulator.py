"""The simulated printer itself: each command of its table does what the reference says, and broken streams fail."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.printing.simulator.head import Works
from tests.printing.simulator.paper import Cut, Paper, Pulse
from tests.printing.simulator.parser import NO_CHARACTER, Parser, StreamError, parse
from tests.printing.simulator.scanner import codes
from tests.printing.simulator.table import COMMANDS, Command

START = b"\x1b@"
CHINESE = b"\x1c&\x1cS\x00\x00"
COUNTRY = b"\x1bR\x00"
BAND = b"\x1dv0\x00\x01\x00\x02\x00\x81\xff"
CODE = b"\x1d(k\x06\x001P0RG1"
DRAWN = b"\x1d(k\x03\x001Q0"
CUT = b"\x1dVB\x00"
DI = "熟".encode("big5")


def lefts(paper: Paper) -> list[int]:
    """The left edge of each character of the first line."""
    return [cell.left for cell in paper.lines[0].cells]


def fed(paper: Paper) -> list[int]:
    """The white that was fed after each line or instead of it."""
    return [dots for _, dots in paper.feeds]


# For each command a stream that uses it on paper of 384 dots, and what has come of it.
POSITIVE: dict[str, tuple[bytes, Callable[[Paper], object], object]] = {
    "LF": (b"a\nb\n", lambda paper: [line.top for line in paper.lines], [0, 30]),
    "DLE EOT n": (b"\x10\x04\x01a\n", lambda paper: paper.text, "a"),
    "DLE DC4 1 m t": (b"\x10\x14\x01\x01\x02", lambda paper: paper.pulses, [Pulse(5, 200, 200)]),
    "ESC SP n": (b"\x1b \x04ab\n", lefts, [0, 16]),
    "ESC ! n": (
        b"\x1d!\x11\x1b!\x08a\n",
        lambda paper: (paper.lines[0].cells[0].bold, paper.lines[0].height),
        (True, 24),
    ),
    "ESC $ nL nH": (b"a\x1b$\x2c\x01b\n", lefts, [0, 300]),
    "ESC * m nL nH d1...dk": (
        b"a\x1b*\x21\x02\x00\x80\x00\x01\xff\xff\xffb\n",
        lambda paper: (paper.lines[0].pictures, lefts(paper), paper.rows[0][1] >> 2 & 3, paper.rows[23][1] >> 2 & 3),
        (((12, 2),), [0, 14], 3, 3),
    ),
    "ESC - n": (b"\x1b-\x01a\n", lambda paper: paper.text, "a"),
    "ESC 2": (b"\x1b3\x40\x1b2a\n", lambda paper: len(paper.rows), 30),
    "ESC 3 n": (b"\x1b3\x40a\n\n", lambda paper: (len(paper.rows), fed(paper)), (128, [40, 64])),
    "ESC @": (b"\x1d!\x11lost\x1b@a\n", lambda paper: (paper.text, paper.lines[0].height), ("a", 24)),
    "ESC E n": (b"\x1bE\x01a\x1bE\x00b\n", lambda paper: [cell.bold for cell in paper.lines[0].cells], [True, False]),
    "ESC J n": (b"\x1bJ\x64", fed, [100]),
    "ESC M n": (b"\x1bM\x00a\n", lefts, [0]),
    "ESC R n": (b"\x1bR\x00$\n", lambda paper: paper.text, "$"),
    "ESC \\ nL nH": (b"a\x1b\\\x0a\x00b\n", lefts, [0, 22]),
    "ESC a n": (
        b"\x1ba\x01ab\n\x1ba2c\n",
        lambda paper: (lefts(paper), paper.lines[1].cells[0].left),
        ([180, 192], 372),
    ),
    "ESC d n": (b"a\x1bd\x03", lambda paper: len(paper.rows), 90),
    "ESC p m t1 t2": (b"\x1bp\x00\x19\xfa", lambda paper: paper.pulses, [Pulse(2, 50, 500)]),
    "FS ! n": (
        CHINESE + b"\x1c!\x0c" + DI + b"\n",
        lambda paper: (paper.lines[0].height, paper.lines[0].cells[0].width),
        (48, 48),
    ),
    "FS &": (CHINESE + DI + b"a\n", lambda paper: (paper.text, lefts(paper)), ("熟a", [0, 24])),
    "FS .": (CHINESE + DI + b"\n\x1c.a\n", lambda paper: paper.text, "熟\na"),
    "FS S n1 n2": (b"\x1c&\x1cS\x02\x03" + DI + b"a\n", lefts, [2, 29]),
    "GS ! n": (b"\x1d!\x12ab\n", lambda paper: (lefts(paper), paper.lines[0].height), ([0, 24], 72)),
    "GS B n": (b"\x1dB\x01 \n", lambda paper: (paper.rows[0][:2], paper.rows[23][:2]), (b"\xff\xf0", b"\xff\xf0")),
    "GS L nL nH": (b"\x1dL\x18\x00a\n", lefts, [24]),
    "GS W nL nH": (b"\x1dW\x18\x00\x1ba\x02a\n", lefts, [12]),
    "GS V m": (b"a\n\x1dV\x01", lambda paper: paper.cuts, [Cut(30, False, False)]),
    "GS V m n": (b"a\n\x1dVA\x10", lambda paper: (paper.cuts, fed(paper)), ([Cut(46, True, True)], [6, 16])),
    "GS r n": (b"\x1dr\x01", lambda paper: len(paper.rows), 0),
    "GS v 0 m xL xH yL yH d1...dk": (
        b"\x1dv0\x03" + BAND[4:],
        lambda paper: [row[:2] for row in paper.rows],
        [b"\xc0\x03", b"\xc0\x03", b"\xff\xff", b"\xff\xff"],
    ),
    "GS ( k pL pH cn fn n1 n2 <function 165>": (
        b"\x1d(k\x04\x001A2\x00" + CODE + DRAWN,
        lambda paper: len(paper.symbols),
        1,
    ),
    "GS ( k pL pH cn fn n <function 167>": (
        b"\x1d(k\x03\x001C\x06" + CODE + DRAWN,
        lambda paper: (paper.symbols[0].dots_per_module, paper.symbols[0].side),
        (6, 126),
    ),
    "GS ( k pL pH cn fn n <function 169>": (
        b"\x1d(k\x03\x001E3" + CODE + DRAWN,
        lambda paper: paper.symbols[0].level,
        "H",
    ),
    "GS ( k pL pH cn fn m d1...dk <function 180>": (CODE + DRAWN, lambda paper: paper.symbols[0].data, b"RG1"),
    "GS ( k pL pH cn fn m <function 181>": (
        b"\x1ba\x01" + CODE + DRAWN,
        lambda paper: (paper.symbols[0].left, len(paper.rows)),
        (160, 63),
    ),
}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_each_command_of_the_table_does_what_it_says(command: Command) -> None:
    stream, seen, expected = POSITIVE[command.name]
    assert command.code in stream
    assert seen(parse(START + stream, 384, "big5")) == expected


def test_every_command_names_its_place_in_the_reference() -> None:
    assert all(command.where and command.name.split(" <")[0].split(" ")[0] in command.where for command in COMMANDS)


WHOLE = START + CHINESE + COUNTRY + DI + b"$\n" + BAND + CODE + DRAWN + CUT
LONG = b"w" * 33
FOREIGN = "é".encode("cp1252")

# Each of these would come out wrong on some printer, or stop it; and what the simulated one says of it.
BROKEN: dict[str, tuple[bytes, str]] = {
    "an unknown ESC command": (b"\x1bz\x01", "no command begins with 1b 7a"),
    "an unknown GS command": (b"\x1d\x99", "no command begins with 1d 99"),
    "an unknown FS command": (b"\x1cZ", "no command begins with 1c 5a"),
    "an unknown function of GS ( k": (b"\x1d(k\x03\x001Z\x01", "no function 31 5a"),
    "a lone NUL": (b"a\x00b\n", "control character 00"),
    "a tab": (b"a\tb\n", "control character 09"),
    "a carriage return": (b"a\r\n", "control character 0d"),
    "a bell": (b"\x07", "control character 07"),
    "DEL": (b"a\x7f\n", "control character 7f"),
    "dots that ask for a status": (b"\x1dv0\x00\x03\x00\x01\x00\x10\x04\x01", "acts at once"),
    "dots that ask for recovery": (b"\x1dv0\x00\x02\x00\x01\x00\x10\x05", "acts at once"),
    "dots that open the drawer": (b"\x1dv0\x00\x05\x00\x01\x00\x10\x14\x01\x00\x01", "acts at once"),
    "dots of two rows that ask for a status": (b"\x1dv0\x00\x01\x00\x02\x00\x10\x04", "acts at once"),
    "an alignment out of range": (b"\x1ba\x03", "n = 3 is out of range"),
    "an alignment within a line": (b"a\x1ba\x01b\n", "within a line"),
    "a size with a forbidden bit": (b"\x1d!\x08a\n", "n = 8 is out of range"),
    "a raster mode out of range": (b"\x1dv0\x04" + BAND[4:], "m = 4 is out of range"),
    "a raster band without a width": (b"\x1dv0\x00\x00\x00\x02\x00", "x = 0 is out of range"),
    "a raster band without rows": (b"\x1dv0\x00\x01\x00\x00\x00", "y = 0 is out of range"),
    "a raster band wider than the head": (b"\x1dv0\x00\x31\x00\x01\x00" + b"\xff" * 49, "wider than the 384"),
    "a raster band taller than a small buffer": (
        b"\x1dv0\x00\x01\x00\x01\x01" + b"\xff" * 257,
        "y = 257 is out of range",
    ),
    "a raster band beside text": (b"a" + BAND + b"\n", "within a line"),
    "a raster band cut short": (BAND[:-1], "ends within 1d 76"),
    "a command cut short": (b"a\n\x1dV", "ends within 1d 56"),
    "a line that nothing prints": (b"abc", "a line that nothing prints"),
    "text beyond the right edge": (LONG + b"\n", "ends at dot 396 of 384"),
    "magnified text beyond the right edge": (b"\x1d!\x10" + b"w" * 17 + b"\n", "ends at dot 408 of 384"),
    "Chinese beyond the right edge by half a character": (CHINESE + b"w" * 31 + DI + b"\n", "ends at dot 396 of 384"),
    "a bit image beyond the right edge": (
        b"w" * 31 + b"\x1b*\x21\x0d\x00" + b"\xff" * 39 + b"\n",
        "a bit image of 13 dots",
    ),
    "a bit image mode out of range": (b"\x1b*\x02\x01\x00\xff\n", "m = 2 is out of range"),
    "a bit image cut short": (b"\x1b*\x21\x02\x00\xff\xff\xff\n", "ends within 1b 2a"),
    "Chinese before FS &": (DI + b"\n", "outside two-byte mode"),
    "Chinese after ESC @ took FS & back": (CHINESE + b"\x1b@" + DI + b"\n", "outside two-byte mode"),
    "Chinese whose spacing was left to the printer": (b"\x1c&" + DI + b"\n", "FS S was not sent"),
    "half a Chinese character": (CHINESE + DI[:1] + b"\n", "bc 0a is outside"),
    "a code that Big5 does not have": (CHINESE + b"\xc7\x40\n", "c7 40 is outside"),
    "an extension of code page 950": (CHINESE + "碁".encode("cp950") + b"\n", "f9 d6 is outside"),
    "GB 18030 sent to a Big5 printer": (CHINESE + "咖".encode("gb18030")[:1] + b"\x30\n", "bf 30 is outside"),
    "Latin letters of a code page": (FOREIGN + b"\n", "outside two-byte mode"),
    "a dollar on a printer of unknown country": (b"$ 5\n", "ESC R 0 was not sent"),
    "a QR code printed before it is stored": (DRAWN, "before one was stored"),
    "a QR code printed after ESC @ cleared it": (CODE + b"\x1b@" + DRAWN, "before one was stored"),
    "a QR code whose length is wrong": (b"\x1d(k\x04\x001Q0\x00", "announces 4 bytes"),
    "a QR code whose data are cut short": (CODE[:-1], "ends within 1d 28"),
    "a QR code beside text": (CODE + b"a" + DRAWN + b"\n", "within a line"),
    "a QR module of no dots": (b"\x1d(k\x03\x001C\x00", "n = 0 is out of range"),
    "a QR code wider than the paper": (
        b"\x1d(k\x03\x001C\x10" + CODE[:3] + b"\x67\x001P0" + b"x" * 100 + DRAWN,
        "a QR code of 592 dots",
    ),
    "a QR code of model 1": (b"\x1d(k\x04\x001A1\x00" + CODE + DRAWN, "only model 2"),
    "a position beyond the right edge": (b"\x1b$\x81\x01a\n", "dot 385"),
    "a position that prints over": (b"abc\x1b$\x00\x00d\n", "dot 0 from 36"),
    "a cut within a line": (b"a\x1dVB\x00", "within a line"),
    "a cut of an unknown kind": (b"\x1dV\x05", "m = 5 is out of range"),
    "a drawer pulse of no time": (b"\x1bp\x00\x00\xfa", "t1 = 0 is out of range"),
    "a question that printers do not know": (b"\x1dr\x07", "n = 7 is out of range"),
    "a real-time question out of range": (b"\x10\x04\x00", "n = 0 is out of range"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_stream_fails(name: str) -> None:
    stream, reason = BROKEN[name]
    with pytest.raises(StreamError, match=reason):
        parse(START + stream, 384, "big5")


def test_no_byte_of_a_stream_can_be_left_out_unnoticed() -> None:
    whole = parse(WHOLE, 384, "big5")
    assert [at for at in range(len(WHOLE)) if _reads_as(WHOLE[:at] + WHOLE[at + 1 :], whole)] == []


def _reads_as(stream: bytes, whole: Paper) -> bool:
    try:
        return parse(stream, 384, "big5") == whole
    except StreamError:
        return False


@pytest.mark.parametrize(("width", "cells"), [(384, 32), (512, 42), (576, 48)])
def test_the_paper_takes_as_many_characters_as_its_width_has_cells(width: int, cells: int) -> None:
    assert parse(START + b"w" * cells + b"\n", width).ink_right <= width
    with pytest.raises(StreamError, match="right edge"):
        parse(START + b"w" * (cells + 1) + b"\n", width)


def test_a_printer_without_a_chinese_font_takes_no_chinese() -> None:
    with pytest.raises(StreamError, match="no Chinese font"):
        parse(START + CHINESE + DI + b"\n", 384)


@pytest.mark.parametrize("text", ["熟客", "咖啡店", "堃喆"])
def test_gb18030_takes_two_bytes_and_four(text: str) -> None:
    rare = text + "\N{CJK UNIFIED IDEOGRAPH-3400}"
    assert parse(START + CHINESE + rare.encode("gb18030") + b"\n", 384, "gb18030").text == rare


def test_half_dots_feed_half_as_far_but_never_less_than_the_letters() -> None:
    tall, low = b"\x1b3\x40a\n", b"\x1b3\x18a\n"
    assert len(parse(START + tall, 384, units_a_dot=2).rows) == 32
    assert len(parse(START + low, 384, units_a_dot=2).rows) == len(parse(START + low, 384).rows) == 24


def test_a_lenient_printer_cuts_off_what_is_too_wide_and_prints_a_box_for_what_it_lacks() -> None:
    wide = b"\x1dv0\x00\x31\x00\x01\x00" + b"\xff" * 49
    paper = parse(START + wide + CHINESE + b"\xc7\x40\n", 384, "big5", lenient=True)
    assert paper.rows[0] == b"\xff" * 48
    assert paper.text == NO_CHARACTER


def test_a_stored_code_reads_from_the_drawn_paper() -> None:
    quiet = b"\x1bJ\x20"
    paper = parse(START + quiet + b"\x1ba\x01\x1d(k\x03\x001C\x04" + CODE + DRAWN + quiet, 384)
    assert codes(paper) == ["RG1"]


def test_an_error_tells_the_byte_where_it_begins() -> None:
    with pytest.raises(StreamError) as raised:
        parse(START + b"ab\n\x1bz", 384)
    assert raised.value.at == 5


def test_a_stream_may_come_in_any_pieces() -> None:
    parser = Parser(Works(384), "big5")
    for byte in WHOLE:
        parser.take(bytes((byte,)))
        while parser.step():
            pass
    parser.finish()
    assert parser.works.head.paper == parse(WHOLE, 384, "big5")
