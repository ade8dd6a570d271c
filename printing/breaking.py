"""Where a text may be parted into lines, whatever it is measured in. No Qt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_MARKS = re.compile(r"[\uff0c\uff1b\u3002\uff01\uff1f]|[,;.!?] ")
# Signs that stand before what they belong to, though Unicode counts them with the marks that follow it.
_LEADING = frozenset("#&*@/\\\"'")

NO_BREAK = "\N{NO-BREAK SPACE}"
_OPENING = ("Ps", "Pi", "Sc")

Measure = Callable[[str], float]
Breaking = Callable[[str, float], list[str]]


def balanced(text: str, breaking: Breaking, measure: Measure, width: float, step: float) -> list[str]:
    """The text in as few lines as `breaking` needs: two are parted after a punctuation mark, more are of one length.

    Lines are made narrower by `step` to find the length that all of them have.
    """
    lines = breaking(text, width)
    if len(lines) == 1:
        return lines
    halves = [[text[: mark.end()].rstrip(), text[mark.end() :]] for mark in _MARKS.finditer(text)]
    if halves:
        best = min(halves, key=lambda pair: max(map(measure, pair)))
        if max(map(measure, best)) <= width:
            return best
    narrower = measure(text) // len(lines)
    while narrower < width:
        tried = breaking(text, narrower)
        if len(tried) <= len(lines):
            return tried
        narrower += step
    return lines


def broken(text: str, measure: Measure, width: float) -> list[str]:
    """The text in lines of at most `width`, parted between words and Chinese characters, inside a word if it must be.

    A mark that closes begins no line and one that opens ends none, as in Unicode's line breaking (UAX 14). Only a
    single character wider than `width` overruns it.
    """
    lines, rest = [], text
    while measure(rest) > width:
        place = _place(rest, measure, width)
        lines.append(rest[:place].rstrip(" "))
        rest = rest[place:].lstrip(" ")
    return [*lines, rest] if rest or not lines else lines


def held_together(text: str) -> str:
    """The text with no-break spaces where a space holds together what it parts; as long as before."""
    spaces = (at for at in range(1, len(text) - 1) if text[at] == " " and _belongs(text[at - 1], text[at + 1]))
    held = list(text)
    for at in spaces:
        held[at] = NO_BREAK
    return "".join(held)


def _place(text: str, measure: Measure, width: float) -> int:
    """How many characters stand on the first line; spaces after the last of them need no room."""
    used, place = 0.0, 0
    for at, character in enumerate(text):
        if at and _may_part(text, at):
            place = at
        used += measure(character)
        if used > width and character != " ":
            return place or max(1, at)
    return len(text)


def _may_part(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if after == " " or _closes(after) or unicodedata.category(before) in _OPENING:
        return False
    if before == " ":
        return not _belongs(text[: at - 1].rstrip(" ")[-1:], after)
    return before == "-" or _is_wide(before) or _is_wide(after)


def _belongs(before: str, after: str) -> bool:
    """Whether a space holds together what it parts: "NT$ 320", and a number with what it counts."""
    return (before == "$" and after.isdigit()) or (before.isdigit() and _is_wide(after))


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _closes(character: str) -> bool:
    category = unicodedata.category(character)
    return category in ("Pe", "Pf") or (category == "Po" and character not in _LEADING)
