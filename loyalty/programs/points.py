"""Points (每百元一點): full steps of money paid are points; points buy listed rewards, or money off if allowed."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from loyalty import expiry, phrases, wallets
from loyalty.conditions import CODE_FIELDS, EVERY_LINE, LineFilter, not_for
from loyalty.earning import Earning, Filling, Multiplier, Sold, multiplied
from loyalty.ledger import Account, EntryReason, Unit
from loyalty.money import Currency, format_money
from loyalty.outcome import RewardKind
from loyalty.programmes import Programme
from loyalty.programs.kind import PlainKind, rows, whole
from loyalty.refusals import Refusal, RefusalReason
from loyalty.rewards import RewardTerms, Usable
from loyalty.situation import Situation
from loyalty.terms import Field, FieldKind, malformed
from loyalty.words import Words


def _field(name: str, kind: FieldKind, default: object, section: str = "rewards", **more: Any) -> Field:
    return Field(name, kind, default, noun="programme", section=section, **more)


REWARD_FIELDS = (
    _field("id", FieldKind.TEXT, "", maximum=30, required=True),
    _field("title", FieldKind.TEXT, "", maximum=60, required=True),
    _field("price", FieldKind.WHOLE_NUMBER, 10, minimum=1, maximum=999_999),
    _field("kind", FieldKind.CHOICE, "free_item", choices=("free_item", "amount_off", "percent_off", "benefit")),
    _field("value", FieldKind.AMOUNT, 0, maximum=999_999, when=("kind", ("amount_off", "percent_off"))),
    _field("category", FieldKind.TEXT, "", maximum=120, suggest="categories"),
    _field("cost", FieldKind.AMOUNT, 0, maximum=999_999),
    _field("for_statuses", FieldKind.TEXTS, (), maximum=20, suggest="tiers"),
)
MULTIPLIER_FIELDS = (
    _field("category", FieldKind.TEXT, "", "earning", maximum=120, suggest="categories", required=True),
    _field("percent", FieldKind.WHOLE_NUMBER, 200, "earning", maximum=10_000),
)
# What a point is worth for a tier, instead of `money_off`.
TIER_RATE_FIELDS = (
    _field("tier", FieldKind.TEXT, "", maximum=30, required=True, suggest="tiers"),
    _field("money_off", FieldKind.AMOUNT, 0, maximum=999_999),
)

# The offer of points as money; no listed reward may be called so.
_MONEY_ID = "money"


class Points(PlainKind):
    """Points for full steps of money, with categories that count more or not at all."""

    name = "points"
    fields = (
        _field("amount_step", FieldKind.AMOUNT, 100, "earning", minimum=1, maximum=999_999),
        _field("points_per_step", FieldKind.WHOLE_NUMBER, 1, "earning", minimum=1, maximum=1_000),
        _field("carry", FieldKind.YES_NO, False, "earning"),
        _field("multipliers", FieldKind.ROWS, (), "earning", maximum=20, parts=MULTIPLIER_FIELDS),
        _field("rewards", FieldKind.ROWS, (), maximum=20, parts=REWARD_FIELDS),
        _field("reward_now", FieldKind.YES_NO, False),
        _field("money_off", FieldKind.AMOUNT, 0, maximum=999_999),
        _field("money_off_points", FieldKind.WHOLE_NUMBER, 1, minimum=1, maximum=999_999),
        _field("tier_rates", FieldKind.ROWS, (), maximum=10, parts=TIER_RATE_FIELDS),
        *CODE_FIELDS,
        *expiry.FIELDS,
    )

    def fault(self, terms: Mapping[str, Any], place: str) -> Refusal | None:
        """Each reward has its own id, and money off has a value."""
        seen: set[object] = {_MONEY_ID}
        for index, row in enumerate(terms["rewards"]):
            if row["id"] in seen:
                return malformed(f"{place}.rewards[{index}].id", "used_twice")
            if row["kind"] in (RewardKind.AMOUNT_OFF, RewardKind.PERCENT_OFF) and row["value"] == 0:
                return malformed(f"{place}.rewards[{index}].value", "value_needed")
            if row["kind"] == RewardKind.PERCENT_OFF and row["value"] > 100:
                return malformed(f"{place}.rewards[{index}].value", "above_maximum", limit=100)
            seen.add(row["id"])
        return None

    def accounts(self, programme: Programme) -> tuple[Account, ...]:
        """Points, and the money that waits for the next step where the remainder is carried."""
        points = _points(programme)
        return (points, _remainder(programme)) if programme.terms["carry"] else (points,)

    def rewards(self, programme: Programme, situation: Situation) -> tuple[RewardTerms, ...]:
        """The list, and points as money where the owner set a rate."""
        listed = [_reward(programme, row, situation) for row in rows(programme, "rewards")]
        money_off = _money_off(programme, situation)
        return (*listed, _money(programme, money_off)) if money_off else tuple(listed)

    def how_far(self, programme: Programme, reward: RewardTerms, balances: Mapping[Account, int]) -> Refusal:
        """NOT_ENOUGH_POINTS with the points missing."""
        missing = reward.price - balances.get(reward.account, 0)
        return Refusal(RefusalReason.NOT_ENOUGH_POINTS, {"missing": missing, "programme": programme.name})

    def earned(self, programme: Programme, sold: Sold, balances: Mapping[Account, int]) -> tuple[Earning, ...]:
        """floor((paid x multipliers + carried) / step) x rate, once a sale; the rest is carried where the terms say so.

        What waits is touched only where money is paid: else a step that became smaller would earn on it at every visit.
        """
        step, rate = whole(programme, "amount_step"), whole(programme, "points_per_step")
        own = [
            Multiplier(row["percent"], LineFilter((row["category"],)), programme.id)
            for row in rows(programme, "multipliers")
        ]
        base, counted = multiplied(sold, EVERY_LINE, programme.id, own)
        remainder = _remainder(programme)
        carries = bool(programme.terms["carry"]) and base > 0
        carried = max(0, balances.get(remainder, 0)) if carries else 0
        steps, rest = divmod(counted + carried, step)
        facts = {"base": base, "step": step, "rate": rate, "carried_in": carried}
        if counted != base:
            facts["counted"] = counted
        ends = expiry.last_day(programme.terms, sold.situation.day)
        points = Earning(_points(programme), steps * rate, EntryReason.EARNED_BY_AMOUNT, facts, ends)
        if not carries:
            return (points,)
        used_up = Earning(remainder, -carried, EntryReason.CARRIED_ON)
        return points, used_up, Earning(remainder, rest, EntryReason.CARRIED_ON)

    def made(self, programme: Programme) -> tuple[Filling, ...]:
        """Points are made of what was carried."""
        if not programme.terms["carry"]:
            return ()
        step, rate = whole(programme, "amount_step"), whole(programme, "points_per_step")
        return (Filling(_remainder(programme), step, _points(programme), rate),)

    def sentence(self, programme: Programme, currency: Currency, words: Words) -> str:
        """How a point is earned, what counts more, the cheapest reward, and when points end."""
        terms: Mapping[str, Any] = programme.terms
        said, more = _both(programme, currency, words), []
        for row in terms["multipliers"]:
            times = phrases.multiplied(row["percent"], words)
            more.append(words("programme.category_counts", category=row["category"], times=times))
        if terms["carry"]:
            more.append(words("programme.carry_said"))
        if ends := wallets.ends(terms, words):
            more.append(words("programme.ends_said", ends=ends))
        return words("programme.and_more", said=said, more=phrases.listed(more, words)) if more else said

    def worth(self, programme: Programme, account: Account) -> tuple[int, int] | None:
        """What the best reward gives for its points."""
        return _best(programme) if account == _points(programme) else None

    def next_step(self, programme: Programme, balances: Mapping[Account, int], words: Words) -> str:
        """The dearest reward that can be had, else the points missing to the cheapest."""
        have = balances.get(_points(programme), 0)
        rewards = sorted(_all_rewards(programme), key=lambda reward: (reward.price, reward.id))
        if not rewards:
            return words("programme.points_have", have=have)
        within = [reward for reward in rewards if reward.price <= have]
        if within:
            return _waiting(within[-1], words)
        return _missing(rewards[0], rewards[0].price - have, words)


def _both(programme: Programme, currency: Currency, words: Words) -> str:
    """How a point is earned, the cheapest reward of the list, and points as money."""
    step = format_money(whole(programme, "amount_step"), currency)
    points = whole(programme, "points_per_step")
    earning = words("programme.points_sentence_one", step=step)
    if points > 1:
        earning = words("programme.points_sentence", step=step, points=points)
    found = sorted(_all_rewards(programme), key=lambda reward: (reward.price, reward.id))
    if not found:
        return words("programme.points_sentence_alone", earning=earning)
    listed = [each for each in found if not each.is_payment]
    told = [each for each in found if each.is_payment or each is listed[0]]
    spending = phrases.listed([_spending(each, currency, words) for each in told], words)
    return words("programme.points_sentence_both", earning=earning, spending=spending)


def _spending(reward: RewardTerms, currency: Currency, words: Words) -> str:
    if reward.kind is not RewardKind.AMOUNT_OFF:
        return words("programme.points_sentence_item", points=reward.price, reward=reward.title)
    off = format_money(reward.value, currency)
    return words("programme.points_sentence_money", points=reward.price, off=off)


def _waiting(reward: RewardTerms, words: Words) -> str:
    if reward.is_payment:
        return words("programme.points_money_waiting")
    return words("programme.points_waiting", reward=reward.title, points=reward.price)


def _missing(reward: RewardTerms, missing: int, words: Words) -> str:
    if reward.is_payment:
        return words("programme.points_money_how_far", missing=missing)
    return words("programme.points_how_far", missing=missing, reward=reward.title)


def give_back_permille(programme: Programme) -> int | None:
    """What the best reward gives back of the money spent for it, in thousandths rounded down; None without a worth."""
    step, rate = whole(programme, "amount_step"), whole(programme, "points_per_step")
    best = _best(programme)
    return None if best is None else 1000 * best[0] * rate // (best[1] * step)


def _best(programme: Programme) -> tuple[int, int] | None:
    """(money, points) of the best reward: the money off, or for an item its cost to the shop; None without either."""
    worths = (
        (reward.value if reward.kind is RewardKind.AMOUNT_OFF else reward.cost, reward.price)
        for reward in _all_rewards(programme)
    )
    return max((each for each in worths if each[0] > 0), key=lambda each: Fraction(*each), default=None)


def _points(programme: Programme) -> Account:
    return Account(programme.id, Unit.POINT)


def _remainder(programme: Programme) -> Account:
    return Account(programme.id, Unit.REMAINDER)


def _all_rewards(programme: Programme) -> list[RewardTerms]:
    """Every reward of the list, and points as money at the common rate."""
    listed = [_reward(programme, row, None) for row in rows(programme, "rewards")]
    money_off = whole(programme, "money_off")
    return [*listed, _money(programme, money_off)] if money_off else listed


def _money(programme: Programme, value: int) -> RewardTerms:
    return RewardTerms(
        id=f"{programme.id}:{_MONEY_ID}",
        account=_points(programme),
        kind=RewardKind.AMOUNT_OFF,
        title=programme.name,
        price=whole(programme, "money_off_points"),
        value=value,
        is_payment=True,
        usable=_usable(programme),
    )


def _money_off(programme: Programme, situation: Situation) -> int:
    """What the points of one use are worth to this member: the best of the rates of the tiers held."""
    own = [int(row["money_off"]) for row in rows(programme, "tier_rates") if row["tier"] in situation.statuses]
    return max([whole(programme, "money_off"), *own])


def _usable(programme: Programme) -> Usable:
    """Whether what this basket earns may pay on this sale, beside what is held."""
    return Usable.BOTH if programme.terms["reward_now"] else Usable.LATER


def _reward(programme: Programme, row: Mapping[str, Any], situation: Situation | None) -> RewardTerms:
    hindered = None if situation is None else not_for(row, situation)
    category = row["category"]
    return RewardTerms(
        id=f"{programme.id}:{row['id']}",
        account=_points(programme),
        kind=RewardKind(row["kind"]),
        title=row["title"],
        price=row["price"],
        value=row["value"],
        lines=LineFilter((category,) if category else ()),
        cost=row["cost"],
        usable=_usable(programme),
        why_not=hindered,
    )
