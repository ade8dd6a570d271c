"""The printer library keeps a list of models on the disk and writes it in place: a kill may leave half of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.sources import ROOT

IMPORT = (
    "import sys, pathlib; from printing.printers.library import network_transport as t; t(pathlib.Path(sys.argv[1]))"
)


def imported(folder: Path) -> subprocess.CompletedProcess[str]:
    """A new start that prints its first slip."""
    return subprocess.run([sys.executable, "-c", IMPORT, str(folder)], cwd=ROOT, capture_output=True, text=True)


def test_a_list_of_models_that_a_kill_cut_short_keeps_no_slip_from_paper(tmp_path: Path) -> None:
    assert imported(tmp_path).returncode == 0
    lists = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert lists
    for length in (0, 100):
        for path in lists:
            path.write_bytes(path.read_bytes()[:length])
        again = imported(tmp_path)
        assert again.returncode == 0, again.stderr
