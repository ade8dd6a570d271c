"""Terms and settings declared once: type, default, limits, label and help; forms, checks and docs are made from it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from loyalty.refusals import Refusal, RefusalReason

_TIME = re.compile("([01][0-9]|2[0-3]):[0-5][0-9]")


class FieldKind(StrEnum):
    """What a field holds.

    AMOUNT is whole units of the shop's currency, PERCENT a whole number of 0 to 100. TEXTS is a list of short texts,
    CHOICES any of the field's choices in their order, ROWS a list of objects made of the field's `parts`. DAY is
    "2026-03-01", TIME "09:30" of the shop's clock; both may be "" for none.
    """

    WHOLE_NUMBER = "whole_number"
    AMOUNT = "amount"
    PERCENT = "percent"
    YES_NO = "yes_no"
    TEXT = "text"
    CHOICE = "choice"
    CHOICES = "choices"
    TEXTS = "texts"
    DAY = "day"
    TIME = "time"
    ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Field:
    """One named value. `minimum` and `maximum` limit a number, or the length of a text or list.

    `required` refuses an empty text or list. `parts` are the fields of one row of ROWS. The label is the words
    `<noun>.<name>`, the help `<noun>.<name>_help`, a choice's label `<noun>.<name>_<choice>`. `when` names another
    field of the same form and the values it must have for this one to be asked at all: while it is not asked it keeps
    its default. `section` is the heading it stands under, the words `<noun>.section_<section>`, or where there are none
    `programme.section_<section>`. `suggest` tells what a text may be chosen from: "categories", "products", "tags",
    "tiers", "programmes" or "causes".
    """

    name: str
    kind: FieldKind
    default: object
    minimum: int = 0
    maximum: int | None = None
    choices: tuple[str, ...] = ()
    required: bool = False
    parts: tuple[Field, ...] = ()
    noun: str = "settings"
    when: tuple[str, tuple[object, ...]] | None = None
    section: str = ""
    suggest: str = ""

    @property
    def label_key(self) -> str:
        """The words' key of the label."""
        return f"{self.noun}.{self.name}"

    @property
    def help_key(self) -> str:
        """The words' key of the help."""
        return f"{self.noun}.{self.name}_help"

    def choice_key(self, choice: str) -> str:
        """The words' key of one choice."""
        return f"{self.noun}.{self.name}_{choice}"

    @property
    def section_key(self) -> str:
        """The words' key of the heading of the noun's own, which need not exist."""
        return f"{self.noun}.section_{self.section}"


def malformed(place: str, detail: str, **facts: int | str) -> Refusal:
    """MALFORMED with the place ("programmes[0].terms.carry") and the detail, worded by `refusal.detail_<detail>`."""
    return Refusal(RefusalReason.MALFORMED, {"place": place, "detail": detail, **facts})


def asked(fields: Sequence[Field], values: Mapping[str, object]) -> frozenset[str]:
    """The names of the fields that are asked while the form holds these values; a missing value is its default.

    A field that hangs on one which is not asked is not asked either.
    """
    by_name = {field.name: field for field in fields}
    return frozenset(field.name for field in fields if _is_asked(field, by_name, values))


def _is_asked(field: Field, by_name: Mapping[str, Field], values: Mapping[str, object]) -> bool:
    if field.when is None:
        return True
    other, wanted = by_name[field.when[0]], field.when[1]
    held = values.get(other.name, other.default)
    fits = any(each in wanted for each in held) if isinstance(held, list | tuple) else held in wanted
    return fits and _is_asked(other, by_name, values)


def validate(fields: Sequence[Field], values: object, place: str) -> dict[str, object] | Refusal:
    """The values complete with defaults, JSON-ready; or MALFORMED naming the first place that is wrong.

    Names that no field has are refused, so that a misspelt term is noticed. A default of None may be left out. A field
    that is not asked (`Field.when`) takes its default, whatever was given.
    """
    if not isinstance(values, Mapping):
        return malformed(place, "not_object")
    names = {field.name for field in fields}
    for name in values:
        if name not in names:
            return malformed(f"{place}.{name}", "unknown_name")
    wanted = asked(fields, values)
    checked: dict[str, object] = {}
    for field in fields:
        if field.name not in wanted or (field.default is None and field.name not in values):
            checked[field.name] = _plain(field.default)
            continue
        value = _check(field, values.get(field.name, field.default), f"{place}.{field.name}")
        if isinstance(value, Refusal):
            return value
        checked[field.name] = value
    return checked


def faults(fields: Sequence[Field], values: Mapping[str, object], place: str) -> tuple[Refusal, ...]:
    """Everything that is wrong, each MALFORMED with its own place, where `validate` stops at the first."""
    wanted = asked(fields, values)
    found: list[Refusal] = []
    for field in fields:
        if field.name not in wanted or (field.default is None and field.name not in values):
            continue
        value, at = values.get(field.name, field.default), f"{place}.{field.name}"
        if field.kind is FieldKind.ROWS and isinstance(value, list | tuple):
            found += _row_faults(field, value, at)
        elif isinstance(fault := _check(field, value, at), Refusal):
            found.append(fault)
    return tuple(found)


def _row_faults(field: Field, rows: Sequence[object], place: str) -> list[Refusal]:
    if isinstance(fault := _length_fault(field, rows, place), Refusal):
        return [fault]
    found: list[Refusal] = []
    for index, row in enumerate(rows):
        at = f"{place}[{index}]"
        if isinstance(row, Mapping):
            found += faults(field.parts, row, at)
        else:
            found.append(malformed(at, "not_object"))
    return found


def _plain(default: object) -> object:
    return list(default) if isinstance(default, tuple) else default


def _check(field: Field, value: object, place: str) -> object:
    match field.kind:
        case FieldKind.WHOLE_NUMBER | FieldKind.AMOUNT | FieldKind.PERCENT:
            return _number(field, value, place)
        case FieldKind.YES_NO:
            return value if isinstance(value, bool) else malformed(place, "not_yes_no")
        case FieldKind.CHOICE:
            return _choice(field, value, place)
        case FieldKind.TEXT:
            return _text(field, value, place)
        case FieldKind.DAY:
            return _written(field, value, place, _is_day, "not_day")
        case FieldKind.TIME:
            return _written(field, value, place, _is_time, "not_clock_time")
        case FieldKind.CHOICES:
            return _choices(field, value, place)
        case FieldKind.TEXTS | FieldKind.ROWS:
            return _rows(field, value, place)


def _number(field: Field, value: object, place: str) -> object:
    if isinstance(value, bool) or not isinstance(value, int):
        return malformed(place, "not_whole_number")
    if value < field.minimum:
        return malformed(place, "below_minimum", limit=field.minimum)
    maximum = 100 if field.kind is FieldKind.PERCENT and field.maximum is None else field.maximum
    if maximum is not None and value > maximum:
        return malformed(place, "above_maximum", limit=maximum)
    return value


def _choice(field: Field, value: object, place: str) -> object:
    known = isinstance(value, str) and value in field.choices
    return value if known else malformed(place, "not_a_choice", choices=", ".join(field.choices))


def _text(field: Field, value: object, place: str) -> object:
    if not isinstance(value, str):
        return malformed(place, "not_text")
    if field.required and not value.strip():
        return malformed(place, "empty")
    if field.maximum is not None and len(value) > field.maximum:
        return malformed(place, "too_long", limit=field.maximum)
    return value


def _written(field: Field, value: object, place: str, is_one: Callable[[str], bool], detail: str) -> object:
    if value == "" and field.required:
        return malformed(place, "empty")
    return value if isinstance(value, str) and (not value or is_one(value)) else malformed(place, detail)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_time(text: str) -> bool:
    return _TIME.fullmatch(text) is not None


def _choices(field: Field, value: object, place: str) -> object:
    if not isinstance(value, list | tuple):
        return malformed(place, "not_list")
    if field.required and not value:
        return malformed(place, "empty")
    for index, each in enumerate(value):
        known = _choice(field, each, f"{place}[{index}]")
        if isinstance(known, Refusal):
            return known
        if each in value[:index]:
            return malformed(f"{place}[{index}]", "used_twice")
    return [choice for choice in field.choices if choice in value]


def _length_fault(field: Field, rows: Sequence[object], place: str) -> Refusal | None:
    if field.required and not rows:
        return malformed(place, "empty")
    if field.maximum is not None and len(rows) > field.maximum:
        return malformed(place, "too_long", limit=field.maximum)
    return None


def _rows(field: Field, value: object, place: str) -> object:
    if not isinstance(value, list | tuple):
        return malformed(place, "not_list")
    if isinstance(fault := _length_fault(field, value, place), Refusal):
        return fault
    rows: list[object] = []
    for index, each in enumerate(value):
        at = f"{place}[{index}]"
        if field.kind is FieldKind.ROWS:
            row: object = validate(field.parts, each, at)
        else:
            row = each if isinstance(each, str) and each.strip() else malformed(at, "not_text")
        if isinstance(row, Refusal):
            return row
        rows.append(row)
    return rows
