"""What ends a tour: a step that did not show what it should."""

from __future__ import annotations


class TourError(Exception):
    """Says what was expected and what was seen; the tour adds the step's name."""

    def __init__(self, expected: object, seen: object) -> None:
        super().__init__(f"expected {expected}\n  seen     {seen}")
