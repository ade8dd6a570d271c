"""Everything a programme may look at when a sale is judged: the member, the moment, the basket, the choices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from loyalty.basket import Basket, Choices
from loyalty.ledger import NOBODY, Account, Lot, Standing
from loyalty.shop import ShopRules

NO_BASKET = Basket()


@dataclass(frozen=True, slots=True)
class Situation:
    """One judged moment. `standing` holds living lots only; `balances` its sums, 0 for every account of a programme.

    `moment` is the time on the shop's wall, `day` the business day; both are of the sale's beginning. `statuses` are
    the tiers and memberships the member holds, by id; `as_recorded` tells that they are those of a sale that is posted
    again, whatever is held today, but for the ladders `alike`, whose levels have the names of another ladder's. `ended`
    is what the time since the last visit ended, and nobody recorded yet.
    `birthdays` is what a sale that is posted again remembers of the member's birthday; None where the birthday itself
    is asked. `earnable` are the accounts of the programmes that are there and run, with the last day of what one of
    them gets today by its own terms (None: no such day): whoever gives to another programme looks there.
    """

    standing: Standing
    balances: Mapping[Account, int]
    at_ms: int
    day: date
    moment: datetime
    shop: ShopRules
    basket: Basket = NO_BASKET
    choices: Choices = field(default_factory=Choices)
    statuses: frozenset[str] = frozenset()
    as_recorded: bool = False
    alike: frozenset[str] = frozenset()
    ended: tuple[Lot, ...] = ()
    birthdays: frozenset[str] | None = None
    earnable: Mapping[Account, date | None] = field(default_factory=dict)

    @property
    def with_member(self) -> bool:
        """Whether a member is at the counter."""
        return self.standing.member_id is not None

    def held(self, account: Account, holder: int | None = None) -> int:
        """A balance of the member, or of another holder."""
        if holder is None:
            return self.balances.get(account, 0)
        return self.standing.others.get(holder, NOBODY).balance(account)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell about a member, as the words of `key` ("tiers.notice_next") state it with the facts.

    Facts whose name begins with "money_" are whole units of the shop's currency. `only` are the terms of LINE_FIELDS
    and MINIMUM_FIELDS that what is told is for; they are said in brackets behind the fact "name".
    """

    key: str
    programme_id: str
    facts: Mapping[str, int | str] = field(default_factory=dict)
    only: Mapping[str, Any] = field(default_factory=dict)
