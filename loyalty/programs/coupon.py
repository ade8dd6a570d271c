"""Coupons: a code for everybody, one that a sale brings for the next visit, or a batch for whoever brings them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from loyalty import phrases, rewards
from loyalty.codes import plain_codes
from loyalty.conditions import (
    LINE_FIELDS,
    MINIMUM_FIELDS,
    PEOPLE_FIELDS,
    TIME_FIELDS,
    USE_FIELDS,
    limits,
    line_filter,
    not_for,
    not_now,
)
from loyalty.coupons import is_code_of
from loyalty.earning import Earning, Sold, base_of
from loyalty.ledger import NOBODY, SHOP, Account, EntryReason, Lot, Unit
from loyalty.money import Currency, format_money
from loyalty.programmes import Programme
from loyalty.programs.effect import given, only_with, reward_fault, unmatched
from loyalty.programs.kind import PlainKind, text, whole
from loyalty.refusals import Refusal, RefusalReason
from loyalty.rewards import RewardTerms
from loyalty.situation import Notice, Situation
from loyalty.terms import Field, FieldKind
from loyalty.words import Words

CODE, NEXT_VISIT, ISSUED = "code", "next_visit", "issued"
_CODE, _NEXT_VISIT, _KEPT = ("way", (CODE,)), ("way", (NEXT_VISIT,)), ("way", (NEXT_VISIT, ISSUED))


def _field(name: str, kind: FieldKind, default: object, section: str, **more: Any) -> Field:
    return Field(name, kind, default, noun="coupon", section=section, **more)


class Coupon(PlainKind):
    """A discount or gift for a code that was typed or scanned, or for a coupon that an earlier sale brought."""

    name = "coupon"
    fields = (
        _field("way", FieldKind.CHOICE, CODE, "earning", choices=(CODE, NEXT_VISIT, ISSUED)),
        _field("code", FieldKind.TEXT, "", "earning", maximum=30, required=True, when=_CODE),
        _field("after_amount", FieldKind.AMOUNT, 0, "earning", maximum=999_999, when=_NEXT_VISIT),
        _field("valid_days", FieldKind.WHOLE_NUMBER, 30, "expiry", minimum=1, maximum=3_650, when=_KEPT),
        *rewards.FIELDS,
        _field("alone", FieldKind.YES_NO, False, "conditions"),
        _field("for_everybody", FieldKind.YES_NO, True, "conditions", when=("way", (CODE, ISSUED))),
        *LINE_FIELDS,
        *MINIMUM_FIELDS,
        *TIME_FIELDS,
        *PEOPLE_FIELDS,
        *(only_with(field, _CODE) for field in USE_FIELDS),
    )

    def fault(self, terms: Mapping[str, Any], place: str) -> Refusal | None:
        """Money off has a value."""
        return reward_fault(terms, place)

    def accounts(self, programme: Programme) -> tuple[Account, ...]:
        """Coupons that wait for the next visit."""
        return (_waiting(programme),) if text(programme, "way") == NEXT_VISIT else ()

    def rewards(self, programme: Programme, situation: Situation) -> tuple[RewardTerms, ...]:
        """What the code gives, what waits from earlier sales, and each issued coupon that was typed or scanned.

        What was given or put out under earlier terms is worth what those promised, and outlives the programme.
        """
        found = [
            _of_next_visit(version, situation)
            for version in (programme, *programme.earlier)
            if _is_shown(version, programme, situation)
        ]
        if text(programme, "way") == CODE:
            found.extend(_of_code(programme, situation))
        typed = plain_codes(situation.choices.codes)
        for code in sorted(typed):
            found.extend(_of_bearer(programme, code, situation))
        return tuple(found)

    def how_far(self, programme: Programme, reward: RewardTerms, balances: Mapping[Account, int]) -> Refusal:
        """NO_REWARD_LEFT: none waits."""
        return Refusal(RefusalReason.NO_REWARD_LEFT, {"programme": programme.name})

    def earned(self, programme: Programme, sold: Sold, balances: Mapping[Account, int]) -> tuple[Earning, ...]:
        """A coupon for the next visit, when the sale's money reaches the amount."""
        taken, needed = line_filter(programme.terms), whole(programme, "after_amount")
        base = base_of(sold, taken)
        if text(programme, "way") != NEXT_VISIT or base == 0 or base < needed:
            return ()
        ends = sold.situation.day + timedelta(days=whole(programme, "valid_days"))
        facts = {"minimum": max(1, needed), "base": base}
        if not taken.is_open:
            bases = ((index, line.base) for index, line in enumerate(sold.lines) if taken.takes(line.line))
            facts.update({f"base_{index}": money for index, money in bases if money})
        return (Earning(_waiting(programme), 1, EntryReason.GRANTED, facts, ends),)

    def notices(self, programme: Programme, situation: Situation) -> tuple[Notice, ...]:
        """How much more this sale needs to bring a coupon."""
        if programme.stopped or text(programme, "way") != NEXT_VISIT or not situation.basket.lines:
            return ()
        taken = line_filter(programme.terms)
        bought = sum(line.unit_price * line.quantity for line in situation.basket.lines if taken.takes(line))
        missing = whole(programme, "after_amount") - bought
        facts: dict[str, int | str] = {"money_missing": missing, "reward": text(programme, "reward_title")}
        return (Notice("coupon.notice_missing", programme.id, facts),) if missing > 0 else ()

    def sentence(self, programme: Programme, currency: Currency, words: Words) -> str:
        """How one comes by it, what it gives, how long it lasts, and its conditions."""
        said = phrases.with_conditions(phrases.gift(programme.terms, currency, words), programme.terms, currency, words)
        if programme.terms["alone"]:
            said = words("coupon.said_alone", said=said)
        way, days = text(programme, "way"), whole(programme, "valid_days")
        if way == CODE:
            return words("coupon.sentence_code", code=text(programme, "code"), said=said)
        if way == ISSUED:
            return words("coupon.sentence_issued", said=said, days=days)
        needed = whole(programme, "after_amount")
        if not needed:
            return words("coupon.sentence_next_visit", said=said, days=days)
        return words("coupon.sentence_after_amount", amount=format_money(needed, currency), said=said, days=days)

    def next_step(self, programme: Programme, balances: Mapping[Account, int], words: Words) -> str:
        """How many wait, by whichever terms."""
        waiting = sum(balances.get(_waiting(version), 0) for version in (programme, *programme.earlier))
        return words("coupon.waiting", count=waiting, reward=text(programme, "reward_title")) if waiting > 0 else ""


def _waiting(version: Programme) -> Account:
    """Coupons of each version of the terms are kept apart, the first version's under the plain account."""
    return Account(version.id, Unit.REWARD, "" if version.version == 1 else f"v{version.version}")


def _is_shown(version: Programme, current: Programme, situation: Situation) -> bool:
    held = situation.held(_waiting(version)) > 0
    return held or (version is current and not version.stopped and text(version, "way") == NEXT_VISIT)


def _hindrance(version: Programme, situation: Situation) -> Refusal | None:
    terms = version.terms
    return not_now(terms, situation) or not_for(terms, situation) or unmatched(terms, situation)


def _of_next_visit(version: Programme, situation: Situation) -> RewardTerms:
    account = _waiting(version)
    return given(
        version.terms,
        f"{version.id}:next{account.part and '@'}{account.part}",
        account,
        1,
        alone=bool(version.terms["alone"]),
        most=1,
        why_not=_hindrance(version, situation),
    )


def _of_code(programme: Programme, situation: Situation) -> tuple[RewardTerms, ...]:
    """What the public code gives; whoever may use it only so often must be known."""
    if programme.stopped:
        return ()
    terms = programme.terms
    return (
        given(
            terms,
            f"{programme.id}:{CODE}",
            Account(programme.id, Unit.COUPON, CODE),
            0,
            code=text(programme, "code"),
            limits=limits(programme, situation),
            alone=bool(terms["alone"]),
            for_everybody=bool(terms["for_everybody"]) and not terms["uses_each"],
            most=1,
            why_not=_hindrance(programme, situation),
        ),
    )


def _of_bearer(programme: Programme, code: str, situation: Situation) -> tuple[RewardTerms, ...]:
    """The coupon of one typed code, by the terms it was put out under; or that it is used up."""
    account = Account(programme.id, Unit.COUPON, code)
    lot = _lot(account, situation)
    if lot is None:
        elsewhere = any(each.unit is Unit.COUPON and each.part == code for each in situation.balances)
        if elsewhere or not is_code_of(code, programme.id):
            return ()
    version = programme if lot is None else programme.as_of(situation.shop.calendar.business_day(lot.earned_at_ms))
    why_not = _hindrance(version, situation)
    if lot is None:
        why_not = Refusal(RefusalReason.CODE_USED, {"code": code})
    elif lot.expires_on is not None and lot.expires_on < situation.day:
        why_not = Refusal(RefusalReason.IS_OVER, {"day": lot.expires_on.isoformat()})
    coupon = given(
        version.terms,
        f"{programme.id}:{code}",
        account,
        1,
        code=code,
        holder=SHOP,
        alone=bool(version.terms["alone"]),
        for_everybody=bool(version.terms["for_everybody"]),
        most=1,
        why_not=why_not,
    )
    return (coupon,)


def _lot(account: Account, situation: Situation) -> Lot | None:
    lots = situation.standing.others.get(SHOP, NOBODY).lots
    return next((lot for lot in lots if lot.account == account and lot.left > 0), None)
