"""When a programme applies: filters of lines, minimums, days and hours, people, uses. Shared by every kind.

Each group is fields (so that the owner's form, the check and the docs come from one place), a reading of the terms, and
a pure answer: None, or why not and how far to go.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from loyalty.basket import Line
from loyalty.codes import plain_code, plain_codes
from loyalty.ledger import SHOP, Account, Unit
from loyalty.programmes import Programme
from loyalty.refusals import Refusal, RefusalReason
from loyalty.situation import Situation
from loyalty.terms import Field, FieldKind

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PERIODS = ("ever", "day", "week", "month", "year")


def _text_list(name: str, suggest: str) -> Field:
    return Field(name, FieldKind.TEXTS, (), maximum=50, noun="programme", section="conditions", suggest=suggest)


def _condition(name: str, kind: FieldKind, default: object, **more: Any) -> Field:
    return Field(name, kind, default, noun="programme", section="conditions", **more)


LINE_FIELDS = (
    _text_list("categories", "categories"),
    _text_list("products", "products"),
    _text_list("tags", "tags"),
    _text_list("excluded", "categories"),
)
MINIMUM_AMOUNT = _condition("minimum_amount", FieldKind.AMOUNT, 0, maximum=999_999)
MINIMUM_FIELDS = (
    _condition("minimum_quantity", FieldKind.WHOLE_NUMBER, 0, maximum=999),
    MINIMUM_AMOUNT,
    _condition("minimum_on", FieldKind.CHOICE, "all", choices=("all", "matching")),
)
TIME_FIELDS = (
    _condition("from_day", FieldKind.DAY, ""),
    _condition("until_day", FieldKind.DAY, ""),
    _condition("weekdays", FieldKind.CHOICES, (), choices=WEEKDAYS),
    _condition("from_time", FieldKind.TIME, ""),
    _condition("until_time", FieldKind.TIME, ""),
)
PEOPLE_FIELDS = (_text_list("for_statuses", "tiers"), _text_list("for_tags", "tags"))
USE_FIELDS = (
    _condition("first_uses", FieldKind.WHOLE_NUMBER, 0, maximum=999_999),
    _condition("uses_each", FieldKind.WHOLE_NUMBER, 0, maximum=999),
    _condition("uses_every", FieldKind.CHOICE, "ever", choices=PERIODS),
)
# A programme of any kind may wait for a code; a coupon's own code is its way.
CODE_FIELDS = (_condition("with_code", FieldKind.TEXT, "", maximum=30),)
ALL_FIELDS = (*LINE_FIELDS, *MINIMUM_FIELDS, *TIME_FIELDS, *PEOPLE_FIELDS, *CODE_FIELDS, *USE_FIELDS)


@dataclass(frozen=True, slots=True)
class LineFilter:
    """Which lines count. A category takes those below it ("飲料" takes "飲料/咖啡"); nothing named takes every line.

    `excluded` names categories, product ids or tags that never count. What a customer buys for later (a top-up, a
    membership) is no line of goods and never counts.
    """

    categories: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether every line of goods counts, a typed amount too."""
        return not (self.categories or self.products or self.tags or self.excluded)

    def takes(self, line: Line) -> bool:
        """Whether a line counts."""
        if line.plan:
            return False
        if self.excluded and _named(line, self.excluded, self.excluded, self.excluded):
            return False
        if not (self.categories or self.products or self.tags):
            return True
        return _named(line, self.categories, self.products, self.tags)


EVERY_LINE = LineFilter()


def _named(line: Line, categories: Sequence[str], products: Sequence[str], tags: Sequence[str]) -> bool:
    if line.product_id is not None and line.product_id in products:
        return True
    return any(below(line.category, each) for each in categories) or any(tag in tags for tag in line.tags)


def below(category: str, parent: str) -> bool:
    """Whether a category is the parent or lies below it."""
    return category == parent or category.startswith(parent + "/")


@dataclass(frozen=True, slots=True)
class Minimum:
    """What the basket must reach, counted on the whole bill or on the matching lines. Money is whole units.

    `lines` are the matching ones; None: those that the reward acts on. `each_use` asks for it once for every use.
    """

    quantity: int = 0
    amount: int = 0
    on_matching: bool = False
    lines: LineFilter | None = None
    each_use: bool = False

    @property
    def is_asked(self) -> bool:
        """Whether it asks for anything."""
        return bool(self.amount or self.quantity)

    def missing(self, lines: Sequence[tuple[Line, int]], taken: LineFilter) -> Refusal | None:
        """Why these lines, each with what is paid for it, do not reach it; None when they do."""
        amount, quantity = self._reached(lines, taken)
        if amount < self.amount:
            return Refusal(RefusalReason.MINIMUM_AMOUNT, {"missing": self.amount - amount, "minimum": self.amount})
        if quantity < self.quantity:
            return Refusal(
                RefusalReason.MINIMUM_QUANTITY, {"missing": self.quantity - quantity, "minimum": self.quantity}
            )
        return None

    def uses(self, lines: Sequence[tuple[Line, int]], taken: LineFilter, wanted: int) -> int:
        """How many of the wanted uses these lines reach it for."""
        if not self.each_use:
            return wanted
        amount, quantity = self._reached(lines, taken)
        if self.amount:
            wanted = min(wanted, amount // self.amount)
        return min(wanted, quantity // self.quantity) if self.quantity else wanted

    def _reached(self, lines: Sequence[tuple[Line, int]], taken: LineFilter) -> tuple[int, int]:
        """(money, units) of what counts."""
        matching = taken if self.lines is None else self.lines
        amount = quantity = 0
        for line, net in lines:
            if not line.plan and (not self.on_matching or matching.takes(line)):
                amount += net
                quantity += line.quantity
        return amount, quantity


NO_MINIMUM = Minimum()


@dataclass(frozen=True, slots=True)
class UseLimit:
    """At most `most` uses, counted in `account` of the holder (None: the member; SHOP: everybody together).

    A use counts until the end of `expires_on`; None for ever.
    """

    account: Account
    most: int
    expires_on: date | None = None
    holder: int | None = None

    def left(self, situation: Situation) -> int:
        """How many uses remain."""
        return max(0, self.most - situation.held(self.account, self.holder))


def line_filter(terms: Mapping[str, Any]) -> LineFilter:
    """The filter of terms that hold LINE_FIELDS, or of older ones with a single `category`."""
    category = terms.get("category", "")
    categories = (category,) if category else tuple(terms.get("categories", ()))
    return LineFilter(
        categories, tuple(terms.get("products", ())), tuple(terms.get("tags", ())), tuple(terms.get("excluded", ()))
    )


def minimum(terms: Mapping[str, Any]) -> Minimum:
    """The minimum of terms that hold MINIMUM_FIELDS."""
    return Minimum(
        terms.get("minimum_quantity", 0), terms.get("minimum_amount", 0), terms.get("minimum_on") == "matching"
    )


def not_now(terms: Mapping[str, Any], situation: Situation) -> Refusal | None:
    """Why it does not apply at this time, by TIME_FIELDS. Days are business days, hours those on the shop's wall."""
    from_day, until_day = terms.get("from_day", ""), terms.get("until_day", "")
    today = situation.day.isoformat()
    if from_day and today < from_day:
        return Refusal(RefusalReason.NOT_YET, {"day": from_day})
    if until_day and today > until_day:
        return Refusal(RefusalReason.IS_OVER, {"day": until_day})
    weekdays = terms.get("weekdays", ())
    if weekdays and WEEKDAYS[situation.day.weekday()] not in weekdays:
        return Refusal(RefusalReason.OTHER_WEEKDAY, {"weekdays": ",".join(weekdays)})
    start, end = terms.get("from_time", ""), terms.get("until_time", "")
    if (start or end) and not _within_hours(situation.moment.strftime("%H:%M"), start or "00:00", end or "24:00"):
        return Refusal(RefusalReason.OTHER_HOURS, {"start": start or "00:00", "end": end or "24:00"})
    return None


def _within_hours(now: str, start: str, end: str) -> bool:
    """From `start` until before `end`; over midnight when the end comes first (22:00 to 02:00)."""
    return start <= now < end if start < end else now >= start or now < end


def not_for(terms: Mapping[str, Any], situation: Situation) -> Refusal | None:
    """Why it is not for this person, by PEOPLE_FIELDS: one of the named tiers or memberships, one of the tags; or not
    without the code of CODE_FIELDS.
    """
    unopened = not_opened(terms, situation)
    if unopened is not None:
        return unopened
    statuses, tags = terms.get("for_statuses", ()), terms.get("for_tags", ())
    if not statuses and not tags:
        return None
    if situation.statuses.intersection(statuses) or set(situation.standing.tags).intersection(tags):
        return None
    wanted = ",".join((*statuses, *tags))
    reason = RefusalReason.OTHER_TIER if situation.with_member else RefusalReason.MEMBER_NEEDED
    return Refusal(reason, {"wanted": wanted} if situation.with_member else {})


def not_opened(terms: Mapping[str, Any], situation: Situation) -> Refusal | None:
    """CODE_NEEDED while the code of CODE_FIELDS was not said: nobody is told of what waits for one."""
    code = opening_code(terms)
    waits = code and code not in plain_codes(situation.choices.codes)
    return Refusal(RefusalReason.CODE_NEEDED) if waits else None


def opening_code(terms: Mapping[str, Any]) -> str:
    """The code of CODE_FIELDS as codes are compared; "" where none is asked for."""
    return plain_code(str(terms.get("with_code", "")))


def limits(programme: Programme, situation: Situation, part: str = "") -> tuple[UseLimit, ...]:
    """The limits of terms that hold USE_FIELDS, counted under `part` of the programme."""
    terms: Mapping[str, Any] = programme.terms
    account = Account(programme.id, Unit.USE, part)
    found = []
    if terms.get("uses_each", 0):
        found.append(UseLimit(account, terms["uses_each"], period_end(terms["uses_every"], situation.day)))
    if terms.get("first_uses", 0):
        found.append(UseLimit(account, terms["first_uses"], None, SHOP))
    return tuple(found)


def period_end(period: str, day: date) -> date | None:
    """The last day of the period that a day lies in; None for ever."""
    if period == "day":
        return day
    if period == "week":
        return day + timedelta(days=6 - day.weekday())
    if period == "month":
        return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return date(day.year, 12, 31) if period == "year" else None
