"""What belongs to this till alone and lives in a file beside the database: its name, printer, language and theme."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Container
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from loyalty.errors import KnownError
from loyalty.words import LANGUAGES

THEMES = ("light", "dark", "system")
# The printers' own list, said again because reading it there costs the start of the window.
PRINTER_KINDS = ("virtual", "file", "network", "none")
PAPER_WIDTHS_MM = (58, 80)

_CHOICES: dict[str, Container[object]] = {
    "language": LANGUAGES,
    "theme": THEMES,
    "printer_kind": PRINTER_KINDS,
    "paper_width_mm": PAPER_WIDTHS_MM,
}
_NAME = re.compile("[A-Z]{1,3}")


@dataclass(frozen=True)
class TillSettings:
    """`name` is the letter that opens this till's slip numbers. `theme` is "light", "dark" or "system"."""

    name: str = "A"
    language: str = "zh_tw"
    theme: str = "light"
    printer_kind: str = "virtual"
    printer_address: str = ""
    paper_width_mm: int = 58
    first_start_done: bool = False

    @property
    def paper_width_dots(self) -> int:
        """Printable dots across at 203 dpi."""
        return 576 if self.paper_width_mm == 80 else 384


def load(path: Path) -> TillSettings:
    """The till's settings; defaults where the file or a value is missing or cannot be read."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return TillSettings()
    defaults = TillSettings()
    known = {
        field.name: stored[field.name]
        for field in fields(TillSettings)
        if isinstance(stored, dict) and type(stored.get(field.name)) is type(getattr(defaults, field.name))
    }
    possible = {name: value for name, value in known.items() if _is_possible(name, value)}
    return replace(defaults, **possible)


def _is_possible(name: str, value: object) -> bool:
    if name == "name":
        return _NAME.fullmatch(str(value)) is not None
    return name not in _CHOICES or value in _CHOICES[name]


def save(path: Path, settings: TillSettings) -> None:
    """Write the file whole or not at all. Raises KnownError("folder_not_writable")."""
    unfinished = path.with_suffix(".part")
    try:
        unfinished.write_text(json.dumps(asdict(settings), ensure_ascii=False, indent=1), encoding="utf-8")
        os.replace(unfinished, path)
    except OSError as error:
        raise KnownError("folder_not_writable", path=str(path.parent)) from error
