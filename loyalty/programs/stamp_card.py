"""The stamp card (買十送一): paid units, visits or steps of money are stamps; a full card is a reward to take later."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from loyalty.ledger import Account, EntryReason, Unit
from loyalty.money import Currency, format_money
from loyalty.outcome import RewardKind
from loyalty.programmes import Programme
from loyalty.programs.kind import Earning, Filling, RewardTerms, Sold, matches, text, whole, within
from loyalty.refusals import Refusal, RefusalReason
from loyalty.terms import Field, FieldKind, malformed
from loyalty.words import Words

EARN_BY = ("item", "visit", "amount")


class StampCard:
    """Terms: stamps_needed, earn_by, amount_step, category, starting_stamps, reward_title, reward_cost."""

    name = "stamp_card"
    fields = (
        Field("stamps_needed", FieldKind.WHOLE_NUMBER, 10, minimum=1, maximum=50, noun="programme"),
        Field("earn_by", FieldKind.CHOICE, "item", choices=EARN_BY, noun="programme"),
        Field("amount_step", FieldKind.AMOUNT, 100, minimum=1, maximum=999_999, noun="programme"),
        Field("category", FieldKind.TEXT, "", maximum=120, noun="programme"),
        Field("starting_stamps", FieldKind.WHOLE_NUMBER, 0, maximum=49, noun="programme"),
        Field("reward_title", FieldKind.TEXT, "", maximum=60, required=True, noun="programme"),
        Field("reward_cost", FieldKind.AMOUNT, 0, maximum=999_999, noun="programme"),
    )

    def fault(self, terms: Mapping[str, object], place: str) -> Refusal | None:
        """A card never starts full."""
        if cast(int, terms["starting_stamps"]) >= cast(int, terms["stamps_needed"]):
            return malformed(f"{place}.starting_stamps", "start_exceeds_card")
        return None

    def accounts(self, programme: Programme) -> tuple[Account, ...]:
        """Stamps on the open card, and rewards that wait."""
        return _stamps(programme), _gifts(programme)

    def rewards(self, programme: Programme) -> tuple[RewardTerms, ...]:
        """One reward: the free item of a full card."""
        return (
            RewardTerms(
                id=f"{programme.id}:gift",
                account=_gifts(programme),
                kind=RewardKind.FREE_ITEM,
                title=text(programme, "reward_title"),
                price=1,
                category=text(programme, "category"),
                cost=whole(programme, "reward_cost"),
            ),
        )

    def how_far(self, programme: Programme, reward: RewardTerms, balances: Mapping[Account, int]) -> Refusal:
        """NOT_ENOUGH_STAMPS with the stamps missing on the open card, or NO_REWARD_LEFT when the card is full."""
        owed = max(0, -balances.get(reward.account, 0))
        needed = whole(programme, "stamps_needed") * (owed + 1)
        missing = needed - balances.get(_stamps(programme), 0)
        if missing <= 0:
            return Refusal(RefusalReason.NO_REWARD_LEFT, {"programme": programme.name})
        return Refusal(RefusalReason.NOT_ENOUGH_STAMPS, {"missing": missing, "programme": programme.name})

    def joined(self, programme: Programme) -> tuple[Earning, ...]:
        """The starting stamps, if any."""
        stamps = whole(programme, "starting_stamps")
        return (Earning(_stamps(programme), stamps, EntryReason.STARTING_STAMPS),) if stamps else ()

    def earned(self, programme: Programme, sold: Sold, balances: Mapping[Account, int]) -> tuple[Earning, ...]:
        """One earning, also when it is 0: what the card counted."""
        if sold.counted is not None:
            return (_by_hand(programme, sold.counted),)
        earn_by = text(programme, "earn_by")
        if earn_by == "amount":
            return (_by_amount(programme, sold),)
        nothing_bought = sold.redeemed and sold.to_pay == 0 and not sold.counts_free_item
        if earn_by == "visit":
            visit = 0 if nothing_bought else 1
            return (Earning(_stamps(programme), visit, EntryReason.EARNED_BY_VISIT),)
        if any(priced.line.product_id is not None for priced in sold.lines):
            return (_by_items(programme, sold),)
        return (_by_hand(programme, 0 if nothing_bought else 1),)

    def fillings(self, programme: Programme, balances: Mapping[Account, int]) -> tuple[Filling, ...]:
        """Every full card becomes one reward."""
        needed = whole(programme, "stamps_needed")
        times = balances.get(_stamps(programme), 0) // needed
        return (Filling(_stamps(programme), needed, _gifts(programme), times),) if times > 0 else ()

    def sentence(self, programme: Programme, currency: Currency, words: Words) -> str:
        """How a stamp is earned, how many are needed, and what they bring."""
        return words(
            f"programme.stamp_card_sentence_{text(programme, 'earn_by')}",
            needed=whole(programme, "stamps_needed"),
            step=format_money(whole(programme, "amount_step"), currency),
            reward=text(programme, "reward_title"),
        )

    def next_step(self, programme: Programme, balances: Mapping[Account, int], words: Words) -> str:
        """The stamps missing, with the rewards that wait."""
        missing = whole(programme, "stamps_needed") - balances.get(_stamps(programme), 0)
        waiting = balances.get(_gifts(programme), 0)
        reward = text(programme, "reward_title")
        if waiting > 0:
            return words("programme.stamp_card_waiting", waiting=waiting, missing=missing, reward=reward)
        return words("programme.stamp_card_how_far", missing=missing, reward=reward)


def _stamps(programme: Programme) -> Account:
    return Account(programme.id, Unit.STAMP)


def _gifts(programme: Programme) -> Account:
    return Account(programme.id, Unit.REWARD)


def _by_hand(programme: Programme, count: int) -> Earning:
    return Earning(_stamps(programme), count, EntryReason.COUNTED_BY_HAND, {"base": count})


def _by_items(programme: Programme, sold: Sold) -> Earning:
    category = text(programme, "category")
    units = 0
    for priced in sold.lines:
        if priced.reward_id is not None:
            units += priced.line.quantity if sold.counts_free_item and within(priced.line, category) else 0
        elif matches(priced.line, category):
            units += priced.line.quantity - (0 if sold.counts_free_item else priced.free_units)
    return Earning(_stamps(programme), units, EntryReason.EARNED_BY_ITEMS, {"base": units})


def _by_amount(programme: Programme, sold: Sold) -> Earning:
    category, step = text(programme, "category"), whole(programme, "amount_step")
    base = sum(priced.net for priced in sold.lines if not category or matches(priced.line, category))
    facts = {"base": base, "step": step, "rate": 1, "carried_in": 0}
    return Earning(_stamps(programme), base // step, EntryReason.EARNED_BY_AMOUNT, facts)
