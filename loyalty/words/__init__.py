"""Every visible sentence, in both languages: `loyalty/words/<language>/<noun>.py` holds `WORDS`, a plain dictionary.

A key is "<noun>.<name>"; placeholders are named ("{missing}"). A test compares keys and placeholders of the languages.
A sentence that counts has a second one under "<key>_one" where a language needs it ("1 stamp"). Whole counts are shown
with their thousands apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from loyalty.words.catalogue import LANGUAGES, catalogue

__all__ = ["LANGUAGES", "Words", "listed"]

# The facts that say how many of a thing there are.
_COUNTS = ("count", "missing", "points", "amount")


class Words:
    """Looks sentences up in one language: `words("counter.pay", amount="NT$ 288")`. A missing key or fact raises.

    A count of 1 takes the sentence for one of a thing, where there is one.
    """

    def __init__(self, language: str = "zh_tw") -> None:
        self.language = language
        self._catalogue = catalogue(language)

    def __call__(self, key: str, /, **facts: object) -> str:
        if any(str(facts.get(name)) == "1" for name in _COUNTS):
            key = f"{key}_one" if f"{key}_one" in self._catalogue else key
        for name in _COUNTS:
            if type(facts.get(name)) is int:
                facts[name] = f"{facts[name]:,}"
        return self._catalogue[key].format(**facts) if facts else self._catalogue[key]

    def has(self, key: str) -> bool:
        """Whether this language has the key (both languages always have the same keys)."""
        return key in self._catalogue


def listed(texts: Sequence[str], words: Words) -> str:
    """Texts one after the other, as the language lists them; "" of none."""
    return (
        reduce(lambda first, second: words("programme.list_pair", first=first, second=second), texts) if texts else ""
    )
