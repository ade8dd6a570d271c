"""Docs that name a file, a folder, a picture or a command of ours are checked against the tree."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.sources import ROOT, name_of, text_files

DOCUMENTS = [path for path in text_files() if path.suffix == ".md" and "assets" not in path.parts]
NAMES = [name_of(path) for path in DOCUMENTS]
_FILE_ENDINGS = ("py", "md", "toml", "txt", "in", "json", "cmd", "png", "ttf", "svg")


def _quoted_paths(text: str) -> set[str]:
    """Every `quoted` word that is a path of the tree: it has a slash or a file's ending."""
    found = set()
    for quoted in re.findall(r"`([^`\s]+)`", text.replace("\\", "/")):
        top = quoted.split("/")[0]
        is_file = "." in quoted and quoted.rpartition(".")[2] in _FILE_ENDINGS
        if "<" not in quoted and (("/" in quoted and (ROOT / top).is_dir()) or ("/" not in quoted and is_file)):
            found.add(quoted)
    return found


def _exists(document: Path, quoted: str) -> bool:
    plain = quoted.rstrip("/")
    return any(next(folder.glob(plain), None) is not None for folder in (ROOT, document.parent))


@pytest.mark.parametrize("name", NAMES)
def test_every_file_a_document_names_exists(name: str) -> None:
    document = ROOT / name
    missing = {
        quoted for quoted in _quoted_paths(document.read_text(encoding="utf-8")) if not _exists(document, quoted)
    }
    assert missing == set()


@pytest.mark.parametrize("name", NAMES)
def test_every_link_of_a_document_leads_somewhere(name: str) -> None:
    document = ROOT / name
    links = re.findall(r"\]\(([^)#\s]+)", document.read_text(encoding="utf-8"))
    local = [link for link in links if "://" not in link and not link.startswith("mailto:")]
    assert [link for link in local if not (document.parent / link).exists()] == []


def test_the_readme_shows_the_two_commands_before_anything_long() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    fold = "\n".join(lines[:40])
    assert "script/run" in fold
    assert "script/test" in fold


def test_every_decision_has_a_number_of_its_own_and_three_parts() -> None:
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [path.name[:4] for path in decisions] == [f"{number:04d}" for number in range(1, len(decisions) + 1)]
    for path in decisions:
        text = path.read_text(encoding="utf-8")
        assert [part for part in ("## Context", "## Decision", "## Consequences") if part not in text] == [], path.name


def test_every_package_stands_in_the_picture_of_the_house() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    folders = [path for name in ("loyalty", "db", "printing", "ui", "desktop") for path in (ROOT / name).iterdir()]
    named = [name_of(path) + "/" for path in folders if (path / "__init__.py").exists()]
    assert [name for name in named if f"`{name}`" not in text] == []
