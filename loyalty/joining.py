"""What a new member starts with."""

from __future__ import annotations

from collections.abc import Sequence

from loyalty.checkout import situate
from loyalty.ledger import Entry, Standing
from loyalty.lots import Book
from loyalty.programmes import Programme
from loyalty.programs import kind_of
from loyalty.settling import enter
from loyalty.shop import ShopRules


def join_entries(
    programmes: Sequence[Programme],
    standing: Standing,
    at_ms: int,
    shop: ShopRules,
    operation_id: str,
    was_here: bool = False,
) -> tuple[Entry, ...]:
    """The entries of a JOIN operation at `at_ms` (epoch milliseconds UTC); stopped programmes give nothing.

    Nor does any give something to whose phone `was_here`, a member's who gave it up: a welcome is given once.
    `standing` is empty but for who joins: birthday and tags.
    """
    if was_here:
        return ()
    ordered = sorted(programmes, key=lambda programme: programme.id)
    situation = situate(ordered, standing, at_ms, shop)
    book = Book(standing, operation_id)
    for programme in ordered:
        if not programme.stopped:
            enter(book, kind_of(programme).joined(programme, situation), with_member=True)
    return tuple(book.entries)
