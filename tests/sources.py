"""The project's own files, for the tests that read them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("loyalty", "db", "printing", "ui", "desktop")
# Everything else that is Python of ours.
AROUND = ("tests", "benchmarks", "script")
_NOT_OURS = {".git", ".venv", "build", "__pycache__"}
_TEXT = {".py", ".md", ".toml", ".txt", ".in", ".json", ".cmd", ".cfg", ".ini", ".svg", ".mako", ".yml", ".html", ""}


def name_of(path: Path) -> str:
    """The path as a reader writes it, from the project's root, with slashes."""
    return path.relative_to(ROOT).as_posix()


def files_under(folder: Path) -> Iterator[Path]:
    """Every file of ours below a folder."""
    for path in sorted(folder.iterdir()):
        if path.name in _NOT_OURS or path.name.endswith("_cache") or path.name == ".hypothesis":
            continue
        if path.is_dir():
            yield from files_under(path)
        else:
            yield path


@cache
def text_files() -> tuple[Path, ...]:
    """Every file of ours that is meant to be read."""
    return tuple(path for path in files_under(ROOT) if path.suffix in _TEXT)


@cache
def python_files(*folders: str) -> tuple[Path, ...]:
    """Every Python file in these folders; of all packages and main.py when none is named."""
    names = folders or PACKAGES
    found = [path for name in names for path in files_under(ROOT / name) if path.suffix == ".py"]
    if not folders and (ROOT / "main.py").exists():
        found.append(ROOT / "main.py")
    return tuple(found)


@cache
def all_python_files() -> tuple[Path, ...]:
    """Sources, tests, benchmarks and scripts."""
    return python_files() + python_files(*AROUND)


@cache
def tree_of(path: Path) -> ast.Module:
    """The file's syntax tree, parsed once for all tests."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def dotted(node: ast.expr) -> str:
    """ "a.b.c" of a name or attribute chain; what cannot be named (a call, a subscript) is "?"."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return "?"


def docstring_nodes(tree: ast.Module) -> set[int]:
    """The identity of every constant that is a docstring, so that a scan of visible texts can leave it out."""
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, owners) and node.body and isinstance(node.body[0], ast.Expr):
            found.add(id(node.body[0].value))
    return found
