"""Cards to be stamped by hand: made, printed, taken over once at their first scan, never counted when they must not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db import hand_cards as stored
from db import ledger, members, print_jobs
from db.print_jobs import PrintJob
from desktop.operations import hand_cards, reversals
from desktop.operations.hand_cards import Made, MakeCards, PaperCard, TakeOver
from desktop.operations.members import MemberFile
from desktop.operations.recording import Recorded
from desktop.operations.reversals import Reversed, Undo
from loyalty.cards import is_hand_card, parse_card
from loyalty.hand_cards import hand_card_code, serial_of
from loyalty.ledger import EntryReason, OperationKind
from loyalty.presets import STAMP_CARD_ID
from loyalty.programmes import Programme
from loyalty.refusals import Refusal, RefusalReason
from printing import document
from printing.document import Qr
from tests.desktop.operations.small_shop import CARD_REWARD, DAY_MS, POINTS, STAMPS, SmallShop


def wish(shop: SmallShop, count: int = 1, member_id: int | None = None, programme: str = STAMP_CARD_ID) -> MakeCards:
    ids = shop.maker.operation_id(), shop.maker.operation_id()
    cards = tuple(shop.maker.card_id() for _ in range(count))
    return MakeCards(*ids, shop.clock.now_ms(), programme, cards, member_id)


def made(shop: SmallShop, count: int = 1, member_id: int | None = None) -> Made:
    answer = hand_cards.make(shop.store, shop.context, wish(shop, count, member_id))
    assert isinstance(answer, Made)
    return answer


def a_card(shop: SmallShop) -> bytes:
    return made(shop).cards[0].card_id


def take(shop: SmallShop, card: bytes, stamps: int, member: int | None = None, phone: str = "") -> Recorded | Refusal:
    make = shop.maker
    ids = make.operation_id(), make.operation_id(), make.member_id()
    command = TakeOver(*ids, shop.clock.now_ms(), card, stamps, member, phone)
    return hand_cards.take_over(shop.store, shop.context, command)


def taken(shop: SmallShop, card: bytes, stamps: int, member: int | None = None, phone: str = "") -> Recorded:
    answer = take(shop, card, stamps, member, phone)
    assert isinstance(answer, Recorded), answer
    return answer


def scanned(shop: SmallShop, card: bytes) -> MemberFile | PaperCard | Refusal:
    code = hand_card_code(shop.context.card_secret, card)
    assert is_hand_card(code)
    assert parse_card(shop.context.card_secret, code) == card
    return hand_cards.look_up(shop.store, shop.context, card, shop.clock.now_ms())


def undo(shop: SmallShop) -> Reversed:
    answer = reversals.undo(shop.store, shop.context, Undo(shop.maker.operation_id(), shop.clock.now_ms()))
    assert isinstance(answer, Reversed), answer
    return answer


def jobs(shop: SmallShop) -> list[PrintJob]:
    with shop.store.read() as connection:
        return list(print_jobs.waiting(connection))


def change(shop: SmallShop, **terms: object) -> None:
    """From today on the stamp card has other terms; the version before stays known."""
    old = next(each for each in shop.context.programmes if each.id == STAMP_CARD_ID)
    today = shop.context.shop.calendar.business_day(shop.clock.now_ms())
    new = replace(old, version=2, terms={**old.terms, **terms}, from_day=today, earlier=(old,))
    others = tuple(each for each in shop.context.programmes if each.id != STAMP_CARD_ID)
    shop.context = replace(shop.context, programmes=(*others, new))


def stop(shop: SmallShop) -> Programme:
    stopped = tuple(replace(each, stopped=each.id == STAMP_CARD_ID) for each in shop.context.programmes)
    shop.context = replace(shop.context, programmes=stopped)
    return next(each for each in stopped if each.stopped)


def test_a_strip_is_recorded_and_printed_a_slip_each_for_the_printer_of_cards(shop: SmallShop) -> None:
    answer = made(shop, 3)
    assert [card.serial for card in answer.cards] == [serial_of(card.card_id) for card in answer.cards]
    queued = jobs(shop)
    assert [job.role for job in queued] == ["card"] * 3
    codes = [
        block.data for job in queued for block in document.from_bytes(job.document).blocks if isinstance(block, Qr)
    ]
    assert codes == [hand_card_code(shop.context.card_secret, card.card_id) for card in answer.cards]
    with shop.store.read() as connection:
        card = stored.by_serial(connection, answer.cards[1].serial)
    assert card == answer.cards[1]
    assert (card.programme_id, card.place, card.staff, card.member_id) == (STAMP_CARD_ID, 1, "owner", None)


def test_the_same_wish_again_makes_no_further_cards(shop: SmallShop) -> None:
    command = wish(shop, 2)
    first = hand_cards.make(shop.store, shop.context, command)
    assert hand_cards.make(shop.store, shop.context, command) == first
    assert len(jobs(shop)) == 2


def test_two_cards_never_have_one_serial(shop: SmallShop) -> None:
    command = wish(shop, 1)
    twins = (bytes(5) + b"aaaaa", bytes(5) + b"bbbbb")
    answer = hand_cards.make(shop.store, shop.context, replace(command, card_ids=twins))
    assert isinstance(answer, Made)
    assert len({card.serial for card in answer.cards}) == 2


@pytest.mark.parametrize("count", [0, 201])
def test_at_most_200_cards_are_made_at_once(shop: SmallShop, count: int) -> None:
    answer = hand_cards.make(shop.store, shop.context, wish(shop, count))
    assert answer == Refusal(RefusalReason.QUANTITY_OUT_OF_RANGE, {"limit": 200})


def test_only_a_running_stamp_card_has_paper(shop: SmallShop) -> None:
    answer = hand_cards.make(shop.store, shop.context, wish(shop, programme="points"))
    assert isinstance(answer, Refusal)
    assert answer.reason is RefusalReason.MALFORMED
    stop(shop)
    assert hand_cards.make(shop.store, shop.context, wish(shop)) == Refusal(RefusalReason.STOPPED)
    assert jobs(shop) == []


def test_the_first_scan_asks_and_the_card_becomes_a_bearers_with_what_is_on_it(shop: SmallShop) -> None:
    card = a_card(shop)
    asked = scanned(shop, card)
    assert isinstance(asked, PaperCard)
    assert (asked.card.circles, asked.owner) == (10, None)
    done = taken(shop, card, 7)
    assert done.operation.kind is OperationKind.ADJUST
    assert [(entry.delta, entry.reason) for entry in done.operation.entries] == [(7, EntryReason.TAKEN_OVER)]
    assert done.operation.detail == {"on_paper": 7, "hand_card": serial_of(card), "note": f"紙卡 {serial_of(card)}"}
    assert (done.after[STAMPS], done.member.is_bearer) == (7, True)
    file = scanned(shop, card)
    assert isinstance(file, MemberFile)
    assert (file.member.id, file.standing.balance(STAMPS)) == (done.member.id, 7)
    shop.assert_clean()


def test_a_new_bearer_gets_no_second_card_printed(shop: SmallShop) -> None:
    card = a_card(shop)
    before = len(jobs(shop))
    taken(shop, card, 3)
    assert len(jobs(shop)) == before


def test_the_stamps_are_those_of_the_member_at_the_counter(shop: SmallShop) -> None:
    member = shop.member(name="王小美")
    shop.sell(member, stamps=4)
    card = a_card(shop)
    done = taken(shop, card, 5, member)
    assert (done.member.id, shop.balance(member, STAMPS)) == (member, 9)
    file = scanned(shop, card)
    assert isinstance(file, MemberFile)
    assert file.member.id == member
    shop.assert_clean()


def test_a_phone_finds_its_member_or_makes_one(shop: SmallShop) -> None:
    member = shop.member("0912345678", "王小美")
    assert taken(shop, a_card(shop), 2, phone="0912-345-678").member.id == member
    new = taken(shop, a_card(shop), 3, phone="0922333444")
    assert (new.member.phone, new.after[STAMPS], new.member.id != member) == ("0922333444", 3, True)
    assert take(shop, a_card(shop), 1, phone="12") == Refusal(RefusalReason.PHONE_UNREADABLE)
    shop.assert_clean()


def test_stamps_are_taken_over_once_for_each_serial(shop: SmallShop) -> None:
    card = a_card(shop)
    done = taken(shop, card, 7)
    again = take(shop, card, 7)
    assert again == Refusal(RefusalReason.HAND_CARD_TAKEN, {"serial": serial_of(card)})
    assert shop.balance(done.member.id, STAMPS) == 7


def test_the_same_wish_to_take_over_is_done_once(shop: SmallShop) -> None:
    make, card = shop.maker, a_card(shop)
    ids = make.operation_id(), make.operation_id(), make.member_id()
    command = TakeOver(*ids, shop.clock.now_ms(), card, 7)
    answers = [hand_cards.take_over(shop.store, shop.context, command) for _ in range(2)]
    assert isinstance(answers[0], Recorded)
    assert isinstance(answers[1], Recorded)
    assert answers[0].operation == answers[1].operation
    assert shop.balance(answers[0].member.id, STAMPS) == 7


def test_a_take_over_is_undone_and_done_again_for_the_same_member(shop: SmallShop) -> None:
    card = a_card(shop)
    member = taken(shop, card, 9).member.id
    undo(shop)
    assert shop.balance(member, STAMPS) == 0
    asked = scanned(shop, card)
    assert isinstance(asked, PaperCard)
    assert asked.owner is not None
    assert asked.owner.member.id == member
    done = taken(shop, card, 6, phone="0912345678")
    assert (done.member.id, shop.balance(member, STAMPS)) == (member, 6)
    shop.assert_clean()


def test_no_stamps_are_taken_over_too_and_can_be_undone(shop: SmallShop) -> None:
    card = a_card(shop)
    done = taken(shop, card, 0)
    assert done.operation.entries == ()
    assert isinstance(scanned(shop, card), MemberFile)
    undo(shop)
    assert isinstance(scanned(shop, card), PaperCard)
    shop.assert_clean()


def test_a_full_paper_card_becomes_the_reward(shop: SmallShop) -> None:
    done = taken(shop, a_card(shop), 10)
    assert (done.after[STAMPS], done.after[CARD_REWARD]) == (0, 1)
    undo(shop)
    assert (shop.balance(done.member.id, STAMPS), shop.balance(done.member.id, CARD_REWARD)) == (0, 0)
    shop.assert_clean()


@pytest.mark.parametrize(("stamps", "halfway", "gifts"), [(4, 0, 0), (6, 1, 0), (10, 1, 1)])
def test_stamps_on_paper_pass_the_half_way_mark(shop: SmallShop, stamps: int, halfway: int, gifts: int) -> None:
    card = a_card(shop)
    change(shop, halfway_at=5, halfway_title="餅乾")
    done = taken(shop, card, stamps)
    rewards = [number for account, number in done.after.items() if account.unit is CARD_REWARD.unit and number]
    assert sum(rewards) == halfway + gifts
    shop.assert_clean()
    undo(shop)
    assert not any(shop.standing(done.member.id).balances().values())


@pytest.mark.parametrize("stamps", [-1, 11])
def test_nobody_has_more_stamps_than_the_paper_has_circles(shop: SmallShop, stamps: int) -> None:
    answer = take(shop, a_card(shop), stamps, phone="0922333444")
    assert answer == Refusal(RefusalReason.HAND_CARD_COUNT, {"limit": 10})
    with shop.store.read() as connection:
        assert members.by_phone(connection, "0922333444") is None


def test_a_card_that_was_full_when_it_was_printed_is_full(shop: SmallShop) -> None:
    card = a_card(shop)
    shop.clock.ms += DAY_MS
    change(shop, stamps_needed=12)
    asked = scanned(shop, card)
    assert isinstance(asked, PaperCard)
    assert asked.card.circles == 10
    done = taken(shop, card, 10)
    assert (done.after[STAMPS], sum(n for each, n in done.after.items() if each.unit == CARD_REWARD.unit)) == (0, 1)
    shop.assert_clean()


@pytest.mark.parametrize("needed", [8, 12])
def test_a_paper_card_keeps_its_circles_when_the_terms_change_on_its_day(shop: SmallShop, needed: int) -> None:
    card = a_card(shop)
    change(shop, stamps_needed=needed, starting_stamps=0, halfway_at=0)
    asked = scanned(shop, card)
    assert isinstance(asked, PaperCard)
    assert asked.card.circles == 10
    done = taken(shop, card, 10)
    assert sum(amount for account, amount in done.after.items() if account.unit is CARD_REWARD.unit) == 1
    shop.assert_clean()


def test_a_card_with_more_circles_than_today_fills_and_keeps_the_rest(shop: SmallShop) -> None:
    card = a_card(shop)
    shop.clock.ms += DAY_MS
    change(shop, stamps_needed=8)
    done = taken(shop, card, 10)
    assert (done.after[STAMPS], done.after[CARD_REWARD]) == (2, 1)


def test_paper_of_a_stopped_programme_is_refused_but_still_finds_its_member(shop: SmallShop) -> None:
    free, bound = a_card(shop), a_card(shop)
    member = taken(shop, bound, 2).member.id
    name = stop(shop).name
    refusal = Refusal(RefusalReason.HAND_CARD_STOPPED, {"programme": name})
    assert scanned(shop, free) == refusal
    assert take(shop, free, 2) == refusal
    file = scanned(shop, bound)
    assert isinstance(file, MemberFile)
    assert file.member.id == member
    undo(shop)
    assert isinstance(scanned(shop, bound), MemberFile)
    assert take(shop, bound, 2) == refusal


def test_a_serial_that_was_never_issued_is_refused(shop: SmallShop) -> None:
    card = shop.maker.card_id()
    refusal = Refusal(RefusalReason.HAND_CARD_UNKNOWN, {"serial": serial_of(card)})
    assert scanned(shop, card) == refusal
    assert take(shop, card, 1) == refusal
    assert hand_cards.void(shop.store, shop.context, card, shop.clock.now_ms()) == refusal


def test_a_voided_serial_is_refused_with_its_day(shop: SmallShop) -> None:
    card = a_card(shop)
    for _ in range(2):
        answer = hand_cards.void(shop.store, shop.context, card, shop.clock.now_ms())
        assert not isinstance(answer, Refusal)
        assert answer.voided_by == "owner"
    refusal = Refusal(RefusalReason.HAND_CARD_VOID, {"serial": serial_of(card), "day": "2026-11-22"})
    assert scanned(shop, card) == refusal
    assert take(shop, card, 1) == refusal


def test_a_members_card_is_not_voided(shop: SmallShop) -> None:
    card = a_card(shop)
    taken(shop, card, 1)
    answer = hand_cards.void(shop.store, shop.context, card, shop.clock.now_ms())
    assert answer == Refusal(RefusalReason.HAND_CARD_BOUND, {"serial": serial_of(card)})


def test_a_card_printed_for_a_member_is_theirs_and_asks_once(shop: SmallShop) -> None:
    member = shop.member(name="王小美")
    card = made(shop, member_id=member).cards[0].card_id
    asked = scanned(shop, card)
    assert isinstance(asked, PaperCard)
    assert asked.owner is not None
    assert asked.owner.member.id == member
    assert taken(shop, card, 4).member.id == member
    assert isinstance(scanned(shop, card), MemberFile)
    assert shop.balance(member, STAMPS) == 4
    unknown = hand_cards.make(shop.store, shop.context, wish(shop, member_id=7))
    assert unknown == Refusal(RefusalReason.MEMBER_UNKNOWN)


def test_a_typed_serial_finds_the_card_as_a_scan_does(shop: SmallShop) -> None:
    card = made(shop).cards[0]
    typed = f" {card.serial[:4].lower()}-{card.serial[4:].lower()} "

    def look(text: str) -> object:
        return hand_cards.look_up_serial(shop.store, shop.context, text, shop.clock.now_ms())

    assert isinstance(look(typed), PaperCard)
    taken(shop, card.card_id, 1)
    assert isinstance(look(typed), MemberFile)
    assert look("JONATHAN") == Refusal(RefusalReason.MEMBER_UNKNOWN)
    assert look("JONATH22") == Refusal(RefusalReason.HAND_CARD_UNKNOWN, {"serial": "JONATH22"})


def test_a_new_member_starts_with_what_every_new_member_starts_with(shop: SmallShop) -> None:
    change(shop, starting_stamps=2)
    done = taken(shop, a_card(shop), 3)
    assert (done.before[STAMPS], done.after[STAMPS]) == (2, 5)
    with shop.store.read() as connection:
        joined = ledger.by_slip(connection, "A", done.operation.number - 1)
    assert joined is not None
    assert joined.kind is OperationKind.JOIN
    assert shop.balance(done.member.id, POINTS) == 0
