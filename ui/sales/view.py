"""The screen of earlier sales: the list by day, and the open sale beside it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from loyalty.words import Words
from ui.facts import MessageFacts
from ui.sales.facts import MemberChoice, OpenSale, ReversalPreview, SalesPage


class SalesView(QWidget):
    """Earlier sales, newest first. Passive: `show_*` draws finished texts, signals are wishes.

    Taking back goes in two steps: `preview_wished(action, operation_id, amount)` with action "cancel", "refund" or
    "credit" is answered by `show_reversal_preview`; the second button emits `cancel_wished(id)`,
    `refund_wished(id, amount)` (a text as typed, or None for all that is left) or `credit_confirmed(id, member_id)`.
    `credit_wished(id)` opens the choice of a member: `credit_search_changed(text)` is answered by
    `show_member_choices`, then the preview is wished with the member's id in the place of the amount.
    """

    find_changed = Signal(str)
    page_wished = Signal(object)
    sale_opened = Signal(str)
    sale_closed = Signal()
    preview_wished = Signal(str, str, object)
    cancel_wished = Signal(str)
    refund_wished = Signal(str, object)
    credit_wished = Signal(str)
    credit_search_changed = Signal(str)
    credit_confirmed = Signal(str, object)
    print_again_wished = Signal(str)
    message_action_wished = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words

    def refresh(self) -> None:
        """Read the list anew from its first page."""

    def show_page(self, page: SalesPage) -> None:
        """Show a page that was wished for; one for an older text is dropped."""

    def show_sale(self, sale: OpenSale | None) -> None:
        """Show one sale in full, or none."""

    def show_reversal_preview(self, preview: ReversalPreview | None) -> None:
        """Show what taking back will do, with the button that does it, or close it."""

    def show_member_choices(self, choices: tuple[MemberChoice, ...]) -> None:
        """Show the members who could be given the open sale."""

    def show_message(self, message: MessageFacts | None) -> None:
        """Show a bar in place, or none."""

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        self._words = words
