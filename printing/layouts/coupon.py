"""A coupon for whoever brings it: what it gives, its code as text and as QR, until when, and on which conditions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from loyalty import phrases
from loyalty.programmes import Programme
from loyalty.shop import ShopRules
from loyalty.words import Words
from printing.document import Align, Block, Cut, Document, Qr, Rule, Size, Text
from printing.layouts import parts

# Four or five characters are read and typed at one glance.
_GROUP = 5


@dataclass(frozen=True, slots=True)
class CouponFacts:
    """`programme` are the terms it is put out under, `until` the last business day of use, None for no end."""

    shop: ShopRules
    programme: Programme
    code: str
    until: date | None
    practice: bool = False


def coupon(facts: CouponFacts, words: Words) -> Document:
    """The coupon in the words' language, its code at 8 dots a module: it is scanned from a crumpled paper."""
    terms, currency = facts.programme.terms, facts.shop.currency
    gift = phrases.gift(terms, currency, words)
    asked = phrases.conditions(terms, currency, words)
    alone = words("coupon.said_alone", said=asked or words("slip.coupon_once")) if terms.get("alone") else asked
    blocks: list[Block] = [
        *parts.head(facts.shop),
        Rule(),
        Text(facts.programme.name, Size.NORMAL, True, Align.CENTRE),
        Text(gift[:1].upper() + gift[1:], Size.HUGE, True, Align.CENTRE),
        *([Text(_until(facts.until, words), Size.NORMAL, True, Align.CENTRE)] if facts.until else []),
        Qr(facts.code, 8),
        Text(grouped(facts.code), Size.LARGE, True, Align.CENTRE),
        *([Text(alone, Size.SMALL, False, Align.CENTRE)] if alone else []),
        Text(words("slip.coupon_use"), Size.SMALL, False, Align.CENTRE),
        Cut(),
    ]
    return parts.slip("coupon", blocks, facts.shop, words, facts.practice)


def grouped(code: str) -> str:
    """A code in groups, as it is typed: the blanks do not count."""
    return " ".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


def _until(day: date, words: Words) -> str:
    return words("slip.valid_until", day=parts.day_text(day, words))
