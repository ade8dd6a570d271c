"""Every slip as it was when somebody last looked at it, dot for dot and byte for byte.

After a change that is meant, look at the new pictures and keep them:

    REMAKE_GOLDEN=1 .venv/bin/python -m pytest tests/printing/test_golden.py
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from loyalty.words import LANGUAGES
from printing.document import Document
from printing.picture import WIDTH_58_MM, WIDTH_80_MM, paint
from printing.raster import to_escpos
from tests.printing import samples

GOLDEN = Path(__file__).parent / "golden"
NAMES = tuple(samples.slips("zh_tw"))
WITH_BYTES = ("receipt", "receipt_nobody", "member_card")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="glyphs are rasterised by the platform's own library")


@pytest.mark.parametrize("width", [WIDTH_58_MM, WIDTH_80_MM])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_slip_looks_as_it_did(name: str, language: str, width: int) -> None:
    document = samples.slips(language)[name]
    picture = paint(document, width)
    path = GOLDEN / f"{name}_{language}_{width}.png"
    if "REMAKE_GOLDEN" in os.environ:
        assert picture.save(str(path))
    golden = QImage(str(path)).convertToFormat(QImage.Format.Format_Mono)
    assert golden.size() == picture.size()
    assert golden.convertToFormat(QImage.Format.Format_RGB32) == picture.convertToFormat(QImage.Format.Format_RGB32)


@pytest.mark.parametrize("width", [WIDTH_58_MM, WIDTH_80_MM])
@pytest.mark.parametrize("name", WITH_BYTES)
def test_a_slip_is_the_bytes_it_was(name: str, width: int) -> None:
    document: Document = samples.slips("zh_tw")[name]
    data = to_escpos(paint(document, width), document)
    path = GOLDEN / f"{name}_zh_tw_{width}.bin"
    if "REMAKE_GOLDEN" in os.environ:
        path.write_bytes(data)
    assert path.read_bytes() == data
