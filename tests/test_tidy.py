"""Style that a formatter cannot see: lengths, banned calls with their replacement, docstrings, hosts."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sources import PACKAGES, all_python_files, dotted, name_of, python_files, text_files, tree_of

FUNCTION_LINES, CLASS_LINES, CLASS_METHODS, FILE_LINES = 60, 250, 20, 400
Function = (ast.FunctionDef, ast.AsyncFunctionDef)

# What may not be called, where it may all the same, and what to do instead.
BANNED_CALLS: dict[str, tuple[tuple[str, ...], str]] = {
    "time.time": (("desktop/clock.py",), "take the time as an argument; desktop/clock.py reads it"),
    "time.time_ns": (("desktop/clock.py",), "take the time as an argument; desktop/clock.py reads it"),
    "datetime.now": (("desktop/clock.py",), "take the time as an argument; desktop/clock.py reads it"),
    "datetime.utcnow": ((), "take epoch milliseconds as an argument"),
    "datetime.today": ((), "take the business day as an argument"),
    "date.today": ((), "take the business day as an argument"),
    "QDateTime.currentDateTime": ((), "take the time as an argument; desktop/clock.py reads it"),
    "QDateTime.currentMSecsSinceEpoch": ((), "take the time as an argument; desktop/clock.py reads it"),
    "QDate.currentDate": ((), "take the business day as an argument"),
    "QTime.currentTime": ((), "take the time as an argument; desktop/clock.py reads it"),
    "import_module": ((), "import the module by name; no contract sees this one"),
    "__import__": ((), "import the module by name; no contract sees this one"),
    "print": (("main.py", "loyalty/__main__.py"), "return it, or show it through the words"),
    "eval": ((), "parse what you expect"),
    "QMessageBox": ((), "a bar in place: a scanner's Enter closes a dialog"),
    "QInputDialog": ((), "a field in place: a scanner's Enter closes a dialog"),
}
# A second event loop swallows the scanner; only the application's own and a worker's may run.
EXEC_OWNERS = {"qt", "app", "application", "QApplication", "QCoreApplication", "QGuiApplication"}


def _length(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def _classes(tree: ast.AST) -> Iterator[ast.ClassDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))


def _none(problems: list[str]) -> None:
    assert not problems, "\n" + "\n".join(problems)


def test_no_file_is_longer_than_400_lines() -> None:
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in all_python_files()}
    _none(
        [
            f"{name}: {length} lines, split it by what it is about"
            for name, length in lengths.items()
            if length > FILE_LINES
        ]
    )


def test_no_function_is_longer_than_60_lines() -> None:
    _none(
        [
            f"{name_of(path)}:{function.lineno}: {function.name} has {_length(function)} lines; name its steps"
            for path in all_python_files()
            for function in _functions(tree_of(path))
            if _length(function) > FUNCTION_LINES
        ]
    )


def test_no_class_grows_into_a_manager() -> None:
    problems = []
    for path in all_python_files():
        for node in _classes(tree_of(path)):
            methods = sum(isinstance(item, Function) for item in node.body)
            if _length(node) > CLASS_LINES or methods > CLASS_METHODS:
                problems.append(f"{name_of(path)}:{node.lineno}: {node.name}, {_length(node)} lines, {methods} methods")
    _none(problems)


def _banned_in(path: Path) -> Iterator[str]:
    name = name_of(path)
    for node in ast.walk(tree_of(path)):
        if not isinstance(node, ast.Call):
            continue
        called = dotted(node.func)
        for banned, (allowed, instead) in BANNED_CALLS.items():
            if (called == banned or called.endswith("." + banned)) and name not in allowed:
                yield f"{name}:{node.lineno}: {called}: {instead}"
        owner, _, method = called.rpartition(".")
        if method in {"exec", "exec_"} and owner.rpartition(".")[2] not in EXEC_OWNERS:
            yield f"{name}:{node.lineno}: {called}: show it in place; a second event loop swallows the scanner"


@pytest.mark.parametrize("package", [*PACKAGES, "main"])
def test_no_banned_call(package: str) -> None:
    files = [path for path in python_files() if name_of(path).split("/")[0].removesuffix(".py") == package]
    _none([problem for path in files for problem in _banned_in(path)])


def test_the_rules_read_no_clock_at_all() -> None:
    """Not even a monotonic one: what the rules answer depends on what they are given."""
    clocks = {"time.monotonic", "time.perf_counter", "time.process_time", "time.sleep", "random.random", "os.urandom"}
    _none(
        [
            f"{name_of(path)}:{node.lineno}: {dotted(node.func)}"
            for path in python_files("loyalty")
            for node in ast.walk(tree_of(path))
            if isinstance(node, ast.Call) and dotted(node.func) in clocks
        ]
    )


def test_colours_live_in_the_theme_only() -> None:
    hex_colour = re.compile(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6})\b")
    _none(
        [
            f"{name_of(path)}:{node.lineno}: {node.value!r}: take a token of ui/theme.py"
            for path in python_files()
            if name_of(path) != "ui/theme.py"
            for node in ast.walk(tree_of(path))
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and hex_colour.search(node.value)
        ]
    )


def test_every_folder_of_python_opens_with_a_docstring() -> None:
    folders = {path.parent for path in all_python_files() if name_of(path.parent) not in {".", "script"}}
    missing = []
    for folder in sorted(folders):
        opening = folder / "__init__.py"
        if not opening.exists() or ast.get_docstring(tree_of(opening)) is None:
            missing.append(f"{name_of(folder)}: say what it owns, and what it must never import, in __init__.py")
    _none(missing)


def test_every_file_says_what_it_is() -> None:
    files = python_files() + python_files("benchmarks", "script")
    _none([name_of(path) for path in files if ast.get_docstring(tree_of(path)) is None])


def _is_qt_override(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return function.name != function.name.lower()


def _undocumented(path: Path) -> Iterator[str]:
    outer: list[ast.stmt] = list(tree_of(path).body)
    for node in outer:
        inner = node.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_") else []
        for item in (node, *inner):
            if not isinstance(item, (ast.ClassDef, *Function)) or item.name.startswith("_"):
                continue
            if not isinstance(item, ast.ClassDef) and _is_qt_override(item):
                continue
            if ast.get_docstring(item) is None:
                yield f"{name_of(path)}:{item.lineno}: {item.name}"


def test_every_public_name_says_what_it_promises() -> None:
    _none([problem for path in python_files() for problem in _undocumented(path)])


def test_nothing_is_left_for_later() -> None:
    marks = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")) + r")\b")
    _none(
        [
            f"{name_of(path)}:{number}: {line.strip()}"
            for path in all_python_files()
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
            if marks.search(line)
        ]
    )


def test_no_file_names_a_host_of_a_package_registry() -> None:
    """A mirror must do as well: where packages come from is the machine's business."""
    hosts = [
        ".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"))
    ]
    problems = []
    for path in text_files():
        text = path.read_text(encoding="utf-8", errors="replace")
        problems += [f"{name_of(path)}: {host}" for host in hosts if host in text]
    _none(problems)
