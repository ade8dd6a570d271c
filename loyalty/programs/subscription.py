"""Subscription (訂閱): a fixed fee a period, and so many deliveries or services in each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from loyalty import benefits
from loyalty.conditions import CODE_FIELDS
from loyalty.expiry import months_later
from loyalty.ledger import Standing
from loyalty.money import Currency, format_money
from loyalty.paid_times import PaidTime, paid_time, plan, running_on
from loyalty.phrases import listed
from loyalty.plans import Plan
from loyalty.programmes import Programme
from loyalty.programs.kind import PlainKind, rows, whole
from loyalty.refusals import Refusal
from loyalty.rewards import RewardTerms
from loyalty.shop import ShopRules
from loyalty.situation import Notice, Situation
from loyalty.terms import Field, FieldKind
from loyalty.words import Words

EVERY = ("period", "month")


def _field(name: str, kind: FieldKind, default: object, section: str, **more: Any) -> Field:
    return Field(name, kind, default, noun="subscription", section=section, **more)


ITEM_FIELDS = (
    _field("id", FieldKind.TEXT, "", "rewards", maximum=30, required=True),
    _field("title", FieldKind.TEXT, "", "rewards", maximum=60, required=True),
    _field("count", FieldKind.WHOLE_NUMBER, 1, "rewards", minimum=1, maximum=366),
    _field("every", FieldKind.CHOICE, "period", "rewards", choices=EVERY),
    _field("cost", FieldKind.AMOUNT, 0, "rewards", maximum=999_999),
)


@dataclass(frozen=True, slots=True)
class Due:
    """What a member has still to get: so many of an item (its id and title) until the end of a business day."""

    member_id: int
    item_id: str
    title: str
    left: int
    until: date


class Subscription(PlainKind):
    """Runs from the day it is paid; paid again before its end, the next period follows."""

    name = "subscription"
    gives_statuses = True
    fields = (
        _field("fee", FieldKind.AMOUNT, 300, "earning", minimum=1, maximum=999_999),
        _field("months", FieldKind.WHOLE_NUMBER, 1, "earning", minimum=1, maximum=36),
        _field("notice_days", FieldKind.WHOLE_NUMBER, 7, "earning", maximum=366),
        _field("items", FieldKind.ROWS, (), "rewards", maximum=20, required=True, parts=ITEM_FIELDS),
        *CODE_FIELDS,
    )

    def fault(self, terms: Mapping[str, Any], place: str) -> Refusal | None:
        """Each item has an id of its own."""
        return benefits.fault(terms["items"], f"{place}.items", ())

    def statuses(self, programme: Programme, situation: Situation) -> frozenset[str]:
        """The programme's id while a period runs."""
        return frozenset() if paid_time(programme, situation) is None else frozenset({programme.id})

    def plans(self, programme: Programme, situation: Situation) -> tuple[Plan, ...]:
        """The first period, or the next."""
        return () if programme.stopped else (plan(programme, situation),)

    def rewards(self, programme: Programme, situation: Situation) -> tuple[RewardTerms, ...]:
        """What the period that runs has still to give; the first one gives from its own sale on."""
        running = paid_time(programme, situation, with_basket=True)
        if running is None:
            return ()
        return tuple(
            benefits.benefit(programme, row, _until(running, row, situation.day))
            for row in rows(running.terms, "items")
        )

    def notices(self, programme: Programme, situation: Situation) -> tuple[Notice, ...]:
        """What is left of each item and until when; until when it is paid, and some days before, that it ends."""
        running = paid_time(programme, situation)
        if running is None:
            return ()
        found = [
            Notice(
                "subscription.notice_left",
                programme.id,
                {"title": each.title, "count": each.left, "day": each.until.isoformat()},
            )
            for each in _open(programme, running, situation.standing, situation.day)
        ]
        last = running.last_of_all
        near = (last - situation.day).days <= whole(running.terms, "notice_days")
        key = "subscription.notice_ends" if near else "subscription.notice_paid"
        return (*found, Notice(key, programme.id, {"day": last.isoformat()}))

    def sentence(self, programme: Programme, currency: Currency, words: Words) -> str:
        """The fee of a period, and what each period gives."""
        gives = [
            words(f"subscription.sentence_{row['every']}", title=row["title"], times=row["count"])
            for row in rows(programme, "items")
        ]
        fee = format_money(whole(programme, "fee"), currency)
        return words("subscription.sentence", fee=fee, count=whole(programme, "months"), gives=listed(gives, words))


def due(programme: Programme, standings: Iterable[Standing], at_ms: int, shop: ShopRules) -> tuple[Due, ...]:
    """Who has still to get what at `at_ms` (epoch milliseconds UTC): what must be handed out soonest comes first."""
    day = shop.calendar.business_day(at_ms)
    found = []
    for standing in standings:
        running = running_on(programme, standing, day, shop.calendar)
        if running is not None:
            found.extend(_open(programme, running, standing, day))
    return tuple(sorted(found, key=lambda each: (each.until, each.member_id, each.item_id)))


def _open(programme: Programme, running: PaidTime, standing: Standing, day: date) -> list[Due]:
    """The items of which something is left; uses that are over count no more."""
    found = []
    for row in rows(running.terms, "items"):
        account_used = benefits.uses_of(programme, row)
        used = sum(
            lot.left
            for lot in standing.lots
            if lot.account == account_used and (lot.expires_on is None or lot.expires_on >= day)
        )
        left = int(row["count"]) - used
        if left > 0 and standing.member_id is not None:
            until = _until(running, row, day)
            found.append(Due(standing.member_id, row["id"], row["title"], left, until))
    return found


def _until(running: PaidTime, row: Mapping[str, Any], day: date) -> date:
    """The last day of the period, or of the month of it, in which an item counts."""
    if row["every"] == "period":
        return running.last
    months = (day.year - running.first.year) * 12 + day.month - running.first.month
    if months_later(running.first, months) > day:
        months -= 1
    return min(running.last, months_later(running.first, months + 1) - timedelta(days=1))
