"""What every screen shows in the same way: chips, messages and the status line, as plain data with finished texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ChipKind = Literal["plain", "gold", "silver", "bronze", "danger", "warn", "info", "primary", "stamp"]
MessageKind = Literal["info", "warn", "danger", "done"]
StatusLevel = Literal["ok", "busy", "warn", "danger"]


@dataclass(frozen=True, slots=True)
class ChipFacts:
    """A short word on a tinted pill; `icon` is a name of ui/icons.py ("" for the kind's own, or none when plain)."""

    text: str
    kind: ChipKind = "plain"
    icon: str = ""


@dataclass(frozen=True, slots=True)
class MessageFacts:
    """One sentence in a bar in place. With `action_label` it carries a button that emits `action_id`; `key_label` names
    the key that does the same ("Ctrl+Z"). With `other_label` it carries a second button for the other way out, with
    `more_label` one between them for a third. `tip` is the sentence whole where `text` leaves something out.
    """

    text: str
    kind: MessageKind = "info"
    action_label: str = ""
    action_id: str = ""
    key_label: str = ""
    other_label: str = ""
    other_id: str = ""
    more_label: str = ""
    more_id: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class StatusItem:
    """One part of the status line: a finished text and how well it is."""

    text: str
    level: StatusLevel = "ok"


@dataclass(frozen=True, slots=True)
class StatusFacts:
    """The status line: scanner, printer and data."""

    scanner: StatusItem
    printer: StatusItem
    data: StatusItem
