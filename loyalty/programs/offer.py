"""Offers for a basket: buy X and get Y, the second one at half price, 滿千折百; used by themselves or chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from loyalty import phrases, rewards
from loyalty.conditions import ALL_FIELDS, limits, not_for, not_now, not_opened
from loyalty.ledger import Account, Unit
from loyalty.money import Currency, format_money
from loyalty.outcome import RewardKind
from loyalty.programmes import Programme
from loyalty.programs.effect import given, reward_fault, unmatched
from loyalty.programs.kind import PlainKind, whole
from loyalty.refusals import Refusal
from loyalty.rewards import RewardTerms
from loyalty.situation import Situation
from loyalty.terms import Field, FieldKind, malformed
from loyalty.words import Words

# How often a basket may be large enough for one offer.
_AS_OFTEN_AS_REACHED = 999


def _field(name: str, kind: FieldKind, default: object, section: str, **more: Any) -> Field:
    return Field(name, kind, default, noun="offer", section=section, **more)


class Offer(PlainKind):
    """A discount or free item for what is in the basket, on this very sale; nothing is collected for it."""

    name = "offer"
    fields = (
        *rewards.FIELDS,
        _field(
            "free_units",
            FieldKind.WHOLE_NUMBER,
            1,
            "rewards",
            minimum=1,
            maximum=99,
            when=("reward_kind", ("free_item",)),
        ),
        _field("automatic", FieldKind.YES_NO, True, "rewards"),
        _field("repeats", FieldKind.YES_NO, False, "conditions"),
        _field("most", FieldKind.WHOLE_NUMBER, 0, "conditions", maximum=99, when=("repeats", (True,))),
        _field("alone", FieldKind.YES_NO, False, "conditions"),
        _field("for_everybody", FieldKind.YES_NO, True, "conditions"),
        *ALL_FIELDS,
    )

    def fault(self, terms: Mapping[str, Any], place: str) -> Refusal | None:
        """Money off has a value; what is given again and again asks for something each time."""
        if terms["repeats"] and not (terms["minimum_quantity"] or terms["minimum_amount"]):
            return malformed(f"{place}.repeats", "minimum_needed")
        return reward_fault(terms, place)

    def rewards(self, programme: Programme, situation: Situation) -> tuple[RewardTerms, ...]:
        """The one offer, or what hinders it."""
        if programme.stopped:
            return ()
        terms, repeats = programme.terms, bool(programme.terms["repeats"])
        most = whole(programme, "most") if repeats else 1
        offer = given(
            terms,
            f"{programme.id}:offer",
            Account(programme.id, Unit.REWARD),
            0,
            each_use=repeats,
            besides=whole(programme, "free_units"),
            limits=limits(programme, situation),
            automatic=bool(terms["automatic"]),
            alone=bool(terms["alone"]),
            for_everybody=bool(terms["for_everybody"]) and not terms["uses_each"],
            why_not=not_opened(terms, situation) or _hindrance(terms, situation),
            most=most,
            times=(most or _AS_OFTEN_AS_REACHED) if repeats else 1,
            units=whole(programme, "free_units"),
        )
        return (offer,)

    def sentence(self, programme: Programme, currency: Currency, words: Words) -> str:
        """What is given for what."""
        terms = programme.terms
        said = phrases.gift(terms, currency, words)
        if terms["reward_kind"] == RewardKind.FREE_ITEM and whole(programme, "free_units") > 1:
            said = words("offer.several_free", said=said, count=whole(programme, "free_units"))
        asked = dict(terms)
        if terms["repeats"]:
            said = words("offer.each_time", reached=_reached(terms, currency, words), said=said)
            asked |= {"minimum_quantity": 0, "minimum_amount": 0}
        said = phrases.with_conditions(said, asked, currency, words)
        if terms["alone"]:
            said = words("offer.said_alone", said=said)
        return words("offer.sentence" if terms["for_everybody"] else "offer.sentence_members", said=said)


def _hindrance(terms: Mapping[str, Any], situation: Situation) -> Refusal | None:
    return not_now(terms, situation) or not_for(terms, situation) or unmatched(terms, situation)


def _reached(terms: Mapping[str, Any], currency: Currency, words: Words) -> str:
    """What has to be bought for every time."""
    parts = []
    if terms["minimum_amount"]:
        parts.append(words("offer.every_amount", money=format_money(terms["minimum_amount"], currency)))
    if terms["minimum_quantity"]:
        parts.append(words("offer.every_quantity", count=terms["minimum_quantity"]))
    return phrases.listed(parts, words)
