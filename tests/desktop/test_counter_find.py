"""Finding, joining and seating at the counter, by keys and scans through the real window."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from db.print_jobs import JobState
from desktop.operations import search
from desktop.operations.members import MemberFile
from loyalty.cards import card_code
from loyalty.members import MemberRow
from tests.desktop.counter import Till
from ui.counter.facts import MatchRow

DAY_MS = 86_400_000
_DAQIAN = dict(
    zip(
        "1234567890QWERTYUIOPASDFGHJKLZXCVBNM",
        "ㄅㄉˇˋㄓˊ˙ㄚㄞㄢㄆㄊㄍㄐㄔㄗㄧㄛㄟㄣㄇㄋㄎㄑㄕㄘㄨㄜㄠㄈㄌㄏㄒㄖㄙㄩ",
        strict=True,
    )
)


@pytest.fixture
def mei(till: Till) -> MemberFile:
    """王小美, found by scan, name and phone."""
    return till.join("0912345678", "王小美")


def shown(till: Till) -> list[str]:
    """The names in the list of people found."""
    model = till.view.find.matches.model()
    rows: list[MatchRow] = [model.index(row, 0).data(Qt.ItemDataRole.UserRole) for row in range(model.rowCount())]
    return [row.name for row in rows]


def test_the_search_is_tried_before_the_first_customer_and_shows_nobody(
    till: Till, mei: MemberFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[int] = []

    def find(*asked: Any) -> tuple[MemberRow, ...]:
        found.append(len(search.find(*asked)))
        return ()

    monkeypatch.setattr("desktop.counter.search.find", find)
    till.desks.counter.start()
    till.wait(lambda: len(found) >= 4)
    till.settle()
    assert 1 in found
    assert shown(till) == []


def test_a_phone_and_enter_make_a_member_print_the_card_and_seat_them(till: Till) -> None:
    till.type("0912345678\r")
    member_id = till.by_phone("0912345678")
    assert member_id is not None
    assert till.seated == member_id
    assert [job.slip for job in till.slips] == ["member_card"]
    assert till.slips[0].state is JobState.CONFIRMED
    assert till.view.search_text() == ""
    assert "會員編號 1" in till.said


def test_the_same_enter_twice_makes_one_member(till: Till) -> None:
    till.type("0912345678")
    till.key(Qt.Key.Key_Return, "\r")
    till.key(Qt.Key.Key_Return, "\r")
    till.settle()
    assert till.seated == till.by_phone("0912345678")
    assert len(till.slips) == 1
    assert till.note == ""


def test_a_second_enter_while_the_disk_is_slow_makes_one_member_and_says_nothing(till: Till) -> None:
    till.type("0912345678")
    with till.held("writer"):
        till.key(Qt.Key.Key_Return, "\r")
        till.wait(lambda: till.app.reader.idle)
        till.key(Qt.Key.Key_Return, "\r")
        till.wait(lambda: till.app.reader.idle)
    assert till.seated == till.by_phone("0912345678")
    assert (till.note, len(till.slips)) == ("", 1)


def test_an_answer_from_before_the_member_was_made_does_not_refuse_them(till: Till) -> None:
    till.type("0912345678")
    till.key(Qt.Key.Key_Return, "\r")
    till.wait(lambda: till.app.reader.idle)
    with till.held("reader"):
        till.key(Qt.Key.Key_Return, "\r")
    assert till.seated == till.by_phone("0912345678")
    assert (till.note, len(till.slips)) == ("", 1)


def test_a_phone_that_somebody_has_seats_that_person(till: Till, mei: MemberFile) -> None:
    slips = len(till.slips)
    till.type("0912-345-678\r")
    assert till.seated == mei.member.id
    assert len(till.slips) == slips


@pytest.mark.parametrize("typed", ["0912-345-678", "+886 912 345 678", "０９１２３４５６７８"])
def test_every_written_form_of_a_phone_is_the_same_person(till: Till, mei: MemberFile, typed: str) -> None:
    till.press(Qt.Key.Key_F1)
    till.compose(typed)
    till.enter()
    assert till.seated == mei.member.id


def test_the_new_members_button_on_a_taken_phone_refuses_by_name(till: Till, mei: MemberFile) -> None:
    till.type("0912345678")
    till.press(Qt.Key.Key_F4)
    assert till.note == "這個電話已經是王小美的。"
    assert till.view.search_text() == "0912345678"


def test_f4_without_a_phone_says_what_to_type(till: Till) -> None:
    till.press(Qt.Key.Key_F4)
    assert till.note == till.words("desk.type_phone")
    assert till.search.hasFocus()


def test_people_are_found_from_the_first_key_by_their_last_visit(till: Till, mei: MemberFile) -> None:
    till.clock.pass_ms(DAY_MS)
    till.join("0922333444", "王大明")
    till.clock.pass_ms(DAY_MS)
    till.seat(mei)
    till.press(Qt.Key.Key_F12)
    till.compose("王")
    assert shown(till) == ["王小美", "王大明"]
    till.press(Qt.Key.Key_Down)
    till.enter()
    assert till.view.member._facts is not None
    assert till.view.member._facts.name == "王大明"


def test_answers_to_what_is_no_longer_typed_are_never_shown(till: Till, mei: MemberFile) -> None:
    till.join("0922333444", "陳大文")
    with till.held("reader"):
        till.app.counter.find.search.edit.setText("王")
        till.app.counter.find.search.edit.setText("王x")
        till.process()
        assert shown(till) == []
    assert shown(till) == []


def test_enter_before_the_answer_chooses_who_was_typed_not_who_is_shown(till: Till, mei: MemberFile) -> None:
    other = till.join("0922333444", "陳大文")
    till.type("0912")
    assert shown(till) == ["王小美"]
    with till.held("reader"):
        till.app.counter.find.search.edit.setText("0922")
        till.key(Qt.Key.Key_Return, "\r")
        till.process()
        assert till.seated is None
    assert till.seated == other.member.id


def test_a_scan_seats_the_member_wherever_the_text_goes(till: Till, mei: MemberFile) -> None:
    till.scan(till.code(mei))
    assert till.seated == mei.member.id
    assert (till.view.search_text(), till.amount) == ("", "0")


@pytest.mark.parametrize("end", ["\r", "\n", "\t", "\r\n"])
def test_every_ending_of_a_scanner_works(till: Till, mei: MemberFile, end: str) -> None:
    till.scan(till.code(mei), end)
    assert till.seated == mei.member.id
    assert till.note == ""


def test_a_scan_in_lower_case_or_with_caps_lock_is_the_same_card(till: Till, mei: MemberFile) -> None:
    till.scan(till.code(mei).lower())
    assert till.seated == mei.member.id


def test_a_bad_scan_into_a_typed_search_leaves_the_search_as_it_was(till: Till, mei: MemberFile) -> None:
    till.type("0912")
    till.scan("HTTP-EXAMPLE-4711")
    assert till.note == till.words("refusal.card_not_ours")
    assert till.view.search_text() == "0912"
    assert shown(till) == ["王小美"]
    assert till.seated is None


def test_a_scan_into_a_typed_search_seats_and_empties_it(till: Till, mei: MemberFile) -> None:
    till.type("0922")
    till.scan(till.code(mei))
    assert till.seated == mei.member.id
    assert till.view.search_text() == ""


def test_a_scan_into_a_half_typed_amount_keeps_the_amount(till: Till, mei: MemberFile) -> None:
    till.press(Qt.Key.Key_F2)
    till.type("32")
    till.scan(till.code(mei))
    assert (till.seated, till.amount) == (mei.member.id, "32")


def test_a_scan_on_another_screen_comes_to_the_counter(till: Till, mei: MemberFile) -> None:
    till.app.window.show_screen("members")
    till.settle()
    edit = till.desks.screens.members_view.list.search.edit
    edit.setFocus()
    edit.setText("王")
    till.settle()
    till.scan(till.code(mei))
    assert till.app.window.current_screen() == "counter"
    assert till.seated == mei.member.id
    assert edit.text() == "王"


def test_a_scan_on_the_settings_leaves_what_is_typed_there(till: Till, mei: MemberFile) -> None:
    till.app.window.show_screen("settings")
    till.settle()
    control = till.desks.screens.settings_view.shop.forms["shop"].rows["name"].control
    control.setFocus()
    till.type("Cafe")
    till.scan(till.code(mei))
    assert till.seated == mei.member.id
    till.app.window.show_screen("settings")
    till.settle()
    assert control.value() == "Cafe"


def test_a_scan_with_a_sheet_open_closes_it(till: Till, mei: MemberFile) -> None:
    till.press(Qt.Key.Key_F11)
    assert till.app.window.sheet_is_open()
    till.scan(till.code(mei))
    assert not till.app.window.sheet_is_open()
    assert till.seated == mei.member.id


def test_digits_in_a_scan_are_repeated_as_the_card_has_them(till: Till) -> None:
    till.type("0911111111\r")
    assert till.by_phone("0911111111") == till.seated
    till.press(Qt.Key.Key_Escape)
    till.scan("0911111111")
    assert till.by_phone("0911111111") == till.seated


def bad_scans(till: Till, code: str) -> dict[str, str]:
    """A text for each way a scan can be wrong."""
    wrong = "A" if code[10] != "A" else "B"
    secret = till.desks.services.state.context.card_secret
    return {
        "card_damaged": code[:10] + wrong + code[11:],
        "card_foreign": card_code(b"another shop's own secret of 32 b", bytes(10)),
        "card_two_scans": code + code,
        "card_half_scanned": code[:-9],
        "card_not_ours": "HTTP-EXAMPLE-4711",
        "card_unknown": card_code(secret, bytes(range(10))),
    }


@pytest.mark.parametrize(
    "reason", ["card_damaged", "card_foreign", "card_two_scans", "card_half_scanned", "card_not_ours", "card_unknown"]
)
def test_a_bad_scan_is_one_sentence_in_place_and_nothing_typed_is_lost(
    till: Till, mei: MemberFile, reason: str
) -> None:
    till.seat(mei)
    till.type("250")
    till.scan(bad_scans(till, till.code(mei))[reason])
    assert till.note == till.words(f"refusal.{reason}")
    assert (till.seated, till.amount, till.view.search_text()) == (mei.member.id, "250", "")
    assert till.sales == ()


def test_a_scan_through_bopomofo_keys_is_read_back(till: Till, mei: MemberFile) -> None:
    till.scan("".join(_DAQIAN[character] for character in till.code(mei)))
    assert till.seated == mei.member.id


def test_a_scan_composed_in_the_search_box_is_read_back(till: Till, mei: MemberFile) -> None:
    till.compose("".join(_DAQIAN[character] for character in till.code(mei)))
    till.enter()
    assert till.seated == mei.member.id


def test_a_scan_that_became_other_characters_asks_for_english_and_clears(till: Till, mei: MemberFile) -> None:
    till.compose("Ｒ２的我你好A2是們中文字ABCDEFGHIJKLMNOPQRSTU")
    till.enter()
    assert till.note == till.words("refusal.card_input_method")
    assert till.view.search_text() == ""


def test_a_name_nobody_has_is_said_and_stays_typed(till: Till, mei: MemberFile) -> None:
    till.compose("陳")
    till.enter()
    assert till.note == till.words("refusal.member_unknown")
    assert till.view.search_text() == "陳"


@pytest.mark.parametrize("typed", ["09123", "0912345", "123456789012345678"])
def test_a_phone_that_cannot_be_read_is_said_and_stays_typed(till: Till, typed: str) -> None:
    till.type(typed + "\r")
    assert till.note == till.words("refusal.phone_unreadable")
    assert till.view.search_text() == typed
    assert till.seated is None


def test_a_bearer_card_needs_no_phone(till: Till) -> None:
    till.click(till.view.find.bearer_button)
    assert till.seated is not None
    assert [job.slip for job in till.slips] == ["member_card"]


def test_a_full_disk_keeps_the_typed_phone_and_joins_when_there_is_room(till: Till) -> None:
    till.type("0912345678")
    till.fill_disk()
    till.enter()
    assert "磁碟已滿" in till.said or "磁碟已滿" in till.note
    assert till.view.search_text() == "0912345678"
    till.empty_disk()
    till.enter()
    assert till.seated == till.by_phone("0912345678")
    assert [job.slip for job in till.slips].count("member_card") == 1


def test_the_ones_who_were_here_just_now_come_back_at_a_click(till: Till, mei: MemberFile) -> None:
    till.seat(mei)
    till.press(Qt.Key.Key_F12)
    assert till.seated is None
    till.view.recent_wished.emit(mei.member.id)
    till.settle()
    assert till.seated == mei.member.id


def test_half_a_scan_composed_in_the_search_box_is_half_a_scan(till: Till, mei: MemberFile) -> None:
    till.compose("".join(_DAQIAN[character] for character in till.code(mei)[:20]))
    till.enter()
    assert till.note == till.words("refusal.card_half_scanned")
