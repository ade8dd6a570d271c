"""What is done by hand with the member at the counter: who brought them, corrections, tiers, unspent money back."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal

from desktop import describe
from desktop.counter import present_actions as present
from desktop.counter.present_actions import PAY_OUT, REFER, REMOVE, Deed
from desktop.operations import members
from desktop.operations.members import MemberFile
from desktop.operations.recording import Recorded
from desktop.operations.search import find
from desktop.services import Services
from loyalty.cards import parse_card
from loyalty.errors import KnownError
from loyalty.explain import explain_refusal
from loyalty.members import MemberRow
from loyalty.refusals import Refusal
from ui.counter.actions_panel import ActionsPanel
from ui.counter.facts import ActionFacts
from ui.facts import MessageFacts

if TYPE_CHECKING:
    from desktop.counter.deeds import Command
    from loyalty.paying_out import PaidOut


class ActionsView(Protocol):
    """Where the deeds are shown: the counter's column, or the member's page."""

    action_panel: ActionsPanel
    actions_wished: Any

    def show_action(self, facts: ActionFacts | None) -> None:
        """Show a deed, the list of them, or what was there before."""


class Whose(Protocol):
    """Who it is done with."""

    @property
    def member(self) -> MemberFile | None:
        """The member, if there is one."""

    def seat(self, file: MemberFile | None) -> None:
        """Put somebody else in the place, or nobody."""


class MemberActionsDesk(QObject):
    """One deed at a time, each recorded once. `said` carries a MessageFacts, `done` that the member has changed.

    On a page of its own (`has_page`) a wish never closes it, and the member cannot be taken away.
    """

    said = Signal(object)
    done = Signal()
    failed = Signal(object)

    def __init__(
        self,
        view: ActionsView,
        services: Services,
        whose: Whose,
        parent: QObject | None = None,
        *,
        has_page: bool = False,
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._services = services
        self._whose = whose
        self._has_page = has_page
        self._deed: Deed | None = None
        self._busy = False
        # What the disk did not take: the same wish again is the same operation, whatever became of the first try.
        self._unsure: Command | None = None
        view.actions_wished.connect(self._wished)
        panel = view.action_panel
        panel.chosen.connect(self._choose)
        panel.searched.connect(self._search)
        panel.confirmed.connect(self._confirm)
        panel.left.connect(self.leave)
        services.state.ledger_changed.connect(self._moved)

    def _wished(self) -> None:
        if self._has_page:
            self._show(self._deed or Deed())
        else:
            self._show(None if self._deed else Deed())

    @property
    def is_open(self) -> bool:
        """Whether the panel stands in the place of the member's balances."""
        return self._deed is not None

    def leave(self) -> None:
        """From a deed to the list of them, from the list back to the member."""
        self._show(Deed() if self._deed is not None and self._deed.name else None)

    def close(self) -> None:
        """Back to the member, from wherever."""
        if self._deed is not None:
            self._show(None)

    def take_scan(self, text: str) -> bool:
        """Whether the panel asked who brought the member: a scanned card then answers it."""
        if self._deed is None or self._deed.name != REFER:
            return False
        services = self._services
        card = parse_card(services.state.context.card_secret, text)
        if isinstance(card, Refusal):
            self._refuse(self._deed, card)
        else:
            work = partial(members.look_up_card, services.store, services.state.context, card, services.clock.now_ms())
            services.reader.ask(work, partial(self._card_read, self._deed), self.failed.emit, newest_of="referrer")
        return True

    def relabel(self) -> None:
        """Show it again in the screen's language."""
        self._show(self._deed)

    def _choose(self, option: str) -> None:
        if self._deed is None:
            return
        if self._deed.name:
            self._show(replace(self._deed, chosen=option, problem="", paid=None))
            if self._deed.name == PAY_OUT:
                self._look_what_goes_back(option)
        elif option == REMOVE:
            self._show(None)
            self._whose.seat(None)
        else:
            self._show(Deed(option))

    def _search(self, text: str) -> None:
        if self._deed is not None:
            work = partial(find, self._services.store, text)
            self._services.reader.ask(work, partial(self._found, self._deed), newest_of="referrer")

    def _found(self, asked: Deed, rows: tuple[MemberRow, ...]) -> None:
        if self._deed is None or not self._is_at(asked) or self._whose.member is None:
            return
        words, own = self._services.state.words, self._whose.member.member.id
        found = tuple((str(row.id), present.person(row, words)) for row in rows if row.id != own)
        # Who is not shown is not chosen: the button would note somebody whom nobody sees.
        shown = found[: present.FOUND_MOST]
        chosen = self._deed.chosen if self._deed.chosen in dict(shown) else ""
        self._show(replace(self._deed, found=shown, chosen=chosen, problem=""))

    def _card_read(self, asked: Deed, answer: MemberFile | Refusal) -> None:
        if isinstance(answer, Refusal):
            self._refuse(asked, answer)
        elif self._deed is not None and self._is_at(asked):
            who = (str(answer.member.id), describe.member_title(answer.member, self._services.state.words))
            self._show(replace(self._deed, found=(who,), chosen=who[0], problem=""))

    def _look_what_goes_back(self, programme_id: str) -> None:
        services, file = self._services, self._whose.member
        if file is not None and self._deed is not None:
            from desktop.counter import deeds

            now_ms, context = services.clock.now_ms(), services.state.context
            work = partial(deeds.what_goes_back, services.store, context, file.member.id, programme_id, now_ms)
            services.reader.ask(work, partial(self._goes_back, self._deed), newest_of="pay_out")

    def _moved(self, member_id: int | None) -> None:
        """What goes back is another sum when the balance moved meanwhile, as by a sale at the counter."""
        deed, file = self._deed, self._whose.member
        if deed is not None and deed.paid is not None and file is not None and file.member.id == member_id:
            self._look_what_goes_back(deed.chosen)

    def _goes_back(self, asked: Deed, answer: PaidOut | Refusal) -> None:
        if isinstance(answer, Refusal):
            self._refuse(asked, answer)
        elif self._deed is not None and self._is_at(asked):
            self._show(replace(self._deed, paid=answer))

    def _confirm(self, amount: str, note: str) -> None:
        if self._deed is None or self._busy or self._whose.member is None:
            return
        from desktop.counter import deeds

        command = deeds.command_of(self._services, self._deed, self._whose.member.member.id, amount, note.strip())
        if command is None:
            words = self._services.state.words
            self._show(replace(self._deed, problem=words("benefits.choose_first")))
            return
        if self._unsure is not None and deeds.wish(self._unsure) == deeds.wish(command):
            command = self._unsure
        self._busy, self._unsure = True, command
        services = self._services
        work = partial(deeds.OPERATIONS[type(command)], services.store, services.state.context, command)
        services.writer.ask(work, partial(self._answered, self._deed), self._not_stored)

    def _answered(self, asked: Deed, answer: Recorded | Refusal) -> None:
        self._busy, self._unsure = False, None
        if isinstance(answer, Refusal):
            self._refuse(asked, answer)
            return
        state = self._services.state
        self._services.spooler.wake()
        text = present.said(answer, state.context, state.words)
        if self._is_at(asked):
            self._show(None)
        self.said.emit(MessageFacts(text, "done"))
        state.ledger_changed.emit(answer.operation.member_id)
        self.done.emit()

    def _not_stored(self, error: KnownError) -> None:
        self._busy = False
        self.failed.emit(error)

    def _refuse(self, asked: Deed, refusal: Refusal) -> None:
        """In the deed it is about, or in the bar once that was left."""
        sentence = explain_refusal(refusal, self._services.state.words, self._services.state.context.shop.currency)
        if self._deed is not None and self._is_at(asked):
            self._show(replace(self._deed, problem=sentence))
        else:
            self.said.emit(MessageFacts(sentence, "danger"))

    def _is_at(self, asked: Deed) -> bool:
        """Whether the deed of a question is still the one on the screen."""
        return self._deed is not None and self._deed.begun is asked.begun

    def _show(self, deed: Deed | None) -> None:
        self._deed = deed
        state, file = self._services.state, self._whose.member
        facts: Any = None
        if deed is not None and file is not None:
            facts = present.action_facts(deed.name, deed.chosen, deed.found, state.context, state.words)
            back = "" if deed.paid is None else present.goes_back(deed.paid, state.context, state.words)
            options = tuple(each for each in facts.options if not (self._has_page and each[0] == REMOVE))
            facts = replace(facts, options=options, sentence=back, problem=deed.problem)
        self._view.show_action(facts)
