"""A display of a run's own, for children that open real windows.

Its number comes from this process's own, and the server keeps a lock on it. A server that is left to choose a number
takes no lock: of two runs that end and begin together, the one that ends then takes the other's socket along.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_FIRST, _NUMBERS = 1_000, 50_000
_SCREEN = "1280x800x24"
_PATIENCE_S = 20.0


@contextmanager
def own_display() -> Iterator[str]:
    """The name of a display that lasts as long as the block; "" where there is no Xvfb."""
    program = shutil.which("Xvfb")
    if program is None:
        yield ""
        return
    name = f":{_FIRST + os.getpid() % _NUMBERS}"
    server = subprocess.Popen(
        [program, name, "-screen", "0", _SCREEN, "-br", "-nolisten", "tcp"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _until_it_answers(name, server)
        yield name
    finally:
        server.terminate()
        server.wait(_PATIENCE_S)


def _until_it_answers(name: str, server: subprocess.Popen[bytes]) -> None:
    end_s = time.monotonic() + _PATIENCE_S
    while not _answers(Path("/tmp/.X11-unix") / f"X{name[1:]}"):
        if server.poll() is not None or time.monotonic() > end_s:
            raise AssertionError(f"no display {name}: Xvfb ended with {server.poll()}")
        time.sleep(0.02)


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as asking:
        return asking.connect_ex(str(path)) == 0
