"""The till's own file."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.till import PRINTER_KINDS, TillSettings, load, save
from loyalty.errors import KnownError
from loyalty.explain import explain_error
from loyalty.words import Words
from printing.printers.settings import KINDS


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    settings = TillSettings("B", "en", "dark", "network", "192.168.1.50:9100", 80, True)
    save(tmp_path / "till.json", settings)
    assert load(tmp_path / "till.json") == settings
    assert settings.paper_width_dots == 576
    assert [path.name for path in tmp_path.iterdir()] == ["till.json"]


@pytest.mark.parametrize("content", ["", "{", "[]", "7", '"text"', "\x00"])
def test_a_file_that_cannot_be_read_is_the_defaults(tmp_path: Path, content: str) -> None:
    (tmp_path / "till.json").write_text(content)
    assert load(tmp_path / "till.json") == TillSettings()


def test_bytes_that_are_no_text_are_the_defaults(tmp_path: Path) -> None:
    (tmp_path / "till.json").write_bytes(b"\xff\xfe\x80")
    assert load(tmp_path / "till.json") == TillSettings()


def test_a_missing_file_is_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "till.json") == TillSettings()


@pytest.mark.parametrize(
    "value",
    [
        '"paper_width_mm": "wide"',
        '"paper_width_mm": true',
        '"paper_width_mm": 70',
        '"language": "fr"',
        '"theme": "pink"',
        '"printer_kind": "laser"',
        '"name": ""',
        '"name": "小"',
        '"unknown": 1',
    ],
)
def test_a_value_that_cannot_be_is_its_default_and_the_others_stay(tmp_path: Path, value: str) -> None:
    (tmp_path / "till.json").write_text(f'{{"first_start_done": true, {value}}}', encoding="utf-8")
    assert load(tmp_path / "till.json") == TillSettings(first_start_done=True)


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(KnownError) as refused:
        save(tmp_path / "gone" / "till.json", TillSettings())
    assert refused.value.key == "folder_not_writable"
    assert "gone" in str(refused.value.facts)


def test_that_no_is_a_sentence_that_names_the_folder(tmp_path: Path) -> None:
    with pytest.raises(KnownError) as refused:
        save(tmp_path / "gone" / "till.json", TillSettings())
    assert "gone" in explain_error(refused.value, Words())


def test_every_kind_of_printer_can_be_kept() -> None:
    assert set(PRINTER_KINDS) == set(KINDS)
