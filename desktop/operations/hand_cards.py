"""Cards to be stamped by hand: made and printed, taken over into the system at their first scan, and voided."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import cast

from db import hand_cards, ledger
from db import members as people
from db.hand_cards import HandCard
from db.store import Connection, Store
from desktop.operations import members, slips
from desktop.operations.context import ShopContext
from desktop.operations.members import Join, MemberFile
from desktop.operations.recording import Recorded, new_operation, recorded_before
from loyalty import hand_cards as rules
from loyalty import limits
from loyalty.ledger import OperationKind
from loyalty.limits import Action
from loyalty.members import Member
from loyalty.phones import parse_phone
from loyalty.programmes import Programme
from loyalty.programs.kind import whole
from loyalty.refusals import Refusal, RefusalReason
from printing.document import Document
from printing.layouts.stamp_card import Serial

_ROLE = "card"


@dataclass(frozen=True)
class MakeCards:
    """The wish to make cards of one stamp card, one for each of `card_ids` (10 random bytes each).

    Each is a slip of its own, the first with the id `print_job_id`, the others with those that follow it: where the
    paper ends between two, only the rest is missing. With a `member_id` they are that member's from the beginning.
    """

    operation_id: str
    print_job_id: str
    at_ms: int
    programme_id: str
    card_ids: tuple[bytes, ...]
    member_id: int | None = None


@dataclass(frozen=True)
class Made:
    """The cards that were made, in the order in which they are printed."""

    programme: Programme
    cards: tuple[HandCard, ...]


@dataclass(frozen=True)
class PaperCard:
    """A card whose stamps have not been taken over yet: whose it is, if anybody's."""

    card: HandCard
    programme: Programme
    owner: MemberFile | None


@dataclass(frozen=True)
class TakeOver:
    """The wish to take a card's stamps over: for the member it belongs to already, else for `member_id`, else for
    whoever has `phone`, else for a new member with it, or, of "", for a new bearer card.

    A new member gets `new_member_id` and joins by the operation `join_id`.
    """

    operation_id: str
    join_id: str
    new_member_id: int
    at_ms: int
    card_id: bytes
    stamps: int
    member_id: int | None = None
    phone: str = ""


def make(store: Store, context: ShopContext, command: MakeCards) -> Made | Refusal:
    """Record cards and queue them for the printer; the same operation id again answers the same cards.

    Refused: MALFORMED for a programme that is unknown or no stamp card, STOPPED, QUANTITY_OUT_OF_RANGE (1 to 200),
    MEMBER_UNKNOWN.
    """
    count = len(command.card_ids)
    programme = _programme(context, command.programme_id)
    refused = limits.check(context.person, Action.ISSUE, {"count": count})
    refused = refused or rules.refusal_to_make(programme, command.programme_id, count)
    if refused is not None:
        return refused
    with store.write() as connection:
        cards = hand_cards.of_batch(connection, command.operation_id)
        if not cards:
            if command.member_id is not None and people.get(connection, command.member_id) is None:
                return Refusal(RefusalReason.MEMBER_UNKNOWN)
            cards = _new_cards(connection, context, cast(Programme, programme), command)
            _queue(connection, context, cast(Programme, programme), cards, command)
    return Made(cast(Programme, programme), cards)


def documents(context: ShopContext, programme: Programme, card_ids: Iterable[bytes]) -> tuple[Document, ...]:
    """The slips of cards, in their order; those of cards that do not exist are a preview."""
    serials = [Serial(rules.serial_of(each), rules.hand_card_code(context.card_secret, each)) for each in card_ids]
    return slips.stamp_card_documents(context, programme, serials)


def look_up(store: Store, context: ShopContext, card_id: bytes, at_ms: int) -> MemberFile | PaperCard | Refusal:
    """Whose card was scanned; a PaperCard while nobody has said how many stamps are on it.

    Refused: HAND_CARD_UNKNOWN, HAND_CARD_VOID, HAND_CARD_STOPPED.
    """
    with store.read() as connection:
        card = _usable(connection, context, hand_cards.get(connection, card_id), rules.serial_of(card_id))
        if isinstance(card, Refusal):
            return card
        return _paper(connection, context, card, at_ms)


def look_up_serial(store: Store, context: ShopContext, typed: str, at_ms: int) -> MemberFile | PaperCard | Refusal:
    """The same by the serial that is printed on the card, as typed. MEMBER_UNKNOWN when it is none that was issued and
    could as well be somebody's name."""
    serial = rules.typed_serial(typed)
    with store.read() as connection:
        found = hand_cards.by_serial(connection, serial)
        if found is None and serial.isalpha():
            return Refusal(RefusalReason.MEMBER_UNKNOWN)
        card = _usable(connection, context, found, serial)
        if isinstance(card, Refusal):
            return card
        return _paper(connection, context, card, at_ms)


def take_over(store: Store, context: ShopContext, command: TakeOver) -> Recorded | Refusal:
    """Bind a card to its member and record its stamps as an ADJUST operation, once for each card unless it is undone.

    Refused: HAND_CARD_UNKNOWN, HAND_CARD_VOID, HAND_CARD_STOPPED, HAND_CARD_TAKEN, HAND_CARD_COUNT, PHONE_UNREADABLE,
    MEMBER_UNKNOWN.
    """
    phone = parse_phone(command.phone) if command.phone.strip() else ""
    refused = limits.check(context.person, Action.TAKE_OVER, {"amount": command.stamps})
    if refused is not None or isinstance(phone, Refusal):
        return refused or cast(Refusal, phone)
    with store.write() as connection:
        again = recorded_before(connection, command.operation_id)
        if again is not None:
            return again
        found = hand_cards.get(connection, command.card_id)
        card = _usable(connection, context, found, rules.serial_of(command.card_id))
        if isinstance(card, Refusal):
            return card
        programme = cast(Programme, _programme(context, card.programme_id))
        refused = _why_not(connection, context, card, programme, command.stamps)
        if refused is not None:
            return refused
        member = _owner(connection, context, card, replace(command, phone=phone))
        return member if isinstance(member, Refusal) else _record(connection, context, card, programme, member, command)


def void(store: Store, context: ShopContext, card_id: bytes, at_ms: int) -> HandCard | Refusal:
    """A card that was lost or spoiled before it came to the counter does not count any more; twice is once.

    Refused: HAND_CARD_UNKNOWN; HAND_CARD_BOUND for one that is somebody's already.
    """
    refused = limits.check(context.person, Action.ISSUE, {})
    if refused is not None:
        return refused
    with store.write() as connection:
        card = hand_cards.get(connection, card_id)
        if card is None:
            return Refusal(RefusalReason.HAND_CARD_UNKNOWN, {"serial": rules.serial_of(card_id)})
        if card.member_id is not None:
            return Refusal(RefusalReason.HAND_CARD_BOUND, {"serial": card.serial})
        if card.voided_at_ms is None:
            hand_cards.void(connection, card_id, at_ms, context.person.id)
        return hand_cards.get(connection, card_id) or card


def _new_cards(
    connection: Connection, context: ShopContext, programme: Programme, command: MakeCards
) -> tuple[HandCard, ...]:
    ids = tuple(_unused(connection, command.card_ids))
    common = (programme.id, command.operation_id)
    circles, by = whole(programme, "stamps_needed"), context.person.id
    cards = tuple(
        HandCard(each, rules.serial_of(each), *common, place, circles, by, command.at_ms, command.member_id)
        for place, each in enumerate(ids)
    )
    hand_cards.add_all(connection, cards)
    for card in cards if command.member_id is not None else ():
        people.add_card(connection, cast(int, command.member_id), card.card_id)
    return cards


def _unused(connection: Connection, card_ids: Iterable[bytes]) -> Iterable[bytes]:
    """Serials are short: an id whose serial is in use already makes way for one that is made of it."""
    taken: set[str] = set()
    for card_id in card_ids:
        found = card_id
        while (serial := rules.serial_of(found)) in taken or hand_cards.by_serial(connection, serial) is not None:
            found = hashlib.sha256(found).digest()[: len(card_id)]
        taken.add(serial)
        yield found


def _queue(
    connection: Connection, context: ShopContext, programme: Programme, cards: Sequence[HandCard], command: MakeCards
) -> None:
    for place, slip in enumerate(documents(context, programme, [card.card_id for card in cards])):
        job_id = slips.following(command.print_job_id, place)
        slips.queue(connection, slip, job_id, command.at_ms, None, role=_ROLE)


def _usable(connection: Connection, context: ShopContext, card: HandCard | None, serial: str) -> HandCard | Refusal:
    """The card as long as it counts. One that is somebody's counts also when its programme was stopped."""
    if card is None:
        return Refusal(RefusalReason.HAND_CARD_UNKNOWN, {"serial": serial})
    if card.voided_at_ms is not None:
        day = context.shop.calendar.business_day(card.voided_at_ms)
        return Refusal(RefusalReason.HAND_CARD_VOID, {"serial": card.serial, "day": day.isoformat()})
    programme = _programme(context, card.programme_id)
    if card.member_id is None and (programme is None or programme.stopped):
        name = card.programme_id if programme is None else programme.name
        return Refusal(RefusalReason.HAND_CARD_STOPPED, {"programme": name})
    return card


def _paper(
    connection: Connection, context: ShopContext, card: HandCard, at_ms: int
) -> MemberFile | PaperCard | Refusal:
    owner = None
    if card.member_id is not None:
        file = members.file_of(connection, context, card.member_id, at_ms)
        programme = _programme(context, card.programme_id)
        if isinstance(file, Refusal) or _is_taken(connection, card) or programme is None or programme.stopped:
            return file
        owner = file
    programme = cast(Programme, _programme(context, card.programme_id))
    return PaperCard(card, programme, owner)


def _is_taken(connection: Connection, card: HandCard) -> bool:
    """Whether the stamps were taken over, and nobody undid it."""
    if card.taken_over is None:
        return False
    undone = (each.kind is OperationKind.UNDO for each in ledger.reversals_of(connection, card.taken_over))
    return not any(undone)


def _why_not(
    connection: Connection, context: ShopContext, card: HandCard, programme: Programme, stamps: int
) -> Refusal | None:
    if _is_taken(connection, card):
        return Refusal(RefusalReason.HAND_CARD_TAKEN, {"serial": card.serial})
    return rules.why_not(programme, stamps, card.circles)


def _owner(connection: Connection, context: ShopContext, card: HandCard, command: TakeOver) -> Member | Refusal:
    """Whose the card is or becomes; a new member when it is nobody's."""
    if card.member_id is not None:
        return people.get(connection, card.member_id) or Refusal(RefusalReason.MEMBER_UNKNOWN)
    if command.member_id is not None:
        member = people.get(connection, command.member_id)
    else:
        member = people.by_phone(connection, command.phone) if command.phone else None
    if member is not None:
        people.add_card(connection, member.id, card.card_id)
        return member
    if command.member_id is None:
        ids = (command.join_id, "", command.new_member_id, card.card_id)
        refusal = members.admit(connection, context, Join(*ids, command.at_ms, command.phone), prints_card=False)
        if refusal is not None:
            return refusal
        member = people.get(connection, command.new_member_id)
    return member or Refusal(RefusalReason.MEMBER_UNKNOWN)


def _record(
    connection: Connection,
    context: ShopContext,
    card: HandCard,
    programme: Programme,
    member: Member,
    command: TakeOver,
) -> Recorded:
    standing = ledger.standing(connection, member.id)
    paper, at_ms, shop = (command.stamps, card.circles, card.made_at_ms), command.at_ms, context.shop
    programmes, operation_id = context.programmes, command.operation_id
    taken = rules.take_over(programmes, programme, *paper, standing, at_ms, shop, operation_id)
    note = context.words("hand_cards.note", serial=card.serial)
    detail = {**taken.detail, "hand_card": card.serial, "note": note}
    operation = new_operation(
        connection, context, OperationKind.ADJUST, operation_id, at_ms, member.id, taken.entries, detail=detail
    )
    ledger.append(connection, operation)
    hand_cards.bind(connection, card.card_id, member.id, operation.id)
    return Recorded(operation, member, taken.before, taken.after)


def _programme(context: ShopContext, programme_id: str) -> Programme | None:
    return next((each for each in context.programmes if each.id == programme_id), None)
