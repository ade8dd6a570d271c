"""Statements of the hot path, compiled once for each dialect and then run as plain text with a plain tuple.

Core built and compiled at each call costs several times the statement itself; this keeps Core's portability at the
driver's speed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, CursorResult, Dialect, insert
from sqlalchemy.sql.expression import ClauseElement
from sqlalchemy.sql.schema import Table


@dataclass(frozen=True, slots=True)
class _Compiled:
    """The text for one dialect. `order` says which value each mark takes, out of the caller's values and then the
    statement's own constants; it is None where the caller's order is the text's, or where the driver takes names.
    """

    sql: str
    names: tuple[str, ...]
    constants: tuple[object, ...]
    order: tuple[int, ...] | None
    named: bool

    def arranged(self, values: tuple[object, ...]) -> Any:
        """The values as the driver wants them."""
        if self.named:
            return dict(zip(self.names, (*values, *self.constants), strict=True))
        if self.order is None:
            return values
        everything = (*values, *self.constants)
        return tuple([everything[index] for index in self.order])


class Statement:
    """One statement with its parameters' names, in the order in which callers give the values."""

    def __init__(self, clause: ClauseElement, *names: str) -> None:
        self._clause = clause
        self._names = names
        self._compiled: dict[str, _Compiled] = {}

    def run(self, connection: Connection, *values: object) -> CursorResult[*tuple[Any, ...]]:
        """Run once."""
        compiled = self._for(connection.dialect)
        return connection.exec_driver_sql(compiled.sql, compiled.arranged(values))

    def run_many(self, connection: Connection, rows: Iterable[Sequence[object]]) -> None:
        """Run once for each row; nothing at all for none."""
        compiled = self._for(connection.dialect)
        arranged = [compiled.arranged(tuple(row)) for row in rows]
        if arranged:
            connection.exec_driver_sql(compiled.sql, arranged)

    def sql(self, dialect: Dialect) -> str:
        """The text that is run, for plans and tests."""
        return self._for(dialect).sql

    def _for(self, dialect: Dialect) -> _Compiled:
        found = self._compiled.get(dialect.name)
        if found is None:
            found = self._compiled[dialect.name] = self._compile(dialect)
        return found

    def _compile(self, dialect: Dialect) -> _Compiled:
        compiled: Any = self._clause.compile(dialect=dialect, column_keys=list(self._names))
        own = {name: value for name, value in compiled.params.items() if name not in self._names}
        names = (*self._names, *own)
        marks = compiled.positiontup
        order = None if marks is None else tuple(names.index(name) for name in marks)
        if order == tuple(range(len(self._names))):
            order = None
        return _Compiled(str(compiled), names, tuple(own.values()), order, named=marks is None)


def insert_into(table: Table) -> Statement:
    """An insert of whole rows, values in the order of the table's columns."""
    return Statement(insert(table), *(column.name for column in table.columns))
