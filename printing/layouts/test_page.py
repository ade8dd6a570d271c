"""The test page: how wide is the paper, which Chinese does the printer know, are codes read, does the knife cut.

Its letters answer the set-up: the longest of A, B, C whose two arrows are there, and which of D and E reads right.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from loyalty.shop import ShopRules
from loyalty.words import Words
from printing.document import Align, Cut, Document, Qr, Row, Rule, Ruler, Sample, Size, Text
from printing.layouts import parts
from printing.route import TextRoute

# 堃喆犇煊峯瑠着瀞媁彣眞: in people's names, and not in Big5. They are no words of a language, so they stand here.
RARE_NAMES = "".join(map(chr, (0x5803, 0x5586, 0x7287, 0x714A, 0x5CEF, 0x7460, 0x7740, 0x701E, 0x5A81, 0x5F63, 0x771E)))
# A sentence with rare characters of Big5 at its end, the same in either language of the page:
# 謝謝光臨，歡迎加入熟客龘鑫淼
SAMPLE = "".join(
    map(
        chr,
        (
            0x8B1D,
            0x8B1D,
            0x5149,
            0x81E8,
            0xFF0C,
            0x6B61,
            0x8FCE,
            0x52A0,
            0x5165,
            0x719F,
            0x5BA2,
            0x9F98,
            0x946B,
            0x6DFC,
        ),
    )
)
TEST_PAGE_DOTS = 384  # the page fits the narrowest paper, for nobody knows yet which it is; its rulers go further
RULERS = {"A": 576, "B": 512, "C": 384}
SAMPLES = {"D": TextRoute.BIG5, "E": TextRoute.GB18030}
_DOTS_PER_MM = 8


@dataclass(frozen=True, slots=True)
class PrinterTestFacts:
    """`printer` says in words which printer this is, `width_dots` what it is set to."""

    shop: ShopRules
    local_time: datetime
    printer: str
    width_dots: int


def test_page(facts: PrinterTestFacts, words: Words) -> Document:
    """The page in the words' language; its code says TEST, which no counter takes for a card."""
    blocks = (
        *parts.head(facts.shop),
        Text(words("slip.test_title"), Size.LARGE, True, Align.CENTRE),
        Row(parts.time_text(facts.local_time, words), facts.printer, Size.SMALL),
        Text(words("slip.test_width", dots=facts.width_dots, mm=facts.width_dots // _DOTS_PER_MM), Size.SMALL),
        Rule(),
        Text(words("slip.test_ruler"), Size.NORMAL, True),
        *(Ruler(dots, letter) for letter, dots in RULERS.items()),
        Rule(),
        Text(words("slip.test_samples"), Size.NORMAL, True),
        *(Sample(route, f"{letter} {SAMPLE}") for letter, route in SAMPLES.items()),
        Rule(),
        Text(words("slip.test_names"), Size.SMALL),
        Text(RARE_NAMES, Size.NORMAL),
        Text(RARE_NAMES, Size.NORMAL, True),
        Row(words("slip.test_row"), "NT$ 1,234"),
        Row(words("slip.test_row"), "NT$ 1,234", Size.LARGE, True),
        Rule(),
        Text(words("slip.test_codes"), Size.SMALL),
        *(Qr("TEST", dots, words("slip.test_dots", dots=dots)) for dots in (4, 6, 8)),
        Text(words("slip.test_cut"), Size.SMALL, False, Align.CENTRE),
        Cut(),
    )
    return Document("test_page", words.language, blocks)
