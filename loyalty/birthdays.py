"""Birthdays: solar and lunar, with or without a year, as people in Taiwan write them (ROC years included).

The lunar calendar is lunar_python's, imported when the first lunar birthday is met.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import date, timedelta

from loyalty.members import Birthday, BirthdayCalendar
from loyalty.refusals import Refusal, RefusalReason
from loyalty.words import Words

YEAR_MIN = 1912
YEAR_MAX = 2099

_ROC_OFFSET = 1911
_LUNAR = re.compile(r"^\(?(?:農曆|农历|陰曆|阴历|舊曆|旧历|農|lunar)\)?[:\s]*")
_LUNAR_TERMS = re.compile(r"[正冬臘腊]月|初")
_SOLAR = re.compile(r"^\(?(?:國曆|国历|陽曆|阳历|新曆|西曆|西元|公元|solar)\)?[:\s]*")
_ROC = re.compile(r"^(?:民國|民国|roc)[:\s]*")
_REMARK = re.compile(r"\s*\([^()]*\)$")
_LEAP = re.compile(r"(?:閏|闰|leap\s*)(?=\d)")
_PARTS = re.compile(r"(?:(\d{1,4})\s*[-/.年\s]\s*)?(L?)(\d{1,2})\s*[-/.月\s]\s*(\d{1,2})\s*[日號号]?")
_COMPACT = re.compile(r"(\d{4}|\d{2,3})?(L?)(\d{2})(\d{2})")
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENGLISH = re.compile(r"(?:(\d{1,2})\s+)?([a-z]{3})[a-z]*\.?\s*(?:(\d{1,2})(?:\s*,)?)?(?:\s+(\d{4}))?")
_NUMERALS = re.compile(r"[〇零一二三四五六七八九十廿卅初元正冬臘腊]+")
_DIGIT_OF_NUMERAL = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "元": 1,
    "正": 1,
}


def parse_birthday(text: str) -> Birthday | Refusal:
    """A birthday as typed, or BIRTHDAY_UNREADABLE when it cannot be read or does not exist.

    Solar: 1986-03-05, 1986/3/5, 1986年3月5日, 19860305, 5 March 1986; without a year: 3/5, 0305, 3月5日. A year of one
    to three digits is an ROC year: 75/3/5, 民國75年3月5日, 750305. Lunar: 農曆3/5, 農曆八月十五, 農曆71年閏4月15 (the
    year of a lunar date is the lunar year). Full-width forms and Chinese numerals are understood, a remark in brackets
    at the end is not read, so that what `show_birthday` says can be typed again. Years are 1912 to 2099.
    """
    plain = _REMARK.sub("", unicodedata.normalize("NFKC", text).strip().lower())
    without_lunar = _LUNAR.sub("", plain)
    lunar = without_lunar != plain or _LUNAR_TERMS.search(plain) is not None
    rest = _SOLAR.sub("", without_lunar)
    without_roc = _ROC.sub("", rest)
    parts = _read_parts(_NUMERALS.sub(_arabic, without_roc), roc=without_roc != rest)
    if parts is None:
        return Refusal(RefusalReason.BIRTHDAY_UNREADABLE)
    year, leap, month, day = parts
    birthday = Birthday(BirthdayCalendar.LUNAR if lunar else BirthdayCalendar.SOLAR, month, day, year, leap)
    return birthday if _exists(birthday) else Refusal(RefusalReason.BIRTHDAY_UNREADABLE)


def _read_parts(plain: str, roc: bool) -> tuple[int | None, bool, int, int] | None:
    marked = _LEAP.sub("L", plain).strip()
    match = _PARTS.fullmatch(marked) or _COMPACT.fullmatch(marked)
    if match is None:
        return None if roc else _read_english(plain)
    year = match[1] and int(match[1]) + (_ROC_OFFSET if roc or len(match[1]) < 4 else 0)
    if roc and not year:
        return None
    return year or None, bool(match[2]), int(match[3]), int(match[4])


def _read_english(plain: str) -> tuple[int | None, bool, int, int] | None:
    match = _ENGLISH.fullmatch(plain)
    if match is None or match[2] not in _MONTH_NAMES or bool(match[1]) == bool(match[3]):
        return None
    year = int(match[4]) if match[4] else None
    return year, False, _MONTH_NAMES.index(match[2]) + 1, int(match[1] or match[3])


def _arabic(numerals: re.Match[str]) -> str:
    """Chinese numerals as digits: 廿三 -> 23, 初五 -> 5, 七十五 -> 75, 一九八六 -> 1986, 臘 (the last month) -> 12."""
    text = numerals[0].replace("初", "").replace("廿", "二十").replace("卅", "三十")
    text = text.replace("冬", "十一").replace("臘", "十二").replace("腊", "十二")
    if "十" not in text:
        return "".join(str(_DIGIT_OF_NUMERAL[numeral]) for numeral in text)
    tens, _, ones = text.partition("十")
    if len(tens) > 1 or len(ones) > 1 or ones == "十":
        return numerals[0]
    return str((_DIGIT_OF_NUMERAL[tens] if tens else 1) * 10 + (_DIGIT_OF_NUMERAL[ones] if ones else 0))


def _exists(birthday: Birthday) -> bool:
    if birthday.year is not None and not YEAR_MIN <= birthday.year <= YEAR_MAX:
        return False
    if not 1 <= birthday.month <= 12 or birthday.day < 1:
        return False
    if birthday.calendar is BirthdayCalendar.SOLAR:
        # Without a year the 29th of February exists, as it does in 2000.
        return not birthday.leap and birthday.day <= calendar.monthrange(birthday.year or 2000, birthday.month)[1]
    if birthday.year is None:
        return birthday.day <= 30
    return birthday.day <= _lunar_month_days(birthday.year, birthday.month, birthday.leap)


def _lunar_month_days(year: int, month: int, leap: bool) -> int:
    """29 or 30; 0 for a leap month that the year does not have."""
    from lunar_python import LunarMonth

    found = LunarMonth.fromYm(year, -month if leap else month)
    return int(found.getDayCount()) if found is not None else 0


def show_birthday(birthday: Birthday, words: Words) -> str:
    """The birthday in words; `parse_birthday` reads it back, whatever the language."""
    month = words("members.birthday_leap_month", month=birthday.month) if birthday.leap else birthday.month
    lunar = birthday.calendar is BirthdayCalendar.LUNAR
    if birthday.year is None:
        key = "members.birthday_lunar_day" if lunar else "members.birthday_day"
        return words(key, month=month, day=birthday.day)
    key = "members.birthday_lunar_year" if lunar else "members.birthday_year"
    roc = birthday.year - _ROC_OFFSET
    return words(key, year=birthday.year, roc=roc, month=month, day=birthday.day)


def solar_date(birthday: Birthday, year: int) -> date:
    """The day on which the birthday falls in `year`, counted in the birthday's own calendar.

    29 February is the 28th in a common year. The lunar year of a lunar birthday may end in the next solar year: its
    12th month mostly falls in January or February of `year` + 1. A leap month is the plain month in years without it,
    and a 30th is the 29th when the month is short.
    """
    if birthday.calendar is BirthdayCalendar.SOLAR:
        return date(year, birthday.month, min(birthday.day, calendar.monthrange(year, birthday.month)[1]))
    from lunar_python import LunarMonth

    leap = birthday.leap and _lunar_month_days(year, birthday.month, leap=True) > 0
    found = LunarMonth.fromYm(year, -birthday.month if leap else birthday.month)
    first = date(2000, 1, 1) + timedelta(days=round(found.getFirstJulianDay() - _JULIAN_DAY_OF_2000))
    return first + timedelta(days=min(birthday.day, int(found.getDayCount())) - 1)


_JULIAN_DAY_OF_2000 = 2451545  # noon of 2000-01-01


def is_birthday_month(birthday: Birthday, day: date) -> bool:
    """Whether the birthday falls in the solar month of `day` (a lunar one: in that month of that very year)."""
    if birthday.calendar is BirthdayCalendar.SOLAR:
        return birthday.month == day.month
    dates = (solar_date(birthday, year) for year in (day.year - 1, day.year))
    return any((found.year, found.month) == (day.year, day.month) for found in dates)
