"""The phones that members gave up: keyed digests, from which no number can be read."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from db import schema


def keep(connection: Connection, digest: bytes) -> None:
    """A member has this phone no more; what is kept already stays."""
    if not has(connection, digest):
        connection.execute(insert(schema.given_up_phones), {"digest": digest})


def has(connection: Connection, digest: bytes) -> bool:
    """Whether somebody gave this phone up."""
    table = schema.given_up_phones
    return connection.scalar(select(table.c.digest).where(table.c.digest == digest)) is not None
