"""The status line and the bar of a slip in trouble: a dead printer never blocks the counter."""

from __future__ import annotations

import socket
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from db import print_jobs
from db.print_jobs import JobState
from desktop.operations.members import MemberFile
from desktop.till import PrinterEntry, TillSettings
from printing import document
from tests.desktop.counter import POINTS, Till
from tests.printing.fake_printer import FINE, PAPER_OUT, FakePrinter
from tests.tills import with_main_printer

F12 = Qt.Key.Key_F12


def closed_port() -> str:
    """An address of this machine where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    return f"127.0.0.1:{port}"


def use_printer(till: Till, kind: str, address: str) -> None:
    """Set the till's printer as the settings' screen does."""
    changed = with_main_printer(till.desks.state.till, kind=kind, address=address)
    till.desks.screens.settings.save_till(printers=changed.printers)
    till.settle()


def sell(till: Till, file: MemberFile, amount: str) -> None:
    """A sale of a member."""
    till.seat(file)
    till.type(amount)
    till.press(F12)


REASONS = {"network": "why_refused", "file": "why_unwritable"}


def stopped(till: Till, why: str, count: int) -> str:
    """What the status line says of a printer that stands still."""
    text = till.words("status.printer_stopped", why=till.words(f"status.{why}"), count=count)
    return till.words("status.printer_named", printer=till.words("status.printer_unnamed"), text=text)


def told(till: Till, back: int = 0) -> str:
    """What the bar calls the receipt of a sale of 王小美, made today; so many sales back."""
    sold = till.sales[back].operation
    local = till.desks.state.context.shop.calendar.local(sold.at_ms)
    return f"單號 {sold.slip_number}（王小美，{local:%H:%M}）"


def buttons(till: Till) -> list[QPushButton]:
    """The ways out in the trouble bar."""
    bar = till.app.window.trouble
    return [button for button in bar.findChildren(QPushButton) if button.isVisible()]


def states(till: Till) -> list[JobState]:
    """How each slip stands, oldest first."""
    return [job.state for job in till.slips]


@pytest.fixture
def mei(till: Till) -> MemberFile:
    """王小美, whose card was printed."""
    return till.join("0912345678", "王小美")


@pytest.mark.parametrize("kind", ["network", "file"])
def test_a_dead_printer_leaves_the_sale_and_offers_two_ways_out(
    till: Till, mei: MemberFile, tmp_path: Path, kind: str
) -> None:
    use_printer(till, kind, closed_port() if kind == "network" else str(tmp_path / "no such folder" / "slips.bin"))
    sell(till, mei, "500")
    assert till.balance(mei, POINTS) == 5
    assert states(till)[-1] is JobState.FAILED
    assert till.trouble.startswith(f"{told(till)}沒印出來：")
    assert [button.text() for button in buttons(till)] == [till.words("desk.retry"), till.words("desk.without_paper")]
    line = till.app.window.bottom_bar.printer._text
    till.wait(lambda: line.text() == stopped(till, REASONS[kind], 1))


@pytest.mark.parametrize("language", ["zh_tw", "en"])
def test_the_longest_name_leaves_room_on_the_bar_of_a_small_screen(till: Till, language: str) -> None:
    till.app.window.resize(1024, 768)
    till.desks.screens.settings.save_till(language=language)
    till.settle()
    name = "王" + "美" * 58 + "玲"
    sell(till, till.join("0912345678", name), "200")
    dead = PrinterEntry("main", "櫃" * 40, "network", closed_port())
    screen = PrinterEntry("screen", "吧" * 40, "virtual", "", roles=("card",))
    till.desks.screens.settings.save_till(printers=(dead, screen))
    till.settle()
    sell(till, till.join("0987654321", name), "500")
    bar = till.app.window.trouble
    till.wait(lambda: "A-" in till.trouble)
    till.settle()
    assert name not in till.trouble
    assert name in bar.toolTip()
    assert till.app.window.width() == 1024
    assert bar.height() >= bar._text.heightForWidth(bar._text.width())
    assert bar.height() < 110
    assert all(button.width() >= button.sizeHint().width() for button in buttons(till))


def test_the_counter_goes_on_selling_while_a_slip_is_in_trouble(till: Till, mei: MemberFile) -> None:
    use_printer(till, "network", closed_port())
    sell(till, mei, "500")
    sell(till, mei, "300")
    assert till.balance(mei, POINTS) == 8
    assert len(till.sales) == 2
    assert states(till)[-2:] == [JobState.FAILED, JobState.QUEUED]


def test_going_on_without_paper_lets_the_next_slip_try(till: Till, mei: MemberFile) -> None:
    use_printer(till, "network", closed_port())
    sell(till, mei, "500")
    till.click(buttons(till)[1])
    assert states(till)[-1] is JobState.DROPPED
    assert till.trouble == ""
    use_printer(till, "virtual", "")
    sell(till, mei, "300")
    assert states(till)[-2:] == [JobState.DROPPED, JobState.CONFIRMED]


def test_retry_after_the_printer_is_back_prints_once(till: Till, mei: MemberFile, tmp_path: Path) -> None:
    paper = tmp_path / "later" / "slips.bin"
    use_printer(till, "file", str(paper))
    sell(till, mei, "500")
    sell(till, mei, "300")
    till.click(buttons(till)[0])
    assert states(till)[-2:] == [JobState.FAILED, JobState.QUEUED]
    paper.parent.mkdir()
    printed: list[str] = []
    till.desks.spooler.printed.connect(lambda kind, picture: printed.append(kind))
    retry = buttons(till)[0]
    retry.click()
    retry.click()
    till.settle()
    assert (till.trouble, states(till)[-2:]) == ("", [JobState.SENT, JobState.SENT])
    assert printed == ["receipt", "receipt"]
    assert paper.read_bytes()


def test_undo_of_a_sale_whose_slip_waits_drops_the_slip_and_the_trouble(till: Till, mei: MemberFile) -> None:
    use_printer(till, "network", closed_port())
    sell(till, mei, "500")
    assert till.trouble
    till.press(Qt.Key.Key_Z, control=True)
    assert till.balance(mei, POINTS) == 0
    assert till.trouble == ""
    assert JobState.FAILED not in states(till)
    assert JobState.QUEUED not in states(till)


def test_undo_drops_a_slip_that_waits_behind_another(till: Till, mei: MemberFile) -> None:
    use_printer(till, "network", closed_port())
    sell(till, mei, "500")
    sell(till, mei, "300")
    till.press(Qt.Key.Key_Z, control=True)
    assert states(till)[-2:] == [JobState.FAILED, JobState.DROPPED]
    line = till.app.window.bottom_bar.printer._text
    till.wait(lambda: line.text() == stopped(till, REASONS["network"], 1))


def interrupt(till: Till) -> None:
    """Leave the newest slip as it is when the app is killed while it is being sent."""
    with till.desks.services.store.write() as connection:
        newest = print_jobs.recent(connection, 1)[0]
        print_jobs.set_state(connection, newest.id, JobState.SENDING, at_ms=till.clock.now_ms())


@pytest.mark.parametrize(("way", "state", "copies"), [(0, JobState.SENT, 0), (1, JobState.CONFIRMED, 1)])
def test_a_slip_cut_off_by_a_kill_is_asked_about_at_the_next_start(
    till: Till, mei: MemberFile, way: int, state: JobState, copies: int
) -> None:
    sell(till, mei, "500")
    interrupt(till)
    till.close()
    again = Till(till.folder, seed=8)
    try:
        assert again.trouble == again.words("desk.slip_in_doubt", slip=told(again), what=again.words("desk.cut_short"))
        printed: list[str] = []
        again.desks.spooler.printed.connect(lambda kind, picture: printed.append(kind))
        again.click(buttons(again)[way])
        assert (again.trouble, states(again)[-1], len(printed)) == ("", state, copies)
        assert document.from_bytes(again.slips[-1].document).second_copy is (way == 1)
    finally:
        again.close()


def test_no_slip_prints_at_the_start_before_the_interrupted_one_was_asked_about(till: Till, mei: MemberFile) -> None:
    use_printer(till, "network", closed_port())
    sell(till, mei, "500")
    sell(till, mei, "300")
    with till.desks.services.store.write() as connection:
        first = print_jobs.troubled(connection)[0]
        print_jobs.set_state(connection, first.id, JobState.SENDING, at_ms=till.clock.now_ms())
    till.desks.screens.settings.save_till(printers=TillSettings().printers)
    till.close()
    again = Till(till.folder, seed=8)
    try:
        assert states(again)[-2:] == [JobState.UNKNOWN, JobState.QUEUED]
        asked = again.words("desk.slip_in_doubt", slip=told(again, 1), what=again.words("desk.cut_short"))
        assert again.trouble == again.words("desk.slips_behind", text=asked, count=1)
    finally:
        again.close()


def test_a_sale_waits_for_its_paper_through_a_restart_and_prints_once(till: Till, mei: MemberFile) -> None:
    use_printer(till, "network", closed_port())
    sell(till, mei, "500")
    sell(till, mei, "300")
    till.desks.screens.settings.save_till(printers=TillSettings().printers)
    till.close()
    again = Till(till.folder, seed=8)
    try:
        again.wait(lambda: states(again)[-2:] == [JobState.CONFIRMED, JobState.CONFIRMED])
        again.settle()
        assert again.trouble == ""
    finally:
        again.close()


def test_the_line_says_which_printer_in_the_screens_language(till: Till) -> None:
    mark = till.app.window.bottom_bar.printer._text
    assert mark.text() == till.words("status.printer_virtual")
    till.desks.screens.settings.save_till(language="en")
    till.settle()
    assert mark.text() == till.words("status.printer_virtual")
    till.desks.screens.settings.save_till(printers=())
    till.settle()
    assert mark.text() == till.words("status.printer_none")


def test_the_clock_shows_the_shops_time(till: Till) -> None:
    assert till.app.window.top_bar._clock.text() == "12:00"
    till.clock.pass_ms(3_600_000)
    till.desks.status._show_clock()
    assert till.app.window.top_bar._clock.text() == "13:00"


def printer_line(till: Till) -> str:
    """What the line at the bottom says of the printer."""
    return till.app.window.bottom_bar.printer._text.full_text()


def test_an_address_is_called_ready_only_once_it_took_a_slip(till: Till, mei: MemberFile) -> None:
    with closing(FakePrinter()) as printer:
        use_printer(till, "network", f"127.0.0.1:{printer.port}")
        assert printer_line(till) == till.words("status.printer_untried")
        sell(till, mei, "500")
        till.wait(lambda: printer_line(till) == till.words("status.printer_ready"))


def just_printed(till: Till) -> bool:
    """Whether the preview's place holds the last customer's slip, and says so."""
    sale = till.view.sale
    said = sale._below_title.text() == till.words("counter.just_printed")
    assert said is (sale.preview.picture() is not None)
    return said


def test_the_slip_printed_on_the_screen_is_shown_until_the_next_customer(till: Till, mei: MemberFile) -> None:
    sell(till, mei, "500")
    assert just_printed(till)
    till.click(till.view.sale.preview.viewport())
    assert till.app.window.sheet_is_open()
    till.app.window.close_sheet()
    till.seat(mei)
    assert till.view.sale._below_title.text() == till.words("counter.preview")
    till.press(Qt.Key.Key_Escape)
    till.settle()
    assert not just_printed(till)


def test_a_slip_that_prints_elsewhere_is_not_shown(till: Till, mei: MemberFile, tmp_path: Path) -> None:
    use_printer(till, "file", str(tmp_path / "lp0"))
    sell(till, mei, "500")
    assert states(till)[-1] is JobState.SENT
    assert not just_printed(till)


def test_another_printer_takes_over_at_one_press(till: Till, mei: MemberFile) -> None:
    dead = PrinterEntry("main", "櫃檯", "network", closed_port())
    screen = PrinterEntry("screen", "吧台", "virtual", "", roles=("card",))
    till.desks.screens.settings.save_till(printers=(dead, screen))
    till.settle()
    sell(till, mei, "500")
    sell(till, mei, "300")
    assert till.trouble.startswith(f"{told(till, 1)}在「櫃檯」沒印出來：")
    names = [
        till.words("desk.retry"),
        till.words("desk.print_elsewhere", printer="吧台"),
        till.words("desk.without_paper"),
    ]
    assert [button.text() for button in buttons(till)] == names
    till.click(buttons(till)[1])
    assert (till.trouble, states(till)[-2:]) == ("", [JobState.CONFIRMED, JobState.CONFIRMED])
    assert {job.printer for job in till.slips[-2:]} == {"screen"}


def test_the_line_names_the_worst_of_several_printers(till: Till, mei: MemberFile) -> None:
    dead = PrinterEntry("main", "櫃檯", "network", closed_port())
    screen = PrinterEntry("screen", "吧台", "virtual", "", roles=("card",))
    till.desks.screens.settings.save_till(printers=(screen, dead))
    till.settle()
    assert printer_line(till) == "櫃檯：出單機尚未列印"
    sell(till, mei, "500")
    assert printer_line(till) == "櫃檯：不接受列印，1 張沒印"


def test_a_slip_comes_out_by_itself_once_its_printer_is_back(till: Till, mei: MemberFile, tmp_path: Path) -> None:
    paper = tmp_path / "later" / "slips.bin"
    use_printer(till, "file", str(paper))
    sell(till, mei, "500")
    assert till.trouble.endswith("處理好後會自動再印。")
    paper.parent.mkdir()
    till.wait(lambda: states(till)[-1] in (JobState.SENT, JobState.CONFIRMED))
    till.wait(lambda: till.trouble == "")


def test_the_bar_is_answered_from_the_keyboard(till: Till, mei: MemberFile) -> None:
    use_printer(till, "network", closed_port())
    sell(till, mei, "500")
    for _ in range(60):
        till.press(Qt.Key.Key_Tab)
        if till.app.window.trouble.other_button().hasFocus():
            break
    assert till.app.window.trouble.other_button().hasFocus()
    till.press(Qt.Key.Key_Space)
    assert (till.trouble, states(till)[-1]) == ("", JobState.DROPPED)


def test_an_answer_is_about_the_slip_that_was_shown(till: Till, mei: MemberFile) -> None:
    use_printer(till, "network", closed_port())
    sell(till, mei, "500")
    sell(till, mei, "300")
    till.click(buttons(till)[1])
    first, second = till.slips[-2:]
    assert (first.state, second.state) == (JobState.DROPPED, JobState.FAILED)
    # A press that comes once more for the first one settles nothing of the second.
    till.desks.spooler.settle(False, first.id)
    till.settle()
    assert till.slips[-1].state is JobState.FAILED


def test_trouble_that_only_the_printer_tells_stands_in_the_line_alone(till: Till) -> None:
    with closing(FakePrinter()) as printer:
        use_printer(till, "network", f"127.0.0.1:{printer.port}")
        printer.manners.answers = PAPER_OUT
        till.desks.spooler.look("main")
        till.wait(lambda: printer_line(till) == "出單機：沒紙了")
        assert till.trouble == ""
        printer.manners.answers = FINE
        till.desks.spooler.look("main")
        till.wait(lambda: printer_line(till) == till.words("status.printer_ready"))
