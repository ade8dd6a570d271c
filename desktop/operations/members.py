"""Join, look up and change members."""

from __future__ import annotations

from dataclasses import dataclass, replace

from db import given_up_phones, history, ledger, members
from db.store import Connection, Store
from desktop.operations import referrals, slips
from desktop.operations.context import ShopContext
from desktop.operations.recording import new_operation
from desktop.operations.referrals import Refer
from loyalty import limits
from loyalty.joining import join_entries
from loyalty.ledger import Entry, Operation, OperationKind, Standing
from loyalty.limits import Action
from loyalty.members import Birthday, Member, MemberRow
from loyalty.names import clean_name
from loyalty.phones import parse_phone, phone_digest
from loyalty.refusals import Refusal, RefusalReason

RECENT = 4


@dataclass(frozen=True)
class MemberFile:
    """A member as the counter needs them: person, standing, the newest operations, and their card if they have one."""

    member: Member
    standing: Standing
    recent: tuple[Operation, ...]
    card_id: bytes | None
    spent_this_year: int


@dataclass(frozen=True)
class Join:
    """The wish to make a member; every id in it was made by the caller. An empty phone makes a bearer card.

    `referrer_id` is the member who brought this one, noted by an operation with the id `referral_id`.
    """

    operation_id: str
    print_job_id: str
    member_id: int
    card_id: bytes
    at_ms: int
    phone: str = ""
    name: str = ""
    birthday: Birthday | None = None
    referrer_id: int | None = None
    referral_id: str = ""


def look_up(store: Store, context: ShopContext, member_id: int, at_ms: int) -> MemberFile | Refusal:
    """Everything the member panel shows, in one short read."""
    with store.read() as connection:
        return file_of(connection, context, member_id, at_ms)


def file_of(connection: Connection, context: ShopContext, member_id: int, at_ms: int) -> MemberFile | Refusal:
    """The same inside a transaction of the caller's; MEMBER_UNKNOWN when there is no such member."""
    return _member_file(connection, context, members.get(connection, member_id), at_ms)


def look_up_card(store: Store, context: ShopContext, card_id: bytes, at_ms: int) -> MemberFile | Refusal:
    """The member whose card this is; a well-signed card that this database does not know is refused."""
    with store.read() as connection:
        member = members.by_card(connection, card_id)
        if member is None:
            return Refusal(RefusalReason.CARD_UNKNOWN)
        return _member_file(connection, context, member, at_ms)


def row(store: Store, member_id: int) -> MemberRow:
    """One row of the list, read again."""
    with store.read() as connection:
        return members.row(connection, member_id)


def join(store: Store, context: ShopContext, command: Join) -> MemberFile | Refusal:
    """Make a member with a signed card, starting stamps included, and queue the card; once per operation id. A phone
    that a member had before and gave up is not welcomed again.

    Refused when the phone cannot be read or belongs to someone already, and when the referrer cannot be noted.
    """
    phone = parse_phone(command.phone) if command.phone else ""
    name = clean_name(command.name) if command.name else ""
    refused = limits.check(context.person, Action.JOIN, {})
    for problem in (refused, phone, name):
        if isinstance(problem, Refusal):
            return problem
    with store.write() as connection:
        if ledger.operation(connection, command.operation_id) is None:
            taken = members.by_phone(connection, str(phone)) if phone else None
            if taken is not None:
                return Refusal(RefusalReason.PHONE_TAKEN, {"name": taken.name or f"#{taken.number}"})
            refusal = admit(connection, context, replace(command, phone=str(phone), name=str(name)), context.prints)
            if refusal is not None:
                return refusal
        member = members.get(connection, command.member_id)
        return _member_file(connection, context, member, command.at_ms)


def update(store: Store, context: ShopContext, member: Member, at_ms: int) -> Member | Refusal:
    """Write changed personal data. Name and phone are given as typed and are cleaned here.

    The business day of `at_ms` is kept when a birthday that was known before is changed: a gift was perhaps given.
    Of a phone that is changed or taken out a keyed digest stays, so that nobody is welcomed with it once more.
    """
    refused = limits.check(context.person, Action.EDIT_MEMBER, {})
    name = clean_name(member.name) if member.name else ""
    phone = parse_phone(member.phone) if member.phone else ""
    for problem in (refused, name, phone):
        if isinstance(problem, Refusal):
            return problem
    changed = replace(member, name=str(name), phone=str(phone))
    with store.write() as connection:
        other = members.by_phone(connection, changed.phone) if changed.phone else None
        if other is not None and other.id != member.id:
            return Refusal(RefusalReason.PHONE_TAKEN, {"name": other.name or f"#{other.number}"})
        before = members.get(connection, changed.id)
        if before is not None and before.birthday not in (None, changed.birthday):
            changed = replace(changed, birthday_changed_on=context.shop.calendar.business_day(at_ms))
        if before is not None and before.phone not in ("", changed.phone):
            given_up_phones.keep(connection, phone_digest(context.card_secret, before.phone))
        members.update(connection, changed)
    return changed


def print_member_card(store: Store, context: ShopContext, member_id: int, job_id: str, at_ms: int) -> Refusal | None:
    """Queue the member's card once more."""
    with store.write() as connection:
        member = members.get(connection, member_id)
        cards = members.cards_of(connection, member_id)
        if member is None or not cards:
            return Refusal(RefusalReason.MEMBER_UNKNOWN)
        slips.queue(connection, slips.member_card_document(context, member, cards[-1]), job_id, at_ms, None)
    return None


def older(store: Store, member_id: int, limit: int, before: tuple[int, str] | None) -> tuple[Operation, ...]:
    """A page of the member's history, newest first."""
    with store.read() as connection:
        return history.of_member(connection, member_id, limit, before)


def admit(connection: Connection, context: ShopContext, command: Join, prints_card: bool) -> Refusal | None:
    """Make a member in the caller's transaction, of a phone and a name that were read and that nobody has.

    Refused, with nothing written, when the referrer cannot be noted.
    """
    newcomer = Standing(command.member_id, joined_at_ms=command.at_ms, birthday=command.birthday)
    referral = _referral(connection, context, command, newcomer)
    if isinstance(referral, Refusal):
        return referral
    member = Member(
        id=command.member_id,
        number=members.next_number(connection),
        joined_at_ms=command.at_ms,
        phone=command.phone,
        name=command.name,
        birthday=command.birthday,
    )
    members.add(connection, member, command.card_id)
    was_here = bool(command.phone) and given_up_phones.has(connection, phone_digest(context.card_secret, command.phone))
    entries = join_entries(context.programmes, newcomer, command.at_ms, context.shop, command.operation_id, was_here)
    operation = new_operation(
        connection, context, OperationKind.JOIN, command.operation_id, command.at_ms, member.id, entries
    )
    ledger.append(connection, operation)
    if referral is not None:
        referrals.record(connection, context, *referral)
    if prints_card:
        card = slips.member_card_document(context, member, command.card_id)
        slips.queue(connection, card, command.print_job_id, command.at_ms, operation)
    return None


def _referral(
    connection: Connection, context: ShopContext, command: Join, newcomer: Standing
) -> tuple[Refer, tuple[Entry, ...]] | Refusal | None:
    """What notes who brought the newcomer; None when nobody did."""
    if command.referrer_id is None:
        return None
    wish = Refer(command.referral_id, command.at_ms, command.member_id, command.referrer_id)
    entries = referrals.entries_of(connection, context, wish, newcomer)
    return entries if isinstance(entries, Refusal) else (wish, entries)


def _member_file(
    connection: Connection, context: ShopContext, member: Member | None, at_ms: int
) -> MemberFile | Refusal:
    if member is None:
        return Refusal(RefusalReason.MEMBER_UNKNOWN)
    cards = members.cards_of(connection, member.id)
    year = context.shop.calendar.business_day(at_ms).year
    return MemberFile(
        member=member,
        standing=ledger.standing(connection, member.id),
        recent=history.of_member(connection, member.id, RECENT),
        card_id=cards[-1] if cards else None,
        spent_this_year=members.spent_in_year(connection, member.id, year),
    )
