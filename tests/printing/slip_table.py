"""What each slip costs, on each paper and by each route: python -m tests.printing.slip_table rewrites docs/slips.md."""

from __future__ import annotations

import os
from collections.abc import Iterator

from loyalty.words import LANGUAGES
from printing.route import TextRoute
from tests.printing.printed import WIDTHS, Printed, printed, slips
from tests.sources import ROOT

DOCUMENT = ROOT / "docs" / "slips.md"
FONTS = ROOT / "ui" / "assets" / "fonts"
BEGIN, END = "<!-- table -->", "<!-- end of table -->"


def table(language: str) -> Iterator[str]:
    """A line a slip; each cell is bytes, millimetres and kilobytes a millimetre."""
    kinds = [(width, route) for route in TextRoute for width in WIDTHS]
    yield "| slip | " + " | ".join(f"{route.value}, {width} dots" for width, route in kinds) + " |"
    yield "|---|" + "---:|" * len(kinds)
    for name, document in slips(language).items():
        cells = (_cell(printed(document, width, route)) for width, route in kinds)
        yield f"| {name.replace('_', ' ')} | " + " | ".join(cells) + " |"


def tables() -> str:
    """Those of all languages."""
    parts = ("\n".join((f"## {language}", "", *table(language))) for language in LANGUAGES)
    return "\n\n".join(parts)


def rewrite() -> None:
    """Put the tables between the two marks of docs/slips.md."""
    before, rest = DOCUMENT.read_text(encoding="utf-8").split(BEGIN)
    after = rest.split(END)[1]
    DOCUMENT.write_text(f"{before}{BEGIN}\n{tables()}\n{END}{after}", encoding="utf-8")


def _cell(slip: Printed) -> str:
    return f"{len(slip.rendered.data):,} · {slip.paper.height_mm:.0f} · {slip.kilobytes_a_mm:.3f}"


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QFontDatabase, QGuiApplication

    application = QGuiApplication([])
    for font in sorted(FONTS.glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(font))
    rewrite()
