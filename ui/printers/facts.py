"""What the printers' screen shows and asks for: plain frozen facts with finished texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ui.facts import MessageFacts, StatusItem

ROLES = ("receipt", "card", "kitchen")
# In the order in which they are offered. Which way is right for a printer is written on its back.
KINDS = ("usb", "network", "serial", "queue", "file", "virtual", "none")
ICONS = {
    "usb": "usb",
    "network": "wifi",
    "serial": "cable",
    "queue": "printer",
    "file": "file-output",
    "virtual": "monitor",
    "none": "x",
}
# Kinds that put out paper or bytes somewhere: they have an address and a test page.
REAL_KINDS = ("usb", "network", "serial", "queue", "file")
# Kinds whose devices can be looked for.
FINDABLE = ("usb", "network", "serial", "queue")
PICTURE, BIG5, GB18030 = "picture", "big5", "gb18030"
# What the lines of the test page that a person reads stand for: the width in dots, the encoding of quick text.
WIDTH_OF_LETTER = {"A": 576, "B": 512, "C": 384}
ROUTE_OF_LETTER = {"D": BIG5, "E": GB18030}

TrialState = Literal["not_yet", "printing", "printed", "trouble"]


@dataclass(frozen=True, slots=True)
class PrinterDraft:
    """A printer while it is set up; `printer_id` is "" for a new one, `drawer` says that a cash drawer hangs on it."""

    printer_id: str = ""
    kind: str = ""
    address: str = ""
    width_dots: int = 0
    route: str = PICTURE
    name: str = ""
    roles: tuple[str, ...] = ()
    drawer: bool = False


@dataclass(frozen=True, slots=True)
class PrinterRow:
    """One printer of the list: `place` is its kind, address and paper, `prints` its roles and its drawer, `trouble`
    what keeps it from printing, in words.
    """

    printer_id: str
    name: str
    kind: str
    place: str
    prints: str
    drawer: bool = False
    state: StatusItem | None = None
    trouble: str = ""
    can_test: bool = True
    can_remove: bool = True


@dataclass(frozen=True, slots=True)
class FoundRow:
    """Something that was found: its address as it is kept, and what it calls itself."""

    address: str
    title: str


@dataclass(frozen=True, slots=True)
class Search:
    """How far looking goes: `percent` of the places asked (None: not to be known), whether it is over, and what kept it
    from looking.
    """

    found: tuple[FoundRow, ...] = ()
    running: bool = False
    percent: int | None = None
    over: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class TrialFacts:
    """How the test page goes; `message` says it in words."""

    state: TrialState = "not_yet"
    message: MessageFacts | None = None


@dataclass(frozen=True, slots=True)
class SetUpFacts:
    """What the flow needs to know of this till: which spooler its system has ("windows" or "cups"), by whom a role is
    printed now (role to the printer's name), and the names that are taken.
    """

    queue_system: str = "cups"
    printed_by: Mapping[str, str] = field(default_factory=dict)
    names: tuple[str, ...] = ()
