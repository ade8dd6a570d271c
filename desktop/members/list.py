"""The owner's list: pages from the disk in any order, the chips' counts, and the line under the list."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from db.members import MemberPage
from desktop.members import filters, present
from desktop.operations import member_list
from desktop.services import Services
from loyalty.refusals import Refusal
from ui.members.facts import ListPage, ListQuery
from ui.members.view import MembersView
from ui.paging import PAGE_ROWS


class ListDesk(QObject):
    """Feeds the list, and keeps what it shows of the shop's own time. `refused` carries a Refusal."""

    refused = Signal(object)

    def __init__(self, view: MembersView, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._services = services
        self._counts: dict[str, int] = {}
        view.page_wished.connect(self._read)
        self.relabel()

    def refresh(self) -> None:
        """Read list and counts anew."""
        self._view.refresh()
        services = self._services
        queries = filters.chip_queries(services.state.context.shop, services.clock.now_ms())
        work = partial(member_list.counts, services.store, queries)
        services.book.ask(work, self._counted, newest_of="member_counts")

    def relabel(self) -> None:
        """Show the chips in the screen's language; the rows are read anew by `refresh`."""
        self._view.show_filters(filters.chips(self._counts, self._services.state.words))

    def _read(self, wish: ListQuery, after: tuple[int | str, int] | None) -> None:
        services = self._services
        context = services.state.context
        query = filters.member_query(wish, context.shop, services.clock.now_ms())
        work = partial(member_list.page, services.store, context, query, PAGE_ROWS, after)
        # Of first pages only the newest matters; pages further down belong to one query and are all wanted.
        newest_of = "" if after else "member_list"
        services.book.ask(work, partial(self._show, wish, after), newest_of=newest_of)

    def _show(self, wish: ListQuery, after: object, page: MemberPage | Refusal) -> None:
        if isinstance(page, Refusal):
            self.refused.emit(page)
            return
        state, now_ms = self._services.state, self._services.clock.now_ms()
        rows = tuple(present.list_row(row, state.context.shop, now_ms, state.words) for row in page.rows)
        self._view.show_page(ListPage(rows, after, page.next), wish.generation)
        if after is None:
            self._count(wish, len(rows) if page.next is None else None)

    def _count(self, wish: ListQuery, count: int | None) -> None:
        """Say how many there are: known when one page holds all, else counted behind the page that is shown."""
        services = self._services
        if count is not None:
            self._show_count(count)
            return
        query = filters.member_query(wish, services.state.context.shop, services.clock.now_ms())
        work = partial(member_list.count, services.store, query)
        services.book.ask(work, self._show_count, newest_of="member_count")

    def _show_count(self, count: int) -> None:
        self._view.show_count(self._services.state.words("desk.members_count", count=f"{count:,}"))

    def _counted(self, counts: dict[str, int]) -> None:
        self._counts = counts
        self.relabel()
