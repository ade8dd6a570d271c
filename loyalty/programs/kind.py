"""What every programme kind answers, and the plain one that answers nothing: a new kind says only what it adds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from loyalty.earning import Change, Earning, Filling, Multiplier, Sold
from loyalty.ledger import Account, Unit
from loyalty.money import Currency
from loyalty.outcome import RewardKind
from loyalty.plans import PayOut, Plan
from loyalty.programmes import Programme
from loyalty.refusals import Refusal, RefusalReason
from loyalty.rewards import RewardTerms
from loyalty.situation import Notice, Situation
from loyalty.terms import Field
from loyalty.words import Words


class Kind(Protocol):
    """One kind of programme. Every method is pure; `programme.terms` was validated by `fields`.

    `name` is the one in `Programme.kind`; `gives_statuses` tells whether members may hold a tier or membership of it,
    `needs_member` whether a sale without one has no part in it, rewards for everybody apart, `passes_marks` whether
    what others give to it brings something by itself: then it is asked what it earns without its code too.
    """

    name: str
    gives_statuses: bool
    needs_member: bool
    passes_marks: bool

    @property
    def fields(self) -> tuple[Field, ...]:
        """The terms the owner sets."""

    def fault(self, terms: Mapping[str, Any], place: str) -> Refusal | None:
        """What no single field can see: MALFORMED when terms that are each right do not fit together."""

    def accounts(self, programme: Programme) -> tuple[Account, ...]:
        """The balances a member has in it, in the order they are shown."""

    def statuses(self, programme: Programme, situation: Situation) -> frozenset[str]:
        """What the member holds here that conditions may ask for: tiers, memberships; a tier holds those below it."""

    def birthdays(self, programme: Programme, situation: Situation) -> frozenset[str]:
        """What of the member's birthday a sale remembers, so that it can be posted again when another day is known."""

    def refusals(self, programme: Programme, situation: Situation) -> tuple[Refusal, ...]:
        """Why this basket must not be sold to this member at all."""

    def plans(self, programme: Programme, situation: Situation) -> tuple[Plan, ...]:
        """What can be bought here for later: top-ups, memberships, prepaid items."""

    def pay_out(self, programme: Programme, situation: Situation) -> PayOut | None:
        """What of the things bought here goes back as money; None where nothing does."""

    def rewards(self, programme: Programme, situation: Situation) -> tuple[RewardTerms, ...]:
        """What can be used, or what hinders it."""

    def how_far(self, programme: Programme, reward: RewardTerms, balances: Mapping[Account, int]) -> Refusal:
        """Why a reward cannot be paid from these balances, with what is missing."""

    def multipliers(self, programme: Programme, situation: Situation) -> tuple[Multiplier, ...]:
        """What multiplies the earning of this and other programmes on this sale."""

    def joined(self, programme: Programme, situation: Situation) -> tuple[Earning, ...]:
        """What a new member starts with."""

    def earned(self, programme: Programme, sold: Sold, balances: Mapping[Account, int]) -> tuple[Earning, ...]:
        """What a sale earns; `balances` are those after rewards were paid. Asked without a member too."""

    def fillings(
        self, programme: Programme, situation: Situation, balances: Mapping[Account, int]
    ) -> tuple[Filling, ...]:
        """What the balances after earning turn into."""

    def made(self, programme: Programme) -> tuple[Filling, ...]:
        """What of its balances was made of which others: `times` of the target of `needed` of the source."""

    def withdrawn(self, programme: Programme, change: Change) -> tuple[tuple[Account, int], ...]:
        """What else goes from which account after a reversal moved its balances."""

    def worth(self, programme: Programme, account: Account) -> tuple[int, int] | None:
        """(money, units): what so many units of one of its accounts stand for; None where nobody said."""

    def notices(self, programme: Programme, situation: Situation) -> tuple[Notice, ...]:
        """What the balances alone do not tell: the tier held and how far to the next, what runs out soon."""

    def sentence(self, programme: Programme, currency: Currency, words: Words) -> str:
        """The programme in one sentence made from its terms; printed and shown."""

    def next_step(self, programme: Programme, balances: Mapping[Account, int], words: Words) -> str:
        """What waits and how far it is to the next reward, for the member panel and the slip; "" for nothing."""


class PlainKind:
    """Answers nothing to everything but its name, fields and sentence; kinds override what they add."""

    name: str
    fields: tuple[Field, ...] = ()
    gives_statuses = False
    needs_member = True
    passes_marks = False

    def fault(self, terms: Mapping[str, Any], place: str) -> Refusal | None:
        """Fields that are right fit together."""
        return None

    def accounts(self, programme: Programme) -> tuple[Account, ...]:
        """No balance to show."""
        return ()

    def statuses(self, programme: Programme, situation: Situation) -> frozenset[str]:
        """None."""
        return frozenset()

    def birthdays(self, programme: Programme, situation: Situation) -> frozenset[str]:
        """It asks for no birthday."""
        return frozenset()

    def refusals(self, programme: Programme, situation: Situation) -> tuple[Refusal, ...]:
        """It hinders no sale."""
        return ()

    def plans(self, programme: Programme, situation: Situation) -> tuple[Plan, ...]:
        """Nothing is sold for later."""
        return ()

    def pay_out(self, programme: Programme, situation: Situation) -> PayOut | None:
        """Nothing goes back."""
        return None

    def rewards(self, programme: Programme, situation: Situation) -> tuple[RewardTerms, ...]:
        """No reward."""
        return ()

    def how_far(self, programme: Programme, reward: RewardTerms, balances: Mapping[Account, int]) -> Refusal:
        """What is missing of the price."""
        return not_enough(programme, reward, balances)

    def multipliers(self, programme: Programme, situation: Situation) -> tuple[Multiplier, ...]:
        """Nothing is multiplied."""
        return ()

    def joined(self, programme: Programme, situation: Situation) -> tuple[Earning, ...]:
        """Nothing to start with."""
        return ()

    def earned(self, programme: Programme, sold: Sold, balances: Mapping[Account, int]) -> tuple[Earning, ...]:
        """Nothing is earned."""
        return ()

    def fillings(
        self, programme: Programme, situation: Situation, balances: Mapping[Account, int]
    ) -> tuple[Filling, ...]:
        """Nothing turns into something else."""
        return ()

    def made(self, programme: Programme) -> tuple[Filling, ...]:
        """Nothing is made of anything."""
        return ()

    def withdrawn(self, programme: Programme, change: Change) -> tuple[tuple[Account, int], ...]:
        """Nothing else."""
        return ()

    def worth(self, programme: Programme, account: Account) -> tuple[int, int] | None:
        """A voucher for the one reward of the terms: the money off, else its cost to the shop."""
        if account.unit is not Unit.REWARD or "reward_kind" not in programme.terms:
            return None
        is_money = programme.terms["reward_kind"] == RewardKind.AMOUNT_OFF
        money = whole(programme, "reward_amount" if is_money else "reward_cost")
        return (money, 1) if money else None

    def notices(self, programme: Programme, situation: Situation) -> tuple[Notice, ...]:
        """Nothing to tell."""
        return ()

    def next_step(self, programme: Programme, balances: Mapping[Account, int], words: Words) -> str:
        """Nothing to say."""
        return ""


def not_enough(programme: Programme, reward: RewardTerms, balances: Mapping[Account, int]) -> Refusal:
    """NOT_ENOUGH with what is missing of the reward's price."""
    missing = reward.price - held_for(reward, balances)
    return Refusal(RefusalReason.NOT_ENOUGH_POINTS, {"missing": missing, "programme": programme.name})


def held_for(reward: RewardTerms, balances: Mapping[Account, int]) -> int:
    """What the accounts that pay a reward's price hold together; a debt of one lessens the others."""
    return sum(balances.get(account, 0) for account in reward.accounts)


def whole(programme: Programme, name: str) -> int:
    """A whole number of the terms. Raises TypeError when the terms were never validated."""
    value = programme.terms[name]
    if not isinstance(value, int):
        raise TypeError(f"{programme.id}.{name} is not a whole number")
    return value


def text(programme: Programme, name: str) -> str:
    """A text of the terms."""
    return str(programme.terms[name])


def rows(programme: Programme, name: str) -> Sequence[Mapping[str, Any]]:
    """The rows of the terms."""
    value: Any = programme.terms[name]
    return value if isinstance(value, list | tuple) else ()
