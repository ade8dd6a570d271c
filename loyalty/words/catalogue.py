"""The catalogue: every noun's words of each language, under "<noun>.<name>".

A language is read when it is first spoken: most starts need one of them. The programme kinds' nouns are read when the
first of them is spoken.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from types import ModuleType

_Nouns = Callable[[], tuple[ModuleType, ...]]


def _chinese() -> tuple[ModuleType, ...]:
    from loyalty.words.zh_tw import NOUNS

    return NOUNS


def _chinese_kinds() -> tuple[ModuleType, ...]:
    from loyalty.words.zh_tw.kinds import NOUNS

    return NOUNS


def _english() -> tuple[ModuleType, ...]:
    from loyalty.words.en import NOUNS

    return NOUNS


def _english_kinds() -> tuple[ModuleType, ...]:
    from loyalty.words.en.kinds import NOUNS

    return NOUNS


_NOUNS: dict[str, tuple[_Nouns, _Nouns]] = {"zh_tw": (_chinese, _chinese_kinds), "en": (_english, _english_kinds)}
LANGUAGES = ("zh_tw", "en")


class Catalogue(dict[str, str]):
    """The sentences of one language. KeyError for a language that does not exist."""

    def __init__(self, language: str) -> None:
        nouns, self._kinds = _NOUNS[language]
        super().__init__(_sentences(nouns()))
        self._is_whole = False

    def __missing__(self, key: str) -> str:
        if key not in self:
            raise KeyError(key)
        return self[key]

    def __contains__(self, key: object) -> bool:
        return super().__contains__(key) or super(Catalogue, self.whole()).__contains__(key)

    def whole(self) -> Catalogue:
        """This catalogue with every noun read."""
        if not self._is_whole:
            self._is_whole = True
            self.update(_sentences(self._kinds()))
        return self


def _sentences(nouns: tuple[ModuleType, ...]) -> dict[str, str]:
    return {
        f"{module.__name__.rpartition('.')[2]}.{name}": sentence
        for module in nouns
        for name, sentence in module.WORDS.items()
    }


@cache
def catalogue(language: str) -> Catalogue:
    """The sentences of one of LANGUAGES, the same object every time: do not change it. KeyError for any other."""
    return Catalogue(language)
