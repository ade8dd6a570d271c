"""The format of the rules' door as a JSON Schema, made from the same fields that read a case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from loyalty.door_answers_schema import ANSWERS
from loyalty.door_fields import MEMBER_FIELDS, PRODUCT_FIELDS, PROGRAMME_FIELDS, SHOP_FIELDS, STEPS, StepShape
from loyalty.presets import PRESETS
from loyalty.programs import KINDS
from loyalty.terms import Field, FieldKind
from loyalty.words import Words

Json = dict[str, Any]
# Beyond this a number is refused only because Python would take long over it; the format does not name the limit.
_FAR = 10**12
_DAY = "^([0-9]{4}-[0-9]{2}-[0-9]{2})?$"
_TIME = "^(([01][0-9]|2[0-3]):[0-5][0-9])?$"
_MOMENT = {"description": "A local time of the shop in ISO 8601, such as 2026-03-01T10:00.", "type": "string"}
_MAPS = {"counts": {"type": "integer"}, "texts": {"type": "string"}}


def schema() -> Json:
    """A case at its root, an answer under `$defs/answer`; each kind's terms and each step's values under `$defs`."""
    words = Words("en")
    terms = {f"kind_{kind.name}": _form(kind.fields, words) for kind in KINDS}
    steps = {f"step_{name}": _step(name, shape) for name, shape in STEPS.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A case of the rules' door",
        "description": "Programmes, members and steps, played by: python -m loyalty < case.json",
        "type": "object",
        "required": ["steps"],
        "additionalProperties": False,
        "properties": {
            "shop": {"$ref": "#/$defs/shop"},
            "preset": {"enum": [preset.id for preset in PRESETS]},
            "programmes": _list({"$ref": "#/$defs/programme"}),
            "products": _list({"$ref": "#/$defs/product"}),
            "members": _list({"anyOf": [{"type": "string", "minLength": 1}, {"$ref": "#/$defs/member"}]}),
            "start": {**_MOMENT, "default": "2026-01-01T09:00"},
            "steps": _list({"$ref": "#/$defs/step"}),
        },
        "$defs": {
            "shop": _form(SHOP_FIELDS, words),
            "product": _form(PRODUCT_FIELDS),
            "member": _form(MEMBER_FIELDS),
            "programme": _programme(),
            "step": _any_step(),
            **terms,
            **steps,
            **ANSWERS,
        },
    }


def _list(items: Json) -> Json:
    return {"type": "array", "items": items}


def _programme() -> Json:
    form = _form(PROGRAMME_FIELDS)
    form["properties"]["kind"] = {"enum": [kind.name for kind in KINDS]}
    form["properties"]["terms"] = {
        "description": "The kind's terms; a later version without them keeps those before.",
        "type": "object",
    }
    form["allOf"] = [_when("kind", kind.name, {"terms": {"$ref": f"#/$defs/kind_{kind.name}"}}) for kind in KINDS]
    return form


def _any_step() -> Json:
    return {
        "type": "object",
        "required": ["step"],
        "properties": {"step": {"description": "A kind not listed here is answered by a refusal.", "type": "string"}},
        "allOf": [
            {"if": {"properties": {"step": {"const": name}}}, "then": {"$ref": f"#/$defs/step_{name}"}}
            for name in STEPS
        ],
    }


def _when(name: str, value: object, then: Json) -> Json:
    return {"if": {"properties": {name: {"const": value}}}, "then": {"properties": then}}


def _step(name: str, shape: StepShape) -> Json:
    form = _form(shape.fields)
    for each in shape.counts:
        form["properties"][each] = {"type": "object", "additionalProperties": _MAPS["counts"]}
    for each in shape.texts:
        form["properties"][each] = {"type": "object", "additionalProperties": _MAPS["texts"]}
    form["properties"] = {"step": {"const": name}, **form["properties"]}
    return form


def _form(fields: Sequence[Field], words: Words | None = None) -> Json:
    """An object with these fields and no other. What is asked only at times is described, and never required."""
    required = [field.name for field in fields if field.required and field.when is None and not field.default]
    form: Json = {
        "type": "object",
        "additionalProperties": False,
        "properties": {field.name: _described(field, words) for field in fields},
    }
    return {**form, "required": required} if required else form


def _described(field: Field, words: Words | None) -> Json:
    told = [] if words is None else _labels(field, words)
    if field.when is not None:
        wanted = " or ".join(_plain(each) for each in field.when[1])
        told.append(f"Asked while {field.when[0]} is {wanted}.")
    typed = _TYPES[field.kind](field) if field.kind in _TYPES else _rows(field, words)
    described: Json = {"description": " ".join(told), **typed} if told else typed
    if field.default not in (None, "", ()):
        described["default"] = list(field.default) if isinstance(field.default, tuple) else field.default
    return described


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _labels(field: Field, words: Words) -> list[str]:
    return [f"{words(field.label_key)}: {words(field.help_key)}"] if words.has(field.label_key) else []


def _number(field: Field) -> Json:
    """Whole numbers of any size are read where the rules refuse, and not the reader."""
    maximum = 100 if field.kind is FieldKind.PERCENT and field.maximum is None else field.maximum
    limits = {"minimum": field.minimum, "maximum": maximum}
    return {
        "type": "integer",
        **{name: limit for name, limit in limits.items() if limit is not None and abs(limit) < _FAR},
    }


def _text(field: Field) -> Json:
    typed: Json = {"type": "string"}
    if field.required:
        typed["minLength"] = 1
    return typed if field.maximum is None else {**typed, "maxLength": field.maximum}


def _size(field: Field, typed: Mapping[str, Any]) -> Json:
    sized = {**typed, "minItems": 1} if field.required else dict(typed)
    return sized if field.maximum is None else {**sized, "maxItems": field.maximum}


def _rows(field: Field, words: Words | None) -> Json:
    return _size(field, _list(_form(field.parts, words)))


def _enum(choices: Iterable[str]) -> Json:
    return {"enum": list(choices)}


_TYPES: dict[FieldKind, Callable[[Field], Json]] = {
    FieldKind.WHOLE_NUMBER: _number,
    FieldKind.AMOUNT: _number,
    FieldKind.PERCENT: _number,
    FieldKind.YES_NO: lambda field: {"type": "boolean"},
    FieldKind.TEXT: _text,
    FieldKind.CHOICE: lambda field: _enum(field.choices),
    FieldKind.CHOICES: lambda field: {**_list(_enum(field.choices)), "uniqueItems": True},
    FieldKind.TEXTS: lambda field: _size(field, _list({"type": "string", "minLength": 1})),
    FieldKind.DAY: lambda field: {"type": "string", "pattern": _DAY},
    FieldKind.TIME: lambda field: {"type": "string", "pattern": _TIME},
}
