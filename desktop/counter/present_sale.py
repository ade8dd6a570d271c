"""From the sale as the rules see it to what the right column shows: finished texts in the screen's language. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from PySide6.QtGui import QImage

from desktop.counter import present_benefits as benefits
from desktop.counter.draft import Draft, tender_place
from desktop.counter.quoting import Quoted
from desktop.operations.context import ShopContext
from loyalty.basket import Product
from loyalty.explain import explain_refusal
from loyalty.money import format_money
from loyalty.outcome import Outcome
from loyalty.words import Words
from ui.counter.facts import SaleFacts, SaleLine, TenderFacts


def sale_facts(
    draft: Draft,
    quoted: Quoted,
    context: ShopContext,
    words: Words,
    *,
    has_member: bool,
    preview: QImage | None,
    just_printed: bool = False,
    width_mm: int,
    products: Mapping[str, Product],
) -> SaleFacts:
    """The sale as typed, what it comes to, and what may be done with it."""
    outcome, money, asking = quoted.outcome, context.shop.currency, draft.asking
    total = sum(line.gross for line in outcome.lines)
    amount = f"{total:,}" if draft.amount or draft.lines else ""
    refusal = explain_refusal(outcome.refusals[0], words, money) if outcome.refusals else ""
    # A count that is refused is shown as well: where could it be made smaller else?
    counted = sum(outcome.counted_stamps.values()) if outcome.counted_stamps else draft.stamps
    stamps = counted if has_member else None
    nothing = not has_member and draft.untouched
    return SaleFacts(
        amount=amount,
        currency=money.symbol,
        lines=_lines(draft, outcome, context),
        stamps="" if stamps is None else words("desk.stamps", count=stamps),
        stamps_less=bool(stamps),
        stamps_more=stamps is not None and stamps < context.shop.stamps_max,
        rewards=benefits.reward_keys(draft, quoted, context, words),
        benefits=benefits.benefits_facts(draft, quoted, context, words, products),
        wallets=benefits.wallet_keys(draft, outcome, context, words),
        dropped=benefits.dropped_text(quoted, context, words) or benefits.left_text(outcome, context, words),
        asking="" if asking is None else words("benefits.how_much", title=asking.title),
        asked=f"{int(asking.digits):,}" if asking is not None and asking.digits else "",
        tender=_tender_facts(draft, outcome, context),
        preview=preview,
        just_printed=just_printed,
        preview_width=f"{width_mm} mm",
        primary=words("desk.finish_and_print" if context.prints else "desk.finish"),
        primary_amount=format_money(outcome.to_pay, money)
        if amount
        else words("desk.visit_only")
        if has_member
        else "",
        primary_enabled=not nothing and (not refusal or draft.sent is not None),
        refusal=refusal,
        can_park=not draft.untouched or has_member,
    )


def _lines(draft: Draft, outcome: Outcome, context: ShopContext) -> tuple[SaleLine, ...]:
    """One more is offered while the rules would take it: of some plans only so many are sold at once."""
    most = {plan.id: plan.most for plan in outcome.plans}
    bought = Counter[str]()
    for line in draft.lines:
        bought[line.plan] += line.quantity
    return tuple(
        SaleLine(
            index,
            line.name,
            line.quantity,
            format_money(line.unit_price * line.quantity, context.shop.currency),
            more=line.quantity < context.shop.quantity_max
            and (line.plan not in most or bought[line.plan] < most[line.plan]),
        )
        for index, line in enumerate(draft.lines)
    )


def _tender_facts(draft: Draft, outcome: Outcome, context: ShopContext) -> TenderFacts:
    money = context.shop.currency
    place = tender_place(draft, context.shop)
    cash = place == 0
    enough = 0 < outcome.to_pay <= outcome.tendered
    return TenderFacts(
        names=tuple((str(index), name) for index, name in enumerate(context.shop.tenders)),
        chosen=str(place),
        takes_tendered=cash,
        tendered=f"{int(draft.tendered):,}" if draft.tendered else "",
        change=format_money(outcome.change, money) if draft.tendered and enough else "",
        entering=draft.tendering,
    )
