"""The shop's days."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from loyalty.calendar import ShopCalendar


def ms(*moment: int) -> int:
    return int(datetime(*moment, tzinfo=UTC).timestamp() * 1000)  # type: ignore[misc,arg-type]


def test_a_day_begins_at_midnight_on_the_shops_wall() -> None:
    taipei = ShopCalendar()
    assert taipei.business_day(ms(2026, 3, 1, 15, 59, 59)) == date(2026, 3, 1)
    assert taipei.business_day(ms(2026, 3, 1, 16, 0)) == date(2026, 3, 2)


def test_a_bar_that_closes_at_four_still_has_yesterday() -> None:
    bar = ShopCalendar(day_starts_at_hour=4)
    assert bar.business_day(ms(2026, 3, 1, 19, 59, 59)) == date(2026, 3, 1)
    assert bar.business_day(ms(2026, 3, 1, 20, 0)) == date(2026, 3, 2)


def test_local_time_knows_its_zone_and_its_milliseconds() -> None:
    local = ShopCalendar("Asia/Taipei").local(ms(2026, 3, 1, 4, 30) + 7)
    assert local.isoformat() == "2026-03-01T12:30:00.007000+08:00"


def test_a_day_of_summer_time_is_one_day() -> None:
    london = ShopCalendar("Europe/London", day_starts_at_hour=4)
    assert london.business_day(ms(2026, 3, 29, 2, 30)) == date(2026, 3, 28)
    assert london.business_day(ms(2026, 3, 29, 3, 0)) == date(2026, 3, 29)


@given(
    st.lists(st.integers(ms(2014, 1, 1), ms(2027, 12, 31)), max_size=20),
    st.sampled_from(["Asia/Taipei", "Asia/Pyongyang", "America/New_York", "Asia/Kathmandu", "UTC"]),
    st.integers(0, 12),
)
def test_many_days_at_once_are_the_same_days(times: list[int], zone: str, hour: int) -> None:
    calendar = ShopCalendar(zone, hour)
    times.sort()
    assert calendar.days(times) == [calendar.business_day(each).toordinal() for each in times]
