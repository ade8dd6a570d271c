from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QImage

from ui import icons, theme
from ui.theme import DARK, LIGHT

UI = Path(icons.__file__).parent


def _colours(image: QImage) -> set[str]:
    opaque = image.convertToFormat(QImage.Format.Format_ARGB32)
    pixels = (opaque.pixelColor(x, y) for x in range(opaque.width()) for y in range(opaque.height()))
    return {pixel.name().upper() for pixel in pixels if pixel.alpha() == 255}


def test_an_icon_is_drawn_in_the_theme_of_the_moment(qapp: object) -> None:
    theme.apply_theme(qapp, dark=False)
    printer = icons.icon("printer", "primary")
    assert LIGHT.primary in _colours(printer.pixmap(24, 24).toImage())
    theme.apply_theme(qapp, dark=True)
    try:
        assert DARK.primary in _colours(printer.pixmap(24, 24).toImage())
    finally:
        theme.apply_theme(qapp, dark=False)


def test_a_checked_button_has_its_icon_in_the_other_colour(qapp: object) -> None:
    made = icons.icon("store", "text2", "primary")
    on = made.pixmap(QSize(24, 24), QIcon.Mode.Normal, QIcon.State.On).toImage()
    assert LIGHT.primary in _colours(on)
    assert LIGHT.text3 in _colours(made.pixmap(QSize(24, 24), QIcon.Mode.Disabled).toImage())


def test_an_icon_is_sharp_at_150_percent(qapp: object) -> None:
    made = icons.pixmap("coffee", theme.colour("text"), 20, 1.5)
    assert made.width() == 30
    assert made.devicePixelRatio() == 1.5


def test_an_unknown_icon_is_a_bug(qapp: object) -> None:
    with pytest.raises(FileNotFoundError):
        icons.icon("no-such-icon")


def test_every_icon_that_is_bundled_draws_something(qapp: object) -> None:
    empty = [name for name in icons.names() if not _colours(icons.pixmap(name, theme.colour("text"), 48).toImage())]
    assert empty == []


def test_no_icon_is_bundled_that_nobody_draws() -> None:
    root = UI.parent
    sources = [path for package in ("ui", "desktop") for path in (root / package).rglob("*.py")]
    text = "\n".join(path.read_text("utf-8") for path in sources)
    asked = set(re.findall(r'"([a-z0-9]+(?:-[a-z0-9]+)*)"', text))
    assert icons.names() - asked == set()
