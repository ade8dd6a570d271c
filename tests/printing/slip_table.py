"""What each slip costs, on each paper and by each route: python -m tests.printing.slip_table [zh_tw|en]."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from printing.route import TextRoute
from tests.printing.printed import WIDTHS, printed, slips

FONTS = Path(__file__).resolve().parents[2] / "ui" / "assets" / "fonts"


def main(language: str) -> None:
    """A line a slip: bytes, millimetres and kilobytes a millimetre."""
    head = "".join(f"{f'{width} {route.value}':>26}" for width in WIDTHS for route in TextRoute)
    sys.stdout.write(f"{'bytes  mm  kB/mm':22}{head}\n")
    for name, document in slips(language).items():
        cells = ""
        for width in WIDTHS:
            for route in TextRoute:
                slip = printed(document, width, route)
                size = f"{len(slip.rendered.data):7,} {slip.paper.height_mm:5.0f} {slip.kilobytes_a_mm:6.3f}"
                cells += f"{size:>26}"
        sys.stdout.write(f"{name:22}{cells}\n")


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QFontDatabase, QGuiApplication

    application = QGuiApplication([])
    for font in sorted(FONTS.glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(font))
    main(sys.argv[1] if len(sys.argv) > 1 else "zh_tw")
