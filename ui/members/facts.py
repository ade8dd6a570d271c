"""What the members' screen shows: plain frozen facts with finished texts, made by the desk."""

from __future__ import annotations

from dataclasses import dataclass, field

COLUMNS = ("name", "number", "phone", "last_visit", "visits", "spent", "stamps", "points")


@dataclass(frozen=True, slots=True)
class ListQuery:
    """What the list should hold: `sort` one of COLUMNS, `filter` a FilterChip's id, `text` as typed.

    `generation` grows with every new query; a page that answers an older one is dropped.
    """

    sort: str = "last_visit"
    descending: bool = True
    filter: str = "all"
    text: str = ""
    generation: int = 0


@dataclass(frozen=True, slots=True)
class FilterChip:
    """One way to narrow the list. `count_text` is the number of members in it as shown, "" when it is not known."""

    id: str
    label: str
    count_text: str = ""


@dataclass(frozen=True, slots=True)
class ListRow:
    """One member in the list, all texts finished. `last_visit_note` says it in words ("3 天前")."""

    member_id: int
    initial: str
    name: str
    number: str
    phone: str
    last_visit: str
    last_visit_note: str
    visits: str
    spent: str
    stamps: str
    points: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """Rows that follow the cursor `after` (None: the first page). `next` is the cursor behind them, None at the end.

    Cursors are the desk's own and only handed back.
    """

    rows: tuple[ListRow, ...]
    after: object = None
    next: object = None


@dataclass(frozen=True, slots=True)
class Balance:
    """One balance with its explanation: "咖啡集點卡", "7 / 10 章", "再 3 章送一杯". `kind` picks icon and colour."""

    label: str
    value: str
    note: str = ""
    kind: str = "stamp"


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One thing a member has: "儲值金", "NT$ 2,777", and sentences below it ("加送 777，2027-01-31 到期")."""

    text: str
    value: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AccountSection:
    """Rows under a heading."""

    title: str
    rows: tuple[AccountRow, ...]


@dataclass(frozen=True, slots=True)
class DueRow:
    """Somebody with something of a subscription left: the name, what it is, how often and until when."""

    member_id: int
    name: str
    what: str
    left: str


@dataclass(frozen=True, slots=True)
class MemberDraft:
    """What the form holds, as text. `consent_note` says since when.

    `birthday_reading` says how the birthday was understood.
    """

    name: str = ""
    phone: str = ""
    birthday: str = ""
    birthday_reading: str = ""
    preferences: str = ""
    allergies: str = ""
    note: str = ""
    consent: bool = False
    consent_note: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """One member's page without the history, which comes in pages. `subtitle` names phone, number, joining day.

    `balances` are the few figures on top, `sections` everything that the member has.
    """

    member_id: int
    initial: str
    name: str
    subtitle: str
    allergies: tuple[str, ...] = ()
    preferences: tuple[str, ...] = ()
    balances: tuple[Balance, ...] = ()
    draft: MemberDraft = field(default_factory=MemberDraft)
    history_total: str = ""
    sections: tuple[AccountSection, ...] = ()


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One operation. `kind` is the operation's ("sale", "refund", "join" ...). `explanations` state each entry."""

    operation_id: str
    day: str
    time: str
    title: str
    amount: str = ""
    slip_number: str = ""
    kind: str = "sale"
    explanations: tuple[str, ...] = ()
    reversed_note: str = ""


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Lines of one member's history, newest first, that follow the cursor `after`; `next` is None at the end."""

    member_id: int
    lines: tuple[HistoryLine, ...]
    after: object = None
    next: object = None
