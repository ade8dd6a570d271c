"""One code opens one programme: which running one a code belongs to already."""

from __future__ import annotations

from collections.abc import Iterable

from loyalty.codes import plain_code
from loyalty.conditions import opening_code
from loyalty.programmes import Programme
from loyalty.programs.coupon import CODE
from loyalty.refusals import Refusal, RefusalReason


def public_code(programme: Programme) -> str:
    """The code that everybody may type for a running programme, as codes are compared; "" without one."""
    terms = programme.terms
    if programme.stopped:
        return ""
    if programme.kind == "coupon":
        return plain_code(str(terms.get("code", ""))) if terms.get("way") == CODE else ""
    return opening_code(terms)


def code_taken(programme: Programme, others: Iterable[Programme]) -> Refusal | None:
    """CODE_TAKEN with the code, the other programme's name and the place of its term; None where the code is free.

    The code of a stopped programme is free. Versions of the programme itself among `others` do not matter.
    """
    code = public_code(programme)
    for other in others:
        if code and other.id != programme.id and public_code(other) == code:
            place = "terms.code" if programme.kind == "coupon" else "terms.with_code"
            facts = {"place": place, "detail": "code_taken", "code": code, "name": other.name}
            return Refusal(RefusalReason.CODE_TAKEN, facts)
    return None
