"""The receipt: what was bought, what was paid, what it earned and why, and the card as it stands now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from loyalty.basket import Tender
from loyalty.explain import how_far, programme_sentence
from loyalty.ledger import Account, Unit
from loyalty.money import format_money
from loyalty.outcome import Outcome, PricedLine
from loyalty.programmes import Programme
from loyalty.shop import ShopRules
from loyalty.words import Words
from printing.document import Align, Block, Cut, Document, Qr, Row, Rule, Size, Text
from printing.layouts import parts


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """What the receipt tells. `local_time` is in the shop's zone. `member_phone_masked` hides the middle digits.

    `slip_number` is "" in the preview of a sale that is not recorded yet. A customer without a card has neither name
    nor phone; a `bearer` card has neither either, but has balances. `credit_days` is how long a sale without a member
    can be credited to one.
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

    @property
    def has_member(self) -> bool:
        """Whether somebody's balances moved."""
        return bool(self.member_name or self.member_phone_masked or self.bearer)


def receipt(facts: ReceiptFacts, words: Words) -> Document:
    """The receipt in the words' language. Money and points come before the card and the code."""
    member = _member(facts, words) if facts.has_member else _claim(facts, words)
    blocks: list[Block] = [
        *parts.head(facts.shop),
        Row(parts.time_text(facts.local_time, words), facts.slip_number, Size.SMALL),
        *(parts.who(facts.member_name, facts.member_phone_masked, words) if facts.has_member else []),
        Rule(),
        *_money(facts, words),
        *member,
        *parts.foot(facts.shop, _thanks(facts, words), words),
        Cut(),
    ]
    return Document("receipt", words.language, tuple(blocks), practice=facts.practice)


def _money(facts: ReceiptFacts, words: Words) -> list[Block]:
    """Items, discounts, what was to pay, and how it was paid. A visit without an amount is one line."""
    outcome = facts.outcome
    if not outcome.lines:
        return [Text(words("slip.visit"), Size.NORMAL, True)]
    items = [_item(line, facts.shop, words) for line in outcome.lines]
    discounts = [_discount(facts, applied.title, applied.times, applied.discount, words) for applied in outcome.applied]
    if _only_a_typed_amount(outcome):
        items = []
    return [*items, *(row for row in discounts if row is not None), *_payment(facts, words)]


def _only_a_typed_amount(outcome: Outcome) -> bool:
    """One unnamed line at full price would only repeat what is to pay."""
    return len(outcome.lines) == 1 and not outcome.lines[0].line.name and outcome.discount == 0


def _item(priced: PricedLine, shop: ShopRules, words: Words) -> Block:
    line = priced.line
    name = line.name or words("slip.amount")
    if line.quantity != 1:
        name = words("slip.units", name=name, quantity=line.quantity)
    free = priced.reward_id is not None and priced.gross == 0
    return Row(name, words("slip.free") if free else parts.figures(priced.gross, shop.currency))


def _discount(facts: ReceiptFacts, title: str, times: int, discount: int, words: Words) -> Block | None:
    """Something handed out on top took no money off: it stands among the items."""
    if discount == 0:
        return None
    name = title if times == 1 else words("slip.units", name=title, quantity=times)
    return Row(name, parts.figures(-discount, facts.shop.currency))


def _payment(facts: ReceiptFacts, words: Words) -> list[Block]:
    outcome, currency = facts.outcome, facts.shop.currency
    rows: list[Block] = [Row(words("slip.to_pay"), format_money(outcome.to_pay, currency), Size.LARGE, True)]
    rows += [Row(tender.name, parts.figures(tender.amount, currency), Size.SMALL) for tender in facts.tenders]
    if outcome.change:
        rows.append(Row(words("slip.change"), parts.figures(outcome.change, currency), Size.SMALL))
    return rows


def _member(facts: ReceiptFacts, words: Words) -> list[Block]:
    """Balances with every point explained, then the cards, then the sentence of each programme."""
    outcome = facts.outcome
    told = [programme for programme in facts.programmes if _is_told(programme, outcome)]
    if not told:
        return [Rule()]
    blocks: list[Block] = [Rule()]
    for programme in told:
        blocks += parts.balances(programme, outcome.before, outcome.after, words)
        blocks += parts.explained(programme, outcome.entries, words, facts.shop.currency)
    for programme in told:
        blocks += _stand(programme, outcome, words)
    return [*blocks, Rule(), *_sentences(told, facts.shop, words)]


def _is_told(programme: Programme, outcome: Outcome) -> bool:
    """A stopped programme is told of as long as something is left of it."""
    if not programme.stopped:
        return True
    accounts = [Account(programme.id, unit) for unit in Unit]
    return any(outcome.before.get(account, 0) or outcome.after.get(account, 0) for account in accounts)


def _stand(programme: Programme, outcome: Outcome, words: Words) -> list[Block]:
    """The card drawn, what can be taken now, and how far it is to the next."""
    blocks: list[Block] = []
    if parts.is_card(programme):
        stamps = Account(programme.id, Unit.STAMP)
        before, after = outcome.before.get(stamps, 0), outcome.after.get(stamps, 0)
        fresh = after - before if after > before else min(after, outcome.earned.get(stamps, 0))
        blocks.append(parts.card(programme, after, fresh, words))
    return [*blocks, Text(how_far(programme, outcome.after, words), Size.NORMAL, True, Align.CENTRE)]


def _sentences(programmes: list[Programme], shop: ShopRules, words: Words) -> list[Block]:
    return [
        Text(programme_sentence(programme, words, shop.currency), Size.SMALL)
        for programme in programmes
        if not programme.stopped
    ]


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
