"""What can be used on a sale, at the counter: rewards, codes, wallets, plans, and what happens when the member goes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from desktop.operations import programmes
from desktop.operations.members import MemberFile, update
from loyalty.detail import choices_of
from loyalty.ledger import Account, Unit
from loyalty.members import Birthday, BirthdayCalendar
from loyalty.refusals import Refusal
from tests.desktop.benefits import TODAY, benefits, key, keys, publish, to_pay, wallet
from tests.desktop.counter import Till

F = {number: getattr(Qt.Key, f"Key_F{number}") for number in range(1, 13)}
PAID, BONUS = Account("stored", Unit.STORED_PAID), Account("stored", Unit.STORED_BONUS)
CASHBACK = Account("cashback", Unit.CASHBACK)


@pytest.fixture
def mei(till: Till) -> MemberFile:
    """王小美, at the counter."""
    file = till.join("0912345678", "王小美")
    till.seat(file)
    return file


def topped_up(till: Till, file: MemberFile) -> None:
    """2,000 are paid in, 777 come on top."""
    till.seat(file)
    till.press(F[10])
    till.click(till.view.sale.benefits.question.options[0])
    till.press(F[12])


def test_one_key_and_the_plan_top_up_and_the_bonus_comes_once(till: Till, mei: MemberFile) -> None:
    publish(till, "stored")
    till.press(F[10])
    options = till.view.sale.benefits.question.options
    assert [option.text() for option in options] == [
        "1\u2002儲值 NT$ 2,000　加送 贈金 NT$ 777",
        "2\u2002儲值金　金額自訂",
    ]
    till.click(options[0])
    assert to_pay(till) == "NT$ 2,000"
    till.press(F[12])
    assert (till.balance(mei, PAID), till.balance(mei, BONUS)) == (2_000, 777)
    assert "王小美 買儲值金 NT$ 2,000" in till.said
    topped_up(till, mei)
    assert (till.balance(mei, PAID), till.balance(mei, BONUS)) == (4_000, 777)


@pytest.mark.parametrize("option", [0, 1])
def test_what_is_sold_once_offers_no_second(till: Till, mei: MemberFile, option: int) -> None:
    publish(till, "stored")
    till.view.product_wished.emit(till.product("拿鐵", 120).id)
    till.press(F[10])
    till.click(till.view.sale.benefits.question.options[option])
    till.type("350")
    assert [row.more.isEnabled() for row in till.view.sale.lines.rows] == [True, False]


def test_a_top_up_of_any_amount_is_typed(till: Till, mei: MemberFile) -> None:
    publish(till, "stored")
    till.press(F[10])
    till.click(till.view.sale.benefits.question.options[1])
    till.type("350")
    assert (till.amount, to_pay(till)) == ("350", "NT$ 350")
    till.press(Qt.Key.Key_Escape)
    till.type("60")
    assert (till.amount, to_pay(till)) == ("410", "NT$ 410")
    till.press(F[12])
    assert till.balance(mei, PAID) == 350


def test_a_wallet_pays_all_it_can_then_a_typed_part_then_nothing(till: Till, mei: MemberFile) -> None:
    publish(till, "stored")
    topped_up(till, mei)
    till.seat(mei)
    till.type("320")
    till.click(wallet(till, "儲值金"))
    assert to_pay(till) == "NT$ 0"
    till.click(wallet(till, "儲值金"))
    till.type("200")
    assert (till.amount, to_pay(till)) == ("200", "NT$ 120")
    till.click(wallet(till, "儲值金"))
    assert (till.amount, to_pay(till)) == ("320", "NT$ 320")


def test_a_wallet_and_cash_pay_one_sale_with_change(till: Till, mei: MemberFile) -> None:
    publish(till, "stored")
    topped_up(till, mei)
    till.seat(mei)
    till.type("320")
    till.click(wallet(till, "儲值金"))
    till.click(wallet(till, "儲值金"))
    till.type("200")
    till.press(F[8])
    till.type("500")
    assert till.view.sale.tender.received.text() == "找零 NT$ 380"
    till.press(F[12])
    assert till.balance(mei, PAID) == 1_800
    assert till.sales[0].operation.bill == 120


def test_what_a_wallet_pays_shrinks_with_the_bill(till: Till, mei: MemberFile) -> None:
    publish(till, "stored")
    topped_up(till, mei)
    till.seat(mei)
    till.type("320")
    till.click(wallet(till, "儲值金"))
    till.key(Qt.Key.Key_Backspace, "\b")
    till.settle()
    assert wallet(till, "儲值金").reward().note == "付 NT$ 32"
    till.press(F[12])
    assert till.balance(mei, PAID) == 1_968


def test_an_empty_wallet_is_not_shown(till: Till, mei: MemberFile) -> None:
    publish(till, "stored", "cashback")
    till.type("100")
    assert not till.view.sale.wallets.isVisible()


def test_an_automatic_discount_is_applied_declined_and_taken_again(till: Till, mei: MemberFile) -> None:
    publish(till, "tiers")
    till.type("5200")
    till.press(F[12])
    assert "升級為銀卡" in till.said
    till.seat(mei)
    till.type("100")
    benefits(till)
    assert keys(till, "applied")["銀卡"].note == "已折 NT$ 10"
    assert to_pay(till) == "NT$ 90"
    till.click(key(till, "銀卡"))
    assert keys(till, "usable")["銀卡"].note == "已取消，再點套用"
    assert to_pay(till) == "NT$ 100"
    till.press(F[12])
    assert till.sales[0].operation.bill == 100
    till.seat(mei)
    till.type("100")
    till.click(key(till, "銀卡"))
    till.click(key(till, "銀卡"))
    assert to_pay(till) == "NT$ 90"


def test_the_tier_stands_beside_the_name_and_says_how_far_the_next_is(till: Till, mei: MemberFile) -> None:
    publish(till, "tiers")
    till.type("5200")
    till.press(F[12])
    till.seat(mei)
    facts = till.view.member._facts
    assert facts is not None
    assert [(chip.text, chip.kind) for chip in facts.chips] == [("銀卡", "silver")]
    assert "差 NT$ 4,800 升金卡" in till.view.member.notices.texts()


def test_a_gift_by_hand_asks_for_its_reason_first(till: Till, mei: MemberFile) -> None:
    publish(till, "waited")
    till.type("100")
    benefits(till)
    till.click(key(till, "小點心"))
    question = till.view.sale.benefits.question
    assert [option.text() for option in question.options] == ["1\u2002等太久", "2\u2002拍照活動"]
    till.click(question.back)
    assert "小點心" in keys(till, "usable")
    till.click(key(till, "小點心"))
    till.click(question.options[0])
    assert keys(till, "applied")["小點心"].note == "已套用"
    till.press(F[12])
    assert choices_of(till.sales[0].operation.detail).notes == {"waited:give": "等太久"}


def test_the_birthday_gift_is_one_press_on_its_banner_and_once(till: Till, mei: MemberFile) -> None:
    publish(till, "birthday")
    services = till.desks.services
    born = replace(mei.member, birthday=Birthday(BirthdayCalendar.SOLAR, 11, 25))
    assert not isinstance(update(services.store, services.state.context, born, till.clock.now_ms()), Refusal)
    till.seat(mei)
    banner = till.view.member.banner
    till.click(banner.button)
    till.press(F[12])
    assert "兌換 生日蛋糕" in till.said
    till.seat(mei)
    assert not banner.button.isVisible()


def test_a_donation_rounds_the_bill_up_and_once_more_takes_it_back(till: Till) -> None:
    publish(till, "donate")
    till.press(F[2])
    till.type("320")
    benefits(till)
    round_up = next(each for each in till.view.sale.benefits.plans.buttons if "100" in each.reward().note)
    till.click(round_up)
    assert to_pay(till) == "NT$ 400"
    till.click(round_up)
    assert to_pay(till) == "NT$ 320"


def test_a_parked_sale_keeps_its_code_and_its_wallet(till: Till, mei: MemberFile) -> None:
    publish(till, "stored", "welcome50")
    topped_up(till, mei)
    till.seat(mei)
    till.type("320")
    till.scan("OPEN50")
    till.click(wallet(till, "儲值金"))
    till.press(F[9])
    till.click(till.view.find.parked.findChildren(QPushButton)[0])
    assert to_pay(till) == "NT$ 0"
    till.press(F[12])
    assert till.balance(mei, PAID) == 1_730


def test_what_is_not_far_says_how_far(till: Till, mei: MemberFile) -> None:
    till.type("100")
    benefits(till)
    assert {title: each.note for title, each in keys(till, "near").items()} == {
        "免費一杯": "再 10 章",
        "咖啡一杯": "再 10 點",
    }


def test_escape_leaves_what_is_asked_before_it_leaves_the_customer(till: Till, mei: MemberFile) -> None:
    publish(till, "stored")
    till.press(F[10])
    assert till.view.sale.benefits.question.isVisible()
    till.press(Qt.Key.Key_Escape)
    assert (till.view.sale.benefits.question.isVisible(), till.seated) == (False, mei.member.id)


def test_a_digit_answers_what_is_asked_and_ctrl_1_pays_with_the_first_wallet(till: Till, mei: MemberFile) -> None:
    publish(till, "stored")
    till.press(F[10])
    till.type("1")
    assert (till.amount, to_pay(till)) == ("2,000", "NT$ 2,000")
    till.press(F[12])
    till.seat(mei)
    till.type("320")
    till.key(Qt.Key.Key_1, control=True)
    till.settle()
    assert (till.amount, to_pay(till)) == ("320", "NT$ 0")


def test_a_tiers_discount_stands_on_the_first_key_and_is_declined_there(till: Till, mei: MemberFile) -> None:
    publish(till, "tiers")
    till.type("5200")
    till.press(F[12])
    till.seat(mei)
    till.type("100")
    shown = {each.reward().title: each.reward().key_label for each in till.view.sale.rewards.buttons}
    till.press(F[int(shown["銀卡"].removeprefix("F"))])
    assert to_pay(till) == "NT$ 100"


def test_two_uses_of_a_reward_are_taken_away_at_once(till: Till, mei: MemberFile) -> None:
    till.type("3000")
    till.press(F[12])
    till.seat(mei)
    product = till.product("拿鐵", 120)
    for _ in range(2):
        till.view.product_wished.emit(product.id)
    till.settle()
    benefits(till)
    till.click(key(till, "咖啡一杯"))
    till.click(key(till, "咖啡一杯"))
    assert to_pay(till) == "NT$ 0"
    till.view.reward_dropped.emit(keys(till, "applied")["咖啡一杯"].offer_id)
    till.settle()
    assert to_pay(till) == "NT$ 240"


def test_a_card_filled_under_earlier_terms_is_one_reward_on_the_screen(till: Till, mei: MemberFile) -> None:
    till.type("+" * 9)
    till.press(F[12])
    assert till.balance(mei, Account("stamp-card", Unit.REWARD)) == 1
    services = till.desks.services
    card = next(each for each in services.state.context.programmes if each.kind == "stamp_card")
    harder = replace(card, terms={**card.terms, "stamps_needed": 12})
    answer = programmes.publish(services.store, services.state.context, harder, TODAY, TODAY)
    assert not isinstance(answer, Refusal)
    services.state.replace_context(answer)
    till.seat(mei)
    benefits(till)
    assert "免費一杯" in {**keys(till, "applied"), **keys(till, "usable")}
    assert "免費一杯" not in keys(till, "near")


def test_another_member_takes_rewards_and_wallets_out_and_codes_stay(till: Till, mei: MemberFile) -> None:
    publish(till, "stored", "welcome50")
    topped_up(till, mei)
    other = till.join("0987654321", "陳怡君")
    till.seat(mei)
    till.type("320")
    till.scan("OPEN50")
    till.click(wallet(till, "儲值金"))
    assert to_pay(till) == "NT$ 0"
    till.seat(other)
    assert to_pay(till) == "NT$ 270"
    assert till.note == till.words("benefits.member_left")


def test_points_pay_in_whole_steps_of_money(till: Till, mei: MemberFile) -> None:
    publish(till, "worth")
    till.type("5200")
    till.press(F[12])
    till.seat(mei)
    till.type("100")
    assert wallet(till, "紅利").reward().note == "可用 52 點"
    till.click(wallet(till, "紅利"))
    assert to_pay(till) == "NT$ 0"
    till.click(wallet(till, "紅利"))
    till.type("35")
    assert (wallet(till, "紅利").reward().note, to_pay(till)) == ("付 NT$ 30，請輸入", "NT$ 70")
    till.press(F[12])
    assert till.balance(mei, Account("worth", Unit.POINT)) == 52 - 3


def test_points_worth_more_than_the_bill_say_what_gives_no_change(till: Till, mei: MemberFile) -> None:
    publish(till, "worth")
    till.type("5200")
    till.press(F[12])
    till.seat(mei)
    till.type("95")
    till.click(wallet(till, "紅利"))
    assert (wallet(till, "紅利").reward().note, to_pay(till)) == ("付 NT$ 95", "NT$ 0")
    assert "「紅利」多的 NT$ 5 用不到，也不找零" in [label.text() for label in till.view.findChildren(QLabel)]


def test_points_that_are_worth_one_each_say_what_there_is_to_pay_with(till: Till, mei: MemberFile) -> None:
    publish(till, "even")
    till.type("10005")
    till.press(F[12])
    till.seat(mei)
    till.type("300")
    assert wallet(till, "一點一元").reward().note == "可用 10,005 點"
    till.click(wallet(till, "一點一元"))
    assert to_pay(till) == "NT$ 0"


def test_nothing_is_recorded_while_the_screen_asks(till: Till, mei: MemberFile) -> None:
    publish(till, "stored")
    till.press(F[10])
    before = till.sales
    till.press(F[12])
    assert (till.sales, till.seated) == (before, mei.member.id)
    assert till.note == till.words("benefits.answer_first")
    assert till.view.sale.benefits.question.isVisible()
    till.press(Qt.Key.Key_Escape)
    till.press(F[12])
    assert len(till.sales) == len(before) + 1


def test_nothing_is_recorded_while_a_plan_waits_for_its_amount(till: Till, mei: MemberFile) -> None:
    publish(till, "stored")
    till.press(F[10])
    till.type("2")
    before = till.sales
    till.press(F[12])
    assert (till.sales, till.note) == (before, till.words("benefits.answer_first"))
    till.type("350")
    till.press(F[12])
    assert till.balance(mei, PAID) == 350


def test_a_discount_that_nobody_declined_is_out_of_reach_while_the_basket_is_refused(
    till: Till, mei: MemberFile
) -> None:
    publish(till, "tiers")
    till.type("5200")
    till.press(F[12])
    till.seat(mei)
    till.type("99999999")
    benefits(till)
    assert "銀卡" not in keys(till, "usable")
    assert (keys(till, "near")["銀卡"].note, keys(till, "near")["銀卡"].state) == ("這筆現在不能用", "unavailable")
    beside = next(each.reward() for each in till.view.sale.rewards.buttons if each.reward().title == "銀卡")
    assert beside.state == "unavailable"
    till.press(F[int(beside.key_label.removeprefix("F"))])
    for _ in range(5):
        till.key(Qt.Key.Key_Backspace, "\b")
    till.settle()
    assert keys(till, "applied")["銀卡"].note == "已折 NT$ 100"
