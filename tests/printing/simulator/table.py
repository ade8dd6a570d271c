"""Every command that the simulated printer knows: its bytes, parameters, their ranges, and where it is described.

`where` is the section and the entry of Epson's "ESC/POS Command Reference" for the TM printers. Commands whose effect
depends on a switch, a model or what is kept in the printer (CR, HT, NV graphics, macros) are left out on purpose: a
slip that has to look the same everywhere cannot use them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

LF, DLE, ESC, FS, GS = b"\x0a", b"\x10", b"\x1b", b"\x1c", b"\x1d"
QR_CODE = b"\x1d(k"

# No printer's manual names a smaller limit than its own 2,303 rows, but small buffers print gaps above this.
BAND_ROWS_MAX = 256
QR_BYTES_MAX = 7_089  # pL pH count three bytes more: 7,092

Allowed = tuple[tuple[int, int], ...]
BYTE: Allowed = ((0, 255),)
# The digit and its character: n = 0 and n = 48 mean the same.
ON_OFF: Allowed = ((0, 1), (48, 49))


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number of `size` bytes, low byte first, within one of the ranges (both ends included)."""

    name: str
    allowed: Allowed = BYTE
    size: int = 1

    def takes(self, value: int) -> bool:
        """Whether the reference allows the value."""
        return any(low <= value <= high for low, high in self.allowed)


@dataclass(frozen=True, slots=True)
class Command:
    """`effect` is the method of `head.Works` that is called with the parameters, and with the data when there are any.

    `function` is what follows the length of a command that announces its own (cn fn of GS ( k); `data` counts the
    bytes of data from the parameters. `starts_line`: only taken while nothing waits in the line buffer.
    """

    code: bytes
    name: str
    parameters: tuple[Parameter, ...]
    effect: str
    where: str
    function: bytes = b""
    data: Callable[..., int] | None = None
    starts_line: bool = False
    real_time: bool = False


def _n(name: str, *allowed: tuple[int, int]) -> Parameter:
    return Parameter(name, allowed or BYTE)


def _word(name: str, low: int, high: int) -> Parameter:
    return Parameter(name, ((low, high),), 2)


def _image_bytes(mode: int, columns: int) -> int:
    return columns * (1 if mode < 32 else 3)


def _raster_bytes(_mode: int, width: int, height: int) -> int:
    return width * height


_SIZES: Allowed = tuple((wide * 16, wide * 16 + 7) for wide in range(8))

COMMANDS: tuple[Command, ...] = (
    Command(LF, "LF", (), "head.line_feed", "Print commands, LF"),
    Command(
        DLE + b"\x04",
        "DLE EOT n",
        (_n("n", (1, 4)),),
        "asked_at_once",
        "Status commands, DLE EOT n",
        real_time=True,
    ),
    Command(
        DLE + b"\x14\x01",
        "DLE DC4 1 m t",
        (_n("m", (0, 1)), _n("t", (1, 8))),
        "pulse_at_once",
        "Miscellaneous commands, DLE DC4 fn m t (fn = 1)",
        real_time=True,
    ),
    Command(ESC + b" ", "ESC SP n", (_n("n"),), "modes.set_spacing", "Character commands, ESC SP n"),
    Command(ESC + b"!", "ESC ! n", (_n("n", (0, 0), (8, 8)),), "modes.set_mode", "Character commands, ESC ! n"),
    Command(
        ESC + b"$", "ESC $ nL nH", (_word("n", 0, 65_535),), "head.move_to", "Print position commands, ESC $ nL nH"
    ),
    Command(
        ESC + b"*",
        "ESC * m nL nH d1...dk",
        (_n("m", (0, 1), (32, 33)), _word("n", 1, 2_047)),
        "head.image",
        "Bit image commands, ESC * m nL nH d1...dk",
        data=_image_bytes,
    ),
    Command(ESC + b"-", "ESC - n", (_n("n", (0, 2), (48, 50)),), "modes.set_underline", "Character commands, ESC - n"),
    Command(ESC + b"2", "ESC 2", (), "head.default_line", "Line spacing commands, ESC 2"),
    Command(ESC + b"3", "ESC 3 n", (_n("n"),), "head.set_line", "Line spacing commands, ESC 3 n"),
    Command(ESC + b"@", "ESC @", (), "initialise", "Miscellaneous commands, ESC @"),
    Command(ESC + b"E", "ESC E n", (_n("n", (0, 1)),), "modes.set_bold", "Character commands, ESC E n"),
    Command(ESC + b"J", "ESC J n", (_n("n"),), "head.feed_units", "Print commands, ESC J n"),
    Command(ESC + b"M", "ESC M n", (_n("n", (0, 0), (48, 48)),), "modes.set_font", "Character commands, ESC M n"),
    Command(
        ESC + b"\\", "ESC \\ nL nH", (_word("n", 0, 32_767),), "head.move_by", "Print position commands, ESC \\ nL nH"
    ),
    Command(ESC + b"R", "ESC R n", (_n("n", (0, 17)),), "modes.set_country", "Character commands, ESC R n"),
    Command(
        ESC + b"a",
        "ESC a n",
        (_n("n", (0, 2), (48, 50)),),
        "head.set_align",
        "Print position commands, ESC a n",
        starts_line=True,
    ),
    Command(ESC + b"d", "ESC d n", (_n("n"),), "head.feed_lines", "Print commands, ESC d n"),
    Command(
        ESC + b"p",
        "ESC p m t1 t2",
        (_n("m", *ON_OFF), _n("t1", (1, 255)), _n("t2", (1, 255))),
        "pulse",
        "Miscellaneous commands, ESC p m t1 t2",
    ),
    Command(FS + b"!", "FS ! n", (_n("n", (0, 0), (4, 4), (8, 8), (12, 12)),), "modes.set_wide_mode", "Kanji, FS ! n"),
    Command(FS + b"&", "FS &", (), "modes.two_byte_on", "Kanji commands, FS &"),
    Command(FS + b".", "FS .", (), "modes.two_byte_off", "Kanji commands, FS ."),
    Command(FS + b"S", "FS S n1 n2", (_n("n1"), _n("n2")), "modes.set_wide_spacing", "Kanji commands, FS S n1 n2"),
    Command(GS + b"!", "GS ! n", (_n("n", *_SIZES),), "modes.set_size", "Character commands, GS ! n"),
    Command(GS + b"B", "GS B n", (_n("n", (0, 1)),), "modes.set_reverse", "Character commands, GS B n"),
    Command(
        GS + b"L",
        "GS L nL nH",
        (_word("n", 0, 65_535),),
        "head.set_left_margin",
        "Print position commands, GS L nL nH",
        starts_line=True,
    ),
    Command(
        GS + b"W",
        "GS W nL nH",
        (_word("n", 1, 65_535),),
        "head.set_area",
        "Print position commands, GS W nL nH",
        starts_line=True,
    ),
    Command(
        GS + b"V",
        "GS V m",
        (_n("m", (0, 1), (48, 49)),),
        "cut",
        "Mechanism control commands, GS V m",
        starts_line=True,
    ),
    Command(
        GS + b"V",
        "GS V m n",
        (_n("m", (65, 66)), _n("n")),
        "feed_and_cut",
        "Mechanism control commands, GS V m n (function B)",
        starts_line=True,
    ),
    Command(GS + b"r", "GS r n", (_n("n", (1, 2), (49, 50)),), "asked", "Status commands, GS r n"),
    Command(
        GS + b"v0",
        "GS v 0 m xL xH yL yH d1...dk",
        (_n("m", (0, 3), (48, 51)), _word("x", 1, 65_535), _word("y", 1, BAND_ROWS_MAX)),
        "head.raster",
        "Bit image commands, GS v 0 m xL xH yL yH d1...dk",
        data=_raster_bytes,
        starts_line=True,
    ),
    Command(
        QR_CODE,
        "GS ( k pL pH cn fn n1 n2 <function 165>",
        (_n("n1", (49, 50)), _n("n2", (0, 0))),
        "qr.set_model",
        "Two-dimensional code commands, GS ( k <function 165>",
        function=b"1A",
    ),
    Command(
        QR_CODE,
        "GS ( k pL pH cn fn n <function 167>",
        (_n("n", (1, 16)),),
        "qr.set_module",
        "Two-dimensional code commands, GS ( k <function 167>",
        function=b"1C",
    ),
    Command(
        QR_CODE,
        "GS ( k pL pH cn fn n <function 169>",
        (_n("n", (48, 51)),),
        "qr.set_level",
        "Two-dimensional code commands, GS ( k <function 169>",
        function=b"1E",
    ),
    Command(
        QR_CODE,
        "GS ( k pL pH cn fn m d1...dk <function 180>",
        (_n("m", (48, 48)),),
        "qr.store",
        "Two-dimensional code commands, GS ( k <function 180>",
        function=b"1P",
        data=lambda _m: -1,
    ),
    Command(
        QR_CODE,
        "GS ( k pL pH cn fn m <function 181>",
        (_n("m", (48, 48)),),
        "qr.print_stored",
        "Two-dimensional code commands, GS ( k <function 181>",
        function=b"1Q",
        starts_line=True,
    ),
)
