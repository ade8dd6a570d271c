"""The programme kinds, one file each; they do not know each other. A new kind is one file and one line in KINDS."""

from __future__ import annotations

from collections.abc import Sequence

from loyalty.ledger import NOBODY, Entry
from loyalty.lots import Book
from loyalty.programmes import Programme
from loyalty.programs.kind import Kind
from loyalty.programs.points import Points
from loyalty.programs.stamp_card import StampCard
from loyalty.refusals import Refusal
from loyalty.terms import malformed, validate

KINDS: tuple[Kind, ...] = (
    StampCard(),
    Points(),
)

_BY_NAME = {kind.name: kind for kind in KINDS}


def kind_of(programme: Programme) -> Kind:
    """The kind of a programme. Raises KeyError for one that does not exist: terms are checked before they are kept."""
    return _BY_NAME[programme.kind]


def read_terms(kind_name: str, terms: object, place: str) -> dict[str, object] | Refusal:
    """Terms complete with defaults, or MALFORMED naming the place; so it never fails at the counter."""
    kind = _BY_NAME.get(kind_name)
    if kind is None:
        return malformed(place.rpartition(".")[0] + ".kind", "unknown_kind", kind=kind_name)
    checked = validate(kind.fields, terms, place)
    if isinstance(checked, Refusal):
        return checked
    return kind.fault(checked, place) or checked


def join_entries(programmes: Sequence[Programme], operation_id: str) -> tuple[Entry, ...]:
    """What a new member starts with, as the entries of the JOIN operation; stopped programmes give nothing."""
    book = Book(NOBODY, operation_id)
    for programme in sorted(programmes, key=lambda each: each.id):
        if not programme.stopped:
            for earning in kind_of(programme).joined(programme):
                book.earn(earning.account, earning.amount, earning.reason, earning.facts)
    return tuple(book.entries)
