"""The store: one database, one writing and one reading connection, and the only doors to a transaction."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, make_url
from sqlalchemy.exc import DBAPIError

from db import schema, sqlite, versions
from loyalty.errors import KnownError

__all__ = ["Connection", "Store", "look_at", "open_store", "sqlite_url"]

_ENGINES = {"sqlite": sqlite}


def sqlite_url(path: Path) -> str:
    """The URL of a database file on this machine."""
    return URL.create("sqlite", database=str(path)).render_as_string(hide_password=False)


def open_store(url: str) -> Store:
    """Open a database, creating it when new and bringing it up to this version when older (after a copy beside it).

    Raises KnownError: folder_missing, folder_not_writable, not_a_database, database_is_folder, database_damaged,
    database_newer, database_locked, disk_full, disk_failed, database_unsupported.
    """
    store = _store(url)
    try:
        store.open()
    except BaseException:
        store.dispose()
        raise
    return store


def look_at(url: str) -> AbstractContextManager[Connection]:
    """One consistent look at a database that may be open elsewhere; nothing is created, migrated or written.

    Raises KnownError: those of `open_store`, and database_older for one that a start would migrate.
    """
    return _store(url).look()


def _store(url: str) -> Store:
    parsed = make_url(url)
    if parsed.get_backend_name() not in _ENGINES:
        raise KnownError("database_unsupported", name=parsed.get_backend_name())
    return Store(parsed)


class Store:
    """A database that is open. Writing happens on one connection at a time; reading never waits for it.

    Usable from any thread; a second thread that wants the same door waits. Inside `write` use the given connection for
    reading too: the reading connection sees only what was committed.
    """

    def __init__(self, url: URL) -> None:
        self.url = url
        self._engine_module = _ENGINES[url.get_backend_name()]
        self._engines: tuple[Engine, ...] = ()
        self._locks = (threading.Lock(), threading.Lock(), threading.Lock())
        self._connections: list[Connection] = []

    def open(self) -> None:
        """Connect, then create or migrate; `open_store` calls it."""
        with self._known_errors():
            self._engines = self._engine_module.engines(self.url)
            self._connections.append(self._engines[0].connect())
            versions.bring_up(self._connections[0], self._engine_module, schema.metadata, self.url)
            self._connections += [self._engines[1].connect(), self._engines[1].connect()]

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: committed on leaving, rolled back on any exception. What it did is on the disk afterwards.

        Raises KnownError (disk_full, disk_failed, database_locked, database_damaged); nothing is then stored, unless it
        was the commit that failed: then nobody knows, and the same operation id sent again finds out.
        """
        with self._transaction(0) as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One short look at a consistent state; the connection refuses to write."""
        with self._transaction(1) as connection:
            yield connection

    @contextmanager
    def browse(self) -> Iterator[Connection]:
        """Like `read`, on a connection of its own: for lists and counts that may take long, so that no scan waits."""
        with self._transaction(2) as connection:
            yield connection

    @contextmanager
    def look(self) -> Iterator[Connection]:
        """A transaction that only reads, on a store that is not open; `look_at` calls it."""
        with self._known_errors(reading=True):
            engine = self._engine_module.reading_engine(self.url)
            try:
                with engine.connect() as connection:
                    versions.require(connection, self._engine_module, self.url)
                    with connection.begin():
                        yield connection
            finally:
                engine.dispose()

    def checkpoint(self) -> None:
        """Move the log into the file without waiting for anybody. To be called when idle, outside a transaction."""
        with self._locks[0], self._known_errors():
            self._engine_module.checkpoint(self._connections[0], "PASSIVE")

    def close(self) -> None:
        """Bring the log into the file, empty it, and let go of the database."""
        with self._locks[0], self._locks[1], self._locks[2]:
            while len(self._connections) > 1:
                self._connections.pop().close()
            try:
                with self._known_errors():
                    self._engine_module.checkpoint(self._connections[0], "TRUNCATE")
            finally:
                self.dispose()

    def dispose(self) -> None:
        """Let go of every connection without touching the log."""
        while self._connections:
            self._connections.pop().close()
        for engine in self._engines:
            engine.dispose()

    @contextmanager
    def _transaction(self, index: int) -> Iterator[Connection]:
        with self._locks[index], self._known_errors(reading=index > 0):
            connection = self._connections[index]
            with connection.begin():
                yield connection

    @contextmanager
    def _known_errors(self, reading: bool = False) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, self._engine_module.DriverError) as error:
            known = self._engine_module.known_error(error, self.url, reading)
            if known is None:
                raise
            raise known from error
