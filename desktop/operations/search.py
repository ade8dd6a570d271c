"""Find people from what was typed."""

from __future__ import annotations

from db import search
from db.store import Store
from loyalty.members import MemberRow

FOUND_MAX = 20


def find(store: Store, text: str) -> tuple[MemberRow, ...]:
    """The best matches, newest visit first; none for empty text."""
    if not text.strip():
        return ()
    with store.read() as connection:
        return search.find(connection, text, FOUND_MAX)
