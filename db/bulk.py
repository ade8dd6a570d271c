"""Many rows at once: for the demo shop, imports and benchmarks. The same code as one at a time, one statement a table.

One call belongs in one `Store.write`; between two of them `Store.checkpoint` keeps the log short.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection

from db import ledger
from db.members import key_rows, new_columns
from db.schema import cards, members, search_keys
from db.statements import insert_into
from loyalty.ledger import Operation
from loyalty.members import Member

_Item = TypeVar("_Item")

_ADD_MEMBER = insert_into(members)
_ADD_KEY = insert_into(search_keys)
_ADD_CARD = insert_into(cards)
_MEMBER_COLUMNS = [column.name for column in members.columns]
_BATCH = 5_000


def add_members(connection: Connection, people: Iterable[tuple[Member, bytes | None]]) -> None:
    """New members, each with the id of a card (10 bytes) or None."""
    for batch in _batches(people):
        rows = [new_columns(member) for member, _ in batch]
        _ADD_MEMBER.run_many(connection, [[row[name] for name in _MEMBER_COLUMNS] for row in rows])
        keys = [(row["key"], row["member_id"]) for member, _ in batch for row in key_rows(member)]
        _ADD_KEY.run_many(connection, sorted(keys))  # in the tree's order, so that each page is touched once
        _ADD_CARD.run_many(connection, [(card, member.id) for member, card in batch if card is not None])


def append_many(connection: Connection, operations: Iterable[Operation]) -> None:
    """Record operations in the order given, as `ledger.append` does one by one, with what it promises and raises."""
    for batch in _batches(operations):
        ledger.append_all(connection, batch)


def _batches(items: Iterable[_Item]) -> Iterator[Sequence[_Item]]:
    pending = iter(items)
    while batch := list(islice(pending, _BATCH)):
        yield batch
