"""The members' screen over a real shop: list, page, form, slips."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db import hand_cards, members, schema
from desktop.members.desk import MembersDesk
from desktop.operations.members import MemberFile
from desktop.operations.reversals import TakeBack, refund
from loyalty.members import Birthday, BirthdayCalendar, Member
from loyalty.words import Words
from tests.desktop.desk_screen import DeskScreen
from tests.desktop.shop import DAY_MS, NOON_MS, Shop
from tests.ui.screens import click
from ui.members.facts import ListRow
from ui.members.view import MembersView


class Screen(DeskScreen):
    """The desk on its view, with what it said."""

    view: MembersView
    desk: MembersDesk

    def __init__(self, shop: Shop, qtbot: QtBot) -> None:
        view = MembersView(Words())
        super().__init__(shop, qtbot, view, MembersDesk(view, shop.services, shop))
        self.desk.shown()
        self.settle()

    @property
    def rows(self) -> list[ListRow]:
        """The list as it is known."""
        model = self.view.list.model
        return [model.row_at(position) for position in range(model.rowCount())]

    def texts(self, name: str) -> list[str]:
        """One column."""
        return [getattr(row, name) for row in self.rows]

    def open(self, file: MemberFile) -> None:
        """Open a page by its row."""
        self.view.member_opened.emit(file.member.id)
        self.settle()

    def type(self, **texts: object) -> None:
        """Type into the form of the open page."""
        for name, text in texts.items():
            self.view.page.form.rows[name].control.set_value(text)

    def save(self) -> None:
        """Press the form's button."""
        self.qtbot.mouseClick(self.view.page.form.save, Qt.MouseButton.LeftButton)
        self.settle()

    def error(self, name: str) -> str:
        """The sentence under a field."""
        return self.view.page.form.rows[name].error.text()

    def message(self, on_page: bool = False) -> str:
        """The sentence in the bar of the list or of the page."""
        message = (self.view.page.message if on_page else self.view.message).message()
        return "" if message is None else message.text

    def kept(self, file: MemberFile) -> Member:
        """The member as the disk has them."""
        with self.shop.store.read() as connection:
            found = members.get(connection, file.member.id)
        assert found is not None
        return found


@pytest.fixture
def mei(shop: Shop) -> MemberFile:
    """王小美, who came yesterday and paid NT$ 1,250."""
    shop.clock.pass_ms(-DAY_MS)
    file = shop.join("0912345678", "王小美")
    shop.sell(1250, file)
    shop.clock.pass_ms(DAY_MS)
    return file


@pytest.fixture
def screen(mei: MemberFile, shop: Shop, qtbot: QtBot) -> Screen:
    """The screen of a shop with 王小美 and 陳大文."""
    shop.join("0922333444", "陳大文")
    return Screen(shop, qtbot)


def test_the_list_shows_each_member_with_figures_and_a_masked_phone(screen: Screen) -> None:
    row = next(row for row in screen.rows if row.name == "王小美")
    assert (row.phone, row.number, row.visits, row.spent) == ("0912-***-678", "1", "1", "NT$ 1,250")
    assert (row.last_visit, row.last_visit_note, row.points) == ("2026/11/21", "昨天", "12")
    newcomer = next(row for row in screen.rows if row.name == "陳大文")
    assert (newcomer.last_visit, newcomer.last_visit_note) == ("", "還沒來過")


def test_a_name_that_the_slips_font_lacks_a_letter_of_is_told_at_its_field(screen: Screen, mei: MemberFile) -> None:
    screen.open(mei)
    hint = screen.view.page.form.rows["name"].hint
    screen.type(name="陳\U000249df\U000249df堃")
    assert hint.isVisible()
    assert hint.text() == "單據的字型沒有「\U000249df」，會印成 □。"
    screen.type(name="陳堃")
    assert not hint.isVisible()


def test_typing_narrows_the_list_and_counts_what_is_left(screen: Screen) -> None:
    assert "2 位會員" in screen.view.list.foot_text.text()
    screen.view.list.search.edit.setText("小美")
    screen.settle()
    assert screen.texts("name") == ["王小美"]
    assert "1 位會員" in screen.view.list.foot_text.text()


@pytest.mark.parametrize("column", range(8))
def test_every_heading_sorts_the_list(screen: Screen, column: int) -> None:
    screen.view.list.table.sort_wished.emit(column)
    screen.settle()
    assert sorted(screen.texts("name")) == ["王小美", "陳大文"]


def test_a_heading_clicked_twice_turns_the_order_around(screen: Screen) -> None:
    orders = []
    for _ in range(2):
        screen.view.list.table.sort_wished.emit(4)
        screen.settle()
        orders.append(screen.texts("visits"))
    assert orders == [["1", "0"], ["0", "1"]]


def test_the_chips_count_the_shop_and_narrow_the_list(screen: Screen, shop: Shop) -> None:
    buttons = {button.text(): button for button in screen.view.list._filters.buttons()}
    assert list(buttons) == ["全部 2", "本月壽星 0", "近 30 天加入 2", "60 天沒來 0"]
    shop.clock.pass_ms(61 * DAY_MS)
    shop.join()
    shop.state.members_changed.emit(0)
    screen.settle()
    buttons = {button.text(): button for button in screen.view.list._filters.buttons()}
    assert list(buttons) == ["全部 3", "本月壽星 0", "近 30 天加入 1", "60 天沒來 2"]
    screen.qtbot.mouseClick(buttons["60 天沒來 2"], Qt.MouseButton.LeftButton)
    screen.settle()
    assert sorted(screen.texts("name")) == ["王小美", "陳大文"]


def test_a_long_list_comes_in_pages_without_a_gap_or_a_double(shop: Shop, qtbot: QtBot) -> None:
    for number in range(230):
        shop.join(f"09{number:08d}")
    screen = Screen(shop, qtbot)
    while screen.view.list.model.canFetchMore():
        screen.view.list.model.fetchMore()
        screen.settle()
    assert sorted(map(int, screen.texts("number"))) == list(range(1, 231))
    assert "230 位會員" in screen.view.list.foot_text.text()


def test_a_sale_shows_at_once_in_an_open_list_and_later_in_a_hidden_one(
    screen: Screen, shop: Shop, mei: MemberFile
) -> None:
    def spent() -> str:
        return next(row.spent for row in screen.rows if row.name == "王小美")

    shop.sell(50, mei)
    shop.state.ledger_changed.emit(mei.member.id)
    screen.settle()
    assert spent() == "NT$ 1,300"
    screen.view.hide()
    shop.sell(50, mei)
    shop.state.ledger_changed.emit(mei.member.id)
    screen.settle()
    assert spent() == "NT$ 1,300"
    screen.view.show()
    screen.desk.shown()
    screen.settle()
    assert spent() == "NT$ 1,350"


def test_a_page_explains_every_balance_and_every_entry(screen: Screen, mei: MemberFile) -> None:
    screen.open(mei)
    facts = screen.view.page._facts
    assert facts is not None
    assert facts.subtitle == "0912-***-678 ・ 編號 1 ・ 2026/11/21 加入"
    shown = {balance.kind: (balance.value, balance.note) for balance in facts.balances}
    assert shown["point"][0] == "12 點"
    assert shown["spent"] == ("NT$ 1,250", "平均 NT$ 1,250")
    assert shown["stamp"][0].endswith("/ 10 章")
    lines = screen.view.page.history.lines._lines
    assert [(line.title, line.day, line.time) for line in lines] == [
        ("消費", "11/21", "12:00"),
        ("加入會員", "11/21", "12:00"),
    ]
    assert any("每滿 NT$ 100 得 1 點，得 12 點" in text for text in lines[0].explanations)


def test_the_history_of_another_year_is_dated_whole(screen: Screen, shop: Shop, mei: MemberFile) -> None:
    shop.clock.pass_ms(60 * DAY_MS)
    screen.open(mei)
    assert {(line.day, line.time) for line in screen.view.page.history.lines._lines} == {("2026/11/21", "")}


def test_the_whole_history_comes_in_pages_and_says_what_was_taken_back(
    screen: Screen, shop: Shop, mei: MemberFile
) -> None:
    for _ in range(95):
        shop.clock.pass_ms(1000)
        shop.sell(100, mei)
    last = shop.sell(200, mei)
    ids = (shop.maker.operation_id(), shop.maker.operation_id())
    refund(shop.store, shop.state.context, TakeBack(*ids, shop.clock.now_ms(), last.id, 50))
    screen.open(mei)
    history = screen.view.page.history.lines
    while history.canFetchMore():
        history.fetchMore()
        screen.settle()
    lines = history._lines
    assert len(lines) == len({line.operation_id for line in lines}) == 95 + 4
    assert (lines[0].title, lines[0].amount) == ("退款", "− NT$ 50")
    assert lines[1].reversed_note == "已退 NT$ 50"
    assert lines[-1].kind == "join"


def test_a_page_is_saved_and_everyone_hears_of_it(screen: Screen, shop: Shop, mei: MemberFile) -> None:
    heard: list[Any] = []
    shop.state.members_changed.connect(heard.append)
    screen.open(mei)
    screen.type(
        name=" 王  小美 ",
        phone="０９１２－３４５－６７９",
        birthday="75/3/5",
        preferences="少冰、微糖，少冰",
        allergies="花生, 牛奶",
        note="坐窗邊",
        consent=True,
        language="en",
    )
    screen.save()
    kept = screen.kept(mei)
    assert (kept.name, kept.phone, kept.note, kept.language) == ("王 小美", "0912345679", "坐窗邊", "en")
    assert kept.birthday == Birthday(BirthdayCalendar.SOLAR, 3, 5, 1986)
    assert (kept.preferences, kept.allergies) == (("少冰", "微糖"), ("花生", "牛奶"))
    assert kept.consent_at_ms is not None
    assert NOON_MS <= kept.consent_at_ms < NOON_MS + 60_000
    assert heard == [mei.member.id]
    assert screen.said[-1].text == "王 小美 的資料已儲存"
    assert not screen.view.page.form.has_changes()
    assert screen.view.page.form.rows["consent"].hint.text() == "2026/11/22 起同意"
    assert "王 小美" in screen.texts("name")


def test_consent_keeps_its_day_until_it_is_taken_back(screen: Screen, shop: Shop, mei: MemberFile) -> None:
    screen.open(mei)
    screen.type(consent=True)
    screen.save()
    first = screen.kept(mei).consent_at_ms
    shop.clock.pass_ms(DAY_MS)
    screen.type(note="還是同意")
    screen.save()
    assert screen.kept(mei).consent_at_ms == first
    screen.type(consent=False)
    screen.save()
    assert screen.kept(mei).consent_at_ms is None


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("phone", "12", "看不懂這個電話號碼"),
        ("phone", "0922-333-444", "陳大文"),
        ("birthday", "13/45", "看不懂這個生日"),
        ("name", "名" * 61, "這個姓名無法儲存"),
    ],
)
def test_a_refused_field_says_why_under_itself_and_keeps_what_was_typed(
    screen: Screen, shop: Shop, mei: MemberFile, field: str, text: str, sentence: str
) -> None:
    before = screen.kept(mei)
    screen.open(mei)
    screen.type(note="不會不見", **{field: text})
    screen.save()
    assert sentence in screen.error(field)
    shop.state.ledger_changed.emit(mei.member.id)
    screen.settle()
    typed = screen.view.page.form.typed()
    assert (typed[field], typed["note"]) == (text, "不會不見")
    assert screen.kept(mei) == before


def test_an_older_reading_that_arrives_during_a_save_does_not_empty_the_form(screen: Screen, mei: MemberFile) -> None:
    screen.open(mei)
    screen.type(phone="0922-333-444", note="不會不見")
    screen.desk.page.refresh()
    screen.qtbot.mouseClick(screen.view.page.form.save, Qt.MouseButton.LeftButton)
    screen.settle()
    assert screen.error("phone")
    assert screen.view.page.form.typed()["note"] == "不會不見"


def test_a_full_disk_keeps_what_was_typed(screen: Screen, shop: Shop, mei: MemberFile) -> None:
    screen.open(mei)
    screen.type(note="字" * 500_000)
    shop.fill_disk()
    screen.save()
    assert "磁碟已滿" in screen.message(on_page=True)
    shop.state.ledger_changed.emit(mei.member.id)
    screen.settle()
    assert screen.view.page.form.typed()["note"] == "字" * 500_000


@pytest.mark.parametrize(
    ("typed", "reading"),
    [("75/3/5", "會記成：1986年3月5日（民國75年）"), ("農曆八月十五", "會記成：農曆8月15日"), ("13/45", "")],
)
def test_a_birthday_is_read_back_while_it_is_typed(screen: Screen, mei: MemberFile, typed: str, reading: str) -> None:
    screen.open(mei)
    screen.view.birthday_typed.emit(typed)
    hint = screen.view.page.form.rows["birthday"].hint.text()
    assert hint == (reading or Words()("members.field_birthday_hint"))


def test_the_card_and_an_empty_stamp_card_are_queued(screen: Screen, shop: Shop, mei: MemberFile) -> None:
    screen.open(mei)
    before = shop.waiting_slips
    screen.qtbot.mouseClick(screen.view.page.print_card, Qt.MouseButton.LeftButton)
    screen.settle()
    assert shop.waiting_slips == before + 1
    screen.qtbot.mouseClick(screen.view.page.print_stamp_card, Qt.MouseButton.LeftButton)
    screen.settle()
    assert shop.waiting_slips == before + 2
    assert [message.text for message in screen.said] == ["會員卡列印中", "集點卡列印中"]
    with shop.store.read() as connection:
        (card_id,) = connection.execute(select(schema.hand_cards.c.card_id)).scalars()
        card = hand_cards.get(connection, card_id)
    assert card is not None
    assert card.member_id == mei.member.id


def test_the_page_takes_its_member_to_the_counter(screen: Screen, mei: MemberFile) -> None:
    wished: list[Any] = []
    screen.desk.counter_wished.connect(wished.append)
    screen.open(mei)
    screen.qtbot.mouseClick(screen.view.page.to_counter, Qt.MouseButton.LeftButton)
    assert wished == [mei.member.id]


def test_leaving_before_the_page_has_come_leaves_the_list(screen: Screen, mei: MemberFile) -> None:
    screen.view.member_opened.emit(mei.member.id)
    screen.view.member_closed.emit()
    screen.settle()
    assert screen.view.shown_member() is None


def test_a_member_who_is_not_there_is_said_so(screen: Screen) -> None:
    screen.desk.open(12345)
    screen.settle()
    assert (screen.view.shown_member(), bool(screen.message())) == (None, True)


def test_everything_is_said_again_in_the_other_language(screen: Screen, shop: Shop, mei: MemberFile) -> None:
    screen.open(mei)
    shop.state.words = Words("en")
    screen.view.relabel(Words("en"))
    screen.desk.relabel()
    screen.settle()
    assert screen.view.page._facts is not None
    assert screen.view.page._facts.subtitle.endswith("joined 2026/11/21")
    assert {row.last_visit_note for row in screen.rows} == {"yesterday", "never yet"}
    assert screen.view.list._filters.buttons()[0].text() == "All 2"


def test_a_save_that_was_refused_is_not_said_at_the_next_members_form(screen: Screen, mei: MemberFile) -> None:
    _, other = screen.shop.join("0911000111", "陳大同"), screen.shop.join("0913000333", "林志豪")
    screen.open(mei)
    screen.type(phone="0911000111")
    with screen.held("writer"):
        click(screen.view.page.form.save)
        screen.view.member_opened.emit(other.member.id)
        screen.qtbot.waitUntil(lambda: screen.view.shown_member() == other.member.id)
    assert (screen.error("phone"), screen.said[-1].text) == ("", "這個電話已經是陳大同的。")
    assert (screen.view.shown_member(), screen.kept(mei).phone) == (other.member.id, mei.member.phone)


def test_a_save_while_another_page_is_on_its_way_does_not_keep_it_away(screen: Screen, mei: MemberFile) -> None:
    _, other = screen.shop.join("0911000111", "陳大同"), screen.shop.join("0913000333", "林志豪")
    screen.open(mei)
    screen.type(phone="0911000111")
    with screen.held("reader"):
        screen.view.member_opened.emit(other.member.id)
        click(screen.view.page.form.save)
    assert screen.view.shown_member() == other.member.id
