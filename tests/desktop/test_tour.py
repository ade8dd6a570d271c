"""The tour runs green, leaves its pictures, and fails aloud when a step does not show what it should."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from desktop.tour.reader import read_code
from desktop.tour.steps import STEPS
from printing.document import Qr
from printing.picture import paint
from tests.printing import samples
from tests.sources import ROOT

LOOKS = [
    (size, language, theme)
    for size in ("1280x800", "1024x768")
    for language in ("zh_tw", "en")
    for theme in ("light", "dark")
]


def tour(folder: Path, size: str, language: str, theme: str) -> subprocess.CompletedProcess[str]:
    """The tour as a user starts it; offscreen, since the tests' own platform is handed on."""
    command = [sys.executable, str(ROOT / "main.py"), "--tour", str(folder)]
    options = ["--size", size, "--language", language, "--theme", theme]
    return subprocess.run([*command, *options], capture_output=True, text=True, check=False)


@pytest.mark.sweep
def test_the_tour_shows_everything_it_should(tmp_path: Path, whole_sweeps: bool) -> None:
    for size, language, theme in LOOKS if whole_sweeps else LOOKS[:1]:
        folder = tmp_path / f"{size}-{language}-{theme}"
        done = tour(folder, size, language, theme)
        assert (done.returncode, done.stderr) == (0, ""), done.stdout
        pictures = sorted(folder.glob("*.png"))
        assert len(pictures) > len(STEPS)
        assert {QImage(str(path)).size().toTuple() for path in pictures} == {tuple(map(int, size.split("x")))}
        slips = sorted(path.name for path in (folder / "slips").iterdir())
        assert {name.partition(".")[2] for name in slips} == {"bin", "png"}


def test_the_tour_says_where_it_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty name is no name: the window never bears it. What comes before takes the time that it takes."""
    broken = (
        "import sys, main; from desktop.tour.steps import start; from desktop.tour import stage;"
        "start.ENGLISH_NAME = ''; shot = stage.Stage.shot;"
        "lose = lambda told, name: (shot(told, name), setattr(stage, '_PATIENCE_S', 1.0));"
        "stage.Stage.shot = lose;"
        " sys.argv = ['main.py', '--language', 'en', '--tour', sys.argv[1]]; sys.exit(main.main())"
    )
    monkeypatch.chdir(ROOT)
    command = [sys.executable, "-c", broken, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "The first start asks three questions" in done.stdout
    assert "expected" in done.stdout
    assert sorted(tmp_path.glob("*-failed.png"))


def test_a_code_is_read_from_the_paper_that_holds_one(qapp: object) -> None:
    slips = samples.slips("zh_tw")
    wanted = [block.data for block in slips["member_card"].blocks if isinstance(block, Qr)]
    assert [read_code(paint(slips["member_card"], 384))] == wanted
    assert read_code(paint(slips["receipt"], 384)) == ""
