"""Keeps the window library from having a hand in every import that comes after it."""

from __future__ import annotations

import builtins


def import_lightly() -> None:
    """Import the window library, and go on importing without it; call it before anybody else imports it.

    It puts itself in the way of every import, to find out whether a module asks for its optional spelling of names
    (`__feature__`), which nobody does here. For that it reads the source of each later module and keeps the lines:
    160,000 of them, 17 MB and a tenth of a second at the start.
    """
    plain = builtins.__import__
    import PySide6.QtCore  # noqa: F401

    builtins.__import__ = plain
