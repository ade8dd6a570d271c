"""Whatever is typed for a name, a product, a title: no slip breaks, on no paper and by no route."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle

from hypothesis import example, given
from hypothesis import strategies as st

from loyalty.basket import Basket, Choices, Line, Tender
from loyalty.checkout import quote
from loyalty.ledger import OperationKind
from loyalty.slip_rules import Issuer, SlipRules
from loyalty.words import LANGUAGES, Words
from printing.document import Block, Document, Qr, Row, StampGrid, Text
from printing.layouts import member_card, poster, receipt, reversal, stamp_card
from printing.render import preview
from printing.route import TextRoute
from tests.printing import samples
from tests.printing.printed import (
    WIDTHS,
    beyond_the_edges,
    native_texts,
    pieces,
    places,
    printed,
    rows_of,
    slips,
)

NAMES = tuple(slips("zh_tw"))
LETTERS = st.one_of(
    st.characters(exclude_categories=("Cs",)),
    st.characters(min_codepoint=0x20000, max_codepoint=0x2A6DF),  # CJK extension B
    st.characters(min_codepoint=0xFF01, max_codepoint=0xFFEE),  # full and half width
    st.characters(min_codepoint=0x0590, max_codepoint=0x06FF),  # Hebrew, Arabic
    st.characters(min_codepoint=0x1F300, max_codepoint=0x1FAFF),  # emoji
    st.characters(min_codepoint=0, max_codepoint=0x1F),
    st.sampled_from(
        "堃喆犇煊峯瑠碁銹裏墻恒粧嫺 ♥☕€¥\N{ZERO WIDTH JOINER}\N{RIGHT-TO-LEFT OVERRIDE}\N{COMBINING ACUTE ACCENT}"
    ),
    st.characters(min_codepoint=0x20, max_codepoint=0x7E),
)
TEXTS = st.lists(st.text(LETTERS, max_size=60), min_size=1, max_size=4)
NASTY = ["\x1b@\x1dVA\x00\x10\x14\x01\x00\x01", "\N{RIGHT-TO-LEFT OVERRIDE}العربية עברית", "👩‍👩‍👧‍👦" * 8, "𠮷" * 60]


def said_otherwise(document: Document, texts: list[str]) -> Document:
    """The same slip with other words in every place where people's words stand."""
    said = cycle(texts)
    return replace(document, blocks=tuple(_block(block, said) for block in document.blocks))


def _block(block: Block, said: cycle[str]) -> Block:
    match block:
        case Text():
            return replace(block, text=next(said))
        case Row():
            return replace(block, left=next(said))
        case StampGrid() if block.gift:
            return replace(block, gift=next(said)[:8])
        case Qr() if block.caption:
            return replace(block, caption=next(said))
        case _:
            return block


@given(
    TEXTS,
    st.sampled_from(NAMES),
    st.sampled_from(LANGUAGES),
    st.sampled_from(WIDTHS),
    st.sampled_from(tuple(TextRoute)),
)
@example(NASTY, "receipt", "zh_tw", 384, TextRoute.PICTURE)
@example(NASTY, "receipt", "zh_tw", 384, TextRoute.BIG5)
@example(NASTY, "receipt", "zh_tw", 384, TextRoute.GB18030)
def test_no_text_breaks_a_slip(texts: list[str], name: str, language: str, width: int, route: TextRoute) -> None:
    prints_as_planned(said_otherwise(slips(language)[name], texts), width, route)


@given(
    st.text(LETTERS, max_size=60), st.sampled_from(LANGUAGES), st.sampled_from(WIDTHS), st.sampled_from(list(TextRoute))
)
def test_no_name_of_a_shop_a_member_a_product_or_a_programme_breaks_its_slips(
    name: str, language: str, width: int, route: TextRoute
) -> None:
    for document in named(name, Words(language)):
        prints_as_planned(document, width, route)


def named(name: str, words: Words) -> Iterator[Document]:
    """Slips of a shop where everything is called the same."""
    shop = replace(
        samples.SHOP,
        name=name,
        address=name,
        phone=name,
        slips=SlipRules(header=name, footer=name),
        issuer=_issuer(name),
    )
    called = tuple(replace(each, name=name) for each in samples.programmes(words))
    line = Line(120, 2, "latte", name, name)
    sold = quote(called, samples.standing(7, 0, 1240), Basket((line,)), Choices(), samples.AT_MS, shop, "a" * 32)
    facts = samples.facts(
        words, sold, shop=shop, member_name=name, programmes=called, tenders=(Tender(name, 500, True),)
    )
    yield receipt.receipt(facts, words)
    yield reversal.reversal(
        replace(samples.taken_back(words, OperationKind.REFUND), shop=shop, member_name=name, programmes=called), words
    )
    yield member_card.member_card(member_card.MemberCardFacts(shop, name, "42", samples.CODE), words)
    yield stamp_card.stamp_card(stamp_card.StampCardFacts(shop, called[0], "S-000017"), words)
    yield poster.poster(poster.PosterFacts(shop, "https://shop.example/join", name), words)


def _issuer(name: str) -> Issuer:
    return Issuer(name, name, "24536806", name, name, name, "2028-01-31", name)


def prints_as_planned(document: Document, width: int, route: TextRoute) -> None:
    """It reads back, nothing is cut off, and all stands where the preview has it."""
    slip = printed(document, width, route)
    assert not beyond_the_edges(document, width, route)
    shown = rows_of(preview(document, width, route), width)
    own = {y for line in slip.paper.lines for y in range(line.top, line.top + line.height)}
    own |= {y for symbol in slip.paper.symbols for y in range(symbol.top, symbol.top + symbol.side)}
    assert [y for y, row in enumerate(shown) if y not in own and row != slip.paper.rows[y]] == []
    planned = [(top, places(line)) for top, line in native_texts(document, width, route) if places(line)]
    stood = [line for line in slip.paper.lines if line.text.strip()]
    assert [line.top for line in stood] == [top for top, _ in planned]
    for line, (_, plan) in zip(stood, planned, strict=True):
        assert [cell.left for cell in line.cells if not cell.character.isspace()] == [left for left, _ in plan]


@given(st.text(LETTERS, min_size=1, max_size=60), st.integers(0, 10**9), st.sampled_from(WIDTHS))
def test_an_amount_stays_whole_and_at_the_right_edge(name: str, amount: int, width: int) -> None:
    """By the printer's own letters: the last cells of the row's last line are the amount's."""
    document = Document("receipt", "zh_tw", (Row(name, f"{amount:,}"),))
    for route in (TextRoute.BIG5, TextRoute.GB18030):
        texts = [piece.native for _, piece in pieces(document, width, route) if piece.native is not None]
        last = texts[-1]
        assert places(last)  # type: ignore[arg-type]
        left, character = places(last)[-1]  # type: ignore[arg-type]
        assert (character, left) == (f"{amount:,}"[-1], width // 12 * 12 - 12)
        assert last.text.endswith(f"{amount:,}")  # type: ignore[union-attr]
