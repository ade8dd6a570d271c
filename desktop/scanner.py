"""Telling a scanner from a typist: a scanner is a keyboard that types a code in one burst ended by Enter or Tab.

Pure: no Qt, no clock. The times are those of the key events themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

GAP_MS_MAX = 50
LENGTH_MIN = 6

_TERMINATORS = frozenset("\r\n\t")


class ScanSign(StrEnum):
    """What a key says about a scan."""

    BEGAN = "began"  # deliver the key; a scan may begin here, so first remember what the focused field holds
    SCANNED = "scanned"  # swallow the key; `text` was scanned, and the field gets back what it held
    ECHO = "echo"  # swallow the key: the second terminator of a scan that ends with CR and LF


@dataclass(frozen=True, slots=True)
class ScanEvent:
    """A sign and, for SCANNED, the scanned text and how many of its characters were delivered as if typed."""

    sign: ScanSign
    text: str = ""
    leaked: int = 0


class ScanDetector:
    """Fed with every character typed anywhere and its event's own time in milliseconds.

    A burst is characters with gaps of at most 50 ms (equal times are a gap of 0). A burst of 6 or more characters that
    CR, LF or Tab ends in time is a scan. Nothing is ever held back or dropped, repeated characters included: a burst
    that just stops was typing, and its characters are where they were typed. A scan has leaked all its characters: put
    the field back as it was at BEGAN.

    In an event filter of the application. The window is watched, not the widgets, because a key that a widget ignores
    is delivered again to each of its parents:

        def eventFilter(self, watched, event):
            if event.type() != QEvent.Type.KeyPress or not watched.isWindowType() or not event.text():
                return False
            seen = self._detector.feed(event.text(), event.timestamp())
            if seen is None:
                return False
            if seen.sign is ScanSign.BEGAN:
                self._remember_field()
                return False
            if seen.sign is ScanSign.SCANNED:
                self._put_field_back()
                self.scanned.emit(seen.text)
            return True

    What an input method commits has no time of its own: feed it with the time of the last key event.
    """

    def __init__(self) -> None:
        self._text = ""
        self._last_ms: int | None = None
        self._just_scanned = False

    def feed(self, character: str, at_ms: int) -> ScanEvent | None:
        """Take what one key typed (one character or more, never ""). None means: deliver it and go on."""
        in_time = self.is_going_on(at_ms)
        self._last_ms = at_ms
        if not in_time:
            self._text = ""
            self._just_scanned = False
        if character in _TERMINATORS:
            return self._end()
        self._just_scanned = False
        if not character.isprintable():
            self._text = ""
            return None
        began = not self._text
        self._text += character
        return ScanEvent(ScanSign.BEGAN) if began else None

    def is_going_on(self, at_ms: int) -> bool:
        """Whether a key at this time would still belong to the burst; a search may wait while it does."""
        return self._last_ms is not None and 0 <= at_ms - self._last_ms <= GAP_MS_MAX

    def _end(self) -> ScanEvent | None:
        text, self._text = self._text, ""
        if len(text) >= LENGTH_MIN:
            self._just_scanned = True
            return ScanEvent(ScanSign.SCANNED, text, leaked=len(text))
        echo, self._just_scanned = self._just_scanned and not text, False
        return ScanEvent(ScanSign.ECHO) if echo else None
