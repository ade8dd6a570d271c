"""The regulars' day (週五熟客日, 每月八號會員日): certain days and hours on which who comes often gets more."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from loyalty import phrases
from loyalty.conditions import ALL_FIELDS, UseLimit, limits, not_for, not_now
from loyalty.expiry import month_end
from loyalty.money import Currency
from loyalty.programmes import Programme
from loyalty.programs import effect
from loyalty.programs.effect import EffectKind
from loyalty.programs.kind import whole
from loyalty.refusals import Refusal, RefusalReason
from loyalty.situation import Situation
from loyalty.terms import Field, FieldKind
from loyalty.words import Words

_MONTH_DAYS = 31


def _field(name: str, kind: FieldKind, default: object, **more: Any) -> Field:
    return Field(name, kind, default, noun="regulars_day", section="conditions", **more)


class RegularsDay(EffectKind):
    """A discount, a gift, more points or points on top on the shop's days for its regulars; members only."""

    name = "regulars_day"
    fields = (
        _field("day_of_month", FieldKind.WHOLE_NUMBER, 0, maximum=_MONTH_DAYS),
        _field("visits_before", FieldKind.WHOLE_NUMBER, 0, maximum=9_999),
        *effect.FIELDS,
        *ALL_FIELDS,
    )

    def hindrance(self, programme: Programme, situation: Situation) -> Refusal | None:
        """Another day or hour; a person who is not meant; MORE_VISITS with the visits missing."""
        found = not_now(programme.terms, situation) or _not_this_day(programme, situation.day)
        return found or not_for(programme.terms, situation) or _too_new(programme, situation)

    def uses(self, programme: Programme, situation: Situation, part: str) -> tuple[UseLimit, ...]:
        """As the terms limit them."""
        return limits(programme, situation, part)

    def sentence(self, programme: Programme, currency: Currency, words: Words) -> str:
        """Which days and whose, what it gives."""
        terms = programme.terms
        said = phrases.with_conditions(phrases.effects(terms, currency, words), terms, currency, words)
        parts = []
        if whole(programme, "day_of_month"):
            parts.append(words("regulars_day.on_day", day=whole(programme, "day_of_month")))
        if whole(programme, "visits_before"):
            parts.append(words("regulars_day.after_visits", visits=whole(programme, "visits_before")))
        return words("regulars_day.sentence", said=phrases.listed([*parts, said], words))


def _not_this_day(programme: Programme, day: date) -> Refusal | None:
    """NOT_YET with the next such day; the 31st is a shorter month's last day."""
    wanted = whole(programme, "day_of_month")
    if not wanted or day == _in_month(day, wanted):
        return None
    after = _in_month(day, wanted)
    if after < day:
        after = _in_month(month_end(day, 0) + timedelta(days=1), wanted)
    return Refusal(RefusalReason.NOT_YET, {"day": after.isoformat()})


def _in_month(day: date, wanted: int) -> date:
    last = month_end(day, 0)
    return last.replace(day=min(wanted, last.day))


def _too_new(programme: Programme, situation: Situation) -> Refusal | None:
    missing = whole(programme, "visits_before") - situation.standing.visits
    if missing <= 0 or not situation.with_member:
        return None
    return Refusal(RefusalReason.MORE_VISITS, {"missing": missing})
