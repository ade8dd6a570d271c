"""From everything a member has to the sections of their page: balances, tier, paid times, friends. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from desktop import describe
from desktop.operations.context import ShopContext
from desktop.operations.member_page import MemberPage
from loyalty.explain import explain_notice, how_far, quantity
from loyalty.holdings import MONEY, Held, as_begun, held_in, level_title
from loyalty.ledger import Unit
from loyalty.money import format_money
from loyalty.outlook import Ending
from loyalty.programmes import Programme
from loyalty.words import Words
from ui.members.facts import AccountRow, AccountSection

_PAID_TIMES = ("membership", "subscription")


def sections(page: MemberPage, context: ShopContext, words: Words) -> tuple[AccountSection, ...]:
    """Every section that has something to say; a member without anything has one that says so."""
    made = (
        ("balances", _balances(page, context, words)),
        ("tiers", _tiers(page, context, words)),
        ("times", _notices(page, context, words, _PAID_TIMES)),
        ("friends", _friends(page, words)),
        ("notices", _notices(page, context, words, ())),
    )
    found = tuple(AccountSection(words(f"members.accounts_{name}"), rows) for name, rows in made if rows)
    empty = AccountSection(words("members.accounts_balances"), (AccountRow(words("members.accounts_empty")),))
    return found or (empty,)


def held_text(programme: Programme, held: Held, amount: int, context: ShopContext, words: Words) -> str:
    """A figure as the shop says it: "7 / 10 章", "NT$ 2,777", "8 份寄存"."""
    if held.unit in MONEY:
        return format_money(amount, context.shop.currency)
    if held.unit is Unit.STAMP:
        return words("slip.stamps_count", count=f"{amount:,}", needed=str(programme.terms["stamps_needed"]))
    return quantity(held.accounts[0], amount, words, context.shop.currency)


def _balances(page: MemberPage, context: ShopContext, words: Words) -> tuple[AccountRow, ...]:
    """Each figure of each programme, stopped ones while something is left, with what of it ends when."""
    return tuple(
        _balance(programme, held, place, page, context, words)
        for programme in as_begun(context.programmes, page.file.standing, context.shop.calendar)
        for place, held in enumerate(held_in(programme, page.file.standing.balances()))
    )


def _balance(
    programme: Programme, held: Held, place: int, page: MemberPage, context: ShopContext, words: Words
) -> AccountRow:
    balances = page.file.standing.balances()
    name = words("members.accounts_stopped", programme=programme.name) if programme.stopped else programme.name
    title = describe.beside((name, held.title), words)
    notes = [how_far(programme, balances, words)] if place == 0 and held.unit in (Unit.STAMP, Unit.POINT) else []
    if held.unit is Unit.STORED_PAID:
        notes.append(_parts(held, page, context, words))
    notes += [_ends(ending, context, words) for ending in page.outlook.endings if ending.account in held.accounts]
    value = held_text(programme, held, held.amount(balances), context, words)
    return AccountRow(title, value, tuple(filter(None, notes)))


def _parts(held: Held, page: MemberPage, context: ShopContext, words: Words) -> str:
    balances, currency = page.file.standing.balances(), context.shop.currency
    paid, bonus = (held.of(unit).amount(balances) for unit in (Unit.STORED_PAID, Unit.STORED_BONUS))
    if not bonus:
        return ""
    return words("members.accounts_paid_part", paid=format_money(paid, currency), bonus=format_money(bonus, currency))


def _ends(ending: Ending, context: ShopContext, words: Words) -> str:
    what = quantity(ending.account, ending.amount, words, context.shop.currency)
    return words("members.accounts_ends", what=what, day=ending.last_day.isoformat())


def _tiers(page: MemberPage, context: ShopContext, words: Words) -> tuple[AccountRow, ...]:
    """The level of each ladder, until when and what is missing, and the levels held before."""
    found = []
    for programme in context.programmes:
        changes = page.tiers.get(programme.id, ())
        title = level_title(programme, page.outlook.statuses)
        if programme.kind != "tiers" or (programme.stopped and not title):
            continue
        none = words("members.accounts_no_tier")
        told = [row.text for row in _told(programme, page, context, words)]
        told += [
            words("members.accounts_tier_from", title=change.title or none, day=change.day.isoformat())
            for change in changes
        ]
        found.append(AccountRow(programme.name, title or none, tuple(told)))
    return tuple(found)


def _notices(page: MemberPage, context: ShopContext, words: Words, kinds: tuple[str, ...]) -> tuple[AccountRow, ...]:
    """What programmes of these kinds have to tell; of no kinds: all those that have no section of their own."""
    own = {"tiers", *_PAID_TIMES}
    wanted = (each for each in context.programmes if (each.kind in kinds if kinds else each.kind not in own))
    return tuple(row for programme in wanted for row in _told(programme, page, context, words))


def _told(programme: Programme, page: MemberPage, context: ShopContext, words: Words) -> Iterable[AccountRow]:
    for notice in page.outlook.notices:
        if notice.programme_id == programme.id:
            yield AccountRow(explain_notice(notice, programme.name, words, context.shop.currency))


def _friends(page: MemberPage, words: Words) -> tuple[AccountRow, ...]:
    """Who brought the member, and whom the member brought."""
    found = []
    if page.referrer is not None:
        found.append(AccountRow(words("members.accounts_referrer"), describe.member_title(page.referrer, words)))
    if page.brought:
        names = [describe.member_title(each, words) for each in page.brought]
        found.append(AccountRow(words("members.accounts_brought"), str(len(names)), (describe.listed(names, words),)))
    return tuple(found)
