"""From what can be done with a member by hand to what the panel shows: finished texts. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop import describe
from desktop.operations.context import ShopContext
from desktop.operations.recording import Recorded
from loyalty.explain import quantity
from loyalty.holdings import item_title
from loyalty.ledger import Account, OperationKind, Unit, account_of
from loyalty.members import MemberRow
from loyalty.money import format_money
from loyalty.phones import mask_phone
from loyalty.programs import kind_of
from loyalty.programs.kind import rows
from loyalty.words import Words, listed
from ui.counter.facts import ActionFacts

if TYPE_CHECKING:
    from loyalty.paying_out import PaidOut

REFER, ADJUST, TIER, PAY_OUT, REMOVE = "refer", "adjust", "tier", "pay_out", "remove"
FOUND_MOST = 6
_ADJUSTED = (Unit.STAMP, Unit.POINT, Unit.CASHBACK, Unit.STORED_BONUS, Unit.ITEM)
_PAID_OUT = ("stored_value", "prepaid")
_NUMBER = re.compile(r"[+-]?\d{1,9}")


@dataclass(frozen=True)
class Deed:
    """What is shown: which deed ("" the list of them), what was chosen for it, who was found, what goes back."""

    name: str = ""
    chosen: str = ""
    found: tuple[tuple[str, str], ...] = ()
    paid: PaidOut | None = None
    problem: str = ""
    # The same from its beginning on; an answer that comes after another deed was begun is not this one's.
    begun: object = field(default_factory=object)


def action_facts(
    name: str, chosen: str, found: tuple[tuple[str, str], ...], context: ShopContext, words: Words
) -> ActionFacts:
    """The list of deeds, or one of them with what it needs."""
    if not name:
        return ActionFacts("", words("benefits.actions"), options=_deeds(context, words))
    title, confirm = words(f"benefits.action_{name}"), words(f"benefits.confirm_{name}")
    if name == REFER:
        return ActionFacts(name, title, found, chosen, confirm if chosen else "", has_search=True)
    if name == ADJUST:
        needs = {"has_amount": True, "has_note": True, "reasons": _reasons(words)}
        return ActionFacts(name, title, _accounts(context, words), chosen, confirm, **needs)
    if name == TIER:
        return ActionFacts(name, title, _levels(context, words), chosen, confirm, has_note=True)
    return ActionFacts(name, title, _wallets(context), chosen, confirm if chosen else "")


def person(row: MemberRow, words: Words) -> str:
    """Somebody found, told from namesakes by the phone."""
    phone = mask_phone(row.phone) if row.name else ""
    return describe.beside((describe.member_title(row, words), phone), words)


def account(option: str) -> Account:
    """The account of an option of `_accounts`."""
    programme_id, _, unit_text = option.partition("|")
    return account_of(programme_id, unit_text)


def whole_number(text: str) -> int | None:
    """A number with or without its sign, also in full-width digits; None when it is none."""
    plain = unicodedata.normalize("NFKC", text).replace("\N{MINUS SIGN}", "-").replace(",", "").strip()
    return int(plain) if _NUMBER.fullmatch(plain) else None


def goes_back(paid: PaidOut, context: ShopContext, words: Words) -> str:
    """What a pay-out gives and takes, before it is done: the money leaves the house."""
    currency = context.shop.currency
    withdrawn = [
        quantity(entry.account, -entry.delta, words, currency)
        for entry in paid.entries
        if entry.account.unit is Unit.STORED_BONUS or entry.account.part.endswith("/bonus")
    ]
    key = "benefits.goes_back_and_withdraws" if withdrawn else "benefits.goes_back"
    facts = {"money": format_money(paid.money, currency), "fee": format_money(paid.fee, currency)}
    return words(key, **facts, withdrawn=listed(withdrawn, words))


def said(done: Recorded, context: ShopContext, words: Words) -> str:
    """What was recorded, in one sentence."""
    who = words("desk.somebody") if done.member is None else describe.member_title(done.member, words)
    if done.operation.kind is OperationKind.PAY_OUT:
        money = format_money(-done.operation.bill, context.shop.currency)
        return words("benefits.said_pay_out", who=who, money=money)
    key = "benefits.said_refer" if done.operation.kind is OperationKind.REFER else "benefits.said_adjust"
    return words(key, who=who)


def _deeds(context: ShopContext, words: Words) -> tuple[tuple[str, str], ...]:
    """What this shop's programmes let be done; a member can always be taken out of the sale."""
    kinds = {programme.kind for programme in context.programmes}
    can = {
        REFER: "referral" in kinds,
        ADJUST: bool(_accounts(context, words)),
        TIER: "tiers" in kinds,
        PAY_OUT: bool(kinds.intersection(_PAID_OUT)),
        REMOVE: True,
    }
    return tuple((name, words(f"benefits.action_{name}")) for name, possible in can.items() if possible)


def _accounts(context: ShopContext, words: Words) -> tuple[tuple[str, str], ...]:
    found = []
    for programme in context.programmes:
        accounts = [each for each in kind_of(programme).accounts(programme) if each.unit in _ADJUSTED]
        for each in accounts:
            unit = item_title(programme, each) or words(f"entry.unit_{each.unit.value}")
            if each.part.endswith("/bonus"):
                unit = describe.beside((unit, words("benefits.given_on_top")), words)
            name = words("benefits.account", programme=programme.name, unit=unit)
            found.append((f"{programme.id}|{each.unit_text}", name))
    return tuple(found)


def _reasons(words: Words) -> tuple[str, ...]:
    """What is corrected most: an old paper card, a stamp that was forgotten, one too many."""
    return tuple(words(f"hand_cards.reason_{name}") for name in ("paper", "forgotten", "mistaken"))


def _levels(context: ShopContext, words: Words) -> tuple[tuple[str, str], ...]:
    found = []
    for programme in context.programmes:
        if programme.kind == "tiers":
            found += [(f"{programme.id}/{row['id']}", str(row["title"])) for row in rows(programme, "levels")]
            found.append((f"{programme.id}/", words("benefits.tier_taken")))
    return tuple(found)


def _wallets(context: ShopContext) -> tuple[tuple[str, str], ...]:
    return tuple((each.id, each.name) for each in context.programmes if each.kind in _PAID_OUT)
