"""How texts reach the paper: drawn by us, or by the printer's own letters in an encoding that it knows. No Qt."""

from __future__ import annotations

from enum import StrEnum


class TextRoute(StrEnum):
    """PICTURE prints every name on every printer; the others are a quarter of the bytes, for slow lines.

    BIG5 is for printers sold in Taiwan, GB18030 for those sold in China; the test page tells which one a printer reads.
    """

    PICTURE = "picture"
    BIG5 = "big5"
    GB18030 = "gb18030"
