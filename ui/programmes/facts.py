"""What the programmes' screen shows: plain frozen facts with finished texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from loyalty.terms import Field
from ui.facts import ChipFacts
from ui.picking import Suggestions


@dataclass(frozen=True, slots=True)
class ProgrammeCard:
    """One programme in the list: its name, kind and sentence, how it stands, and which version that is."""

    programme_id: str
    name: str
    icon: str
    kind: str
    sentence: str
    state: ChipFacts
    version: str


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version: its title, since when, what became of it (None: nothing to say), its sentence.

    `can_be_reused` is false for the one that is in use anyway.
    """

    version: int
    title: str
    since: str
    state: ChipFacts | None
    sentence: str
    can_be_reused: bool = True


@dataclass(frozen=True, slots=True)
class ProgrammeDetail:
    """One programme whole. `holdings` are finished lines; empty until they are known, or when nobody holds anything."""

    card: ProgrammeCard
    give_back: str
    holdings: tuple[str, ...]
    versions: tuple[VersionRow, ...]
    stopped: bool


@dataclass(frozen=True, slots=True)
class GalleryCard:
    """Something a new programme can begin with: a preset, or an empty kind."""

    key: str
    icon: str
    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class GalleryGroup:
    """The presets of one kind, or the kinds themselves."""

    title: str
    cards: tuple[GalleryCard, ...]


@dataclass(frozen=True, slots=True)
class EditorFacts:
    """A draft to edit, or an old version to look at (`read_only`).

    `fields` and `values` are the kind's terms; rows added to them are known by ids that begin with `row_prefix`.
    `note` says what publishing will do, `today` the first day it can begin.
    """

    row_prefix: str
    title: str
    chips: tuple[ChipFacts, ...]
    name: str
    fields: tuple[Field, ...]
    values: Mapping[str, object]
    note: str
    today: date
    from_day: str = ""
    read_only: bool = False
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class PreviewFacts:
    """What the draft says of itself, or why it cannot yet (`problem`)."""

    sentence: str = ""
    give_back: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ExampleLine:
    """One line of the example's answer; `strong` for the draft's own, `hint` for what cannot be had."""

    text: str
    look: str = ""


@dataclass(frozen=True, slots=True)
class ExamplePart:
    """A heading with its lines."""

    title: str
    lines: tuple[ExampleLine, ...]


@dataclass(frozen=True, slots=True)
class OfferChoice:
    """A reward the example sale may use, or something it may buy for later."""

    offer_id: str
    title: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ExampleFacts:
    """The example sale's answer: what is to pay, the parts that explain it, the rewards that may be used, and what may
    be bought for later.
    """

    to_pay: str = ""
    parts: tuple[ExamplePart, ...] = ()
    offers: tuple[OfferChoice, ...] = ()
    plans: tuple[OfferChoice, ...] = ()


@dataclass(frozen=True, slots=True)
class FileChange:
    """A programme of a file: its name, its sentence as it would be, and what would keep it from applying, or ""."""

    name: str
    sentence: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class FilePreview:
    """What taking a file would do, before it does it."""

    file_name: str
    new: tuple[FileChange, ...] = ()
    changed: tuple[FileChange, ...] = ()
    equal: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggested:
    """What texts may be chosen from, by the name in `Field.suggest`."""

    by_name: Mapping[str, Suggestions] = field(default_factory=dict)
