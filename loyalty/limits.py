"""The one check that every operation passes: may this person do this? Until people come, the owner is the only one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from loyalty.refusals import Refusal, RefusalReason


class Action(StrEnum):
    """What a person may want to do; the words `refusal.action_<value>` name it."""

    SELL = "sell"
    REDEEM = "redeem"
    UNDO = "undo"
    CANCEL = "cancel"
    REFUND = "refund"
    JOIN = "join"
    EDIT_MEMBER = "edit_member"
    CREDIT = "credit"
    EDIT_PRODUCTS = "edit_products"
    EDIT_PROGRAMMES = "edit_programmes"
    EDIT_SETTINGS = "edit_settings"
    PRINT_AGAIN = "print_again"
    SEE_MEMBERS = "see_members"
    EDIT_SALE = "edit_sale"
    GIVE_BY_HAND = "give_by_hand"
    REFER = "refer"
    ADJUST = "adjust"
    PAY_OUT = "pay_out"
    ISSUE = "issue"
    OPEN_DRAWER = "open_drawer"
    TAKE_OVER = "take_over"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works at the till. `id` is what `Operation.staff` records."""

    id: str
    name: str
    is_owner: bool = False


OWNER = Person(id="owner", name="", is_owner=True)


def check(person: Person, action: Action, facts: Mapping[str, int]) -> Refusal | None:
    """None when the person may; NOT_ALLOWED when not. `facts` are the figures a limit looks at (amount, times)."""
    if person.is_owner:
        return None
    return Refusal(RefusalReason.NOT_ALLOWED, {"action": action.value})
