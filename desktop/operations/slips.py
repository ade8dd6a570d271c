"""From what was recorded to the documents that are queued for the printer."""

from __future__ import annotations

from collections.abc import Mapping

from db import print_jobs
from db.print_jobs import JobState, PrintJob
from db.store import Connection
from desktop.operations.context import ShopContext
from loyalty.basket import Tender
from loyalty.cards import card_code
from loyalty.ledger import Account, Operation, OperationKind, Standing
from loyalty.members import Member
from loyalty.outcome import Outcome
from loyalty.outlook import NOTHING_AHEAD, Outlook, outlook, standing_after
from loyalty.phones import mask_phone
from loyalty.programmes import Programme
from loyalty.words import LANGUAGES, Words
from printing import document
from printing.document import Document
from printing.layouts.member_card import MemberCardFacts, member_card
from printing.layouts.receipt import ReceiptFacts, receipt
from printing.layouts.reversal import ReversalFacts, reversal
from printing.layouts.stamp_card import StampCardFacts, stamp_card
from printing.layouts.test_page import PrinterTestFacts, test_page


def words_for(context: ShopContext, member: Member | None) -> Words:
    """The member's own language where one is kept, else the shop's."""
    if member is not None and member.language in LANGUAGES:
        return Words(member.language)
    return context.words


def receipt_document(
    context: ShopContext,
    outcome: Outcome,
    at_ms: int,
    member: Member | None,
    tenders: tuple[Tender, ...],
    slip_number: str,
    standing: Standing | None = None,
) -> Document:
    """The receipt of a sale; `slip_number` is "" in the preview before it is recorded.

    `standing` is the member's before the sale: with it the receipt tells what is ahead after it.
    """
    facts = ReceiptFacts(
        shop=context.shop,
        local_time=context.shop.calendar.local(at_ms),
        slip_number=slip_number,
        member_name=member.name if member else "",
        member_phone_masked=mask_phone(member.phone) if member else "",
        programmes=context.programmes,
        outcome=outcome,
        tenders=tenders,
        credit_days=context.shop.credit_days,
        bearer=member is not None and member.is_bearer,
        outlook=NOTHING_AHEAD if member is None or standing is None else _ahead(context, outcome, standing, at_ms),
    )
    return receipt(facts, words_for(context, member))


def _ahead(context: ShopContext, outcome: Outcome, standing: Standing, at_ms: int) -> Outlook:
    after = standing_after(standing, outcome.entries, at_ms, visits=1)
    return outlook(context.programmes, after, at_ms, context.shop)


def member_card_document(context: ShopContext, member: Member, card_id: bytes) -> Document:
    """The member's card with its signed QR code."""
    words = words_for(context, member)
    facts = MemberCardFacts(
        shop=context.shop,
        name=member.name or mask_phone(member.phone),
        number=words("desk.number", number=member.number),
        code=card_code(context.card_secret, card_id),
    )
    return member_card(facts, words)


def reversal_document(
    context: ShopContext,
    operation: Operation,
    original: Operation | None,
    member: Member | None,
    before: Mapping[Account, int],
    after: Mapping[Account, int],
) -> Document:
    """The slip of a cancel, a refund, a late credit, or (of no `original`) a pay-out; with the fee that was kept."""
    fee = operation.detail.get("fee", 0)
    facts = ReversalFacts(
        shop=context.shop,
        local_time=context.shop.calendar.local(operation.at_ms),
        kind=operation.kind,
        slip_number=operation.slip_number,
        original_number="" if original is None else original.slip_number,
        member_name=member.name if member else "",
        member_phone_masked=mask_phone(member.phone) if member else "",
        programmes=context.programmes,
        bill=0 if operation.kind is OperationKind.CREDIT else operation.bill,
        entries=operation.entries,
        before=before,
        after=after,
        bearer=member is not None and member.is_bearer,
        fee=fee if isinstance(fee, int) else 0,
    )
    return reversal(facts, words_for(context, member))


def test_page_document(context: ShopContext, printer: str, width_dots: int, at_ms: int) -> Document:
    """The page that shows how this printer prints."""
    local_time = context.shop.calendar.local(at_ms)
    return test_page(PrinterTestFacts(context.shop, local_time, printer, width_dots), context.words)


def stamp_card_document(context: ShopContext, programme: Programme, serial: str) -> Document:
    """A card of empty circles to be stamped by hand."""
    return stamp_card(StampCardFacts(shop=context.shop, programme=programme, serial=serial), context.words)


def queue(connection: Connection, slip: Document, job_id: str, at_ms: int, operation: Operation | None) -> str:
    """Queue a document in the caller's own transaction and return the job's id."""
    print_jobs.add(
        connection,
        PrintJob(
            id=job_id,
            operation_id=operation.id if operation else None,
            slip=slip.slip,
            document=document.to_bytes(slip),
            state=JobState.QUEUED,
            created_at_ms=at_ms,
            tried=0,
            problem="",
        ),
    )
    return job_id
