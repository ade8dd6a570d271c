"""From a place on the disk to an open shop: done on the writer's lane while the window is already painted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from db.lock import Hold, hold
from db.store import Store, open_store, sqlite_url
from desktop.folders import Folders, make
from desktop.operations.context import ShopContext
from desktop.operations.settings import load_context
from desktop.till import TillSettings
from loyalty.errors import KnownError


@dataclass(frozen=True)
class OpenShop:
    """An open store, the lock that keeps a second start away, and the shop as loaded."""

    store: Store
    hold: Hold | None
    context: ShopContext

    def close(self) -> None:
        """Bring the log into the file and let the next start in."""
        try:
            self.store.close()
        finally:
            if self.hold is not None:
                self.hold.release()


def database_path(database: str | None, folders: Folders) -> Path | None:
    """The database file that is meant; None for a URL of another engine.

    Raises KnownError("database_unsupported") for a URL of this engine that names no file.
    """
    if database is None:
        return folders.database
    if "://" not in database:
        return Path(database).expanduser().resolve()
    scheme, _, rest = database.partition("://")
    if not scheme.startswith("sqlite"):
        return None
    file = rest.removeprefix("/")
    if not file:
        raise KnownError("database_unsupported", name=database)
    return Path(file)


def open_shop(
    database: str | None, folders: Folders, till: TillSettings, make_secret: Callable[[], bytes], now_ms: int
) -> OpenShop:
    """Open the database (created when new, migrated when older) and load the shop.

    Raises KnownError: already_open on a second start, and everything `open_store` raises.
    """
    make(folders)
    path = database_path(database, folders)
    held = None if path is None else hold(path)
    try:
        store = open_store(sqlite_url(path) if path is not None else str(database))
    except KnownError:
        if held is not None:
            held.release()
        raise
    # The shop's time zone is only known once it is loaded; a new shop's first day may be off by one, harmlessly.
    today = datetime.fromtimestamp(now_ms / 1000, UTC).date()
    try:
        context = load_context(store, till.name, till.prints, make_secret, today)
    except BaseException:
        store.close()
        if held is not None:
            held.release()
        raise
    return OpenShop(store, held, context)
