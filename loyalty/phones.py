"""Phone numbers: one written form for each number, so that one person is one member.

Kept as dialled at home ("0912345678", "0223456789"), or with plus and country code when foreign ("+819012345678").
Taiwanese mobile numbers never touch phonenumbers, which is imported for the others only.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata

from loyalty import daqian
from loyalty.refusals import Refusal, RefusalReason

PHONE_DIGEST_BYTES = 16

_MOBILE = re.compile(r"09\d{8}", re.ASCII)
_MOBILE_WRITTEN = re.compile(r"(?:(?:\+|00|002|005|006|007|009)?8860?|0?)(9\d{8})", re.ASCII)
_WRITTEN = re.compile(r"\+?\d{5,18}", re.ASCII)
_SEPARATORS = frozenset(" -().・·‧/‐‑‒–—−ー~_")


def parse_phone(text: str) -> str | Refusal:
    """The number in its one written form, or PHONE_UNREADABLE.

    Understood: 0912-345-678, 912345678, +886 912 345 678, 886912345678, full-width forms, brackets and spaces, digits
    that came as Bopomofo symbols, landlines with their area code, foreign numbers with a plus. A foreign or fixed
    number must be a valid one.
    """
    bare = _bare(text)
    mobile = _MOBILE_WRITTEN.fullmatch(bare)
    if mobile:
        return "0" + mobile[1]
    if not _WRITTEN.fullmatch(bare):
        return Refusal(RefusalReason.PHONE_UNREADABLE)
    return _parse_other(bare)


def phone_digest(secret: bytes, phone: str) -> bytes:
    """What is kept of a phone that was given up: 16 bytes that tell whether it comes again, and nothing without the
    shop's key. `phone` is in its one written form. HMAC-SHA256 (RFC 2104), shortened as its section 5 allows.
    """
    return hmac.digest(secret, b"phone" + phone.encode(), hashlib.sha256)[:PHONE_DIGEST_BYTES]


def _bare(text: str) -> str:
    visible = (
        character
        for character in unicodedata.normalize("NFKC", daqian.to_latin(text))
        if not character.isspace() and unicodedata.category(character) not in ("Cc", "Cf")
    )
    return "".join(character for character in visible if character not in _SEPARATORS)


def _parse_other(bare: str) -> str | Refusal:
    import phonenumbers

    try:
        number = phonenumbers.parse(bare, "TW")
    except phonenumbers.NumberParseException:
        return Refusal(RefusalReason.PHONE_UNREADABLE)
    if not phonenumbers.is_valid_number(number):
        return Refusal(RefusalReason.PHONE_UNREADABLE)
    if number.country_code == 886:
        return "0" + phonenumbers.national_significant_number(number)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def is_mobile(phone: str) -> bool:
    """Whether a kept number is a mobile of this country: one that takes text messages."""
    return _MOBILE.fullmatch(phone) is not None


def show_phone(phone: str) -> str:
    """A kept number for people to read: "0912-345-678", "02-2345-6789", "+81 90-1234-5678"; "" for none."""
    if _MOBILE.fullmatch(phone):
        return f"{phone[:4]}-{phone[4:7]}-{phone[7:]}"
    return _show_other(phone) if phone else ""


def _show_other(phone: str) -> str:
    import phonenumbers

    try:
        number = phonenumbers.parse(phone, "TW")
    except phonenumbers.NumberParseException:
        return phone
    if number.country_code != 886:
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    national = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    return "-".join(national.replace("(", "").replace(")", "").split())


def mask_phone(phone: str) -> str:
    """A kept number with its middle hidden: "0912-***-678", "02-***-789", "+81-***-678"; "" for none."""
    if not phone:
        return ""
    if len(phone) < 8:
        return "***" + phone[-3:]
    start = 4 if phone.startswith("09") else 3 if phone.startswith("+") else 2
    return f"{phone[:start]}-***-{phone[-3:]}"
