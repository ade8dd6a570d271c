"""A draft of a programme: where it began, and what is typed of it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from desktop.operations.programmes import new_id
from loyalty.gallery import gallery_in
from loyalty.programmes import Programme
from loyalty.programs import KINDS, kind_of, read_terms
from loyalty.refusals import Refusal
from loyalty.terms import Field
from loyalty.words import Words


@dataclass(frozen=True)
class Draft:
    """`programme` is what it began with, its id included. `looks_at` is the version that is only looked at;
    `is_changed` marks what differs from what holds before anything was typed."""

    programme: Programme
    is_new: bool = False
    looks_at: int | None = None
    is_changed: bool = False

    @property
    def fields(self) -> tuple[Field, ...]:
        """The terms of its kind."""
        return kind_of(self.programme).fields

    def read(self, typed: Mapping[str, object]) -> Programme | Refusal:
        """The programme as typed, its terms complete and right; or MALFORMED with its place ("terms.<field>")."""
        terms = read_terms(self.programme.kind, typed["terms"], "terms")
        if isinstance(terms, Refusal):
            return terms
        return replace(self.programme, name=str(typed["name"]).strip() or self.programme.name, terms=terms)

    def typed(self, typed: Mapping[str, object]) -> Programme:
        """The programme as typed, right or wrong."""
        terms = typed["terms"]
        return replace(
            self.programme, name=str(typed["name"]).strip(), terms=terms if isinstance(terms, Mapping) else {}
        )


def beginnings(words: Words, today: date) -> tuple[Programme, ...]:
    """Every ready-made programme, those of one kind beside each other."""
    return gallery_in(words, today)


def empty_programme(kind_name: str, name: str) -> Programme:
    """A programme of a kind with every term at its default. Raises KeyError for a kind that does not exist."""
    kind = {each.name: each for each in KINDS}[kind_name]
    defaults = {field.name: field.default for field in kind.fields}
    return Programme(kind_name.replace("_", "-"), 1, kind_name, name, defaults)


def as_new(programme: Programme, known: Iterable[Programme]) -> Draft:
    """A draft of a new programme that begins as this one, under an id and a name that are not taken."""
    listed = tuple(known)
    begun = replace(
        programme,
        id=new_id(programme.id, {each.id for each in listed}),
        name=new_id(programme.name, {each.name for each in listed}, " "),
        version=1,
        stopped=False,
        from_day=None,
        earlier=(),
    )
    return Draft(begun, is_new=True)


def among(programmes: Iterable[Programme], draft: Programme) -> tuple[Programme, ...]:
    """The shop's programmes with the draft in its place, as if it had held from the beginning: what earlier visits of
    the example began is not finished under older terms.
    """
    known = {each.id: each for each in programmes}
    begun = known.pop(draft.id, None)
    version = 1 if begun is None else begun.version + 1
    return (*known.values(), replace(draft, version=version, stopped=False, from_day=None, earlier=()))
