"""What an occasion gives: a discount or a gift on this sale, multiplied points, points on top; shared by its kinds.

A kind that derives EffectKind says when it applies and how often; the effects are the same for all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from loyalty import expiry, rewards
from loyalty.conditions import EVERY_LINE, LineFilter, Minimum, UseLimit, below, line_filter, minimum, not_opened
from loyalty.earning import Earning, Multiplier, Sold
from loyalty.ledger import Account, EntryReason, Unit
from loyalty.outcome import RewardKind, paid_lines
from loyalty.programmes import Programme
from loyalty.programs.kind import PlainKind, text, whole
from loyalty.refusals import Refusal, RefusalReason
from loyalty.rewards import RewardTerms, Scope, single
from loyalty.situation import Situation
from loyalty.terms import Field, FieldKind, malformed

REWARD, MULTIPLIER, BONUS = "reward", "multiplier", "bonus"
_REWARD, _MULTIPLIER, _BONUS = ("effects", (REWARD,)), ("effects", (MULTIPLIER,)), ("effects", (BONUS,))


def _field(name: str, kind: FieldKind, default: object, section: str, **more: Any) -> Field:
    return Field(name, kind, default, noun="effect", section=section, **more)


def only_with(field: Field, when: tuple[str, tuple[object, ...]]) -> Field:
    """A shared field that is asked only while another term calls for it; one that hangs on a third stays so."""
    return field if field.when else replace(field, when=when)


# A bonus ends by its own terms; ending some days after the last visit is a matter of the programme it goes to.
_BONUS_EXPIRY = tuple(
    only_with(replace(field, choices=tuple(each for each in field.choices if each != "idle")), _BONUS)
    for field in expiry.FIELDS
)
FIELDS = (
    _field(
        "effects",
        FieldKind.CHOICES,
        (REWARD,),
        "rewards",
        choices=(REWARD, MULTIPLIER, BONUS),
        minimum=1,
        required=True,
    ),
    *(only_with(field, _REWARD) for field in rewards.FIELDS),
    _field("automatic", FieldKind.YES_NO, False, "rewards", when=_REWARD),
    _field("multiplier_percent", FieldKind.WHOLE_NUMBER, 200, "earning", maximum=10_000, when=_MULTIPLIER),
    _field("multiplier_programme", FieldKind.TEXT, "", "earning", maximum=64, suggest="programmes", when=_MULTIPLIER),
    _field("bonus_points", FieldKind.WHOLE_NUMBER, 10, "earning", minimum=1, maximum=999_999, when=_BONUS),
    _field(
        "bonus_programme",
        FieldKind.TEXT,
        "",
        "earning",
        maximum=64,
        required=True,
        suggest="programmes",
        when=_BONUS,
    ),
    *_BONUS_EXPIRY,
)


class EffectKind(PlainKind):
    """A kind that gives the effects of FIELDS while nothing hinders it."""

    def fault(self, terms: Mapping[str, Any], place: str) -> Refusal | None:
        """Money off has a value."""
        return reward_fault(terms, place) if REWARD in terms["effects"] else None

    def hindrance(self, programme: Programme, situation: Situation) -> Refusal | None:
        """Why it does not apply now, to this person."""
        return None

    def gift_hindrance(self, programme: Programme, situation: Situation) -> Refusal | None:
        """Why no gift and no bonus is given now, where more is asked for them than for multiplied points."""
        return self.hindrance(programme, situation)

    def uses(self, programme: Programme, situation: Situation, part: str) -> tuple[UseLimit, ...]:
        """How often a gift, or a bonus, may be had: limits counted under a part of the programme."""
        return ()

    def for_everybody(self, programme: Programme) -> bool:
        """Whether it needs no member."""
        return False

    def rewards(self, programme: Programme, situation: Situation) -> tuple[RewardTerms, ...]:
        """The discount or gift, or what hinders it."""
        if programme.stopped or not has(programme, REWARD):
            return ()
        return (
            given(
                programme.terms,
                reward_id(programme),
                Account(programme.id, Unit.REWARD),
                0,
                limits=self.uses(programme, situation, REWARD),
                automatic=bool(programme.terms["automatic"]),
                for_everybody=self.for_everybody(programme),
                why_not=not_opened(programme.terms, situation)
                or self.gift_hindrance(programme, situation)
                or unmatched(programme.terms, situation),
                most=1,
            ),
        )

    def multipliers(self, programme: Programme, situation: Situation) -> tuple[Multiplier, ...]:
        """What the matching lines count for."""
        if not has(programme, MULTIPLIER) or self.hindrance(programme, situation) is not None:
            return ()
        return (multiplier(programme),)

    def earned(self, programme: Programme, sold: Sold, balances: Mapping[Account, int]) -> tuple[Earning, ...]:
        """Points on top, in the programme the terms name, as often as they may be had."""
        situation = sold.situation
        if not has(programme, BONUS) or not situation.with_member:
            return ()
        if self.gift_hindrance(programme, situation) is not None:
            return ()
        return bonus(programme, sold, self.uses(programme, situation, BONUS))


def has(programme: Programme, effect: str) -> bool:
    """Whether an effect is among those of the terms."""
    effects: Any = programme.terms["effects"]
    return effect in effects


def reward_id(programme: Programme) -> str:
    """The offer of the discount or gift."""
    return f"{programme.id}:{REWARD}"


def reward_fault(terms: Mapping[str, Any], place: str) -> Refusal | None:
    """Money off that takes nothing off."""
    if terms["reward_kind"] == RewardKind.AMOUNT_OFF and terms["reward_amount"] == 0:
        return malformed(f"{place}.reward_amount", "value_needed")
    return None


def given(
    terms: Mapping[str, Any],
    reward_id: str,
    account: Account,
    price: int,
    each_use: bool = False,
    besides: int = 0,
    **more: Any,
) -> RewardTerms:
    """The reward of terms that hold rewards.FIELDS and may hold LINE_FIELDS and MINIMUM_FIELDS of the conditions.

    The conditions' lines say what must be bought; the reward acts on its own categories where it names some, on the
    whole order where that is its scope, else on those lines. The minimum is asked for `each_use`, where that is wished,
    and for so many units `besides`, where what it makes free is among them: buy two, get one asks for three. `more` are
    further attributes of RewardTerms.
    """
    taken = line_filter(terms)
    acts_on = _acts_on(terms, taken)
    asked = _minimum(terms, taken, acts_on, each_use, besides)
    return single(terms, reward_id, account, price, acts_on, minimum=asked, **more)


def _acts_on(terms: Mapping[str, Any], taken: LineFilter) -> LineFilter:
    if terms["reward_categories"]:
        return LineFilter(tuple(terms["reward_categories"]), excluded=taken.excluded)
    if terms["reward_kind"] != RewardKind.FREE_ITEM and terms["reward_scope"] == Scope.ORDER:
        return LineFilter(excluded=taken.excluded) if taken.excluded else EVERY_LINE
    return taken


def _minimum(terms: Mapping[str, Any], taken: LineFilter, acts_on: LineFilter, each_use: bool, besides: int) -> Minimum:
    asked = minimum(terms)
    quantity = asked.quantity
    if quantity and besides and _makes_free_among(terms, taken, acts_on):
        quantity += besides
    return Minimum(quantity, asked.amount, asked.on_matching, taken, each_use)


def unmatched(terms: Mapping[str, Any], situation: Situation) -> Refusal | None:
    """NOTHING_MATCHES where nothing of what the terms name is bought; a reward that acts on it looks for it itself."""
    taken = line_filter(terms)
    if not names_lines(taken) or any(taken.takes(line) for line in situation.basket.lines):
        return None
    looks_itself = not terms["reward_added"] and terms["reward_kind"] != RewardKind.BENEFIT
    return None if looks_itself and _acts_on(terms, taken) == taken else Refusal(RefusalReason.NOTHING_MATCHES)


def names_lines(taken: LineFilter) -> bool:
    """Whether a filter asks for something, not only leaves something out."""
    return bool(taken.categories or taken.products or taken.tags)


def _makes_free_among(terms: Mapping[str, Any], taken: LineFilter, acts_on: LineFilter) -> bool:
    """Whether what the reward makes free is itself among the lines that must be bought."""
    if terms["reward_kind"] != RewardKind.FREE_ITEM or terms["reward_added"]:
        return False
    if not names_lines(taken):
        return True
    if terms["reward_choice"]:
        return False
    return acts_on == taken or all(
        any(below(own, each) for each in taken.categories) for own in terms["reward_categories"]
    )


def multiplier(programme: Programme) -> Multiplier:
    """What the terms' lines count for, while the terms' minimum is reached."""
    terms = programme.terms
    return Multiplier(
        whole(programme, "multiplier_percent"),
        line_filter(terms),
        text(programme, "multiplier_programme"),
        minimum(terms),
    )


def bonus(programme: Programme, sold: Sold, limits: tuple[UseLimit, ...]) -> tuple[Earning, ...]:
    """The points on top and the use they count for; nothing while the programme they go to is not there."""
    situation, terms = sold.situation, programme.terms
    account = Account(text(programme, "bonus_programme"), Unit.POINT)
    if account not in situation.earnable or (situation.basket.lines and sold.base == 0):
        return ()
    lines = paid_lines(sold.lines)
    taken = line_filter(terms)
    if names_lines(taken) and not any(taken.takes(line) for line, _ in lines):
        return ()
    if minimum(terms).missing(lines, taken) is not None:
        return ()
    if any(limit.left(situation) == 0 for limit in limits):
        return ()
    ends = expiry.last_day(terms, situation.day)
    facts = {"base": sold.base}
    points = Earning(account, whole(programme, "bonus_points"), EntryReason.FLAT_BONUS, facts, ends)
    return points, *(
        Earning(limit.account, 1, EntryReason.USED, {}, limit.expires_on, limit.holder, tally=limit.expires_on is None)
        for limit in limits
    )
