"""The slip of an undo, a cancelled sale, a refund, a late credit or a pay-out: what moved, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from loyalty.holdings import MONEY
from loyalty.ledger import Account, Entry, EntryReason, OperationKind
from loyalty.money import format_money
from loyalty.programmes import Programme
from loyalty.shop import ShopRules
from loyalty.words import Words
from printing.document import Align, Block, Cut, Document, Row, Rule, Size, Text
from printing.layouts import holdings, parts
from printing.layouts.holdings import Moved, figures_of

_TITLES = {
    OperationKind.UNDO: "slip.title_undo",
    OperationKind.CANCEL: "slip.title_cancel",
    OperationKind.REFUND: "slip.title_refund",
    OperationKind.CREDIT: "slip.title_credit",
    OperationKind.PAY_OUT: "slip.title_pay_out",
}


@dataclass(frozen=True, slots=True)
class ReversalFacts:
    """What the slip tells. `kind` is UNDO, CANCEL, REFUND, CREDIT or PAY_OUT, `original_number` the slip it acts on.

    A pay-out acts on none: its `original_number` is "". `bill` is the operation's own: negative for money going back, 0
    where no money moved. `kept` is what was kept of it, see loyalty.pieces.kept_money. `statuses_...` are the levels
    held.
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
    kept: Mapping[str, int] = field(default_factory=dict)
    statuses_before: frozenset[str] = frozenset()
    statuses_after: frozenset[str] = frozenset()


def reversal(facts: ReversalFacts, words: Words) -> Document:
    """The slip in the words' language."""
    has_member = bool(facts.member_name or facts.member_phone_masked or facts.bearer)
    blocks: list[Block] = [
        *parts.head(facts.shop),
        Text(words(_TITLES[facts.kind]), Size.LARGE, True, Align.CENTRE),
        Row(parts.time_text(facts.local_time, words), facts.slip_number, Size.SMALL),
        *([Row(words("slip.original"), facts.original_number, Size.SMALL)] if facts.original_number else []),
        *(parts.who(facts.member_name, facts.member_phone_masked, words) if has_member else []),
        Rule(),
        *_money(facts, words),
        *_movements(facts, words),
        *parts.foot(facts.shop, words("slip.keep"), words),
        Cut(),
    ]
    return parts.slip("reversal", blocks, facts.shop, words, facts.practice)


def _money(facts: ReversalFacts, words: Words) -> list[Block]:
    """The money that goes back, and what each wallet gets back of what it had paid."""
    currency = facts.shop.currency
    blocks: list[Block] = [
        Row(words("slip.wallet_back", name=programme.name), parts.figures(amount, currency))
        for programme in facts.programmes
        if (amount := _given_back(programme, facts.entries))
    ]
    blocks += [Row(words(f"slip.{name}"), parts.figures(amount, currency)) for name, amount in facts.kept.items()]
    if facts.bill:
        key = "slip.money_back" if facts.bill < 0 else "slip.to_pay"
        blocks.append(Row(words(key), format_money(abs(facts.bill), currency), Size.LARGE, True))
    return [*blocks, Rule()] if blocks else []


def _given_back(programme: Programme, entries: tuple[Entry, ...]) -> int:
    return sum(
        entry.delta
        for entry in entries
        if entry.account.programme_id == programme.id
        and entry.account.unit in MONEY
        and entry.reason is EntryReason.GIVEN_BACK
    )


def _movements(facts: ReversalFacts, words: Words) -> list[Block]:
    moved = Moved(facts.before, facts.after, facts.entries, facts.statuses_before, facts.statuses_after)
    touched = {entry.account.programme_id for entry in facts.entries}
    blocks = [
        block
        for programme in facts.programmes
        if programme.id in touched
        for block in holdings.told(programme, figures_of(programme, moved), moved, words, facts.shop.currency)
    ]
    return [*blocks, Rule()] if blocks else []
