"""Points (每百元一點): full steps of money paid are points; points buy listed rewards, or money off if allowed."""

from __future__ import annotations

from collections.abc import Mapping

from loyalty.ledger import Account, EntryReason, Unit
from loyalty.money import Currency, format_money
from loyalty.outcome import RewardKind
from loyalty.programmes import Programme
from loyalty.programs.kind import Earning, Filling, RewardTerms, Sold, whole
from loyalty.refusals import Refusal, RefusalReason
from loyalty.terms import Field, FieldKind, malformed
from loyalty.words import Words

REWARD_FIELDS = (
    Field("id", FieldKind.TEXT, "", maximum=30, required=True, noun="programme"),
    Field("title", FieldKind.TEXT, "", maximum=60, required=True, noun="programme"),
    Field("price", FieldKind.WHOLE_NUMBER, 10, minimum=1, maximum=999_999, noun="programme"),
    Field("kind", FieldKind.CHOICE, "free_item", choices=("free_item", "amount_off"), noun="programme"),
    Field("value", FieldKind.AMOUNT, 0, maximum=999_999, noun="programme"),
    Field("category", FieldKind.TEXT, "", maximum=120, noun="programme"),
    Field("cost", FieldKind.AMOUNT, 0, maximum=999_999, noun="programme"),
)

# The offer of points as money; no listed reward may be called so.
_MONEY_ID = "money"


class Points:
    """Terms: amount_step, points_per_step, carry, rewards, and money_off (0 is off) for money_off_points points."""

    name = "points"
    fields = (
        Field("amount_step", FieldKind.AMOUNT, 100, minimum=1, maximum=999_999, noun="programme"),
        Field("points_per_step", FieldKind.WHOLE_NUMBER, 1, minimum=1, maximum=1_000, noun="programme"),
        Field("carry", FieldKind.YES_NO, False, noun="programme"),
        Field("rewards", FieldKind.ROWS, (), maximum=20, parts=REWARD_FIELDS, noun="programme"),
        Field("money_off", FieldKind.AMOUNT, 0, maximum=999_999, noun="programme"),
        Field("money_off_points", FieldKind.WHOLE_NUMBER, 1, minimum=1, maximum=999_999, noun="programme"),
    )

    def fault(self, terms: Mapping[str, object], place: str) -> Refusal | None:
        """Each reward has its own id, and money off has a value."""
        seen: set[object] = {_MONEY_ID}
        for index, row in enumerate(_rows(terms)):
            if row["id"] in seen:
                return malformed(f"{place}.rewards[{index}].id", "used_twice")
            if row["kind"] == RewardKind.AMOUNT_OFF and row["value"] == 0:
                return malformed(f"{place}.rewards[{index}].value", "value_needed")
            seen.add(row["id"])
        return None

    def accounts(self, programme: Programme) -> tuple[Account, ...]:
        """Points, and the money that waits for the next step where the remainder is carried."""
        points = _points(programme)
        return (points, _remainder(programme)) if programme.terms["carry"] else (points,)

    def rewards(self, programme: Programme) -> tuple[RewardTerms, ...]:
        """The list, and points as money where the owner set a rate."""
        account = _points(programme)
        listed = tuple(_reward(programme.id, account, row) for row in _rows(programme.terms))
        money_off = whole(programme, "money_off")
        if money_off == 0:
            return listed
        price = whole(programme, "money_off_points")
        money = RewardTerms(
            id=f"{programme.id}:{_MONEY_ID}",
            account=account,
            kind=RewardKind.AMOUNT_OFF,
            title=programme.name,
            price=price,
            value=money_off,
            is_payment=True,
        )
        return (*listed, money)

    def how_far(self, programme: Programme, reward: RewardTerms, balances: Mapping[Account, int]) -> Refusal:
        """NOT_ENOUGH_POINTS with the points missing."""
        missing = reward.price - balances.get(reward.account, 0)
        return Refusal(RefusalReason.NOT_ENOUGH_POINTS, {"missing": missing, "programme": programme.name})

    def joined(self, programme: Programme) -> tuple[Earning, ...]:
        """Nothing: points begin at 0."""
        return ()

    def earned(self, programme: Programme, sold: Sold, balances: Mapping[Account, int]) -> tuple[Earning, ...]:
        """floor((paid + carried) / step) x rate, once a sale; the rest is carried where the terms say so.

        What waits is touched only where money is paid: else a step that became smaller would earn on it at every visit.
        """
        step, rate = whole(programme, "amount_step"), whole(programme, "points_per_step")
        remainder = _remainder(programme)
        carries = bool(programme.terms["carry"]) and sold.to_pay > 0
        carried = max(0, balances.get(remainder, 0)) if carries else 0
        steps, rest = divmod(sold.to_pay + carried, step)
        facts = {"base": sold.to_pay, "step": step, "rate": rate, "carried_in": carried}
        points = Earning(_points(programme), steps * rate, EntryReason.EARNED_BY_AMOUNT, facts)
        if not carries:
            return (points,)
        used_up = Earning(remainder, -carried, EntryReason.CARRIED_ON)
        return points, used_up, Earning(remainder, rest, EntryReason.CARRIED_ON)

    def fillings(self, programme: Programme, balances: Mapping[Account, int]) -> tuple[Filling, ...]:
        """Nothing: points stay points."""
        return ()

    def sentence(self, programme: Programme, currency: Currency, words: Words) -> str:
        """How a point is earned, the cheapest reward, and what comes back of 100 spent."""
        step = format_money(whole(programme, "amount_step"), currency)
        points = whole(programme, "points_per_step")
        earning = words("programme.points_sentence_one", step=step)
        if points > 1:
            earning = words("programme.points_sentence", step=step, points=points)
        cheapest = min(self.rewards(programme), key=lambda reward: (reward.price, reward.id), default=None)
        if cheapest is None:
            return words("programme.points_sentence_alone", earning=earning)
        if cheapest.kind is RewardKind.FREE_ITEM:
            spending = words("programme.points_sentence_item", points=cheapest.price, reward=cheapest.title)
        else:
            off = format_money(cheapest.value, currency)
            spending = words("programme.points_sentence_money", points=cheapest.price, off=off)
        return words("programme.points_sentence_both", earning=earning, spending=spending)

    def next_step(self, programme: Programme, balances: Mapping[Account, int], words: Words) -> str:
        """The dearest reward that can be had, else the points missing to the cheapest."""
        have = balances.get(_points(programme), 0)
        rewards = sorted(self.rewards(programme), key=lambda reward: (reward.price, reward.id))
        if not rewards:
            return words("programme.points_have", have=have)
        within = [reward for reward in rewards if reward.price <= have]
        if within:
            return _waiting(within[-1], words)
        return _missing(rewards[0], rewards[0].price - have, words)


def _waiting(reward: RewardTerms, words: Words) -> str:
    if reward.is_payment:
        return words("programme.points_money_waiting")
    return words("programme.points_waiting", reward=reward.title, points=reward.price)


def _missing(reward: RewardTerms, missing: int, words: Words) -> str:
    if reward.is_payment:
        return words("programme.points_money_how_far", missing=missing)
    return words("programme.points_how_far", missing=missing, reward=reward.title)


def give_back_permille(programme: Programme) -> int | None:
    """What the best reward gives back of the money spent for it, in thousandths rounded down; None without a worth.

    Worth is the money off, or for an item its cost to the shop: price / rate x step is the money that earns it.
    """
    step, rate = whole(programme, "amount_step"), whole(programme, "points_per_step")
    worths = [
        (reward.value if reward.kind is RewardKind.AMOUNT_OFF else reward.cost, reward.price)
        for reward in Points().rewards(programme)
    ]
    shares = [1000 * worth * rate // (price * step) for worth, price in worths if worth > 0]
    return max(shares, default=None)


def _points(programme: Programme) -> Account:
    return Account(programme.id, Unit.POINT)


def _remainder(programme: Programme) -> Account:
    return Account(programme.id, Unit.REMAINDER)


def _rows(terms: Mapping[str, object]) -> list[Mapping[str, object]]:
    rows = terms["rewards"]
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list | tuple) else []


def _reward(programme_id: str, account: Account, row: Mapping[str, object]) -> RewardTerms:
    price, value, cost = row["price"], row["value"], row["cost"]
    if not isinstance(price, int) or not isinstance(value, int) or not isinstance(cost, int):
        raise TypeError(f"{programme_id}: a reward's figures are not whole numbers")
    return RewardTerms(
        id=f"{programme_id}:{row['id']}",
        account=account,
        kind=RewardKind(str(row["kind"])),
        title=str(row["title"]),
        price=price,
        value=value,
        category=str(row["category"]),
        cost=cost,
    )
