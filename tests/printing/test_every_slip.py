"""Every slip on every paper, in both languages and by every route, read back by a printer that forgives nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest

import printing.layouts
from loyalty.words import LANGUAGES
from printing.document import Qr
from printing.native_encoding import encoded
from printing.render import preview
from printing.route import TextRoute
from tests.printing.printed import (
    WIDTHS,
    Printed,
    beyond_the_edges,
    native_symbols,
    native_texts,
    places,
    printed,
    rows_of,
    slips,
)
from tests.printing.simulator.paper import Cut
from tests.printing.simulator.scanner import codes

NATIVE = (TextRoute.BIG5, TextRoute.GB18030)
RASTER_KB_A_MM = {384: 0.25, 512: 0.36, 576: 0.36}
NATIVE_KB_A_MM = 0.11
# By any route these are pictures: letters and a code larger than a printer's own.
PICTURES = ("poster",)

Slips = dict[str, Printed]


@dataclass(frozen=True)
class Batch:
    """All slips of one language, on one paper, by one route."""

    width: int
    route: TextRoute
    slips: Slips


@pytest.fixture(scope="module", params=product(LANGUAGES, WIDTHS, TextRoute), ids=lambda each: "-".join(map(str, each)))
def batch(request: pytest.FixtureRequest, qapp: object) -> Batch:
    """Each slip printed once; the strict printer fails at the first byte that is wrong."""
    language, width, route = request.param
    return Batch(width, route, {name: printed(each, width, route) for name, each in slips(language).items()})


def layouts() -> set[str]:
    """The files of printing/layouts that make a slip."""
    folder = Path(next(iter(printing.layouts.__path__)))
    return {path.stem for path in folder.glob("*.py") if path.stem != "parts" and _makes_documents(path)}


def _makes_documents(path: Path) -> bool:
    functions = [node for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)]
    public = [each for each in functions if not each.name.startswith("_") and each.returns is not None]
    return any("Document" in ast.unparse(each.returns) for each in public if each.returns is not None)


def test_every_layout_has_a_sample() -> None:
    assert layouts() >= {"receipt", "member_card", "test_page"}
    for language in LANGUAGES:
        assert {document.slip for document in slips(language).values()} >= layouts()


def test_by_raster_the_paper_is_the_preview_dot_for_dot_and_natively_all_but_the_letters_is(batch: Batch) -> None:
    for name, slip in batch.slips.items():
        shown = rows_of(preview(slip.document, batch.width, batch.route), batch.width)
        own = _rows_of_its_own(slip)
        assert batch.route is not TextRoute.PICTURE or not own or slip.document.slip == "test_page", name
        assert [y for y, row in enumerate(shown) if y not in own and row != slip.paper.rows[y]] == [], name
        assert not any(any(row) for row in slip.paper.rows[len(shown) :]), name


def _rows_of_its_own(slip: Printed) -> set[int]:
    """The rows that the printer fills with its own letters and codes."""
    lines = {y for line in slip.paper.lines for y in range(line.top, line.top + line.height)}
    return lines | {y for symbol in slip.paper.symbols for y in range(symbol.top, symbol.top + symbol.side)}


def test_nothing_is_cut_off_at_the_edges(batch: Batch) -> None:
    for name, slip in batch.slips.items():
        assert not beyond_the_edges(slip.document, batch.width, batch.route), name


def test_the_printers_own_letters_stand_where_the_preview_shows_them(batch: Batch) -> None:
    for name, slip in batch.slips.items():
        planned = [(top, line) for top, line in native_texts(slip.document, batch.width, batch.route) if places(line)]
        stood = [line for line in slip.paper.lines if line.text.strip()]
        assert [line.top for line in stood] == [top for top, _ in planned], name
        for line, (_, plan) in zip(stood, planned, strict=True):
            inked = [cell for cell in line.cells if not cell.character.isspace()]
            assert [cell.left for cell in inked] == [left for left, _ in places(plan)], name
            assert {(cell.wide, cell.high, cell.bold) for cell in inked} == {(plan.wide, plan.high, plan.bold)}, name
            if plan.route.value == slip.encoding:
                assert [cell.character for cell in inked] == [character for _, character in places(plan)], name


def test_the_printers_own_codes_take_the_room_that_the_preview_gives_them(batch: Batch) -> None:
    for name, slip in batch.slips.items():
        planned = list(native_symbols(slip.document, batch.width, batch.route))
        assert [symbol.top for symbol in slip.paper.symbols] == [top for top, _ in planned], name
        for found, (_, code) in zip(slip.paper.symbols, planned, strict=True):
            assert (found.side, found.level) == (code.side - 2 * code.quiet, "M"), name
            assert found.data.decode() == code.data, name


def test_every_code_reads_from_the_drawn_paper(batch: Batch) -> None:
    for name, slip in batch.slips.items():
        assert codes(slip.paper) == [block.data for block in slip.document.blocks if isinstance(block, Qr)], name


def test_a_printer_that_counts_half_dots_prints_the_same(batch: Batch) -> None:
    if batch.route is TextRoute.PICTURE:
        return
    for name, slip in batch.slips.items():
        half = printed(slip.document, batch.width, batch.route, units_a_dot=2)
        assert half.paper == slip.paper, name


def test_every_slip_is_cut_once_behind_its_last_row(batch: Batch) -> None:
    for name, slip in batch.slips.items():
        assert slip.paper.cuts == [Cut(len(slip.paper.rows), full=False, fed=True)], name


def test_a_millimetre_of_paper_costs_few_bytes(batch: Batch) -> None:
    raster = batch.route is TextRoute.PICTURE
    limit = RASTER_KB_A_MM[batch.width] if raster else NATIVE_KB_A_MM
    slips = {name: slip for name, slip in batch.slips.items() if raster or slip.document.slip not in PICTURES}
    costs = {name: slip.kilobytes_a_mm for name, slip in slips.items()}
    assert {name: cost for name, cost in costs.items() if cost > limit} == {}


def test_no_stand_in_is_printed_for_a_character_that_the_printer_lacks(batch: Batch) -> None:
    for name, slip in batch.slips.items():
        for _, line in native_texts(slip.document, batch.width, batch.route):
            assert all(encoded(character, line.route) for character in line.text), name
        asked = sum(text.count("?") for text in _texts(slip))
        assert slip.paper.text.count("?") <= asked, name


def _texts(slip: Printed) -> Iterator[str]:
    for block in slip.document.blocks:
        for part in ("text", "left", "right", "caption"):
            yield str(getattr(block, part, ""))
