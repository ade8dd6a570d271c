"""Every visible sentence, in both languages: `loyalty/words/<language>/<noun>.py` holds `WORDS`, a plain dictionary.

A key is "<noun>.<name>"; placeholders are named ("{missing}"). A test compares keys and placeholders of the languages.
"""

from __future__ import annotations

from loyalty.words.catalogue import CATALOGUES, LANGUAGES

__all__ = ["LANGUAGES", "Words"]


class Words:
    """Looks sentences up in one language: `words("counter.pay", amount="NT$ 288")`. A missing key or fact raises."""

    def __init__(self, language: str = "zh_tw") -> None:
        self.language = language
        self._catalogue = CATALOGUES[language]

    def __call__(self, key: str, /, **facts: object) -> str:
        return self._catalogue[key].format(**facts) if facts else self._catalogue[key]

    def has(self, key: str) -> bool:
        """Whether this language has the key (both languages always have the same keys)."""
        return key in self._catalogue
