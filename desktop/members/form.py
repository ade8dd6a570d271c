"""From the typed form of a member to the member to keep. Pure; nothing typed is judged twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from desktop.files.cells import words_of
from loyalty.birthdays import parse_birthday
from loyalty.members import Member
from loyalty.refusals import Refusal, RefusalReason

# Where the sentence of a refusal belongs; any other belongs to the whole form.
FIELD_OF = {
    RefusalReason.PHONE_UNREADABLE: "phone",
    RefusalReason.PHONE_TAKEN: "phone",
    RefusalReason.NAME_UNREADABLE: "name",
    RefusalReason.BIRTHDAY_UNREADABLE: "birthday",
}


def changed_member(member: Member, typed: Mapping[str, object], now_ms: int) -> Member | Refusal:
    """The member with what was typed; name and phone are left as typed for the one who checks them.

    Consent begins now when it is given anew, keeps its day while it lasts, and ends at once. Refused:
    BIRTHDAY_UNREADABLE.
    """
    birthday = parse_birthday(_text(typed, "birthday")) if _text(typed, "birthday") else None
    if isinstance(birthday, Refusal):
        return birthday
    consent_at_ms = now_ms if member.consent_at_ms is None else member.consent_at_ms
    return replace(
        member,
        name=_text(typed, "name"),
        phone=_text(typed, "phone"),
        birthday=birthday,
        preferences=words_of(_text(typed, "preferences")),
        allergies=words_of(_text(typed, "allergies")),
        note=_text(typed, "note"),
        consent_at_ms=consent_at_ms if typed["consent"] else None,
        language=_text(typed, "language"),
    )


def _text(typed: Mapping[str, object], name: str) -> str:
    return str(typed[name]).strip()
