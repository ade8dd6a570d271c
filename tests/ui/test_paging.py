"""The window over lists of any length."""

from __future__ import annotations

import sys

from hypothesis import given
from hypothesis import strategies as st

from ui.paging import PAGE_ROWS, PAGES_KEPT, PageWindow

MILLION = 1_000_000


def page(after: int, total: int) -> tuple[tuple[int, ...], int | None]:
    """The rows behind a cursor, and the cursor behind them."""
    rows = tuple(range(after, min(after + PAGE_ROWS, total)))
    return rows, after + PAGE_ROWS if after + PAGE_ROWS < total else None


def load(window: PageWindow[int], total: int) -> None:
    """Ask for and take pages until the list is complete."""
    while not window.complete:
        wished, after = window.wish_for_more()
        assert wished
        number = window.place_of(after)
        assert number is not None
        window.put(number, *page(after if isinstance(after, int) else 0, total))


def test_a_million_rows_are_walked_with_only_some_pages_in_memory() -> None:
    window: PageWindow[int] = PageWindow()
    load(window, MILLION)
    assert len(window) == MILLION
    assert window.held == PAGE_ROWS * PAGES_KEPT
    assert window.row(MILLION - 1) == MILLION - 1
    held = sys.getsizeof(window._cursors) + sys.getsizeof(window._starts)
    assert held < 1_000_000


def test_a_forgotten_page_is_asked_for_again_once_and_comes_back() -> None:
    window: PageWindow[int] = PageWindow(pages_kept=3)
    load(window, 1_000)
    assert window.row(5) is None
    assert window.wish_for(5) == (True, None)
    assert window.wish_for(7) == (False, None)
    number = window.place_of(None)
    assert number == 0
    window.put(number, *page(0, 1_000))
    assert window.row(5) == 5
    assert len(window) == 1_000


def test_a_page_seen_again_with_another_length_does_not_fit() -> None:
    window: PageWindow[int] = PageWindow(pages_kept=1)
    load(window, 250)
    assert window.fits(0, PAGE_ROWS)
    assert not window.fits(0, PAGE_ROWS - 1)


def test_nobody_asks_twice_for_the_next_page() -> None:
    window: PageWindow[int] = PageWindow()
    assert window.wish_for_more() == (True, None)
    assert window.wish_for_more() == (False, None)


def test_an_empty_list_is_complete() -> None:
    window: PageWindow[int] = PageWindow()
    window.wish_for_more()
    window.put(0, (), None)
    assert window.complete
    assert len(window) == 0


def test_an_answer_to_no_question_has_no_place() -> None:
    assert PageWindow[int]().place_of("a cursor") is None


@given(st.lists(st.integers(1, 7), min_size=1, max_size=30), st.integers(1, 4))
def test_pages_of_any_length_keep_every_row_at_its_place(lengths: list[int], kept: int) -> None:
    window: PageWindow[int] = PageWindow(pages_kept=kept)
    start = 0
    for place, length in enumerate(lengths):
        wished, after = window.wish_for_more()
        assert wished
        last = place == len(lengths) - 1
        window.put(place, tuple(range(start, start + length)), None if last else start + length)
        assert after == (start or None)
        start += length
    assert len(window) == start
    for position in range(start):
        row = window.row(position)
        assert row is None or row == position
    assert window.held <= sum(sorted(lengths)[-kept:])
