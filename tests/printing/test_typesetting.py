"""Text in the app's own font, set into lines."""

from __future__ import annotations

import pytest

from printing.document import Size
from printing.typesetting import broken, faces


@pytest.mark.parametrize(
    "text", ["每滿 NT$ 504 得 1 點，滿 10 點換一杯", "Every NT$ 504 makes a point; 10 points: a coffee"]
)
def test_an_amount_is_never_parted_from_its_currency(text: str) -> None:
    face = faces("Noto Sans TC").face(Size.NORMAL, False)
    for width in range(120, 400, 3):
        lines = broken(text, face, width)
        assert not any(line.endswith("$") for line in lines), (width, lines)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
