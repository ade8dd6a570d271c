"""The birthday: a gift, a discount or more points in its month, on the day or around it, once for each birthday."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from loyalty import phrases
from loyalty.conditions import CODE_FIELDS, LINE_FIELDS, MINIMUM_FIELDS, PEOPLE_FIELDS, UseLimit, not_for
from loyalty.expiry import months_later, years_later
from loyalty.ledger import Account, Unit
from loyalty.members import Birthday as BirthDate
from loyalty.money import Currency
from loyalty.programmes import Programme
from loyalty.programs import effect
from loyalty.programs.effect import BONUS, REWARD, EffectKind
from loyalty.programs.kind import text, whole
from loyalty.refusals import Refusal, RefusalReason
from loyalty.situation import Notice, Situation
from loyalty.terms import Field, FieldKind
from loyalty.words import Words
from loyalty.yearly import Span, Window, nearest

# A birthday that was changed less than this ago is not celebrated before the lead agrees.
CHANGED_WITHIN_MONTHS = 12

_DAY = timedelta(days=1)
_AROUND = ("window", ("around",))


def _field(name: str, kind: FieldKind, default: object, **more: Any) -> Field:
    return Field(name, kind, default, noun="birthday", section="conditions", **more)


class Birthday(EffectKind):
    """What a member gets for the birthday; a lunar one once a lunar year. Joining inside the window counts.

    A gift or bonus for a birthday that was changed within 12 months needs the lead: the sale's choices then hold a note
    for the offer (`effect.reward_id`), which only the lead may write.
    """

    name = "birthday"
    fields = (
        _field("window", FieldKind.CHOICE, "month", choices=("month", "day", "around")),
        _field("days_before", FieldKind.WHOLE_NUMBER, 7, maximum=60, when=_AROUND),
        _field("days_after", FieldKind.WHOLE_NUMBER, 7, maximum=60, when=_AROUND),
        *effect.FIELDS,
        *LINE_FIELDS,
        *MINIMUM_FIELDS,
        *PEOPLE_FIELDS,
        *CODE_FIELDS,
    )

    def birthdays(self, programme: Programme, situation: Situation) -> frozenset[str]:
        """The programme's id in the birthday's time, and whether the birthday was changed lately."""
        found = {programme.id} if _is_open(programme, situation) else set()
        return frozenset(found | {_changed(programme)} if _is_changed(programme, situation) else found)

    def hindrance(self, programme: Programme, situation: Situation) -> Refusal | None:
        """NO_BIRTHDAY, NOT_BIRTHDAY with the first day of the next window, or the person is not meant."""
        birthday = situation.standing.birthday
        if not _is_open(programme, situation):
            if birthday is None:
                return Refusal(RefusalReason.NO_BIRTHDAY)
            window = _window(programme, birthday, situation)
            return Refusal(RefusalReason.NOT_BIRTHDAY, {"day": window.first.isoformat()})
        return not_for(programme.terms, situation)

    def gift_hindrance(self, programme: Programme, situation: Situation) -> Refusal | None:
        """The same, and BIRTHDAY_CHANGED while it needs the lead."""
        found = self.hindrance(programme, situation)
        if found is None and _needs_lead(programme, situation):
            return Refusal(RefusalReason.BIRTHDAY_CHANGED)
        return found

    def uses(self, programme: Programme, situation: Situation, part: str) -> tuple[UseLimit, ...]:
        """Once, until the eve of the next birthday's window."""
        until = _until(programme, situation)
        return () if until is None else (UseLimit(Account(programme.id, Unit.USE, part), 1, until),)

    def notices(self, programme: Programme, situation: Situation) -> tuple[Notice, ...]:
        """That it is the birthday's time, with what waits; that it was had already; that the lead is needed."""
        birthday = situation.standing.birthday
        if programme.stopped or birthday is None or self.hindrance(programme, situation) is not None:
            return ()
        parts = [part for part in (REWARD, BONUS) if effect.has(programme, part)]
        if parts and all(situation.held(Account(programme.id, Unit.USE, part)) for part in parts):
            return (Notice("birthday.notice_used", programme.id),)
        if parts and _needs_lead(programme, situation):
            return (Notice("birthday.notice_changed", programme.id),)
        day = _window(programme, birthday, situation).last.isoformat()
        facts = {"day": day, "reward": text(programme, "reward_title") or programme.name}
        return (Notice("birthday.notice_open", programme.id, facts),)

    def sentence(self, programme: Programme, currency: Currency, words: Words) -> str:
        """When, what, once a year."""
        terms = programme.terms
        said = phrases.with_conditions(phrases.effects(terms, currency, words), terms, currency, words)
        if effect.has(programme, REWARD) or effect.has(programme, BONUS):
            said = words("birthday.once", said=said)
        window = text(programme, "window")
        if window == "around":
            before, after = whole(programme, "days_before"), whole(programme, "days_after")
            return words("birthday.sentence_around", before=before, after=after, said=said)
        return words(f"birthday.sentence_{window}", said=said)


def _window(programme: Programme, birthday: BirthDate, situation: Situation) -> Window:
    kind = text(programme, "window")
    span = Span(whole_month=kind == "month")
    if kind == "around":
        span = Span(whole(programme, "days_before"), whole(programme, "days_after"))
    return nearest(birthday, situation.day, span)


def _is_open(programme: Programme, situation: Situation) -> bool:
    """Whether it is the birthday's time; for a sale posted again, whether it was."""
    if situation.birthdays is not None:
        return programme.id in situation.birthdays
    birthday = situation.standing.birthday
    return birthday is not None and _window(programme, birthday, situation).holds(situation.day)


def _until(programme: Programme, situation: Situation) -> date | None:
    """Until when a gift counts; a year where the sale remembers a birthday that is not known any more."""
    birthday, is_open = situation.standing.birthday, _is_open(programme, situation)
    window = None if birthday is None else _window(programme, birthday, situation)
    if window is None or (is_open and not window.holds(situation.day)):
        return years_later(situation.day, 1) - _DAY if is_open else None
    return window.until


def _changed(programme: Programme) -> str:
    return f"{programme.id}/changed"


def _is_changed(programme: Programme, situation: Situation) -> bool:
    """Whether the birthday was changed lately; for a sale posted again, whether it had been."""
    if situation.birthdays is not None:
        return _changed(programme) in situation.birthdays
    changed = situation.standing.birthday_changed_on
    return changed is not None and situation.day < months_later(changed, CHANGED_WITHIN_MONTHS)


def _needs_lead(programme: Programme, situation: Situation) -> bool:
    noted = situation.choices.notes.get(effect.reward_id(programme), "")
    return not noted and _is_changed(programme, situation)
