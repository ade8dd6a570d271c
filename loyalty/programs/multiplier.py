"""Points and cashback that count more, less or not at all: for some goods, for some days, for some people, in one
programme or in all."""

from __future__ import annotations

from typing import Any

from loyalty import phrases
from loyalty.conditions import (
    CODE_FIELDS,
    LINE_FIELDS,
    MINIMUM_FIELDS,
    PEOPLE_FIELDS,
    TIME_FIELDS,
    line_filter,
    minimum,
    not_for,
    not_now,
)
from loyalty.earning import Multiplier as Multiplied
from loyalty.money import Currency
from loyalty.programmes import Programme
from loyalty.programs.kind import PlainKind, text, whole
from loyalty.situation import Notice, Situation
from loyalty.terms import Field, FieldKind
from loyalty.words import Words


def _field(name: str, kind: FieldKind, default: object, **more: Any) -> Field:
    return Field(name, kind, default, noun="multiplier", section="earning", **more)


class Multiplier(PlainKind):
    """What the matching lines of a sale count for, while day, hour and person fit and the minimum is reached."""

    name = "multiplier"
    fields = (
        _field("percent", FieldKind.WHOLE_NUMBER, 200, maximum=10_000),
        _field("programme", FieldKind.TEXT, "", maximum=64, suggest="programmes"),
        *LINE_FIELDS,
        *MINIMUM_FIELDS,
        *TIME_FIELDS,
        *PEOPLE_FIELDS,
        *CODE_FIELDS,
    )

    def multipliers(self, programme: Programme, situation: Situation) -> tuple[Multiplied, ...]:
        """One, where nothing hinders it."""
        terms = programme.terms
        if not _applies(programme, situation):
            return ()
        percent, of = whole(programme, "percent"), text(programme, "programme")
        return (Multiplied(percent, line_filter(terms), of, minimum(terms)),)

    def notices(self, programme: Programme, situation: Situation) -> tuple[Notice, ...]:
        """That more is earned today, and on what: a customer may have bought nothing of it."""
        if programme.stopped or not situation.with_member or not _applies(programme, situation):
            return ()
        percent = whole(programme, "percent")
        facts: dict[str, int | str] = {"name": programme.name, "times": phrases.times_of(percent)}
        key = "multiplier.notice_one" if text(programme, "programme") else "multiplier.notice_all"
        only = {field.name: programme.terms[field.name] for field in (*LINE_FIELDS, *MINIMUM_FIELDS)}
        return (Notice(key, programme.id, facts, only),) if percent > 100 else ()

    def sentence(self, programme: Programme, currency: Currency, words: Words) -> str:
        """How much more, and when."""
        of = "one" if text(programme, "programme") else "all"
        said = phrases.multiplied(whole(programme, "percent"), words, of)
        return words("multiplier.sentence", said=phrases.with_conditions(said, programme.terms, currency, words))


def _applies(programme: Programme, situation: Situation) -> bool:
    return not_now(programme.terms, situation) is None and not_for(programme.terms, situation) is None
