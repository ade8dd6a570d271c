"""The slip of an undo, a cancelled sale, a refund or a late credit: what moved, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from loyalty.ledger import Account, Entry, OperationKind
from loyalty.money import format_money
from loyalty.programmes import Programme
from loyalty.shop import ShopRules
from loyalty.words import Words
from printing.document import Align, Block, Cut, Document, Row, Rule, Size, Text
from printing.layouts import parts

_TITLES = {
    OperationKind.UNDO: "slip.title_undo",
    OperationKind.CANCEL: "slip.title_cancel",
    OperationKind.REFUND: "slip.title_refund",
    OperationKind.CREDIT: "slip.title_credit",
}


@dataclass(frozen=True, slots=True)
class ReversalFacts:
    """What the slip tells. `kind` is UNDO, CANCEL, REFUND or CREDIT, `original_number` the slip it acts on.

    `bill` is the operation's own: negative for money going back, 0 where no money moved.
    """

    shop: ShopRules
    local_time: datetime
    kind: OperationKind
    slip_number: str
    original_number: str
    member_name: str
    member_phone_masked: str
    programmes: tuple[Programme, ...]
    bill: int
    entries: tuple[Entry, ...]
    before: Mapping[Account, int]
    after: Mapping[Account, int]
    bearer: bool = False
    practice: bool = False


def reversal(facts: ReversalFacts, words: Words) -> Document:
    """The slip in the words' language."""
    has_member = bool(facts.member_name or facts.member_phone_masked or facts.bearer)
    blocks: list[Block] = [
        *parts.head(facts.shop),
        Text(words(_TITLES[facts.kind]), Size.LARGE, True, Align.CENTRE),
        Row(parts.time_text(facts.local_time, words), facts.slip_number, Size.SMALL),
        Row(words("slip.original"), facts.original_number, Size.SMALL),
        *(parts.who(facts.member_name, facts.member_phone_masked, words) if has_member else []),
        Rule(),
        *_money(facts, words),
        *_movements(facts, words),
        *parts.foot(facts.shop, words("slip.keep"), words),
        Cut(),
    ]
    return Document("reversal", words.language, tuple(blocks), practice=facts.practice)


def _money(facts: ReversalFacts, words: Words) -> list[Block]:
    if facts.bill == 0:
        return []
    key = "slip.money_back" if facts.bill < 0 else "slip.to_pay"
    return [Row(words(key), format_money(abs(facts.bill), facts.shop.currency), Size.LARGE, True), Rule()]


def _movements(facts: ReversalFacts, words: Words) -> list[Block]:
    moved = {entry.account.programme_id for entry in facts.entries}
    blocks: list[Block] = []
    for programme in facts.programmes:
        if programme.id in moved:
            blocks += parts.balances(programme, facts.before, facts.after, words)
            blocks += parts.explained(programme, facts.entries, words, facts.shop.currency)
    return [*blocks, Rule()] if blocks else []
