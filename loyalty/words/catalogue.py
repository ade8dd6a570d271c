"""The catalogue: every noun's words of each language, under "<noun>.<name>"."""

from __future__ import annotations

from types import ModuleType

from loyalty.words import en, zh_tw

LANGUAGES = ("zh_tw", "en")


def _catalogue(nouns: tuple[ModuleType, ...]) -> dict[str, str]:
    return {
        f"{module.__name__.rpartition('.')[2]}.{name}": sentence
        for module in nouns
        for name, sentence in module.WORDS.items()
    }


CATALOGUES = {"zh_tw": _catalogue(zh_tw.NOUNS), "en": _catalogue(en.NOUNS)}
