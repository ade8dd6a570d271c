"""The hand that sends: a plan's lines and codes as the printer's own text and QR commands. No Qt.

Commands as in Epson's ESC/POS Command Reference (the TM series' programming manual), which the clones follow.
"""

from __future__ import annotations

from printing.native_encoding import encoded
from printing.native_plan import CellLine, Symbol

# FS &: two bytes are one Chinese character. In which encoding, the printer was built or set up for; no command of
# Epson's changes it, and those of the clones print stray characters on others: the test page tells which one is read.
# FS S 0 0, ESC SP 0: no white beside Chinese and other characters, or the columns would not meet.
# ESC R 0: the American set, for the one that printers sold in China start with has a yuan sign in the dollar's place.
_CHINESE = b"\x1c&\x1cS\x00\x00\x1b \x00\x1bR\x00"
_BACK = b"\x1c.\x1b2"  # FS ., ESC 2: one byte a character, lines as far apart as after ESC @
_CENTRE, _LEFT = b"\x1ba\x01", b"\x1ba\x00"  # ESC a n

# GS ( k, QR code: model 2 (function 165), error correction M (169), print what is stored (181).
_QR_MODEL = b"\x1d(k\x04\x001A2\x00"
_QR_LEVEL_M = b"\x1d(k\x03\x001E1"
_QR_PRINT = b"\x1d(k\x03\x001Q0"


class Hand:
    """Sends what a printer makes itself, and each setting only when it changes. Begins after ESC @."""

    def __init__(self) -> None:
        self._chinese = False
        self._size = (1, 1)
        self._bold = False
        self._spacing = 0

    def line(self, line: CellLine) -> bytes:
        """The text and a line feed that moves the paper by the line's height, without its leading."""
        start = b"" if self._chinese else _CHINESE
        self._chinese = True
        spaces = b" " * line.indent
        before = self._sized(1, 1) + spaces if spaces else b""
        text = b"".join(encoded(character, line.route) or b"" for character in line.text)
        sized = self._sized(line.wide, line.high) + self._emphasised(line.bold)
        return start + self._spaced(line.height) + before + sized + text + b"\n"

    def symbol(self, symbol: Symbol) -> bytes:
        """A QR code, stored and printed in the middle of the paper, without its quiet zone."""
        data = symbol.data.encode()
        size = b"\x1d(k\x03\x001C" + bytes((symbol.dots_per_module,))  # function 167: dots a module
        stored = b"\x1d(k" + (len(data) + 3).to_bytes(2, "little") + b"1P0" + data  # function 180
        return b"".join((_CENTRE, _QR_MODEL, size, _QR_LEVEL_M, stored, _QR_PRINT, _LEFT))

    def back(self) -> bytes:
        """What undoes every setting, for what follows is not ours: the feed before the slip is torn off, the cut."""
        if not self._chinese:
            return b""
        self._chinese, self._spacing = False, 0
        return self._sized(1, 1) + self._emphasised(False) + _BACK

    def _sized(self, wide: int, high: int) -> bytes:
        if (wide, high) == self._size:
            return b""
        self._size = (wide, high)
        return b"\x1d!" + bytes(((wide - 1) << 4 | high - 1,))  # GS ! n

    def _emphasised(self, bold: bool) -> bytes:
        if bold == self._bold:
            return b""
        self._bold = bold
        return b"\x1bE" + bytes((bold,))  # ESC E n

    def _spaced(self, height: int) -> bytes:
        """ESC 3 n. Where a unit is half a dot the letters' own height, which is as much, is the least that is fed."""
        if height == self._spacing:
            return b""
        self._spacing = height
        return b"\x1b3" + bytes((height,))
