"""What just happened, in one sentence for the bar. Pure."""

from __future__ import annotations

from dataclasses import replace

from desktop import describe
from desktop.operations.reversals import Reversed
from desktop.operations.sales import RecordedSale
from loyalty.ledger import Unit
from loyalty.words import Words
from ui.facts import MessageFacts

UNDO = "undo"
A_CARD = "a_card"
PUT_BACK = "put_back"
DROP_PARKED = "drop_parked"


def sale_recorded(sale: RecordedSale, words: Words, *, printed: bool) -> MessageFacts:
    """Who got what, with the way back; a sale without a member asks for one."""
    stamps = sum(count for account, count in sale.outcome.earned.items() if account.unit is Unit.STAMP)
    points = sum(count for account, count in sale.outcome.earned.items() if account.unit is Unit.POINT)
    facts: list[str] = []
    if stamps:
        facts.append(words("desk.got_stamps", count=stamps))
    if points:
        facts.append(words("desk.got_points", count=points))
    facts += [words("desk.redeemed", title=applied.title) for applied in sale.outcome.applied]
    who = words("desk.without_member", slip=sale.operation.slip_number)
    if sale.member is not None:
        who = describe.member_title(sale.member, words)
    what = describe.listed(facts, words) if facts else words("desk.recorded")
    news = with_undo(words("desk.done" if printed else "desk.done_no_paper", who=who, what=what), words)
    return news if sale.member is not None else replace(news, other_label=words("desk.a_card"), other_id=A_CARD)


def undone(answer: Reversed, words: Words) -> MessageFacts:
    """Whose operation was taken back."""
    who = describe.member_title(answer.member, words) if answer.member is not None else words("desk.somebody")
    return MessageFacts(words("desk.undone", who=who, slip=answer.original.slip_number), "info")


def credited(answer: Reversed, words: Words) -> MessageFacts:
    """Who got the sale that was made without a member."""
    who = describe.member_title(answer.member, words) if answer.member is not None else words("desk.somebody")
    return with_undo(words("desk.credited", who=who, slip=answer.original.slip_number), words)


def with_undo(text: str, words: Words) -> MessageFacts:
    """Good news with the way back."""
    return MessageFacts(text, "done", words("desk.undo"), UNDO, "Ctrl+Z")
