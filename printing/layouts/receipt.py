"""The receipt: what was bought, what was paid, what it earned and why, and the card as it stands now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from loyalty.basket import Tender
from loyalty.conditions import opening_code
from loyalty.explain import how_far, programme_sentence
from loyalty.holdings import MONEY, Held
from loyalty.ledger import Account, Unit
from loyalty.outcome import Outcome
from loyalty.outlook import NOTHING_AHEAD, Outlook
from loyalty.programmes import Programme
from loyalty.shop import ShopRules
from loyalty.words import Words
from printing.document import Align, Block, Cut, Document, Qr, Row, Rule, Size, Text
from printing.layouts import holdings, parts, top_up
from printing.layouts.bill import bill
from printing.layouts.holdings import Moved, figures_of

_COLLECTED = frozenset({"stamp_card", "points"})


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """What the receipt tells. `local_time` is in the shop's zone. `member_phone_masked` hides the middle digits.

    `slip_number` is "" in the preview of a sale that is not recorded yet. A customer without a card has neither name
    nor phone; a `bearer` card has neither either, but has balances. `credit_days` is how long a sale without a member
    can be credited to one. `outlook` is what is ahead of the member after the sale.
    """

    shop: ShopRules
    local_time: datetime
    slip_number: str
    member_name: str
    member_phone_masked: str
    programmes: tuple[Programme, ...]
    outcome: Outcome
    tenders: tuple[Tender, ...] = ()
    credit_days: int = 30
    bearer: bool = False
    practice: bool = False
    outlook: Outlook = NOTHING_AHEAD

    @property
    def moved(self) -> Moved:
        """What the sale did to the member."""
        outcome = self.outcome
        return Moved(
            outcome.before,
            outcome.after,
            outcome.entries,
            outcome.statuses_before,
            outcome.statuses_after,
            self.outlook,
        )

    @property
    def has_member(self) -> bool:
        """Whether somebody's balances moved."""
        return bool(self.member_name or self.member_phone_masked or self.bearer)


def receipt(facts: ReceiptFacts, words: Words) -> Document:
    """The receipt in the words' language. Money and points come before the card and the code.

    Where something was bought for later it is also the customer's proof of that, and called "top_up".
    """
    member = _member(facts, words) if facts.has_member else _claim(facts, words)
    bought = top_up.vouchers(facts.programmes, facts.outcome.entries)
    blocks: list[Block] = [
        *parts.head(facts.shop),
        Row(parts.time_text(facts.local_time, words), facts.slip_number, Size.SMALL),
        *(parts.who(facts.member_name, facts.member_phone_masked, words) if facts.has_member else []),
        Rule(),
        *bill(facts.outcome, facts.tenders, facts.shop.currency, words),
        *member,
        *top_up.legal_part(bought, facts.shop, facts.slip_number, words),
        *parts.foot(facts.shop, _thanks(facts, words), words),
        Cut(),
    ]
    return parts.slip("top_up" if bought else "receipt", blocks, facts.shop, words, facts.practice)


def _member(facts: ReceiptFacts, words: Words) -> list[Block]:
    """Balances with every movement explained, then the cards, then the sentence of each programme that took part."""
    moved = facts.moved
    figures = {programme.id: figures_of(programme, moved) for programme in facts.programmes}
    told = [each for each in facts.programmes if holdings.is_told(each, figures[each.id], moved)]
    if not told:
        return [Rule()]
    blocks: list[Block] = [Rule()]
    for programme in told:
        blocks += holdings.told(programme, figures[programme.id], moved, words, facts.shop.currency, facts.shop.slips)
    for programme in told:
        blocks += _stand(programme, figures[programme.id], facts, words)
    sentences = _sentences(told, facts, words) if facts.shop.slips.print_programmes else []
    return [*blocks, Rule(), *sentences]


def _stand(programme: Programme, figures: tuple[Held, ...], facts: ReceiptFacts, words: Words) -> list[Block]:
    """The card drawn, what can be taken now, and how far it is to the next. A wallet said all of it already."""
    outcome = facts.outcome
    blocks: list[Block] = []
    if facts.shop.slips.print_card and _is_drawn(programme, facts):
        stamps = Account(programme.id, Unit.STAMP)
        before, after = outcome.before.get(stamps, 0), outcome.after.get(stamps, 0)
        fresh = after - before if after > before else min(after, outcome.earned.get(stamps, 0))
        blocks.append(parts.card(programme, after, fresh, words))
    far = how_far(programme, outcome.after, words) if not _is_wallet(figures) else ""
    return [*blocks, Text(far, Size.NORMAL, True, Align.CENTRE)] if far else blocks


def _is_drawn(programme: Programme, facts: ReceiptFacts) -> bool:
    """A card that moved, and the only one of a shop always: several that stand still are not worth their paper."""
    cards = [each for each in facts.programmes if parts.is_card(each)]
    moved = any(entry.account.programme_id == programme.id for entry in facts.outcome.entries)
    return programme in cards and (moved or len(cards) == 1)


def _is_wallet(figures: tuple[Held, ...]) -> bool:
    return any(held.unit in MONEY or held.unit is Unit.ITEM for held in figures)


def _sentences(told: list[Programme], facts: ReceiptFacts, words: Words) -> list[Block]:
    """The rules of what moved. Stamp cards and points say theirs always: they are few, and everybody collects; but a
    rule names the code that its programme waits for, which is only for who brought it.
    """
    moved = {entry.account.programme_id for entry in facts.outcome.entries}
    moved |= {applied.offer_id.rpartition(":")[0] for applied in facts.outcome.applied}
    return [
        Text(programme_sentence(programme, words, facts.shop.currency), Size.SMALL)
        for programme in told
        if not programme.stopped and (programme.id in moved or _is_said_always(programme))
    ]


def _is_said_always(programme: Programme) -> bool:
    return programme.kind in _COLLECTED and not opening_code(programme.terms)


def _claim(facts: ReceiptFacts, words: Words) -> list[Block]:
    """A sale without a member invites to one: the slip's number, also as a code, credits it once."""
    if facts.credit_days <= 0 or all(programme.stopped for programme in facts.programmes):
        return [Rule()]
    return [
        Rule(),
        Text(words("slip.claim", days=facts.credit_days), Size.NORMAL, True, Align.CENTRE),
        *([Qr(facts.slip_number, 4)] if facts.slip_number else []),
    ]


def _thanks(facts: ReceiptFacts, words: Words) -> str:
    return words("slip.thanks", name=facts.member_name) if facts.member_name else words("slip.thanks_all")
