"""Random terms of any kind, made from its fields alone: a new kind is tried without a line here."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from loyalty.programmes import Programme
from loyalty.programs import KINDS, read_terms
from loyalty.programs.kind import Kind
from loyalty.refusals import Refusal
from loyalty.terms import Field, FieldKind

CATEGORIES = ("飲料", "飲料/咖啡", "甜點", "豆子")
PRODUCTS = ("latte", "cake", "beans", "tea")
TAGS = ("vip", "new", "特價")
LEVELS = ("low", "mid", "high")
FIRST_DAY = date(2026, 1, 1)
LONG_AGO = date(2025, 1, 1)
# Without these a programme hardly ever applies in a few days: they stay at their default most of the time.
_RARE = frozenset(
    {
        "from_day",
        "until_day",
        "from_time",
        "until_time",
        "weekdays",
        "for_statuses",
        "for_tags",
        "excluded",
        "code",
        "with_code",
    }
)
# These decide what a programme is at all.
_OFTEN = frozenset({"way", "window", "day_of", "effects", "reward_kind", "reward_cost", "cost"})
_SUGGESTED: Mapping[str, Sequence[str]] = {
    "categories": CATEGORIES,
    "products": PRODUCTS,
    "tags": TAGS,
    "tiers": LEVELS,
    "programmes": ("points",),
    "causes": ("流浪動物",),
}
# The largest figures that a shop of a few days still reaches: a milestone at the 300th visit would never be one.
_REACHED = {
    "visits": 4,
    "visits_before": 3,
    "one_in": 4,
    "minimum_amount": 200,
    "minimum_quantity": 3,
    "after_amount": 200,
    "pay_minimum": 100,
    "threshold": 1_500,
    "stamps_needed": 8,
    "minimum_gap_hours": 24,
    "reward_cost": 80,
    "cost": 80,
    "amount_step": 150,
    "shop_step": 150,
    "earn_step": 150,
    "price": 150,
    "points_price": 8,
    "first_uses": 6,
    "uses_each": 3,
    "expires_after": 30,
    "valid_days": 60,
    "month": 1,
    "day": 28,
    "days_before": 30,
    "days_after": 60,
    "day_of_month": 12,
    "months": 4,
}
# Kinds that wait for a day, a visit or a batch: more shops have them, so that they occur as often as the others.
_SELDOM_AT_WORK = frozenset({"birthday", "occasion", "coupon", "milestone", "offer", "referral"})
_DAYS_AROUND = (-10, 60)
_TRIES = 300


def random_programme(kind: Kind, rng: random.Random) -> Programme:
    """A programme of this kind with terms that fit together; its id is the kind's name."""
    for _ in range(_TRIES):
        raw = _values(kind.fields, rng)
        # One code opens one programme.
        raw |= {name: f"{kind.name} {raw[name]}" for name in ("code", "with_code") if raw.get(name)}
        checked = read_terms(kind.name, raw, "terms")
        if not isinstance(checked, Refusal):
            return Programme(kind.name, 1, kind.name, kind.name, checked)
    raise AssertionError(f"no terms of {kind.name} fit together: {checked}")


def random_versions(rng: random.Random) -> tuple[tuple[Programme, ...], ...]:
    """Points, for the bonuses of the others, and one to six other kinds, in any order; the versions of each.

    Some are published anew or stopped while the shop is played.
    """
    often = [kind for kind in KINDS if kind.name in _SELDOM_AT_WORK]
    chosen = [*rng.sample(KINDS, rng.randint(1, 5)), *rng.sample(often, rng.randint(0, 1))]
    points = next(kind for kind in KINDS if kind.name == "points")
    made = [_versions(kind, rng) for kind in {kind.name: kind for kind in (points, *chosen)}.values()]
    rng.shuffle(made)
    return tuple(made)


def _versions(kind: Kind, rng: random.Random) -> tuple[Programme, ...]:
    first = replace(random_programme(kind, rng), from_day=LONG_AGO)
    if rng.random() < 0.85:
        return (first,)
    later = first if rng.random() < 0.4 else random_programme(kind, rng)
    from_day = FIRST_DAY + timedelta(days=rng.randint(1, 60))
    return first, replace(later, version=2, from_day=from_day, stopped=later is first)


def _values(fields: Sequence[Field], rng: random.Random) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for field in fields:
        if not _is_asked(field, values):
            continue
        keep = 0.9 if field.name in _RARE else 0.1 if field.name in _OFTEN else 0.4
        if not field.required and rng.random() < keep:
            values[field.name] = field.default
        else:
            values[field.name] = _value(field, rng)
    return values


def _is_asked(field: Field, values: Mapping[str, Any]) -> bool:
    """Whether another term calls for it, one of several choices perhaps."""
    if field.when is None:
        return True
    name, wanted = field.when
    value = values.get(name)
    return any(each in wanted for each in value) if isinstance(value, list) else value in wanted


def _value(field: Field, rng: random.Random) -> Any:
    kind = field.kind
    if kind in (FieldKind.WHOLE_NUMBER, FieldKind.AMOUNT, FieldKind.PERCENT):
        return _number(field, rng)
    if kind is FieldKind.YES_NO:
        return rng.random() < 0.5
    if kind is FieldKind.CHOICE:
        return rng.choice(field.choices)
    if kind is FieldKind.CHOICES:
        return [choice for choice in field.choices if rng.random() < 0.6]
    if kind is FieldKind.DAY:
        return (FIRST_DAY + timedelta(days=rng.randint(*_DAYS_AROUND))).isoformat()
    if kind is FieldKind.TIME:
        return f"{rng.randint(0, 23):02d}:00"
    pool = _SUGGESTED.get(field.suggest, (f"{field.name} {rng.randint(1, 9)}",))
    if kind is FieldKind.TEXTS:
        return rng.sample(pool, rng.randint(1, min(2, len(pool))))
    if kind is FieldKind.ROWS:
        return _rows(field, rng)
    return rng.choice(pool)[: field.maximum or 60]


def _number(field: Field, rng: random.Random) -> int:
    most = 100 if field.kind is FieldKind.PERCENT else _REACHED.get(field.name, 400)
    highest = most if field.maximum is None else min(most, field.maximum)
    return rng.choice(
        [
            field.minimum,
            rng.randint(field.minimum, min(highest, field.minimum + 10)),
            rng.randint(field.minimum, highest),
        ]
    )


def _rows(field: Field, rng: random.Random) -> list[dict[str, Any]]:
    rows = []
    for number in range(rng.randint(1, 3)):
        row = _values(field.parts, rng)
        if "id" in row:
            row["id"] = LEVELS[number]
        if "level" in row:
            row["level"] = rng.choice(LEVELS)
        rows.append(row)
    return rows
