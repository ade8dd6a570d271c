"""Members and operations for tests, each with an id told by its number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as driver

from loyalty.ledger import Account, Entry, EntryReason, LotKey, Operation, OperationKind, Unit
from loyalty.members import Member

STAMPS = Account("stamp-card", Unit.STAMP)
REWARDS = Account("stamp-card", Unit.REWARD)
POINTS = Account("points", Unit.POINT)
TAIPEI = timezone(timedelta(hours=8))
BEGAN_MS = 1_760_000_000_000


def member(number: int, name: str = "", phone: str = "") -> Member:
    """The shop's member of that number, who joined in the first minutes of the shop."""
    return Member(number * 1_000, number, BEGAN_MS + number, phone=phone, name=name)


def made_id(number: int) -> str:
    """32 hex digits that say the number."""
    return f"{number:032x}"


def day_of(at_ms: int) -> date:
    """The business day in Taipei."""
    return datetime.fromtimestamp(at_ms / 1000, TAIPEI).date()


def earned(operation_id: str, amounts: Sequence[tuple[Account, int]]) -> tuple[Entry, ...]:
    """Entries that open a lot each."""
    return tuple(
        Entry(position, account, amount, LotKey(operation_id, position), EntryReason.EARNED_BY_ITEMS, {"base": amount})
        for position, (account, amount) in enumerate(amounts)
    )


def sale(
    number: int,
    member_id: int | None = 1_000,
    amounts: Sequence[tuple[Account, int]] = ((STAMPS, 1),),
    **changes: Any,
) -> Operation:
    """A sale of 80 with its earnings, one minute after the one numbered before it."""
    at_ms = BEGAN_MS + number * 60_000
    values: dict[str, Any] = {
        "id": made_id(number),
        "kind": OperationKind.SALE,
        "till": "A",
        "number": number,
        "staff": "owner",
        "business_day": day_of(at_ms),
        "at_ms": at_ms,
        "member_id": member_id,
        "reverses": None,
        "bill": 80,
        "counts_visit": 1,
        "programme_versions": {"stamp-card": 1, "points": 2},
        "detail": {"lines": [{"name": "拿鐵", "unit_price": 80}]},
        "entries": () if member_id is None else earned(made_id(number), amounts),
    }
    return Operation(**{**values, **changes})


def reversal(number: int, of: Operation, kind: OperationKind = OperationKind.UNDO, **changes: Any) -> Operation:
    """An operation that takes another one back whole."""
    entries = tuple(
        Entry(position, each.account, -each.delta, each.lot, EntryReason.TAKEN_BACK, holder=each.holder)
        for position, each in enumerate(of.entries)
    )
    mirrored = {"kind": kind, "reverses": of.id, "bill": -of.bill, "counts_visit": -of.counts_visit, "entries": entries}
    return sale(number, of.member_id, **{**mirrored, **changes})


def raw(database: Path) -> Any:
    """A bare driver's connection to the file, as somebody with a tool would open it."""
    return driver.connect(str(database), isolation_level=None)


def tampered(database: Path, *statements: str) -> None:
    """Take the ledger's guards away, run the statements, and put the guards back as they were."""
    connection = raw(database)
    guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in guards:
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    for _, sql in guards:
        connection.execute(sql)
    connection.close()
