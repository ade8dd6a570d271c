"""A draft in front: tried out with every key, and published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.operations import programmes as operations
from desktop.operations.context import ShopContext
from desktop.operations.products import Catalogue, all_products
from desktop.programmes import present, trial
from desktop.programmes.draft import Draft, among
from desktop.programmes.shelf import Shelf
from desktop.services import Services
from loyalty.basket import Product
from loyalty.errors import KnownError
from loyalty.explain import explain_refusal
from loyalty.programme_files import says_the_same
from loyalty.programmes import Programme
from loyalty.refusals import Refusal, RefusalReason
from ui.facts import MessageFacts
from ui.programmes.facts import EditorFacts, ExampleFacts, ExampleLine, ExamplePart, Suggested
from ui.programmes.view import ProgrammesView

ID = "id"
# The kinds whose members are known by the programme itself.
PAUSE_MS, VISITS_AT_ONCE = 200, 15
_AT_A_FIELD = frozenset({RefusalReason.MALFORMED, RefusalReason.CODE_TAKEN})
MEMBERSHIPS = ("membership", "subscription")


class DraftingDesk(QObject):
    """`said` carries a MessageFacts, `published` the id of the programme that has a new version."""

    said = Signal(object)
    published = Signal(str)

    def __init__(self, view: ProgrammesView, services: Services, shelf: Shelf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._services = services
        self._shelf = shelf
        self._draft: Draft | None = None
        self._typed: Mapping[str, object] = {}
        self._catalogue: Catalogue = ()
        self._products: dict[str, Product] = {}
        self._publishing = False
        # Keys may come faster than a history of many visits is tried: only the last one counts.
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._show_all)
        view.draft_changed.connect(self._take_typed)
        view.example_changed.connect(lambda _: self._try_soon())
        view.publish_wished.connect(self._publish)

    @property
    def draft(self) -> Draft | None:
        """The draft in front; None when there is none."""
        return self._draft

    @property
    def readable(self) -> Programme | None:
        """The programme as typed, where it is right; an old version that is looked at is none."""
        draft = self._draft
        if draft is None or draft.looks_at is not None or not self._typed:
            return None
        read = draft.read(self._typed)
        return None if isinstance(read, Refusal) else read

    def begin(self, draft: Draft) -> None:
        """Put a draft in front."""
        self._draft = draft
        self._view.show_editor(self._facts(draft))
        services = self._services
        services.reader.ask(partial(all_products, services.store), self._suggest)

    def end(self) -> None:
        """There is no draft any more."""
        self._draft = None
        self._soon.stop()

    def relabel(self) -> None:
        """Say what is around the draft in the screen's language, and try it again; what was typed stays."""
        if self._draft is not None:
            self._view.editor.refresh(self._facts(self._draft))
            self._try_soon()

    def _facts(self, draft: Draft) -> EditorFacts:
        history = None if draft.is_new else self._shelf.history(draft.programme.id)
        return present.editor(draft, history, self._shelf.today(), self._services.state.words)

    def _suggest(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._products = {each.id: each for each in catalogue if not each.retired}
        self._try_soon()

    def _try_soon(self) -> None:
        """At once, or after a pause in typing where the example has a long history."""
        visits = self._view.preview.values().get("example_visits")
        self._soon.start(PAUSE_MS if isinstance(visits, int) and visits > VISITS_AT_ONCE else 0)

    def _take_typed(self, typed: Mapping[str, object]) -> None:
        self._typed = typed
        self._try_soon()

    def _show_all(self) -> None:
        draft, state = self._draft, self._services.state
        if draft is None or not self._typed:
            return
        read = draft.read(self._typed)
        shop = state.context.shop
        self._view.suggest(Suggested(suggestions(self._catalogue, self._shelf.shown(), draft.typed(self._typed))))
        self._view.preview.show_preview(present.preview(read, draft.fields, shop.currency, state.words))
        self._view.preview.show_example(self._example(read))

    def _example(self, read: Programme | Refusal) -> ExampleFacts:
        state = self._services.state
        shop, words = state.context.shop, state.words
        typed = self._view.preview.values()
        example = trial.typed_example(typed, self._products, shop, self._services.clock.now_ms())
        if isinstance(read, Refusal) or example is None:
            waiting = ExampleLine(words("programmes_screen.example_waits"), "hint")
            return ExampleFacts(parts=(ExamplePart("", (waiting,)),))
        programmes = among(state.context.programmes, read)
        return trial.answer(programmes, read.id, example, shop, words)

    def _publish(self, typed: Mapping[str, object]) -> None:
        draft = self._draft
        if draft is None or self._publishing:
            return
        if not self._view.editor.is_changed():
            words = self._services.state.words
            self._view.show_message(MessageFacts(words("programmes_screen.unchanged"), "info"))
            return
        terms = typed["terms"]
        wished = replace(
            draft.programme,
            name=str(typed["name"]),
            terms=terms if isinstance(terms, Mapping) else {},
            stopped=False,
        )
        today = self._shelf.today()
        from_day = date.fromisoformat(str(typed["from_day"])) if typed["from_day"] else today
        already = self._said_already(draft.read(typed), from_day)
        if already:
            self._view.show_message(MessageFacts(already, "info"))
            return
        self._publishing = True
        services = self._services
        work = partial(operations.publish, services.store, services.state.context, wished, from_day, today)
        services.writer.ask(work, partial(self._published, draft, wished, from_day), self._failed)

    def _said_already(self, read: Programme | Refusal, from_day: date) -> str:
        """That the newest version says the same and begins on that day or sooner, so that nothing would come of it."""
        history = None if isinstance(read, Refusal) else self._shelf.history(read.id)
        begins = None if history is None else history.newest.from_day
        if isinstance(read, Refusal) or history is None or begins is None or begins > from_day:
            return ""
        if not says_the_same(history.newest, replace(read, stopped=False)):
            return ""
        later = begins < from_day and len(history.versions) > 1
        key = "programmes_screen.begins_sooner" if later else "programmes_screen.begins_already"
        facts = {"name": read.name, "day": begins.isoformat(), "wanted": from_day.isoformat()}
        return self._services.state.words(key, **facts)

    def _published(self, draft: Draft, wished: Programme, from_day: date, answer: ShopContext | Refusal) -> None:
        self._publishing = False
        # Whoever left this draft meanwhile stays where they went.
        in_front = self._draft is draft
        if isinstance(answer, Refusal):
            self._refuse(answer, in_front)
            return
        if in_front:
            self.end()
        today = self._shelf.today()
        self._shelf.take(answer)
        key = "published_today" if from_day == today else "published_later"
        words = self._services.state.words
        sentence = words(f"programmes_screen.{key}", name=wished.name, day=from_day.isoformat())
        self.said.emit(MessageFacts(sentence, "done"))
        if in_front:
            self.published.emit(wished.id)

    def _refuse(self, refusal: Refusal, in_front: bool) -> None:
        place = str(refusal.facts.get("place", ""))
        if not in_front:
            self.said.emit(MessageFacts(explain_refusal(refusal, self._services.state.words), "warn"))
        elif refusal.reason in _AT_A_FIELD and place.partition(".")[0] in ("name", "terms", "from_day"):
            self._view.editor.show_fault(place, refusal)
        else:
            self._shelf.refuse(refusal)

    def _failed(self, error: KnownError) -> None:
        self._publishing = False
        self._shelf.fail(error)


def suggestions(
    catalogue: Catalogue, programmes: tuple[Programme, ...], draft: Programme
) -> dict[str, tuple[tuple[str, str], ...]]:
    """What texts of terms may be chosen from, as (value, label): categories with those above them, products, tags,
    levels and memberships (the draft's own as they are typed), programmes, causes.
    """
    others = tuple(each for each in programmes if each.id != draft.id)
    on_sale = [each for each in catalogue if not each.retired]
    paths = {each.category for each in on_sale if each.category}
    branches = {"/".join(path.split("/")[:depth]) for path in paths for depth in range(1, path.count("/") + 2)}
    tags = {tag for each in on_sale for tag in each.tags}
    return {
        "categories": tuple((each, each) for each in sorted(branches)),
        "products": tuple((each.id, each.name) for each in on_sale),
        "tags": tuple((each, each) for each in sorted(tags)),
        "tiers": tuple(_statuses((draft, *others))),
        "programmes": tuple((each.id, each.name) for each in (*others, draft)),
        "causes": tuple(_causes(programmes)),
    }


def _statuses(programmes: tuple[Programme, ...]) -> list[tuple[str, str]]:
    """What a member can be: the levels of programmes that have some, and programmes that are a membership."""
    found: list[tuple[str, str]] = []
    for programme in programmes:
        if programme.kind in MEMBERSHIPS:
            found.append((programme.id, programme.name))
        levels = programme.terms.get("levels", ())
        rows = levels if isinstance(levels, list | tuple) else ()
        found += [(str(row[ID]), str(row.get("title") or row[ID])) for row in rows if row.get(ID)]
    return found


def _causes(programmes: tuple[Programme, ...]) -> list[tuple[str, str]]:
    causes = {str(each.terms["cause"]) for each in programmes if each.terms.get("cause")}
    return [(each, each) for each in sorted(causes)]
