"""A stamp card to stamp by hand: circles for a rubber stamp, the rules in one sentence, a serial number."""

from __future__ import annotations

from dataclasses import dataclass

from loyalty.explain import programme_sentence
from loyalty.programmes import Programme
from loyalty.shop import ShopRules
from loyalty.words import Words
from printing.document import Align, Cut, Document, Qr, Rule, Size, Space, StampGrid, Text
from printing.layouts import parts

_COLUMNS = 4
_CIRCLE_MM = 14


@dataclass(frozen=True, slots=True)
class StampCardFacts:
    """`programme` is a stamp card, `serial` the number of this piece of paper."""

    shop: ShopRules
    programme: Programme
    serial: str
    practice: bool = False


def stamp_card(facts: StampCardFacts, words: Words) -> Document:
    """The empty card in the words' language."""
    needed = parts.stamps_needed(facts.programme)
    blocks = (
        *parts.head(facts.shop),
        Text(facts.programme.name, Size.LARGE, True, Align.CENTRE),
        Space(2),
        StampGrid(0, needed, words("slip.gift"), _COLUMNS if needed <= 12 else 5, circle_mm=_CIRCLE_MM),
        Space(1),
        Text(programme_sentence(facts.programme, words, facts.shop.currency), Size.NORMAL, True, Align.CENTRE),
        Rule(),
        Text(words("slip.stamp_card_use"), Size.SMALL, False, Align.CENTRE),
        Qr(facts.serial, 4, words("slip.serial", serial=facts.serial)),
        Cut(),
    )
    return Document("stamp_card", words.language, blocks, practice=facts.practice)
