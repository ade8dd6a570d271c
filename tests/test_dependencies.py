"""What the code imports is what the lists say: nothing more, nothing unpinned, nothing unexplained."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

from tests.sources import PACKAGES, ROOT, python_files, tree_of

# Where the name to import is not the name to install.
IMPORTED_AS = {
    "PySide6-Essentials": "PySide6",
    "SQLAlchemy": "sqlalchemy",
    "python-escpos": "escpos",
    "pyserial": "serial",
    "pyusb": "usb",
    "libusb-package": "libusb_package",
    "pywin32": "win32print",
    "python-calamine": "python_calamine",
    "XlsxWriter": "xlsxwriter",
    "uuid-utils": "uuid_utils",
    "zxing-cpp": "zxingcpp",
    "pillow": "PIL",
    "pytest-qt": "pytestqt",
}
# Installed with the window library, which is made with it.
COMES_ALONG = {"shiboken6"}
# Needed without being imported: the time zones where the system has none.
NOT_IMPORTED = {"tzdata"}


def listed(name: str) -> list[str]:
    """The libraries a requirements list names itself, as written there."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    wanted = [line for line in lines if line and not line.startswith(("#", "-", " "))]
    return [re.split(r"[<>=!~;\s\[]", line)[0] for line in wanted]


def imported(paths: tuple[Path, ...]) -> set[str]:
    """The top names of every import that is neither ours nor the standard library's."""
    names = set()
    for path in paths:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.partition(".")[0])
    return names - set(sys.stdlib_module_names) - {*PACKAGES, "main", "tests", "benchmarks", "script"} - COMES_ALONG


def test_every_import_is_listed() -> None:
    allowed = {IMPORTED_AS.get(name, name) for name in listed("requirements.in")}
    assert imported(python_files()) <= allowed


def test_every_listed_library_is_imported() -> None:
    names = {IMPORTED_AS.get(name, name) for name in listed("requirements.in") if name not in NOT_IMPORTED}
    assert names <= imported(python_files())


def test_tests_and_benchmarks_import_only_what_the_second_list_adds() -> None:
    names = listed("requirements.in") + listed("requirements-dev.in")
    assert imported(python_files("tests", "benchmarks", "script")) <= {IMPORTED_AS.get(name, name) for name in names}


def test_every_pin_is_exact_and_has_hashes() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        blocks = re.split(r"\n(?=\S)", (ROOT / name).read_text(encoding="utf-8"))
        pins = [block for block in blocks if block and not block.startswith("#")]
        assert pins
        assert [pin.splitlines()[0] for pin in pins if "==" not in pin or "--hash=sha256:" not in pin] == []


def test_the_test_list_holds_the_whole_running_list() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^[\w.-]+==[\w.]+", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))

    assert pins("requirements.txt") <= pins("requirements-dev.txt")


def test_the_window_library_stays_below_the_release_that_aborts() -> None:
    """See tests/test_reference_counts.py: from 6.12.0 on it loses references on Python 3.11."""
    pin = re.search(r"^pyside6-essentials==(\d+)\.(\d+)", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    assert pin is not None
    assert (int(pin[1]), int(pin[2])) < (6, 12)


def test_every_library_is_explained() -> None:
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    names = listed("requirements.in") + listed("requirements-dev.in")
    assert [name for name in names if f"| {name} |" not in text] == []
    rows = re.findall(r"^\| ([\w.-]+) \|", text, re.MULTILINE)
    assert sorted(set(rows) - {"library"}) == sorted(names)
