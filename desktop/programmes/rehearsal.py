"""The rehearsal joined to the shop: a story is typed, played at every key, and goes to a file and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.operations.products import Catalogue, all_products
from desktop.programmes import rehearsal_present as present
from desktop.programmes.drafting import DraftingDesk
from desktop.programmes.files import read_file, write_text
from desktop.programmes.performing import Performing, suggestions
from desktop.programmes.shelf import Shelf
from desktop.services import Services
from loyalty.door_case import MalformedCaseError
from loyalty.outcome import Offer
from loyalty.story import Story
from loyalty.story_case import Stage, read_story, text_of, write_story
from loyalty.story_examples import EXAMPLES
from ui.facts import MessageFacts
from ui.programmes.rehearsal_facts import StoryAnswer
from ui.programmes.view import ProgrammesView


class RehearsalDesk(QObject):
    """`said` carries a MessageFacts, `closed` that the page was left."""

    said = Signal(object)
    closed = Signal()

    def __init__(
        self,
        view: ProgrammesView,
        services: Services,
        shelf: Shelf,
        drafting: DraftingDesk,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._page = view.rehearsal
        self._services = services
        self._shelf = shelf
        self.performing = Performing(services, shelf, drafting, self)
        self._connect()

    def _connect(self) -> None:
        page, performing = self._page, self.performing
        self._view.rehearse_wished.connect(self.open)
        page.left.connect(self._leave)
        page.cast.example_chosen.connect(performing.choose)
        page.cast.member_changed.connect(lambda values: performing.change(replace(self._story, member=values)))
        page.cast.switched.connect(self._switch)
        page.sale_changed.connect(self._take_sale)
        page.sale_added.connect(self._add)
        page.sale_removed.connect(lambda sale_id: self._rearrange(self._story.removed(sale_id)))
        page.sale_moved.connect(lambda sale_id, by: self._rearrange(self._story.moved(sale_id, by)))
        page.offer_used.connect(self._use)
        page.export_wished.connect(self._write)
        page.import_wished.connect(self._read)
        performing.begun.connect(self._show)
        performing.played.connect(self._show_last)

    @property
    def _story(self) -> Story:
        return self.performing.story or Story()

    def open(self) -> None:
        """Show the page with the programmes as they are and the draft in front, and the story as it was left."""
        self.performing.gather()
        self._view.show_rehearsal()
        self._show()
        self._page.focus_first()
        services = self._services
        services.reader.ask(partial(all_products, services.store), self._take_products, self._shelf.fail)

    def refresh(self) -> None:
        """Programmes or words came anew: what was typed and switched stays."""
        self.performing.gather_again()
        self._show()
        self.performing.again()

    def _take_products(self, catalogue: Catalogue) -> None:
        self.performing.know_products(catalogue)
        if self.performing.story is None:
            self.performing.choose(EXAMPLES[0])
        else:
            self.performing.again()

    def _leave(self) -> None:
        self._view.show_rehearsal(in_front=False)
        self.closed.emit()

    def _show(self) -> None:
        words = self._services.state.words
        self._page.show_sources(present.groups(self.performing.sources, words))
        self._page.show_story(present.story(self._story, words))
        self._show_last()

    def _show_last(self) -> None:
        last, state = self.performing.last, self._services.state
        if last is None:
            return
        if last.played is None:
            words = state.words
            self._view.show_message(MessageFacts(words("rehearsal.not_played", why=last.problem), "warn"))
            self._page.show_answer(StoryAnswer())
            return
        shop = state.context.shop
        self._page.suggest(suggestions(last.played, self.performing.sources, self.performing.products))
        self._page.show_answer(present.answer(last.played, shop.calendar, shop.currency, state.words))

    def _take_sale(self, sale_id: str, values: Mapping[str, object]) -> None:
        sale = self._story.sale(sale_id)
        if sale is not None:
            self.performing.change(self._story.replaced(replace(sale, values=values)))

    def _use(self, sale_id: str, offer_id: str, used: bool) -> None:
        """Use an offer once, a payment as far as it goes; an automatic one is declined with 0."""
        sale, offer = self._story.sale(sale_id), self._offer(sale_id, offer_id)
        if sale is None or offer is None:
            return
        rewards = dict(sale.rewards)
        rewards[offer_id] = (offer.most if offer.is_payment else 1) if used else 0
        if not used and not offer.automatic:
            del rewards[offer_id]
        self.performing.change(self._story.replaced(replace(sale, rewards=rewards)))

    def _offer(self, sale_id: str, offer_id: str) -> Offer | None:
        """An offer as the sale was last told to have it."""
        last = self.performing.last
        told = [each for each in last.played.told if each.sale_id == sale_id] if last and last.played else []
        return next((each for sale in told for each in sale.outcome.offers if each.id == offer_id), None)

    def _switch(self, key: str, on: bool) -> None:
        self.performing.switch(key, on)
        self._page.show_sources(present.groups(self.performing.sources, self._services.state.words))

    def _add(self) -> None:
        self._rearrange(self._story.added())
        self._page.open_last()

    def _rearrange(self, story: Story) -> None:
        self.performing.change(story)
        self._page.show_story(present.story(story, self._services.state.words))

    def _write(self, path: str) -> None:
        services = self._services
        work = partial(write_file, Path(path), self._story, self.performing.stage)
        services.book.ask(work, partial(self._written, Path(path).name), self._shelf.fail)

    def _written(self, file_name: str, _: object) -> None:
        words = self._services.state.words
        self.said.emit(MessageFacts(words("rehearsal.exported", file=file_name), "done"))

    def _read(self, path: str) -> None:
        self._view.show_message(None)
        self._services.book.ask(partial(read_file, Path(path)), self._take_file, self._shelf.fail)

    def _take_file(self, text: str) -> None:
        """A file that is no story changes nothing, and says what is wrong with it."""
        words = self._services.state.words
        try:
            self.performing.take(read_story(text))
        except MalformedCaseError as error:
            self._view.show_message(MessageFacts(words("rehearsal.not_read", why=error.line(words)), "warn"))
            return
        self._show()


def write_file(path: Path, story: Story, stage: Stage) -> None:
    """Write a story as a case of the rules' door. Raises KnownError("file_unwritable")."""
    write_text(path, text_of(write_story(story, stage)))
