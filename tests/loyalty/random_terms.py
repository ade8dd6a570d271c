"""Random terms of any kind, made from its fields alone: a new kind is tried without a line here."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
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
# Without these a programme hardly ever applies in a few days: they stay at their default most of the time.
_RARE = frozenset(
    {"from_day", "until_day", "from_time", "until_time", "weekdays", "for_statuses", "for_tags", "excluded", "code"}
)
_SUGGESTED: Mapping[str, Sequence[str]] = {
    "categories": CATEGORIES,
    "products": PRODUCTS,
    "tags": TAGS,
    "tiers": LEVELS,
    "programmes": ("points",),
    "causes": ("流浪動物",),
}
_TRIES = 300


def random_programme(kind: Kind, rng: random.Random) -> Programme:
    """A programme of this kind with terms that fit together; its id is the kind's name."""
    for _ in range(_TRIES):
        raw = _values(kind.fields, rng)
        checked = read_terms(kind.name, raw, "terms")
        if not isinstance(checked, Refusal):
            return Programme(kind.name, 1, kind.name, kind.name, checked)
    raise AssertionError(f"no terms of {kind.name} fit together: {checked}")


def random_programmes(rng: random.Random) -> tuple[Programme, ...]:
    """Points, for the bonuses of the others, and one to five other kinds, in any order."""
    chosen = rng.sample(KINDS, rng.randint(1, 5))
    points = next(kind for kind in KINDS if kind.name == "points")
    made = [random_programme(kind, rng) for kind in {kind.name: kind for kind in (points, *chosen)}.values()]
    rng.shuffle(made)
    return tuple(made)


def _values(fields: Sequence[Field], rng: random.Random) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for field in fields:
        if field.when is not None and values.get(field.when[0]) not in field.when[1]:
            continue
        keep = 0.9 if field.name in _RARE else 0.4
        if not field.required and rng.random() < keep:
            values[field.name] = field.default
        else:
            values[field.name] = _value(field, rng)
    return values


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
        return (FIRST_DAY + timedelta(days=rng.randint(-10, 120))).isoformat()
    if kind is FieldKind.TIME:
        return f"{rng.randint(0, 23):02d}:00"
    pool = _SUGGESTED.get(field.suggest, (f"{field.name} {rng.randint(1, 9)}",))
    if kind is FieldKind.TEXTS:
        return rng.sample(pool, rng.randint(1, min(2, len(pool))))
    if kind is FieldKind.ROWS:
        return _rows(field, rng)
    return rng.choice(pool)[: field.maximum or 60]


def _number(field: Field, rng: random.Random) -> int:
    highest = min(100 if field.kind is FieldKind.PERCENT else 400, field.maximum if field.maximum is not None else 400)
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
