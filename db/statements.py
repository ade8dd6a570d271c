"""Statements of the hot path, compiled once for each dialect and then run as plain text with a plain tuple.

Core built and compiled at each call costs several times the statement itself; this keeps Core's portability at the
driver's speed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, CursorResult, Dialect, insert
from sqlalchemy.sql.expression import ClauseElement
from sqlalchemy.sql.schema import Table


class Statement:
    """One statement with its parameters' names, in the order in which callers give the values."""

    def __init__(self, clause: ClauseElement, *names: str) -> None:
        self._clause = clause
        self._names = names
        self._compiled: dict[str, tuple[str, tuple[int, ...] | None]] = {}

    def run(self, connection: Connection, *values: object) -> CursorResult[*tuple[Any, ...]]:
        """Run once."""
        sql, order = self._for(connection.dialect)
        return connection.exec_driver_sql(sql, self._arranged(values, order))

    def run_many(self, connection: Connection, rows: Iterable[Sequence[object]]) -> None:
        """Run once for each row; nothing at all for none."""
        sql, order = self._for(connection.dialect)
        arranged = [self._arranged(tuple(row), order) for row in rows]
        if arranged:
            connection.exec_driver_sql(sql, arranged)

    def _for(self, dialect: Dialect) -> tuple[str, tuple[int, ...] | None]:
        found = self._compiled.get(dialect.name)
        if found is None:
            found = self._compiled[dialect.name] = self._compile(dialect)
        return found

    def _compile(self, dialect: Dialect) -> tuple[str, tuple[int, ...] | None]:
        compiled: Any = self._clause.compile(dialect=dialect, column_keys=list(self._names))
        if compiled.positiontup is None:
            return str(compiled), None
        return str(compiled), tuple(self._names.index(name) for name in compiled.positiontup)

    def _arranged(self, values: tuple[object, ...], order: tuple[int, ...] | None) -> Any:
        if order is None:
            return dict(zip(self._names, values, strict=True))
        return tuple([values[index] for index in order])


def insert_into(table: Table) -> Statement:
    """An insert of whole rows, values in the order of the table's columns."""
    return Statement(insert(table), *(column.name for column in table.columns))
