"""A document survives the queue, and a second copy says so."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.words import LANGUAGES
from printing.document import (
    Align,
    Cut,
    Document,
    Qr,
    Row,
    Rule,
    Ruler,
    Size,
    Space,
    StampGrid,
    Text,
    as_second_copy,
    from_bytes,
    to_bytes,
)
from tests.printing import samples

texts = st.text(max_size=80)
sizes = st.sampled_from(Size)
blocks = st.one_of(
    st.builds(Text, texts, sizes, st.booleans(), st.sampled_from(Align)),
    st.builds(Row, texts, texts, sizes, st.booleans()),
    st.builds(Rule),
    st.builds(StampGrid, st.integers(0, 50), st.integers(1, 50), texts, st.integers(1, 10), st.integers(0, 50)),
    st.builds(Qr, texts, st.integers(4, 8), texts),
    st.builds(Ruler),
    st.builds(Space, st.integers(0, 50)),
    st.builds(Cut),
)
documents = st.builds(
    Document, texts, st.sampled_from(LANGUAGES), st.lists(blocks).map(tuple), st.booleans(), st.booleans()
)


@given(documents)
def test_any_document_comes_back_from_its_bytes(document: Document) -> None:
    assert from_bytes(to_bytes(document)) == document


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_slip_comes_back_from_its_bytes(language: str) -> None:
    for document in samples.slips(language).values():
        assert from_bytes(to_bytes(document)) == document


@pytest.mark.parametrize("damage", [{"version": 2}, {"blocks": [["hologram", {}]]}, {"blocks": [["text", {"a": 1}]]}])
def test_a_document_of_another_version_or_with_unknown_parts_is_refused(damage: dict[str, object]) -> None:
    record = json.loads(to_bytes(Document("receipt", "zh_tw", (Text("x"),))))
    with pytest.raises(ValueError, match="document"):
        from_bytes(json.dumps({**record, **damage}).encode())


@pytest.mark.parametrize("data", [b"", b"[]", b"null", b"\xff\xfe", b"{}"])
def test_bytes_that_are_no_document_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the parser's own words
        from_bytes(data)


def test_a_second_copy_is_the_same_slip_marked() -> None:
    document = Document("receipt", "zh_tw", (Text("x"), Cut()))
    assert as_second_copy(document) == Document("receipt", "zh_tw", (Text("x"), Cut()), second_copy=True)
