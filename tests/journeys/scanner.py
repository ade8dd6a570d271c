"""A scanner on the display: python -m tests.journeys.scanner KEY ..., by the keys' X names, all of them in one go.

xdotool hands over one key after the other. Whatever stops it for a twentieth of a second in between makes two halves of
a code, and of half a code no app can tell who typed it. Here the whole burst leaves for the display at once.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import sys

SHIFT = "Shift_L"


def scan(names: list[str]) -> None:
    """Press and release each key, with Shift where it needs it, and wait until the display has them all."""
    x11 = ctypes.CDLL(ctypes.util.find_library("X11"))
    xtst = ctypes.CDLL(ctypes.util.find_library("Xtst"))
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XStringToKeysym.restype = ctypes.c_ulong
    x11.XKeysymToKeycode.argtypes = [ctypes.c_void_p, ctypes.c_ulong]
    x11.XKeysymToKeycode.restype = ctypes.c_ubyte
    x11.XSync.argtypes = [ctypes.c_void_p, ctypes.c_int]
    x11.XCloseDisplay.argtypes = [ctypes.c_void_p]
    xtst.XTestFakeKeyEvent.argtypes = [ctypes.c_void_p, ctypes.c_uint, ctypes.c_int, ctypes.c_ulong]
    display = x11.XOpenDisplay(None)
    codes = {name: x11.XKeysymToKeycode(display, x11.XStringToKeysym(name.encode())) for name in {*names, SHIFT}}
    if not all(codes.values()):
        sys.exit(f"no such key on the display: {codes}")
    for name in names:
        held = [name, *([SHIFT] if len(name) == 1 and name.isupper() else [])]
        for down, keys in ((1, reversed(held)), (0, held)):
            for key in keys:
                xtst.XTestFakeKeyEvent(display, codes[key], down, 0)
    x11.XSync(display, 0)
    x11.XCloseDisplay(display)


if __name__ == "__main__":
    scan(sys.argv[1:])
