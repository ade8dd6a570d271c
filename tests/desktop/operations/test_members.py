"""Joining and changing members: once, with a signed card, never two people on one phone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db import members as table
from db import print_jobs
from desktop.operations import members
from desktop.operations.members import MemberFile
from loyalty.basket import Line
from loyalty.cards import card_code, parse_card
from loyalty.ledger import Account, Unit
from loyalty.members import Birthday, BirthdayCalendar, Member
from loyalty.phones import phone_digest
from loyalty.refusals import Refusal, RefusalReason
from tests.desktop.operations.small_shop import POINTS, STAMPS, SmallShop
from tests.loyalty.programs.terms import programme

NOVEMBER = Birthday(BirthdayCalendar.SOLAR, 11, 30, 1986)


def test_a_phone_makes_a_member_with_a_card_that_finds_them_again(shop: SmallShop) -> None:
    file = shop.join("0912-345-678", "王小美")
    assert isinstance(file, MemberFile)
    assert (file.member.phone, file.member.name, file.member.number) == ("0912345678", "王小美", 1)
    assert file.card_id is not None
    card = parse_card(shop.context.card_secret, card_code(shop.context.card_secret, file.card_id))
    assert isinstance(card, bytes)
    found = members.look_up_card(shop.store, shop.context, card, shop.clock.now_ms())
    assert isinstance(found, MemberFile)
    assert found.member == file.member


@pytest.mark.parametrize("written", ["0912345678", "+886 912 345 678", "０９１２３４５６７８", "886912345678"])
def test_every_written_form_of_a_phone_is_the_same_person(shop: SmallShop, written: str) -> None:
    shop.member("0912-345-678", "王小美")
    assert shop.join(written) == Refusal(RefusalReason.PHONE_TAKEN, {"name": "王小美"})


def test_joining_sent_twice_makes_one_member_and_one_card(shop: SmallShop) -> None:
    command = shop.join_command("0912345678")
    first = members.join(shop.store, shop.context, command)
    second = members.join(shop.store, shop.context, command)
    assert first == second
    with shop.store.read() as connection:
        assert len(print_jobs.waiting(connection)) == 1
        assert table.next_number(connection) == 2


def test_a_bearer_card_has_no_personal_data(shop: SmallShop) -> None:
    file = shop.join("")
    assert isinstance(file, MemberFile)
    assert file.member.is_bearer
    assert file.card_id is not None
    other = shop.join("")
    assert isinstance(other, MemberFile)
    assert other.member.number == 2


def test_a_phone_nobody_can_read_is_refused_and_makes_nobody(shop: SmallShop) -> None:
    answer = shop.join("12")
    assert isinstance(answer, Refusal)
    assert answer.reason is RefusalReason.PHONE_UNREADABLE
    with shop.store.read() as connection:
        assert table.next_number(connection) == 1


def test_a_rare_name_is_kept_whole_and_control_characters_are_not(shop: SmallShop) -> None:
    file = shop.join("0912345678", "  堃\u0007喆\u202e 𠮷☕ ")
    assert isinstance(file, MemberFile)
    assert file.member.name == "堃喆 𠮷☕"


def test_a_member_cannot_take_another_ones_phone(shop: SmallShop) -> None:
    shop.member("0912345678", "王小美")
    other = shop.join("0922000111")
    assert isinstance(other, MemberFile)
    taken = members.update(shop.store, shop.context, replace(other.member, phone="0912 345 678"), shop.clock.now_ms())
    assert taken == Refusal(RefusalReason.PHONE_TAKEN, {"name": "王小美"})
    kept = members.update(
        shop.store, shop.context, replace(other.member, name="林志豪", note="靠窗"), shop.clock.now_ms()
    )
    assert not isinstance(kept, Refusal)
    found = members.look_up(shop.store, shop.context, other.member.id, shop.clock.now_ms())
    assert isinstance(found, MemberFile)
    assert (found.member.name, found.member.note, found.member.phone) == ("林志豪", "靠窗", "0922000111")


def test_an_unknown_member_and_an_unknown_card_are_refused(shop: SmallShop) -> None:
    now_ms = shop.clock.now_ms()
    assert members.look_up(shop.store, shop.context, 5, now_ms) == Refusal(RefusalReason.MEMBER_UNKNOWN)
    assert members.look_up_card(shop.store, shop.context, b"0123456789", now_ms) == Refusal(RefusalReason.CARD_UNKNOWN)


def test_a_birthday_given_when_joining_is_celebrated_at_once(shop: SmallShop) -> None:
    gift = {"effects": ["reward"], "reward_title": "生日蛋糕"}
    shop.run(programme("birthday", "birthday", window="month", **gift))
    file = members.join(shop.store, shop.context, shop.join_command("0912345678", birthday=NOVEMBER))
    assert isinstance(file, MemberFile)
    assert (file.member.birthday, file.standing.birthday) == (NOVEMBER, NOVEMBER)
    sale = shop.sold(file.member.id, (Line(100),))
    assert [offer.most for offer in sale.outcome.offers if offer.id.startswith("birthday")] == [1]


def test_a_birthday_that_is_changed_is_remembered_with_its_day_and_one_that_is_added_is_not(shop: SmallShop) -> None:
    file = shop.join("0912345678")
    assert isinstance(file, MemberFile)
    now_ms = shop.clock.now_ms()
    added = members.update(shop.store, shop.context, replace(file.member, birthday=NOVEMBER), now_ms)
    assert isinstance(added, Member)
    assert added.birthday_changed_on is None
    same = members.update(shop.store, shop.context, replace(added, note="靠窗"), now_ms)
    assert isinstance(same, Member)
    assert same.birthday_changed_on is None
    changed = members.update(shop.store, shop.context, replace(same, birthday=replace(NOVEMBER, day=1)), now_ms)
    assert isinstance(changed, Member)
    today = shop.context.shop.calendar.business_day(now_ms)
    assert changed.birthday_changed_on == shop.standing(changed.id).birthday_changed_on == today


def test_the_shops_own_groups_of_people_are_kept(shop: SmallShop) -> None:
    file = shop.join("0912345678")
    assert isinstance(file, MemberFile)
    members.update(shop.store, shop.context, replace(file.member, tags=("鄰居", "試吃員")), shop.clock.now_ms())
    assert shop.standing(file.member.id).tags == ("鄰居", "試吃員")
    found = members.look_up(shop.store, shop.context, file.member.id, shop.clock.now_ms())
    assert isinstance(found, MemberFile)
    assert found.member.tags == ("鄰居", "試吃員")


def test_a_welcome_comes_with_joining(shop: SmallShop) -> None:
    shop.run(programme("welcome", "welcome", reward_title="第一杯半價", bonus_points=5, bonus_programme="points"))
    assert shop.balance(shop.member(), POINTS) == 5
    shop.assert_clean()


def stamps_of_a_newcomer(shop: SmallShop, phone: str) -> tuple[int, int]:
    """The starting stamps and the welcome gifts of whoever joins with this phone."""
    file = shop.join(phone)
    assert isinstance(file, MemberFile)
    return file.standing.balance(STAMPS), file.standing.balance(Account("hello", Unit.REWARD))


@pytest.mark.parametrize("given_up", ["0987654321", ""])
def test_a_phone_that_was_given_up_is_not_welcomed_again(shop: SmallShop, given_up: str) -> None:
    welcoming(shop)
    assert stamps_of_a_newcomer(shop, "0912345678") == (2, 1)
    with shop.store.read() as connection:
        first = table.by_phone(connection, "0912345678")
    assert first is not None
    members.update(shop.store, shop.context, replace(first, phone=given_up), shop.clock.now_ms())
    assert stamps_of_a_newcomer(shop, "0912 345 678") == (0, 0)
    assert stamps_of_a_newcomer(shop, "0922333444") == (2, 1)
    shop.assert_clean()


def test_a_phone_that_stays_or_comes_back_to_its_member_changes_nothing(shop: SmallShop) -> None:
    welcoming(shop)
    file = shop.join("0912345678")
    assert isinstance(file, MemberFile)
    for phone in ("0912345678", "0987654321", "0912345678", "0987654321"):
        changed = members.update(shop.store, shop.context, replace(file.member, phone=phone), shop.clock.now_ms())
        assert isinstance(changed, Member)
    assert shop.balance(file.member.id, STAMPS) == 2


def test_no_number_can_be_read_from_what_is_kept_of_it(shop: SmallShop) -> None:
    file = shop.join("0912345678")
    assert isinstance(file, MemberFile)
    members.update(shop.store, shop.context, replace(file.member, phone=""), shop.clock.now_ms())
    with shop.store.read() as connection:
        (kept,) = connection.exec_driver_sql("SELECT digest FROM given_up_phones").scalars().all()
    assert len(kept) == 16
    assert b"912345678" not in kept
    assert kept == phone_digest(shop.context.card_secret, "0912345678")
    assert kept != phone_digest(b"another shop's key", "0912345678")


def welcoming(shop: SmallShop) -> None:
    """The card starts with two stamps, and there is a gift for whoever joins."""
    card = next(each for each in shop.context.programmes if each.id == STAMPS.programme_id)
    started = replace(card, terms={**card.terms, "starting_stamps": 2})
    others = (each for each in shop.context.programmes if each is not card)
    gift = programme("welcome", "hello", reward_kind="free_item", reward_title="餅乾")
    shop.context = replace(shop.context, programmes=(*others, started, gift))
