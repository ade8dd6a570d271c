"""Qt's platform: a real window where there is a display, offscreen only for those who want no window."""

from __future__ import annotations

import os
import sys


def choose(wants_window: bool) -> None:
    """Set QT_QPA_PLATFORM unless the user did; call before the application object is made."""
    if not wants_window:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    elif not has_display():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    elif sys.platform.startswith("linux"):
        # Trying a compositor that is not there costs a warning on the console.
        first = "wayland;" if os.environ.get("WAYLAND_DISPLAY") else ""
        os.environ.setdefault("QT_QPA_PLATFORM", f"{first}xcb;offscreen")


def has_display() -> bool:
    """Whether a window could be shown here."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
