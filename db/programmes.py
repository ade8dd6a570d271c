"""The shop's programmes, every version of them: a card begun under old terms can always be explained."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, select

from db import schema
from db.encoding import to_json
from loyalty.programmes import Programme


def current(connection: Connection, day: date | None = None) -> tuple[Programme, ...]:
    """Each programme's latest version in the order of ids; versions that begin after `day` are left out when given."""
    columns = schema.programmes.c
    wanted = select(schema.programmes).order_by(columns.id, columns.version)
    if day is not None:
        wanted = wanted.where(columns.from_day <= day.isoformat())
    latest = {found.id: _programme(found) for found in connection.execute(wanted)}
    return tuple(latest.values())


def versions(connection: Connection, numbers: Mapping[str, int]) -> tuple[Programme, ...]:
    """The programmes as they were for an operation: one version of each, as its `programme_versions` name them."""
    columns = schema.programmes.c
    wanted = select(schema.programmes).where(columns.id.in_(list(numbers))).order_by(columns.id)
    return tuple(_programme(found) for found in connection.execute(wanted) if found.version == numbers[found.id])


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


def _programme(found: Any) -> Programme:
    return Programme(
        found.id, found.version, found.kind, found.name, json.loads(found.terms), stopped=bool(found.stopped)
    )
