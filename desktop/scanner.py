"""Telling a scanner from a typist: a scanner is a keyboard that types a code in one burst ended by Enter or Tab.

Pure: no Qt, no clock. The times are those of the key events themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

GAP_MS_MAX = 50
LENGTH_MIN = 6
# No hand types three characters and Enter as fast as a scanner; two keys pressed together come so fast.
CODE_LENGTH_MIN = 3
STRAY_PAUSE_MS = 1_000

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
    CR, LF or Tab ends in time is a scan, and so is one of 3 or more that `is_code` knows as a code of the shop. Nothing
    is ever held back or dropped, repeated characters included. A scan has leaked all its characters: put the field back
    as it was at BEGAN. A burst that just stops was typing, and its characters are where they were typed, except half a
    scan: see `fell_silent`.

    What an input method commits has no time of its own: feed it with the time of the last key event.
    """

    def __init__(self, is_code: Callable[[str], bool] = lambda _: False) -> None:
        self._is_code = is_code
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

    def fell_silent(self) -> bool:
        """Told that nothing more came in time: whether the burst was half a scan, whose end was lost. Forgets it.

        Half a scan is a burst of 6 or more characters with a letter among them. A number that came as fast was typed:
        nobody's code is one. One key that is held down is no code either.
        """
        text, self._text = self._text, ""
        return len(text) >= LENGTH_MIN and len(set(text)) > 1 and any(map(str.isalpha, text))

    def is_going_on(self, at_ms: int) -> bool:
        """Whether a key at this time would still belong to the burst; a search may wait while it does."""
        return self._last_ms is not None and 0 <= at_ms - self._last_ms <= GAP_MS_MAX

    def _end(self) -> ScanEvent | None:
        text, self._text = self._text, ""
        if len(text) >= LENGTH_MIN or (len(text) >= CODE_LENGTH_MIN and self._is_code(text)):
            self._just_scanned = True
            return ScanEvent(ScanSign.SCANNED, text, leaked=len(text))
        echo, self._just_scanned = self._just_scanned and not text, False
        return ScanEvent(ScanSign.ECHO) if echo else None


class StrayText:
    """Fed with every character that no field takes, and its event's own time in milliseconds.

    Nobody types a letter where no field takes it: it belongs to a code that came too slowly to be a scan, or was hit by
    mistake. What follows it, with gaps of at most a second, is no number that somebody typed: it is to be swallowed
    until CR, LF, Tab, an editing key or a pause. Letters are left alone; digits that no letter came before as well.
    """

    def __init__(self) -> None:
        self._last_ms: int | None = None
        self._swallowed = False
        self._said = False

    def swallows(self, character: str, at_ms: int) -> bool:
        """Take what one key typed (one character or more, never ""); true when it must go no further."""
        going_on = self._last_ms is not None and 0 <= at_ms - self._last_ms <= STRAY_PAUSE_MS
        if not character.isprintable():
            self._last_ms = None
            return going_on and self._swallowed and character in _TERMINATORS
        letters = any(map(str.isalpha, character))
        if not going_on and letters:
            self._swallowed = self._said = False
        self._last_ms = at_ms if going_on or letters else None
        if not going_on or letters:
            return False
        self._swallowed = True
        return True

    def to_be_said(self) -> bool:
        """Whether something was swallowed that nobody has been told of; true once for each stray text."""
        to_say = self._swallowed and not self._said
        self._said = self._said or to_say
        return to_say

    def forget(self) -> None:
        """It was a scan after all, or a key of the counter ended it."""
        self._last_ms = None
        self._swallowed = False
