"""What the shop decides about its slips, and who answers for money that customers leave with it.

Declared as Fields under the names by which they are stored ("slip_print_card", "issuer_name"), read as two frozen
values: a name without its prefix is the value's attribute.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta

from loyalty.refusals import Refusal
from loyalty.terms import Field, FieldKind, malformed, validate

TEXT_SIZES = ("normal", "large")
# The widest head there is, and as much height as paper is worth.
LOGO_WIDTH_MAX = 576
LOGO_HEIGHT_MAX = 320

_LOGO_TEXT_MAX = 40_000
_LOGO = re.compile(r"([1-9][0-9]{0,3})x([1-9][0-9]{0,3}):([A-Za-z0-9+/]+={0,2})")
# What a guarantee must last at least, from the day on which a customer pays.
_GUARANTEE_DAYS = 365


@dataclass(frozen=True, slots=True)
class Logo:
    """The shop's picture: 1 bit a dot, black is 1, each row filled up to whole bytes, zlib and then base64."""

    width: int
    height: int
    bits: str

    @property
    def text(self) -> str:
        """As it is stored: "96x64:" and the bits."""
        return f"{self.width}x{self.height}:{self.bits}"


@dataclass(frozen=True, slots=True)
class SlipRules:
    """Which parts a receipt prints, how large, the logo, the shop's own lines, and where the poster's code leads."""

    header: str = ""
    footer: str = ""
    print_explanations: bool = True
    print_card: bool = True
    print_programmes: bool = True
    print_endings: bool = True
    text_size: str = "normal"
    logo: Logo | None = None
    join_link: str = ""


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who takes money for later, as a top-up's slip must name it. `guarantee_until` is a day "2027-12-31" or "".

    An empty name, address or phone is the shop's own.
    """

    name: str = ""
    address: str = ""
    tax_id: str = ""
    person: str = ""
    phone: str = ""
    guarantee: str = ""
    guarantee_until: str = ""
    refunds: str = ""


SLIP_FIELDS: tuple[Field, ...] = (
    Field("slip_header", FieldKind.TEXT, "", maximum=200, noun="slips_settings"),
    Field("slip_footer", FieldKind.TEXT, "", maximum=200, noun="slips_settings"),
    Field("slip_print_explanations", FieldKind.YES_NO, True, noun="slips_settings"),
    Field("slip_print_card", FieldKind.YES_NO, True, noun="slips_settings"),
    Field("slip_print_programmes", FieldKind.YES_NO, True, noun="slips_settings"),
    Field("slip_print_endings", FieldKind.YES_NO, True, noun="slips_settings"),
    Field("slip_text_size", FieldKind.CHOICE, "normal", choices=TEXT_SIZES, noun="slips_settings"),
    Field("slip_logo", FieldKind.TEXT, "", maximum=_LOGO_TEXT_MAX, noun="slips_settings"),
    Field("slip_join_link", FieldKind.TEXT, "", maximum=300, noun="slips_settings"),
)

ISSUER_FIELDS: tuple[Field, ...] = (
    Field("issuer_name", FieldKind.TEXT, "", maximum=60, noun="slips_settings"),
    Field("issuer_address", FieldKind.TEXT, "", maximum=120, noun="slips_settings"),
    Field("issuer_tax_id", FieldKind.TEXT, "", maximum=20, noun="slips_settings"),
    Field("issuer_person", FieldKind.TEXT, "", maximum=40, noun="slips_settings"),
    Field("issuer_phone", FieldKind.TEXT, "", maximum=30, noun="slips_settings"),
    Field("issuer_guarantee", FieldKind.TEXT, "", maximum=200, noun="slips_settings"),
    Field("issuer_guarantee_until", FieldKind.DAY, "", noun="slips_settings"),
    Field("issuer_refunds", FieldKind.TEXT, "", maximum=200, noun="slips_settings"),
)


def checked(values: object, place: str = "settings") -> dict[str, object] | Refusal:
    """The values of SLIP_FIELDS and ISSUER_FIELDS complete with defaults, as they are stored; or what is wrong.

    Refused: MALFORMED, "not_logo" for a picture that is none.
    """
    plain = validate((*SLIP_FIELDS, *ISSUER_FIELDS), values, place)
    if isinstance(plain, Refusal):
        return plain
    text = str(plain["slip_logo"])
    if text and logo_of(text) is None:
        return malformed(f"{place}.slip_logo", "not_logo")
    return plain


def slip_rules(settings: Mapping[str, object]) -> SlipRules:
    """The rules from stored settings; names that are missing take the defaults."""
    known = _named(settings, "slip_", SlipRules)
    return SlipRules(**{**known, "logo": logo_of(str(known.get("logo", "")))})  # type: ignore[arg-type]


def issuer(settings: Mapping[str, object]) -> Issuer:
    """The issuer from stored settings; names that are missing take the defaults."""
    return Issuer(**_named(settings, "issuer_", Issuer))  # type: ignore[arg-type]


def stored(rules: SlipRules, who: Issuer) -> dict[str, object]:
    """Both as they are stored: what `checked` answers, and what a form is filled with."""
    own = {f"slip_{field.name}": getattr(rules, field.name) for field in fields(SlipRules)}
    own["slip_logo"] = rules.logo.text if rules.logo else ""
    return own | {f"issuer_{field.name}": getattr(who, field.name) for field in fields(Issuer)}


def _named(settings: Mapping[str, object], prefix: str, kind: type[SlipRules | Issuer]) -> dict[str, object]:
    names = {field.name for field in fields(kind)}
    return {name: settings[prefix + name] for name in names if prefix + name in settings}


def make_logo(width: int, height: int, dots: bytes) -> Logo:
    """A logo from its dots: rows of whole bytes, the first dot the highest bit, black is 1.

    Raises ValueError when it is larger than a logo may be or the dots are not so many.
    """
    if not (0 < width <= LOGO_WIDTH_MAX and 0 < height <= LOGO_HEIGHT_MAX):
        raise ValueError(f"a logo is at most {LOGO_WIDTH_MAX} dots wide and {LOGO_HEIGHT_MAX} high")
    if len(dots) != _size(width, height):
        raise ValueError(f"{len(dots)} bytes are no {width} x {height} dots")
    return Logo(width, height, base64.b64encode(zlib.compress(dots, 9)).decode("ascii"))


def logo_of(text: str) -> Logo | None:
    """The logo of a stored text; None when the text is none, or holds too few dots or too many."""
    match = _LOGO.fullmatch(text)
    if match is None:
        return None
    width, height, bits = int(match[1]), int(match[2]), match[3]
    if width > LOGO_WIDTH_MAX or height > LOGO_HEIGHT_MAX:
        return None
    size = _size(width, height)
    inflater = zlib.decompressobj()
    try:
        # One byte more than there may be: a small text that unfolds without end is not unfolded.
        dots = inflater.decompress(base64.b64decode(bits, validate=True), size + 1)
    except (binascii.Error, zlib.error):
        return None
    return Logo(width, height, bits) if len(dots) == size and inflater.eof else None


def _size(width: int, height: int) -> int:
    return -(-width // 8) * height


def guarantee_is_short(who: Issuer, day: date) -> bool:
    """Whether money taken on this business day would be guaranteed for less than a year, or until no stated day."""
    if not who.guarantee_until:
        return True
    return date.fromisoformat(who.guarantee_until) < day + timedelta(days=_GUARANTEE_DAYS)
