"""From the rules' values to what the counter shows: finished texts in the screen's language. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop import describe
from desktop.operations.context import ShopContext
from loyalty.basket import Product
from loyalty.members import MemberRow
from loyalty.money import format_money
from loyalty.phones import mask_phone
from loyalty.programmes import Programme
from loyalty.words import Words
from ui.counter.facts import (
    MatchRow,
    ProductButton,
)


def stamp_programmes(programmes: Sequence[Programme]) -> tuple[Programme, ...]:
    """The shop's stamp cards that are running."""
    return tuple(programme for programme in programmes if programme.kind == "stamp_card" and not programme.stopped)


def match_row(row: MemberRow, query: str, context: ShopContext, now_ms: int, words: Words) -> MatchRow:
    """One person found, with what was typed marked where it is still readable."""
    name = describe.member_title(row, words)
    phone = mask_phone(row.phone) if row.name else ""
    phone = phone or words("desk.member_number", number=row.number)
    cards = stamp_programmes(context.programmes)
    needed = int(str(cards[0].terms["stamps_needed"])) if cards else 0
    return MatchRow(
        member_id=row.id,
        name=name,
        initial=describe.initial(row, words),
        phone=phone,
        phone_spans=_spans(phone, query),
        name_spans=_spans(name, query),
        stamps=min(max(row.stamps, 0), needed),
        needed=needed,
        note=describe.days_ago(row.last_visit_ms, now_ms, context.shop, words),
    )


def product_buttons(products: Iterable[Product], context: ShopContext) -> list[ProductButton]:
    """The products in the shop's own order."""
    return [
        ProductButton(product.id, product.name, format_money(product.price, context.shop.currency), product.category)
        for product in sorted(products, key=lambda product: product.position)
    ]


def _spans(shown: str, query: str) -> tuple[tuple[int, int], ...]:
    """Where the typed text stands in the shown one, hyphens ignored; nothing when a mask covers it."""
    typed = "".join(query.split()).replace("-", "").casefold()
    places = [place for place, character in enumerate(shown) if character != "-"]
    start = "".join(shown[place] for place in places).casefold().find(typed) if typed else -1
    if start < 0 or start + len(typed) > len(places):
        return ()
    first, last = places[start], places[start + len(typed) - 1]
    return ((first, last - first + 1),)
