"""Which window system a start asks Qt for."""

from __future__ import annotations

import os
import sys

import pytest

from desktop import platform

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have one window system")


@pytest.mark.parametrize(("compositor", "expected"), [("", "xcb;offscreen"), ("wayland-0", "wayland;xcb;offscreen")])
def test_a_compositor_is_tried_only_where_there_is_one(
    monkeypatch: pytest.MonkeyPatch, compositor: str, expected: str
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("WAYLAND_DISPLAY", compositor)
    monkeypatch.setenv("QT_QPA_PLATFORM", "")
    monkeypatch.delenv("QT_QPA_PLATFORM")
    platform.choose(wants_window=True)
    assert os.environ["QT_QPA_PLATFORM"] == expected


def test_what_the_user_set_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "minimal")
    platform.choose(wants_window=True)
    assert os.environ["QT_QPA_PLATFORM"] == "minimal"
