"""The money of a receipt: what was bought, every discount with its name, what wallets paid, what was left to pay."""

from __future__ import annotations

from loyalty.basket import Tender
from loyalty.money import Currency, format_money
from loyalty.outcome import Applied, Outcome, PricedLine, RewardKind
from loyalty.phrases import percent_off
from loyalty.words import Words
from printing.document import Block, Row, Size, Text
from printing.layouts import parts


def bill(outcome: Outcome, tenders: tuple[Tender, ...], currency: Currency, words: Words) -> list[Block]:
    """Items, discounts, wallets, what was to pay, and how it was paid. A visit without an amount is one line."""
    handed = [Text(text, Size.SMALL) for text in _handed_out(outcome, words)]
    if not outcome.lines:
        return [Text(words("slip.visit"), Size.NORMAL, True), *handed]
    items = [] if _only_a_typed_amount(outcome) else [_item(line, currency, words) for line in outcome.lines]
    # Something handed out on top took no money off: it stands among the items.
    discounts = [_reduced(each, -each.discount, outcome, currency, words) for each in outcome.applied if each.discount]
    wallets = [_reduced(each, -each.paid, outcome, currency, words) for each in outcome.applied if each.paid]
    if wallets and (items or discounts):
        wallets.insert(0, Row(words("slip.total"), parts.figures(outcome.total, currency)))
    return [*items, *discounts, *handed, *wallets, *_payment(outcome, tenders, currency, words)]


def _only_a_typed_amount(outcome: Outcome) -> bool:
    """One unnamed line at full price would only repeat what is to pay."""
    return len(outcome.lines) == 1 and not outcome.lines[0].line.name and outcome.discount == 0 and not outcome.paid


def _item(priced: PricedLine, currency: Currency, words: Words) -> Block:
    line = priced.line
    name = line.name or words("slip.amount")
    if line.quantity != 1:
        name = words("slip.units", name=name, quantity=line.quantity)
    free = priced.reward_id is not None and priced.gross == 0
    return Row(name, words("slip.free") if free else parts.figures(priced.gross, currency))


def _reduced(applied: Applied, amount: int, outcome: Outcome, currency: Currency, words: Words) -> Block:
    name = applied.title if applied.times == 1 or applied.paid else _times(applied, words)
    offer = next((each for each in outcome.offers if each.id == applied.offer_id), None)
    if offer is not None and offer.kind is RewardKind.PERCENT_OFF and 0 < offer.value < 100:
        name = words("slip.percent", name=name, off=percent_off(offer.value, words))
    return Row(name, parts.figures(amount, currency))


def _handed_out(outcome: Outcome, words: Words) -> list[str]:
    """Benefits that leave the bill as it is: they are neither a line nor money."""
    on_lines = {line.reward_id for line in outcome.lines}
    handed = [each for each in outcome.applied if not each.discount and not each.paid and each.offer_id not in on_lines]
    return [words("slip.handed_out", name=_times(each, words)) for each in handed]


def _times(applied: Applied, words: Words) -> str:
    if applied.times == 1:
        return applied.title
    return words("slip.units", name=applied.title, quantity=applied.times)


def _payment(outcome: Outcome, tenders: tuple[Tender, ...], currency: Currency, words: Words) -> list[Block]:
    rows: list[Block] = [Row(words("slip.to_pay"), format_money(outcome.to_pay, currency), Size.LARGE, True)]
    rows += [Row(tender.name, parts.figures(tender.amount, currency), Size.SMALL) for tender in tenders]
    if outcome.change:
        rows.append(Row(words("slip.change"), parts.figures(outcome.change, currency), Size.SMALL))
    return rows
