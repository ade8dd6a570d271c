"""How long the rules take for one sale, and the rules with the slip as a document: what runs at every key."""

from __future__ import annotations

import time
from collections.abc import Callable

from benchmarks.report import Row, median, percentile
from desktop.operations.context import ShopContext
from desktop.operations.slips import receipt_document
from loyalty import checkout
from loyalty.basket import Basket, Choices, Line
from loyalty.ledger import Account, Lot, LotKey, Standing, Unit
from loyalty.members import Member
from loyalty.outcome import Outcome
from loyalty.presets import POINTS_ID, PRESETS, STAMP_CARD_ID
from loyalty.shop import ShopRules
from printing import document

CALLS = 3_000
AT_MS = 1_795_000_000_000
OPERATION_ID = "019" + "0" * 29


def run() -> list[Row]:
    """Two programmes, two lines, a member with eight lots; each call timed by itself."""
    context = ShopContext(ShopRules(name="晨光咖啡"), PRESETS[-1].programmes, bytes(32))
    quotes = _timed(lambda: _quote(context))
    slips = _timed(lambda: _slip(context, _quote(context)))
    return [
        _row("rules: quote of two programmes and two lines", median(quotes)),
        _row("rules and document, median", median(slips)),
        _row("rules and document, p99", percentile(slips, 99)),
    ]


def _row(name: str, ours_ms: float) -> Row:
    return Row(name, ours_ms, None, None, "under 1 ms", "ms", ours_ms < 1)


def _standing() -> Standing:
    points = [
        Lot(LotKey(f"{number:032x}", 0), Account(POINTS_ID, Unit.POINT), 3, AT_MS - number) for number in range(1, 6)
    ]
    stamps = [
        Lot(LotKey(f"{number:032x}", 1), Account(STAMP_CARD_ID, Unit.STAMP), 2, AT_MS - number)
        for number in range(1, 4)
    ]
    return Standing(1, (*points, *stamps), 30, 6_000, AT_MS - 86_400_000)


def _quote(context: ShopContext) -> Outcome:
    lines = (Line(110, 2, "p1", "拿鐵", "飲料/咖啡"), Line(65, 1, "p2", "可頌", "甜點/點心"))
    return checkout.quote(context.programmes, _standing(), Basket(lines), Choices(), AT_MS, context.shop, OPERATION_ID)


def _slip(context: ShopContext, outcome: Outcome) -> bytes:
    member = Member(1, 1, AT_MS, "0912345678", "王小美")
    return document.to_bytes(receipt_document(context, outcome, AT_MS, member, (), "A-000123"))


def _timed(call: Callable[[], object]) -> list[float]:
    samples = []
    for _ in range(CALLS):
        began = time.perf_counter()
        call()
        samples.append((time.perf_counter() - began) * 1_000)
    return samples
