"""Cases of the rules' door made up by hypothesis: any kind's terms from its own fields, any steps, and broken ones."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import strategies as st

from loyalty.door_fields import STEPS
from loyalty.programs import KINDS, read_terms
from loyalty.refusals import Refusal
from loyalty.terms import Field, FieldKind

Json = dict[str, Any]
CATEGORIES = ("飲料", "飲料/咖啡", "點心")
PRODUCTS = (
    {"id": "latte", "name": "拿鐵", "price": 120, "category": "飲料/咖啡", "tags": ["hot"]},
    {"id": "cake", "name": "蛋糕", "price": 95, "category": "點心"},
    {"id": "tea", "name": "茶", "price": 30, "category": "飲料", "tags": ["hot", "new"]},
)
MEMBERS = ("mei", "an", "bo")
IDS = ("p1", "p2", "p3", "p4")
NAMES = ("s1", "s2", "s3", "q1", "q2")
_WORDS = ("gold", "silver", "latte", "cake", "飲料", "點心", "hot", "new", "vip", "p1", "p2", "p3", "HELLO", "photo")
_DAYS = ("", "2026-01-01", "2026-01-03", "2026-02-28", "2026-03-05")
_TIMES = ("", "09:00", "12:30", "22:00")

junk = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**15), 10**15),
    st.floats(allow_nan=False),
    st.text(max_size=5),
    st.just([]),
    st.just({}),
    st.just([{}]),
    st.just({"a": [1]}),
)


def value_of(field: Field) -> st.SearchStrategy[object]:
    """A value that a field takes, mostly small."""
    low, high = field.minimum, field.maximum if field.maximum is not None else 100
    match field.kind:
        case FieldKind.WHOLE_NUMBER | FieldKind.AMOUNT | FieldKind.PERCENT:
            return st.one_of(st.integers(low, min(high, low + 12)), st.integers(low, min(high, low + 400)))
        case FieldKind.YES_NO:
            return st.booleans()
        case FieldKind.CHOICE:
            return st.sampled_from(field.choices)
        case FieldKind.CHOICES:
            return st.lists(st.sampled_from(field.choices), unique=True, min_size=1 if field.required else 0)
        case FieldKind.TEXTS:
            return st.lists(st.sampled_from(_WORDS), max_size=2, min_size=1 if field.required else 0)
        case FieldKind.DAY:
            return st.sampled_from(_DAYS)
        case FieldKind.TIME:
            return st.sampled_from(_TIMES)
        case FieldKind.ROWS:
            return st.lists(form_of(field.parts), max_size=3, min_size=1 if field.required else 0)
        case FieldKind.TEXT:
            return st.sampled_from([word for word in ("", *_WORDS) if word or not field.required])


@st.composite
def form_of(draw: st.DrawFn, fields: tuple[Field, ...]) -> Json:
    """Some of the fields with a value each; what is required always."""
    form = {}
    for field in fields:
        if field.required or draw(st.integers(0, 3)) == 0:
            form[field.name] = draw(value_of(field))
    return form


@st.composite
def programmes(draw: st.DrawFn) -> list[Json]:
    """One to four programmes of any kinds."""
    found = []
    for programme_id in IDS[: draw(st.integers(1, 4))]:
        kind = draw(st.sampled_from(KINDS))
        found.append({"id": programme_id, "kind": kind.name, "terms": mended(kind.name, draw(form_of(kind.fields)))})
    return found


def mended(kind: str, terms: Json) -> Json:
    """The terms with what the kind finds wrong put right, one place after the other."""
    fields = next(each.fields for each in KINDS if each.name == kind)
    for _ in range(20):
        refusal = read_terms(kind, terms, "terms")
        if not isinstance(refusal, Refusal):
            return terms
        _mend(fields, terms, re.findall(r"[a-z_]+|[0-9]+", str(refusal.facts["place"]))[1:], refusal.facts["detail"])
    return terms


def _mend(fields: tuple[Field, ...], terms: Json, path: list[str], detail: object) -> None:
    """Put one place right: something where nothing was, without the row that repeats another, else the default."""
    field = next(each for each in fields if each.name == path[0])
    if len(path) > 2 and detail in ("empty", "value_needed"):
        _mend(field.parts, terms[path[0]][int(path[1])], path[2:], detail)
    elif len(path) > 1:
        del terms[path[0]][int(path[1])]
    elif detail == "value_needed":
        terms[path[0]] = 10
    elif detail == "empty" and field.kind is FieldKind.ROWS:
        terms[path[0]] = [{each.name: _SOMETHING[each.kind] for each in field.parts if each.kind in _SOMETHING}]
    elif detail == "empty":
        terms[path[0]] = ["p1"] if field.kind is FieldKind.TEXTS else "p1"
    else:
        terms.pop(path[0], None)


_SOMETHING = {FieldKind.TEXT: "p1", FieldKind.AMOUNT: 500}


lines = st.lists(
    st.one_of(
        st.builds(lambda money: {"amount": money}, st.integers(1, 4_000)),
        st.builds(
            lambda product, quantity: {"product": product, "quantity": quantity},
            st.sampled_from([each["id"] for each in PRODUCTS]),
            st.integers(1, 12),
        ),
    ),
    max_size=3,
)
_WHO = st.sampled_from((*MEMBERS, ""))
_NAMES = st.sampled_from(NAMES)
_OFFERS = st.dictionaries(
    st.builds(lambda one, two: f"{one}:{two}", st.sampled_from(IDS), st.sampled_from(("gift", "pay", "give", "use"))),
    st.integers(0, 300),
    max_size=2,
)


def _sells(kind: str) -> st.SearchStrategy[Json]:
    return st.fixed_dictionaries(
        {"step": st.just(kind), "lines": lines},
        optional={
            "member": _WHO,
            "rewards": _OFFERS,
            "codes": st.lists(st.sampled_from(_WORDS), max_size=2),
            "stamps": st.dictionaries(st.sampled_from(IDS), st.integers(0, 9), max_size=1),
        },
    )


_ACTS = {
    "edit": {"lines": lines, "rewards": _OFFERS},
    "commit": {},
    "enter_code": {"code": st.sampled_from(_WORDS)},
    "cancel": {},
    "undo": {},
    "reopen": {},
    "refund": {"amount": st.integers(1, 500)},
    "credit": {"member": st.sampled_from(MEMBERS)},
}
_REQUIRED = {("enter_code", "code"), ("credit", "member")}


@st.composite
def _act(draw: st.DrawFn, named: list[str]) -> Json:
    """Something done to what an earlier step named."""
    kind = draw(st.sampled_from((*_ACTS, "refund_lines")))
    if kind == "refund_lines":
        units = st.dictionaries(st.sampled_from(("0", "1", "7")), st.integers(0, 3), min_size=1)
        return {"step": "refund", "of": draw(st.sampled_from(named)), "lines": draw(units)}
    step = {"step": kind, "of": draw(st.sampled_from(named))}
    for name, values in _ACTS[kind].items():
        if (kind, name) in _REQUIRED or draw(st.booleans()):
            step[name] = draw(values)
    return step


_OTHER = st.one_of(
    st.builds(lambda days: {"step": "time", "days": days}, st.integers(0, 200)),
    st.builds(lambda hours: {"step": "time", "hours": hours}, st.integers(0, 30)),
    st.builds(lambda who: {"step": "show", "member": who}, st.sampled_from(MEMBERS)),
    st.builds(
        lambda who, by: {"step": "refer", "member": who, "referrer": by},
        st.sampled_from(MEMBERS),
        st.sampled_from(MEMBERS),
    ),
)


@st.composite
def steps(draw: st.DrawFn) -> list[Json]:
    """Sales and quotes, each with a name of its own, and what is done to them."""
    found: list[Json] = []
    sold: list[str] = []
    for number in range(draw(st.integers(1, 9))):
        what = draw(st.sampled_from(("sale", "sale", "quote", "act", "act", "other")))
        if what == "other":
            found.append(draw(_OTHER))
        elif what == "act" and sold:
            found.append(draw(_act(sold)))
        else:
            kind = "quote" if what == "quote" else "sale"
            found.append({**draw(_sells(kind)), "id": f"s{number}"})
            sold.append(f"s{number}")
    return found


cases = st.fixed_dictionaries(
    {
        "programmes": programmes(),
        "products": st.just(list(PRODUCTS)),
        "members": st.just(["mei", {"name": "an", "birthday": "75/3/5", "tags": ["vip"]}, "bo"]),
        "steps": steps(),
    },
    optional={"shop": st.builds(lambda start: {"day_starts_at_hour": start}, st.integers(0, 6))},
)


@st.composite
def broken(draw: st.DrawFn) -> Json:
    """A case with one value, somewhere in it, exchanged for something else."""
    case: Json = draw(cases)
    places = list(_places(case))
    holder, key = draw(st.sampled_from(places))
    holder[key] = draw(junk)
    return case


def _places(value: Any) -> Any:
    for key in list(value) if isinstance(value, dict) else range(len(value)):
        yield value, key
        if isinstance(value[key], dict | list):
            yield from _places(value[key])


@st.composite
def odd_steps(draw: st.DrawFn) -> Json:
    """A step of any kind with any of its names, each with something of any sort."""
    kind = draw(st.sampled_from(sorted(STEPS)))
    names = draw(st.lists(st.sampled_from(sorted(STEPS[kind].names - {"step"})), unique=True))
    return {"step": kind, **{name: draw(st.one_of(junk, _NAMES, _WHO)) for name in names}}
