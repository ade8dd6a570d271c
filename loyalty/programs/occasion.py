"""Days other than the birthday: the shop's anniversary, festivals in either calendar, the day a member joined."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date
from typing import Any

from loyalty import phrases
from loyalty.conditions import CODE_FIELDS, LINE_FIELDS, MINIMUM_FIELDS, PEOPLE_FIELDS, UseLimit, not_for
from loyalty.ledger import Account, Unit
from loyalty.members import Birthday, BirthdayCalendar
from loyalty.money import Currency
from loyalty.programmes import Programme
from loyalty.programs import effect
from loyalty.programs.effect import BONUS, REWARD, EffectKind
from loyalty.programs.kind import text, whole
from loyalty.refusals import Refusal, RefusalReason
from loyalty.situation import Notice, Situation
from loyalty.terms import Field, FieldKind, malformed
from loyalty.words import Words
from loyalty.yearly import Span, Window, nearest

SOLAR, LUNAR, JOINED = "solar", "lunar", "joined"
_WRITTEN = ("day_of", (SOLAR, LUNAR))
_LUNAR_DAYS = 30


def _field(name: str, kind: FieldKind, default: object, **more: Any) -> Field:
    return Field(name, kind, default, noun="occasion", section="conditions", **more)


class Occasion(EffectKind):
    """What is given every year on a day and around it; once for each member and year where the terms say so."""

    name = "occasion"
    fields = (
        _field("day_of", FieldKind.CHOICE, SOLAR, choices=(SOLAR, LUNAR, JOINED)),
        _field("month", FieldKind.WHOLE_NUMBER, 1, minimum=1, maximum=12, when=_WRITTEN),
        _field("day", FieldKind.WHOLE_NUMBER, 1, minimum=1, maximum=31, when=_WRITTEN),
        _field("days_before", FieldKind.WHOLE_NUMBER, 0, maximum=60),
        _field("days_after", FieldKind.WHOLE_NUMBER, 0, maximum=60),
        _field("once", FieldKind.YES_NO, True),
        _field("for_everybody", FieldKind.YES_NO, False, when=_WRITTEN),
        *effect.FIELDS,
        *LINE_FIELDS,
        *MINIMUM_FIELDS,
        *PEOPLE_FIELDS,
        *CODE_FIELDS,
    )

    def fault(self, terms: Mapping[str, Any], place: str) -> Refusal | None:
        """The day exists: 29 February does, the 31st of a lunar month does not."""
        longest = _LUNAR_DAYS if terms["day_of"] == LUNAR else calendar.monthrange(2000, terms["month"])[1]
        if terms["day"] > longest:
            return malformed(f"{place}.day", "above_maximum", limit=longest)
        return super().fault(terms, place)

    def hindrance(self, programme: Programme, situation: Situation) -> Refusal | None:
        """NOT_YET with the first day of the next window, MEMBER_NEEDED, or the person is not meant."""
        window = _window(programme, situation)
        if window is None:
            return Refusal(RefusalReason.MEMBER_NEEDED)
        if not window.holds(situation.day):
            return Refusal(RefusalReason.NOT_YET, {"day": window.first.isoformat()})
        return not_for(programme.terms, situation)

    def uses(self, programme: Programme, situation: Situation, part: str) -> tuple[UseLimit, ...]:
        """Once, until the eve of the next year's window."""
        window = _window(programme, situation)
        if window is None or not programme.terms["once"]:
            return ()
        return (UseLimit(Account(programme.id, Unit.USE, part), 1, window.until),)

    def for_everybody(self, programme: Programme) -> bool:
        """As the terms say; what each may have once is for those who are known."""
        return bool(programme.terms["for_everybody"]) and not programme.terms["once"]

    def notices(self, programme: Programme, situation: Situation) -> tuple[Notice, ...]:
        """That the days have come and what waits, until it was had."""
        window = _window(programme, situation)
        if programme.stopped or window is None or self.hindrance(programme, situation) is not None:
            return ()
        parts = [part for part in (REWARD, BONUS) if effect.has(programme, part)]
        had = all(situation.held(Account(programme.id, Unit.USE, part)) for part in parts)
        if programme.terms["once"] and parts and had:
            return ()
        return (Notice("occasion.notice_open", programme.id, {"day": window.last.isoformat(), "name": programme.name}),)

    def sentence(self, programme: Programme, currency: Currency, words: Words) -> str:
        """On which day, what, how often."""
        terms = programme.terms
        said = phrases.with_conditions(phrases.effects(terms, currency, words), terms, currency, words)
        once = terms["once"] and (effect.has(programme, REWARD) or effect.has(programme, BONUS))
        day = words("occasion.day_joined")
        if text(programme, "day_of") != JOINED:
            month_and_day = {"month": whole(programme, "month"), "day": whole(programme, "day")}
            day = words(f"occasion.day_{text(programme, 'day_of')}", **month_and_day)
        days = {"before": whole(programme, "days_before"), "after": whole(programme, "days_after")}
        around = "_and_".join(name for name, count in days.items() if count)
        if around:
            counted = {name: count for name, count in days.items() if count}
            day = words(f"occasion.day_{around}", day=day, **counted)
        return words("occasion.sentence", day=day, said=words("occasion.said_once", said=said) if once else said)


def _window(programme: Programme, situation: Situation) -> Window | None:
    """The days that count now or next; None for the day of joining while nobody is known to have joined."""
    span = Span(whole(programme, "days_before"), whole(programme, "days_after"))
    if text(programme, "day_of") == JOINED:
        joined = _joined(situation)
        if joined is None:
            return None
        return nearest(
            Birthday(BirthdayCalendar.SOLAR, joined.month, joined.day), situation.day, span, since=joined.year + 1
        )
    which = BirthdayCalendar.LUNAR if text(programme, "day_of") == LUNAR else BirthdayCalendar.SOLAR
    return nearest(Birthday(which, whole(programme, "month"), whole(programme, "day")), situation.day, span)


def _joined(situation: Situation) -> date | None:
    at_ms = situation.standing.joined_at_ms
    return None if at_ms is None else situation.shop.calendar.business_day(at_ms)
