"""Bringing an older database up to this version with Alembic; imported only when there is something to do."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData

from db.schema import VERSION, metadata
from loyalty.errors import KnownError

SCRIPTS = Path(__file__).parent


@dataclass(frozen=True)
class Target:
    """Where a migration leads: the version, the schema it must then have, and the folder of the scripts."""

    version: str = VERSION
    metadata: MetaData = metadata
    scripts: Path = SCRIPTS


OURS = Target()


def upgrade(connection: Connection, engine_module: ModuleType, path: Path, target: Target = OURS) -> Path:
    """Copy the database aside, bring it to the target in one transaction, and return the copy's path.

    The connection must be outside a transaction. Raises KnownError("migration_failed") when the result is not exactly
    the schema this program expects; nothing is then changed.
    """
    copy = path.with_name(f"{path.name}.before-{target.version}")
    _copy(connection, engine_module, copy)
    # Alembic rebuilds tables on SQLite: with references kept it would delete the rows that point at them.
    engine_module.set_foreign_keys(connection, on=False)
    try:
        with connection.begin():
            engine_module.drop_guards(connection)
            run(connection, target)
            engine_module.create_guards(connection)
            _verify(connection, engine_module, target, copy)
    finally:
        engine_module.set_foreign_keys(connection, on=True)
    return copy


def run(connection: Connection, target: Target = OURS) -> None:
    """The migrations alone, inside the caller's transaction, from whatever version the database says it has."""
    scripts = ScriptDirectory(str(target.scripts))

    def steps(current: Any, _context: Any) -> Any:
        return scripts._upgrade_revs(target.version, current)

    with EnvironmentContext(Config(), scripts, fn=steps) as environment:
        environment.configure(connection=connection, fn=steps, version_table="schema_version")
        environment.run_migrations()


def _copy(connection: Connection, engine_module: ModuleType, copy: Path) -> None:
    draft = copy.with_name(copy.name + ".part")
    draft.unlink(missing_ok=True)
    engine_module.copy_to(connection, draft)
    os.replace(draft, copy)


def _verify(connection: Connection, engine_module: ModuleType, target: Target, copy: Path) -> None:
    wrong = engine_module.objects(connection) != engine_module.expected_objects(target.metadata)
    if wrong or engine_module.damage(connection):
        raise KnownError("migration_failed", path=str(copy))
