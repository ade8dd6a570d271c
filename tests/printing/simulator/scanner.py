"""A scanner held over the paper: the QR codes that it reads, by another library than the one that makes them."""

from __future__ import annotations

import zxingcpp
from PIL import Image

from tests.printing.simulator.paper import Paper


def codes(paper: Paper) -> list[str]:
    """What every QR code on the paper says, from the top."""
    if not paper.rows:
        return []
    picture = Image.frombytes("1", (len(paper.rows[0]) * 8, len(paper.rows)), b"".join(paper.rows), "raw", "1;I")
    found = zxingcpp.read_barcodes(picture.convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)
    return [code.text for code in sorted(found, key=lambda code: (code.position.top_left.y, code.position.top_left.x))]
