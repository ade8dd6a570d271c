"""Every slip as it was when somebody last looked at it, dot for dot and byte for byte.

After a change that is meant, look at the new pictures and keep them:

    REMAKE_GOLDEN=1 .venv/bin/python -m pytest tests/printing/test_golden.py
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from loyalty.words import LANGUAGES
from printing.document import Document
from printing.paper import WIDTH_58_MM, WIDTH_80_MM
from printing.render import Rendered, preview, render
from tests.printing import samples

GOLDEN = Path(__file__).parent / "golden"
# The length and SHA-256 of each slip's bytes: eight megabytes of them would say no more.
DIGESTS = GOLDEN / "bytes.json"
NAMES = tuple(samples.slips("zh_tw"))
WITH_BYTES = ("receipt", "receipt_nobody", "member_card")
WIDTHS = (WIDTH_58_MM, WIDTH_80_MM)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="glyphs are rasterised by the platform's own library")


@cache
def _slips(language: str) -> dict[str, Document]:
    return samples.slips(language)


@cache
def _rendered(name: str, language: str, width: int) -> Rendered:
    return render(_slips(language)[name], width)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_slip_looks_as_it_did(name: str, language: str, width: int) -> None:
    picture = _rendered(name, language, width).picture
    assert preview(_slips(language)[name], width) == picture
    path = GOLDEN / f"{name}_{language}_{width}.png"
    if "REMAKE_GOLDEN" in os.environ:
        assert picture.save(str(path))
    golden = QImage(str(path)).convertToFormat(QImage.Format.Format_Mono)
    assert golden.size() == picture.size()
    assert golden.convertToFormat(QImage.Format.Format_RGB32) == picture.convertToFormat(QImage.Format.Format_RGB32)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", WITH_BYTES)
def test_a_slip_is_the_bytes_it_was(name: str, width: int) -> None:
    data = _rendered(name, "zh_tw", width).data
    path = GOLDEN / f"{name}_zh_tw_{width}.bin"
    if "REMAKE_GOLDEN" in os.environ:
        path.write_bytes(data)
    assert path.read_bytes() == data


def test_every_slip_is_the_bytes_it_was() -> None:
    found = {
        f"{name}_{language}_{width}": _digest(_rendered(name, language, width).data)
        for name in NAMES
        for language in LANGUAGES
        for width in WIDTHS
    }
    if "REMAKE_GOLDEN" in os.environ:
        DIGESTS.write_text(json.dumps(found, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    kept = json.loads(DIGESTS.read_text(encoding="utf-8"))
    assert [name for name in found if kept.get(name) != found[name]] == []
    assert kept.keys() == found.keys()


def test_no_picture_is_kept_of_a_slip_that_is_none() -> None:
    wanted = {f"{name}_{language}_{width}" for name in NAMES for language in LANGUAGES for width in WIDTHS}
    assert {path.stem for path in GOLDEN.glob("*.png")} == wanted


def _digest(data: bytes) -> str:
    return f"{len(data)} {hashlib.sha256(data).hexdigest()}"
