"""The printers: two are set up until paper is in the hand, trouble is named in a bar, and the sale stands."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from desktop.tour.failure import TourError
from desktop.tour.paper import PaperListener
from desktop.tour.stage import Stage
from ui.printers.find_page import by_hand_card
from ui.printers.set_up import SetUpView
from ui.printers.view import PrintersView

_DEVICE = "lp0"


def set_up_network(stage: Stage) -> None:
    """A network printer is set up step by step, with its answer to the test page, its letters and what it prints."""
    paper = PaperListener()
    try:
        flow = _begin(stage)
        _find_network(stage, flow, paper.address)
        stage.hand.click(flow.trial.print)
        stage.wait("the page printed", lambda: flow.trial.trial().state == "printed", flow.trial.trial)
        stage.same("the first bytes on the printer", b"\x1b@", paper.jobs[0][:2] if paper.jobs else b"")
        stage.shot("printer-tested")
        stage.hand.enter()
        _read_paper(stage, flow)
        _use(stage, flow, "kitchen")
        stage.shot("printer-use")
        stage.hand.click(flow.next)
        stage.sees(_view(stage).list, stage.words("printer.role_kitchen"))
        stage.sees(_view(stage).list, stage.words("status.printer_ready"))
        stage.shot("printer-list")
    finally:
        paper.close()


def _find_network(stage: Stage, flow: SetUpView, address: str) -> None:
    hand = stage.hand
    hand.click(flow.kind.kind.card("network"))
    stage.shot("printer-kind")
    hand.click(flow.next)
    hand.click(by_hand_card(flow.find))
    _type_address(stage, flow, address)
    stage.shot("printer-address")
    hand.enter()


def _read_paper(stage: Stage, flow: SetUpView) -> None:
    stage.hand.click(flow.read.width_letter.card("A"))
    stage.hand.click(flow.read.route_letter.card("D"))
    stage.sees(flow, stage.words("printer.read_route"))
    stage.shot("printer-letters")
    stage.hand.click(flow.next)


def remove_network(stage: Stage) -> None:
    """A printer that is removed comes back at a press, and is removed for good."""
    listed, hand = _view(stage).list, stage.hand
    printer_id = stage.desks.state.till.printers[-1].id
    hand.click(listed.cards[printer_id].remove)
    stage.shot("printer-removed")
    hand.click(listed.message.action_button())
    stage.wait("the printer again", lambda: printer_id in listed.cards)
    hand.click(listed.cards[printer_id].remove)
    stage.wait("no printer", lambda: printer_id not in listed.cards)


def set_up_file(stage: Stage) -> None:
    """A device that cannot be written to is named at its test page, and tried again once it is there."""
    hand, words = stage.hand, stage.words
    folder = stage.app.folders.data / "unplugged"
    flow = _begin(stage)
    hand.click(flow.kind.kind.card("file"))
    hand.click(flow.next)
    _type_address(stage, flow, str(folder / _DEVICE))
    hand.click(flow.next)
    hand.click(flow.trial.print)
    stage.sees(flow, words("error.printer_file_unwritable", path=str(folder / _DEVICE)))
    stage.shot("printer-test-trouble")
    folder.mkdir()
    hand.click(flow.trial.result.action_button())
    stage.wait("the page printed", lambda: flow.trial.trial().state == "printed", flow.trial.trial)
    hand.click(flow.next)
    hand.click(flow.read.width_letter.card("C"))
    hand.click(flow.next)
    hand.click(flow.next)
    stage.sees(_view(stage).list, words("printer.name_file"))
    stage.shot("printer-file")


def trouble(stage: Stage) -> None:
    """A printer that cannot be written to is named in a bar, and the sale stands."""
    hand, words = stage.hand, stage.words
    folder = stage.app.folders.data / "unplugged"
    (folder / _DEVICE).unlink()
    folder.rmdir()
    hand.click(stage.app.window.top_bar.entry("counter"))
    hand.scan(stage.notes["new card"])
    hand.type("180+")
    hand.press(Qt.Key.Key_F12)
    stage.sees(stage.app.window.bottom_bar, words("desk.got_stamps", count=2))
    stage.sees(stage.app.window.trouble, words("error.printer_file_unwritable", path=str(folder / _DEVICE)))
    stage.shot("printer-trouble")


def retry(stage: Stage) -> None:
    """The printer is back: the slip comes out, and the bar goes."""
    folder = stage.app.folders.data / "unplugged"
    folder.mkdir()
    bar = stage.app.window.trouble
    stage.hand.click(bar.action_button())
    stage.wait("no bar", lambda: not bar.isVisible())
    stage.same("the first bytes on the printer", b"\x1b@", (folder / _DEVICE).read_bytes()[:2])
    stage.shot("printer-back")


def _view(stage: Stage) -> PrintersView:
    return stage.desks.screens.settings_view.printer


def _begin(stage: Stage) -> SetUpView:
    """The settings' list of printers, and the set-up of one more."""
    hand, view = stage.hand, stage.desks.screens.settings_view
    hand.click(stage.app.window.top_bar.entry("settings"))
    hand.click(view.nav["printer"])
    hand.click(view.printer.list.add)
    stage.sees(view.printer.set_up, stage.words("printer.kind_question"))
    return view.printer.set_up


def _type_address(stage: Stage, flow: SetUpView, address: str) -> None:
    control = flow.find.address.control
    if not isinstance(control, QLineEdit):
        raise TourError("a field for the printer's address", type(control))
    stage.hand.click(control)
    stage.hand.say(address)


def _use(stage: Stage, flow: SetUpView, role: str) -> None:
    """Print this role and nothing else."""
    for each, switch in flow.use.roles.items():
        if switch.isChecked() != (each == role):
            stage.hand.click(switch)
