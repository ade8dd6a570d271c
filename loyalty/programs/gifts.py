"""A gift to take later: a reward that waits, flat points, or both. Shared by the kinds that give one for an event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from loyalty import phrases, rewards
from loyalty.conditions import UseLimit
from loyalty.earning import Earning
from loyalty.ledger import Account, EntryReason, Unit
from loyalty.money import Currency
from loyalty.programmes import Programme
from loyalty.refusals import Refusal
from loyalty.rewards import RewardTerms
from loyalty.situation import Situation
from loyalty.terms import Field, FieldKind, malformed
from loyalty.words import Words


def _field(name: str, kind: FieldKind, default: object, **more: Any) -> Field:
    return Field(name, kind, default, noun="programme", section="rewards", **more)


# Flat points: no multiplier touches them.
BONUS_FIELDS = (
    _field("bonus_points", FieldKind.WHOLE_NUMBER, 0, maximum=999_999),
    _field("bonus_programme", FieldKind.TEXT, "", maximum=60, suggest="programmes"),
)
# A reward without a title is none: then the gift is points alone.
REWARD_FIELDS = tuple(replace(field, required=False) for field in rewards.FIELDS)
FIELDS = (
    *REWARD_FIELDS,
    _field("valid_days", FieldKind.WHOLE_NUMBER, 90, maximum=3_650),
    *BONUS_FIELDS,
)


def fault(terms: Mapping[str, Any], place: str) -> Refusal | None:
    """A gift is a reward with a title or points of a named programme; a discount has a value."""
    if not terms["reward_title"].strip() and not terms["bonus_points"]:
        return malformed(f"{place}.reward_title", "empty")
    if terms["bonus_points"] and not terms["bonus_programme"].strip():
        return malformed(f"{place}.bonus_programme", "empty")
    if terms["reward_kind"] == "amount_off" and terms["reward_title"].strip() and not terms["reward_amount"]:
        return malformed(f"{place}.reward_amount", "value_needed")
    return None


def account(programme: Programme) -> Account:
    """Where the rewards that wait are counted."""
    return Account(programme.id, Unit.REWARD)


def waiting(programme: Programme) -> tuple[RewardTerms, ...]:
    """The reward as it is offered: one that waits pays for one use."""
    if not str(programme.terms["reward_title"]).strip():
        return ()
    return (rewards.single(programme.terms, f"{programme.id}:gift", account(programme), 1),)


def given(
    programme: Programme, situation: Situation, minimum: int = 0, base: int = 0, **facts: int
) -> tuple[Earning, ...]:
    """The movements of one gift; no points for a programme that is not there. It goes back whole when what is left of
    the sale's `base`, the money that counts, no longer reaches `minimum`.
    """
    terms: Mapping[str, Any] = programme.terms
    days = terms["valid_days"]
    ends = situation.day + timedelta(days=days) if days else None
    why = {**facts, "minimum": minimum, "base": base} if minimum else facts
    found = []
    if terms["reward_title"].strip():
        found.append(Earning(account(programme), 1, EntryReason.GRANTED, why, ends))
    points = Account(terms["bonus_programme"], Unit.POINT)
    if terms["bonus_points"] and points in situation.earnable:
        found.append(Earning(points, terms["bonus_points"], EntryReason.FLAT_BONUS, why, ends))
    return tuple(found)


def uses(limits: tuple[UseLimit, ...]) -> tuple[Earning, ...]:
    """One more use of everything that is limited."""
    return tuple(
        Earning(each.account, 1, EntryReason.USED, {}, each.expires_on, each.holder, tally=each.expires_on is None)
        for each in limits
    )


def described(programme: Programme, words: Words) -> str:
    """The gift in words: the reward, the points, or both."""
    terms: Mapping[str, Any] = programme.terms
    title, points = terms["reward_title"].strip(), terms["bonus_points"]
    shown = words("programme.bonus_shown", points=points) if points else ""
    if title and shown:
        return words("programme.gift_both", reward=title, points=shown)
    return title or shown


def promised(programme: Programme, currency: Currency, words: Words) -> str:
    """The gift in words, with what it asks for and how long it waits."""
    terms: Mapping[str, Any] = programme.terms
    days = terms["valid_days"]
    waits = words("phrase.valid_days", count=days) if days else ""
    asked = phrases.listed((phrases.conditions(terms, currency, words), waits), words)
    said = described(programme, words)
    return words("phrase.with_conditions", said=said, conditions=asked) if asked else said


def next_step(programme: Programme, balances: Mapping[Account, int], words: Words) -> str:
    """The gifts that wait."""
    waiting_now = balances.get(account(programme), 0)
    reward = str(programme.terms["reward_title"])
    return words("programme.gift_waiting", waiting=waiting_now, reward=reward) if waiting_now > 0 else ""
