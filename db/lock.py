"""One running program a database: an operating system's lock on a file beside it, gone with the process."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from loyalty.errors import KnownError


class Hold:
    """The lock while it is held."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def release(self) -> None:
        """Let the next start have the database. The file stays: deleting it would let two hold it at once."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def hold(path: Path) -> Hold:
    """Take the lock of the database at `path`, or raise at once.

    Raises KnownError: already_open, folder_missing, folder_not_writable.
    """
    file = path.with_name(path.name + ".lock")
    try:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    except FileNotFoundError as error:
        raise KnownError("folder_missing", path=str(path.parent)) from error
    except OSError as error:
        raise KnownError("folder_not_writable", path=str(path)) from error
    try:
        _lock(descriptor)
    except OSError as error:
        os.close(descriptor)
        raise KnownError("already_open", path=str(path)) from error
    return Hold(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
