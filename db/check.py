"""Deriving everything again from the ledger and saying what differs; verifying the chain, the schema and the pages.

It only reads, and may run in another process beside a till that sells. One call is one consistent look: the
connection's transaction is held to its end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, select

from db import chain, check_projections, sqlite
from db.schema import entries, members, metadata, operations, search_keys
from loyalty import names

Progress = Callable[[int, int], None]

_WIDTH = len(operations.columns)
_CHUNK = 2_000
LISTED_MOST = 1_000


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it should be: what kind, which one, what is stored, and what should be.

    `what` is balance, lot, member, year, chain, number, entry, search, schema or file. `stored` and `derived` are
    readable values, "" where there is none.
    """

    what: str
    key: str
    stored: str
    derived: str


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check saw. `heads` are each till's last number and the end of its chain in hex, as printed on reports.

    `more` counts the differences beyond the first thousand, which alone are listed.
    """

    operations: int
    entries: int
    members: int
    heads: dict[str, tuple[int, str]]
    differences: tuple[Difference, ...]
    more: int = 0

    @property
    def clean(self) -> bool:
        """Whether nothing differs."""
        return not self.differences


@dataclass
class _Seen:
    """What was found so far, and how far the check has come."""

    progress: Progress | None
    total: int
    done: int = 0
    entries: int = 0
    heads: dict[str, tuple[int, str]] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)
    more: int = 0

    def differs(self, what: str, key: str, stored: object, derived: object) -> None:
        """Note one difference."""
        if len(self.differences) < LISTED_MOST:
            self.differences.append(Difference(what, key, str(stored), str(derived)))
        else:
            self.more += 1

    def advance(self, amount: int) -> None:
        """Tell how far the check has come."""
        self.done += amount
        if self.progress is not None:
            self.progress(self.done, self.total)


def check(connection: Connection, progress: Progress | None = None) -> CheckReport:
    """Check the whole database. `progress` hears (done, total) in rows about every 2,000 of them; it may raise to stop.

    Every changed byte of a ledger column breaks the chain; every changed projection differs from what the ledger says.
    Only the end of a till's chain can be cut off unseen: its `heads` must be compared with the last printed report.
    """
    amounts = [_amount(connection, table) for table in ("operations", "members")]
    seen = _Seen(progress, sum(amounts) + len(check_projections.DERIVATIONS))
    with sqlite.broken_text_readable(connection):
        _check_schema(connection, seen)
        _check_chain(connection, seen)
        for derivation in check_projections.DERIVATIONS:
            for key, stored, derived in check_projections.differences(connection, derivation):
                seen.differs(derivation.what, key, stored, derived)
            seen.advance(1)
        _check_search(connection, seen)
    return CheckReport(amounts[0], seen.entries, amounts[1], seen.heads, tuple(seen.differences), seen.more)


def _amount(connection: Connection, table: str) -> int:
    return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())


def _check_schema(connection: Connection, seen: _Seen) -> None:
    for line in sqlite.damage(connection):
        seen.differs("file", line, line, "")
    expected, found = sqlite.expected_objects(metadata), sqlite.objects(connection)
    for name in sorted({*expected, *found}):
        if expected.get(name) != found.get(name):
            seen.differs("schema", name, found.get(name, ""), expected.get(name, ""))


def _check_chain(connection: Connection, seen: _Seen) -> None:
    till, number, previous = None, 0, chain.START
    for row, rows in _operations(connection, seen):
        slip = f"{row[2]}-{row[3]}"
        if row[2] != till:
            till, number, previous = row[2], 0, chain.START
        if row[3] != number + 1:
            seen.differs("number", slip, row[3], number + 1)
        derived = chain.link(previous, tuple(row[: _WIDTH - 1]), rows)
        if derived != row[_WIDTH - 1]:
            seen.differs("chain", slip, _hex(row[_WIDTH - 1]), derived.hex())
        number, previous = row[3], row[_WIDTH - 1] if isinstance(row[_WIDTH - 1], bytes) else derived
        seen.heads[str(till)] = (number, previous.hex())
    orphans = _amount(connection, "entries") - seen.entries
    if orphans:
        seen.differs("entry", "without an operation", orphans, 0)


def _operations(connection: Connection, seen: _Seen) -> Iterator[tuple[Any, list[tuple[Any, ...]]]]:
    """Every operation's row in the order of its till's chain, with its entries' rows in order of position."""
    together = select(operations, entries).join_from(
        operations, entries, entries.c.operation_id == operations.c.id, isouter=True
    )
    # Ordered by the chain alone: also by position, the engine would sort the whole ledger on the side.
    rows = connection.execute(together.order_by(operations.c.till, operations.c.number))
    for _, group in groupby(_streamed(rows), key=itemgetter(0)):
        joined = list(group)
        own = sorted((tuple(row[_WIDTH:]) for row in joined if row[_WIDTH] is not None), key=itemgetter(1))
        seen.entries += len(own)
        yield joined[0], own
        if (seen.done + 1) % _CHUNK == 0:
            seen.advance(1)
        else:
            seen.done += 1


def _check_search(connection: Connection, seen: _Seen) -> None:
    stored = _stored_keys(connection)
    pending = next(stored, None)
    people = select(members.c.id, members.c.name, members.c.phone, members.c.search_text).order_by(members.c.id)
    for member_id, name, phone, search_text in _streamed(connection.execute(people)):
        while pending is not None and pending[0] < member_id:
            seen.differs("search", str(pending[0]), sorted(pending[1]), "")
            pending = next(stored, None)
        found: set[str] = set()
        if pending is not None and pending[0] == member_id:
            found, pending = pending[1], next(stored, None)
        keys = names.search_keys(name, phone)
        if found != keys:
            seen.differs("search", str(member_id), sorted(found), sorted(keys))
        if search_text != f" {' '.join(sorted(keys))} ":
            seen.differs("search", str(member_id), search_text, " ".join(sorted(keys)))
    if pending is not None:
        seen.differs("search", str(pending[0]), sorted(pending[1]), "")
    seen.advance(seen.total - seen.done)


def _stored_keys(connection: Connection) -> Iterator[tuple[int, set[str]]]:
    ordered = select(search_keys.c.member_id, search_keys.c.key).order_by(search_keys.c.member_id)
    for member_id, group in groupby(_streamed(connection.execute(ordered)), key=itemgetter(0)):
        yield member_id, {key for _, key in group}


def _streamed(result: Any) -> Iterator[Any]:
    for part in result.partitions(_CHUNK):
        yield from part


def _hex(value: object) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)
