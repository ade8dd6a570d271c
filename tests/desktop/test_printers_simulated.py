"""The set-up against a strict printer at the end of a real line: paper in the hand, and trouble in words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.counter import Till
from tests.desktop.test_printers import flow
from tests.printing.simulator.device import Device, Trouble
from tests.printing.simulator.lines import NetworkLine, SerialLine
from ui.printers.find_page import by_hand_card
from ui.printers.set_up import SetUpView


@pytest.fixture
def device() -> Device:
    """A printer of wide paper that knows the Chinese of Taiwan, and prints what else the test page tries on it."""
    made = Device(576, "big5")
    made._works.head.lenient = True
    return made


@pytest.fixture
def network(device: Device) -> Iterator[NetworkLine]:
    """The printer in the network."""
    line = NetworkLine(device)
    yield line
    line.close()


@pytest.fixture
def serial(device: Device, tmp_path: Path) -> Iterator[SerialLine]:
    """The printer on a serial line."""
    line = SerialLine(device, tmp_path)
    yield line
    line.close()


def at_trial(till: Till, kind: str, address: str) -> SetUpView:
    """The set-up at its test page."""
    view = flow(till)
    till.click(view.kind.kind.card(kind))
    till.click(view.next)
    lane = till.desks.screens.settings.printers.set_up.lane
    till.wait(lambda: lane.idle)
    till.settle()
    till.click(by_hand_card(view.find))
    view.find.address.control.set_value(address)
    till.click(view.next)
    assert view.step() == "test"
    return view


def said(view: SetUpView) -> str:
    """What the test page's result says."""
    message = view.trial.result.message()
    return "" if message is None else message.text


def test_a_network_printer_puts_the_whole_page_out_and_says_so(
    till: Till, device: Device, network: NetworkLine
) -> None:
    view = at_trial(till, "network", network.address)
    till.click(view.trial.print)
    till.wait(lambda: view.trial.trial().state == "printed")
    assert said(view) == till.words("printer.test_confirmed")
    assert device.errors == []
    (slip,) = device.slips
    assert slip.whole
    assert slip.paper.ink_right > 560


def test_a_printer_without_paper_is_named_and_prints_once_it_has_some(
    till: Till, device: Device, network: NetworkLine
) -> None:
    device.begin(Trouble.PAPER_OUT)
    view = at_trial(till, "network", network.address)
    till.click(view.trial.print)
    till.wait(lambda: view.trial.trial().state == "trouble")
    assert said(view) == till.words("error.printer_paper_out", address=network.address)
    device.end(Trouble.PAPER_OUT)
    till.click(view.trial.result.action_button())
    till.wait(lambda: view.trial.trial().state == "printed")
    assert [slip.whole for slip in device.slips] == [True]


def test_a_page_of_which_the_printer_said_nothing_may_not_have_come_out(
    till: Till, device: Device, network: NetworkLine
) -> None:
    network.held = True
    view = at_trial(till, "network", network.address)
    till.click(view.trial.print)
    till.wait(lambda: view.trial.trial().state == "printed")
    message = view.trial.result.message()
    assert message is not None
    assert (message.text, message.kind) == (till.words("printer.test_unheard"), "warn")
    assert till.words("printer.test_again") in message.text
    network.held = False


def test_a_wrong_address_is_said_with_examples_of_its_kind_and_in_the_language_chosen(till: Till) -> None:
    view = flow(till)
    till.click(view.kind.kind.card("network"))
    till.click(view.next)
    till.click(by_hand_card(view.find))
    view.find.address.control.set_value("999.1.1.1")
    till.click(view.next)
    for language in ("zh_tw", "en"):
        till.desks.screens.settings_view.language_wished.emit(language)
        till.settle()
        assert till.words.language == language
        said_there = view.find.address.error.text()
        hint = till.words("printer.address_network_hint")
        assert said_there == till.words("printer.address_wrong", address="999.1.1.1", hint=hint)
        assert "COM3" not in said_there


def test_a_printer_on_a_serial_line_is_set_up_too(till: Till, device: Device, serial: SerialLine) -> None:
    view = at_trial(till, "serial", str(serial.path))
    assert view.draft().address == f"{serial.path}@9600"
    till.click(view.trial.print)
    till.wait(lambda: view.trial.trial().state in ("printed", "trouble"))
    assert said(view) == till.words("printer.test_confirmed")
    assert [slip.whole for slip in device.slips] == [True]


def test_the_drawer_opens_over_the_network(till: Till, device: Device, network: NetworkLine) -> None:
    view = at_trial(till, "network", network.address)
    till.click(view.next)
    till.click(view.read.width_letter.card("A"))
    till.click(view.next)
    view.use.drawer.click()
    till.click(view.use.open_drawer)
    till.wait(lambda: view.use.drawer_result.message() is not None)
    till.wait(lambda: len(device.pulses) == 1)
