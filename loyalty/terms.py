"""Terms and settings declared once: type, default, limits, label and help; forms, checks and docs are made from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from loyalty.refusals import Refusal, RefusalReason


class FieldKind(StrEnum):
    """What a field holds. AMOUNT is whole units of the shop's currency; TEXTS is a list of short texts."""

    WHOLE_NUMBER = "whole_number"
    AMOUNT = "amount"
    YES_NO = "yes_no"
    TEXT = "text"
    CHOICE = "choice"
    TEXTS = "texts"
    REWARDS = "rewards"


@dataclass(frozen=True, slots=True)
class Field:
    """One named value. `minimum` and `maximum` limit a number, or the length of a text or list.

    `required` refuses an empty text or list. `parts` are the fields of one row of REWARDS. The label is the words
    `<noun>.<name>`, the help `<noun>.<name>_help`, a choice's label `<noun>.<name>_<choice>`.
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


def malformed(place: str, detail: str, **facts: int | str) -> Refusal:
    """MALFORMED with the place ("programmes[0].terms.carry") and the detail, worded by `refusal.detail_<detail>`."""
    return Refusal(RefusalReason.MALFORMED, {"place": place, "detail": detail, **facts})


def validate(fields: Sequence[Field], values: object, place: str) -> dict[str, object] | Refusal:
    """The values complete with defaults, JSON-ready; or MALFORMED naming the first place that is wrong.

    Names that no field has are refused, so that a misspelt term is noticed. A default of None may be left out.
    """
    if not isinstance(values, Mapping):
        return malformed(place, "not_object")
    names = {field.name for field in fields}
    for name in values:
        if name not in names:
            return malformed(f"{place}.{name}", "unknown_name")
    checked: dict[str, object] = {}
    for field in fields:
        if field.default is None and field.name not in values:
            checked[field.name] = None
            continue
        value = _check(field, values.get(field.name, field.default), f"{place}.{field.name}")
        if isinstance(value, Refusal):
            return value
        checked[field.name] = value
    return checked


def _check(field: Field, value: object, place: str) -> object:
    if field.kind in (FieldKind.WHOLE_NUMBER, FieldKind.AMOUNT):
        return _number(field, value, place)
    if field.kind is FieldKind.YES_NO:
        return value if isinstance(value, bool) else malformed(place, "not_yes_no")
    if field.kind is FieldKind.CHOICE:
        known = isinstance(value, str) and value in field.choices
        return value if known else malformed(place, "not_a_choice", choices=", ".join(field.choices))
    if field.kind is FieldKind.TEXT:
        return _text(field, value, place)
    return _rows(field, value, place)


def _number(field: Field, value: object, place: str) -> object:
    if isinstance(value, bool) or not isinstance(value, int):
        return malformed(place, "not_whole_number")
    if value < field.minimum:
        return malformed(place, "below_minimum", limit=field.minimum)
    if field.maximum is not None and value > field.maximum:
        return malformed(place, "above_maximum", limit=field.maximum)
    return value


def _text(field: Field, value: object, place: str) -> object:
    if not isinstance(value, str):
        return malformed(place, "not_text")
    if field.required and not value.strip():
        return malformed(place, "empty")
    if field.maximum is not None and len(value) > field.maximum:
        return malformed(place, "too_long", limit=field.maximum)
    return value


def _rows(field: Field, value: object, place: str) -> object:
    if not isinstance(value, list | tuple):
        return malformed(place, "not_list")
    if field.required and not value:
        return malformed(place, "empty")
    if field.maximum is not None and len(value) > field.maximum:
        return malformed(place, "too_long", limit=field.maximum)
    rows: list[object] = []
    for index, each in enumerate(value):
        at = f"{place}[{index}]"
        if field.kind is FieldKind.REWARDS:
            row: object = validate(field.parts, each, at)
        else:
            row = each if isinstance(each, str) and each.strip() else malformed(at, "not_text")
        if isinstance(row, Refusal):
            return row
        rows.append(row)
    return rows
