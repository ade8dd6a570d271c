"""What the print history and printing on demand show and ask for: plain frozen facts with finished texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ui.facts import ChipFacts, MessageFacts

# Which slips are listed, by their state.
FILTERS = ("all", "trouble", "open", "printed", "dropped")
# What can be printed when it is wanted, with its picture.
THINGS = {"poster": "qr-code", "stamp_card": "stamp", "coupon": "tag", "day_report": "receipt-text"}
# What is printed more than once at a time.
COUNTED = ("poster", "stamp_card", "coupon")
# What is printed of a programme.
OF_A_PROGRAMME = ("stamp_card", "coupon")


@dataclass(frozen=True, slots=True)
class PrintRow:
    """One slip of the history. `day` is shown where it differs from the row above."""

    job_id: str
    day: str
    time: str
    slip: str
    number: str
    whose: str
    printer: str
    state: ChipFacts


@dataclass(frozen=True, slots=True)
class PrintsPage:
    """Rows, newest first, that follow the cursor `after`; `next` is None at the end.

    `find` and `filter` are what was looked for: a page for an older question is dropped.
    """

    rows: tuple[PrintRow, ...]
    after: object = None
    next: object = None
    find: str = ""
    filter: str = FILTERS[0]


@dataclass(frozen=True, slots=True)
class PrintAction:
    """What can be done with a slip: "came_out", "retry", "again", "reroute" or "drop", and the words on its button."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class OpenPrint:
    """One slip. `about` says what its state means, `why` what the printer said ("" for nothing).

    `facts` are rows such as ("單號", "A-000123"). `printers` are those it can be sent to as (id, name); the action that
    takes one is "reroute", or "again" for a slip that is done.
    """

    job_id: str
    title: str
    state: ChipFacts
    about: str
    why: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    actions: tuple[PrintAction, ...] = ()
    printers: tuple[tuple[str, str], ...] = ()
    picture_note: str = ""


@dataclass(frozen=True, slots=True)
class PrintNowFacts:
    """What can be printed now. The programmes are (id, name); `most` is how many at a time; `notes` say what comes of
    it; what is in `troubles` cannot be printed, and why.
    """

    stamp_cards: tuple[tuple[str, str], ...] = ()
    coupons: tuple[tuple[str, str], ...] = ()
    today: str = ""
    most: Mapping[str, int] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    troubles: Mapping[str, MessageFacts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PrintNowWish:
    """One of THINGS to be seen, or printed: of a programme, so many, of a day "2026-11-22", with these words."""

    thing: str
    programme_id: str = ""
    count: int = 1
    day: str = ""
    sentence: str = ""
