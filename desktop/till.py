"""What belongs to this till alone and lives in a file beside the database: its name, printer, language and theme."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from loyalty.errors import KnownError
from loyalty.words import LANGUAGES


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
    settings = replace(defaults, **known)
    return settings if settings.language in LANGUAGES else replace(settings, language=defaults.language)


def save(path: Path, settings: TillSettings) -> None:
    """Write the file whole or not at all. Raises KnownError("folder_not_writable")."""
    unfinished = path.with_suffix(".part")
    try:
        unfinished.write_text(json.dumps(asdict(settings), ensure_ascii=False, indent=1), encoding="utf-8")
        os.replace(unfinished, path)
    except OSError as error:
        raise KnownError("folder_not_writable", path=str(path.parent)) from error
