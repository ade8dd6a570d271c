"""What just happened, in one sentence for the bar. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop import describe
from desktop.counter import statuses
from desktop.operations.context import ShopContext
from desktop.operations.sales import RecordedSale
from loyalty.ledger import EntryReason, OperationKind, Unit
from loyalty.members import Member
from loyalty.money import format_money
from loyalty.programs.hand_given import HandGiven
from loyalty.words import Words
from ui.facts import MessageFacts

if TYPE_CHECKING:
    from desktop.operations.reversals import Reversed

UNDO = "undo"
A_CARD = "a_card"
PUT_BACK = "put_back"
DROP_PARKED = "drop_parked"
# More of a name than this is left out of the bar's sentence, in its middle; the tip has it whole.
NAME_MOST = 32


def sale_recorded(sale: RecordedSale, context: ShopContext, words: Words) -> MessageFacts:
    """Who got what, with the way back; a sale without a member asks for one."""
    facts = [*_events(sale, context, words), *_earned(sale, words)]
    facts += [words("benefits.bought", title=title, money=money) for title, money in _bought(sale, context)]
    facts += _used(sale, context, words)
    what = describe.listed(facts, words) if facts else words("desk.recorded")
    key = "desk.done" if context.prints else "desk.done_no_paper"
    nobody = words("desk.without_member", slip=sale.operation.slip_number)
    news = _named(with_undo("", words), key, sale.member, nobody, words, what=what)
    return news if sale.member is not None else replace(news, other_label=words("desk.a_card"), other_id=A_CARD)


def _bought(sale: RecordedSale, context: ShopContext) -> list[tuple[str, str]]:
    """What was bought for later, and for how much."""
    plans = [line for line in sale.outcome.lines if line.line.plan]
    return [(line.line.name, format_money(line.gross, context.shop.currency)) for line in plans]


def _used(sale: RecordedSale, context: ShopContext, words: Words) -> list[str]:
    """What was asked for, or given by hand: not what applies by itself, nor what paid."""
    kinds = {programme.id: programme.kind for programme in context.programmes}
    asked = {offer.id: kinds.get(offer.account.programme_id) for offer in sale.outcome.offers if not offer.automatic}
    used = [each for each in sale.outcome.applied if not each.paid and each.offer_id in asked]
    keys = ["desk.gave" if asked[each.offer_id] == HandGiven.name else "desk.redeemed" for each in used]
    return [words(key, title=each.title) for key, each in zip(keys, used, strict=True)]


def _earned(sale: RecordedSale, words: Words) -> list[str]:
    """Stamps and points of the sale."""
    keys = ((Unit.STAMP, "desk.got_stamps"), (Unit.POINT, "desk.got_points"))
    counted = [(key, sum(n for each, n in sale.outcome.earned.items() if each.unit is unit)) for unit, key in keys]
    return [words(key, count=count) for key, count in counted if count]


def _events(sale: RecordedSale, context: ShopContext, words: Words) -> list[str]:
    """What does not happen every day: a new tier, a full card, a gift for coming so often."""
    outcome, kinds = sale.outcome, {programme.id: programme.kind for programme in context.programmes}
    tier = statuses.highest(context.programmes, outcome.statuses_after - outcome.statuses_before)
    found = [words("benefits.new_tier", title=tier.title)] if tier is not None else []
    reasons = {(entry.reason, kinds.get(entry.account.programme_id)) for entry in outcome.entries if entry.delta > 0}
    full = [each for each in outcome.entries if each.reason is EntryReason.REWARD_FROM_FULL_CARD and each.delta > 0]
    cards = sum(each.delta for each in full if kinds.get(each.account.programme_id) == "stamp_card")
    if cards:
        found.append(words("benefits.card_full") if cards == 1 else words("benefits.cards_full", count=cards))
    # What it gives may be points of another programme: that it was reached is its own.
    if (EntryReason.USED, "milestone") in reasons:
        found.append(words("benefits.milestone"))
    return found


def undone(answer: Reversed, words: Words) -> MessageFacts:
    """Whose operation was taken back, or whose sale is again what it was before it was edited."""
    again = answer.operation.kind is OperationKind.SALE
    key, slip = ("desk.edit_undone", answer.operation) if again else ("desk.undone", answer.original)
    somebody = words("desk.somebody")
    return _named(MessageFacts("", "info"), key, answer.member, somebody, words, slip=slip.slip_number)


def credited(answer: Reversed, words: Words) -> MessageFacts:
    """Who got the sale that was made without a member."""
    news, somebody = with_undo("", words), words("desk.somebody")
    return _named(news, "desk.credited", answer.member, somebody, words, slip=answer.original.slip_number)


def _named(
    news: MessageFacts, key: str, member: Member | None, nobody: str, words: Words, **facts: str
) -> MessageFacts:
    """The news with the words of `key`: what was done is read though the member's name is long."""
    title = nobody if member is None else describe.member_title(member, words)
    short = title if member is None else describe.shortened(title, NAME_MOST)
    whole, text = (words(key, who=who, **facts) for who in (title, short))
    return replace(news, text=text, tip="" if whole == text else whole)


def member_left(words: Words) -> MessageFacts:
    """That another member's sale has no part in what the former one could use."""
    return MessageFacts(words("benefits.member_left"), "info")


def with_undo(text: str, words: Words) -> MessageFacts:
    """Good news with the way back."""
    return MessageFacts(text, "done", words("desk.undo"), UNDO, "Ctrl+Z")
