"""What a programme gives: free items, money or percent off, benefits, payment; with a price, limits and a cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from loyalty.conditions import EVERY_LINE, NO_MINIMUM, LineFilter, Minimum, UseLimit
from loyalty.ledger import Account
from loyalty.outcome import RewardKind
from loyalty.plans import PlanPart
from loyalty.refusals import Refusal
from loyalty.terms import Field, FieldKind


class Scope(StrEnum):
    """What a discount acts on."""

    ORDER = "order"
    PRODUCTS = "products"  # the lines its filter takes
    CHEAPEST = "cheapest"  # one unit, the cheapest its filter takes


class Usable(StrEnum):
    """On which sale what was earned may be used."""

    LATER = "later"
    BOTH = "both"  # on this one too: the balance plus what this basket earns


@dataclass(frozen=True, slots=True)
class RewardTerms:
    """A reward as a programme promises it: `price` units of `account` for one use (0: it only has to apply).

    `also` are further accounts that pay the price, in spending order. `value` is money for AMOUNT_OFF, percent for
    PERCENT_OFF. `lines` are what a discount acts on or a free item may be; `choice` product ids to choose from. `added`
    hands a free item out on top, never among what was bought. `cap` limits the money of one use (0: no limit), `cost`
    is what one use costs the shop. `is_payment` takes its money off after every discount. `automatic` is used unless
    the cashier declines. `code` must have been entered. `alone` takes no other discount beside it. `most` is how often
    at most on one sale (0: no limit), `times` how often an automatic one is used unless the cashier says. `units` are
    the free units of one use. `for_everybody` needs no member. `holder` is whose accounts pay when not the member's
    (SHOP: a coupon of the bearer). `gives` is what one use brings besides (a donation). `why_not` is a reason that the
    basket cannot change. Money is whole units.
    """

    id: str
    account: Account
    kind: RewardKind
    title: str
    price: int
    value: int = 0
    lines: LineFilter = EVERY_LINE
    cost: int = 0
    is_payment: bool = False
    also: tuple[Account, ...] = ()
    scope: Scope = Scope.ORDER
    minimum: Minimum = NO_MINIMUM
    limits: tuple[UseLimit, ...] = ()
    choice: tuple[str, ...] = ()
    added: bool = False
    cap: int = 0
    automatic: bool = False
    alone: bool = False
    code: str = ""
    most: int = 0
    times: int = 1
    units: int = 1
    usable: Usable = Usable.LATER
    for_everybody: bool = False
    holder: int | None = None
    gives: tuple[PlanPart, ...] = ()
    why_not: Refusal | None = None

    @property
    def accounts(self) -> tuple[Account, ...]:
        """All accounts that pay the price, in spending order."""
        return (self.account, *self.also)


def _reward(name: str, kind: FieldKind, default: object, **more: Any) -> Field:
    return Field(name, kind, default, noun="programme", section="rewards", **more)


REWARD_KINDS = ("free_item", "amount_off", "percent_off", "benefit")
_DISCOUNTS = ("reward_kind", ("amount_off", "percent_off"))
_FREE = ("reward_kind", ("free_item",))

# One reward, spelt out in the terms of a kind that gives one.
FIELDS = (
    _reward("reward_kind", FieldKind.CHOICE, "free_item", choices=REWARD_KINDS),
    _reward("reward_title", FieldKind.TEXT, "", maximum=60, required=True),
    _reward("reward_amount", FieldKind.AMOUNT, 0, maximum=999_999, when=("reward_kind", ("amount_off",))),
    _reward("reward_percent", FieldKind.PERCENT, 10, minimum=1, when=("reward_kind", ("percent_off",))),
    _reward("reward_scope", FieldKind.CHOICE, "order", choices=("order", "products", "cheapest"), when=_DISCOUNTS),
    _reward("reward_categories", FieldKind.TEXTS, (), maximum=50, suggest="categories"),
    _reward("reward_choice", FieldKind.TEXTS, (), maximum=50, suggest="products", when=_FREE),
    _reward("reward_added", FieldKind.YES_NO, False, when=_FREE),
    _reward("reward_cap", FieldKind.AMOUNT, 0, maximum=999_999, when=_DISCOUNTS),
    _reward("reward_cost", FieldKind.AMOUNT, 0, maximum=999_999),
)


def single(
    terms: Mapping[str, Any],
    reward_id: str,
    account: Account,
    price: int,
    lines: LineFilter | None = None,
    **more: Any,
) -> RewardTerms:
    """The reward of terms that hold FIELDS. It acts on `lines`, or on the categories that the terms name.

    `more` are further attributes of RewardTerms.
    """
    kind = RewardKind(terms["reward_kind"])
    return RewardTerms(
        id=reward_id,
        account=account,
        kind=kind,
        title=terms["reward_title"],
        price=price,
        value=terms["reward_percent"] if kind is RewardKind.PERCENT_OFF else terms["reward_amount"],
        lines=LineFilter(tuple(terms["reward_categories"])) if lines is None else lines,
        cost=terms["reward_cost"],
        scope=Scope(terms["reward_scope"]),
        choice=tuple(terms["reward_choice"]),
        added=terms["reward_added"],
        cap=terms["reward_cap"],
        **more,
    )
