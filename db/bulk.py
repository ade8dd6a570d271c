"""Many rows at once: for the demo shop, imports and benchmarks. The same code as one at a time, one statement a table.

One call belongs in one `Store.write`; between two of them `Store.checkpoint` keeps the log short.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection

from db import ledger, schema
from db.members import new_columns
from db.statements import insert_into
from loyalty.ledger import Operation
from loyalty.members import Member
from loyalty.names import search_keys

_Item = TypeVar("_Item")

_ADD_MEMBER = insert_into(schema.members)
_ADD_KEY = insert_into(schema.search_keys)
_ADD_CARD = insert_into(schema.cards)
_MEMBER_COLUMNS = [column.name for column in schema.members.columns]
_BATCH = 5_000


def add_members(connection: Connection, people: Iterable[tuple[Member, bytes | None]]) -> None:
    """New members, each with the id of a card (10 bytes) or None."""
    for batch in _batches(people):
        keys = [search_keys(member.name, member.phone) for member, _ in batch]
        rows = [new_columns(member, found) for (member, _), found in zip(batch, keys, strict=True)]
        _ADD_MEMBER.run_many(connection, [[row[name] for name in _MEMBER_COLUMNS] for row in rows])
        pairs = [(key, member.id) for (member, _), found in zip(batch, keys, strict=True) for key in found]
        _ADD_KEY.run_many(connection, sorted(pairs))  # in the tree's order, so that each page is touched once
        _ADD_CARD.run_many(connection, sorted((card, member.id) for member, card in batch if card is not None))


def append_many(connection: Connection, operations: Iterable[Operation]) -> None:
    """Record operations in the order given, as `ledger.append` does one by one, with what it promises and raises."""
    for batch in _batches(operations):
        ledger.append_all(connection, batch)


def _batches(items: Iterable[_Item]) -> Iterator[Sequence[_Item]]:
    pending = iter(items)
    while batch := list(islice(pending, _BATCH)):
        yield batch
