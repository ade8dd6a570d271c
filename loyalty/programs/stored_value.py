"""Stored value (儲值金): money paid beforehand, and what the shop gives on top of it; both pay later sales."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from loyalty import expiry, wallets
from loyalty.conditions import CODE_FIELDS
from loyalty.ledger import Account, EntryReason, Unit
from loyalty.money import Currency, format_money
from loyalty.phrases import listed, named
from loyalty.plans import PayOut, Plan, PlanPart
from loyalty.programmes import Programme
from loyalty.programs.kind import PlainKind, rows, text, whole
from loyalty.refusals import Refusal
from loyalty.rewards import RewardTerms
from loyalty.situation import Situation
from loyalty.terms import Field, FieldKind, malformed
from loyalty.words import Words


def _field(name: str, kind: FieldKind, default: object, section: str, **more: Any) -> Field:
    return Field(name, kind, default, noun="stored_value", section=section, **more)


TOP_UP_FIELDS = (
    _field("id", FieldKind.TEXT, "", "earning", maximum=30, required=True),
    _field("pay", FieldKind.AMOUNT, 1_000, "earning", minimum=1, maximum=999_999),
    _field("bonus", FieldKind.AMOUNT, 0, "earning", maximum=999_999),
    _field("first_time", FieldKind.YES_NO, False, "earning"),
)

# The top-up whose amount the cashier types; no row may be called so.
_FREE_ID = "free"
# How many of one top-up at once.
_MOST_AT_ONCE = 9


class StoredValue(PlainKind):
    """Top-ups from a table, each with its bonus; what was paid never ends, the bonus may."""

    name = "stored_value"
    fields = (
        _field("top_ups", FieldKind.ROWS, (), "earning", maximum=20, parts=TOP_UP_FIELDS),
        _field("free_amount", FieldKind.YES_NO, False, "earning"),
        _field("spend_first", FieldKind.CHOICE, "paid", "rewards", choices=("paid", "bonus")),
        wallets.FEE_FIELD,
        *CODE_FIELDS,
        *wallets.GIFT_EXPIRY_FIELDS,
    )

    def fault(self, terms: Mapping[str, Any], place: str) -> Refusal | None:
        """There is a way to top up, and each row has its own id."""
        if not terms["top_ups"] and not terms["free_amount"]:
            return malformed(f"{place}.top_ups", "empty")
        seen: set[object] = {_FREE_ID}
        for index, row in enumerate(terms["top_ups"]):
            if row["id"] in seen:
                return malformed(f"{place}.top_ups[{index}].id", "used_twice")
            seen.add(row["id"])
        return None

    def accounts(self, programme: Programme) -> tuple[Account, ...]:
        """What was paid, and what the shop gave."""
        return _paid(programme), _bonus(programme)

    def plans(self, programme: Programme, situation: Situation) -> tuple[Plan, ...]:
        """A top-up for each row, and one of any amount where the terms allow it."""
        if programme.stopped:
            return ()
        found = [_top_up(programme, row, situation) for row in rows(programme, "top_ups")]
        if programme.terms["free_amount"]:
            parts = (PlanPart(_paid(programme), 1), _counted(programme))
            found.append(Plan(f"{programme.id}:{_FREE_ID}", programme.name, 0, parts, is_open=True))
        return tuple(found)

    def rewards(self, programme: Programme, situation: Situation) -> tuple[RewardTerms, ...]:
        """Payment, 1 for each 1 of money: what was paid first and the bonus last, or the other way round."""
        first, then = _paid(programme), _bonus(programme)
        if text(programme, "spend_first") == "bonus":
            first, then = then, first
        return (wallets.payment(programme, first, also=(then,)),)

    def how_far(self, programme: Programme, reward: RewardTerms, balances: Mapping[Account, int]) -> Refusal:
        """There is nothing left to pay with."""
        return wallets.empty(programme)

    def pay_out(self, programme: Programme, situation: Situation) -> PayOut | None:
        """All that was paid and is unspent, less the fee; the bonus is withdrawn."""
        paid, bonus = situation.held(_paid(programme)), situation.held(_bonus(programme))
        unspent = paid + min(0, bonus)
        if unspent <= 0:
            return None
        money = wallets.after_fee(unspent, whole(programme, "fee_percent"))
        return PayOut(money, unspent - money, {_paid(programme): unspent}, {_bonus(programme): max(0, bonus)})

    def worth(self, programme: Programme, account: Account) -> tuple[int, int] | None:
        """Money is money."""
        return (1, 1) if account in self.accounts(programme) else None

    def sentence(self, programme: Programme, currency: Currency, words: Words) -> str:
        """Every top-up with its bonus, what is spent first, how the bonus ends, and what goes back."""
        table = [_row_said(row, currency, words) for row in rows(programme, "top_ups")]
        if programme.terms["free_amount"]:
            table.append(words("stored_value.sentence_free"))
        said = [named(table, words)]
        if any(row["bonus"] for row in rows(programme, "top_ups")):
            said.append(words(f"stored_value.sentence_first_{text(programme, 'spend_first')}"))
            if ends := wallets.ends(programme.terms, words):
                said.append(words("stored_value.sentence_ends", ends=ends))
        said.append(wallets.fee_said(whole(programme, "fee_percent"), words))
        return words("stored_value.sentence", said=listed(said, words))

    def next_step(self, programme: Programme, balances: Mapping[Account, int], words: Words) -> str:
        """What there is to pay with, and how much of it is the shop's."""
        left = wallets.held(balances, _paid(programme), _bonus(programme))
        bonus = min(left, max(0, balances.get(_bonus(programme), 0)))
        if not left:
            return ""
        key = "stored_value.next_with_bonus" if bonus else "stored_value.next"
        return words(key, left=f"{left:,}", bonus=f"{bonus:,}")


def _paid(programme: Programme) -> Account:
    return Account(programme.id, Unit.STORED_PAID)


def _bonus(programme: Programme) -> Account:
    return Account(programme.id, Unit.STORED_BONUS)


def _uses(programme: Programme) -> Account:
    """How often the member topped up, ever."""
    return Account(programme.id, Unit.USE, "top_up")


def _counted(programme: Programme) -> PlanPart:
    return PlanPart(_uses(programme), 1, EntryReason.USED, tally=True, once=True)


def _is_first(programme: Programme, plan_id: str, situation: Situation) -> bool:
    """Whether a top-up would be the member's first ever: of several on one sale, the one entered first."""
    if not wallets.first_use(situation, _uses(programme)):
        return False
    prefix = f"{programme.id}:"
    entered = (line.plan for line in situation.basket.lines if line.plan.startswith(prefix))
    return next(entered, plan_id) == plan_id


def _top_up(programme: Programme, row: Mapping[str, Any], situation: Situation) -> Plan:
    plan_id, parts = f"{programme.id}:{row['id']}", [PlanPart(_paid(programme), row["pay"])]
    bonus = row["bonus"] if not row["first_time"] or _is_first(programme, plan_id, situation) else 0
    if bonus:
        ends = expiry.last_day(programme.terms, situation.day)
        parts.append(PlanPart(_bonus(programme), bonus, EntryReason.BONUS, ends))
    most = 1 if row["first_time"] and bonus else _MOST_AT_ONCE
    return Plan(plan_id, programme.name, row["pay"], (*parts, _counted(programme)), most=most)


def _row_said(row: Mapping[str, Any], currency: Currency, words: Words) -> str:
    pay, bonus = format_money(row["pay"], currency), format_money(row["bonus"], currency)
    if not row["bonus"]:
        return words("stored_value.sentence_row_plain", pay=pay)
    key = "stored_value.sentence_row_once" if row["first_time"] else "stored_value.sentence_row"
    return words(key, pay=pay, bonus=bonus)
