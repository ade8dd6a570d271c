"""What the rehearsal shows: the story as typed, which programmes play, and what each sale came to. Finished texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ui.facts import ChipFacts
from ui.programmes.facts import ExampleLine, ExamplePart, OfferChoice


@dataclass(frozen=True, slots=True)
class SourceChoice:
    """One version that can play: its key, name, what it says, and whether it plays."""

    key: str
    name: str
    note: str
    on: bool


@dataclass(frozen=True, slots=True)
class SourceGroup:
    """Versions of one sort: those of today, those planned, the draft, older ones."""

    title: str
    choices: tuple[SourceChoice, ...]


@dataclass(frozen=True, slots=True)
class SaleFacts:
    """One sale of the story as typed."""

    sale_id: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class StoryFacts:
    """The story as typed. `examples` are stories to start from, as (key, text)."""

    member: Mapping[str, object]
    sales: tuple[SaleFacts, ...]
    examples: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SaleAnswer:
    """What a sale came to. `problem` is why it was not played or not sold; then the rest may be empty.

    `waiting` are lines about what could not be used, under the foldable heading `waiting_title`.
    """

    title: str
    to_pay: str = ""
    sums: str = ""
    chips: tuple[ChipFacts, ...] = ()
    parts: tuple[ExamplePart, ...] = ()
    offers: tuple[OfferChoice, ...] = ()
    waiting_title: str = ""
    waiting: tuple[ExampleLine, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class StoryAnswer:
    """What the story came to: each sale by its id, and at the end the balances and what it cost against what it paid.

    `member_problem` is what is wrong with the member: then nothing is played.
    """

    sales: Mapping[str, SaleAnswer] = field(default_factory=dict)
    end: tuple[ExamplePart, ...] = ()
    paid: str = ""
    cost: str = ""
    member_problem: str = ""
