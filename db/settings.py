"""The shop's settings, shared by its tills, and the secret that signs its cards."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, select

from db import schema
from db.encoding import to_json

_CARD_SECRET = "card_secret"


def load(connection: Connection) -> dict[str, object]:
    """Every setting that was ever saved; values are JSON values."""
    rows = connection.execute(select(schema.settings.c.name, schema.settings.c.value))
    return {name: json.loads(value) for name, value in rows}


def value(connection: Connection, name: str) -> object:
    """One setting's JSON value, or None when it was never saved."""
    found = connection.scalar(select(schema.settings.c.value).where(schema.settings.c.name == name))
    return None if found is None else json.loads(found)


def save(connection: Connection, values: Mapping[str, object]) -> None:
    """Set the named settings; others stay."""
    if not values:
        return
    connection.execute(delete(schema.settings).where(schema.settings.c.name.in_(list(values))))
    rows = [{"name": name, "value": to_json(value)} for name, value in values.items()]
    connection.execute(insert(schema.settings), rows)


def card_secret(connection: Connection) -> bytes:
    """The key that signs the shop's cards. Raises LookupError before `set_card_secret`."""
    secrets = schema.secrets.c
    found = connection.scalar(select(secrets.value).where(secrets.name == _CARD_SECRET))
    if found is None:
        raise LookupError("no card secret yet")
    return bytes(found)


def set_card_secret(connection: Connection, secret: bytes) -> None:
    """Keep the shop's signing key. It is made once: a second one would refuse every card out there, IntegrityError."""
    connection.execute(insert(schema.secrets), {"name": _CARD_SECRET, "value": secret})
