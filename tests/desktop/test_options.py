"""The command line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.options import parse
from tests.conftest import ROOT


def test_nothing_given_opens_the_window_on_the_usual_place() -> None:
    options = parse([])
    assert (options.command, options.database, options.demo, options.tour) == ("run", None, False, None)
    assert (options.language, options.theme, options.size) == (None, None, None)


def test_everything_given_is_kept() -> None:
    options = parse(["--demo", "--members", "200000", "--seed", "3", "--language", "en", "--theme", "dark"])
    assert (options.demo, options.members, options.seed, options.language, options.theme) == (
        True,
        200_000,
        3,
        "en",
        "dark",
    )
    assert parse(["--tour", "pictures"]).tour == Path("pictures")
    assert parse(["check", "--database", "a.db"]).command == "check"
    assert parse(["--size", "1024x768"]).size == (1024, 768)


@pytest.mark.parametrize(
    "wrong",
    [
        ["--size", "big"],
        ["--size", "1024"],
        ["--members", "0"],
        ["--members", "-3"],
        ["--theme", "pink"],
        ["sell"],
        ["check", "--head", "A-1"],
        ["--head", "A-1 ab12 cd34"],
    ],
)
def test_what_cannot_be_is_refused_with_the_usual_status(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(wrong)
    assert ended.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_help_names_every_door(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(["--help"])
    said = capsys.readouterr().out
    for door in ("--demo", "--tour DIR", "main.py check", "python -m loyalty", "--database"):
        assert door in said


def test_the_help_is_readable_where_output_has_a_western_code_page() -> None:
    western = {**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    done = subprocess.run([sys.executable, "main.py", "--help"], cwd=ROOT, env=western, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "熟客" in done.stdout.decode("utf-8")
