"""Several printers: each prints its own, is asked how it is, and goes on by itself once it is well."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from db.print_jobs import JobState
from desktop.operations.print_jobs import duties
from desktop.print_state import PrintersState
from desktop.print_worker import FIRST_LOOK_MS, IDLE_LOOK_MS, TROUBLE_LOOK_MS, Outlet
from desktop.till import PrinterEntry, TillSettings
from loyalty.errors import KnownError
from printing import document
from printing.drawer import DRAWER_PULSE
from printing.printers.printer import Health
from tests.desktop.papers import (
    CARDS,
    MAIN,
    Paper,
    card_and_receipt,
    job,
    job_states,
    rest,
    troubled,
    use,
    use_all,
    worker,
    works,
)
from tests.desktop.shop import DAY_MS, Shop

# How long a printer is held at work that the test does not let go of.
PATIENCE_S = 30


def test_each_printer_prints_the_slips_of_its_roles_and_what_was_printed_where_is_kept(
    shop: Shop, paper: Paper, cards: Paper, qtbot: QtBot
) -> None:
    card_and_receipt(shop, paper, cards, qtbot)
    assert (paper.slips, cards.slips) == (["receipt"], ["member_card"])
    assert (paper.widths, cards.widths) == ([384], [576])
    receipt, card = job(shop), job(shop, 1)
    assert (receipt.printer, receipt.width_dots, receipt.route) == ("main", 384, "picture")
    assert (card.printer, card.width_dots, card.changed_at_ms > card.created_at_ms) == ("cards", 576, True)


def test_a_printer_in_trouble_stops_only_its_own_slips(shop: Shop, paper: Paper, cards: Paper, qtbot: QtBot) -> None:
    cards.trouble = "printer_paper_out"
    card_and_receipt(shop, paper, cards, qtbot)
    shop.sell(200)
    shop.spooler.wake()
    rest(shop, qtbot)
    assert paper.slips == ["receipt", "receipt"]
    assert [each.in_trouble for each in shop.spooler.state.printers] == [False, True]
    assert shop.spooler.state.worst_first()[0].entry == CARDS


def test_two_printers_print_at_the_same_time(shop: Shop, paper: Paper, cards: Paper, qtbot: QtBot) -> None:
    both = threading.Barrier(2, timeout=PATIENCE_S)
    paper.meanwhile = cards.meanwhile = both.wait
    card_and_receipt(shop, paper, cards, qtbot)
    assert (paper.slips, cards.slips) == (["receipt"], ["member_card"])


def test_what_surely_did_not_come_out_is_printed_by_itself_once_the_printer_is_well(
    shop: Shop, paper: Paper, qtbot: QtBot
) -> None:
    shop.sell(100)
    shop.sell(200)
    paper.trouble = "printer_paper_out"
    use(shop, paper)
    shop.spooler.wake()
    rest(shop, qtbot)
    shop.spooler.look("main")
    rest(shop, qtbot)
    assert job_states(shop) == [JobState.FAILED, JobState.QUEUED]
    paper.trouble = ""
    shop.spooler.look("main")
    rest(shop, qtbot)
    assert job_states(shop) == [JobState.CONFIRMED, JobState.CONFIRMED]
    assert not document.from_bytes(job(shop, 1).document).second_copy


def test_what_may_have_come_out_is_never_printed_again_by_itself(shop: Shop, paper: Paper, qtbot: QtBot) -> None:
    shop.sell(100)
    paper.trouble, paper.in_doubt = "printer_dropped", True
    use(shop, paper)
    shop.spooler.wake()
    rest(shop, qtbot)
    paper.trouble = ""
    shop.spooler.look("main")
    rest(shop, qtbot)
    assert (job_states(shop), paper.slips) == ([JobState.UNKNOWN], [])


def test_a_slip_that_fails_though_the_printer_says_it_is_well_is_tried_ever_more_seldom(
    shop: Shop, paper: Paper, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper, "health", lambda: Health(answers=True))
    shop.sell(100)
    paper.trouble = "printer_refused"
    use(shop, paper)
    shop.spooler.wake()
    rest(shop, qtbot)
    waits = []
    for _ in range(8):
        waits.append(worker(shop)._look.interval())
        shop.spooler.look("main")
        rest(shop, qtbot)
    assert waits == [2_500, 5_000, 10_000, 20_000, 40_000, 80_000, 80_000, 80_000]
    paper.trouble = ""
    shop.spooler.look("main")
    rest(shop, qtbot)
    shop.spooler.look("main")
    rest(shop, qtbot)
    assert (paper.slips, worker(shop)._look.interval()) == (["receipt"], IDLE_LOOK_MS)


def test_a_printer_is_asked_how_it_is_seldom_when_it_is_well_and_often_in_trouble(
    shop: Shop, paper: Paper, qtbot: QtBot
) -> None:
    use(shop, paper)
    assert worker(shop)._look.interval() == FIRST_LOOK_MS
    paper.paper_low = True
    shop.spooler.look("main")
    rest(shop, qtbot)
    state = worker(shop).state
    assert (state.works, state.paper_low, worker(shop)._look.interval()) == (True, True, IDLE_LOOK_MS)
    paper.trouble = "printer_cover_open"
    shop.spooler.look("main")
    rest(shop, qtbot)
    state = worker(shop).state
    assert (state.works, state.in_trouble, worker(shop)._look.interval()) == (False, True, TROUBLE_LOOK_MS)
    assert worker(shop)._look.isActive()


def test_the_same_trouble_is_told_once(shop: Shop, paper: Paper, qtbot: QtBot, states: list[PrintersState]) -> None:
    use(shop, paper)
    paper.trouble = "printer_cover_open"
    shop.spooler.look("main")
    rest(shop, qtbot)
    told = len(states)
    shop.spooler.look("main")
    rest(shop, qtbot)
    assert len(states) == told


def test_the_screen_as_a_printer_is_never_asked(shop: Shop, paper: Paper, qtbot: QtBot) -> None:
    paper.trouble = "printer_offline"
    use_all(shop, {replace(MAIN, kind="virtual"): paper})
    shop.spooler.look("main")
    rest(shop, qtbot)
    assert not worker(shop).state.in_trouble


def test_a_printer_at_work_is_not_asked_meanwhile(shop: Shop, paper: Paper, qtbot: QtBot) -> None:
    go_on = threading.Event()
    paper.meanwhile = lambda: go_on.wait(PATIENCE_S)
    shop.sell(100)
    use(shop, paper)
    shop.spooler.wake()
    qtbot.waitUntil(lambda: worker(shop).state.queue.sending == 1)
    paper.trouble = "printer_offline"
    shop.spooler.look("main")
    assert worker(shop)._look.isActive()
    paper.trouble = ""
    go_on.set()
    rest(shop, qtbot)
    assert not worker(shop).state.in_trouble


def test_another_printer_takes_over_all_that_did_not_come_out(
    shop: Shop, paper: Paper, cards: Paper, qtbot: QtBot
) -> None:
    shop.sell(100)
    shop.sell(200)
    paper.trouble = "printer_unreachable"
    use_all(shop, {MAIN: paper, CARDS: cards})
    shop.spooler.wake()
    rest(shop, qtbot)
    shop.spooler.reroute_all("main", "cards")
    rest(shop, qtbot)
    assert cards.slips == ["receipt", "receipt"]
    assert [job(shop, place).printer for place in (0, 1)] == ["cards", "cards"]
    assert cards.widths == [576, 576]


def test_a_slip_in_doubt_goes_elsewhere_as_a_second_copy(shop: Shop, paper: Paper, cards: Paper, qtbot: QtBot) -> None:
    shop.sell(100)
    paper.trouble, paper.in_doubt = "printer_dropped", True
    use_all(shop, {MAIN: paper, CARDS: cards})
    shop.spooler.wake()
    rest(shop, qtbot)
    shop.spooler.reroute(troubled(shop), "cards")
    rest(shop, qtbot)
    assert cards.slips == ["receipt"]
    assert document.from_bytes(job(shop).document).second_copy


def test_a_printer_taken_out_of_the_till_leaves_its_slips_to_the_one_that_has_the_role_now(
    shop: Shop, paper: Paper, cards: Paper, qtbot: QtBot
) -> None:
    cards.trouble = "printer_unreachable"
    card_and_receipt(shop, paper, cards, qtbot)
    use_all(shop, {MAIN: paper})
    shop.spooler.wake()
    rest(shop, qtbot)
    shop.spooler.look("main")
    rest(shop, qtbot)
    assert paper.slips == ["receipt", "member_card"]


def test_paper_on_the_screen_goes_on_by_itself_with_what_a_printer_failed_at_that_was_taken_out(
    shop: Shop, paper: Paper, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    # At once, and not at a look that comes later anyway.
    for look in ("FIRST_LOOK_MS", "TROUBLE_LOOK_MS", "IDLE_LOOK_MS"):
        monkeypatch.setattr(f"desktop.print_worker.{look}", 10 * DAY_MS)
    go_on, screen = threading.Event(), PrinterEntry("screen", "", "virtual", "", roles=("card",))
    shown = Paper()
    use_all(shop, {MAIN: paper, screen: shown})
    shop.spooler.look("screen")
    rest(shop, qtbot)
    paper.meanwhile, paper.trouble = lambda: go_on.wait(PATIENCE_S), "printer_unreachable"
    shop.sell(100)
    shop.spooler.wake()
    qtbot.waitUntil(lambda: worker(shop).state.queue.sending == 1)
    use_all(shop, {screen: shown})
    go_on.set()
    qtbot.waitUntil(lambda: shown.slips == ["receipt"])
    rest(shop, qtbot)
    assert not shop.spooler._workers["screen"].state.in_trouble


def test_nobody_waits_for_a_printer_that_was_taken_out_while_it_prints(
    shop: Shop, paper: Paper, cards: Paper, qtbot: QtBot
) -> None:
    go_on = threading.Event()
    paper.meanwhile = lambda: go_on.wait(PATIENCE_S)
    shop.sell(100)
    use(shop, paper)
    shop.spooler.wake()
    qtbot.waitUntil(lambda: worker(shop).state.queue.sending == 1)
    use_all(shop, {CARDS: cards})
    # Whoever had waited for it would have seen its slip out.
    assert paper.slips == []
    go_on.set()
    rest(shop, qtbot)
    assert (job_states(shop), paper.slips, cards.slips) == ([JobState.CONFIRMED], ["receipt"], [])
    assert shop.spooler._leaving == []


def test_a_slip_taken_for_paper_of_another_width_is_drawn_anew(shop: Shop, paper: Paper, qtbot: QtBot) -> None:
    shop.sell(100)
    use(shop, paper)
    shop.spooler.wake()
    shop.lanes["writer"].catch_up()
    use(shop, paper, 576)
    rest(shop, qtbot)
    assert (paper.widths, job(shop).width_dots) == ([576], 576)


def test_the_drawer_is_kicked_at_once_and_what_keeps_it_shut_is_said(shop: Shop, paper: Paper, qtbot: QtBot) -> None:
    heard: list[KnownError | None] = []
    use(shop, paper)
    shop.spooler.kick_drawer("main", heard.append)
    rest(shop, qtbot)
    assert (paper.pulses, heard) == ([DRAWER_PULSE], [None])
    paper.trouble = "printer_unreachable"
    shop.spooler.kick_drawer("main", heard.append)
    rest(shop, qtbot)
    assert heard[1] is not None
    assert heard[1].key == "printer_unreachable"
    assert worker(shop).state.in_trouble
    assert len(paper.pulses) == 1


def test_a_drawer_on_a_printer_that_is_gone_is_said_to_stay_shut(shop: Shop, paper: Paper, qtbot: QtBot) -> None:
    heard: list[KnownError | None] = []
    use(shop, paper)
    shop.spooler.kick_drawer("gone", heard.append)
    rest(shop, qtbot)
    assert [error and error.key for error in heard] == ["printer_settings_unreadable"]
    assert paper.pulses == []


def test_a_drawer_does_not_open_long_after_the_wish(
    shop: Shop, paper: Paper, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[KnownError | None] = []
    go_on = threading.Event()
    paper.meanwhile = lambda: go_on.wait(PATIENCE_S)
    shop.sell(100)
    use(shop, paper)
    shop.spooler.wake()
    qtbot.waitUntil(lambda: worker(shop).state.queue.sending == 1)
    with monkeypatch.context() as soon:
        soon.setattr("desktop.print_worker.DRAWER_WAIT_MS", 1)
        shop.spooler.kick_drawer("main", heard.append)
    qtbot.wait(20)
    go_on.set()
    rest(shop, qtbot)
    assert (paper.pulses, [error and error.key for error in heard]) == ([], ["drawer_late"])
    assert not worker(shop).state.in_trouble
    shop.spooler.kick_drawer("main", heard.append)
    rest(shop, qtbot)
    assert (paper.pulses, heard[1:]) == ([DRAWER_PULSE], [None])


def test_a_printer_that_cannot_be_made_keeps_its_slips_and_says_why(shop: Shop, paper: Paper, qtbot: QtBot) -> None:
    shop.sell(100)
    till = TillSettings(printers=(MAIN,))
    wrong = KnownError("printer_address_wrong", address="nowhere")
    shop.spooler.use([Outlet(MAIN, duties(till)[0], None, wrong)])
    shop.spooler.wake()
    rest(shop, qtbot)
    (state,) = shop.spooler.state.printers
    assert (state.why, state.queue.waiting, job_states(shop)) == (wrong, 1, [JobState.QUEUED])
    heard: list[KnownError | None] = []
    shop.spooler.kick_drawer("main", heard.append)
    assert heard == [wrong]
    use(shop, paper)
    shop.spooler.wake()
    rest(shop, qtbot)
    assert paper.slips == ["receipt"]


def test_closing_waits_for_the_slip_that_prints_and_takes_no_other(shop: Shop, paper: Paper, qtbot: QtBot) -> None:
    shop.sell(100)
    shop.sell(200)
    go_on = threading.Event()
    paper.meanwhile = lambda: go_on.wait(PATIENCE_S)
    use(shop, paper)
    shop.spooler.wake()
    qtbot.waitUntil(lambda: worker(shop).state.queue.sending == 1)
    through = threading.Timer(0.1, go_on.set)
    through.start()
    shop.spooler.close()
    through.join()
    shop.lanes["writer"].catch_up()
    assert (job_states(shop), paper.slips) == ([JobState.CONFIRMED, JobState.QUEUED], ["receipt"])


def test_a_slip_for_no_paper_is_not_called_printed(shop: Shop, paper: Paper, qtbot: QtBot) -> None:
    shop.sell(100)
    use_all(shop, {replace(MAIN, kind="none", address=""): paper})
    shop.spooler.wake()
    rest(shop, qtbot)
    assert job_states(shop) == [JobState.DROPPED]


def test_a_printer_that_cannot_be_asked_has_sent_and_not_confirmed(shop: Shop, paper: Paper, qtbot: QtBot) -> None:
    paper.answers = False
    shop.sell(100)
    use(shop, paper)
    shop.spooler.look("main")
    rest(shop, qtbot)
    assert not works(shop)
    shop.spooler.wake()
    rest(shop, qtbot)
    assert (job_states(shop), works(shop)) == ([JobState.SENT], True)


def test_what_a_printer_said_of_itself_in_mid_slip_is_its_trouble_until_it_is_well(
    shop: Shop, paper: Paper, qtbot: QtBot
) -> None:
    shop.sell(100)
    shop.sell(200)
    paper.trouble, paper.in_doubt = "printer_paper_out", True
    use(shop, paper)
    shop.spooler.wake()
    rest(shop, qtbot)
    state = worker(shop).state
    assert (state.problem is not None, state.queue.waiting) == (True, 1)
    assert state.problem is not None
    assert (state.problem.key, worker(shop)._look.interval()) == ("printer_paper_out", TROUBLE_LOOK_MS)
    paper.trouble = ""
    shop.spooler.look("main")
    rest(shop, qtbot)
    state = worker(shop).state
    assert (state.problem, state.works, job_states(shop)) == (None, True, [JobState.UNKNOWN, JobState.QUEUED])


def test_a_printer_that_has_just_printed_is_no_untried_one_for_a_change_of_its_name(
    shop: Shop, paper: Paper, qtbot: QtBot
) -> None:
    shop.sell(100)
    use(shop, paper)
    shop.spooler.wake()
    rest(shop, qtbot)
    use_all(shop, {replace(MAIN, name="櫃檯"): Paper()})
    assert not worker(shop).state.untried
    use_all(shop, {replace(MAIN, address="127.0.0.1:9102"): Paper()})
    assert worker(shop).state.untried
