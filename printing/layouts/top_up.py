"""What a slip must say when a customer pays for later: who answers for it, face value, use, refund, guarantee.

The fields are those that the consumer ministry's terms for vouchers ask for; there is no day by which it must be used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from loyalty.explain import quantity
from loyalty.holdings import item_title
from loyalty.ledger import Entry, EntryReason, Unit
from loyalty.money import format_money
from loyalty.programmes import Programme
from loyalty.shop import ShopRules
from loyalty.wallets import fee_percent, fee_said
from loyalty.words import Words
from printing.document import Align, Block, Row, Rule, Size, Text
from printing.layouts import parts

_PAID = frozenset({Unit.STORED_PAID, Unit.ITEM})


@dataclass(frozen=True, slots=True)
class Voucher:
    """What was bought for later of one programme: the entries that were paid for, and those given on top."""

    programme: Programme
    paid: tuple[Entry, ...]
    bonus: tuple[Entry, ...]


def vouchers(programmes: Sequence[Programme], entries: Sequence[Entry]) -> tuple[Voucher, ...]:
    """The top-ups and prepaid items among the entries of a sale, in the programmes' order."""
    found = []
    for programme in programmes:
        own = [entry for entry in entries if entry.account.programme_id == programme.id and entry.delta > 0]
        paid = tuple(each for each in own if each.reason is EntryReason.BOUGHT and each.account.unit in _PAID)
        bonus = tuple(each for each in own if each.reason is EntryReason.BONUS)
        if paid:
            found.append(Voucher(programme, paid, bonus))
    return tuple(found)


def legal_part(bought: Sequence[Voucher], shop: ShopRules, slip_number: str, words: Words) -> list[Block]:
    """The part of the slip that makes it the customer's proof; nothing where nothing was bought for later."""
    if not bought:
        return []
    money = any(entry.account.unit is Unit.STORED_PAID for each in bought for entry in each.paid)
    return [
        Rule(),
        Text(words("slip.title_top_up" if money else "slip.title_prepaid"), Size.LARGE, True, Align.CENTRE),
        *(row for each in bought for row in _values(each, shop, words)),
        *([Row(words("slip.voucher_number"), slip_number)] if slip_number else []),
        *(Text(line, Size.SMALL) for line in (*_issuer(shop, words), *_terms(bought, shop, words))),
    ]


def _values(voucher: Voucher, shop: ShopRules, words: Words) -> list[Block]:
    """The face value of what was paid, and what was given on top apart, with its end where it has one."""
    rows: list[Block] = []
    for entry in voucher.paid:
        if entry.account.unit is Unit.STORED_PAID:
            rows.append(Row(words("slip.face_value"), format_money(entry.delta, shop.currency), bold=True))
        else:
            title = item_title(voucher.programme, entry.account)
            rows.append(Row(title, quantity(entry.account, entry.delta, words, shop.currency), bold=True))
    for entry in voucher.bonus:
        given = quantity(entry.account, entry.delta, words, shop.currency)
        if entry.account.unit is Unit.STORED_BONUS:
            given = format_money(entry.delta, shop.currency)
        rows.append(Row(words("slip.bonus_apart"), given))
        if entry.expires_on is not None:
            rows.append(Row(words("slip.bonus_until"), parts.day_text(entry.expires_on, words), Size.SMALL))
    return rows


def _issuer(shop: ShopRules, words: Words) -> list[str]:
    """Who issued it, by the fields that the shop filled in; name, address and phone fall back on the shop's own."""
    who = shop.issuer
    fields = (
        ("issuer_name", who.name or shop.name),
        ("issuer_tax_id", who.tax_id),
        ("issuer_person", who.person),
        ("issuer_address", who.address or shop.address),
        ("complaints", who.phone or shop.phone),
    )
    return [words(f"slip.{name}", what=what) for name, what in fields if what]


def _terms(bought: Sequence[Voucher], shop: ShopRules, words: Words) -> list[str]:
    """How to use it, how it is paid back, and who guarantees it until when."""
    who = shop.issuer
    fee = max(fee_percent(each.programme) for each in bought)
    lines = [words("slip.voucher_use"), words("slip.refunds", what=who.refunds or fee_said(fee, words))]
    if who.guarantee:
        lines.append(words("slip.guarantee", what=who.guarantee))
    if who.guarantee_until:
        day = parts.day_text(date.fromisoformat(who.guarantee_until), words)
        lines.append(words("slip.guarantee_until", day=day))
    return lines
