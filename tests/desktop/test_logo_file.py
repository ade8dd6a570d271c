"""A picture's file becomes the shop's logo: PNG, JPEG and SVG, in two ways and three sizes, or is said to be none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from desktop.logo_file import NoLogo, read_logo
from loyalty.slip_rules import LOGO_HEIGHT_MAX, Logo, logo_of
from printing.document import Picture
from printing.logo import image

_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" viewBox="0 0 40 20">'
    '<rect width="20" height="20" fill="black"/></svg>'
)


@pytest.fixture(autouse=True)
def _qt(qapp: Any) -> None:
    """Painting needs Qt's application."""


def half(path: Path, ink: str, ground: str, size: tuple[int, int] = (200, 100)) -> Path:
    """A picture whose left half is ink."""
    picture = QImage(*size, QImage.Format.Format_ARGB32)
    picture.fill(QColor(ground))
    painter = QPainter(picture)
    painter.fillRect(0, 0, size[0] // 2, size[1], QColor(ink))
    painter.end()
    assert picture.save(str(path))
    return path


def logo(path: Path, dots: str = "threshold", size: str = "medium", paper: int = 384) -> Logo:
    """The logo of a file that has one."""
    found = read_logo(str(path), paper, dots, size)
    assert isinstance(found, Logo)
    assert logo_of(found.text) == found
    return found


def blacks(found: Logo) -> list[bool]:
    """Whether each dot of the logo's middle row is black, as it is drawn on a slip."""
    drawn = image(Picture(found.width, found.height, found.bits), found.width)
    assert drawn is not None
    row = drawn.height() // 2
    return [QColor(drawn.pixel(x, row)).lightness() < 128 for x in range(drawn.width())]


@pytest.mark.parametrize("ending", ["png", "jpg"])
def test_what_is_dark_becomes_black_and_the_rest_stays_paper(tmp_path: Path, ending: str) -> None:
    row = blacks(logo(half(tmp_path / f"logo.{ending}", "#102030", "#f0e0d0")))
    middle = len(row) // 2
    assert all(row[: middle - 4])
    assert not any(row[middle + 4 :])


def test_a_pale_logo_is_told_from_its_ground_too(tmp_path: Path) -> None:
    row = blacks(logo(half(tmp_path / "pale.png", "#c8c8c8", "#ffffff")))
    assert row[0]
    assert not row[-1]


def test_what_is_clear_is_paper(tmp_path: Path) -> None:
    row = blacks(logo(half(tmp_path / "clear.png", "black", "transparent")))
    assert row[0]
    assert not row[-1]


def test_grey_becomes_dots_by_dither_and_a_surface_by_threshold(tmp_path: Path) -> None:
    path = half(tmp_path / "grey.png", "#808080", "#ffffff")
    left = slice(4, 80)
    assert all(blacks(logo(path))[left])
    dots = blacks(logo(path, "dither"))[left]
    assert any(dots)
    assert not all(dots)


def test_a_drawing_is_drawn_at_its_size_on_the_paper(tmp_path: Path) -> None:
    path = tmp_path / "logo.svg"
    path.write_text(_SVG, encoding="utf-8")
    found = logo(path, size="large")
    assert (found.width, found.height) == (326, 163)
    row = blacks(found)
    assert row[:163] == [True] * 163
    assert not any(row[163:])


def test_three_sizes_follow_the_paper_and_none_is_too_high(tmp_path: Path) -> None:
    path = half(tmp_path / "logo.png", "black", "white")
    assert [logo(path, size=size).width for size in ("small", "medium", "large")] == [134, 211, 326]
    assert logo(path, size="large", paper=576).width == 490
    tall = half(tmp_path / "tall.png", "black", "white", (50, 400))
    assert logo(tall, size="large").height == LOGO_HEIGHT_MAX


def test_the_largest_logo_of_the_wildest_dots_can_be_kept(tmp_path: Path) -> None:
    path = half(tmp_path / "grey.png", "#777777", "#999999", (900, 560))
    assert len(logo(path, "dither", "large", 576).text) < 40_000


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n broken", b"<svg"])
def test_a_file_that_is_no_picture_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "logo.png"
    path.write_bytes(content)
    assert read_logo(str(path), 384, "threshold", "medium") is NoLogo.UNREADABLE
    assert read_logo(str(tmp_path / "missing.png"), 384, "threshold", "medium") is NoLogo.UNREADABLE


def test_white_paper_is_no_logo(tmp_path: Path) -> None:
    path = half(tmp_path / "white.png", "white", "white")
    for dots in ("threshold", "dither"):
        assert read_logo(str(path), 384, dots, "medium") is NoLogo.BLANK
