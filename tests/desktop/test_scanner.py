"""Scans told from typing by time alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.scanner import STRAY_PAUSE_MS, ScanDetector, ScanEvent, ScanSign, StrayText

CODE = "R2AAISEM2EKVTHPCEZC6V43KFQ3V4US7IW"
TEXTS = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=6, max_size=60)

Seen = list[ScanEvent | None]


def feed_all(detector: ScanDetector, text: str, start_ms: int = 1_000, gap_ms: int = 5) -> Seen:
    return [detector.feed(character, start_ms + index * gap_ms) for index, character in enumerate(text)]


def scans(seen: Seen) -> list[str]:
    return [event.text for event in seen if event and event.sign is ScanSign.SCANNED]


@given(TEXTS, st.integers(0, 50), st.sampled_from("\r\n\t"))
def test_a_burst_that_is_ended_is_a_scan(text: str, gap_ms: int, terminator: str) -> None:
    seen = feed_all(ScanDetector(), text + terminator, gap_ms=gap_ms)
    assert seen[0] == ScanEvent(ScanSign.BEGAN)
    assert seen[1:-1] == [None] * (len(text) - 1)
    assert seen[-1] == ScanEvent(ScanSign.SCANNED, text, leaked=len(text))


@given(TEXTS, st.lists(st.integers(51, 5_000), min_size=61, max_size=61))
def test_slow_typing_is_never_a_scan(text: str, gaps: list[int]) -> None:
    detector, at_ms = ScanDetector(), 0
    for character, gap in zip(text + "\r", gaps, strict=False):
        at_ms += gap
        event = detector.feed(character, at_ms)
        assert (event is None) == (character == "\r")
        assert event is None or event.sign is ScanSign.BEGAN


@pytest.mark.parametrize("length", range(1, 6))
def test_fewer_than_six_characters_are_typing(length: int) -> None:
    assert feed_all(ScanDetector(), "1" * length + "\r")[-1] is None


@pytest.mark.parametrize(("text", "is_scan"), [("HELLO", True), ("5OFF", True), ("HELLA", False), ("50", False)])
def test_a_short_burst_is_a_scan_where_it_is_a_code_of_the_shop(text: str, is_scan: bool) -> None:
    detector = ScanDetector({"HELLO", "5OFF", "50"}.__contains__)
    assert scans(feed_all(detector, text + "\r")) == [text] * is_scan


def test_a_code_of_the_shop_that_is_typed_is_typing() -> None:
    assert scans(feed_all(ScanDetector("HELLO".__eq__), "HELLO\r", gap_ms=51)) == []


def test_repeated_characters_are_all_kept() -> None:
    assert scans(feed_all(ScanDetector(), "0000011111\r", gap_ms=0)) == ["0000011111"]


def test_events_of_one_timestamp_are_a_burst() -> None:
    assert scans(feed_all(ScanDetector(), CODE + "\r", start_ms=0, gap_ms=0)) == [CODE]


def test_half_a_burst_that_stops_stays_typed() -> None:
    detector = ScanDetector()
    assert scans(feed_all(detector, CODE[:20])) == []
    assert detector.feed("\r", 60_000) is None
    assert scans(feed_all(detector, CODE + "\r", start_ms=61_000)) == [CODE]


def test_a_terminator_that_comes_late_makes_no_scan() -> None:
    detector = ScanDetector()
    feed_all(detector, CODE, start_ms=0, gap_ms=1)
    assert detector.feed("\r", len(CODE) - 1 + 51) is None


def test_what_was_typed_before_a_scan_is_no_part_of_it() -> None:
    detector = ScanDetector()
    assert detector.feed("王", 0) == ScanEvent(ScanSign.BEGAN)
    seen = feed_all(detector, CODE + "\r", start_ms=51)
    assert seen[0] == ScanEvent(ScanSign.BEGAN)
    assert scans(seen) == [CODE]


def test_two_scans_in_a_row_are_two() -> None:
    detector = ScanDetector()
    assert scans(feed_all(detector, f"{CODE}\r{CODE[::-1]}\r")) == [CODE, CODE[::-1]]


def test_a_scan_that_ends_with_cr_and_lf_swallows_both() -> None:
    seen = feed_all(ScanDetector(), CODE + "\r\n\n")
    assert seen[-3:] == [ScanEvent(ScanSign.SCANNED, CODE, len(CODE)), ScanEvent(ScanSign.ECHO), None]


def test_enter_long_after_a_scan_is_delivered() -> None:
    detector = ScanDetector()
    seen = feed_all(detector, CODE + "\r", start_ms=0, gap_ms=1)
    assert scans(seen) == [CODE]
    assert detector.feed("\r", len(CODE) + 51) is None


def test_enter_after_what_followed_a_scan_is_delivered() -> None:
    assert feed_all(ScanDetector(), CODE + "\r12\r")[-1] is None


def test_enter_after_an_editing_key_that_followed_a_scan_is_delivered() -> None:
    assert feed_all(ScanDetector(), CODE + "\r\b\r")[-1] is None


@pytest.mark.parametrize("key", ["\b", "\x1b", "\x7f", "\x1a"])
def test_an_editing_key_ends_a_burst(key: str) -> None:
    seen = feed_all(ScanDetector(), f"123456{key}12345\r")
    assert scans(seen) == []
    assert seen[6] is None
    assert seen[7] == ScanEvent(ScanSign.BEGAN)


def test_a_clock_that_went_back_begins_a_new_burst() -> None:
    detector = ScanDetector()
    feed_all(detector, "123", start_ms=10_000)
    assert scans(feed_all(detector, "123456\r", start_ms=500)) == ["123456"]


def test_what_an_input_method_commits_counts_with_all_its_characters() -> None:
    detector = ScanDetector()
    assert detector.feed("ㄐㄉㄇㄇ", 0) == ScanEvent(ScanSign.BEGAN)
    assert detector.feed("罵懶", 10) is None
    assert detector.feed("\r", 20) == ScanEvent(ScanSign.SCANNED, "ㄐㄉㄇㄇ罵懶", 6)


def test_a_burst_is_going_on_for_fifty_milliseconds() -> None:
    detector = ScanDetector()
    assert not detector.is_going_on(0)
    detector.feed("1", 100)
    assert [detector.is_going_on(at_ms) for at_ms in (99, 100, 150, 151)] == [False, True, True, False]


@pytest.mark.parametrize(
    ("text", "is_half"),
    [("R2A7GSFGL5AXSLF", True), ("R2A7G", False), ("0912345678", False), ("0912-345-678", False), ("zzzzzzzz", False)],
)
def test_a_burst_with_letters_that_falls_silent_is_half_a_scan(text: str, is_half: bool) -> None:
    detector = ScanDetector()
    feed_all(detector, text)
    assert (detector.fell_silent(), detector.fell_silent()) == (is_half, False)


def test_what_is_typed_after_half_a_scan_is_typing() -> None:
    detector = ScanDetector()
    feed_all(detector, CODE[:20])
    detector.fell_silent()
    assert scans(feed_all(detector, "12345\r", start_ms=1_100)) == []


def swallowed(stray: StrayText, text: str, start_ms: int = 1_000, gap_ms: int = 120) -> str:
    return "".join(char for index, char in enumerate(text) if stray.swallows(char, start_ms + index * gap_ms))


@pytest.mark.parametrize("gap_ms", [0, 51, 120, STRAY_PAUSE_MS])
@pytest.mark.parametrize(("text", "kept_back"), [("OPEN50\r", "50\r"), ("VIP-24A1\t", "-241\t"), ("OPEN\r", "")])
def test_what_follows_a_letter_that_no_field_took_is_swallowed_with_its_end(
    text: str, kept_back: str, gap_ms: int
) -> None:
    assert swallowed(StrayText(), text, gap_ms=gap_ms) == kept_back


@given(st.text("0123456789+-\r\t\b", max_size=20), st.integers(0, 2_000))
def test_digits_alone_are_never_swallowed(text: str, gap_ms: int) -> None:
    assert swallowed(StrayText(), text, gap_ms=gap_ms) == ""


@pytest.mark.parametrize("between", ["\r", "\t", "\b", "\x7f", "\x1b"])
def test_digits_after_the_end_of_stray_text_are_typed(between: str) -> None:
    assert swallowed(StrayText(), f"A{between}120") == ""


def test_digits_after_a_pause_are_typed() -> None:
    stray = StrayText()
    assert swallowed(stray, "OPEN50", gap_ms=0) == "50"
    assert swallowed(stray, "120", 1_000 + STRAY_PAUSE_MS + 1) == ""


def test_a_clock_that_went_back_ends_stray_text() -> None:
    stray = StrayText()
    assert swallowed(stray, "A", 10_000) == ""
    assert swallowed(stray, "120", 500) == ""


def test_stray_text_is_to_be_said_once_where_something_was_swallowed() -> None:
    stray = StrayText()
    swallowed(stray, "OPEN")
    assert not stray.to_be_said()
    swallowed(stray, "5", 1_500)
    assert (stray.to_be_said(), stray.to_be_said()) == (True, False)
    swallowed(stray, "0\r", 1_600)
    assert not stray.to_be_said()
    swallowed(stray, "A5\r", 1_900)
    assert stray.to_be_said()


def test_what_was_a_scan_after_all_is_no_stray_text() -> None:
    stray = StrayText()
    assert swallowed(stray, "R2XYZ99", gap_ms=8) == "299"
    stray.forget()
    assert not stray.to_be_said()
    assert swallowed(stray, "120", 1_100) == ""
