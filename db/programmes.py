"""The shop's programmes, every version of them: a card begun under old terms can always be explained."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, func, insert, select

from db import schema
from db.encoding import to_json
from loyalty.programmes import Programme
from loyalty.programs import completed


@dataclass(frozen=True, slots=True)
class Holding:
    """How many members hold something of a programme in one unit ("stamp", "item/latte"), and how much in all."""

    unit_text: str
    members: int
    amount: int


def current(connection: Connection, day: date | None = None) -> tuple[Programme, ...]:
    """Each programme's latest version in the order of ids; versions that begin after `day` are left out when given.

    Each carries the day it holds from, and the versions before it that ever held.
    """
    found = all_versions(connection)
    wanted = [each for each in found if day is None or (each.from_day is not None and each.from_day <= day)]
    return tuple(_with_earlier(list(each)) for _, each in groupby(wanted, key=lambda version: version.id))


def all_versions(connection: Connection) -> tuple[Programme, ...]:
    """Every version of every programme with the day it holds from, in the order of ids and versions."""
    columns = schema.programmes.c
    wanted = select(schema.programmes).order_by(columns.id, columns.version)
    return tuple(_programme(found) for found in connection.execute(wanted))


def publish(connection: Connection, programme: Programme, from_day: date) -> None:
    """Add a version that holds from a business day on. Publishing a version twice is an IntegrityError."""
    connection.execute(
        insert(schema.programmes),
        {
            "id": programme.id,
            "version": programme.version,
            "kind": programme.kind,
            "name": programme.name,
            "terms": to_json(programme.terms),
            "stopped": int(programme.stopped),
            "from_day": from_day.isoformat(),
        },
    )


def holdings(connection: Connection, programme_id: str) -> tuple[Holding, ...]:
    """What members hold of a programme, unit by unit; debts and the shop's own balances are left out."""
    columns = schema.balances.c
    wanted = (
        select(columns.unit, func.count(), func.sum(columns.balance))
        .where(columns.programme_id == programme_id, columns.balance > 0, columns.member_id > 0)
        .group_by(columns.unit)
        .order_by(columns.unit)
    )
    return tuple(Holding(unit, members, int(amount)) for unit, members, amount in connection.execute(wanted))


def _with_earlier(found: Sequence[Programme]) -> Programme:
    """The newest of one programme's versions; one that was overtaken before its day never held and is left out."""
    newest = found[-1]
    earlier: list[Programme] = []
    until = newest.from_day
    for version in reversed(found[:-1]):
        if version.from_day is not None and until is not None and version.from_day <= until:
            earlier.insert(0, version)
            until = version.from_day
    return replace(newest, earlier=tuple(earlier))


def _programme(found: Any) -> Programme:
    """The version as it was kept, with the default of every term that its kind got since then."""
    kept = Programme(
        id=found.id,
        version=found.version,
        kind=found.kind,
        name=found.name,
        terms=json.loads(found.terms),
        stopped=bool(found.stopped),
        from_day=date.fromisoformat(found.from_day),
    )
    return completed(kept)
