"""The letters on the test page tell how wide the paper is and which Chinese the printer knows."""

from __future__ import annotations

import pytest

from loyalty.words import LANGUAGES, Words
from printing.document import Document
from printing.layouts import test_page as layout
from printing.layouts.test_page import TEST_PAGE_DOTS, PrinterTestFacts
from printing.picture import canvas_width
from printing.render import render
from tests.printing import samples
from tests.printing.simulator.paper import Paper
from tests.printing.simulator.parser import parse
from ui.printers.facts import ROUTE_OF_LETTER, WIDTH_OF_LETTER

SENTENCE = "謝謝光臨，歡迎加入熟客龘鑫淼"
TIP_ROWS, SHAFT_ROWS = 1, 4  # where the paper ends: of an arrow that is whole, of one that is cut off


def page(language: str = "zh_tw") -> Document:
    facts = PrinterTestFacts(samples.SHOP, samples.AT, "192.168.1.50:9100", TEST_PAGE_DOTS)
    return layout.test_page(facts, Words(language))


def printed(head_dots: int, encoding: str, language: str = "zh_tw") -> Paper:
    """What comes out of a printer with a head of so many dots, which cuts off what is wider."""
    return parse(render(page(language), TEST_PAGE_DOTS).data, head_dots, encoding, lenient=True)


@pytest.mark.parametrize(("head", "letter"), [(384, "C"), (512, "B"), (576, "A")])
def test_the_longest_ruler_with_both_arrows_tells_the_width(head: int, letter: str) -> None:
    assert WIDTH_OF_LETTER[letter] == head
    whole = parse(render(page(), TEST_PAGE_DOTS).data, canvas_width(page(), TEST_PAGE_DOTS), "big5", lenient=True)
    paper = printed(head, "big5")
    rows = [int.from_bytes(row, "big") for row in paper.rows]
    cut_off = [int.from_bytes(row[: head // 8], "big") for row in whole.rows]
    assert rows == cut_off
    longer = sum(dots > head for dots in (384, 512, 576))
    assert sum(row & 1 for row in rows) == TIP_ROWS + SHAFT_ROWS * longer


def test_every_ruler_begins_at_the_first_dot() -> None:
    paper = printed(576, "big5")
    first = 1 << (paper.width - 1)
    letters = {y for line in paper.lines for y in range(line.top, line.top + line.height)}
    starting = [y for y, row in enumerate(paper.rows) if int.from_bytes(row, "big") & first and y not in letters]
    assert len(starting) == 3 * TIP_ROWS


@pytest.mark.parametrize(("encoding", "letter"), [("big5", "D"), ("gb18030", "E")])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_line_of_the_printers_own_encoding_reads_right_and_the_other_does_not(
    encoding: str, letter: str, language: str
) -> None:
    assert ROUTE_OF_LETTER[letter] == encoding
    said = [line.text for line in printed(384, encoding, language).lines]
    assert len(said) == 2
    assert [line.split()[1] == SENTENCE for line in said] == [letter == "D", letter == "E"]
    assert [line[0] for line in said] == ["D", "E"]


def test_the_page_is_cut() -> None:
    assert len(printed(384, "big5").cuts) == 1
