"""Reads QR codes from the drawn paper: with a real decoder where one is installed, else dot by dot."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtGui import QImage, qGray

from printing.qr import QUIET_ZONE_MODULES, modules

_SCALES = (4, 6)
_DARK_BELOW = 128


class CodeReader(Protocol):
    """Reads the one code on a slip. `name` is said at the end of the tour."""

    name: str

    def read(self, slip: QImage, expected: str) -> str:
        """What the code on the slip says, "" when none is found. `expected` helps a reader that can only compare."""
        ...


class Decoder:
    """zxing-cpp: knows nothing of what it should find."""

    name = "zxing-cpp"

    def read(self, slip: QImage, expected: str) -> str:
        """What a scanner would read from the paper."""
        import zxingcpp

        grey = slip.convertToFormat(QImage.Format.Format_Grayscale8)
        dots = memoryview(bytes(grey.constBits())).cast("B", (grey.height(), grey.bytesPerLine()))
        found = zxingcpp.read_barcodes(dots, formats=zxingcpp.BarcodeFormat.QRCode)
        return str(found[0].text) if len(found) == 1 else ""


class DotsReader:
    """Compares the paper's dots with the code's own modules: without a decoder, the best there is."""

    name = "its own dots (zxing-cpp is not installed)"

    def read(self, slip: QImage, expected: str) -> str:
        """`expected` when exactly its code is on the paper, in the middle of a line; else ""."""
        code = modules(expected)[QUIET_ZONE_MODULES:-QUIET_ZONE_MODULES]
        rows = [row[QUIET_ZONE_MODULES:-QUIET_ZONE_MODULES] for row in code]
        return expected if any(_stands_on(slip, rows, scale) for scale in _SCALES) else ""


def find_reader() -> CodeReader:
    """The real decoder where it is installed."""
    try:
        import zxingcpp  # noqa: F401
    except ImportError:
        return DotsReader()
    return Decoder()


def _stands_on(slip: QImage, rows: list[tuple[bool, ...]], scale: int) -> bool:
    size = len(rows) * scale
    left = (slip.width() - size) // 2
    return any(
        all(_row_matches(slip, row, left, top + number * scale, scale) for number, row in enumerate(rows))
        for top in range(slip.height() - size + 1)
    )


def _row_matches(slip: QImage, row: tuple[bool, ...], left: int, top: int, scale: int) -> bool:
    middle = top + scale // 2
    return all(
        (qGray(slip.pixel(left + number * scale + scale // 2, middle)) < _DARK_BELOW) == dark
        for number, dark in enumerate(row)
    )
