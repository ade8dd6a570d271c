"""What is known of printers, kept over restarts: which were seen to answer, for silence from one of those is trouble
and from others a habit; and which were sent a slip of which nobody knows how it ended.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from urllib.parse import quote


class Memory:
    """What is known of the printer at one address: empty files in `folder`. A folder that cannot be written only
    forgets at the end of the run.
    """

    def __init__(self, folder: Path, address: str) -> None:
        self._path = folder / "answering" / quote(address, safe="")
        self._job = folder / "printing" / quote(address, safe="")
        self.has_answered = self._path.exists()
        self._in_hand = False

    @property
    def in_doubt(self) -> bool:
        """Whether the last job, of whoever in this program, did not end well, so that the printer may want its rest."""
        return self._in_hand or self._job.exists()

    def begin(self) -> None:
        """A job begins."""
        self._in_hand = True
        _touch(self._job)

    def end(self) -> None:
        """All of it was handed over."""
        self._in_hand = False
        with suppress(OSError):
            self._job.unlink(missing_ok=True)

    def keep(self) -> None:
        """It answered."""
        if not self.has_answered:
            self.has_answered = True
            _touch(self._path)

    def forget(self) -> None:
        """There may be another printer now."""
        self.has_answered = False
        with suppress(OSError):
            self._path.unlink(missing_ok=True)


def _touch(path: Path) -> None:
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
