"""From recorded operations to what the screen of earlier sales shows. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from desktop import describe
from desktop.members.present import ENDS, explained, reasons, reversed_note
from desktop.operations.context import ShopContext
from desktop.operations.sales import why_not
from desktop.operations.sales_list import OpenedSale, PastSale
from desktop.sales.previews import kept
from loyalty.detail import Recorded, moves_money, read_detail
from loyalty.explain import explain_refusal
from loyalty.ledger import Operation, OperationKind
from loyalty.members import Member, MemberRow
from loyalty.money import format_money
from loyalty.outcome import Applied, PricedLine
from loyalty.phones import mask_phone
from loyalty.pieces import returned_by, units_left, value_of
from loyalty.refusals import Refusal, RefusalReason
from loyalty.reversals import Reversal, ended_by
from loyalty.words import Words, listed
from ui.sales.facts import (
    ActionFacts,
    MemberChoice,
    OpenSale,
    ReturnLine,
    ReversalRow,
    SaleLine,
    SaleRow,
)


def sale_row(sale: PastSale, context: ShopContext, now_ms: int, words: Words) -> SaleRow:
    """One row of the list; the day is the shop's own, so that a late sale stands under the evening it belongs to."""
    operation = sale.operation
    return SaleRow(
        operation_id=operation.id,
        day=_row_day(operation.business_day, context.shop.calendar.business_day(now_ms), words),
        time=f"{context.shop.calendar.local(operation.at_ms):%H:%M}",
        slip_number=operation.slip_number,
        member="" if sale.member is None else describe.member_title(sale.member, words),
        text=describe.operation_title(operation, words),
        amount=describe.amount_text(operation, context.shop, words),
        state=reversed_note(operation, sale.reversals, context.shop, words),
        state_kind=_state_kind(sale.reversals),
    )


def open_sale(opened: OpenedSale, context: ShopContext, words: Words) -> OpenSale:
    """One operation whole, with what may be done with it and why not."""
    operation, shop = opened.sale.operation, context.shop
    recorded = read_detail(operation.detail)
    local = shop.calendar.local(operation.at_ms)
    kind = words(f"desk.kind_{operation.kind.value}")
    of_slip = opened.original and words("desk.sales_of", kind=kind, slip=opened.original.slip_number)
    member = opened.sale.member
    return OpenSale(
        operation_id=operation.id,
        slip_number=operation.slip_number,
        when=f"{describe.long_day(operation.business_day, words)} {local:%H:%M}",
        kind=of_slip or kind,
        member=words("desk.somebody") if member is None else describe.member_title(member, words),
        lines=_lines(operation, recorded, context, words),
        sums=_sums(operation, recorded, context, words),
        tenders=_tenders(operation, recorded, context, words),
        explanations=explained(operation, context, words),
        reversals=tuple(_reversal_row(each, context, words) for each in opened.sale.reversals),
        refund_left="" if isinstance(opened.refund, Refusal) else _left(opened.refund, context, words),
        returnable=() if isinstance(opened.refund, Refusal) else _returnable(opened, recorded, words),
        notes=_notes(operation, recorded, context, words),
        edit=_edit_action(opened, context, words),
        reopen=_reopen_action(opened, context, words),
        cancel=_action(opened.cancel, context, words),
        refund=_action(opened.refund, context, words),
        credit=_action(opened.credit, context, words),
        print_again=_action(None if opened.has_slip else Refusal(RefusalReason.NO_SLIP), context, words),
    )


def member_choice(row: MemberRow | Member, words: Words) -> MemberChoice:
    """A member who could be given the open sale; the phone's middle is hidden."""
    return MemberChoice(row.id, describe.member_title(row, words), mask_phone(row.phone))


def _row_day(day: date, today: date, words: Words) -> str:
    """ "11/22 日", or "2025/11/22" in another year."""
    if day.year != today.year:
        return f"{day:%Y/%m/%d}"
    return words("desk.sales_day", month=day.month, day=f"{day:%d}", weekday=words(f"desk.weekday_{day.isoweekday()}"))


def _state_kind(acting: Iterable[Operation]) -> str:
    kinds = {each.kind for each in acting}
    if OperationKind.EDIT in kinds:
        return "warn"
    if kinds & set(ENDS):
        return "danger"
    if OperationKind.REFUND in kinds:
        return "warn"
    return "info" if kinds else ""


def _lines(operation: Operation, recorded: Recorded, context: ShopContext, words: Words) -> tuple[SaleLine, ...]:
    """What was sold. A sale of nothing was a visit; what takes back or credits has no lines of its own."""
    if operation.kind is OperationKind.SALE and not recorded.lines:
        return (SaleLine(words("sales.no_lines"), ""),)
    return tuple(_line(line, recorded, context, words) for line in recorded.lines)


def _line(priced: PricedLine, recorded: Recorded, context: ShopContext, words: Words) -> SaleLine:
    line = priced.line
    name = line.name or words("desk.sales_amount")
    note = ""
    if priced.reward_id is not None:
        titles = {applied.offer_id: applied.title for applied in recorded.applied}
        note = words("desk.redeemed", title=titles.get(priced.reward_id, ""))
    elif priced.free_units:
        note = words("desk.sales_free_units", count=priced.free_units)
    text = name if line.quantity == 1 else f"{name} × {line.quantity}"
    return SaleLine(text, format_money(priced.gross, context.shop.currency), note)


def _left(refund: Reversal, context: ShopContext, words: Words) -> str:
    """What can still go back, and how much of it is money."""
    value, currency = returned_by(refund.bill, refund.detail), context.shop.currency
    left = format_money(value, currency)
    if -refund.bill >= value:
        return left
    return words("sales.left_in_money", left=left, money=format_money(-refund.bill, currency))


def _returnable(opened: OpenedSale, recorded: Recorded, words: Words) -> tuple[ReturnLine, ...]:
    """The lines of which some units can still go back; of one typed amount there is nothing to choose."""
    refunds = [each for each in opened.sale.reversals if each.kind is OperationKind.REFUND]
    left = units_left(opened.sale.operation, refunds)
    if len(left) == 1 and not recorded.lines[0].line.name:
        return ()
    names = {index: recorded.lines[index].line.name or words("desk.sales_amount") for index in left}
    return tuple(ReturnLine(index, names[index], count) for index, count in left.items() if count > 0)


def _notes(operation: Operation, recorded: Recorded, context: ShopContext, words: Words) -> tuple[str, ...]:
    """What was typed beside the lines: codes, reasons, and what was kept of the money that went back."""
    found = []
    if recorded.choices.codes:
        found.append(words("sales.codes", codes=listed(recorded.choices.codes, words)))
    found += reasons(operation, words)
    return (*found, *kept(operation.detail, context, words))


def _sums(operation: Operation, recorded: Recorded, context: ShopContext, words: Words) -> tuple[tuple[str, str], ...]:
    money = context.shop.currency
    if operation.kind is not OperationKind.SALE:
        key = "desk.sales_bill" if operation.kind is OperationKind.CREDIT else "desk.sales_went_back"
        shown = operation.bill and (moves_money(operation) or operation.kind is OperationKind.CREDIT)
        return ((words(key), format_money(abs(operation.bill), money)),) if shown else ()
    if not recorded.lines:
        return ()
    discounts = [
        (_title(each, words), format_money(-each.discount, money)) for each in recorded.applied if each.discount
    ]
    wallets = [(each.title, format_money(-each.paid, money)) for each in recorded.applied if each.paid]
    subtotal = sum(line.gross for line in recorded.lines)
    rows = [(words("desk.sales_subtotal"), format_money(subtotal, money)), *discounts] if discounts else []
    if wallets:
        rows += [(words("sales.total"), format_money(value_of(operation), money)), *wallets]
    return (*rows, (words("desk.sales_to_pay"), format_money(operation.bill, money)))


def _title(applied: Applied, words: Words) -> str:
    if applied.times == 1:
        return applied.title
    return words("slip.units", name=applied.title, quantity=applied.times)


def _tenders(
    operation: Operation, recorded: Recorded, context: ShopContext, words: Words
) -> tuple[tuple[str, str], ...]:
    money = context.shop.currency
    if operation.kind is not OperationKind.SALE:
        return ()
    tenders = recorded.choices.tenders
    change = sum(tender.amount for tender in tenders) - operation.bill
    shown = [(tender.name, format_money(tender.amount, money)) for tender in tenders]
    if tenders and change > 0:
        shown.append((words("desk.sales_change"), format_money(change, money)))
    return tuple(shown)


def _reversal_row(operation: Operation, context: ShopContext, words: Words) -> ReversalRow:
    local = context.shop.calendar.local(operation.at_ms)
    return ReversalRow(
        when=f"{describe.short_day(local)} {local:%H:%M}",
        title=words("desk.sales_reversal", kind=words(f"desk.kind_{operation.kind.value}"), slip=operation.slip_number),
        amount=describe.amount_text(operation, context.shop, words),
        explanations=explained(operation, context, words),
    )


def _edit_action(opened: OpenedSale, context: ShopContext, words: Words) -> ActionFacts:
    """Put right is a sale that stands; of anything else there is no talk of it."""
    ended = ended_by(opened.sale.operation, opened.sale.reversals) is not None
    if opened.sale.operation.kind is not OperationKind.SALE or ended:
        return ActionFacts(shown=False)
    return _action(opened.edit, context, words)


def _reopen_action(opened: OpenedSale, context: ShopContext, words: Words) -> ActionFacts:
    """Opened again is a sale that was undone or cancelled, once."""
    ended = ended_by(opened.sale.operation, opened.sale.reversals)
    if opened.sale.operation.kind is not OperationKind.SALE or ended is None or ended.kind is OperationKind.EDIT:
        return ActionFacts(shown=False)
    answer = opened.reopen
    return _action(answer if isinstance(answer, Refusal) else why_not(answer), context, words)


def _action(answer: object, context: ShopContext, words: Words) -> ActionFacts:
    if isinstance(answer, Refusal):
        return ActionFacts(False, explain_refusal(answer, words, context.shop.currency))
    return ActionFacts(possible=True)
