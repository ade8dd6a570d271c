"""Reads a stream command by command, by the table, and carries each out; the first byte that does not fit ends it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import attrgetter

from tests.printing.simulator import encodings, letters
from tests.printing.simulator.encodings import UnknownCharacterError
from tests.printing.simulator.head import Works
from tests.printing.simulator.line import PrintError
from tests.printing.simulator.paper import Paper
from tests.printing.simulator.table import COMMANDS, Command

_INTRODUCERS = frozenset(command.code[0] for command in COMMANDS)
_CODES = frozenset(command.code for command in COMMANDS)
_LONGEST = max(map(len, _CODES))

# DLE EOT, DLE ENQ and DLE DC4 act when they arrive, whatever they are part of: the notes at each of them and at GS ( D
# in the reference say so of the data of pictures.
_ACTS_AT_ONCE = re.compile(b"\x10[\x04\x05\x14]")

RASTER, RASTER_HEAD = b"\x1dv0", 8  # GS v 0 m xL xH yL yH
NO_CHARACTER = "\N{REPLACEMENT CHARACTER}"


class StreamError(ValueError):
    """A stream that no printer can be relied on to print: `at` is the offset of the first byte of what is wrong."""

    def __init__(self, at: int, reason: str) -> None:
        super().__init__(f"byte {at}: {reason}")
        self.at = at


class _Incomplete(Exception):  # noqa: N818 - it is no error, the rest may be on its way
    """More bytes are needed."""


class Parser:
    """A stream may come in pieces. `encoding` is the printer's Chinese font ("big5", "gb18030") or None without one.

    The bytes of `passed_over` mean nothing between two commands, as printers hold it; a slip has none of them. One that
    is `wary` refuses data with what acts at once; without it, whoever feeds it sees to that.
    """

    def __init__(self, works: Works, encoding: str | None = None, passed_over: bytes = b"", wary: bool = False) -> None:
        self.works = works
        self.encoding = encoding
        self.passed_over = passed_over
        self.wary = wary
        self._waiting = bytearray()
        self._offset = 0

    @property
    def idle(self) -> bool:
        """Whether everything that came was carried out, and no half command or unprinted line is left."""
        return not self._waiting and self.works.head.between_lines

    @property
    def waiting(self) -> int:
        """How many bytes wait for the rest of a command."""
        return len(self._waiting)

    @property
    def in_a_picture(self) -> bool:
        """Whether it waits for the rest of a raster band's dots."""
        return self._waiting[:3] == RASTER and len(self._waiting) >= RASTER_HEAD

    def take(self, data: bytes) -> None:
        """Put bytes behind what waits."""
        self._waiting += data

    def step(self) -> bool:
        """Carry out the next command or character; False when it has not come whole. Raises StreamError."""
        if not self._waiting:
            return False
        try:
            used = self._next()
        except _Incomplete:
            return False
        except (PrintError, UnknownCharacterError) as error:
            raise StreamError(self._offset, str(error)) from error
        del self._waiting[:used]
        self._offset += used
        return True

    def print_half_a_band(self) -> None:
        """Nothing more will come: rows of a raster band that did come are on the paper, for a head waits for none."""
        if not self.in_a_picture:
            return
        width = self._number(4, 2)
        rows = (len(self._waiting) - RASTER_HEAD) // max(1, width)
        if rows and self.works.head.between_lines:
            self.works.head.raster(self._waiting[3], width, rows, bytes(self._waiting[RASTER_HEAD:][: rows * width]))

    def finish(self) -> None:
        """Raises StreamError for what is missing at the end."""
        if self._waiting:
            raise StreamError(self._offset, f"the stream ends within {bytes(self._waiting[:8]).hex(' ')}")
        if not self.works.head.between_lines:
            raise StreamError(self._offset, "the stream ends within a line that nothing prints")

    def _next(self) -> int:
        first = self._waiting[0]
        if first in _INTRODUCERS:
            return self._command()
        if first in self.passed_over:
            return len(self._waiting) - len(self._waiting.lstrip(self.passed_over))
        if first < 0x20 or first == 0x7F:
            raise PrintError(f"the control character {first:02x}")
        if first < 0x7F:
            self.works.head.character(chr(first), letters.HALF)
            return 1
        return self._two_byte()

    def _two_byte(self) -> int:
        if not self.works.modes.two_byte:
            raise PrintError(f"{self._waiting[0]:02x} outside two-byte mode is another letter on every code page")
        if self.encoding is None:
            raise PrintError("this printer has no Chinese font")
        pair = self._peek(0, 2)
        code = self._peek(0, encodings.length(self.encoding, *pair))
        self.works.head.character(self._decoded(code), letters.FULL)
        return len(code)

    def _decoded(self, code: bytes) -> str:
        try:
            return encodings.character(self.encoding or "", code)
        except UnknownCharacterError:
            if self.works.head.lenient:
                return NO_CHARACTER
            raise

    def _peek(self, start: int, count: int) -> bytes:
        if len(self._waiting) < start + count:
            raise _Incomplete
        return bytes(self._waiting[start : start + count])

    def _command(self) -> int:
        code = self._code()
        candidates = [command for command in COMMANDS if command.code == code]
        if candidates[0].function:
            return self._announced(candidates, len(code))
        first = candidates[0].parameters[0] if candidates[0].parameters else None
        if len(candidates) > 1 and first is not None:
            value = self._number(len(code), first.size)
            fitting = [command for command in candidates if command.parameters[0].takes(value)]
            candidates = fitting or candidates
        return self._carried_out(candidates[0], len(code))

    def _code(self) -> bytes:
        for length in range(1, _LONGEST + 1):
            code = bytes(self._waiting[:length])
            if code in _CODES:
                return code
            if not any(known.startswith(code) for known in _CODES):
                raise PrintError(f"no command begins with {code.hex(' ')}")
            if len(self._waiting) < length + 1:
                raise _Incomplete
        raise AssertionError("a code longer than the longest")

    def _announced(self, candidates: Sequence[Command], start: int) -> int:
        """A command that tells its own length: pL pH, then as many bytes."""
        length = self._number(start, 2)
        body = self._peek(start + 2, length)
        command = next((each for each in candidates if each.function == body[:2]), None)
        if command is None:
            raise PrintError(f"no function {body[:2].hex(' ')} of {candidates[0].code!r}")
        data = body[len(command.function) + sum(each.size for each in command.parameters) :]
        fixed = length - len(data)
        if length < fixed or bool(data) != (command.data is not None):
            raise PrintError(f"{command.name} announces {length} bytes")
        used = self._carried_out(command, start + 2 + len(command.function), data if command.data else None)
        return max(used, start + 2 + length)

    def _carried_out(self, command: Command, at: int, data: bytes | None = None) -> int:
        values = []
        for parameter in command.parameters:
            value = self._number(at, parameter.size)
            if not parameter.takes(value):
                raise PrintError(f"{command.name}: {parameter.name} = {value} is out of range")
            values.append(value)
            at += parameter.size
        if data is None and command.data is not None:
            data = self._peek(at, command.data(*values))
        if self.wary and data and _ACTS_AT_ONCE.search(data):
            raise PrintError(f"{command.name}: the data spell a command that acts at once")
        if command.starts_line and not self.works.head.between_lines:
            raise PrintError(f"{command.name} within a line of text")
        extra = () if data is None else (data,)
        attrgetter(command.effect)(self.works)(*values, *extra)
        return at + len(data or b"")

    def _number(self, at: int, size: int) -> int:
        return int.from_bytes(self._peek(at, size), "little")


def parse(
    data: bytes, width_dots: int, encoding: str | None = None, units_a_dot: int = 1, lenient: bool = False
) -> Paper:
    """What a whole stream prints on paper `width_dots` wide. Raises StreamError for anything that is not certain.

    A page that finds out what a printer can do is read by a `lenient` one, which like a real one cuts off what is wider
    than its head and prints NO_CHARACTER for a code that its font lacks.
    """
    parser = Parser(Works(width_dots, units_a_dot, lenient), encoding, wary=True)
    parser.take(data)
    while parser.step():
        pass
    parser.finish()
    return parser.works.head.paper
