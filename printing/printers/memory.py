"""Which printers were seen to answer, kept over restarts: silence from one of those is trouble, from others a habit."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from urllib.parse import quote


class Memory:
    """What is known of the printer at one address: an empty file in `folder`. A folder that cannot be written only
    forgets at the end of the run.
    """

    def __init__(self, folder: Path, address: str) -> None:
        self._path = folder / "answering" / quote(address, safe="")
        self.has_answered = self._path.exists()

    def keep(self) -> None:
        """It answered."""
        if not self.has_answered:
            self.has_answered = True
            with suppress(OSError):
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._path.touch()

    def forget(self) -> None:
        """There may be another printer now."""
        self.has_answered = False
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
