"""A receipt from its outcome to the printer's bytes, on both papers, and what a millimetre of it weighs."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks.report import Row, ceiling_row, median, percentile
from loyalty.basket import Basket, Choices, Line, Tender
from loyalty.checkout import quote
from loyalty.ledger import Account, Lot, LotKey, Standing, Unit
from loyalty.outcome import Outcome
from loyalty.presets import PRESETS
from loyalty.shop import ShopRules
from loyalty.words import Words
from printing.layouts.receipt import ReceiptFacts, receipt

FONTS = Path(__file__).resolve().parent.parent / "ui" / "assets" / "fonts"
SLIPS = 1_000
WARM_UP = 20
MEDIAN_MS, P99_MS = 8.0, 15.0
KILOBYTES_A_MM = {"picture": {384: 0.25, 576: 0.36}, "big5": {384: 0.11, 576: 0.11}}

_AT = datetime(2026, 11, 22, 10, 42, tzinfo=ZoneInfo("Asia/Taipei"))
_SHOP = ShopRules(name="晨光咖啡", address="台北市大同區赤峰街 12 號", phone="02-2558-1234")
_PROGRAMMES = next(preset for preset in PRESETS if preset.id == "both").programmes
_SURNAMES = "陳林黃張李王吳劉蔡楊許鄭謝郭洪曾邱廖賴周徐蘇葉莊呂江何蕭羅高潘簡朱鍾彭游詹胡施沈余盧梁趙顏柯翁魏孫戴"


def run() -> list[Row]:
    """For each route and width the median and the 99th percentile in ms, and the kilobytes a millimetre."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QFontDatabase, QGuiApplication

    application = QGuiApplication.instance() or QGuiApplication([])
    for font in sorted(FONTS.glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(font))
    rows = [row for route, limits in KILOBYTES_A_MM.items() for width in limits for row in _measured(route, width)]
    del application
    return rows


def _measured(route: str, width: int) -> Iterator[Row]:
    from printing.paper import DOTS_PER_MM
    from printing.render import render
    from printing.route import TextRoute

    words = Words("zh_tw")
    outcome = _outcome()
    times_ms, kilobytes, millimetres = [], 0.0, 0.0
    for number in range(WARM_UP + SLIPS):
        facts = _facts(outcome, number)
        started = time.perf_counter()
        rendered = render(receipt(facts, words), width, TextRoute(route))
        if number >= WARM_UP:
            times_ms.append((time.perf_counter() - started) * 1000)
        kilobytes += len(rendered.data) / 1000
        millimetres += rendered.picture.height() / DOTS_PER_MM
    paper = f"receipt, {width} dots, {route}"
    yield ceiling_row(f"{paper}: outcome to bytes, median", median(times_ms), MEDIAN_MS, "ms")
    yield ceiling_row(f"{paper}: outcome to bytes, p99", percentile(times_ms, 99), P99_MS, "ms")
    yield ceiling_row(f"{paper}: bytes of paper", kilobytes / millimetres, KILOBYTES_A_MM[route][width], "kB/mm")


def _facts(outcome: Outcome, number: int) -> ReceiptFacts:
    """Another customer each time, so that no name is drawn from a cache."""
    name = "".join(_SURNAMES[number * step % len(_SURNAMES)] for step in (1, 7, 13))
    tender = Tender("現金", 1_000, True)
    return ReceiptFacts(
        _SHOP, _AT, f"A-{number:06d}", name, "0912-***-678", _PROGRAMMES, outcome, (tender,), _SHOP.credit_days
    )


def _outcome() -> Outcome:
    """Two things, cash, stamps and points that move."""
    held = ((Account("stamp-card", Unit.STAMP), 4), (Account("points", Unit.POINT), 1_240))
    lots = [Lot(LotKey("0" * 32, index), account, left, 0) for index, (account, left) in enumerate(held)]
    lines = (Line(120, 2, "latte", "拿鐵", "飲料/咖啡"), Line(80, 1, "croissant", "可頌", "烘焙"))
    choices = Choices(tenders=(Tender("現金", 1_000, True),))
    at_ms = int(_AT.timestamp() * 1000)
    return quote(_PROGRAMMES, Standing(7, tuple(lots), 3, 900), Basket(lines), choices, at_ms, _SHOP, "a" * 32)
