"""A stamp card to stamp by hand: circles for a rubber stamp, the rules in one sentence, a serial and its code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from loyalty.explain import programme_sentence
from loyalty.programmes import Programme
from loyalty.shop import ShopRules
from loyalty.words import Words
from printing.document import Align, Block, Cut, Document, Qr, Rule, Size, Space, StampGrid, Text
from printing.layouts import parts

_COLUMNS = 4
_CIRCLE_MM = 14


@dataclass(frozen=True, slots=True)
class StampCardFacts:
    """`programme` is a stamp card, `serial` the number of this piece of paper, `code` what its QR holds.

    An empty `code` puts the serial into the QR.
    """

    shop: ShopRules
    programme: Programme
    serial: str
    practice: bool = False
    code: str = ""


@dataclass(frozen=True, slots=True)
class Serial:
    """One card of a strip: its number as people read it, and the signed text that its QR holds."""

    serial: str
    code: str


def stamp_card(facts: StampCardFacts, words: Words) -> Document:
    """The empty card in the words' language."""
    needed = parts.stamps_needed(facts.programme)
    blocks: tuple[Block, ...] = (
        *parts.head(facts.shop),
        Text(facts.programme.name, Size.LARGE, True, Align.CENTRE),
        Space(2),
        StampGrid(0, needed, words("slip.gift"), _COLUMNS if needed <= 12 else 5, circle_mm=_CIRCLE_MM),
        Space(1),
        Text(programme_sentence(facts.programme, words, facts.shop.currency), Size.NORMAL, True, Align.CENTRE),
        Rule(),
        Text(words("slip.stamp_card_use"), Size.SMALL, False, Align.CENTRE),
        Qr(facts.code or facts.serial, 6 if facts.code else 4, words("slip.serial", serial=facts.serial)),
        Cut(),
    )
    return parts.slip("stamp_card", blocks, facts.shop, words, facts.practice)


def stamp_card_strip(facts: StampCardFacts, serials: Iterable[Serial], words: Words) -> tuple[Document, ...]:
    """A card for each serial, each a slip of its own: where the paper ends between two, only the rest is missing."""
    return tuple(stamp_card(replace(facts, serial=each.serial, code=each.code), words) for each in serials)
