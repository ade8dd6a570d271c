"""The owner's list: what it asks for, what it shows, and how much it holds."""

from __future__ import annotations

import tracemalloc

import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from loyalty.words import LANGUAGES, Words
from tests.ui.fitting import settle
from tests.ui.screens import NARROW, WIDE, caught, click, click_row, press, shown
from ui import theme
from ui.members.facts import COLUMNS, FilterChip, ListPage, ListQuery, ListRow
from ui.members.list import MemberList
from ui.members.view import MembersView
from ui.tables import PADDING

PAGE = 100


def row(number: int) -> ListRow:
    """A member with this number."""
    return ListRow(number + 1, "王", f"王{number}", str(number), "0912", "11/22", "今天", "3", "NT$ 5", "1", "2")


def page(after: object, total: int) -> ListPage:
    """The rows behind a cursor."""
    first = after if isinstance(after, int) else 0
    rows = tuple(row(number) for number in range(first, min(first + PAGE, total)))
    return ListPage(rows, after, first + PAGE if first + PAGE < total else None)


def members(qtbot: QtBot, total: int = 250) -> MembersView:
    """A list that is answered at once."""
    view = MembersView(Words())
    view.page_wished.connect(lambda query, after: view.show_page(page(after, total), query.generation))
    view.show_filters((FilterChip("all", "全部", "250"), FilterChip("new", "新會員", "3")))
    shown(qtbot, view)
    view.refresh()
    settle()
    return view


def test_the_first_page_is_asked_for_and_shown(qtbot: QtBot) -> None:
    view = members(qtbot)
    assert view.list.model.rowCount() == PAGE
    assert view.list.model.index(0, 0).data() == "王0"


def test_scrolling_to_the_end_loads_on_until_all_are_there(qtbot: QtBot) -> None:
    view = members(qtbot)
    for _ in range(4):
        view.list.table.scrollToBottom()
        settle()
    assert view.list.model.rowCount() == 250
    assert not view.list.hint.isVisible()


@pytest.mark.sweep
def test_a_million_members_need_little_memory(qtbot: QtBot, whole_sweeps: bool) -> None:
    total = 1_000_000 if whole_sweeps else 100_000
    view = members(qtbot, total)
    model = view.list.model
    tracemalloc.start()
    while not model.window.complete:
        model.fetchMore()
        model._send_wishes()
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert model.rowCount() == total
    assert model.window.held == 4_000
    assert held < 20_000_000
    view.list.table.scrollToTop()
    settle()
    assert model.index(0, 0).data() == "王0"
    assert view.list.table.visualRect(model.index(0, 0)).top() == 0


def test_typing_asks_for_another_list_and_an_older_answer_is_dropped(qtbot: QtBot) -> None:
    view = MembersView(Words())
    shown(qtbot, view)
    wished = caught(view.page_wished)
    searched = caught(view.search_changed)
    QTest.keyClicks(view.list.search.edit, "091")
    settle()
    assert searched[-1] == ("091",)
    queries = [query for query, _ in wished if isinstance(query, ListQuery)]
    assert queries[-1].text == "091"
    view.show_page(page(None, 5), queries[-1].generation - 1)
    assert view.list.model.rowCount() == 0
    view.show_page(page(None, 5), queries[-1].generation)
    assert view.list.model.rowCount() == 5


def test_a_filter_is_part_of_the_query(qtbot: QtBot) -> None:
    view = members(qtbot)
    changed = caught(view.query_changed)
    click(view.list._filters.button(1))
    assert isinstance(changed[-1][0], ListQuery)
    assert changed[-1][0].filter == "new"


@pytest.mark.parametrize("name", COLUMNS)
def test_a_heading_sorts_and_a_second_click_turns_it_round(qtbot: QtBot, name: str) -> None:
    view = members(qtbot)
    changed = caught(view.query_changed)
    column = COLUMNS.index(name)
    header = view.list.table.sort_header
    where = header.sectionViewportPosition(column) + 20
    for _ in range(2):
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(where, 10))
    queries = [query for (query,) in changed if isinstance(query, ListQuery)]
    assert [query.sort for query in queries] == [name, name]
    assert queries[0].descending != queries[1].descending


def test_alt_and_a_digit_sort_by_keyboard(qtbot: QtBot) -> None:
    view = members(qtbot)
    changed = caught(view.query_changed)
    view.list.table.setFocus()
    QTest.keyClick(view.list.table, "6", Qt.KeyboardModifier.AltModifier)
    assert isinstance(changed[-1][0], ListQuery)
    assert changed[-1][0].sort == "spent"


def test_a_click_opens_a_member(qtbot: QtBot) -> None:
    view = members(qtbot)
    opened = caught(view.member_opened)
    click_row(view.list.table, 2)
    assert opened == [(3,)]


def test_arrows_and_enter_open_a_member_from_the_search_box(qtbot: QtBot) -> None:
    view = members(qtbot)
    opened = caught(view.member_opened)
    press(view.list.search.edit, Qt.Key.Key_Down)
    press(view.list.search.edit, Qt.Key.Key_Down)
    press(view.list.search.edit, Qt.Key.Key_Return)
    assert opened == [(2,)]


def test_a_member_with_a_63_bit_id_is_opened_by_that_id(qtbot: QtBot) -> None:
    view = MembersView(Words())
    shown(qtbot, view)
    opened = caught(view.member_opened)
    view.refresh()
    settle()
    big = 2**63 - 1
    facts = ListRow(big, "", "", "1", "", "", "", "", "", "", "")
    view.show_page(ListPage((facts,)), view.list.query.generation)
    settle()
    click_row(view.list.table, 0)
    assert opened == [(big,)]


def test_an_empty_shop_and_a_vain_search_say_different_things(qtbot: QtBot) -> None:
    view = members(qtbot, 0)
    words = Words()
    assert view.list.empty.title.text() == words("members.empty_title")
    QTest.keyClicks(view.list.search.edit, "9")
    settle()
    assert view.list.empty.isVisible()
    assert view.list.empty.title.text() == words("members.nobody_title")


def test_the_list_speaks_english_when_told(qtbot: QtBot) -> None:
    view = members(qtbot)
    view.relabel(Words("en"))
    header = view.list.model.headerData(COLUMNS.index("visits"), Qt.Orientation.Horizontal)
    assert header == Words("en")("members.column_visits")
    assert "Sorted by" in view.list.foot_text.text()


def test_the_columns_fill_the_table_exactly(qtbot: QtBot) -> None:
    view = members(qtbot)
    for width in (WIDE[0], 1024, 960):
        view.window().resize(width, 660)
        settle()
        used = sum(view.list.table.shown_widths().values())
        assert view.list.table.viewport().width() - 4 <= used <= view.list.table.viewport().width()


def test_what_a_list_still_wished_for_goes_with_it(qtbot: QtBot) -> None:
    """A page is wished for a moment after the painting: by then the screen may be gone."""
    made = MemberList(Words("zh_tw"))
    made.refresh()
    model = made.model
    shiboken6.delete(made)
    assert not shiboken6.isValid(model)


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_a_narrow_screen_every_column_holds_what_a_shop_of_years_shows(qtbot: QtBot, language: str) -> None:
    words = Words(language)
    view = shown(qtbot, MembersView(words), NARROW)
    settle()
    room = {name: view.list.table.columnWidth(place) - 2 * PADDING for place, name in enumerate(COLUMNS)}
    plain, bold, small = (
        QFontMetrics(theme.font(size, bold=heavy)) for size, heavy in ((15, False), (15, True), (13, False))
    )
    ago = small.horizontalAdvance(words("desk.days_ago", days=365))
    needed = {
        "phone": plain.horizontalAdvance("0958-***-067"),
        "last_visit": plain.horizontalAdvance("2026/10/28") + 8 + ago,
        "spent": bold.horizontalAdvance("NT$ 1,246,708"),
    }
    assert {name: room[name] for name, least in needed.items() if room[name] < least} == {}
