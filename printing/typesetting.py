"""Type on 203-dpi paper: faces in four sizes, what they can show, and lines broken by measure. QtGui only.

Fonts and metrics are kept per thread, because Qt keeps its font engines per thread too.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

from printing import breaking
from printing.document import Size

_PIXELS = {Size.SMALL: 20, Size.NORMAL: 24, Size.LARGE: 34, Size.HUGE: 46}
_SHRINKS = {Size.SMALL: (20, 18), Size.NORMAL: (24,), Size.LARGE: (34, 28, 24), Size.HUGE: (46, 40, 34, 28, 24)}
# What continues an emoji: a style or skin mark after it, or a joiner and the next picture. One emoji is one box.
_CONTINUES = re.compile("(?<=.)[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]|\u200d[\u2190-\u2bff\U0001f000-\U0001faff]")
_BOX = "\N{WHITE SQUARE}"


@dataclass(frozen=True, slots=True)
class Face:
    """One font at one size. `line` is the height of a line, `baseline` the way from its top to the letters' foot."""

    font: QFont
    metrics: QFontMetricsF
    line: int
    baseline: int

    def width(self, text: str) -> float:
        """How wide the text is, in dots."""
        return self.metrics.horizontalAdvance(text)


class Faces:
    """The faces of one family, made when first asked for."""

    def __init__(self, family: str) -> None:
        self._family = family
        self._faces: dict[tuple[int, bool], Face] = {}
        self._shown: dict[str, bool] = {}

    def face(self, size: Size, bold: bool) -> Face:
        """The face for this size and weight."""
        return self._face(_PIXELS[size], bold)

    def fitting(self, text: str, size: Size, bold: bool, width: float) -> Face:
        """The largest face, from `size` down, in which the text keeps to one line.

        A text that wraps all the same is NORMAL, a SMALL one stays SMALL.
        """
        for pixels in _SHRINKS[size]:
            face = self._face(pixels, bold)
            if face.width(text) <= width:
                return face
        return self.face(min(size, Size.NORMAL, key=_PIXELS.__getitem__), bold)

    def showable(self, text: str, known: Callable[[str], object] = lambda _: False) -> str:
        """The text with a visible box for every character the font lacks, and a space for every control character.

        What is `known` to somebody else, such as the printer's own font, is kept.
        """
        if text.isascii() and text.isprintable():
            return text
        whole = _CONTINUES.sub("", unicodedata.normalize("NFC", text))
        return "".join(
            character if self._shows(character) or known(character) else _stand_in(character) for character in whole
        )

    def lacking(self, text: str) -> str:
        """The characters that `showable` puts a box for, each once."""
        return "".join(dict.fromkeys(each for each in text if each != _BOX and self.showable(each) == _BOX))

    def _shows(self, character: str) -> bool:
        known = self._shown.get(character)
        if known is None:
            in_font = self.face(Size.NORMAL, False).metrics.inFontUcs4(ord(character))
            known = self._shown[character] = in_font and unicodedata.category(character)[0] != "C"
        return known

    def _face(self, pixels: int, bold: bool) -> Face:
        known = self._faces.get((pixels, bold))
        if known is None:
            known = self._faces[pixels, bold] = self._make(pixels, bold)
        return known

    def _make(self, pixels: int, bold: bool) -> Face:
        font = QFont(self._family)
        font.setPixelSize(pixels)
        font.setBold(bold)
        # No merging: a glyph from another font of this machine could be in colour, and would differ from shop to shop.
        font.setStyleStrategy(QFont.StyleStrategy.NoAntialias | QFont.StyleStrategy.NoFontMerging)
        font.setHintingPreference(QFont.HintingPreference.PreferFullHinting)
        line = round(pixels * 1.34)
        return Face(font, QFontMetricsF(font), line, (line - pixels) // 2 + round(pixels * 0.88))


def _stand_in(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    return " " if category in ("Cc", "Zs", "Zl", "Zp") else _BOX


def broken(text: str, face: Face, width: float) -> list[str]:
    """The text in lines of at most `width` dots, broken where Unicode allows, inside a word only when it must be."""
    if face.width(text) <= width:
        return [text]
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    held = breaking.held_together(text)
    layout = QTextLayout(held, face.font)
    layout.setTextOption(option)
    layout.beginLayout()
    units = text.encode("utf-16-le")  # Qt counts in UTF-16, and what it holds together is as long
    lines = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start, end = line.textStart(), line.textStart() + line.textLength()
        lines.append(units[2 * start : 2 * end].decode("utf-16-le").rstrip())
    layout.endLayout()
    return lines


def balanced(text: str, face: Face, width: float) -> list[str]:
    """The text in as few lines as `broken` needs: two are parted after a punctuation mark, more are of one length."""
    step = max(1, face.baseline // 2)
    return breaking.balanced(text, lambda whole, room: broken(whole, face, room), face.width, width, step)


_local = threading.local()


def faces(family: str) -> Faces:
    """The faces of a family for the calling thread."""
    known: dict[str, Faces] | None = getattr(_local, "faces", None)
    if known is None:
        known = _local.faces = {}
    if family not in known:
        known[family] = Faces(family)
    return known[family]
