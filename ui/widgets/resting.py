"""A layout that rests while several of its parts change."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QLayout


@contextmanager
def resting(layout: QLayout) -> Iterator[None]:
    """Let parts of `layout` come and go inside: they cost one laying out of the window afterwards, not one each.

    It wakes whatever happens inside: a layout that rests for ever would leave its parts where they lie.
    """
    layout.setEnabled(False)
    try:
        yield
    finally:
        layout.setEnabled(True)
        layout.invalidate()
