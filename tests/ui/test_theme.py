from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from ui import theme
from ui.theme import DARK, LIGHT, Tokens

UI = Path(theme.__file__).parent
WORDS_ON_GROUNDS = [
    ("text", "bg"),
    ("text", "surface"),
    ("text", "surface2"),
    ("text", "sunken"),
    ("text", "primary_tint"),
    ("text", "highlight"),
    ("text2", "bg"),
    ("text2", "surface"),
    ("text2", "surface2"),
    ("text2", "sunken"),
    ("text2", "primary_tint"),
    ("text2", "highlight"),
    ("text3", "surface"),
    ("text3", "surface2"),
    ("text3", "bg"),
    ("text3", "primary_tint"),
    ("primary", "surface"),
    ("primary", "primary_tint"),
    ("on_primary", "primary"),
    ("on_primary", "primary_hover"),
    ("on_primary", "primary_pressed"),
    ("stamp", "surface"),
    ("stamp", "stamp_tint"),
    ("on_stamp", "stamp"),
    ("stamp", "primary_tint"),
    ("gold", "gold_tint"),
    ("silver", "silver_tint"),
    ("bronze", "bronze_tint"),
    ("danger", "danger_tint"),
    ("danger", "surface"),
    ("danger", "bg"),
    ("warn", "warn_tint"),
    ("warn", "bg"),
    ("info", "info_tint"),
    ("on_toast", "toast"),
    ("toast_action", "toast"),
    ("ink", "paper"),
]
EDGES_ON_GROUNDS = [("control", "surface"), ("focus", "surface"), ("focus", "bg"), ("primary", "bg")]


def _light(channel: float) -> float:
    return channel / 12.92 if channel <= 0.03928 else ((channel + 0.055) / 1.055) ** 2.4


def _luminance(name: str) -> float:
    colour = QColor(name)
    return 0.2126 * _light(colour.redF()) + 0.7152 * _light(colour.greenF()) + 0.0722 * _light(colour.blueF())


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("words", "ground"), WORDS_ON_GROUNDS)
def test_words_can_be_read_on_their_ground(tokens: Tokens, words: str, ground: str) -> None:
    assert contrast(getattr(tokens, words), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGES_ON_GROUNDS)
def test_edges_of_controls_can_be_seen(tokens: Tokens, edge: str, ground: str) -> None:
    assert contrast(getattr(tokens, edge), getattr(tokens, ground)) >= 3.0


@pytest.mark.parametrize("ground", theme.AVATARS)
def test_initials_can_be_read_on_every_avatar(ground: str) -> None:
    assert contrast(theme.ON_AVATAR, ground) >= 4.5


def test_a_person_keeps_the_avatars_colour() -> None:
    assert [theme.avatar_colour(7).name() for _ in range(2)] == [theme.AVATARS[7 % len(theme.AVATARS)].lower()] * 2
    assert theme.avatar_colour(2**63 - 1).name().upper() in theme.AVATARS


def test_the_theme_changes_while_the_app_runs(qapp: object) -> None:
    theme.apply_theme(qapp, dark=True)
    assert theme.is_dark()
    assert DARK.surface in qapp.styleSheet()
    theme.apply_theme(qapp, dark=False)
    assert theme.current() is LIGHT
    assert DARK.surface not in qapp.styleSheet()


def test_every_word_of_the_style_sheet_is_a_token(qapp: object) -> None:
    assert "$" not in theme.style_sheet(LIGHT)


def test_no_colour_is_named_outside_the_theme() -> None:
    files = [path for path in (*UI.rglob("*.py"), *UI.rglob("*.qss")) if path.name != "theme.py"]
    named = [path.name for path in files if re.search(r"#[0-9A-Fa-f]{6}\b", path.read_text("utf-8"))]
    assert named == []


def test_both_weights_of_the_typeface_are_the_bundled_ones(qapp: object) -> None:
    assert theme.font(15).family() == "Noto Sans TC"
    assert theme.font(15, bold=True).bold()
