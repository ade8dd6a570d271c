"""Ledger values to stored columns and back. The stored form is canonical: the chain is made over it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from loyalty.ledger import Account, Entry, EntryReason, Lot, LotKey, Operation, OperationKind, account_of

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def to_json(value: object) -> str:
    """Compact JSON text with readable characters; mappings keep their order."""
    return _ENCODER.encode(value)


def id_bytes(operation_id: str) -> bytes:
    """The 16 bytes of an operation's id; none for the empty id of DEBT."""
    return bytes.fromhex(operation_id)


def operation_row(operation: Operation) -> tuple[object, ...]:
    """The columns of `operations` in the table's order, without the chain."""
    return (
        id_bytes(operation.id),
        operation.kind.value,
        operation.till,
        operation.number,
        operation.staff,
        operation.business_day.isoformat(),
        operation.at_ms,
        operation.member_id,
        None if operation.reverses is None else id_bytes(operation.reverses),
        operation.bill,
        operation.counts_visit,
        to_json(dict(sorted(operation.programme_versions.items()))),
        to_json(operation.detail),
    )


def entry_rows(operation: Operation) -> list[tuple[object, ...]]:
    """The columns of `entries` in the table's order, one tuple an entry, by position."""
    operation_id = id_bytes(operation.id)
    return [
        (
            operation_id,
            entry.position,
            entry.holder_in(operation.member_id),
            entry.account.programme_id,
            entry.account.unit_text,
            entry.delta,
            id_bytes(entry.lot.operation_id),
            entry.lot.position,
            entry.reason.value,
            to_json(dict(entry.facts)) if entry.facts else "{}",
            day_text(entry.expires_on),
        )
        for entry in sorted(operation.entries, key=_position)
    ]


def _position(entry: Entry) -> int:
    return entry.position


def operation_of(row: Sequence[Any], entries: tuple[Entry, ...]) -> Operation:
    """The operation of a row of `operations` (the chain may follow) and its entries."""
    return Operation(
        id=row[0].hex(),
        kind=OperationKind(row[1]),
        till=row[2],
        number=row[3],
        staff=row[4],
        business_day=date.fromisoformat(row[5]),
        at_ms=row[6],
        member_id=row[7],
        reverses=None if row[8] is None else row[8].hex(),
        bill=row[9],
        counts_visit=row[10],
        programme_versions=json.loads(row[11]),
        detail=json.loads(row[12]),
        entries=entries,
    )


def entry_of(row: Sequence[Any], member_id: int | None) -> Entry:
    """The entry of a row of `entries`, in an operation of this member; `holder` is None where it is the member's own.

    What moved in an operation of nobody is the shop's.
    """
    facts: Mapping[str, int] = {} if row[9] == "{}" else json.loads(row[9])
    return Entry(
        position=row[1],
        account=account(row[3], row[4]),
        delta=row[5],
        lot=LotKey(row[6].hex(), row[7]),
        reason=EntryReason(row[8]),
        facts=facts,
        expires_on=day_of(row[10]),
        holder=None if row[2] == member_id else row[2],
    )


def lot_of(row: Sequence[Any]) -> Lot:
    """The lot of a row of `lots` without its holder."""
    return Lot(LotKey(row[2].hex(), row[3]), account(row[0], row[1]), row[4], row[5], day_of(row[6]))


@lru_cache(maxsize=1024)
def account(programme_id: str, unit_text: str) -> Account:
    """The account of a stored unit with its part; shared: a shop has few of them."""
    return account_of(programme_id, unit_text)


def day_text(day: date | None) -> str | None:
    """ISO text of a business day, or None."""
    return None if day is None else day.isoformat()


def day_of(text: str | None) -> date | None:
    """The business day of ISO text, or None."""
    return None if text is None else date.fromisoformat(text)
