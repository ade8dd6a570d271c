"""Extra points (加點): one more rule by which a points programme earns on a sale, with every condition there is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from loyalty import expiry, phrases
from loyalty.conditions import ALL_FIELDS, EVERY_LINE, UseLimit, limits, line_filter, minimum, not_for, not_now
from loyalty.earning import RULE_FIELDS, Earning, Sold, multiplied, units
from loyalty.ledger import Account, EntryReason, Unit
from loyalty.money import Currency, format_money
from loyalty.outcome import paid_lines
from loyalty.programmes import Programme
from loyalty.programs.kind import PlainKind, text, whole
from loyalty.terms import Field, FieldKind
from loyalty.words import Words

# The last visit ends the points of their own programme, not those of a rule.
_EXPIRY_FIELDS = tuple(
    replace(field, choices=tuple(choice for choice in field.choices if choice != "idle")) for field in expiry.FIELDS
)


class ExtraPoints(PlainKind):
    """So many points of a points programme for each sale, item or money; what is earned on money is multiplied too."""

    name = "extra_points"
    fields = (
        Field("programme", FieldKind.TEXT, "", maximum=64, required=True, noun="extra_points", suggest="programmes"),
        *RULE_FIELDS,
        *ALL_FIELDS,
        *_EXPIRY_FIELDS,
    )

    def earned(self, programme: Programme, sold: Sold, balances: Mapping[Account, int]) -> tuple[Earning, ...]:
        """One earning while every condition holds, and one more use of what is limited; 0 earns and uses nothing."""
        situation = sold.situation
        if not situation.with_member or not_now(programme.terms, situation) or not_for(programme.terms, situation):
            return ()
        bought = paid_lines(sold.lines)
        if minimum(programme.terms).missing(bought, line_filter(programme.terms)) is not None:
            return ()
        limited = limits(programme, situation)
        if any(limit.left(situation) == 0 for limit in limited):
            return ()
        points = _points(programme, sold)
        if points.account not in situation.earnable:
            return ()
        return (points, *map(_use, limited)) if points.amount else ()

    def sentence(self, programme: Programme, currency: Currency, words: Words) -> str:
        """How many points for what, and on which conditions."""
        terms: Mapping[str, Any] = programme.terms
        points, step = terms["earn_amount"], format_money(terms["earn_step"], currency)
        said = words(f"extra_points.sentence_{terms['earn_per']}", points=points, step=step)
        return words("extra_points.sentence", said=phrases.with_conditions(said, terms, currency, words))


def _points(programme: Programme, sold: Sold) -> Earning:
    account = Account(text(programme, "programme"), Unit.POINT)
    taken, rate, per = line_filter(programme.terms), whole(programme, "earn_amount"), text(programme, "earn_per")
    ends = expiry.last_day(programme.terms, sold.situation.day)
    if per == "order":
        bought = any(priced.base > 0 and taken.takes(priced.line) for priced in sold.lines)
        return Earning(account, rate if bought else 0, EntryReason.FLAT_BONUS, {}, ends)
    if per in ("unit", "item"):
        count = units(sold, EVERY_LINE if per == "unit" else taken, catalogue_only=True)
        return Earning(account, count * rate, EntryReason.EARNED_BY_ITEMS, {"base": count, "rate": rate}, ends)
    base, counted = multiplied(sold, taken, account.programme_id)
    step = whole(programme, "earn_step") if per == "step" else 1
    facts = {"base": base, "step": step, "rate": rate, "carried_in": 0}
    if counted != base:
        facts["counted"] = counted
    return Earning(account, counted // step * rate, EntryReason.EARNED_BY_AMOUNT, facts, ends)


def _use(limit: UseLimit) -> Earning:
    tally = limit.expires_on is None
    return Earning(limit.account, 1, EntryReason.USED, {}, limit.expires_on, limit.holder, tally)
