"""Birthdays as people write them, on their days in both calendars."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.birthdays import is_birthday_month, parse_birthday, show_birthday, solar_date
from loyalty.members import Birthday, BirthdayCalendar
from loyalty.refusals import Refusal, RefusalReason
from loyalty.words import LANGUAGES, Words

SOLAR, LUNAR = BirthdayCalendar.SOLAR, BirthdayCalendar.LUNAR
DAYS = st.dates(date(1912, 1, 1), date(2099, 12, 31))

# The first day of the lunar year: the public holiday.
NEW_YEARS = {
    1986: date(1986, 2, 9),
    2000: date(2000, 2, 5),
    2023: date(2023, 1, 22),
    2024: date(2024, 2, 10),
    2025: date(2025, 1, 29),
    2026: date(2026, 2, 17),
    2027: date(2027, 2, 6),
    2028: date(2028, 1, 26),
}


@pytest.mark.parametrize(
    "text",
    [
        "1986-03-05",
        "1986/3/5",
        "1986.3.5",
        "1986 3 5",
        "19860305",
        "1986年3月5日",
        "西元1986年3月5日",
        "國曆 1986/3/5",
        "75/3/5",
        "075/03/05",
        "750305",
        "0750305",
        "民國75年3月5日",
        "民國75/3/5",
        "民國七十五年三月五日",
        "一九八六年三月五日",
        "１９８６／３／５",
        "5 March 1986",
        "March 5, 1986",
        "ROC 75/3/5",
        " 1986-03-05\n",
    ],
)
def test_a_full_solar_birthday_is_read_however_it_is_written(text: str) -> None:
    assert parse_birthday(text) == Birthday(SOLAR, 3, 5, 1986)


@pytest.mark.parametrize("text", ["3/5", "03-05", "0305", "3月5日", "三月五號", "3 / 5", "Mar 5", "5 march", "國曆3/5"])
def test_a_birthday_needs_no_year(text: str) -> None:
    assert parse_birthday(text) == Birthday(SOLAR, 3, 5)


@pytest.mark.parametrize(
    ("text", "birthday"),
    [
        ("農曆3/5", Birthday(LUNAR, 3, 5)),
        ("農曆三月初五", Birthday(LUNAR, 3, 5)),
        ("農曆八月十五", Birthday(LUNAR, 8, 15)),
        ("陰曆 8/15", Birthday(LUNAR, 8, 15)),
        ("正月初一", Birthday(LUNAR, 1, 1)),
        ("臘月廿三", Birthday(LUNAR, 12, 23)),
        ("農曆冬月三十", Birthday(LUNAR, 11, 30)),
        ("農曆閏4/15", Birthday(LUNAR, 4, 15, None, True)),
        ("農曆71年閏4月15", Birthday(LUNAR, 4, 15, 1982, True)),
        ("農曆民國71年閏四月十五日", Birthday(LUNAR, 4, 15, 1982, True)),
        ("lunar 1982/leap 4/15", Birthday(LUNAR, 4, 15, 1982, True)),
        ("(農曆) 75/3/5", Birthday(LUNAR, 3, 5, 1986)),
        ("100/3/5", Birthday(SOLAR, 3, 5, 2011)),
        ("1000305", Birthday(SOLAR, 3, 5, 2011)),
        ("2/29", Birthday(SOLAR, 2, 29)),
        ("2024-02-29", Birthday(SOLAR, 2, 29, 2024)),
    ],
)
def test_lunar_and_other_birthdays(text: str, birthday: Birthday) -> None:
    assert parse_birthday(text) == birthday


IMPOSSIBLE = (
    *(
        "",
        " ",
        "abc",
        "生日",
        "305",
        "1986",
        "1986/3",
        "二十三",
        "十十",
        "3/5/1986",
        "民國3/5",
        "5 Foo 1986",
        "5 March 6",
    ),
    *("2/30", "4/31", "13/1", "0/5", "3/0", "2023-02-29", "1911/12/31", "2100/1/1", "閏4/15", "-3/5", "3//5"),
    # 1986 has no leap month; its first month is short; no lunar month has 31 days.
    *("農曆75年閏4月15", "農曆75/1/30", "農曆3/31", "農曆13/1"),
)


@pytest.mark.parametrize("text", IMPOSSIBLE)
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    assert parse_birthday(text) == Refusal(RefusalReason.BIRTHDAY_UNREADABLE)


@given(st.text(max_size=30))
def test_any_text_is_a_birthday_or_refused(text: str) -> None:
    assert isinstance(parse_birthday(text), Birthday | Refusal)


@given(st.text("0123456789/-年月日閏農曆民國初一二十廿 ", max_size=14))
def test_what_is_read_can_be_shown_and_counted(text: str) -> None:
    birthday = parse_birthday(text)
    if isinstance(birthday, Birthday):
        assert solar_date(birthday, 2026).year in (2026, 2027)
        assert parse_birthday(show_birthday(birthday, Words())) == birthday


@given(DAYS, st.booleans(), st.sampled_from(LANGUAGES))
def test_what_is_shown_can_be_typed_again(day: date, with_year: bool, language: str) -> None:
    birthday = Birthday(SOLAR, day.month, day.day, day.year if with_year else None)
    assert parse_birthday(show_birthday(birthday, Words(language))) == birthday


@given(st.integers(1, 12), st.integers(1, 29), st.none() | st.integers(1912, 2099), st.sampled_from(LANGUAGES))
def test_a_lunar_birthday_that_is_shown_can_be_typed_again(
    month: int, day: int, year: int | None, language: str
) -> None:
    birthday = Birthday(LUNAR, month, day, year)
    assert parse_birthday(show_birthday(birthday, Words(language))) == birthday


@pytest.mark.parametrize(
    ("birthday", "chinese", "english"),
    [
        (Birthday(SOLAR, 3, 5), "3月5日", "3/5"),
        (Birthday(SOLAR, 3, 5, 1986), "1986年3月5日（民國75年）", "1986/3/5 (ROC 75)"),
        (Birthday(LUNAR, 3, 5), "農曆3月5日", "lunar 3/5"),
        (Birthday(LUNAR, 4, 15, 1982, True), "農曆1982年閏4月15日（民國71年）", "lunar 1982/leap 4/15 (ROC 71)"),
    ],
)
def test_a_birthday_is_shown_in_both_languages(birthday: Birthday, chinese: str, english: str) -> None:
    assert show_birthday(birthday, Words("zh_tw")) == chinese
    assert show_birthday(birthday, Words("en")) == english
    assert parse_birthday(chinese) == parse_birthday(english) == birthday


@pytest.mark.parametrize(("year", "day"), NEW_YEARS.items())
def test_the_lunar_year_begins_on_its_day(year: int, day: date) -> None:
    assert solar_date(Birthday(LUNAR, 1, 1), year) == day


@pytest.mark.parametrize(
    ("birthday", "year", "day"),
    [
        (Birthday(LUNAR, 8, 15), 2025, date(2025, 10, 6)),
        (Birthday(LUNAR, 8, 15), 2026, date(2026, 9, 25)),
        (Birthday(LUNAR, 5, 5), 2026, date(2026, 6, 19)),
        # 2025 has a leap sixth month, from 25 July on; 2026 has none.
        (Birthday(LUNAR, 6, 1), 2025, date(2025, 6, 25)),
        (Birthday(LUNAR, 6, 1, None, True), 2025, date(2025, 7, 25)),
        (Birthday(LUNAR, 6, 1, None, True), 2026, solar_date(Birthday(LUNAR, 6, 1), 2026)),
        # The twelfth month reaches into the next solar year; the year's last day is the eve of the next.
        (Birthday(LUNAR, 12, 15), 2025, date(2026, 2, 2)),
        (Birthday(LUNAR, 12, 30), 2024, date(2025, 1, 28)),
        (Birthday(LUNAR, 12, 30), 2025, date(2026, 2, 16)),
        (Birthday(SOLAR, 2, 29, 2000), 2024, date(2024, 2, 29)),
        (Birthday(SOLAR, 2, 29, 2000), 2026, date(2026, 2, 28)),
        (Birthday(SOLAR, 3, 5, 1986), 2026, date(2026, 3, 5)),
    ],
)
def test_the_day_of_a_birthday_in_a_year(birthday: Birthday, year: int, day: date) -> None:
    assert solar_date(birthday, year) == day


@given(st.integers(1, 12), st.integers(1, 30), st.booleans(), st.integers(1912, 2099))
def test_every_lunar_birthday_has_one_day_in_every_lunar_year(month: int, day: int, leap: bool, year: int) -> None:
    found = solar_date(Birthday(LUNAR, month, day, None, leap), year)
    first = solar_date(Birthday(LUNAR, 1, 1), year)
    assert first <= found < solar_date(Birthday(LUNAR, 1, 1), year + 1)
    if (month, day) != (1, 1):
        assert found > first


def test_the_birthday_month_of_a_solar_birthday_is_its_month() -> None:
    birthday = Birthday(SOLAR, 3, 31)
    assert is_birthday_month(birthday, date(2026, 3, 1))
    assert not is_birthday_month(birthday, date(2026, 4, 1))


def test_the_birthday_month_of_a_lunar_birthday_moves_with_the_year() -> None:
    birthday = Birthday(LUNAR, 12, 15)
    assert is_birthday_month(birthday, date(2026, 2, 28))
    assert not is_birthday_month(birthday, date(2026, 1, 31))
    assert is_birthday_month(birthday, date(2027, 1, 1))


@given(st.integers(1, 12), st.integers(1, 30), st.integers(1950, 2090))
def test_a_lunar_birthday_has_its_month_once_a_lunar_year(month: int, day: int, year: int) -> None:
    birthday = Birthday(LUNAR, month, day)
    found = solar_date(birthday, year)
    assert is_birthday_month(birthday, found)
    assert not is_birthday_month(birthday, found + timedelta(days=120))
