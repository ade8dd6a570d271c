"""A window over a list of any length: pages come from outside, in order; far ones are forgotten and asked for again.

Pure bookkeeping without Qt, so that a million rows can be tried in a moment. Must never know what a row is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from typing import Generic, TypeVar

Row = TypeVar("Row")

PAGE_ROWS = 100
PAGES_KEPT = 40


class PageWindow(Generic[Row]):
    """Rows by position, of pages of any length (PAGE_ROWS is a good one); only `pages_kept` pages are held in memory.

    The cursor before each page is kept, so that a forgotten page can be asked for again: some 100 bytes a page.
    """

    def __init__(self, pages_kept: int = PAGES_KEPT) -> None:
        self._pages_kept = pages_kept
        self.clear()

    def clear(self) -> None:
        """Forget everything; the first page is wanted next."""
        self._cursors: list[object] = [None]
        self._starts = [0]
        self._pages: OrderedDict[int, tuple[Row, ...]] = OrderedDict()
        self._asked: set[int] = set()
        self.complete = False

    def __len__(self) -> int:
        """How many rows are known so far, held in memory or not."""
        return self._starts[-1]

    @property
    def held(self) -> int:
        """How many rows are in memory."""
        return sum(len(page) for page in self._pages.values())

    def row(self, position: int) -> Row | None:
        """The row at this position, or None when its page was forgotten (ask with `wish_for`)."""
        number = bisect_right(self._starts, position) - 1
        page = self._pages.get(number)
        if page is None:
            return None
        self._pages.move_to_end(number)
        return page[position - self._starts[number]]

    def wish_for(self, position: int) -> tuple[bool, object]:
        """Whether the page of this position should be asked for now, and the cursor to ask with. True once a page."""
        return self._wish(bisect_right(self._starts, position) - 1)

    def wish_for_more(self) -> tuple[bool, object]:
        """Whether the next page at the end should be asked for now, and the cursor to ask with."""
        return (False, None) if self.complete else self._wish(len(self._cursors) - 1)

    def _wish(self, number: int) -> tuple[bool, object]:
        if number in self._asked or number in self._pages or number >= len(self._cursors):
            return False, None
        self._asked.add(number)
        return True, self._cursors[number]

    def place_of(self, after: object) -> int | None:
        """The number of the page behind this cursor, or None when nobody asked for it."""
        return next((number for number in self._asked if self._cursors[number] == after), None)

    def is_last(self, number: int) -> bool:
        """Whether the page with this number makes the list longer."""
        return number == len(self._starts) - 1

    def first_row_of(self, number: int) -> int:
        """Where the page with this number starts."""
        return self._starts[number]

    def fits(self, number: int, count: int) -> bool:
        """Whether a page seen again is as long as it was; if not, the list has changed and must be read anew."""
        return self.is_last(number) or self._starts[number + 1] - self._starts[number] == count

    def put(self, number: int, rows: tuple[Row, ...], next_cursor: object) -> None:
        """Take the page with this number; a page at the end makes the list longer, and complete without a cursor."""
        self._asked.discard(number)
        if self.is_last(number):
            self.complete = next_cursor is None
            if rows:
                self._starts.append(self._starts[number] + len(rows))
                self._cursors.append(next_cursor)
        if rows:
            self._pages[number] = rows
            self._pages.move_to_end(number)
        while len(self._pages) > self._pages_kept:
            self._pages.popitem(last=False)
