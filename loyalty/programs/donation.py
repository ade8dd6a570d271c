"""Donation (捐款): the shop gives for what is sold; customers round up, add an amount or give points for a cause."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from loyalty.conditions import (
    CODE_FIELDS,
    LINE_FIELDS,
    MINIMUM_FIELDS,
    TIME_FIELDS,
    line_filter,
    minimum,
    not_now,
    not_opened,
)
from loyalty.earning import PERCENT, Earning, Sold, base_of, units
from loyalty.ledger import SHOP, Account, EntryReason, Unit
from loyalty.money import Currency, format_money
from loyalty.outcome import RewardKind, paid_lines
from loyalty.phrases import listed, with_conditions
from loyalty.plans import Plan, PlanPart
from loyalty.programmes import Programme
from loyalty.programs.kind import PlainKind, text, whole
from loyalty.refusals import Refusal
from loyalty.rewards import RewardTerms
from loyalty.situation import Notice, Situation
from loyalty.terms import Field, FieldKind, malformed
from loyalty.words import Words

NOTHING, BILL, STEP, SHARE, ITEM = "nothing", "bill", "step", "percent", "item"
_ASKED_FOR_POINTS = ("for_points", (True,))


def _field(name: str, kind: FieldKind, default: object, section: str, **more: Any) -> Field:
    return Field(name, kind, default, noun="donation", section=section, **more)


class Donation(PlainKind):
    """What is given is the shop's own running figure, for sales without a member too."""

    name = "donation"
    fields = (
        _field("cause", FieldKind.TEXT, "", "earning", maximum=60, required=True, suggest="causes"),
        _field("shop_gives", FieldKind.CHOICE, BILL, "earning", choices=(NOTHING, BILL, STEP, SHARE, ITEM)),
        _field(
            "shop_amount",
            FieldKind.AMOUNT,
            1,
            "earning",
            minimum=1,
            maximum=999_999,
            when=("shop_gives", (BILL, STEP, ITEM)),
        ),
        _field("shop_step", FieldKind.AMOUNT, 100, "earning", minimum=1, maximum=999_999, when=("shop_gives", (STEP,))),
        _field("shop_percent", FieldKind.PERCENT, 1, "earning", minimum=1, when=("shop_gives", (SHARE,))),
        _field("round_up_to", FieldKind.AMOUNT, 0, "rewards", maximum=10_000),
        _field("open_amount", FieldKind.YES_NO, False, "rewards"),
        _field("for_points", FieldKind.YES_NO, False, "rewards"),
        _field(
            "points_programme",
            FieldKind.TEXT,
            "",
            "rewards",
            maximum=64,
            required=True,
            suggest="programmes",
            when=_ASKED_FOR_POINTS,
        ),
        _field(
            "points_price", FieldKind.WHOLE_NUMBER, 10, "rewards", minimum=1, maximum=999_999, when=_ASKED_FOR_POINTS
        ),
        _field("points_give", FieldKind.AMOUNT, 10, "rewards", minimum=1, maximum=999_999, when=_ASKED_FOR_POINTS),
        *LINE_FIELDS,
        *MINIMUM_FIELDS,
        *TIME_FIELDS,
        *CODE_FIELDS,
    )
    needs_member = False

    def fault(self, terms: Mapping[str, Any], place: str) -> Refusal | None:
        """Somebody gives something."""
        gives = terms["shop_gives"] != NOTHING or terms["round_up_to"] or terms["open_amount"] or terms["for_points"]
        return None if gives else malformed(f"{place}.shop_gives", "value_needed")

    def plans(self, programme: Programme, situation: Situation) -> tuple[Plan, ...]:
        """What the customer pays on top: the bill rounded up, or an amount."""
        if programme.stopped or not_now(programme.terms, situation) is not None:
            return ()
        given, found = (PlanPart(_account(programme), 1, EntryReason.DONATED, holder=SHOP, tally=True),), []
        cause, to = text(programme, "cause"), whole(programme, "round_up_to")
        if to:
            found.append(Plan(f"{programme.id}:round", cause, 0, given, True, round_to=to, for_everybody=True))
        if programme.terms["open_amount"]:
            found.append(Plan(f"{programme.id}:amount", cause, 0, given, True, for_everybody=True))
        return tuple(found)

    def rewards(self, programme: Programme, situation: Situation) -> tuple[RewardTerms, ...]:
        """Points that become a donation of the shop."""
        if programme.stopped or not programme.terms["for_points"]:
            return ()
        money = whole(programme, "points_give")
        reward = RewardTerms(
            id=f"{programme.id}:points",
            account=Account(text(programme, "points_programme"), Unit.POINT),
            kind=RewardKind.BENEFIT,
            title=text(programme, "cause"),
            price=whole(programme, "points_price"),
            cost=money,
            gives=(PlanPart(_account(programme), money, EntryReason.DONATED, holder=SHOP, tally=True),),
            why_not=not_opened(programme.terms, situation) or not_now(programme.terms, situation),
        )
        return (reward,)

    def earned(self, programme: Programme, sold: Sold, balances: Mapping[Account, int]) -> tuple[Earning, ...]:
        """What the shop gives for this sale, rounded down once."""
        gives, taken = text(programme, "shop_gives"), line_filter(programme.terms)
        base, asked = base_of(sold, taken), minimum(programme.terms)
        bought = paid_lines(sold.lines)
        hindered = not_now(programme.terms, sold.situation) or asked.missing(bought, taken)
        if gives == NOTHING or base <= 0 or hindered is not None:
            return ()
        facts = {"base": base}
        if gives == BILL:
            facts["minimum"] = asked.amount
        money = _given(programme, gives, base, sold)
        return (Earning(_account(programme), money, EntryReason.DONATED, facts, holder=SHOP, tally=True),)

    def notices(self, programme: Programme, situation: Situation) -> tuple[Notice, ...]:
        """What was given so far."""
        total = situation.held(_account(programme), SHOP)
        facts: dict[str, int | str] = {"cause": text(programme, "cause"), "money_total": total}
        return (Notice("donation.notice_total", programme.id, facts),) if total > 0 else ()

    def sentence(self, programme: Programme, currency: Currency, words: Words) -> str:
        """Who gives how much for what."""
        terms: Mapping[str, Any] = programme.terms
        said, cause = [], terms["cause"]
        if terms["shop_gives"] != NOTHING:
            money, step = format_money(terms["shop_amount"], currency), format_money(terms["shop_step"], currency)
            key = f"donation.sentence_{terms['shop_gives']}"
            gives = words(key, money=money, step=step, percent=terms["shop_percent"])
            said.append(with_conditions(gives, terms, currency, words))
        if terms["round_up_to"]:
            said.append(words("donation.sentence_round", to=format_money(terms["round_up_to"], currency)))
        if terms["open_amount"]:
            said.append(words("donation.sentence_open"))
        if terms["for_points"]:
            give = format_money(terms["points_give"], currency)
            said.append(words("donation.sentence_points", points=terms["points_price"], money=give))
        return words("donation.sentence", said=listed(said, words), cause=cause)


def _account(programme: Programme) -> Account:
    return Account(programme.id, Unit.DONATION)


def _given(programme: Programme, gives: str, base: int, sold: Sold) -> int:
    if gives == SHARE:
        return base * whole(programme, "shop_percent") // PERCENT
    times = 1
    if gives == STEP:
        times = base // whole(programme, "shop_step")
    elif gives == ITEM:
        times = units(sold, line_filter(programme.terms), catalogue_only=True)
    return times * whole(programme, "shop_amount")
