"""What the printers' state is called: the worst first, how many more, and what may be done about a slip."""

from __future__ import annotations

import ast
import json
from dataclasses import replace
from pathlib import Path

import pytest

from db.print_jobs import JobState, PrintJob
from desktop.operations.print_jobs import Belonging, PrinterQueue, QueueState
from desktop.print_state import PrintersState, PrinterState
from desktop.print_words import (
    _SHORT,
    AGAIN,
    CAME_OUT,
    ELSEWHERE,
    RETRY,
    SKIP,
    Question,
    one_status,
    question,
    status_item,
)
from desktop.till import PRINTER_KINDS, PrinterEntry
from loyalty.calendar import ShopCalendar
from loyalty.errors import KnownError
from loyalty.members import Member
from loyalty.words import LANGUAGES, Words
from ui.facts import StatusItem

ZH = Words("zh_tw")
MAIN = PrinterEntry("main", "", "network", "10.0.0.9")
BAR = PrinterEntry("bar", "吧台", "usb", "04b8:0e15")
# 2026-11-22 12:00 in Taipei.
NOON_MS = 1_795_320_000_000
SOLD_MS = NOON_MS - 28 * 60_000
PAPER_OUT = KnownError("printer_paper_out", address="10.0.0.9:9100")


def printer(
    entry: PrinterEntry = MAIN,
    trouble: JobState | None = None,
    problem: KnownError | None = None,
    waiting: int = 0,
    sending: int = 0,
    works: bool = True,
    paper_low: bool = False,
) -> PrinterState:
    """One printer that is well but for what is said."""
    job = None if trouble is None else PrintJob(f"slip of {entry.id}", None, "receipt", b"", trouble, SOLD_MS)
    return PrinterState(entry, PrinterQueue(entry.id, waiting, sending, job), works, paper_low, problem)


def asked_of(printers: PrintersState, words: Words = ZH, now_ms: int = NOON_MS) -> Question | None:
    """What the bar asks, at noon of the day of every slip."""
    return question(printers, words, ShopCalendar(), now_ms)


def state(*printers: PrinterState) -> PrintersState:
    """A till with these printers."""
    return PrintersState(printers, QueueState(tuple(each.queue for each in printers)))


@pytest.mark.parametrize(
    ("one", "text", "level"),
    [
        (printer(), "出單機就緒", "ok"),
        (printer(works=False), "出單機尚未列印", "busy"),
        (printer(sending=1), "列印中，1 張", "busy"),
        (printer(sending=1, waiting=2), "列印中，3 張", "busy"),
        (printer(paper_low=True), "紙快用完了", "warn"),
        (printer(problem=PAPER_OUT), "沒紙了", "danger"),
        (printer(trouble=JobState.FAILED, problem=PAPER_OUT, waiting=2), "沒紙了，3 張沒印", "danger"),
        (printer(trouble=JobState.FAILED), "有狀況，1 張沒印", "danger"),
        (printer(trouble=JobState.UNKNOWN, problem=PAPER_OUT), "沒紙了，有一張單不知印了沒", "warn"),
        (printer(trouble=JobState.UNKNOWN), "有一張單不知印了沒", "warn"),
        (replace(printer(sending=1), still=True), "出單機停住了：看看紙和上蓋", "warn"),
        (printer(replace(MAIN, kind="virtual"), works=False), "出單在螢幕上", "ok"),
        (printer(replace(MAIN, kind="file"), works=False), "出單機：檔案", "ok"),
    ],
)
def test_one_printer_is_said_in_a_few_words(one: PrinterState, text: str, level: str) -> None:
    item = one_status(one, ZH)
    assert (item.text, item.level) == (text, level)
    named = ZH("status.printer_named", printer="出單機", text=text)
    assert status_item(state(one), ZH) == StatusItem(named if one.in_trouble else text, item.level)


def test_no_printer_and_one_that_is_switched_off_are_said_alike() -> None:
    assert status_item(state(), ZH).text == "沒有出單機"
    assert status_item(state(printer(replace(MAIN, kind="none"))), ZH).text == "沒有出單機"


def test_of_several_the_worst_is_named_and_the_others_in_trouble_are_counted() -> None:
    low, asks = printer(paper_low=True), printer(BAR, JobState.UNKNOWN)
    failed = printer(replace(BAR, id="kitchen", name="廚房"), JobState.FAILED, PAPER_OUT)
    assert status_item(state(low, asks, failed), ZH).text == "廚房：沒紙了，1 張沒印（另有 1 台要處理）"
    assert status_item(state(low, printer(BAR)), ZH).text == "出單機：紙快用完了"
    assert status_item(state(printer(), printer(BAR)), ZH).text == "2 台出單機就緒"
    assert status_item(state(printer(), printer(BAR, works=False)), ZH).text == "吧台：出單機尚未列印"


def test_a_slip_that_did_not_print_may_be_tried_again_or_left() -> None:
    asked = asked_of(state(printer(trouble=JobState.FAILED, problem=PAPER_OUT)))
    assert asked is not None
    assert asked.bar.text == (
        "收據（11:32）沒印出來：出單機 10.0.0.9:9100 沒有紙了；請換上新的紙捲再重印。處理好後會自動再印。"
    )
    assert (asked.bar.action_id, asked.bar.more_id, asked.bar.other_id) == (RETRY, "", SKIP)
    assert (asked.job_id, asked.printer, asked.instead) == ("slip of main", "main", "")


def test_another_printer_that_is_well_may_print_it_instead() -> None:
    failed = printer(trouble=JobState.FAILED, problem=PAPER_OUT, waiting=4)
    kitchen, off = replace(BAR, id="kitchen", name="廚房"), replace(BAR, id="off", kind="none")
    asked = asked_of(state(failed, printer(off), printer(BAR, works=False), printer(kitchen)))
    assert asked is not None
    assert asked.bar.text.startswith("收據（11:32）在「出單機」沒印出來：")
    assert asked.bar.text.endswith("後面還有 4 張。")
    assert (asked.bar.more_label, asked.bar.more_id, asked.instead) == ("改由「廚房」印", ELSEWHERE, "kitchen")
    alone = asked_of(state(failed, printer(BAR, JobState.FAILED, PAPER_OUT)))
    assert alone is not None
    assert (alone.bar.more_label, alone.instead) == ("", "")


def test_a_slip_in_doubt_is_asked_about_and_printed_again_only_as_a_second_copy() -> None:
    asked = asked_of(state(printer(trouble=JobState.UNKNOWN)))
    assert asked is not None
    bar = asked.bar
    assert (bar.action_label, bar.action_id) == ("印出來了", CAME_OUT)
    assert (bar.other_label, bar.other_id, bar.more_label) == ("再印一張（補印）", AGAIN, "")


def cut_short(key: str, problem: KnownError | None = None, works: bool = False, waiting: int = 0) -> PrinterState:
    """A printer whose slip in doubt met this."""
    one = printer(trouble=JobState.UNKNOWN, problem=problem, works=works, waiting=waiting)
    assert one.troubled is not None
    met = json.dumps({"key": key, "facts": {"address": "10.0.0.9:9100"}}) if key else ""
    return replace(one, queue=replace(one.queue, troubled=replace(one.troubled, problem=met)))


@pytest.mark.parametrize(
    ("one", "text"),
    [
        (cut_short("printer_paper_out", PAPER_OUT), "收據（11:32）印到一半沒紙了：請裝上新紙捲，看看這張印完整了嗎？"),
        (cut_short("printer_paper_out", works=True), "收據（11:32）印到一半沒紙了：看看這張印完整了嗎？"),
        (
            cut_short("printer_paper_out", KnownError("printer_cover_open", address="x")),
            "收據（11:32）印到一半沒紙了：請蓋好上蓋，看看這張印完整了嗎？",
        ),
        (cut_short("printer_cover_open"), "收據（11:32）印到一半上蓋開了：請蓋好上蓋，看看這張印完整了嗎？"),
        (cut_short("printer_offline"), "收據（11:32）印到一半離線了：請按下上線鍵，看看這張印完整了嗎？"),
        (cut_short("printer_dropped"), "收據（11:32）印到一半斷了線：請檢查電源和連接線，看看這張印完整了嗎？"),
        (cut_short("printer_timeout"), "收據（11:32）印到一半沒有回應了：請看它的燈號和紙，看看這張印完整了嗎？"),
        (cut_short(""), "收據（11:32）印到一半停了：看看這張印完整了嗎？"),
        (cut_short("unexpected", waiting=2), "收據（11:32）印到一半停了：看看這張印完整了嗎？後面還有 2 張。"),
    ],
)
def test_a_slip_in_doubt_names_what_cut_it_short_and_what_to_do_until_that_is_done(
    one: PrinterState, text: str
) -> None:
    asked = asked_of(state(one))
    assert asked is not None
    assert asked.bar.text == text
    of_two = asked_of(state(one, printer(BAR)))
    assert of_two is not None
    assert of_two.bar.text == text.replace("）", "）在「出單機」", 1)
    for language in LANGUAGES:
        told = asked_of(state(one), Words(language))
        assert told is not None
        assert told.bar.text


def of_member(name: str, slip: str = "receipt", trouble: JobState = JobState.UNKNOWN) -> PrinterState:
    """A printer whose slip in trouble is of a member's sale."""
    one = printer(trouble=trouble, problem=PAPER_OUT if trouble is JobState.FAILED else None)
    assert one.troubled is not None
    member = Member(7, 12, SOLD_MS, "0912345678", name)
    queue = replace(one.queue, troubled=replace(one.troubled, slip=slip), belongs=Belonging("A-000123", member))
    return replace(one, queue=queue)


@pytest.mark.parametrize(
    ("one", "zh", "en"),
    [
        (of_member("王小美"), "單號 A-000123（王小美，11:32）印到", "Slip A-000123 (王小美, 11:32) was printing"),
        (of_member(""), "單號 A-000123（0912-***-678，11:32）印到", "Slip A-000123 (0912-***-678, 11:32) was"),
        (
            of_member("王小美", "tier_welcome", JobState.FAILED),
            "升級通知 A-000123（王小美，11:32）沒印出來：",
            "Tier welcome A-000123 (王小美, 11:32) did not print: ",
        ),
        (of_member("王小美", "reversal"), "單號 A-000123（", "Slip A-000123 ("),
        (printer(trouble=JobState.UNKNOWN), "收據（11:32）印到", "Receipt (11:32) was printing"),
    ],
)
def test_the_bar_says_which_slip_it_is_whose_and_of_when(one: PrinterState, zh: str, en: str) -> None:
    for words, told in ((ZH, zh), (Words("en"), en)):
        asked = asked_of(state(one), words)
        assert asked is not None
        assert asked.bar.text.startswith(told)
        assert asked.bar.tip == ""


def test_a_slip_of_another_day_is_told_with_its_day() -> None:
    asked = asked_of(state(of_member("王小美")), now_ms=NOON_MS + 86_400_000)
    assert asked is not None
    assert asked.bar.text.startswith("單號 A-000123（王小美，11/22 11:32）")


def test_a_long_name_loses_its_middle_and_is_whole_in_the_tip() -> None:
    name, counter = "王" + "美" * 57 + "玲玲", replace(MAIN, name="櫃" * 40)
    one = replace(of_member(name, trouble=JobState.FAILED), entry=counter)
    asked = asked_of(state(one, printer(BAR)))
    assert asked is not None
    assert name not in asked.bar.text
    assert "（王美美美美…美美玲玲，" in asked.bar.text
    assert "「櫃櫃櫃櫃櫃…櫃櫃櫃櫃」" in asked.bar.text
    assert name in asked.bar.tip
    assert "櫃" * 40 in asked.bar.tip
    assert len(asked.bar.text) < 120


def test_a_name_of_latin_letters_may_be_twice_as_long() -> None:
    for name, told in (
        ("Christopher Lee", "(Christopher Lee, "),
        ("Bartholomew Featherstonehaugh", "(Bartholome…tonehaugh, "),
    ):
        asked = asked_of(state(of_member(name)), Words("en"))
        assert asked is not None
        assert told in asked.bar.text


def test_trouble_without_a_slip_needs_no_answer() -> None:
    assert asked_of(state(printer(problem=PAPER_OUT))) is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", PRINTER_KINDS)
def test_every_kind_of_printer_has_its_words(language: str, kind: str) -> None:
    entry = replace(MAIN, kind=kind)
    for works in (True, False):
        assert status_item(state(printer(entry, works=works)), Words(language)).text


def test_every_short_word_belongs_to_a_known_error() -> None:
    assert not [key for key in _SHORT if not ZH.has(f"error.{key}")]


def test_every_trouble_of_a_printer_is_said_shortly() -> None:
    """An error without a short word is "trouble", which tells nobody what to do."""
    raised: set[str] = set()
    for path in (Path(__file__).parents[2] / "printing" / "printers").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and ZH.has(f"error.{node.value}"):
                raised.add(node.value)
    told_whole = {"printer_address_wrong", "printer_settings_unreadable", "printer_dropped", "printer_usb_driver"}
    assert raised - set(_SHORT) - told_whole - {"printer_usb_unavailable"} == set()


def test_the_bar_asks_first_what_only_an_answer_ends_then_what_waits_longest() -> None:
    def at(one: PrinterState, created_at_ms: int) -> PrinterState:
        assert one.troubled is not None
        queue = replace(one.queue, troubled=replace(one.troubled, created_at_ms=created_at_ms))
        return replace(one, queue=queue)

    late, early = at(printer(trouble=JobState.FAILED), 9), at(printer(BAR, JobState.FAILED), 5)
    doubtful = at(printer(replace(BAR, id="kitchen"), JobState.UNKNOWN), 12)
    for others, first in (((late, early), "bar"), ((late, early, doubtful), "kitchen")):
        asked = asked_of(state(*others))
        assert asked is not None
        assert asked.printer == first
