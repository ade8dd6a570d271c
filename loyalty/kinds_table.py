"""All kinds of programme and their terms as a page of the docs, made from the fields that check them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from loyalty import conditions, earning, expiry, rewards
from loyalty.programs import KINDS
from loyalty.programs.kind import Kind
from loyalty.terms import Field, FieldKind
from loyalty.words import Words

_SHARED = {
    "lines that count": conditions.LINE_FIELDS,
    "a minimum": conditions.MINIMUM_FIELDS,
    "days and hours": conditions.TIME_FIELDS,
    "people": conditions.PEOPLE_FIELDS,
    "a code": conditions.CODE_FIELDS,
    "limits of uses": conditions.USE_FIELDS,
    "how much is earned for what": earning.RULE_FIELDS,
    "a reward": rewards.FIELDS,
    "the end of what was earned": expiry.FIELDS,
}
_HEAD = """# The kinds of programme and their terms

Written by `python -m loyalty --kinds` from the fields that check the terms, that ask for them on the programmes'
screen, and that make the format of [the rules' door](rules-door.md). Money is whole units of the currency's smallest
part. A term that is asked only while another has some value keeps its default until then.
"""


def page() -> str:
    """The page in Markdown: the kinds in the order in which an owner meets them, then the terms that several share."""
    words = Words("en")
    parts = [_HEAD, *(_kind(kind, words) for kind in KINDS), "## Terms that several kinds share\n"]
    parts.extend(f"### {name[0].upper()}{name[1:]}\n\n{_table(fields, words)}" for name, fields in _SHARED.items())
    return "\n".join(parts)


def _kind(kind: Kind, words: Words) -> str:
    shared = [name for name, fields in _SHARED.items() if set(fields) <= set(kind.fields)]
    known = {field for name in shared for field in _SHARED[name]}
    own = [field for field in kind.fields if field not in known]
    named, about = f"{kind.name}.kind", f"{kind.name}.about"
    if not words.has(named):
        named, about = f"programmes_screen.kind_{kind.name}", f"programmes_screen.kind_{kind.name}_help"
    title = f"## `{kind.name}`: {words(named)}\n\n{words(about)}\n"
    also = f"{'And' if own else 'Terms'}: {', '.join(shared)}; see below.\n" if shared else ""
    return "\n".join(each for each in (title, _table(own, words) if own else "", also) if each)


def _table(fields: Iterable[Field], words: Words) -> str:
    rows = [row for field in fields for row in _rows(field, "", words)]
    return "\n".join(("| term | holds | default | what it is |", "|---|---|---|---|", *rows)) + "\n"


def _rows(field: Field, above: str, words: Words) -> list[str]:
    label, help_ = words(field.label_key), words(field.help_key)
    asked = "" if field.when is None else f" Asked while `{field.when[0]}` is {_either(field.when[1])}."
    name = f"`{above}{field.name}`"
    row = f"| {name} | {_holds(field)} | {_default(field)} | {label}: {help_}{asked} |"
    return [row, *(each for part in field.parts for each in _rows(part, f"{field.name}[].", words))]


def _either(values: Sequence[object]) -> str:
    return " or ".join(f"`{str(value).lower() if isinstance(value, bool) else value}`" for value in values)


def _holds(field: Field) -> str:
    match field.kind:
        case FieldKind.WHOLE_NUMBER | FieldKind.AMOUNT | FieldKind.PERCENT:
            most = 100 if field.kind is FieldKind.PERCENT and field.maximum is None else field.maximum
            limits = f"{field.minimum} to {most}" if most is not None else f"{field.minimum} or more"
            return {FieldKind.AMOUNT: "money", FieldKind.PERCENT: "percent"}.get(field.kind, "number") + f", {limits}"
        case FieldKind.CHOICE:
            return _either(field.choices)
        case FieldKind.CHOICES:
            return f"any of {', '.join(f'`{choice}`' for choice in field.choices)}"
        case FieldKind.TEXTS:
            return f"list of texts ({field.suggest})" if field.suggest else "list of texts"
        case FieldKind.ROWS:
            return "list of rows"
        case FieldKind.TEXT:
            return ("text, needed" if field.required else "text") + (f" ({field.suggest})" if field.suggest else "")
        case _:
            return {FieldKind.YES_NO: "`true` or `false`", FieldKind.DAY: "day"}.get(field.kind, "time of day")


def _default(field: Field) -> str:
    if field.default in ("", (), None):
        return ""
    if isinstance(field.default, tuple):
        return ", ".join(f"`{each}`" for each in field.default)
    return f"`{str(field.default).lower() if isinstance(field.default, bool) else field.default}`"
