"""Tills as tests want them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from desktop.till import TillSettings


def with_main_printer(settings: TillSettings, **changes: Any) -> TillSettings:
    """The same till with its receipts' printer changed, or with one when it has none."""
    entry = settings.printer_for("receipt")
    if entry is None:
        made = replace(TillSettings().printers[0], **changes)
        return replace(settings, printers=(made,))
    printers = tuple(replace(each, **changes) if each.id == entry.id else each for each in settings.printers)
    return replace(settings, printers=printers)
