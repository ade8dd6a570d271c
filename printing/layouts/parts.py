"""What several slips share: the shop's head, the line with time and number, the stamp card, the foot, the size."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from loyalty.money import Currency, format_money
from loyalty.programmes import Programme
from loyalty.programs.stamp_card import StampCard
from loyalty.shop import ShopRules
from loyalty.words import Words
from printing.document import Align, Block, Document, Picture, Row, Size, StampGrid, Text

_LARGER = {Size.SMALL: Size.NORMAL, Size.NORMAL: Size.LARGE, Size.LARGE: Size.HUGE, Size.HUGE: Size.HUGE}


def slip(name: str, blocks: Iterable[Block], shop: ShopRules, words: Words, practice: bool = False) -> Document:
    """The slip of these blocks in the words' language, every text one size larger where the shop wants it so."""
    if shop.slips.text_size == "large":
        blocks = [_larger(block) for block in blocks]
    return Document(name, words.language, tuple(blocks), practice=practice)


def _larger(block: Block) -> Block:
    return replace(block, size=_LARGER[block.size]) if isinstance(block, Text | Row) else block


def head(shop: ShopRules) -> list[Block]:
    """The shop's logo and name, where it is, and its own line above everything."""
    place = "  ".join(part for part in (shop.address, shop.phone) if part)
    name: list[Block] = [Text(shop.name, Size.LARGE, True, Align.CENTRE)] if shop.name else []
    lines = [Text(text, Size.SMALL, False, Align.CENTRE) for text in (place, shop.slips.header) if text]
    return [*logo(shop), *name, *lines]


def logo(shop: ShopRules) -> list[Block]:
    """The shop's picture, where it has one."""
    kept = shop.slips.logo
    return [Picture(kept.width, kept.height, kept.bits)] if kept else []


def time_text(local_time: datetime, words: Words) -> str:
    """Date, hour and minute as the language writes them."""
    return words(
        "slip.time",
        year=local_time.year,
        month=f"{local_time.month:02}",
        day=f"{local_time.day:02}",
        hour=f"{local_time.hour:02}",
        minute=f"{local_time.minute:02}",
    )


def day_text(day: date, words: Words) -> str:
    """A day as the language writes it."""
    return words("slip.day", year=day.year, month=f"{day.month:02}", day=f"{day.day:02}")


def who(name: str, phone_masked: str, words: Words) -> list[Block]:
    """The member's name and masked phone on one row, or the one there is; a card without either says so."""
    if not name:
        return [Text(phone_masked or words("slip.bearer"), Size.NORMAL, True)]
    return [Row(name, phone_masked, Size.NORMAL, True)]


def foot(shop: ShopRules, thanks: str, words: Words) -> list[Block]:
    """Thanks, the shop's own last line, and what keeps the slip from being taken for an invoice."""
    own: list[Block] = [Text(shop.slips.footer, Size.SMALL, False, Align.CENTRE)] if shop.slips.footer else []
    return [
        Text(thanks, Size.NORMAL, True, Align.CENTRE),
        *own,
        Text(words("slip.not_invoice"), Size.SMALL, False, Align.CENTRE),
    ]


def figures(amount: int, currency: Currency) -> str:
    """An amount without its symbol, which stands once, at what is to pay: a column of figures is read more easily."""
    return format_money(amount, currency).replace(f"{currency.symbol} ", "")


def change(had: int, has: int) -> str:
    """ "7 → 9", or just "9" where nothing moved."""
    return f"{had:,} → {has:,}" if had != has else f"{has:,}"


def is_card(programme: Programme) -> bool:
    """Whether the programme is a stamp card, which is drawn."""
    return programme.kind == StampCard.name


def stamps_needed(programme: Programme) -> int:
    """How many stamps fill the programme's card."""
    return int(str(programme.terms["stamps_needed"]))


def card(programme: Programme, filled: int, fresh: int, words: Words) -> StampGrid:
    """The card as it stands, small enough for a slip."""
    needed = stamps_needed(programme)
    filled = min(max(filled, 0), needed)
    fresh = min(max(fresh, 0), filled)
    return StampGrid(filled, needed, words("slip.gift"), _columns(needed), fresh)


def _columns(needed: int) -> int:
    """Few rows, because paper costs, and circles that can still be told apart on 58 mm."""
    if needed <= 10:
        return min(needed, 5)
    return -(-needed // 2) if needed <= 16 else 8 if needed <= 24 else 10
