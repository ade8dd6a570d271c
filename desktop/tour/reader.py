"""Reads QR codes from the drawn paper with a real decoder, which knows nothing of what it should find."""

from __future__ import annotations

import zxingcpp
from PySide6.QtGui import QImage


def read_code(slip: QImage) -> str:
    """What a scanner would read from the paper; "" when it holds no code, or more than one."""
    grey = slip.convertToFormat(QImage.Format.Format_Grayscale8)
    dots = memoryview(bytes(grey.constBits())).cast("B", (grey.height(), grey.bytesPerLine()))
    found = zxingcpp.read_barcodes(dots, formats=zxingcpp.BarcodeFormat.QRCode)
    return str(found[0].text) if len(found) == 1 else ""
