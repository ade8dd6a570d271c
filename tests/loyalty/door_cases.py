"""Cases of the rules' door made up by hypothesis: any kind's terms from its own fields, any steps, and broken ones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from loyalty.checkout import situate
from loyalty.door_answer import written_account
from loyalty.door_fields import STEPS
from loyalty.ledger import Standing
from loyalty.programmes import Programme
from loyalty.programs import KINDS, kind_of, read_terms
from loyalty.refusals import Refusal
from loyalty.shop import ShopRules
from loyalty.terms import Field, FieldKind

Json = dict[str, Any]
_NOW_MS = 1_767_229_200_000
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
    st.text(st.characters(), max_size=5),
    st.just("\ud800"),
    st.builds(list),
    st.builds(dict),
    st.builds(lambda: [{}]),
    st.builds(lambda: {"a": [1]}),
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
        terms[path[0]] = {FieldKind.TEXTS: ["p1"], FieldKind.DAY: "2026-03-05"}.get(field.kind, "p1")
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


@dataclass(frozen=True)
class Vocabulary:
    """What the steps of one case may name besides members and goods."""

    offers: tuple[str, ...]
    plans: tuple[str, ...]
    codes: tuple[str, ...]
    accounts: tuple[str, ...]


def vocabulary(found: list[Json]) -> Vocabulary:
    """The offers, plans, codes and balances of these programmes."""
    made = [
        Programme(each["id"], 1, each["kind"], each["id"], terms)
        for each in found
        for terms in [read_terms(each["kind"], each["terms"], "terms")]
        if not isinstance(terms, Refusal)
    ]
    situation = situate(made, Standing(1), _NOW_MS, ShopRules())
    return Vocabulary(
        offers=tuple(offer.id for each in made for offer in kind_of(each).rewards(each, situation)) or ("p1:gift",),
        plans=tuple(plan.id for each in made for plan in kind_of(each).plans(each, situation)) or ("p1:plan",),
        codes=tuple(str(each.terms["code"]) for each in made if each.terms.get("code")) or ("HELLO",),
        accounts=tuple(written_account(account) for each in made for account in kind_of(each).accounts(each))
        or ("p1/point",),
    )


def _sells(kind: str, known: Vocabulary) -> st.SearchStrategy[Json]:
    return st.fixed_dictionaries(
        {"step": st.just(kind), "lines": lines, "member": _WHO, "rewards": _chosen(known)},
        optional={
            "codes": st.lists(st.sampled_from((*known.codes, "HELLO")), max_size=2),
            "stamps": st.dictionaries(st.sampled_from(IDS), st.integers(0, 9), max_size=1),
        },
    )


def _chosen(known: Vocabulary) -> st.SearchStrategy[dict[str, int]]:
    return st.dictionaries(st.sampled_from(known.offers), st.sampled_from((0, 1, 1, 2, 40, 300)), max_size=2)


@st.composite
def _act(draw: st.DrawFn, named: list[str], known: Vocabulary) -> Json:
    """Something done to what an earlier step named."""
    of = {"of": draw(st.sampled_from(named))}
    match draw(st.integers(0, 9)):
        case 0:
            units = st.dictionaries(st.sampled_from(("0", "1", "7")), st.integers(0, 3), min_size=1)
            return {"step": "refund", **of, "lines": draw(units)}
        case 1:
            return {"step": "refund", **of, "amount": draw(st.integers(1, 500))}
        case 2:
            return {"step": "edit", **of, "lines": draw(lines)}
        case 3:
            return {"step": "edit", **of, "rewards": draw(_chosen(known))}
        case 4:
            return {"step": "enter_code", **of, "code": draw(st.sampled_from(known.codes))}
        case 5:
            return {"step": "credit", **of, "member": draw(st.sampled_from(MEMBERS))}
        case _:
            return {"step": draw(st.sampled_from(("refund", "commit", "cancel", "undo", "reopen"))), **of}


@st.composite
def _other(draw: st.DrawFn, known: Vocabulary) -> Json:
    """Something about a member, or time."""
    who = {"member": draw(st.sampled_from(MEMBERS))}
    match draw(st.integers(0, 9)):
        case 0:
            return {"step": "show", **who}
        case 1:
            return {"step": "refer", **who, "referrer": draw(st.sampled_from(MEMBERS))}
        case 2:
            return {"step": "change", **who, "birthday": "1/3"}
        case 3:
            return {"step": "pay_out", **who, "programme": "p1"}
        case 4 | 5:
            return {"step": "buy", **who, "plan": draw(st.sampled_from(known.plans))}
        case 6 | 7:
            account, amount = draw(st.sampled_from(known.accounts)), draw(st.integers(-50, 3_000))
            return {"step": "adjust", **who, "account": account, "amount": amount, "reason": "x"}
        case 8:
            return {"step": "time", "hours": draw(st.integers(0, 30))}
        case _:
            return {"step": "time", "days": draw(st.integers(1, 200))}


@st.composite
def steps(draw: st.DrawFn, known: Vocabulary) -> list[Json]:
    """Sales and quotes, each with a name of its own, and what is done to them."""
    found: list[Json] = []
    sold: list[str] = []
    for number in range(draw(st.integers(1, 9))):
        what = draw(st.sampled_from(("sale", "sale", "quote", "act", "act", "other", "other")))
        if what == "other":
            found.append(draw(_other(known)))
        elif what == "act" and sold:
            found.append(draw(_act(sold, known)))
        else:
            found.append({**draw(_sells("quote" if what == "quote" else "sale", known)), "id": f"s{number}"})
            sold.append(f"s{number}")
    return found


@st.composite
def cases(draw: st.DrawFn) -> Json:
    """A shop with some programmes, three members and what happens."""
    found = draw(programmes())
    return {
        "shop": {"day_starts_at_hour": draw(st.integers(0, 6)), "language": draw(st.sampled_from(("zh_tw", "en")))},
        "programmes": found,
        "products": list(PRODUCTS),
        "members": ["mei", {"name": "an", "birthday": "75/3/5", "tags": ["vip"]}, "bo"],
        "steps": draw(steps(vocabulary(found))),
    }


@st.composite
def broken(draw: st.DrawFn) -> Json:
    """A case with one value, somewhere in it, exchanged for something else."""
    case: Json = draw(cases())
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
