"""What is true of SQLite only: how its engines are opened, its pragmas, triggers, list of objects and error names.

Nothing else in db asks which engine it is: the store reaches this module through one table of engines' modules.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, BigInteger, Connection, Engine, Integer, MetaData, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlcipher3 import dbapi2 as driver

from loyalty.errors import KnownError

# What the driver raises by itself where it is asked past SQLAlchemy, as a checkpoint is.
DriverError = driver.Error

# SQLite makes only a column of exactly this type the table's own key.
BIG_INTEGER = BigInteger().with_variant(Integer(), "sqlite")


class position_in(FunctionElement[int]):  # noqa: N801  (reads as the SQL function it is)
    """Where the second text begins in the first, letter by letter, from 1; 0 when it does not."""

    type = Integer()
    inherit_cache = True


@compiles(position_in)
def _strpos(element: position_in, compiler: Any, **options: Any) -> str:
    return f"strpos({compiler.process(element.clauses, **options)})"


@compiles(position_in, "sqlite")
def _instr(element: position_in, compiler: Any, **options: Any) -> str:
    return f"instr({compiler.process(element.clauses, **options)})"


_EVERY_CONNECTION = (
    "PRAGMA busy_timeout = 5000",
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",  # without it REPLACE would slip past the guards of the ledger
    "PRAGMA synchronous = FULL",
    "PRAGMA wal_autocheckpoint = 0",
)
_WRITER = ("PRAGMA journal_mode = WAL", "PRAGMA secure_delete = ON", "PRAGMA cache_size = -12000")
# A check sorts the whole ledger: on the disk, not in memory.
# Two readers share this budget of memory with the whole window.
_READER = ("PRAGMA query_only = ON", "PRAGMA cache_size = -8000", "PRAGMA temp_store = FILE")

_LEDGER_TABLES = ("operations", "entries")

# By the beginning of SQLite's name of the error (https://www.sqlite.org/rescode.html).
_KNOWN = (
    ("SQLITE_FULL", "disk_full"),
    ("SQLITE_READONLY", "folder_not_writable"),
    ("SQLITE_PERM", "folder_not_writable"),
    ("SQLITE_CANTOPEN", "folder_not_writable"),
    ("SQLITE_NOTADB", "not_a_database"),
    ("SQLITE_CORRUPT", "database_damaged"),
    ("SQLITE_BUSY", "database_locked"),
    ("SQLITE_LOCKED", "database_locked"),
    ("SQLITE_IOERR", "disk_failed"),
)


def engines(url: URL) -> tuple[Engine, Engine]:
    """The writing and the reading engine of one database file; the one holds a single connection, the
    other two, usable from any thread.

    Raises KnownError("folder_missing") when the file's folder does not exist.
    """
    folder = database_path(url).parent
    if not folder.is_dir():
        raise KnownError("folder_missing", path=str(folder))
    return _engine(url, (*_EVERY_CONNECTION, *_WRITER), "BEGIN IMMEDIATE"), reading_engine(url)


def reading_engine(url: URL) -> Engine:
    """An engine that can only read."""
    return _engine(url, (*_EVERY_CONNECTION, *_READER), "BEGIN", connections=2)


def database_path(url: URL) -> Path:
    """The file behind the URL."""
    return Path(url.database or "")


def _engine(url: URL, pragmas: tuple[str, ...], begin: str, connections: int = 1) -> Engine:
    engine = create_engine(
        url, module=driver, pool_size=connections, max_overflow=0, connect_args={"check_same_thread": False}
    )

    # The driver's own transactions lose updates and let DDL survive a rollback: it gets none, and we say BEGIN.
    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in pragmas:
            connection.execute(pragma).close()

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def create_guards(connection: Connection) -> None:
    """Make the database itself refuse every UPDATE and DELETE on the ledger."""
    for table in _LEDGER_TABLES:
        for verb in ("update", "delete"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER {table}_refuse_{verb} BEFORE {verb.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END"
            )


def drop_guards(connection: Connection) -> None:
    """Take the guards away, inside a migration only; they are made again before it commits."""
    for table in _LEDGER_TABLES:
        for verb in ("update", "delete"):
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_refuse_{verb}")


def tables(connection: Connection) -> frozenset[str]:
    """Names of all tables; empty for a new database."""
    rows = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
    return frozenset(name for (name,) in rows)


def objects(connection: Connection) -> dict[str, str]:
    """Every table, index and trigger by name, with what it is: an index's and a trigger's own words, and of a table
    its kind, columns and references, for a table's words depend on whether a column came at once or in a migration.
    """
    found = {}
    for kind, name, sql in connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master").fetchall():
        if kind == "table":
            found[name] = _table(connection, name)
        elif sql is not None:
            found[name] = " ".join(sql.split())
    return found


def _table(connection: Connection, name: str) -> str:
    kind = connection.exec_driver_sql("SELECT wr, strict FROM pragma_table_list(?)", (name,)).fetchall()
    columns = connection.exec_driver_sql(
        'SELECT name, type, "notnull", dflt_value, pk, hidden FROM pragma_table_xinfo(?) ORDER BY name', (name,)
    ).fetchall()
    references = connection.exec_driver_sql(
        'SELECT "from", "table", "to", on_update, on_delete FROM pragma_foreign_key_list(?) ORDER BY "from"', (name,)
    ).fetchall()
    return " ".join(str(tuple(row)) for row in (*kind, *columns, *references))


def checkpoint(connection: Connection, mode: str) -> None:
    """Move the log into the database file. The connection must be outside a transaction; PASSIVE waits for nobody."""
    driver_connection(connection).execute(f"PRAGMA wal_checkpoint({mode})").close()


def copy_to(connection: Connection, target: Path) -> None:
    """Write a compact, consistent copy of the whole database to a file that must not exist yet."""
    driver_connection(connection).execute("VACUUM INTO ?", (str(target),)).close()


def set_foreign_keys(connection: Connection, on: bool) -> None:
    """Switch the keeping of foreign keys; only outside a transaction does SQLite listen."""
    driver_connection(connection).execute(f"PRAGMA foreign_keys = {'ON' if on else 'OFF'}").close()


def damage(connection: Connection) -> tuple[str, ...]:
    """What the engine's own check of pages, indexes and references finds; empty when all is well."""
    pages = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check")]
    orphans = [f"foreign key: {row[0]} row {row[1]}" for row in connection.exec_driver_sql("PRAGMA foreign_key_check")]
    return (*(line for line in pages if line != "ok"), *orphans)


@contextmanager
def broken_text_readable(connection: Connection) -> Iterator[None]:
    """Meanwhile, text that is no longer valid UTF-8 is read with lone surrogates, so that a check can name it."""
    raw = driver_connection(connection)
    usual = raw.text_factory
    raw.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        raw.text_factory = usual


def expected_objects(metadata: MetaData) -> dict[str, str]:
    """What `objects` answers for a database of exactly this schema."""
    engine = create_engine("sqlite://", module=driver)
    with engine.connect() as connection:
        metadata.create_all(connection, checkfirst=False)
        create_guards(connection)
        found = objects(connection)
    engine.dispose()
    return found


def driver_connection(connection: Connection) -> Any:
    """The driver's connection, for the few commands that must run outside any transaction."""
    return connection.connection.dbapi_connection


def known_error(error: Exception, url: URL, reading: bool) -> KnownError | None:
    """The world's no behind a driver's error, or None when it is a bug of ours, as is writing while `reading`."""
    name = str(getattr(error.orig if isinstance(error, DBAPIError) else error, "sqlite_errorname", ""))
    if reading and name == "SQLITE_READONLY":
        return None
    path = database_path(url)
    if name.startswith("SQLITE_CANTOPEN") and path.is_dir():
        return KnownError("database_is_folder", path=str(path))
    for beginning, key in _KNOWN:
        if name.startswith(beginning):
            return KnownError(key, path=str(path))
    return None
