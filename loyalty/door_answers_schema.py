"""The answers of the rules' door as parts of its JSON Schema."""

from __future__ import annotations

from typing import Any

from loyalty.ledger import EntryReason
from loyalty.outcome import RewardKind
from loyalty.refusals import RefusalReason

Json = dict[str, Any]
_WHOLE: Json = {"type": "integer"}
_TEXT: Json = {"type": "string"}
_YES_NO: Json = {"type": "boolean"}
_MAYBE_TEXT: Json = {"type": ["string", "null"]}


def _object(*optional: str, **properties: Json) -> Json:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "required": required, "additionalProperties": False, "properties": properties}


def _list(name: str) -> Json:
    return {"type": "array", "items": {"$ref": f"#/$defs/{name}"}}


def _map(name: str) -> Json:
    return {"type": "object", "additionalProperties": {"$ref": f"#/$defs/{name}"}}


_WHOLES: Json = {"type": "object", "additionalProperties": _WHOLE}
_TEXTS: Json = {"type": "array", "items": _TEXT}
_MAYBE_REFUSAL: Json = {"oneOf": [{"type": "null"}, {"$ref": "#/$defs/refusal"}]}
_FACTS: Json = {"type": "object", "additionalProperties": {"type": ["integer", "string"]}}
_MOVED: dict[str, Json] = {
    "entries": _list("entry"),
    "before": _WHOLES,
    "earned": _WHOLES,
    "spent": _WHOLES,
    "after": _WHOLES,
    "lots": _list("lot"),
}
_OUTCOME: dict[str, Json] = {
    "subtotal": _WHOLE,
    "discount": _WHOLE,
    "total": _WHOLE,
    "to_pay": _WHOLE,
    "tendered": _WHOLE,
    "change": _WHOLE,
    "payments": _list("payment"),
    "lines": _list("priced_line"),
    "applied": _list("applied"),
    "offers": _list("offer"),
    "dropped": _map("refusal"),
    "counted_stamps": _WHOLES,
    "pending": _list("pending"),
    "statuses": _TEXTS,
    "statuses_after": _TEXTS,
    "plans": _list("plan"),
    "notices": _list("notice"),
    "next": {"type": "object", "additionalProperties": _TEXT},
}
_STEP: dict[str, Json] = {
    "step": _TEXT,
    "at": {"description": "The shop's local time in ISO 8601.", "type": "string"},
    "ok": {"description": "False: the rules say no, and `refusals` say why.", "type": "boolean"},
    "refusals": _list("refusal"),
    "quote": _TEXT,
    "operation": {"description": "The operation's id.", "type": "string"},
    "repeated": {"description": "This was recorded before; nothing is new.", "const": True},
    "bill": {"description": "Money going back, 0 or less.", "type": "integer"},
    "money": _WHOLE,
    "fee": _WHOLE,
    "now": _TEXT,
    "codes": _TEXTS,
    "expired": _list("expired"),
    "taken_back": _object(bill=_WHOLE, entries=_list("entry")),
    "referral": {"type": "object"},
    "member": {"$ref": "#/$defs/standing"},
}

ANSWERS: Json = {
    "answer": {
        "description": "What the door writes.",
        **_object(
            currency=_TEXT,
            digits=_WHOLE,
            steps=_list("step_answer"),
            members=_map("standing"),
            shop=_object(balances=_WHOLES),
        ),
    },
    "step_answer": {
        "type": "object",
        "required": ["step", "at", "ok"],
        "additionalProperties": False,
        "properties": {**_OUTCOME, **_MOVED, **_STEP},
    },
    "standing": {
        "description": "Where a member stands.",
        **_object(balances=_WHOLES, visits=_WHOLE, spent=_WHOLE),
    },
    "expired": {"type": "object", "properties": {"member": _TEXT, "operation": _TEXT, "ok": _YES_NO, **_MOVED}},
    "refusal": _object(reason={"enum": list(RefusalReason)}, facts=_FACTS, sentence=_TEXT),
    "notice": _object(key=_TEXT, programme=_TEXT, facts=_FACTS, sentence=_TEXT),
    "payment": _object(by={"description": "An offer's id, or a tender.", **_TEXT}, amount=_WHOLE),
    "applied": _object(id=_TEXT, title=_TEXT, times=_WHOLE, discount=_WHOLE, paid=_WHOLE),
    "pending": _object(account=_TEXT, amount=_WHOLE, expires=_MAYBE_TEXT, holder=_MAYBE_TEXT),
    "plan": _object(id=_TEXT, title=_TEXT, price=_WHOLE, open=_YES_NO, most=_WHOLE, why_not=_MAYBE_REFUSAL),
    "priced_line": _object(
        product=_MAYBE_TEXT,
        plan=_MAYBE_TEXT,
        name=_TEXT,
        unit_price=_WHOLE,
        quantity=_WHOLE,
        discount={"description": "The line's share of every discount.", **_WHOLE},
        shares={"description": "The discount of this line by offer.", **_WHOLES},
        free_units=_WHOLE,
        net=_WHOLE,
        base={"description": "The money on it that earns.", **_WHOLE},
        reward={"description": "The offer that handed this line out on top.", **_MAYBE_TEXT},
    ),
    "offer": _object(
        id=_TEXT,
        title=_TEXT,
        kind={"enum": list(RewardKind)},
        account=_TEXT,
        price={"description": "Units of the account for one use.", **_WHOLE},
        value={"description": "Money or percent off.", **_WHOLE},
        most={"description": "How often it could be used now.", **_WHOLE},
        chosen={"description": "How often it is used.", **_WHOLE},
        automatic={"description": "Used unless it is declined with 0.", **_YES_NO},
        is_payment={"description": "Pays instead of money.", **_YES_NO},
        choice={"description": "The products to choose a free item from.", **_TEXTS},
        gives={"description": "The points or stamps that one use brings besides, by account.", **_WHOLES},
        why_not=_MAYBE_REFUSAL,
    ),
    "entry": _object(
        account={"description": "programme/unit, and /part where there are several.", **_TEXT},
        delta=_WHOLE,
        lot={"description": 'The entry that opened the lot (operation/position), "debt" or "tally".', **_TEXT},
        reason={"enum": list(EntryReason)},
        facts=_WHOLES,
        expires=_MAYBE_TEXT,
        holder={"description": "Whose balance it is when not the member's: another member, or shop.", **_MAYBE_TEXT},
        sentence={"description": "The line that the slip prints.", **_TEXT},
    ),
    "lot": _object(account=_TEXT, lot=_TEXT, left=_WHOLE, earned=_MAYBE_TEXT, expires=_MAYBE_TEXT),
}
