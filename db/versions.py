"""Which version of the schema a database has, and bringing it to ours. Alembic is imported only when it is behind."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

from sqlalchemy import URL, Connection, MetaData

from db.schema import VERSION
from loyalty.errors import KnownError


def bring_up(connection: Connection, engine_module: ModuleType, metadata: MetaData, url: URL) -> None:
    """Create a new database or migrate an older one; leaves the connection outside any transaction.

    Raises KnownError("database_newer") when a later version of the program wrote it, KnownError("not_a_database") when
    it holds other tables than ours.
    """
    found = _found(connection, engine_module, url)
    if found == "":
        _create(connection, engine_module, metadata)
    elif found > VERSION:
        raise KnownError("database_newer", found=found, known=VERSION)
    elif found < VERSION:
        _migrate(connection, engine_module, Path(url.database or ""))


def require(connection: Connection, engine_module: ModuleType, url: URL) -> None:
    """Make sure that a database which is only looked at is of our version; changes nothing.

    Raises KnownError: not_a_database (an empty file too), database_newer, database_older.
    """
    found = _found(connection, engine_module, url)
    if found == "":
        raise KnownError("not_a_database", path=str(url.database))
    if found != VERSION:
        raise KnownError("database_newer" if found > VERSION else "database_older", found=found, known=VERSION)


def _found(connection: Connection, engine_module: ModuleType, url: URL) -> str:
    with connection.begin():
        tables = engine_module.tables(connection)
        if not tables:
            return ""
        if "schema_version" not in tables:
            raise KnownError("not_a_database", path=str(url.database))
        return str(connection.exec_driver_sql("SELECT version_num FROM schema_version").scalar_one())


def _create(connection: Connection, engine_module: ModuleType, metadata: MetaData) -> None:
    with connection.begin():
        metadata.create_all(connection, checkfirst=False)
        engine_module.create_guards(connection)
        connection.exec_driver_sql(f"INSERT INTO schema_version (version_num) VALUES ('{VERSION}')")


def _migrate(connection: Connection, engine_module: ModuleType, path: Path) -> None:
    from db.migrations.run import upgrade  # Alembic is dear to import and rarely needed

    upgrade(connection, engine_module, path)
