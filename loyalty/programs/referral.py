"""Referral (推薦好友): both sides are rewarded when the friend's first sale reaches an amount in time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from loyalty.earning import Earning, Sold
from loyalty.ledger import Account, EntryReason, Unit
from loyalty.money import Currency, format_money
from loyalty.outcome import RewardKind
from loyalty.programmes import Programme
from loyalty.programs.kind import PlainKind, text, whole
from loyalty.refusals import Refusal
from loyalty.rewards import RewardTerms
from loyalty.situation import Notice, Situation
from loyalty.terms import Field, FieldKind, malformed
from loyalty.words import Words

REFERRER, REFEREE = "referrer", "referee"


def _field(name: str, kind: FieldKind, default: object, section: str = "rewards", **more: Any) -> Field:
    return Field(name, kind, default, noun="referral", section=section, **more)


def _side(side: str) -> tuple[Field, ...]:
    return (
        _field(f"{side}_title", FieldKind.TEXT, "", maximum=60),
        _field(f"{side}_cost", FieldKind.AMOUNT, 0, maximum=999_999),
        _field(f"{side}_points", FieldKind.WHOLE_NUMBER, 0, maximum=999_999),
    )


class Referral(PlainKind):
    """Each side gets an item, points, or both; taken back from both when the friend's sale is refunded."""

    name = "referral"
    fields = (
        _field("minimum_amount", FieldKind.AMOUNT, 100, "conditions", maximum=999_999),
        _field("within_days", FieldKind.WHOLE_NUMBER, 90, "conditions", minimum=1, maximum=3_650),
        *_side(REFERRER),
        *_side(REFEREE),
        _field("points_programme", FieldKind.TEXT, "", maximum=60, suggest="programmes"),
        _field("valid_days", FieldKind.WHOLE_NUMBER, 90, maximum=3_650),
    )

    def fault(self, terms: Mapping[str, Any], place: str) -> Refusal | None:
        """Somebody gets something; points belong to a programme."""
        points = terms["referrer_points"] or terms["referee_points"]
        if not points and not terms["referrer_title"].strip() and not terms["referee_title"].strip():
            return malformed(f"{place}.referrer_title", "empty")
        if points and not terms["points_programme"].strip():
            return malformed(f"{place}.points_programme", "empty")
        return None

    def accounts(self, programme: Programme) -> tuple[Account, ...]:
        """The gifts that wait."""
        return tuple(_gift(programme, side) for side in (REFERRER, REFEREE) if text(programme, f"{side}_title"))

    def rewards(self, programme: Programme, situation: Situation) -> tuple[RewardTerms, ...]:
        """The gifts that wait, of either side."""
        return tuple(
            RewardTerms(
                id=f"{programme.id}:{side}",
                account=_gift(programme, side),
                kind=RewardKind.FREE_ITEM,
                title=text(programme, f"{side}_title"),
                price=1,
                added=True,
                cost=whole(programme, f"{side}_cost"),
            )
            for side in (REFERRER, REFEREE)
            if situation.held(_gift(programme, side))
        )

    def earned(self, programme: Programme, sold: Sold, balances: Mapping[Account, int]) -> tuple[Earning, ...]:
        """Both sides' gifts, once the sale reaches the amount while the referral waits."""
        situation, minimum = sold.situation, whole(programme, "minimum_amount")
        waiting = pending(programme, situation)
        if waiting is None or sold.base < minimum or sold.base <= 0:
            return ()
        facts = {"minimum": max(1, minimum), "base": sold.base}
        done = Earning(waiting, -1, EntryReason.REFERRAL_DONE, facts)
        referrer = int(waiting.part)
        own = _given(programme, situation, REFEREE, None, facts)
        gifts = (*own, *_given(programme, situation, REFERRER, referrer, facts))
        return (done, *gifts) if gifts else ()

    def notices(self, programme: Programme, situation: Situation) -> tuple[Notice, ...]:
        """That a referral waits for this member's first sale."""
        if pending(programme, situation) is None:
            return ()
        facts = {"money_minimum": whole(programme, "minimum_amount")}
        return (Notice("referral.notice_waiting", programme.id, facts),)

    def sentence(self, programme: Programme, currency: Currency, words: Words) -> str:
        """What each side gets, and when."""
        return words(
            "referral.sentence",
            days=whole(programme, "within_days"),
            minimum=format_money(whole(programme, "minimum_amount"), currency),
            referrer=_described(programme, REFERRER, words),
            referee=_described(programme, REFEREE, words),
        )

    def next_step(self, programme: Programme, balances: Mapping[Account, int], words: Words) -> str:
        """The gifts that wait."""
        waiting = sum(balances.get(_gift(programme, side), 0) for side in (REFERRER, REFEREE))
        return words("referral.next_waiting", waiting=waiting) if waiting > 0 else ""


def pending(programme: Programme, situation: Situation) -> Account | None:
    """The referral that waits for this member's first sale; its part is the referrer's member id."""
    for lot in situation.standing.lots:
        account = lot.account
        if account.unit is Unit.REFERRAL and account.programme_id == programme.id and lot.left > 0:
            return account
    return None


def _gift(programme: Programme, side: str) -> Account:
    return Account(programme.id, Unit.REWARD, side)


def _given(
    programme: Programme, situation: Situation, side: str, holder: int | None, facts: Mapping[str, int]
) -> tuple[Earning, ...]:
    ends = situation.day + timedelta(days=whole(programme, "valid_days")) if programme.terms["valid_days"] else None
    reason, found = EntryReason.REFERRAL_REWARDED, []
    if text(programme, f"{side}_title"):
        found.append(Earning(_gift(programme, side), 1, reason, facts, ends, holder))
    points = whole(programme, f"{side}_points")
    account = Account(text(programme, "points_programme"), Unit.POINT)
    if points and account in situation.earnable:
        found.append(Earning(account, points, reason, facts, ends, holder))
    return tuple(found)


def _described(programme: Programme, side: str, words: Words) -> str:
    title, points = text(programme, f"{side}_title"), whole(programme, f"{side}_points")
    shown = words("programme.bonus_shown", points=points) if points else ""
    if title and shown:
        return words("programme.gift_both", reward=title, points=shown)
    return title or shown or words("programme.gift_none")
