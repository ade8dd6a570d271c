"""A till on a display of its own, ended when its test is."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.till import Till


@pytest.fixture
def till(tmp_path: Path, display_environment: dict[str, str]) -> Iterator[Till]:
    """A new shop whose app has not been started yet; its printer is the virtual one."""
    if shutil.which("xdotool") is None:
        pytest.skip("no xdotool on this system")
    made = Till(tmp_path / "shop", display_environment)
    made.use_printer("virtual")
    yield made
    made.kill()
    assert made.log() == "", "the app wrote to its console"


@pytest.fixture
def silent_printer() -> Iterator[str]:
    """The address of something that takes a connection and then nothing more: a printer that hangs."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        yield f"127.0.0.1:{server.getsockname()[1]}"
