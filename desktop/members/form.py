"""From the typed form of a member to the member to keep. Pure; nothing typed is judged twice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace

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
# Commas and semicolons, ideographic and full-width ones included, and line ends.
_SEPARATORS = re.compile("[\u3001\uff0c,;\uff1b\n]")


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
        preferences=separated(_text(typed, "preferences")),
        allergies=separated(_text(typed, "allergies")),
        note=_text(typed, "note"),
        consent_at_ms=consent_at_ms if typed["consent"] else None,
        language=_text(typed, "language"),
    )


def separated(text: str) -> tuple[str, ...]:
    """The parts between commas of any kind, each once, in their order: "少冰、 微糖，少冰" is ("少冰", "微糖")."""
    parts = (" ".join(_visible(part).split()) for part in _SEPARATORS.split(text))
    return tuple(dict.fromkeys(part for part in parts if part))


def _text(typed: Mapping[str, object], name: str) -> str:
    return str(typed[name]).strip()


def _visible(text: str) -> str:
    return "".join(character for character in text if unicodedata.category(character) != "Cc" or character.isspace())
