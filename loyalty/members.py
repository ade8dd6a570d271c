"""Who a member is: the personal data, kept apart from the ledger so that a person can be erased and the sums stay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class BirthdayCalendar(StrEnum):
    """The calendar a birthday is kept in; ROC years are converted to solar years when typed."""

    SOLAR = "solar"
    LUNAR = "lunar"


@dataclass(frozen=True, slots=True)
class Birthday:
    """Month and day in one calendar; the year is optional. `leap` marks a lunar leap month."""

    calendar: BirthdayCalendar
    month: int
    day: int
    year: int | None = None
    leap: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """One member. `number` is the shop's own running number. `phone` is digits as dialled at home ("0912345678"), with
    a leading + and country code when foreign, "" when none (a bearer card has neither phone nor name). `consent_at_ms`
    is when the member allowed messages, None when not. `tags` are the shop's own groups. `birthday_changed_on` is the
    business day on which a birthday that was known before was last changed. Times are epoch milliseconds UTC.
    """

    id: int
    number: int
    joined_at_ms: int
    phone: str = ""
    name: str = ""
    birthday: Birthday | None = None
    preferences: tuple[str, ...] = ()
    allergies: tuple[str, ...] = ()
    note: str = ""
    consent_at_ms: int | None = None
    language: str = ""
    tags: tuple[str, ...] = ()
    birthday_changed_on: date | None = None

    @property
    def is_bearer(self) -> bool:
        """Whether this is a card without any personal data."""
        return not self.phone and not self.name


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One row of a list of members: enough to recognise a person at the counter."""

    id: int
    number: int
    name: str
    phone: str
    last_visit_ms: int | None
    visits: int
    spent: int
    stamps: int
    points: int
