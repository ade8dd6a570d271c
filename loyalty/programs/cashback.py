"""Cashback (回饋金): a share of what was paid, or money for each full step of it, is money off the next purchases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from loyalty import expiry, wallets
from loyalty.conditions import (
    CODE_FIELDS,
    LINE_FIELDS,
    MINIMUM_FIELDS,
    PEOPLE_FIELDS,
    TIME_FIELDS,
    Minimum,
    line_filter,
    minimum,
    not_for,
    not_now,
)
from loyalty.earning import PERCENT, Earning, Sold, weighted
from loyalty.ledger import Account, EntryReason, Unit
from loyalty.money import Currency, format_money
from loyalty.outcome import paid_lines
from loyalty.phrases import listed, with_conditions
from loyalty.programmes import Programme
from loyalty.programs.kind import PlainKind, whole
from loyalty.refusals import Refusal
from loyalty.rewards import RewardTerms
from loyalty.situation import Situation
from loyalty.terms import Field, FieldKind, malformed
from loyalty.words import Words


def _amount(name: str, section: str) -> Field:
    return Field(name, FieldKind.AMOUNT, 0, maximum=999_999, noun="cashback", section=section)


class Cashback(PlainKind):
    """A percentage and an amount for each full step, rounded down once a sale; it pays from the next sale on."""

    name = "cashback"
    fields = (
        Field("percent", FieldKind.PERCENT, 5, noun="cashback", section="earning"),
        _amount("step", "earning"),
        _amount("step_amount", "earning"),
        _amount("earn_cap", "earning"),
        _amount("pay_minimum", "rewards"),
        _amount("pay_cap", "rewards"),
        *LINE_FIELDS,
        *MINIMUM_FIELDS,
        *TIME_FIELDS,
        *PEOPLE_FIELDS,
        *CODE_FIELDS,
        *expiry.FIELDS,
    )

    def fault(self, terms: Mapping[str, Any], place: str) -> Refusal | None:
        """Something comes back; a step and its amount go together."""
        if bool(terms["step"]) != bool(terms["step_amount"]):
            return malformed(f"{place}.{'step_amount' if terms['step'] else 'step'}", "value_needed")
        if not terms["percent"] and not terms["step"]:
            return malformed(f"{place}.percent", "value_needed")
        return None

    def accounts(self, programme: Programme) -> tuple[Account, ...]:
        """The cashback that waits."""
        return (_account(programme),)

    def rewards(self, programme: Programme, situation: Situation) -> tuple[RewardTerms, ...]:
        """Payment, 1 for each 1 of money, on a bill that is large enough, up to the cap."""
        asked = Minimum(amount=whole(programme, "pay_minimum"))
        return (wallets.payment(programme, _account(programme), minimum=asked, most=whole(programme, "pay_cap")),)

    def how_far(self, programme: Programme, reward: RewardTerms, balances: Mapping[Account, int]) -> Refusal:
        """There is nothing left to pay with."""
        return wallets.empty(programme)

    def earned(self, programme: Programme, sold: Sold, balances: Mapping[Account, int]) -> tuple[Earning, ...]:
        """floor(paid x multipliers x percent), and an amount for each full step of paid x multipliers."""
        if not _applies(programme, sold):
            return ()
        base, numerator, weight = weighted(sold, line_filter(programme.terms), programme.id)
        counted, percent = numerator // weight, whole(programme, "percent")
        facts = {"base": base} if counted == base else {"base": base, "counted": counted}
        share = _Found(EntryReason.PERCENT_EARNED, numerator * percent // (weight * PERCENT), {"percent": percent})
        step, each = whole(programme, "step"), whole(programme, "step_amount")
        of_steps = {"step": step, "rate": 1, "carried_in": 0, "each": each}
        steps = _Found(EntryReason.EARNED_BY_AMOUNT, counted // step * each if step else 0, of_steps)
        ends = expiry.last_day(programme.terms, sold.situation.day)
        return tuple(
            Earning(_account(programme), found.amount, found.reason, {**facts, **found.facts}, ends)
            for found in _capped((share, steps), whole(programme, "earn_cap"))
            if found.amount
        )

    def worth(self, programme: Programme, account: Account) -> tuple[int, int] | None:
        """Money is money."""
        return (1, 1) if account == _account(programme) else None

    def sentence(self, programme: Programme, currency: Currency, words: Words) -> str:
        """What comes back and on what condition, how it is used, and when it ends."""
        terms: Mapping[str, Any] = programme.terms
        said = []
        if terms["percent"]:
            said.append(words("cashback.sentence_percent", percent=terms["percent"]))
        if terms["step"]:
            money = format_money(terms["step"], currency), format_money(terms["step_amount"], currency)
            said.append(words("cashback.sentence_step", step=money[0], each=money[1]))
        first, *more = said
        parts = [with_conditions(first, terms, currency, words), *more, *_amounts_said(terms, currency, words)]
        if ends := wallets.ends(terms, words):
            parts.append(words("cashback.sentence_ends", ends=ends))
        return words("cashback.sentence", said=listed(parts, words))

    def next_step(self, programme: Programme, balances: Mapping[Account, int], words: Words) -> str:
        """What there is to pay with."""
        left = wallets.held(balances, _account(programme))
        return words("cashback.next", left=f"{left:,}") if left else ""


class _Found:
    """One part of what is earned, before the cap."""

    def __init__(self, reason: EntryReason, amount: int, facts: Mapping[str, int]) -> None:
        self.reason = reason
        self.amount = amount
        self.facts = facts


def _capped(found: tuple[_Found, ...], cap: int) -> tuple[_Found, ...]:
    """Not more than the cap together (0: no cap), the first part first."""
    if not cap or sum(each.amount for each in found) <= cap:
        return found
    left, capped = cap, []
    for each in found:
        amount = min(left, each.amount)
        capped.append(_Found(each.reason, amount, each.facts if amount == each.amount else {**each.facts, "most": cap}))
        left -= amount
    return tuple(capped)


def _account(programme: Programme) -> Account:
    return Account(programme.id, Unit.CASHBACK)


def _applies(programme: Programme, sold: Sold) -> bool:
    terms = programme.terms
    if not_now(terms, sold.situation) is not None or not_for(terms, sold.situation) is not None:
        return False
    bought = paid_lines(sold.lines)
    return minimum(terms).missing(bought, line_filter(terms)) is None


def _amounts_said(terms: Mapping[str, Any], currency: Currency, words: Words) -> list[str]:
    named = {"earn_cap": "cashback.sentence_earn_cap", "pay_cap": "cashback.sentence_pay_cap"}
    said = [words(key, money=format_money(terms[name], currency)) for name, key in named.items() if terms[name]]
    if terms["pay_minimum"]:
        return [*said, words("cashback.sentence_pay_minimum", money=format_money(terms["pay_minimum"], currency))]
    return [*said, words("cashback.sentence_next_sale")]
