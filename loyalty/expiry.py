"""When a lot ends: the terms of it, and its last day, which counts whole. Days are business days of the shop."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from loyalty.terms import Field, FieldKind

KINDS = ("never", "days", "months", "year_end", "mid_year", "idle")

FIELDS = (
    Field("expires", FieldKind.CHOICE, "never", choices=KINDS, noun="programme", section="expiry"),
    Field(
        "expires_after",
        FieldKind.WHOLE_NUMBER,
        12,
        minimum=1,
        maximum=3_650,
        noun="programme",
        section="expiry",
        when=("expires", ("days", "months", "idle")),
    ),
)


def last_day(terms: Mapping[str, Any], earned_on: date) -> date | None:
    """The last day on which something earned that day may be used; None for never, and for "idle".

    days: D + N. months: the end of the month N months later. year_end: 31 December of the year after earning.
    mid_year: 30 June of the year after earning. idle: ends N days after the last visit, see `idle_days`.
    """
    kind, number = terms.get("expires", "never"), terms.get("expires_after", 0)
    if kind == "days":
        return earned_on + timedelta(days=number)
    if kind == "months":
        return month_end(earned_on, number)
    if kind == "year_end":
        return date(earned_on.year + 1, 12, 31)
    return date(earned_on.year + 1, 6, 30) if kind == "mid_year" else None


def idle_days(terms: Mapping[str, Any]) -> int:
    """After how many days without a visit it ends; 0 where it does not depend on visits."""
    return int(terms["expires_after"]) if terms.get("expires") == "idle" else 0


def month_end(day: date, months: int) -> date:
    """The last day of the month some months later."""
    first = date(day.year + (day.month + months) // 12, (day.month + months) % 12 + 1, 1)
    return first - timedelta(days=1)


def years_later(day: date, years: int) -> date:
    """The same day some years later; 29 February is the 28th in a common year."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def months_later(day: date, months: int) -> date:
    """The same day some months later, or that month's last day."""
    end = month_end(day, months)
    return end.replace(day=min(day.day, end.day))
