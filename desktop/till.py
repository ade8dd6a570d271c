"""What belongs to this till alone and lives in a file beside the database: its name, printers, language and theme."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Container
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from loyalty.errors import KnownError
from loyalty.words import LANGUAGES

THEMES = ("light", "dark", "system")
# The printers' own lists, said again because reading them there costs the start of the window.
PRINTER_KINDS = ("virtual", "network", "usb", "serial", "queue", "file", "none")
TEXT_ROUTES = ("picture", "big5", "gb18030")
PAPER_WIDTHS_DOTS = (384, 512, 576)
ROLES = ("receipt", "card", "kitchen")
MAIN_PRINTER = "main"

_CHOICES: dict[str, Container[object]] = {"language": LANGUAGES, "theme": THEMES}
_ENTRY_CHOICES: dict[str, Container[object]] = {"width_dots": PAPER_WIDTHS_DOTS, "route": TEXT_ROUTES}
_NAME = re.compile("[A-Z]{1,3}")
_WIDE_MM, _NARROW_MM = 80, 58


@dataclass(frozen=True, slots=True)
class PrinterEntry:
    """One printer of this till.

    `id` never changes and never comes again, `name` is the owner's ("" for none). `kind` is one of PRINTER_KINDS and
    `address` what that kind needs (printing/printers/settings.py). `width_dots` is what prints across at 203 dpi,
    `route` one of TEXT_ROUTES, `roles` the slips that it prints, `drawer` whether the cash drawer hangs on it.
    """

    id: str
    name: str
    kind: str
    address: str
    width_dots: int = 384
    route: str = "picture"
    roles: tuple[str, ...] = ("receipt",)
    drawer: bool = False


@dataclass(frozen=True)
class TillSettings:
    """`name` is the letter that opens this till's slip numbers. `theme` is "light", "dark" or "system"."""

    name: str = "A"
    language: str = "zh_tw"
    theme: str = "light"
    printers: tuple[PrinterEntry, ...] = (PrinterEntry(MAIN_PRINTER, "", "virtual", ""),)
    first_start_done: bool = False

    def printer_for(self, role: str) -> PrinterEntry | None:
        """The printer of a role: the first that has it, else the receipts', else the first; None when there is none."""
        for wanted in (role, "receipt"):
            for entry in self.printers:
                if wanted in entry.roles:
                    return entry
        return self.printers[0] if self.printers else None

    def printer(self, printer_id: str) -> PrinterEntry | None:
        """The printer with this id."""
        return next((entry for entry in self.printers if entry.id == printer_id), None)

    @property
    def drawer_printer(self) -> PrinterEntry | None:
        """The printer that the cash drawer hangs on: the receipts' before any other."""
        receipts = self.printer_for("receipt")
        if receipts is not None and receipts.drawer:
            return receipts
        return next((entry for entry in self.printers if entry.drawer), None)

    @property
    def prints(self) -> bool:
        """Whether slips are wanted at all."""
        return any(entry.kind != "none" for entry in self.printers)

    @property
    def paper_width_dots(self) -> int:
        """What prints across a receipt, at 203 dpi."""
        entry = self.printer_for("receipt")
        return PAPER_WIDTHS_DOTS[0] if entry is None else entry.width_dots

    @property
    def paper_width_mm(self) -> int:
        """The roll that a receipt is printed on."""
        return _NARROW_MM if self.paper_width_dots == PAPER_WIDTHS_DOTS[0] else _WIDE_MM

    @property
    def text_route(self) -> str:
        """How a receipt's text reaches the paper: one of TEXT_ROUTES."""
        entry = self.printer_for("receipt")
        return TEXT_ROUTES[0] if entry is None else entry.route


def load(path: Path) -> TillSettings:
    """The till's settings; defaults where the file or a value is missing or cannot be read."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return TillSettings()
    if not isinstance(stored, dict):
        return TillSettings()
    defaults = TillSettings()
    known = {
        field.name: stored[field.name]
        for field in fields(TillSettings)
        if field.name != "printers" and type(stored.get(field.name)) is type(getattr(defaults, field.name))
    }
    possible = {name: value for name, value in known.items() if _is_possible(name, value)}
    return replace(defaults, printers=_printers(stored, defaults), **possible)


def save(path: Path, settings: TillSettings) -> None:
    """Write the file whole or not at all. Raises KnownError("folder_not_writable")."""
    unfinished = path.with_suffix(".part")
    try:
        unfinished.write_text(json.dumps(asdict(settings), ensure_ascii=False, indent=1), encoding="utf-8")
        os.replace(unfinished, path)
    except OSError as error:
        raise KnownError("folder_not_writable", path=str(path.parent)) from error


def _is_possible(name: str, value: object) -> bool:
    if name == "name":
        return _NAME.fullmatch(str(value)) is not None
    return name not in _CHOICES or value in _CHOICES[name]


def _printers(stored: dict[str, Any], defaults: TillSettings) -> tuple[PrinterEntry, ...]:
    listed = stored.get("printers")
    if listed == []:
        return ()
    if not isinstance(listed, list):
        return (_the_one_before(stored, defaults.printers[0]),)
    entries: dict[str, PrinterEntry] = {}
    for each in listed:
        entry = _entry(each)
        if entry is not None:
            entries.setdefault(entry.id, entry)
    return tuple(entries.values()) or defaults.printers


def _the_one_before(stored: dict[str, Any], default: PrinterEntry) -> PrinterEntry:
    """A till's file once held one printer in three values."""
    kind, address, width_mm = (stored.get(each) for each in ("printer_kind", "printer_address", "paper_width_mm"))
    return replace(
        default,
        kind=kind if kind in PRINTER_KINDS else default.kind,
        address=address if isinstance(address, str) else default.address,
        width_dots=PAPER_WIDTHS_DOTS[2] if width_mm == _WIDE_MM else default.width_dots,
    )


def _entry(stored: object) -> PrinterEntry | None:
    """A printer of the list; None when nobody can say which printer it is, its own default for a value that is odd."""
    if not isinstance(stored, dict):
        return None
    printer_id, kind = stored.get("id"), stored.get("kind")
    if not isinstance(printer_id, str) or not printer_id or kind not in PRINTER_KINDS:
        return None
    entry = PrinterEntry(printer_id, "", kind, "")
    known: dict[str, Any] = {
        field.name: stored[field.name]
        for field in fields(PrinterEntry)
        if type(stored.get(field.name)) is type(getattr(entry, field.name))
    }
    possible = {key: value for key, value in known.items() if key not in _ENTRY_CHOICES or value in _ENTRY_CHOICES[key]}
    roles = stored.get("roles")
    if isinstance(roles, list):
        possible["roles"] = tuple(role for role in ROLES if role in roles)
    return replace(entry, **possible)
