"""Who is due next, read when the members' screen is."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from desktop import describe
from desktop.operations import subscriptions
from desktop.operations.subscriptions import DueMember
from desktop.services import Services
from loyalty.refusals import Refusal
from loyalty.words import Words
from ui.members.facts import DueRow
from ui.members.view import MembersView


class DueDesk(QObject):
    """Feeds the list of subscriptions that wait; a shop without any never sees it."""

    def __init__(self, view: MembersView, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._services = services

    def refresh(self) -> None:
        """Read the list anew."""
        services = self._services
        if all(programme.kind != "subscription" for programme in services.state.context.programmes):
            self._view.show_due(None)
            return
        work = partial(subscriptions.all_due, services.store, services.state.context, services.clock.now_ms())
        services.book.ask(work, self._show, newest_of="due")

    def _show(self, found: tuple[DueMember, ...] | Refusal) -> None:
        words = self._services.state.words
        self._view.show_due(None if isinstance(found, Refusal) else tuple(due_row(each, words) for each in found))


def due_row(found: DueMember, words: Words) -> DueRow:
    """One row of the list."""
    return DueRow(
        found.member.id,
        describe.member_title(found.member, words),
        words("members.due_row", programme=found.programme, title=found.due.title),
        words("members.due_left", count=found.due.left, day=found.due.until.isoformat()),
    )
