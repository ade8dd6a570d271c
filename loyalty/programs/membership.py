"""Paid membership (年費會員): a fee buys a time with its own discount, points and yearly benefits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from loyalty import benefits
from loyalty.conditions import CODE_FIELDS
from loyalty.earning import PERCENT, Multiplier
from loyalty.money import Currency, format_money
from loyalty.outcome import RewardKind
from loyalty.paid_times import PaidTime, account, paid_time, plan
from loyalty.phrases import listed, multiplied, percent_off
from loyalty.plans import Plan
from loyalty.programmes import Programme
from loyalty.programs.kind import PlainKind, rows, whole
from loyalty.refusals import Refusal
from loyalty.rewards import RewardTerms
from loyalty.situation import Notice, Situation
from loyalty.terms import Field, FieldKind
from loyalty.words import Words


def _field(name: str, kind: FieldKind, default: object, section: str, **more: Any) -> Field:
    return Field(name, kind, default, noun="membership", section=section, **more)


BENEFIT_FIELDS = (
    _field("id", FieldKind.TEXT, "", "rewards", maximum=30, required=True),
    _field("title", FieldKind.TEXT, "", "rewards", maximum=60, required=True),
    _field("count", FieldKind.WHOLE_NUMBER, 1, "rewards", minimum=1, maximum=366),
    _field("cost", FieldKind.AMOUNT, 0, "rewards", maximum=999_999),
)
# No benefit may be called like the discount.
_DISCOUNT_ID = "discount"


class Membership(PlainKind):
    """Runs from the day it is bought; bought again before its end, it goes on from there."""

    name = "membership"
    gives_statuses = True
    fields = (
        _field("fee", FieldKind.AMOUNT, 1_200, "earning", minimum=1, maximum=999_999),
        _field("months", FieldKind.WHOLE_NUMBER, 12, "earning", minimum=1, maximum=120),
        _field("notice_days", FieldKind.WHOLE_NUMBER, 30, "earning", maximum=366),
        _field("discount", FieldKind.PERCENT, 0, "rewards", maximum=99),
        _field("points", FieldKind.WHOLE_NUMBER, PERCENT, "rewards", maximum=1_000),
        _field("benefits", FieldKind.ROWS, (), "rewards", maximum=30, parts=BENEFIT_FIELDS),
        *CODE_FIELDS,
    )

    def fault(self, terms: Mapping[str, Any], place: str) -> Refusal | None:
        """Each benefit has an id of its own."""
        return benefits.fault(terms["benefits"], f"{place}.benefits", (_DISCOUNT_ID,))

    def statuses(self, programme: Programme, situation: Situation) -> frozenset[str]:
        """The programme's id while a membership runs; from its own sale on where the crossing sale has the tier."""
        return frozenset() if _paid(programme, situation) is None else frozenset({programme.id})

    def plans(self, programme: Programme, situation: Situation) -> tuple[Plan, ...]:
        """The membership, or its renewal."""
        return () if programme.stopped else (plan(programme, situation),)

    def rewards(self, programme: Programme, situation: Situation) -> tuple[RewardTerms, ...]:
        """The member's discount, taken by itself, and the benefits of the year that runs, counted from the start."""
        running = _running(programme, situation)
        if running is None:
            return ()
        terms = running.terms
        found = [_discount(programme, terms)] if whole(terms, "discount") else []
        ends = benefits.year_end(running.first, situation.day)
        found.extend(benefits.benefit(programme, row, ends) for row in rows(terms, "benefits"))
        return tuple(found)

    def multipliers(self, programme: Programme, situation: Situation) -> tuple[Multiplier, ...]:
        """The member's points, in every programme."""
        running = _running(programme, situation)
        percent = PERCENT if running is None else whole(running.terms, "points")
        return () if percent == PERCENT else (Multiplier(percent),)

    def notices(self, programme: Programme, situation: Situation) -> tuple[Notice, ...]:
        """Until when the membership runs, renewals counted; and some days before, that it ends."""
        running = paid_time(programme, situation)
        if running is None:
            return ()
        last = running.last_of_all
        facts = {"day": last.isoformat()}
        left = (last - situation.day).days
        if left > whole(running.terms, "notice_days"):
            return (Notice("membership.notice_runs", programme.id, facts),)
        if left == 0:
            return (Notice("membership.notice_last_day", programme.id, facts),)
        return (Notice("membership.notice_ends", programme.id, {**facts, "missing": left}),)

    def sentence(self, programme: Programme, currency: Currency, words: Words) -> str:
        """The fee, how long it lasts, and what it gives."""
        discount, points = whole(programme, "discount"), whole(programme, "points")
        gives = [
            percent_off(discount, words) if discount else "",
            multiplied(points, words, "all") if points != PERCENT else "",
            *(
                words("membership.sentence_benefit", title=row["title"], times=row["count"])
                for row in rows(programme, "benefits")
            ),
        ]
        facts = {"fee": format_money(whole(programme, "fee"), currency), "count": whole(programme, "months")}
        if not any(gives):
            return words("membership.sentence_bare", **facts)
        return words("membership.sentence", gives=listed(gives, words), **facts)


def _running(programme: Programme, situation: Situation) -> PaidTime | None:
    """What runs for this sale; one posted again has what it had then, by its statuses."""
    if programme.id not in situation.statuses:
        return None
    day = situation.day
    return _paid(programme, situation) or PaidTime(day, day, day, programme)


def _paid(programme: Programme, situation: Situation) -> PaidTime | None:
    return paid_time(programme, situation, with_basket=situation.shop.crossing_gets_tier)


def _discount(programme: Programme, terms: Programme) -> RewardTerms:
    return RewardTerms(
        id=f"{programme.id}:{_DISCOUNT_ID}",
        account=account(programme),
        kind=RewardKind.PERCENT_OFF,
        title=programme.name,
        price=0,
        value=whole(terms, "discount"),
        automatic=True,
    )
