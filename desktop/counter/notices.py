"""What is to be said about a member besides balances: how far to the next tier, what ends soon. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from desktop.operations.context import ShopContext
from loyalty.explain import explain_notice, quantity
from loyalty.ledger import DEBT, TALLY, Account, Unit
from loyalty.living import end_of, idle_ends
from loyalty.programs import kind_of
from loyalty.situation import Situation
from loyalty.words import Words
from ui.facts import ChipFacts

SOON_DAYS = 30
_MOST = 4
# A chip or the banner says it already, or it is not about this member.
_SAID_ELSEWHERE = frozenset({"tiers.notice_held", "tiers.notice_held_ever", "donation.notice_total"})
_SAID_BY_BANNER = "birthday."
_ENDING = (Unit.POINT, Unit.CASHBACK, Unit.STORED_BONUS, Unit.REWARD, Unit.ITEM, Unit.STAMP)


def notices(situation: Situation, context: ShopContext, words: Words) -> tuple[ChipFacts, ...]:
    """What ends within 30 days first, then what every programme has to tell; four at most."""
    found = [ChipFacts(text, "warn", "clock") for text in ending_soon(situation, context, words)]
    for programme in context.programmes:
        for notice in kind_of(programme).notices(programme, situation):
            if notice.key in _SAID_ELSEWHERE or notice.key.startswith(_SAID_BY_BANNER):
                continue
            text = explain_notice(notice, programme.name, words, context.shop.currency)
            found.append(ChipFacts(text, "info", "trending-up" if notice.key.startswith("tiers.") else ""))
    return tuple(found[:_MOST])


def ending_soon(situation: Situation, context: ShopContext, words: Words) -> list[str]:
    """Each balance of which something ends within 30 days: how much of it, and on which day first."""
    ends = idle_ends(context.programmes, situation.standing, context.shop.calendar)
    last = situation.day + timedelta(days=SOON_DAYS)
    found: dict[Account, tuple[date, int]] = {}
    for lot in situation.standing.lots:
        end = end_of(lot, ends) if lot.account.unit in _ENDING and lot.key not in (DEBT, TALLY) else None
        if end is None or end > last or lot.left <= 0:
            continue
        first, left = found.get(lot.account, (end, 0))
        if end < first:
            first, left = end, 0
        found[lot.account] = (first, left + lot.left if end == first else left)
    return [
        _ends(account, left, end, context, words) for account, (end, left) in sorted(found.items(), key=lambda e: e[1])
    ]


def _ends(account: Account, left: int, end: date, context: ShopContext, words: Words) -> str:
    what = quantity(account, left, words, context.shop.currency)
    if account.unit is Unit.REWARD:
        what = next((each.name for each in context.programmes if each.id == account.programme_id), what)
    return words("benefits.ends", what=what, day=f"{end.month}/{end.day}")
