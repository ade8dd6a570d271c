"""From the sale as typed to what it comes to. Pure: the counter asks at every key."""

from __future__ import annotations

from desktop.counter import draft as drafts
from desktop.counter.draft import Draft
from desktop.operations.context import ShopContext
from desktop.operations.members import MemberFile
from loyalty import checkout
from loyalty.basket import Choices
from loyalty.ledger import NOBODY
from loyalty.outcome import Outcome


def stamp_card_ids(context: ShopContext) -> tuple[str, ...]:
    """The programmes that a count of stamps by hand is for."""
    return tuple(each.id for each in context.programmes if each.kind == "stamp_card" and not each.stopped)


def quote_draft(context: ShopContext, member: MemberFile | None, draft: Draft, now_ms: int) -> tuple[Outcome, Choices]:
    """What the sale comes to, and the choices to record it with; the way of paying included once there is an amount."""
    standing = member.standing if member is not None else NOBODY
    cards = stamp_card_ids(context) if member is not None else ()
    basket = drafts.basket(draft)

    def asked(choices: Choices) -> Outcome:
        return checkout.quote(context.programmes, standing, basket, choices, now_ms, context.shop)

    unpaid = drafts.choices(draft, context.shop, cards)
    outcome = asked(unpaid)
    if outcome.refusals or not outcome.to_pay:
        return outcome, unpaid
    paid = drafts.choices(draft, context.shop, cards, outcome)
    return asked(paid), paid
