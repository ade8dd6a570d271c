"""One way from a document to paper: whatever it says, a strict printer prints what the preview shows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage

from loyalty.words import LANGUAGES
from printing.document import (
    Align,
    Cut,
    Document,
    Picture,
    Qr,
    Row,
    Rule,
    Ruler,
    Size,
    Space,
    StampGrid,
    Text,
    picture_bits,
)
from printing.picture import paint
from printing.render import preview, render
from printing.route import TextRoute
from tests.printing import samples
from tests.printing.simulator.paper import Paper
from tests.printing.simulator.parser import parse

WIDTHS = (384, 512, 576)
NATIVE = (TextRoute.BIG5, TextRoute.GB18030)
texts = st.text(max_size=60) | st.text("王小美堃喆犇😀𡘙Ａ１， aé$.-（）「」\x1b\x00\u05d0\u0627\u202e", max_size=60)
sizes = st.sampled_from(Size)
blocks = st.one_of(
    st.builds(Text, texts, sizes, st.booleans(), st.sampled_from(Align)),
    st.builds(Row, texts, texts, sizes, st.booleans()),
    st.builds(Rule),
    st.builds(
        StampGrid,
        st.integers(0, 50),
        st.integers(1, 50),
        texts,
        st.integers(1, 10),
        st.integers(0, 50),
        st.sampled_from((7, 14)),
    ),
    st.builds(Qr, texts, st.integers(4, 8), texts),
    st.builds(Ruler),
    st.builds(Picture, st.integers(1, 700), st.just(2), st.just(picture_bits(b"\xf0" * 16))),
    st.builds(Space, st.integers(0, 9)),
    st.builds(Cut),
)
documents = st.builds(
    Document, texts, st.sampled_from(LANGUAGES), st.lists(blocks, max_size=8).map(tuple), st.booleans(), st.booleans()
)


def rows_of(image: QImage) -> list[bytes]:
    stride, width, bits = image.bytesPerLine(), image.width() // 8, bytes(image.constBits())
    return [bits[start : start + width] for start in range(0, stride * image.height(), stride)]


def own_rows(paper: Paper) -> set[int]:
    """Those of the printer's own letters and codes, whose shapes are its own."""
    lines = {y for line in paper.lines for y in range(line.top, line.top + line.height)}
    return lines | {y for symbol in paper.symbols for y in range(symbol.top, symbol.top + symbol.side)}


@given(documents, st.sampled_from(WIDTHS))
def test_by_pictures_any_document_prints_as_the_preview_dot_for_dot(document: Document, width: int) -> None:
    rendered = render(document, width)
    assert rendered.picture == preview(document, width) == paint(document, width)
    paper = parse(rendered.data, width)
    shown = rows_of(rendered.picture)
    assert paper.rows[: len(shown)] == shown
    assert not any(any(row) for row in paper.rows[len(shown) :])


@given(documents, st.sampled_from(WIDTHS), st.sampled_from(NATIVE), st.sampled_from((1, 2)))
def test_natively_any_document_prints_in_the_rows_that_the_preview_shows(
    document: Document, width: int, route: TextRoute, units_a_dot: int
) -> None:
    rendered = render(document, width, route)
    assert rendered.picture == preview(document, width, route)
    paper = parse(rendered.data, width, route.value, units_a_dot)
    shown, own = rows_of(rendered.picture), own_rows(paper)
    assert len(paper.rows) >= len(shown)
    assert [y for y, row in enumerate(shown) if y not in own and row != paper.rows[y]] == []
    assert not any(any(row) for row in paper.rows[len(shown) :])


@pytest.mark.parametrize("route", NATIVE)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_receipt_reads_back_as_what_it_says(width: int, route: TextRoute) -> None:
    receipt = samples.slips("zh_tw")["receipt"]
    paper = parse(render(receipt, width, route).data, width, route.value)
    said = [" ".join(line.text.split()) for line in paper.lines]
    for line in (
        "晨光咖啡",
        "王小美 0912-***-678",
        "拿鐵 ×2 240",
        "應收 NT$ 320",
        "咖啡護照 7 → 0 / 10 章",
        "非統一發票",
    ):
        assert line in said
    for line in paper.lines:
        assert line.cells[-1].right <= width // 12 * 12


@pytest.mark.parametrize("route", NATIVE)
@pytest.mark.parametrize("width", [384, 576])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_millimetre_of_a_native_receipt_costs_a_third(language: str, width: int, route: TextRoute) -> None:
    for name, document in samples.slips(language).items():
        if not document.slip.startswith(("receipt", "reversal", "member_card", "stamp_card")):
            continue
        rendered = render(document, width, route)
        assert len(rendered.data) / 1000 / (rendered.picture.height() / 8) <= 0.11, name


def test_the_routes_show_the_same_slip_in_their_own_letters() -> None:
    receipt = samples.slips("zh_tw")["receipt"]
    pictures = [preview(receipt, 384, route) for route in TextRoute]
    assert pictures[0] != pictures[1]
    assert pictures[1] == pictures[2]
