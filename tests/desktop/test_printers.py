"""The till's printers through the real window: set up, tried, changed, removed and taken back."""

from __future__ import annotations

import json
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from desktop import till as tills
from desktop.till import PrinterEntry
from tests.desktop.counter import Till
from tests.ui.screens import texts
from ui.printers.find_page import by_hand_card
from ui.printers.list import PrintersSection
from ui.printers.set_up import SetUpView
from ui.printers.view import PrintersView


def printers(till: Till) -> PrintersView:
    """The printers' section, in front."""
    if till.app.window.current_screen() != "settings":
        till.app.window.show_screen("settings")
        till.settle()
    view = till.desks.screens.settings_view
    view.show_section("printer")
    till.settle()
    return view.printer


def listed(till: Till) -> PrintersSection:
    """The list."""
    return printers(till).list


def flow(till: Till) -> SetUpView:
    """The set-up, begun."""
    till.click(listed(till).add)
    return printers(till).set_up


def entries(till: Till) -> tuple[PrinterEntry, ...]:
    """The printers as they are kept in the till's file."""
    return tills.load(till.folder / "till.json").printers


def set_up(till: Till, path: Path, name: str, *, letter: str = "A", roles: tuple[str, ...] = ("receipt",)) -> None:
    """Set up a printer that is a file, through to the end."""
    view = flow(till)
    till.click(view.kind.kind.card("file"))
    till.click(view.next)
    view.find.address.control.set_value(str(path))
    till.click(view.next)
    till.click(view.trial.print)
    till.wait(lambda: view.trial.trial().state == "printed")
    till.click(view.next)
    till.click(view.read.width_letter.card(letter))
    till.click(view.next)
    view.use.name.control.set_value(name)
    for role, switch in view.use.roles.items():
        switch.setChecked(role in roles)
    till.click(view.next)


def said(till: Till) -> str:
    """What the list says in place."""
    message = listed(till).message.message()
    return "" if message is None else message.text


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """Where a printer's bytes go."""
    return tmp_path / "lp0"


def test_a_till_begins_with_paper_on_the_screen(till: Till) -> None:
    assert till.words("printer.kind_virtual") in texts(listed(till))
    assert till.words("status.printer_virtual") == listed(till).cards["main"].row.state.text  # type: ignore[union-attr]
    assert not listed(till).cards["main"].remove.isVisible()


def test_a_printer_is_set_up_with_paper_in_the_hand_and_takes_over(till: Till, paper: Path) -> None:
    set_up(till, paper, "櫃檯", roles=("receipt", "card", "kitchen"))
    assert paper.read_bytes()[:2] == b"\x1b@"
    kept = entries(till)
    assert [(each.kind, each.address, each.name, each.width_dots) for each in kept] == [
        ("file", str(paper), "櫃檯", 576)
    ]
    assert said(till) == till.words("printer.saved", name="櫃檯")
    paper.unlink()
    till.app.window.show_screen("counter")
    till.press(Qt.Key.Key_F2)
    till.type("100")
    till.press(Qt.Key.Key_F12)
    till.wait(paper.exists)


def test_a_role_moves_to_the_new_printer_and_the_rest_stays(till: Till, paper: Path) -> None:
    set_up(till, paper, "吧台", roles=("kitchen",))
    assert [(each.name, each.roles) for each in entries(till)] == [("", ("receipt",)), ("吧台", ("kitchen",))]
    assert till.words("printer.prints", roles=till.words("printer.role_kitchen")) in texts(listed(till))


def test_wider_paper_on_the_screen_is_used_for_the_next_slip_and_its_preview(till: Till) -> None:
    till.click(listed(till).cards["main"].change)
    view = printers(till).set_up
    till.click(view.use.width.button("576"))
    till.click(view.save)
    widths: list[int] = []
    till.desks.spooler.printed.connect(lambda kind, picture, printer: widths.append(picture.width()))
    till.app.window.show_screen("counter")
    till.press(Qt.Key.Key_F2)
    till.type("100")
    preview = till.view.sale.preview.picture()
    assert isinstance(preview, QImage)
    till.press(Qt.Key.Key_F12)
    assert (preview.width(), widths) == (576, [576])


def test_an_address_that_names_nothing_is_said_and_nothing_is_kept(till: Till) -> None:
    view = flow(till)
    till.click(view.kind.kind.card("network"))
    till.click(view.next)
    till.click(by_hand_card(view.find))
    view.find.address.control.set_value("no address")
    till.click(view.next)
    assert view.step() == "find"
    assert "no address" in view.find.address.error.text()
    till.click(view.cancel)
    assert [each.kind for each in till.desks.state.till.printers] == ["virtual"]


def test_one_printer_is_set_up_once_and_may_be_changed(till: Till, paper: Path) -> None:
    set_up(till, paper, "櫃檯")
    view = flow(till)
    till.click(view.kind.kind.card("file"))
    till.click(view.next)
    view.find.address.control.set_value(f" {paper} ")
    till.click(view.next)
    assert view.step() == "find"
    assert view.find.address.error.text() == till.words("printer.address_taken", name="櫃檯")
    till.click(view.cancel)
    own = entries(till)[-1].id
    till.click(listed(till).cards[own].change)
    view.use.name.control.set_value("吧台")
    till.click(view.save)
    assert [each.name for each in entries(till) if each.kind == "file"] == ["吧台"]


def test_trouble_with_the_test_page_is_named_and_tried_again(till: Till, tmp_path: Path) -> None:
    view = flow(till)
    till.click(view.kind.kind.card("file"))
    till.click(view.next)
    missing = tmp_path / "unplugged" / "lp0"
    view.find.address.control.set_value(str(missing))
    till.click(view.next)
    till.click(view.trial.print)
    till.wait(lambda: view.trial.trial().state == "trouble")
    assert till.words("error.printer_file_unwritable", path=str(missing)) in texts(view)
    missing.parent.mkdir()
    till.click(view.trial.result.action_button())
    till.wait(lambda: view.trial.trial().state == "printed")


def test_what_comes_of_a_set_up_that_was_left_is_not_shown_to_the_next(till: Till, tmp_path: Path) -> None:
    view = flow(till)
    till.click(view.kind.kind.card("file"))
    till.click(view.next)
    view.find.address.control.set_value(str(tmp_path / "nowhere" / "lp0"))
    till.click(view.next)
    view.trial.print.click()
    view.cancel.click()
    listed(till).add.click()
    desk = till.desks.screens.settings.printers.set_up
    till.wait(lambda: desk.lane.idle)
    till.settle()
    assert view.trial.trial().state == "not_yet"


def at_trial(till: Till, path: Path) -> SetUpView:
    """The set-up of a file at its test page."""
    view = flow(till)
    till.click(view.kind.kind.card("file"))
    till.click(view.next)
    view.find.address.control.set_value(str(path))
    till.click(view.next)
    return view


def test_a_page_that_comes_from_an_earlier_address_is_not_taken_for_this_ones(till: Till, paper: Path) -> None:
    view = at_trial(till, paper)
    held, lane = Event(), till.desks.screens.settings.printers.set_up.lane
    lane.ask(lambda: held.wait(8))
    view.trial.print.click()
    view.back.click()
    view.find.address.control.set_value(str(paper.with_name("lp1")))
    view.next.click()
    held.set()
    till.wait(lambda: lane.idle)
    assert paper.exists()
    assert view.trial.trial().state == "not_yet"


def test_a_printer_in_use_is_tried_on_its_own_lane(till: Till, paper: Path) -> None:
    set_up(till, paper, "吧台", roles=("kitchen",))
    bar = entries(till)[1].id
    paper.unlink()
    till.click(listed(till).cards[bar].change)
    view = printers(till).set_up
    till.click(view.tabs.button("test"))
    lane = till.desks.spooler.lane_of(bar)
    assert lane is not None
    held = Event()
    lane.ask(lambda: held.wait(8))
    view.trial.print.click()
    own = till.desks.screens.settings.printers.set_up.lane
    till.wait(lambda: own.idle)
    assert (view.trial.trial().state, paper.exists()) == ("printing", False)
    held.set()
    till.wait(lambda: view.trial.trial().state == "printed")
    assert paper.exists()


def test_the_drawer_is_opened_before_the_printer_is_kept(till: Till, paper: Path) -> None:
    view = flow(till)
    till.click(view.kind.kind.card("file"))
    till.click(view.next)
    view.find.address.control.set_value(str(paper))
    for step in ("test", "read"):
        till.click(view.next)
        assert view.step() == step
    till.click(view.read.width_letter.card("C"))
    till.click(view.next)
    view.use.drawer.click()
    till.click(view.use.open_drawer)
    till.wait(lambda: view.use.drawer_result.message() is not None)
    assert paper.read_bytes() == b"\x1bp\x00\x19\xfa"


def test_a_removed_printer_comes_back_at_a_press(till: Till, paper: Path) -> None:
    set_up(till, paper, "吧台", roles=("kitchen",))
    before = entries(till)
    bar = before[1].id
    till.click(listed(till).cards[bar].remove)
    assert [each.name for each in entries(till)] == [""]
    assert said(till) == till.words("printer.removed", name="吧台")
    till.click(listed(till).message.action_button())
    assert entries(till) == before
    assert said(till) == ""


def test_the_last_printer_removed_leaves_paper_on_the_screen(till: Till, paper: Path) -> None:
    set_up(till, paper, "櫃檯", roles=("receipt", "card", "kitchen"))
    (only,) = entries(till)
    till.click(listed(till).cards[only.id].remove)
    assert [each.kind for each in entries(till)] == ["virtual"]


def test_a_test_page_of_a_kept_printer_waits_its_turn(till: Till, paper: Path) -> None:
    set_up(till, paper, "吧台", roles=("kitchen",))
    bar = entries(till)[1].id
    paper.unlink()
    printed: list[tuple[str, str]] = []
    till.desks.spooler.printed.connect(lambda kind, picture, printer: printed.append((kind, printer)))
    till.click(listed(till).cards[bar].test)
    till.wait(lambda: printed == [("test_page", bar)])
    assert paper.exists()
    assert said(till) == till.words("printer.test_sent", name="吧台")


def test_a_printer_in_trouble_says_why_in_the_list(till: Till, tmp_path: Path, paper: Path) -> None:
    set_up(till, paper, "吧台", roles=("kitchen",))
    entry = entries(till)[1]
    paper.unlink()
    paper.mkdir()
    till.click(listed(till).cards[entry.id].test)
    why = till.words("error.printer_file_unwritable", path=str(paper))
    till.wait(lambda: why in texts(listed(till)))
    state = listed(till).cards[entry.id].row.state
    assert state is not None
    assert state.level == "danger"


def test_a_till_file_that_cannot_be_written_keeps_the_set_up_open(till: Till) -> None:
    view = flow(till)
    till.click(view.kind.kind.card("virtual"))
    till.click(view.next)
    (till.folder / "till.part").mkdir()
    till.click(view.next)
    assert printers(till).is_setting_up()
    assert till.desks.screens.settings_view.message.message() is not None


def test_what_is_kept_is_read_at_the_next_start(till: Till, paper: Path) -> None:
    set_up(till, paper, "吧台", letter="B", roles=("kitchen",))
    stored = json.loads((till.folder / "till.json").read_text(encoding="utf-8"))["printers"][1]
    assert (stored["name"], stored["width_dots"], stored["roles"]) == ("吧台", 512, ["kitchen"])
    till.close()
    again = Till(till.folder, seed=9)
    try:
        assert [each.name for each in again.desks.state.till.printers] == ["", "吧台"]
    finally:
        again.close()


def test_esc_steps_back_and_out_and_keys_alone_set_a_printer_up(till: Till) -> None:
    view = flow(till)
    till.press(Qt.Key.Key_Escape)
    assert not printers(till).is_setting_up()
    view = flow(till)
    view.kind.kind.card("virtual").setFocus()
    for step in ("kind", "use"):
        till.press(Qt.Key.Key_Return)
        assert view.step() == step
    till.press(Qt.Key.Key_Escape)
    assert view.step() == "kind"
    for _ in range(2):
        till.press(Qt.Key.Key_Return)
    assert [each.name for each in till.desks.state.till.printers][1:] == ["畫面上的紙 2"]
