"""The print head: it carries out commands one by one, and what is not in its power is an error, never a guess."""

from __future__ import annotations

from dataclasses import dataclass

from tests.printing.simulator import letters
from tests.printing.simulator.line import PrintError, Style, WaitingLine
from tests.printing.simulator.paper import Band, Cut, Paper, Pulse, Symbol

DEFAULT_LINE = 30  # dots: 3.75 mm at 203 dpi, what ESC 2 sets on the TM series
_LEVELS = {48: "L", 49: "M", 50: "Q", 51: "H"}
_MODEL_2 = 50
FULL_CUT = 65
_PULSE_MS = 2  # t1 and t2 of ESC p count two milliseconds, the real-time pulse a hundred
_REAL_TIME_PULSE_MS = 100


@dataclass
class Layout:
    """Where printing happens: alignment (left, centre, right), left margin, width and line height in dots."""

    area: int
    align: int = 0
    left: int = 0
    line: int = DEFAULT_LINE


class Head:
    """Prints on `paper`. `units_a_dot` says how many vertical motion units a dot has: 1 on clones, 2 on Epson's TM.

    A `lenient` one cuts off what is wider than it, as printers do, instead of refusing it.
    """

    def __init__(self, width: int, units_a_dot: int = 1, lenient: bool = False) -> None:
        self.width = width
        self.units_a_dot = units_a_dot
        self.lenient = lenient
        self.paper = Paper(width)
        self.reset()

    def reset(self) -> None:
        """The line buffer is cleared, and everything is as after power on. What is on the paper stays."""
        self.style = Style()
        self.layout = Layout(self.width)
        self.line = WaitingLine(self.width)

    @property
    def between_lines(self) -> bool:
        """Whether nothing waits in the line buffer."""
        return not self.line.items and not self.line.at

    def take_paper(self) -> Paper:
        """The paper so far; printing goes on on a new one."""
        paper, self.paper = self.paper, Paper(self.width)
        return paper

    def character(self, text: str, width: int) -> None:
        """One character of the printer's own font, `width` dots wide before it is magnified."""
        self.line.add_character(text, width, self.style)

    def image(self, mode: int, columns: int, data: bytes) -> None:
        """ESC *: a picture within the line, column by column, 8 or 24 dots high."""
        self.line.add_image(mode, columns, data)

    def move_to(self, left: int) -> None:
        """ESC $."""
        self.line.move_to(left)

    def move_by(self, dots: int) -> None:
        """ESC \\."""
        self.line.move_to(self.line.at + dots)

    def line_feed(self) -> None:
        """LF."""
        self._print_line(self.layout.line)

    def feed_lines(self, count: int) -> None:
        """ESC d."""
        self._print_line(count * self.layout.line)

    def feed_units(self, units: int) -> None:
        """ESC J."""
        self._print_line(units // self.units_a_dot)

    def _print_line(self, feed: int) -> None:
        """A line that is higher than the feed is fed by its own height."""
        rows, line = self.line.printed(len(self.paper.rows), self.layout.align, self.layout.left, self.width)
        for row in rows:
            self.row(row)
        if line is not None:
            self.paper.lines.append(line)
        white = max(0, feed - len(rows))
        if white:
            self.paper.feeds.append((len(self.paper.rows), white))
        for _ in range(white):
            self.row(0)
        self.line = WaitingLine(self.layout.area)

    def row(self, row: int) -> None:
        """One row of dots; the highest of `width` bits is the leftmost dot."""
        self.paper.rows.append(row.to_bytes(self.width // 8, "big"))

    def raster(self, mode: int, width: int, height: int, data: bytes) -> None:
        """GS v 0: rows of dots from the top, placed by ESC a like a line of text."""
        wide, high = 1 + (mode & 1), 1 + (mode >> 1 & 1)
        dots = width * 8 * wide
        kept = min(dots, self.layout.area) if self.lenient else dots
        left = self.placed(kept, "a raster band")
        self.paper.bands.append(Band(len(self.paper.rows), left, kept, height * high))
        shift = self.width - left - kept
        for start in range(0, width * height, width):
            row = int.from_bytes(data[start : start + width], "big")
            for magnified in letters.magnified((row,), width * 8, wide, high):
                self.row(magnified >> (dots - kept) << shift)

    def placed(self, width: int, what: str) -> int:
        """The left edge of something by ESC a. Raises PrintError when it is wider than the printing area."""
        spare = self.layout.area - width
        if spare < 0:
            raise PrintError(f"{what} of {width} dots is wider than the {self.layout.area} that can be printed on")
        return self.layout.left + (0, spare // 2, spare)[self.layout.align]

    def default_line(self) -> None:
        """ESC 2."""
        self.layout.line = DEFAULT_LINE

    def set_line(self, units: int) -> None:
        """ESC 3."""
        self.layout.line = units // self.units_a_dot

    def set_align(self, n: int) -> None:
        """ESC a."""
        self.layout.align = n % 48

    def set_left_margin(self, dots: int) -> None:
        """GS L. A margin that leaves no room is an error here; printers squeeze it."""
        if dots >= self.width:
            raise PrintError(f"a left margin of {dots} dots on paper of {self.width}")
        self.layout.left = dots
        self.set_area(min(self.layout.area, self.width - dots))

    def set_area(self, dots: int) -> None:
        """GS W."""
        if self.layout.left + dots > self.width:
            raise PrintError(f"an area of {dots} dots right of {self.layout.left} on paper of {self.width}")
        self.layout.area = dots
        self.line = WaitingLine(dots)


class Modes:
    """How characters are printed from now on."""

    def __init__(self, head: Head) -> None:
        self._head = head
        self.two_byte = False

    def two_byte_on(self) -> None:
        """FS &: two bytes from 0x81 on are one character."""
        self.two_byte = True

    def two_byte_off(self) -> None:
        """FS ."""
        self.two_byte = False

    def set_spacing(self, n: int) -> None:
        """ESC SP."""
        self._head.style.spacing = n

    def set_wide_spacing(self, left: int, right: int) -> None:
        """FS S."""
        self._head.style.wide_spacing = (left, right)

    def set_mode(self, n: int) -> None:
        """ESC !: of its bits only emphasis may be set here; it also ends every magnification."""
        self._head.style.bold = bool(n & 8)
        self._head.style.wide = self._head.style.high = 1

    def set_wide_mode(self, n: int) -> None:
        """FS !: bit 2 doubles the width, bit 3 the height."""
        self._head.style.wide, self._head.style.high = 1 + (n >> 2 & 1), 1 + (n >> 3 & 1)

    def set_size(self, n: int) -> None:
        """GS !: one less than the width in the high half, one less than the height in the low one."""
        self._head.style.wide, self._head.style.high = (n >> 4) + 1, (n & 7) + 1

    def set_bold(self, n: int) -> None:
        """ESC E."""
        self._head.style.bold = bool(n)

    def set_underline(self, n: int) -> None:
        """ESC -: it changes no cell and is not drawn."""
        self._head.style.underline = n % 48

    def set_reverse(self, n: int) -> None:
        """GS B: white on black."""
        self._head.style.reverse = bool(n)

    def set_country(self, n: int) -> None:
        """ESC R: 0 is the American set, which is ASCII."""
        self._head.style.country = n

    def set_font(self, _n: int) -> None:
        """ESC M: font A, 12 x 24, the only one whose cells are the same everywhere."""


class QrWriter:
    """Settings of a QR code and its storage."""

    def __init__(self, head: Head) -> None:
        self._head = head
        self._module, self._level, self._model = 3, "L", _MODEL_2
        self._data: bytes | None = None

    def set_model(self, model: int, _: int) -> None:
        """Function 165."""
        self._model = model

    def set_module(self, dots: int) -> None:
        """Function 167."""
        self._module = dots

    def set_level(self, level: int) -> None:
        """Function 169."""
        self._level = _LEVELS[level]

    def store(self, _m: int, data: bytes) -> None:
        """Function 180."""
        self._data = data

    def print_stored(self, _m: int) -> None:
        """Function 181: drawn at the beginning of a line and fed by its height. No quiet zone is added."""
        if self._data is None:
            raise PrintError("a QR code is printed before one was stored")
        if self._model != _MODEL_2:
            raise PrintError("only model 2 is drawn by every printer and read by every phone")
        side, rows = letters.qr_rows(self._data, self._level, self._module)
        left = self._head.placed(side, "a QR code")
        paper = self._head.paper
        paper.symbols.append(Symbol(len(paper.rows), left, side, self._module, self._level, self._data))
        for row in rows:
            self._head.row(row << (self._head.width - left - side))


class Works:
    """The whole printer behind the interface: head, modes, QR codes, knife, drawer, and questions in the stream."""

    def __init__(self, width: int, units_a_dot: int = 1, lenient: bool = False) -> None:
        self.head = Head(width, units_a_dot, lenient)
        self.asked_in_stream: list[int] = []
        self.initialise()

    def initialise(self) -> None:
        """ESC @."""
        self.head.reset()
        self.head.paper.begins.append(len(self.head.paper.rows))
        self.modes = Modes(self.head)
        self.qr = QrWriter(self.head)

    def cut(self, m: int) -> None:
        """GS V 0 (full) and 1 (partial): cut where the paper stands."""
        self.head.paper.cuts.append(Cut(len(self.head.paper.rows), m % 48 == 0, fed=False))

    def feed_and_cut(self, m: int, n: int) -> None:
        """GS V 65 and 66: feed the last row and n units to the knife and cut. The way to the knife is not counted."""
        if n:
            self.head.feed_units(n)
        self.head.paper.cuts.append(Cut(len(self.head.paper.rows), m == FULL_CUT, fed=True))

    def pulse(self, m: int, on: int, off: int) -> None:
        """ESC p."""
        self.head.paper.pulses.append(Pulse(5 if m % 48 else 2, on * _PULSE_MS, off * _PULSE_MS))

    def pulse_at_once(self, m: int, t: int) -> None:
        """DLE DC4: on and off for the same time."""
        self.head.paper.pulses.append(Pulse(5 if m else 2, t * _REAL_TIME_PULSE_MS, t * _REAL_TIME_PULSE_MS))

    def asked(self, n: int) -> None:
        """GS r: whoever has the line sends the answer."""
        self.asked_in_stream.append(n % 48)

    def asked_at_once(self, _n: int) -> None:
        """DLE EOT is answered while it arrives, before the stream is printed: here nothing is left to do."""
