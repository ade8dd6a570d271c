"""Times that a customer pays for: they run from the day they are bought, or on from the end of the one that runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from loyalty.calendar import ShopCalendar
from loyalty.expiry import months_later
from loyalty.ledger import Account, Standing, Unit
from loyalty.plans import Plan, PlanPart
from loyalty.programmes import Programme
from loyalty.programs.kind import whole
from loyalty.situation import Situation

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PaidTime:
    """The time that runs: its first and last day, the last day of those bought after it, and the terms it has.

    `terms` is the version of the programme under which it was bought: it is finished under it.
    """

    first: date
    last: date
    last_of_all: date
    terms: Programme


def account(programme: Programme) -> Account:
    """Where the times are counted, a lot each."""
    return Account(programme.id, Unit.MEMBERSHIP)


def plan_id(programme: Programme) -> str:
    """The id of what is bought."""
    return f"{programme.id}:time"


def plan(programme: Programme, situation: Situation) -> Plan:
    """The next time at the programme's `fee`: `months` long, from today or from the end of what is bought already."""
    running = paid_time(programme, situation)
    first = situation.day if running is None else running.last_of_all + _DAY
    ends = months_later(first, whole(programme, "months")) - _DAY
    return Plan(
        plan_id(programme), programme.name, whole(programme, "fee"), (PlanPart(account(programme), 1, expires_on=ends),)
    )


def paid_time(programme: Programme, situation: Situation, with_basket: bool = False) -> PaidTime | None:
    """What runs at this moment; None for nothing. `with_basket` lets what is being bought run already."""
    running = None
    if situation.held(account(programme)) > 0:
        running = running_on(programme, situation.standing, situation.day, situation.shop.calendar)
    if running is not None or not (with_basket and situation.with_member):
        return running
    if all(line.plan != plan_id(programme) for line in situation.basket.lines):
        return None
    last = months_later(situation.day, whole(programme, "months")) - _DAY
    return PaidTime(situation.day, last, last, programme)


def running_on(programme: Programme, standing: Standing, day: date, calendar: ShopCalendar) -> PaidTime | None:
    """What runs for somebody on a business day; the standing may hold times that are over."""
    own = account(programme)
    lots = [
        (lot.expires_on, lot.earned_at_ms)
        for lot in standing.lots
        if lot.left > 0 and lot.account == own and lot.expires_on is not None and lot.expires_on >= day
    ]
    if not lots:
        return None
    last, bought_ms = min(lots)
    terms = programme.as_of(calendar.business_day(bought_ms))
    first = months_later(last + _DAY, -whole(terms, "months"))
    return PaidTime(first, last, max(lots)[0], terms)
