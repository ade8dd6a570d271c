"""The bundled typeface: Noto Sans TC, regular and bold, as two static files (a variable one registers as Thin)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtGui import QFontDatabase

_FOLDER = Path(__file__).parent / "assets" / "fonts"
_FILES = ("NotoSansTC-Regular.ttf", "NotoSansTC-Bold.ttf")


@cache
def register_fonts() -> str:
    """Register the bundled fonts with Qt, once a process, and return their family's name. Needs a QGuiApplication.

    A damaged installation raises FileNotFoundError naming the file.
    """
    families = [_register(_FOLDER / name) for name in _FILES]
    return families[0]


def _register(path: Path) -> str:
    number = QFontDatabase.addApplicationFont(str(path))
    if number < 0:
        raise FileNotFoundError(path)
    return QFontDatabase.applicationFontFamilies(number)[0]
