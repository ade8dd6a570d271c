"""Where the data, the till's own settings and the logs live on this machine."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from platformdirs import PlatformDirs

from loyalty.errors import KnownError

DATABASE_NAME = "regulars.db"


@dataclass(frozen=True)
class Folders:
    """The app's folders; made when first asked for."""

    data: Path
    cache: Path

    @property
    def database(self) -> Path:
        """The shop's database file."""
        return self.data / DATABASE_NAME

    @property
    def slips(self) -> Path:
        """Where the virtual printer keeps its slips."""
        return self.data / "slips"

    @property
    def till_file(self) -> Path:
        """What belongs to this till alone: printer, language of the screen, theme."""
        return self.data / "till.json"


def platform_folders() -> Folders:
    """The platform's own places for this app's data and cache."""
    places = PlatformDirs("Regulars", appauthor=False)
    return Folders(Path(places.user_data_dir), Path(places.user_cache_dir))


def folders_of(database: str | None, demo: bool) -> Folders:
    """What the command line means: beside a database given by name, apart for the demo shop, else the platform's."""
    usual = platform_folders()
    if database is not None and "://" not in database:
        return Folders(Path(database).expanduser().resolve().parent, usual.cache)
    return Folders(usual.data / "demo", usual.cache) if demo else usual


def make(folders: Folders) -> None:
    """Make the folders. Raises KnownError("folder_not_writable") when the machine says no."""
    for folder in (folders.data, folders.cache):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise KnownError("folder_not_writable", path=str(folder)) from error
