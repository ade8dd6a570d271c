"""Keeps the window library from reading the source of every module that is imported after it."""

from __future__ import annotations

import sys


def import_lightly() -> None:
    """Import the window library, then tell it that nobody uses its optional spelling of names (`__feature__`).

    To find out by itself it reads the source of each later module and keeps the lines: 160,000 of them, 17 MB and a
    tenth of a second at the start. A release that arranges this otherwise is left alone.
    """
    import PySide6.QtCore  # noqa: F401

    feature = sys.modules.get("shibokensupport.feature")
    if feature is not None and hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = _uses_no_feature


def _uses_no_feature(module: object) -> bool:
    return False
