"""The window library must not read everybody's source at the start."""

from __future__ import annotations

import subprocess
import sys

from tests.sources import ROOT

_COUNT = "import linecache; print(sum(len(each[2]) for each in linecache.cache.values() if len(each) > 2))"


def _lines_kept(first: str) -> int:
    code = f"{first}; import desktop.app, desktop.desks; {_COUNT}"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return int(done.stdout)


def test_no_source_is_kept_in_memory_after_a_light_import() -> None:
    assert _lines_kept("from desktop.imports import import_lightly; import_lightly()") < 5_000


def test_the_window_library_still_reads_sources_by_itself() -> None:
    """The day this fails, desktop/imports.py has become superfluous."""
    assert _lines_kept("import PySide6.QtCore") > 50_000


def test_an_import_is_pythons_own_again_after_a_light_one() -> None:
    light = "from desktop.imports import import_lightly; import_lightly()"
    code = f"import builtins; plain = builtins.__import__; {light}; print(builtins.__import__ is plain)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"
