"""The ways to narrow the owner's list: what each is called, and which members it means. Pure."""

from __future__ import annotations

from db.members import MemberQuery
from loyalty.shop import ShopRules
from loyalty.words import Words
from ui.members.facts import FilterChip, ListQuery

FILTERS = ("all", "birthday_month", "new", "asleep")
NEW_DAYS = 30
ASLEEP_DAYS = 60
_DAY_MS = 86_400_000
_SINCE_DAYS = {"new": NEW_DAYS, "asleep": ASLEEP_DAYS}


def member_query(wish: ListQuery, shop: ShopRules, now_ms: int) -> MemberQuery:
    """The question for the disk; days are counted back from now."""
    today = shop.calendar.business_day(now_ms)
    return MemberQuery(
        sort=wish.sort,
        descending=wish.descending,
        filter=wish.filter,
        text=wish.text,
        since_ms=now_ms - _SINCE_DAYS.get(wish.filter, 0) * _DAY_MS,
        month=today.month,
        year=today.year,
    )


def chip_queries(shop: ShopRules, now_ms: int) -> dict[str, MemberQuery]:
    """What each chip counts: the whole shop, whatever is typed in the search."""
    return {name: member_query(ListQuery(filter=name), shop, now_ms) for name in FILTERS}


def chips(counts: dict[str, int], words: Words) -> tuple[FilterChip, ...]:
    """The chips with their counts; "" for one that is not counted yet."""
    return tuple(
        FilterChip(
            name,
            words(f"desk.members_filter_{name}", days=_SINCE_DAYS.get(name, 0)),
            f"{counts[name]:,}" if name in counts else "",
        )
        for name in FILTERS
    )
