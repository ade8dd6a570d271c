"""How long a quote takes where a shop runs a dozen programmes, and what a stamp costs there, disk and paper included.

Measured in short bursts, the best burst's figure counts: a neighbour's work on the same machine is not ours. A quote
waits for nothing, so its time is the processor's; a stamp waits for the disk, so its time is the clock's.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

from benchmarks import crowd, raw_stamp
from benchmarks.report import Row, ceiling_row, median, percentile
from benchmarks.stamp import raw_of
from db import bulk
from db.store import Store, open_store, sqlite_url
from desktop.operations.context import ShopContext
from desktop.operations.sales import RecordedSale, RecordSale, record_sale
from loyalty import checkout, ids
from loyalty.basket import Basket, Choices, Line
from loyalty.gallery import gallery_in
from loyalty.ledger import Account, Lot, LotKey, Operation, Standing, Unit
from loyalty.members import Birthday, BirthdayCalendar, Member
from loyalty.presets import PRESETS
from loyalty.programmes import Programme
from loyalty.shop import ShopRules
from loyalty.words import Words

AT_MS = crowd.ENDED_AT_MS
BURSTS, CALLS = 12, 250
MEMBERS, WARM_UP, STAMPS = 20_000, 50, 600
LOTS = 200
# Those of the ready ones that look at every sale: each is asked for rewards, for multipliers and for what it gives.
TWELVE = (
    "stamp-card", "points", "tiers", "five-percent-back", "stored-value", "birthday-month", "regulars-friday",
    "next-visit-coupon", "second-half-price", "fiftieth-visit", "double-category", "follower-offer",
)  # fmt: skip
_GOODS = ("飲料/咖啡", "飲料/茶", "甜點/點心", "豆子")
_TWICE_RAW, _EXTRA_MS = 2.5, 2.0


def run() -> list[Row]:
    """Two rows of the rules alone, and the stamp with a dozen programmes beside the raw driver's."""
    simple = _best(_quoting(PRESETS[-1].programmes, 8, 2), median)
    usual = _best(_quoting(twelve(), LOTS, 20), median)
    large = _best(_quoting(twelve(), LOTS, 20), lambda each: percentile(each, 99))
    with tempfile.TemporaryDirectory() as folder:
        return [
            ceiling_row("quote: 2 programmes, 2 lines, median", simple, 0.15, "ms"),
            ceiling_row("quote: 12 programmes, 20 lines, 200 lots, median", usual, 2, "ms"),
            ceiling_row("quote: 12 programmes, 20 lines, 200 lots, p99", large, 2, "ms"),
            _stamp(Path(folder)),
        ]


def twelve() -> tuple[Programme, ...]:
    """A dozen ready programmes; points are money here."""
    found = {each.id: each for each in gallery_in(Words("zh_tw"), date(2026, 11, 1))}
    chosen = [found[name] for name in TWELVE]
    return tuple(
        replace(each, terms={**each.terms, "money_off": 1}) if each.id == "points" else each for each in chosen
    )


def _best(call: Callable[[], object], figure: Callable[[Sequence[float]], float]) -> float:
    """The figure of the best burst, in milliseconds."""
    return min(figure(_burst(call)) for _ in range(BURSTS))


def _burst(call: Callable[[], object]) -> list[float]:
    samples = []
    for _ in range(CALLS):
        began = time.process_time()
        call()
        samples.append((time.process_time() - began) * 1_000)
    return samples


def _quoting(programmes: tuple[Programme, ...], lots: int, lines: int) -> Callable[[], object]:
    standing, basket, shop = _regular(lots), _basket(lines), ShopRules()
    choices = Choices(codes=("HELLO",), rewards={"points:money": 30}) if lines > 2 else Choices()
    return lambda: checkout.quote(programmes, standing, basket, choices, AT_MS, shop, "019" + "0" * 29)


def _basket(lines: int) -> Basket:
    goods = [(f"p{number}", _GOODS[number % len(_GOODS)]) for number in range(lines)]
    return Basket(tuple(Line(45 + 5 * number, 1 + number % 3, *named, named[1]) for number, named in enumerate(goods)))


def _regular(lots: int) -> Standing:
    """A member who came often: what was earned in many sales waits, lot by lot."""
    accounts = (
        Account("points", Unit.POINT),
        Account("tiers", Unit.SPEND),
        Account("points", Unit.POINT),
        Account("stamp-card", Unit.STAMP),
        Account("five-percent-back", Unit.CASHBACK),
        Account("stored-value", Unit.STORED_PAID),
    )
    held = [
        Lot(LotKey(f"{number:032x}", 0), accounts[number % len(accounts)], 20, AT_MS - number * 86_400_000)
        for number in range(1, lots + 1)
    ]
    birthday = Birthday(BirthdayCalendar.SOLAR, 11, 24)
    return Standing(1, tuple(held), lots, 60_000, AT_MS - 86_400_000, AT_MS - 400 * 86_400_000, birthday)


def _stamp(folder: Path) -> Row:
    """Ours is the whole sale: rules, ledger, what follows from it, the slip laid out and queued, the commit."""
    people = list(crowd.people(MEMBERS))
    store = open_store(sqlite_url(folder / "ours.db"))
    with store.write() as connection:
        bulk.add_members(connection, [(member, card) for member, card, _ in people])
    store.close()
    shutil.copy(folder / "ours.db", folder / "raw.db")
    store, raw = open_store(sqlite_url(folder / "ours.db")), raw_stamp.connect(folder / "raw.db")
    context, chance = ShopContext(ShopRules(name="晨光咖啡"), twelve(), bytes(32)), Random(11)
    ours_s, raw_s = [], []
    for number in range(WARM_UP + STAMPS):
        operation, took_s = _sold(store, context, chance.choice(people)[0], number)
        ours_s.append(took_s)
        raw_s.append(raw_of(raw, operation))
        if number % 100 == 0:
            store.checkpoint()
            raw.execute("PRAGMA wal_checkpoint(PASSIVE)").close()
    store.close()
    raw.close()
    ours_ms, raw_ms = _best_burst(ours_s[WARM_UP:]), _best_burst(raw_s[WARM_UP:])
    limit = f"at most {_TWICE_RAW:g} x raw + {_EXTRA_MS:g} ms"
    kept = ours_ms <= _TWICE_RAW * raw_ms + _EXTRA_MS
    return Row("stamp with 12 programmes, median", ours_ms, raw_ms, ours_ms / raw_ms, limit, "ms", kept)


def _best_burst(samples_s: Sequence[float]) -> float:
    """The lowest median of twenty runs of samples, in milliseconds."""
    step = len(samples_s) // 20
    return min(median(samples_s[at : at + step]) for at in range(0, len(samples_s), step)) * 1_000


def _sold(store: Store, context: ShopContext, member: Member, number: int) -> tuple[Operation, float]:
    at_ms = AT_MS + number * 60_000
    made = [ids.operation_id(at_ms, Random(number + part).randbytes(10)) for part in (0, 1_000_000)]
    basket = Basket((Line(90, 2, "latte", "拿鐵", "飲料/咖啡"),))
    command = RecordSale(made[0], made[1], at_ms, member.id, basket, Choices())
    began = time.perf_counter()
    answer = record_sale(store, context, command)
    took_s = time.perf_counter() - began
    if not isinstance(answer, RecordedSale):
        raise TypeError(f"not recorded: {answer}")
    return answer.operation, took_s
