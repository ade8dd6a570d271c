"""What stands in for money: stored value, cashback, prepaid items. Its payment, its end, what goes back unspent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from loyalty import expiry
from loyalty.ledger import Account
from loyalty.money import floor_ratio
from loyalty.outcome import RewardKind
from loyalty.programmes import Programme
from loyalty.refusals import Refusal, RefusalReason
from loyalty.rewards import RewardTerms
from loyalty.situation import Situation
from loyalty.terms import Field, FieldKind
from loyalty.words import Words

# How a gift ends; never by the last visit, since that would end what was paid for beside it.
GIFT_EXPIRY_FIELDS = tuple(
    replace(field, choices=tuple(choice for choice in field.choices if choice != "idle")) for field in expiry.FIELDS
)
# The fee on unspent money that goes back: at most 3 %.
FEE_FIELD = Field("fee_percent", FieldKind.PERCENT, 0, maximum=3, noun="wallet", section="expiry")


def payment(programme: Programme, account: Account, **more: Any) -> RewardTerms:
    """The offer "<programme>:pay": one unit for each 1 of money. `more` are further attributes of RewardTerms."""
    return RewardTerms(
        id=f"{programme.id}:pay",
        account=account,
        kind=RewardKind.AMOUNT_OFF,
        title=programme.name,
        price=1,
        value=1,
        is_payment=True,
        **more,
    )


def empty(programme: Programme) -> Refusal:
    """WALLET_EMPTY: there is nothing left to pay with or to take."""
    return Refusal(RefusalReason.WALLET_EMPTY, {"programme": programme.name})


def after_fee(money: int, fee_percent: int) -> int:
    """The money that goes back: the fee is rounded down, in the customer's favour. Whole units of the currency."""
    return money - floor_ratio(money, fee_percent, 100)


def fee_percent(programme: Programme) -> int:
    """The percent kept of unspent money that goes back; 0 for a programme whose terms know no fee."""
    percent: Any = programme.terms.get(FEE_FIELD.name, 0)
    return int(percent)


def held(balances: Mapping[Account, int], *accounts: Account) -> int:
    """What accounts that pay together hold; a debt of one lessens the others, and it is never below 0."""
    return max(0, sum(balances.get(account, 0) for account in accounts))


def first_use(situation: Situation, account: Account) -> bool:
    """Whether the running figure of an account has not begun."""
    return situation.held(account) <= 0


def ends(terms: Mapping[str, Any], words: Words) -> str:
    """When something earned under these terms of expiry ends, as a part of a sentence; "" for never."""
    kind = terms["expires"]
    return "" if kind == "never" else words(f"wallet.ends_{kind}", number=terms["expires_after"])


def fee_said(fee_percent: int, words: Words) -> str:
    """What goes back of unspent money, as a part of a sentence."""
    return words("wallet.fee", percent=fee_percent) if fee_percent else words("wallet.no_fee")
