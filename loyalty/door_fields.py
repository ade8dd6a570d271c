"""The format of the rules' door, declared once: a case's parts and each step's values; reading and schema use it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from loyalty.shop import RULES_FIELDS
from loyalty.terms import Field, FieldKind

_FAR = 10**12
_NAME_MAX = 64


def _text(name: str, required: bool = False, maximum: int | None = None) -> Field:
    return Field(name, FieldKind.TEXT, "", maximum=maximum, required=required)


def _name(name: str, required: bool = False) -> Field:
    return _text(name, required, _NAME_MAX)


def _whole(name: str, default: int | None, minimum: int = -_FAR) -> Field:
    return Field(name, FieldKind.WHOLE_NUMBER, default, minimum=minimum, maximum=_FAR)


def _amount(name: str, default: int | None = None) -> Field:
    return Field(name, FieldKind.AMOUNT, default, minimum=-_FAR, maximum=_FAR)


def _tags(default: tuple[str, ...] | None = ()) -> Field:
    return Field("tags", FieldKind.TEXTS, default, maximum=50)


SHOP_FIELDS = (*RULES_FIELDS, Field("digits", FieldKind.WHOLE_NUMBER, None, maximum=4))
PROGRAMME_FIELDS = (
    _name("id", required=True),
    Field("version", FieldKind.WHOLE_NUMBER, 1, minimum=1, maximum=_FAR),
    Field("from_day", FieldKind.DAY, ""),
    _text("kind", required=True),
    _text("name", maximum=60),
    Field("stopped", FieldKind.YES_NO, False),
)
PRODUCT_FIELDS = (
    _name("id", required=True),
    _text("name", maximum=60),
    Field("price", FieldKind.AMOUNT, 0, maximum=999_999_999),
    _text("category", maximum=120),
    _tags(),
)
MEMBER_FIELDS = (
    _name("name", required=True),
    _text("birthday"),
    Field("joined", FieldKind.DAY, ""),
    _tags(),
    _name("referrer"),
)
# Numbers are not limited here: what the shop refuses at the counter must be refused by the rules, not by the reader.
LINE_FIELDS = (
    _amount("amount"),
    _text("product"),
    _text("plan"),
    _whole("quantity", 1),
    _amount("unit_price"),
)
TENDER_FIELDS = (_text("name", required=True), _amount("amount", 0))

_ID = _name("id")
_OF = _name("of", required=True)
_WHO = _name("member", required=True)
_CODES = Field("codes", FieldKind.TEXTS, (), maximum=50)
_SALE = (
    _ID,
    _name("member"),
    Field("lines", FieldKind.ROWS, (), parts=LINE_FIELDS),
    Field("tenders", FieldKind.ROWS, (), parts=TENDER_FIELDS),
    _CODES,
    _text("begun"),
)
# What is left out of an edit stays as it was.
_EDITED = (_ID, _OF, *(replace(field, default=None) for field in _SALE[1:5]))
_TENDERS = replace(_SALE[3], default=None)


@dataclass(frozen=True, slots=True)
class StepShape:
    """What a step may say: plain fields, and maps by name: `counts` to whole numbers, `texts` to texts."""

    fields: tuple[Field, ...]
    counts: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """Every name that may stand in such a step."""
        return frozenset({field.name for field in self.fields}) | {*self.counts, *self.texts, "step"}


_COUNTS = ("rewards", "stamps")
_TEXTS = ("items", "notes")
_PLAN = (_ID, _WHO, _text("plan", required=True), _whole("quantity", 1), _amount("amount"), _SALE[3])

_PROGRAMME = _text("programme", required=True)
_REASON = _text("reason")
_UNTIL = Field("until", FieldKind.DAY, "")
_TIER = (_ID, _WHO, _PROGRAMME, _text("level", required=True), _REASON, _UNTIL)

STEPS: dict[str, StepShape] = {
    "join": StepShape((_ID, _WHO, _text("birthday"), _tags(), _name("referrer"))),
    "change": StepShape((_WHO, replace(_text("birthday"), default=None), _tags(None))),
    "refer": StepShape((_ID, _WHO, _name("referrer", required=True))),
    "show": StepShape((_WHO,)),
    "quote": StepShape(_SALE, _COUNTS, _TEXTS),
    "sale": StepShape(_SALE, _COUNTS, _TEXTS),
    "edit": StepShape(_EDITED, _COUNTS, _TEXTS),
    "enter_code": StepShape((_OF, _text("code", required=True))),
    "commit": StepShape((_ID, _OF, _TENDERS)),
    "top_up": StepShape(_PLAN),
    "buy": StepShape(_PLAN),
    "event": StepShape((_ID, _WHO, _text("event", required=True), _text("programme"))),
    "adjust": StepShape((_ID, _WHO, _text("account", required=True), _amount("amount", 0), _REASON, _UNTIL)),
    "give_tier": StepShape(_TIER),
    "take_tier": StepShape((_ID, _WHO, _PROGRAMME, _REASON)),
    "pay_out": StepShape((_ID, _WHO, _PROGRAMME)),
    "issue": StepShape((_ID, _PROGRAMME, _whole("count", 1))),
    "undo": StepShape((_ID, _name("of"))),
    "cancel": StepShape((_ID, _OF)),
    "reopen": StepShape((_ID, _OF)),
    "refund": StepShape((_ID, _OF, _amount("amount"), _whole("units", None, minimum=0)), ("lines",)),
    "credit": StepShape((_ID, _OF, _WHO)),
    "time": StepShape(
        (
            Field("minutes", FieldKind.WHOLE_NUMBER, 0, maximum=_FAR),
            Field("hours", FieldKind.WHOLE_NUMBER, 0, maximum=100_000),
            Field("days", FieldKind.WHOLE_NUMBER, 0, maximum=36_500),
            _text("to"),
        )
    ),
}
