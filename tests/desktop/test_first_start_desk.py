"""The first start: three questions in the real window, each answered or skipped."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from desktop import till as tills
from desktop.operations import settings as operations
from desktop.operations.settings import running_preset
from loyalty.errors import KnownError
from loyalty.programmes import Programme
from loyalty.words import Words
from printing import document
from tests.desktop.counter import Till
from tests.ui.screens import texts
from ui.first_start.view import FirstStartView


@pytest.fixture
def till(qapp: Any, tmp_path: Path) -> Iterator[Till]:
    """A start on an empty folder."""
    opened = Till(tmp_path)
    yield opened
    if opened.open:
        opened.close()


def questions(till: Till) -> FirstStartView:
    """The screen of the three questions."""
    return till.desks.screens.first_start_view


def programmes(till: Till) -> tuple[Programme, ...]:
    """What runs."""
    return till.desks.state.context.programmes


def next_(till: Till) -> None:
    """Answer with what stands there."""
    till.click(questions(till).next)


def skip(till: Till) -> None:
    """Skip the question."""
    till.click(questions(till).skip)


def test_the_first_start_asks_and_the_second_does_not(till: Till) -> None:
    assert till.app.window.current_screen() == "first_start"
    for _ in range(3):
        skip(till)
    assert till.app.window.current_screen() == "counter"
    till.close()
    again = Till(till.folder, seed=8)
    try:
        assert again.app.window.current_screen() == "counter"
    finally:
        again.close()


def test_everything_skipped_is_a_shop_that_can_sell(till: Till) -> None:
    for _ in range(3):
        skip(till)
    assert till.search.hasFocus()
    till.type("0912345678\r")
    till.press(Qt.Key.Key_F12)
    assert len(till.sales) == 1
    assert running_preset(programmes(till)) == "both"
    assert till.desks.state.till.printers[0].kind == "virtual"


def test_each_answer_is_kept(till: Till) -> None:
    questions(till).name.control.set_value("阿明咖啡")
    next_(till)
    questions(till).presets.choose("coffee_passport")
    next_(till)
    next_(till)
    assert till.desks.state.context.shop.name == "阿明咖啡"
    assert till.app.window.windowTitle() == "阿明咖啡"
    assert running_preset(programmes(till)) == "coffee_passport"
    assert tills.load(till.folder / "till.json").first_start_done


def test_no_programme_at_all_is_an_answer_too(till: Till) -> None:
    skip(till)
    questions(till).presets.choose("none")
    next_(till)
    skip(till)
    assert [programme for programme in programmes(till) if not programme.stopped] == []


@pytest.mark.parametrize("answered", [True, False])
def test_english_chosen_here_names_programmes_and_slips_in_english(till: Till, answered: bool) -> None:
    questions(till).language_wished.emit("en")
    till.settle()
    skip(till)
    (next_ if answered else skip)(till)
    skip(till)
    assert till.desks.state.context.shop.language == "en"
    running = [programme for programme in programmes(till) if not programme.stopped]
    assert running
    assert all(programme.name.isascii() for programme in running), [programme.name for programme in running]
    till.type("0912345678\r")
    till.press(Qt.Key.Key_F12)
    receipt = till.slips[-1]
    assert receipt.slip == "receipt"
    texts = str(document.from_bytes(receipt.document))
    assert "集點" not in texts
    assert "Coffee" in texts or "stamp" in texts.lower()


def test_a_printer_to_be_set_up_comes_right_after_the_questions(till: Till) -> None:
    skip(till)
    skip(till)
    till.click(questions(till).printer.card("set_up"))
    next_(till)
    settings = till.desks.screens.settings_view
    assert till.app.window.current_screen() == "settings"
    assert settings.printer.is_setting_up()
    assert settings.printer.set_up.step() == "kind"
    assert tills.load(till.folder / "till.json").first_start_done


def test_the_printers_set_up_speaks_the_language_that_was_chosen_at_once(till: Till) -> None:
    """Before the owner's screens were made in the background."""
    till.click(questions(till).language.button("en"))
    skip(till)
    skip(till)
    till.click(questions(till).printer.card("set_up"))
    next_(till)
    english = Words("en")
    assert {english("printer.kind_question"), english("settings.section_printer")} <= texts(
        till.desks.screens.settings_view
    )


def test_no_paper_at_all_is_an_answer(till: Till) -> None:
    skip(till)
    skip(till)
    till.click(questions(till).printer.card("none"))
    next_(till)
    assert till.app.window.current_screen() == "counter"
    assert [entry.kind for entry in tills.load(till.folder / "till.json").printers] == ["none"]


def test_a_scan_during_the_questions_is_taken_out_of_what_is_typed(till: Till) -> None:
    control = questions(till).name.control
    control.setFocus()
    till.type("Cafe")
    till.scan("R2AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
    assert till.app.window.current_screen() == "first_start"
    assert control.value() == "Cafe"


def test_an_english_shop_is_paid_in_english_words(till: Till) -> None:
    till.click(questions(till).language.button("en"))
    for _ in range(3):
        skip(till)
    assert till.desks.state.context.shop.tenders == ("Cash", "Card", "LINE Pay")


@contextmanager
def unwritable(till: Till) -> Iterator[None]:
    """This till's own file cannot be written while the block lasts."""
    in_the_way = till.folder / "till.part"
    in_the_way.mkdir()
    yield
    in_the_way.rmdir()


def told(till: Till) -> str:
    """The sentence in place at the questions."""
    message = questions(till).message.message()
    return "" if message is None else message.text


def to_the_last(till: Till) -> None:
    """Name the shop and go to the last question, without paper."""
    questions(till).name.control.set_value("阿明咖啡")
    next_(till)
    next_(till)
    till.click(questions(till).printer.card("none"))


def test_a_language_that_cannot_be_kept_is_spoken_and_the_trouble_said_at_the_question(till: Till) -> None:
    with unwritable(till):
        till.click(questions(till).language.button("en"))
    assert questions(till).next.text() == Words("en")("first_start.next")
    assert questions(till).language.current() == "en"
    assert str(till.folder) in told(till)
    assert "cannot be written" in told(till)
    for _ in range(3):
        skip(till)
    assert till.app.window.current_screen() == "counter"
    assert tills.load(till.folder / "till.json").language == "en"


def test_answers_that_this_till_cannot_keep_wait_at_the_last_question(till: Till) -> None:
    to_the_last(till)
    with unwritable(till):
        next_(till)
        assert till.app.window.current_screen() == "first_start"
        assert str(till.folder) in told(till)
        assert till.said == ""
    next_(till)
    assert till.app.window.current_screen() == "counter"
    assert till.desks.state.context.shop.name == "阿明咖啡"
    kept = tills.load(till.folder / "till.json")
    assert kept.first_start_done
    assert [entry.kind for entry in kept.printers] == ["none"]


def test_who_begins_all_the_same_has_the_answers_for_now_and_is_not_told_that_they_are_saved(till: Till) -> None:
    to_the_last(till)
    with unwritable(till):
        next_(till)
        till.click(questions(till).message.action_button())
    assert till.app.window.current_screen() == "counter"
    assert [entry.kind for entry in till.desks.state.till.printers] == ["none"]
    assert till.desks.state.context.shop.name == "阿明咖啡"
    assert till.words("desk.saved") not in till.said
    assert str(till.folder) in till.said


def test_an_answer_changed_after_the_trouble_is_the_one_that_counts(till: Till) -> None:
    to_the_last(till)
    with unwritable(till):
        next_(till)
        till.click(questions(till).printer.card("virtual"))
        till.click(questions(till).message.action_button())
    assert [entry.kind for entry in till.desks.state.till.printers] == ["virtual"]


def test_who_speaks_another_language_after_the_trouble_is_paid_in_its_words(till: Till) -> None:
    till.click(questions(till).language.button("en"))
    to_the_last(till)
    with unwritable(till):
        next_(till)
        till.click(questions(till).language.button("zh_tw"))
    next_(till)
    shop = till.desks.state.context.shop
    assert (shop.language, shop.tenders) == ("zh_tw", ("現金", "信用卡", "LINE Pay"))


def test_who_goes_back_after_the_trouble_answers_anew(till: Till) -> None:
    to_the_last(till)
    with unwritable(till):
        next_(till)
        till.click(questions(till).back)
        assert told(till) == ""


def test_a_shop_that_the_disk_does_not_take_is_said_at_the_question_and_can_be_tried_again(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise KnownError("disk_full", path=str(till.folder))

    to_the_last(till)
    with monkeypatch.context() as patch:
        patch.setattr(operations, "save_shop", full)
        next_(till)
    assert till.app.window.current_screen() == "first_start"
    assert told(till) == till.words("error.disk_full", path=str(till.folder))
    assert not tills.load(till.folder / "till.json").first_start_done
    next_(till)
    assert till.app.window.current_screen() == "counter"
    assert till.desks.state.context.shop.name == "阿明咖啡"
