"""The catalogue: every noun's words of each language, under "<noun>.<name>"."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from types import ModuleType


def _chinese() -> tuple[ModuleType, ...]:
    from loyalty.words.zh_tw import NOUNS

    return NOUNS


def _english() -> tuple[ModuleType, ...]:
    from loyalty.words.en import NOUNS

    return NOUNS


# A language is read when it is first spoken: most starts need one of them.
_NOUNS: dict[str, Callable[[], tuple[ModuleType, ...]]] = {"zh_tw": _chinese, "en": _english}
LANGUAGES = ("zh_tw", "en")


@cache
def catalogue(language: str) -> dict[str, str]:
    """Every sentence of one of LANGUAGES, the same object every time: do not change it. KeyError for any other."""
    return {
        f"{module.__name__.rpartition('.')[2]}.{name}": sentence
        for module in _NOUNS[language]()
        for name, sentence in module.WORDS.items()
    }
