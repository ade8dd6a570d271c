"""The world's no: disk full, printer gone, database newer than the app. Bugs are other exceptions, never caught."""

from __future__ import annotations


class KnownError(Exception):
    """Something outside the program failed in a way we know; the words `error.<key>` say it and what to do.

    `facts` fill the sentence's placeholders. The technical cause, if any, is the exception's `__cause__`.
    """

    def __init__(self, key: str, **facts: str | int) -> None:
        super().__init__(f"{key} {facts}")
        self.key = key
        self.facts = facts
