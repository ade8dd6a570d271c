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
    Picture,
    Qr,
    Row,
    Rule,
    Ruler,
    Sample,
    Size,
    Space,
    StampGrid,
    Text,
    as_second_copy,
    from_bytes,
    is_cut,
    picture_bits,
    picture_rows,
    to_bytes,
)
from printing.route import TextRoute
from tests.printing import samples

texts = st.text(max_size=80)
sizes = st.sampled_from(Size)
blocks = st.one_of(
    st.builds(Text, texts, sizes, st.booleans(), st.sampled_from(Align)),
    st.builds(Row, texts, texts, sizes, st.booleans()),
    st.builds(Rule),
    st.builds(StampGrid, st.integers(0, 50), st.integers(1, 50), texts, st.integers(1, 10), st.integers(0, 50)),
    st.builds(Qr, texts, st.integers(4, 8), texts),
    st.builds(Ruler, st.sampled_from((0, 384, 576)), st.sampled_from(("", "A"))),
    st.builds(Picture, st.integers(1, 99), st.integers(1, 99), st.binary(max_size=99).map(picture_bits)),
    st.builds(Sample, st.sampled_from(TextRoute), texts),
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


@pytest.mark.parametrize("damage", [{"version": 3}, {"blocks": [["hologram", {}]]}, {"blocks": [["text", {"a": 1}]]}])
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


def test_a_document_queued_by_the_first_version_is_still_read() -> None:
    queued = (
        b'{"version":1,"slip":"receipt","language":"zh_tw","second_copy":false,"practice":true,"blocks":['
        b'["text",{"text":"x","size":"large","bold":true,"align":"centre"}],["ruler",{}],["cut",{}]]}'
    )
    blocks = (Text("x", Size.LARGE, True, Align.CENTRE), Ruler(), Cut())
    assert from_bytes(queued) == Document("receipt", "zh_tw", blocks, practice=True)


@given(st.integers(1, 40), st.integers(1, 40), st.data())
def test_a_picture_gives_back_the_dots_it_was_made_of(width: int, height: int, data: st.DataObject) -> None:
    length = -(-width // 8) * height
    rows = data.draw(st.binary(min_size=length, max_size=length))
    assert picture_rows(Picture(width, height, picture_bits(rows))) == rows


@pytest.mark.parametrize(
    "damaged",
    [
        Picture(8, 2, "not base64"),
        Picture(8, 2, "AAAA"),
        Picture(8, 2, picture_bits(b"abc")),
        Picture(8, 2, picture_bits(b"a")),
        Picture(0, 0, picture_bits(b"")),
        Picture(8, 1, picture_bits(bytes(1_000_000))),
    ],
)
def test_a_picture_of_another_size_than_it_says_is_refused(damaged: Picture) -> None:
    with pytest.raises(ValueError, match=r"picture|base64|characters"):
        picture_rows(damaged)


def test_only_a_cut_cuts() -> None:
    assert is_cut(Document("x", "en", (Cut(), Text("y"))))
    assert not is_cut(Document("x", "en", (Text("y"),)))
