"""What the import contracts cannot see: what the start may load, and who may ask which engine it is."""

from __future__ import annotations

import ast
import re
import subprocess
import sys

import pytest

from tests.sources import ROOT, name_of, python_files, tree_of

# Each costs from 10 to 350 ms to import, and the first window needs none of them.
DEAR = ("sqlalchemy", "alembic", "escpos", "qrcode", "phonenumbers", "pypinyin", "lunar_python", "zxingcpp")
DEAR_LINES = ("serial", "usb", "libusb_package", "win32print")
DEAR_FILES = ("xlsxwriter", "python_calamine", *DEAR_LINES)


def _loaded_by(module: str) -> set[str]:
    code = f"import sys; import {module}; print(*(name for name in sys.modules if '.' not in name))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_window_is_painted_before_anything_dear_is_loaded() -> None:
    assert _loaded_by("desktop.app") & {*DEAR, *DEAR_FILES} == set()


def test_the_desks_of_an_open_shop_leave_the_dear_ones_for_when_they_are_used() -> None:
    assert _loaded_by("desktop.desks") & ({*DEAR, *DEAR_FILES} - {"sqlalchemy"}) == set()


@pytest.mark.parametrize("module", ["loyalty.checkout", "loyalty.reversals", "loyalty.words"])
def test_the_rules_load_nothing_but_the_standard_library(module: str) -> None:
    before = _loaded_by("sys") | set(sys.stdlib_module_names)
    others = {name for name in _loaded_by(module) - before if not name.startswith("_sysconfigdata")}
    assert others - {"loyalty"} == set()


def test_main_only_opens_the_desk() -> None:
    imported = set()
    for node in ast.walk(tree_of(ROOT / "main.py")):
        if isinstance(node, ast.ImportFrom) and node.module:
            imported.add(node.module.partition(".")[0])
        elif isinstance(node, ast.Import):
            imported |= {alias.name.partition(".")[0] for alias in node.names}
    assert imported - set(sys.stdlib_module_names) <= {"desktop"}


def test_only_one_file_of_the_disk_knows_the_engine() -> None:
    """A second engine is a second file beside db/sqlite.py; nobody else may ask which it is."""
    asks = re.compile(r"dialect\.name\s*[=!]=|PRAGMA|get_backend_name\(\)\s*[=!]=|sqlite_master|BEGIN IMMEDIATE")
    allowed = {"db/sqlite.py"}
    asking = [
        f"{name_of(path)}:{number}"
        for path in python_files("db", "desktop")
        if name_of(path) not in allowed
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if asks.search(line) and not line.lstrip().startswith(("#", '"""'))
    ]
    assert asking == []
