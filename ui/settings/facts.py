"""What the settings' screen shows: plain frozen facts with finished texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PresetCard:
    """One preset: its name, one sentence a programme, and whether it runs now."""

    preset_id: str
    name: str
    sentences: tuple[str, ...]
    running: bool = False


@dataclass(frozen=True, slots=True)
class AboutFacts:
    """Where things are: rows such as ("資料", "/home/..."), shown so that they can be copied."""

    rows: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SettingsFacts:
    """Everything the screen shows at once: values of the shop's Fields, `theme` "light", "dark" or "system".

    `programmes` are those that run, as (name, sentence).
    """

    shop: Mapping[str, object] = field(default_factory=dict)
    language: str = "zh_tw"
    theme: str = "system"
    programmes: tuple[tuple[str, str], ...] = ()
    about: AboutFacts = AboutFacts()
