"""The member's card: a code the scanner reads across a counter, the name and the number large."""

from __future__ import annotations

from dataclasses import dataclass

from loyalty.shop import ShopRules
from loyalty.words import Words
from printing.document import Align, Cut, Document, Qr, Size, Text
from printing.layouts import parts


@dataclass(frozen=True, slots=True)
class MemberCardFacts:
    """`number` is the member number with its label ("會員編號 42"), `code` the signed text that the QR holds.

    `name` is the masked phone of a member who gave no name, and "" on a bearer card.
    """

    shop: ShopRules
    name: str
    number: str
    code: str
    practice: bool = False


def member_card(facts: MemberCardFacts, words: Words) -> Document:
    """The card in the words' language, its code at 6 dots a module."""
    blocks = (
        *parts.head(facts.shop),
        Text(facts.name or words("slip.bearer"), Size.HUGE, True, Align.CENTRE),
        Text(facts.number, Size.LARGE, True, Align.CENTRE),
        Qr(facts.code, 6),
        Text(words("slip.card_use"), Size.SMALL, False, Align.CENTRE),
        Cut(),
    )
    return parts.slip("member_card", blocks, facts.shop, words, facts.practice)
