"""A slip's number as printed, scanned or typed: the till, a hyphen, the number."""

from __future__ import annotations

import re
import unicodedata

_PRINTED = re.compile(r"([A-Z]{1,3})-?(\d{6,})")


def slip_number(text: str) -> tuple[str, int] | None:
    """("A", 123) of "A-000123" in any case and width; None for anything else."""
    found = _PRINTED.fullmatch(unicodedata.normalize("NFKC", text).strip().upper())
    return (found[1], int(found[2])) if found else None
