"""Bringing an older database up to this version with Alembic; imported only when there is something to do."""

from __future__ import annotations

import os
from pathlib import Path
from types import ModuleType
from typing import Any

from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from db.schema import VERSION, metadata
from loyalty.errors import KnownError


def upgrade(connection: Connection, engine_module: ModuleType, path: Path, found: str) -> Path:
    """Copy the database aside, bring it to VERSION in one transaction, and return the copy's path.

    The connection must be outside a transaction. Raises KnownError("migration_failed") when the result is not exactly
    the schema this program expects; nothing is then changed.
    """
    copy = path.with_name(f"{path.name}.before-{VERSION}")
    _copy(connection, engine_module, copy)
    # Alembic rebuilds tables on SQLite: with references kept it would delete the rows that point at them.
    engine_module.set_foreign_keys(connection, on=False)
    try:
        with connection.begin():
            engine_module.drop_guards(connection)
            run(connection, found, VERSION)
            engine_module.create_guards(connection)
            _verify(connection, engine_module, copy)
    finally:
        engine_module.set_foreign_keys(connection, on=True)
    return copy


def run(connection: Connection, found: str | None, target: str) -> None:
    """The migrations alone, inside the caller's transaction: from a version (None: an empty database) to another."""
    scripts = ScriptDirectory(str(Path(__file__).parent))

    def steps(current: Any, _context: Any) -> Any:
        return scripts._upgrade_revs(target, current)

    with EnvironmentContext(_no_config(), scripts, fn=steps) as environment:
        environment.configure(connection=connection, target_metadata=metadata, fn=steps, version_table="schema_version")
        environment.run_migrations()


def _no_config() -> Any:
    from alembic.config import Config

    return Config()


def _copy(connection: Connection, engine_module: ModuleType, copy: Path) -> None:
    draft = copy.with_name(copy.name + ".part")
    draft.unlink(missing_ok=True)
    engine_module.copy_to(connection, draft)
    os.replace(draft, copy)


def _verify(connection: Connection, engine_module: ModuleType, copy: Path) -> None:
    wrong = engine_module.objects(connection) != engine_module.expected_objects(metadata)
    if wrong or engine_module.damage(connection):
        raise KnownError("migration_failed", path=str(copy))
