"""The rehearsal joined to the shop: a story typed, played on the painter's lane at every key, and kept as a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.operations.products import Catalogue, all_products
from desktop.programmes import rehearsal_present as present
from desktop.programmes.casting import FILE, Sources, cast, from_file, kept, sources_of, switched
from desktop.programmes.drafting import DraftingDesk
from desktop.programmes.files import read_file, write_text
from desktop.programmes.shelf import Shelf
from desktop.services import Services
from loyalty.basket import Product
from loyalty.door_case import MalformedCaseError
from loyalty.programmes import Programme
from loyalty.story import Story, StorySale, levels_of
from loyalty.story_case import ReadStory, Stage, read_story, text_of, write_story
from loyalty.story_examples import EXAMPLES, example_story
from loyalty.story_play import Played, play
from loyalty.words import Words
from ui.facts import MessageFacts
from ui.programmes.rehearsal_facts import StoryAnswer
from ui.programmes.view import ProgrammesView

_NEWEST = "rehearsal"


@dataclass(frozen=True)
class Performance:
    """A story and what it came to; `problem` is why it could not be played at all, in one line."""

    story: Story
    played: Played | None = None
    problem: str = ""


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
        self._drafting = drafting
        self._story: Story | None = None
        self._sources: Sources = ()
        self._products: dict[str, Product] = {}
        self._brought: dict[str, Product] = {}
        self._last: Performance | None = None
        # Keys come faster than a long story plays: only what was typed last is played.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._perform)
        self._connect()

    def _connect(self) -> None:
        page = self._page
        self._view.rehearse_wished.connect(self.open)
        page.left.connect(self._leave)
        page.cast.example_chosen.connect(self._choose)
        page.cast.member_changed.connect(self._take_member)
        page.cast.switched.connect(self._switch)
        page.sale_changed.connect(self._take_sale)
        page.sale_added.connect(self._add)
        page.sale_removed.connect(lambda sale_id: self._rearrange(lambda story: story.removed(sale_id)))
        page.sale_moved.connect(lambda sale_id, by: self._rearrange(lambda story: story.moved(sale_id, by)))
        page.offer_used.connect(self._use)
        page.export_wished.connect(self._write)
        page.import_wished.connect(self._read)

    def open(self) -> None:
        """Show the page with the programmes as they are and the draft in front, and the story as it was left."""
        self._sources = sources_of(self._shelf.histories(), self._drafting.readable, self._shelf.today())
        self._view.show_rehearsal()
        self._show()
        self._page.focus_first()
        services = self._services
        services.reader.ask(partial(all_products, services.store), self._take_products, self._shelf.fail)

    def refresh(self) -> None:
        """Programmes or words came anew: what was typed and switched stays."""
        fresh = sources_of(self._shelf.histories(), self._drafting.readable, self._shelf.today())
        brought = tuple(each for each in self._sources if each.group == FILE)
        self._sources = kept(self._sources, (*brought, *fresh))
        self._show()
        self._soon.start()

    def _take_products(self, catalogue: Catalogue) -> None:
        self._products = {each.id: each for each in catalogue if not each.retired}
        if self._story is None:
            self._choose(EXAMPLES[0])
        self._soon.start()

    def _leave(self) -> None:
        self._view.leave_rehearsal()
        self.closed.emit()

    def _show(self) -> None:
        words = self._services.state.words
        self._page.show_sources(present.groups(self._sources, words))
        self._page.show_story(present.story(self._story or Story(), words))
        self._show_last()

    @property
    def products(self) -> dict[str, Product]:
        """The shop's products and those that a file brought, by id."""
        return {**self._products, **self._brought}

    def _stage(self) -> Stage:
        state = self._services.state
        return Stage(cast(self._sources), self.products, state.context.shop, self._shelf.today(), state.words.language)

    def _choose(self, name: str) -> None:
        """Begin with an example; it is made on the lane, because it may have to be played first."""
        stage = self._stage()
        self._ask(lambda: _performed(lambda: example_story(name, stage), stage), self._begun)

    def _begun(self, performance: Performance) -> None:
        self._story = performance.story
        self._show()
        self._answered(performance)

    def _perform(self) -> None:
        story, stage = self._story, self._stage()
        if story is not None:
            self._ask(lambda: _performed(lambda: story, stage), self._answered)

    def _ask(self, work: Callable[[], Performance], then: Callable[[Performance], None]) -> None:
        self._soon.stop()
        self._services.painter.ask(work, then, self._shelf.fail, newest_of=_NEWEST)

    def _answered(self, performance: Performance) -> None:
        self._last = performance
        self._show_last()

    def _show_last(self) -> None:
        last, state = self._last, self._services.state
        if last is None:
            return
        if last.played is None:
            words = state.words
            self._view.show_message(MessageFacts(words("rehearsal.not_read", why=last.problem), "warn"))
            self._page.show_answer(StoryAnswer())
            return
        shop = state.context.shop
        self._page.suggest(self._suggestions(last.played))
        self._page.show_answer(present.answer(last.played, shop.calendar, shop.currency, state.words))

    def _suggestions(self, played: Played) -> dict[str, tuple[tuple[str, str], ...]]:
        """What the forms offer, as (value, label)."""
        programmes = [versions[0] for versions in cast(self._sources)]
        plans = [each for each in played.plans if not each.is_open]
        return {
            "products": tuple((each.id, each.name) for each in self.products.values()),
            "plans": tuple((each.id, each.title) for each in plans),
            "levels": tuple((each, present.level_name(each, programmes)) for each in levels_of(programmes)),
            "member_tags": tuple((each, each) for each in sorted(_tags(programmes))),
            "codes": tuple((code, code) for each in programmes if (code := str(each.terms.get("code", "")))),
        }

    def _take_member(self, values: Mapping[str, object]) -> None:
        self._story = replace(self._story or Story(), member=values)
        self._soon.start()

    def _take_sale(self, sale_id: str, values: Mapping[str, object]) -> None:
        sale = self._sale(sale_id)
        if self._story is not None and sale is not None:
            self._story = self._story.replaced(replace(sale, values=values))
            self._soon.start()

    def _use(self, sale_id: str, offer_id: str, used: bool) -> None:
        """Use an offer once, a payment as far as it goes; an automatic one is declined with 0."""
        sale, played = self._sale(sale_id), self._last.played if self._last else None
        told = next((each for each in played.told if each.sale_id == sale_id), None) if played else None
        offer = next((each for each in told.outcome.offers if each.id == offer_id), None) if told else None
        if self._story is None or sale is None or offer is None:
            return
        times = (offer.most if offer.is_payment else 1) if used else 0
        rewards = {**sale.rewards, offer_id: times}
        if not used and not offer.automatic:
            del rewards[offer_id]
        self._story = self._story.replaced(replace(sale, rewards=rewards))
        self._soon.start()

    def _sale(self, sale_id: str) -> StorySale | None:
        return self._story.sale(sale_id) if self._story is not None else None

    def _switch(self, key: str, on: bool) -> None:
        self._sources = switched(self._sources, key, on)
        self._page.show_sources(present.groups(self._sources, self._services.state.words))
        self._soon.start()

    def _add(self) -> None:
        self._rearrange(Story.added)
        self._page.open_last()

    def _rearrange(self, change: Callable[[Story], Story]) -> None:
        self._story = change(self._story or Story())
        self._page.show_story(present.story(self._story, self._services.state.words))
        self._soon.start()

    def _write(self, path: str) -> None:
        story, stage, place = self._story or Story(), self._stage(), Path(path)
        services = self._services
        work = partial(_write_story, place, story, stage)
        services.book.ask(work, partial(self._written, place.name), self._shelf.fail)

    def _written(self, file_name: str, _: object) -> None:
        words = self._services.state.words
        self.said.emit(MessageFacts(words("rehearsal.exported", file=file_name), "done"))

    def _read(self, path: str) -> None:
        self._view.show_message(None)
        self._services.book.ask(partial(read_file, Path(path)), self._take_file, self._shelf.fail)

    def _take_file(self, text: str) -> None:
        """The file's programmes play, none of the shop's; its products are known beside the shop's."""
        words = self._services.state.words
        try:
            read: ReadStory = read_story(text)
        except MalformedCaseError as error:
            self._view.show_message(MessageFacts(words("rehearsal.not_read", why=error.line(words)), "warn"))
            return
        self._story = read.story
        self._brought = dict(read.products)
        self._sources = from_file(self._sources, read.programmes)
        self._show()
        self._soon.start()


def _performed(tell: Callable[[], Story], stage: Stage) -> Performance:
    """Play a story on its stage; terms that no kind has any more are a problem, not a bug."""
    try:
        story = tell()
        return Performance(story, play(story, stage))
    except MalformedCaseError as error:
        return Performance(Story(), problem=error.line(Words(stage.language)))


def _write_story(path: Path, story: Story, stage: Stage) -> None:
    """Raises KnownError("file_unwritable")."""
    write_text(path, text_of(write_story(story, stage)))


def _tags(programmes: list[Programme]) -> set[str]:
    """The groups of members that these programmes ask for."""
    found: set[str] = set()
    for each in programmes:
        asked = each.terms.get("for_tags", ())
        found.update(str(tag) for tag in (asked if isinstance(asked, list | tuple) else ()))
    return found
