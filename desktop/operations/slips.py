"""From what was recorded to the documents that are queued for the printer.

Slips that few days need are brought in when they are wanted: the counter is not to wait for them at its start.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from db import print_jobs
from db.print_jobs import JobState, PrintJob
from db.store import Connection
from desktop.operations.context import ShopContext
from loyalty.basket import Tender
from loyalty.cards import card_code
from loyalty.checkout import situate
from loyalty.holdings import as_begun
from loyalty.ledger import Operation, OperationKind, Standing
from loyalty.members import Member
from loyalty.outcome import Outcome
from loyalty.outlook import NOTHING_AHEAD, Outlook, outlook, standing_after
from loyalty.phones import is_mobile, mask_phone, parse_phone
from loyalty.pieces import kept_money
from loyalty.programmes import Programme
from loyalty.programs import kind_of
from loyalty.programs.kind import rows
from loyalty.programs.tiers import named_alike
from loyalty.refusals import Refusal
from loyalty.shop import ShopRules
from loyalty.words import LANGUAGES, Words
from printing import document
from printing.document import Document
from printing.layouts.holdings import Moved
from printing.layouts.member_card import MemberCardFacts, member_card
from printing.layouts.receipt import ReceiptFacts, receipt
from printing.layouts.reversal import ReversalFacts, reversal
from printing.layouts.stamp_card import Serial, StampCardFacts, stamp_card_strip

# Which slips go to the printer of cards where there is one; all others are receipts.
_ROLES = {"member_card": "card", "stamp_card": "card"}


def role_of(slip: str) -> str:
    """The role of the printer that a slip of this kind usually goes to: one of the till's ROLES."""
    return _ROLES.get(slip, "receipt")


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
    after = None if standing is None else standing_after(standing, outcome.entries, at_ms, visits=1)
    facts = ReceiptFacts(
        shop=context.shop,
        local_time=context.shop.calendar.local(at_ms),
        slip_number=slip_number,
        member_name=member.name if member else "",
        member_phone_masked=mask_phone(member.phone) if member else "",
        programmes=_in_hand(context, after),
        outcome=outcome,
        tenders=tenders,
        credit_days=context.shop.credit_days,
        bearer=member is not None and member.is_bearer,
        outlook=NOTHING_AHEAD if member is None or after is None else _ahead(context, after, at_ms),
    )
    return receipt(facts, words_for(context, member))


def tier_welcome_documents(
    context: ShopContext,
    outcome: Outcome,
    at_ms: int,
    member: Member,
    slip_number: str,
    standing: Standing,
) -> Iterator[Document]:
    """A welcome for each programme of tiers in which the sale reached a higher level; `standing` is as before it."""
    alike = named_alike(context.programmes)
    for programme in context.programmes:
        was, now = outcome.statuses_before, outcome.statuses_after
        if programme.id in alike:
            # What both ladders say together does not tell whose level was reached.
            after = standing_after(standing, outcome.entries, at_ms, visits=1)
            was, now = (_levels_held(programme, context, each, at_ms) for each in (standing, after))
        level = _risen_to(programme, was, now)
        if not level:
            continue
        from printing.layouts.tier_welcome import TierWelcomeFacts, tier_welcome

        facts = TierWelcomeFacts(
            shop=context.shop,
            local_time=context.shop.calendar.local(at_ms),
            slip_number=slip_number,
            member_name=member.name,
            member_phone_masked=mask_phone(member.phone),
            programme=programme,
            level=level,
            outlook=_ahead(context, standing_after(standing, outcome.entries, at_ms, visits=1), at_ms),
        )
        yield tier_welcome(facts, words_for(context, member))


def _levels_held(programme: Programme, context: ShopContext, standing: Standing, at_ms: int) -> frozenset[str]:
    return kind_of(programme).statuses(programme, situate(context.programmes, standing, at_ms, context.shop))


def _risen_to(programme: Programme, before: frozenset[str], after: frozenset[str]) -> str:
    """The id of the highest level held after the sale, "" unless it is above all that were held before."""
    if programme.kind != "tiers" or after <= before:
        return ""
    levels = [str(row["id"]) for row in rows(programme, "levels")]
    was = [place for place, level in enumerate(levels) if level in before]
    now = [place for place, level in enumerate(levels) if level in after]
    return levels[max(now)] if now and max(now) > max(was, default=-1) else ""


def _ahead(context: ShopContext, after: Standing, at_ms: int) -> Outlook:
    return outlook(context.programmes, after, at_ms, context.shop)


def _in_hand(context: ShopContext, after: Standing | None) -> tuple[Programme, ...]:
    """The programmes as the slip tells them: the card that is drawn is the one that the member goes home with."""
    if after is None:
        return context.programmes
    return as_begun(context.programmes, after, context.shop.calendar)


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
    moved: Moved,
    standing: Standing | None = None,
) -> Document:
    """The slip of a cancel, a refund, a late credit, or (of no `original`) a pay-out; with what was kept of it.

    `standing` is the member's after it.
    """
    facts = ReversalFacts(
        shop=context.shop,
        local_time=context.shop.calendar.local(operation.at_ms),
        kind=operation.kind,
        slip_number=operation.slip_number,
        original_number="" if original is None else original.slip_number,
        member_name=member.name if member else "",
        member_phone_masked=mask_phone(member.phone) if member else "",
        programmes=_in_hand(context, standing),
        bill=0 if operation.kind is OperationKind.CREDIT else operation.bill,
        entries=operation.entries,
        before=moved.before,
        after=moved.after,
        statuses_before=moved.statuses_before,
        statuses_after=moved.statuses_after,
        bearer=member is not None and member.is_bearer,
        kept=kept_money(operation.detail),
    )
    return reversal(facts, words_for(context, member))


def test_page_document(context: ShopContext, printer: str, width_dots: int, at_ms: int) -> Document:
    """The page that shows how this printer prints."""
    from printing.layouts.test_page import PrinterTestFacts, test_page

    local_time = context.shop.calendar.local(at_ms)
    return test_page(PrinterTestFacts(context.shop, local_time, printer, width_dots), context.words)


def stamp_card_documents(context: ShopContext, programme: Programme, serials: Iterable[Serial]) -> tuple[Document, ...]:
    """A strip of cards to be stamped by hand, one document for each, to be queued as a job of its own."""
    return stamp_card_strip(StampCardFacts(context.shop, programme, ""), serials, context.words)


def coupon_document(context: ShopContext, programme: Programme, code: str, until: date | None) -> Document:
    """One coupon of a batch, in the shop's language: nobody knows yet who brings it."""
    from printing.layouts.coupon import CouponFacts, coupon

    return coupon(CouponFacts(context.shop, programme, code, until), context.words)


def join_link(shop: ShopRules, words: Words) -> str:
    """What a poster's code holds: the shop's link, else a text message to its mobile that asks to join, else ""."""
    phone = parse_phone(shop.phone)
    if shop.slips.join_link or isinstance(phone, Refusal) or not is_mobile(phone):
        return shop.slips.join_link
    return f"SMSTO:{phone}:{words('slip.poster_message')}"


def poster_document(context: ShopContext, link: str, sentence: str = "") -> Document:
    """A poster whose code holds the link; "" as sentence asks to join."""
    from printing.layouts.poster import PosterFacts, poster

    return poster(PosterFacts(context.shop, link, sentence), context.words)


def queue_sale(
    connection: Connection,
    context: ShopContext,
    operation: Operation,
    outcome: Outcome,
    member: Member | None,
    standing: Standing,
    tenders: tuple[Tender, ...],
    job_id: str,
) -> None:
    """Queue the receipt of a sale, and after it the welcome to each level that the sale reached."""
    at_ms, number = operation.at_ms, operation.slip_number
    receipt_of_it = receipt_document(context, outcome, at_ms, member, tenders, number, standing)
    queue(connection, receipt_of_it, job_id, at_ms, operation)
    if member is not None:
        queue_welcomes(connection, context, operation, outcome, member, standing, job_id)


def queue_welcomes(
    connection: Connection,
    context: ShopContext,
    operation: Operation,
    outcome: Outcome,
    member: Member,
    standing: Standing,
    job_id: str,
) -> None:
    """Queue the welcome to each level that an operation reached, after its own slip, whose job has this id."""
    at_ms, number = operation.at_ms, operation.slip_number
    welcomes = tier_welcome_documents(context, outcome, at_ms, member, number, standing)
    for place, welcome in enumerate(welcomes, start=1):
        queue(connection, welcome, following(job_id, place), at_ms, operation)


def following(job_id: str, place: int) -> str:
    """The id of a further job of the same operation: of jobs of one moment the smaller id is printed first."""
    return f"{int(job_id, 16) + place:032x}"


def queue(
    connection: Connection, slip: Document, job_id: str, at_ms: int, operation: Operation | None, role: str = ""
) -> str:
    """Queue a document in the caller's own transaction and return the job's id; "" takes the slip's usual role."""
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
            role=role or role_of(slip.slip),
        ),
    )
    return job_id
