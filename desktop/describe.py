"""From what was recorded to the short finished texts that several screens show. Pure; no Qt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import reduce

from loyalty import detail
from loyalty.ledger import Operation, OperationKind
from loyalty.members import Member, MemberRow
from loyalty.money import format_money
from loyalty.names import avatar_initial
from loyalty.phones import mask_phone
from loyalty.pieces import value_of
from loyalty.shop import ShopRules
from loyalty.words import Words

NAMED_ITEMS = 3
# A late credit names the bill of a sale that has it already.
_WITHOUT_BILL = frozenset(
    {
        OperationKind.JOIN,
        OperationKind.CREDIT,
        OperationKind.EXPIRE,
        OperationKind.ADJUST,
        OperationKind.REFER,
        OperationKind.ISSUE,
    }
)


def person(name: str, phone: str, number: int, words: Words) -> str:
    """What to call a member: the name, else the masked phone, else the number of a bearer card."""
    return name or mask_phone(phone) or words("desk.bearer", number=number)


def shortened(name: str, most: int | None) -> str:
    """Its beginning and its end where it is longer than `most`, None for no limit: a letter of ASCII counts one, any
    other two.
    """
    if most is None or sum(map(_room, name)) <= most:
        return name
    kept = most // 2 // max(map(_room, name))
    return f"{name[:kept]}…{name[1 - kept :]}"


def _room(character: str) -> int:
    return 1 if character.isascii() else 2


def member_title(member: Member | MemberRow, words: Words) -> str:
    """`person` of a member or of a row of a list."""
    return person(member.name, member.phone, member.number, words)


def initial(member: Member | MemberRow, words: Words) -> str:
    """What stands in the round picture of a member: the name's first character, or a word for a customer."""
    return avatar_initial(member.name) if member.name else words("desk.nameless_initial")


def short_day(local: datetime) -> str:
    """ "11/22"."""
    return f"{local.month}/{local.day:02d}"


def long_day(day: date, words: Words) -> str:
    """ "2026/11/22（日）"."""
    weekday = words(f"desk.weekday_{day.isoweekday()}")
    return words("desk.day", year=day.year, month=day.month, day=day.day, weekday=weekday)


def days_ago(at_ms: int | None, now_ms: int, shop: ShopRules, words: Words) -> str:
    """ "今天", "昨天", "3 天前"; "" when never, or on a day to come, as a wrong clock leaves it."""
    if at_ms is None:
        return ""
    calendar = shop.calendar
    days = (calendar.business_day(now_ms) - calendar.business_day(at_ms)).days
    if days < 0:
        return ""
    if days == 0:
        return words("desk.today")
    return words("desk.yesterday") if days == 1 else words("desk.days_ago", days=days)


def operation_title(operation: Operation, words: Words) -> str:
    """What happened, in a few words: the items of a sale, or the kind of operation."""
    if operation.kind is not OperationKind.SALE:
        return words(f"desk.kind_{operation.kind}")
    names: list[str] = []
    for line in detail.basket_of(operation.detail).lines:
        if line.name:
            names.append(line.name if line.quantity == 1 else f"{line.name} ×{line.quantity}")
    if not names:
        names.append(words("desk.kind_redeem" if _only_redeems(operation) else "desk.kind_sale"))
    shown = listed(names[:NAMED_ITEMS], words)
    more = len(names) - NAMED_ITEMS
    return shown if more <= 0 else words("desk.and_more", items=shown, count=more)


def _only_redeems(operation: Operation) -> bool:
    """Whether nothing was to pay because a reward was taken: what a wallet paid was sold."""
    applied = detail.read_detail(operation.detail).applied
    return not operation.bill and bool(applied) and not any(each.paid for each in applied)


def listed(texts: Sequence[str], words: Words) -> str:
    """Texts one after the other, as the language lists them; "" of none."""
    return reduce(lambda first, second: words("desk.pair", first=first, second=second), texts) if texts else ""


def beside(texts: Iterable[str], words: Words) -> str:
    """Texts on one line with a dot between them; empty ones are left out."""
    return reduce(lambda first, second: words("desk.beside", first=first, second=second), filter(None, texts))


def amount_text(operation: Operation, shop: ShopRules, words: Words) -> str:
    """What was sold or went back as money, however it was paid; a visit without an amount says so; "" for no money."""
    if operation.kind is OperationKind.SALE:
        if not detail.basket_of(operation.detail).lines:
            return words("desk.visit_only")
        return format_money(value_of(operation), shop.currency)
    if operation.kind in _WITHOUT_BILL or not detail.moves_money(operation):
        return ""
    return format_money(operation.bill, shop.currency)
