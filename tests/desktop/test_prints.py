"""The print history through the real window: found, opened as it printed, sent again, elsewhere, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from db import print_jobs
from db.print_jobs import JobState, PrintJob
from desktop.prints.desk import PAGE_SLIPS
from desktop.prints.present import STATES_OF
from desktop.till import PrinterEntry
from printing import document
from printing.render import preview
from tests.desktop.counter import Till
from tests.ui.screens import click_row, texts
from ui.prints.facts import PrintRow
from ui.prints.view import PrintsView
from ui.widgets.chip import Chip


def prints(till: Till) -> PrintsView:
    """The history, in front."""
    till.app.window.show_screen("settings")
    till.desks.screens.settings_view.show_section("prints")
    till.settle()
    return till.desks.screens.settings_view.prints


def sell(till: Till, amount: int) -> None:
    """A sale to nobody, printed."""
    till.app.window.show_screen("counter")
    till.press(Qt.Key.Key_F2)
    till.type(str(amount))
    till.press(Qt.Key.Key_F12)
    till.settle()


def rows(till: Till) -> list[PrintRow]:
    """What is listed."""
    model = prints(till).list.model
    return [model.row_at(place) for place in range(model.rowCount())]


def opened(till: Till, place: int = 0) -> PrintsView:
    """The slip in this row, opened."""
    view = prints(till)
    till.wait(lambda: view.list.model.rowCount() > place)
    click_row(view.list.table, place)
    till.wait(lambda: view.is_open() and view.detail.paper.picture() is not None)
    till.settle()
    return view


def in_state(till: Till, job: PrintJob, state: JobState, problem: str = "") -> None:
    """What became of a slip, as its printer's worker would write it."""
    with till.desks.services.store.write() as connection:
        print_jobs.set_state(connection, job.id, state, problem, till.clock.now_ms())
    till.desks.spooler.wake()
    till.settle()


def do(till: Till, action: str) -> None:
    """Press what can be done with the open slip."""
    till.click(prints(till).detail.buttons[action])
    till.settle()


@pytest.fixture
def paper(till: Till, tmp_path: Path) -> Path:
    """A till with two printers: receipts on one that has no paper tray yet, a spare one that works."""
    missing, spare = tmp_path / "unplugged" / "lp0", tmp_path / "spare"
    entries = (
        PrinterEntry("main", "櫃檯", "file", str(missing), 384, roles=("receipt",)),
        PrinterEntry("spare", "吧台", "file", str(spare), 576, roles=()),
    )
    till.desks.screens.settings.save_till(printers=entries)
    till.settle()
    return spare


def test_every_slip_is_listed_newest_first_with_what_became_of_it(till: Till) -> None:
    member = till.join("0912345678", "王小美")
    till.seat(member)
    till.type("120")
    till.press(Qt.Key.Key_F12)
    sell(till, 80)
    listed = rows(till)
    assert [each.slip for each in listed[:2]] == [till.words("prints.slip_receipt")] * 2
    assert [each.whose for each in listed[:2]] == ["", "王小美"]
    assert listed[0].number > listed[1].number
    assert {each.state.text for each in listed} <= {
        till.words("prints.state_sent"),
        till.words("prints.state_confirmed"),
    }


def test_a_history_of_many_pages_is_read_page_by_page(till: Till) -> None:
    slip = document.Document("receipt", "zh_tw", (document.Text("x"),))
    with till.desks.services.store.write() as connection:
        for number in range(PAGE_SLIPS + 7):
            job = PrintJob(f"{number:032x}", None, "receipt", document.to_bytes(slip), JobState.DROPPED, number + 1)
            print_jobs.add(connection, job)
    view = prints(till)
    till.wait(lambda: view.list.model.rowCount() == PAGE_SLIPS)
    view.list.table.scrollToBottom()
    till.wait(lambda: view.list.model.rowCount() == PAGE_SLIPS + 7)


def test_a_slip_is_found_by_its_number_and_by_its_state(till: Till) -> None:
    sell(till, 80)
    sell(till, 90)
    wanted = rows(till)[1]
    view = prints(till)
    view.list.search.edit.setText(wanted.number)
    till.wait(lambda: [each.job_id for each in rows(till)] == [wanted.job_id])
    view.list.search.edit.setText("")
    view.list.filter.set_value("dropped")
    till.wait(lambda: rows(till) == [])
    assert till.words("prints.nothing_title") in texts(view)
    view.list.filter.set_value("printed")
    till.wait(lambda: len(rows(till)) == 2)


def test_a_slip_opens_as_it_came_out_dot_for_dot(till: Till) -> None:
    till.desks.screens.settings.save_till(printers=(PrinterEntry("main", "", "virtual", "", 576, roles=("receipt",)),))
    seen: list[QImage] = []
    till.desks.spooler.printed.connect(lambda kind, picture, printer: seen.append(picture))
    sell(till, 80)
    till.desks.screens.settings.save_till(printers=(PrinterEntry("main", "", "virtual", "", 384, roles=("receipt",)),))
    view = opened(till)
    assert view.detail.paper.picture() == seen[0]
    assert view.detail.paper.picture().width() == 576  # type: ignore[union-attr]
    assert till.words("prints.picture_as") in texts(view)


def test_a_second_copy_is_printed_and_marked(till: Till) -> None:
    sell(till, 80)
    view = opened(till)
    before = view.detail.paper.picture()
    do(till, "again")
    message = view.detail.message.message()
    assert message is not None
    assert message.text == till.words("prints.again_sent")
    assert [document.from_bytes(job.document).second_copy for job in till.slips] == [False, True]
    till.click(view.detail.back)
    till.wait(lambda: view.list.model.rowCount() == 2)
    receipt = till.words("prints.slip_receipt")
    assert rows(till)[0].slip == till.words("prints.second_copy", slip=receipt)
    assert opened(till).detail.paper.picture() != before


def test_of_what_was_undone_no_second_copy_is_printed_and_why_is_said(till: Till) -> None:
    sell(till, 80)
    till.key(Qt.Key.Key_Z, chr(26), control=True)
    till.settle()
    view = opened(till)
    do(till, "again")
    message = view.detail.message.message()
    assert message is not None
    assert message.text == till.words("refusal.no_slip")
    assert len(till.slips) == 1


def test_a_failed_slip_says_why_and_goes_to_another_printer(till: Till, paper: Path) -> None:
    sell(till, 80)
    till.wait(lambda: till.slips[0].state is JobState.FAILED)
    view = opened(till)
    missing = str(paper.parent / "unplugged" / "lp0")
    assert till.words("error.printer_file_unwritable", path=missing) in texts(view)
    assert list(view.detail.buttons) == ["retry", "reroute", "drop"]
    assert view.detail.buttons["reroute"].text() == till.words("desk.print_elsewhere", printer="吧台")
    do(till, "reroute")
    till.wait(paper.exists)
    till.wait(lambda: list(view.detail.buttons) == ["again"])
    assert "吧台" in texts(view)
    printed = preview(document.from_bytes(till.slips[0].document), 576)
    till.wait(lambda: view.detail.paper.picture() == printed)


def test_a_failed_slip_is_tried_again(till: Till, paper: Path) -> None:
    sell(till, 80)
    till.wait(lambda: till.slips[0].state is JobState.FAILED)
    target = paper.parent / "unplugged" / "lp0"
    opened(till)
    target.parent.mkdir()
    do(till, "retry")
    till.wait(target.exists)
    till.wait(lambda: till.slips[0].state is JobState.SENT)


def test_a_slip_that_nobody_wants_is_dropped(till: Till, paper: Path) -> None:
    sell(till, 80)
    till.wait(lambda: till.slips[0].state is JobState.FAILED)
    view = opened(till)
    do(till, "drop")
    till.wait(lambda: till.words("prints.state_dropped") in {chip.text() for chip in view.findChildren(Chip)})
    assert till.slips[0].state is JobState.DROPPED
    assert till.trouble == ""


def test_a_slip_in_doubt_came_out(till: Till) -> None:
    sell(till, 80)
    in_state(till, till.slips[0], JobState.UNKNOWN)
    view = opened(till)
    assert till.words("prints.about_unknown") in texts(view)
    assert list(view.detail.buttons) == ["came_out", "retry", "drop"]
    assert till.words("prints.picture_in_doubt") in texts(view)
    assert till.words("prints.picture_as") not in texts(view)
    do(till, "came_out")
    till.wait(lambda: till.slips[0].state is JobState.SENT)
    till.wait(lambda: list(view.detail.buttons) == ["again"])


def test_a_slip_in_doubt_that_is_printed_again_is_a_second_copy(till: Till) -> None:
    sell(till, 80)
    in_state(till, till.slips[0], JobState.UNKNOWN)
    view = opened(till)
    assert view.detail.buttons["retry"].text() == till.words("prints.do_retry_doubt")
    do(till, "retry")
    till.wait(lambda: till.slips[0].state in STATES_OF["printed"])
    assert document.from_bytes(till.slips[0].document).second_copy


def test_the_list_follows_the_queue_while_it_is_looked_at(till: Till) -> None:
    sell(till, 80)
    view = prints(till)
    till.wait(lambda: view.list.model.rowCount() == 1)
    in_state(till, till.slips[0], JobState.UNKNOWN)
    till.wait(lambda: [each.state.text for each in rows(till)] == [till.words("prints.state_unknown")])


def test_what_is_chosen_stays_chosen_while_the_list_follows_the_queue(till: Till) -> None:
    sell(till, 80)
    sell(till, 90)
    view = prints(till)
    till.wait(lambda: view.list.model.rowCount() == 2)
    older = rows(till)[1].job_id
    view.list.table.selectRow(1)
    in_state(till, till.slips[0], JobState.UNKNOWN)
    till.wait(lambda: rows(till)[1].state.text == till.words("prints.state_unknown"))
    assert view.list.model.row_at(view.list.table.currentIndex().row()).job_id == older


def test_the_keyboard_alone_opens_a_slip_and_goes_back(till: Till) -> None:
    sell(till, 80)
    view = prints(till)
    till.wait(lambda: view.list.model.rowCount() == 1)
    view.list.table.setFocus()
    till.press(Qt.Key.Key_Down)
    till.press(Qt.Key.Key_Space)
    till.wait(view.is_open)
    assert view.detail.back.hasFocus()
    till.press(Qt.Key.Key_Escape)
    assert not view.is_open()
    assert view.list.table.hasFocus()


def test_the_history_speaks_the_screens_language(till: Till) -> None:
    sell(till, 80)
    opened(till)
    till.desks.screens.settings.save_till(language="en")
    view = prints(till)
    till.wait(lambda: "Back to the list" in texts(view) and "Receipt" in texts(view))
