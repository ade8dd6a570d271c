"""What script/run brings into place before it opens the window."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from script.set_up import PACKAGES, compile_sources


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for package in PACKAGES:
        (tmp_path / package).mkdir()
    return tmp_path


def test_our_modules_are_compiled_even_where_python_may_write_no_bytecode(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    module = root / "desktop" / "app.py"
    module.write_text("SIDE = 1\n")
    compile_sources(root)
    assert Path(importlib.util.cache_from_source(str(module))).exists()


def test_a_module_that_did_not_change_is_not_compiled_again(root: Path) -> None:
    module = root / "ui" / "theme.py"
    module.write_text("SIDE = 1\n")
    compile_sources(root)
    compiled = Path(importlib.util.cache_from_source(str(module)))
    before = compiled.stat().st_mtime_ns
    compile_sources(root)
    assert compiled.stat().st_mtime_ns == before


def test_a_module_that_cannot_be_compiled_stops_nobody(root: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (root / "db" / "broken.py").write_text("def\n")
    compile_sources(root)
    assert capfd.readouterr() == ("", "")
