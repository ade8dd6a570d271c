"""A story with who plays in it, played on the painter's lane after every change; only the last change counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.programmes import rehearsal_present as present
from desktop.programmes.casting import FILE, Sources, cast, from_file, kept, sources_of, switched
from desktop.programmes.drafting import DraftingDesk
from desktop.programmes.shelf import Shelf
from desktop.services import Services
from loyalty.basket import Product
from loyalty.door_case import MalformedCaseError
from loyalty.programmes import Programme
from loyalty.story import Story, levels_of
from loyalty.story_case import ReadStory, Stage
from loyalty.story_examples import example_story
from loyalty.story_play import Played, play
from loyalty.taken_codes import public_code
from loyalty.words import Words

_NEWEST = "rehearsal"


@dataclass(frozen=True)
class Performance:
    """A story and what it came to; `problem` is why it could not be played at all, in one line."""

    story: Story
    played: Played | None = None
    problem: str = ""


class Performing(QObject):
    """`begun` says that another story is in front, `played` that `last` is what the story came to.

    `story` is None until the first one was begun.
    """

    begun = Signal()
    played = Signal()

    def __init__(self, services: Services, shelf: Shelf, drafting: DraftingDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._shelf = shelf
        self._drafting = drafting
        self.story: Story | None = None
        self.sources: Sources = ()
        self.last: Performance | None = None
        self._products: Mapping[str, Product] = {}
        self._brought: Mapping[str, Product] = {}
        # Keys come faster than a long story plays: only what was typed last is played.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._perform)

    @property
    def products(self) -> dict[str, Product]:
        """The shop's products and those that a file brought, by id."""
        return {**self._products, **self._brought}

    @property
    def stage(self) -> Stage:
        """What the story plays on now."""
        state = self._services.state
        return Stage(cast(self.sources), self.products, state.context.shop, self._shelf.today(), state.words.language)

    def gather(self) -> None:
        """Look anew at what can play, the draft in front included; what a file brought stays, with every switch."""
        if any(each.group == FILE for each in self.sources):
            self.gather_again()
        else:
            self.sources = self._fresh()

    def gather_again(self) -> None:
        """Look anew at what can play; every switch stays as it is."""
        brought = tuple(each for each in self.sources if each.group == FILE)
        self.sources = kept(self.sources, (*brought, *self._fresh()))

    def know_products(self, catalogue: Iterable[Product]) -> None:
        """Play with these products from now on."""
        self._products = {each.id: each for each in catalogue if not each.retired}

    def change(self, story: Story) -> None:
        """Play this story soon."""
        self.story = story
        self.again()

    def again(self) -> None:
        """Play the story again soon: something around it changed."""
        self._soon.start()

    def switch(self, key: str, on: bool) -> None:
        """Let a version play, or not."""
        self.sources = switched(self.sources, key, on)
        self.again()

    def choose(self, name: str) -> None:
        """Begin an example; it is made on the lane, because it may have to be played first."""
        stage = self.stage
        self._ask(lambda: performed(lambda: example_story(name, stage), stage), self._begun)

    def take(self, read: ReadStory) -> None:
        """Begin a story that was read: the programmes of its file play, none of the shop's."""
        self._brought = read.products
        self.sources = from_file(self.sources, read.programmes)
        self.change(read.story)

    def _fresh(self) -> Sources:
        return sources_of(self._shelf.histories(), self._drafting.readable, self._shelf.today())

    def _perform(self) -> None:
        story, stage = self.story, self.stage
        if story is not None:
            self._ask(lambda: performed(lambda: story, stage), self._answered)

    def _ask(self, work: Callable[[], Performance], then: Callable[[Performance], None]) -> None:
        self._soon.stop()
        self._services.painter.ask(work, then, self._shelf.fail, newest_of=_NEWEST)

    def _begun(self, performance: Performance) -> None:
        self.story = performance.story
        self.begun.emit()
        self._answered(performance)

    def _answered(self, performance: Performance) -> None:
        self.last = performance
        self.played.emit()


def performed(tell: Callable[[], Story], stage: Stage) -> Performance:
    """Play a story on its stage; terms that no kind has any more are a problem, not a bug."""
    try:
        story = tell()
        return Performance(story, play(story, stage))
    except MalformedCaseError as error:
        return Performance(Story(), problem=error.line(Words(stage.language)))


def suggestions(
    played: Played, sources: Sources, products: Mapping[str, Product]
) -> dict[str, tuple[tuple[str, str], ...]]:
    """What the forms of a story offer, as (value, label). What takes an amount of the customer's own is not offered."""
    programmes = [versions[0] for versions in cast(sources)]
    plans = [each for each in played.plans if not each.is_open]
    return {
        "products": tuple((each.id, each.name) for each in products.values()),
        "plans": tuple((each.id, each.title) for each in plans),
        "levels": tuple((each, present.level_name(each, programmes)) for each in levels_of(programmes)),
        "member_tags": tuple((each, each) for each in sorted(_tags(programmes))),
        "codes": tuple((code, code) for each in programmes if (code := public_code(each))),
    }


def _tags(programmes: Sequence[Programme]) -> set[str]:
    """The groups of members that these programmes ask for."""
    found: set[str] = set()
    for each in programmes:
        asked = each.terms.get("for_tags", ())
        found.update(str(tag) for tag in (asked if isinstance(asked, list | tuple) else ()))
    return found
