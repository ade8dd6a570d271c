"""A poster for the counter: the shop's name, a code that leads to joining, and one sentence, all as large as can be."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loyalty.shop import ShopRules
from loyalty.words import Words
from printing.document import Align, Block, Cut, Document, Qr, Size, Space, Text
from printing.layouts import parts

# As wide as narrow paper is; read from two steps away also on wide paper, whose length a larger one would only cost.
_DOTS_PER_MODULE = 12
_PAUSES = re.compile(r"[\uff0c\u3002\uff1b\uff01\uff1f\u3001,;!?]\s*|\.\s+")
_WEB = "://"


@dataclass(frozen=True, slots=True)
class PosterFacts:
    """`link` is what the code holds: an address, or a text message that is sent ready ("SMSTO:0912345678:...").

    `sentence` says why to join; "" asks to join, in a sentence of the layout's own.
    """

    shop: ShopRules
    link: str
    sentence: str = ""
    practice: bool = False


def poster(facts: PosterFacts, words: Words) -> Document:
    """The poster in the words' language. A sentence is set in a line for each of its parts, for large letters' sake."""
    said = facts.sentence.strip() or words("slip.poster_sentence")
    _, is_web, address = facts.link.partition(_WEB)
    hint = address.rstrip("/") if is_web else words("slip.poster_send")
    blocks: list[Block] = [
        *parts.logo(facts.shop),
        *([Text(facts.shop.name, Size.HUGE, True, Align.CENTRE)] if facts.shop.name else []),
        Qr(facts.link, _DOTS_PER_MODULE),
        *(Text(part, Size.HUGE, True, Align.CENTRE) for part in _PAUSES.split(said) if part.strip()),
        Space(1),
        Text(hint, Size.SMALL, False, Align.CENTRE),
        Cut(),
    ]
    return parts.slip("poster", blocks, facts.shop, words, facts.practice)
