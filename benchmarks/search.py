"""The search alone at 1,000,000 members, from the first key, beside the same statements through the bare driver."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from benchmarks import raw_stamp
from benchmarks.report import Row, ceiling_row, percentile, ratio_row
from benchmarks.shops import million_shop
from db import search
from db.store import Connection, open_store, sqlite_url

# What a cashier types, key by key: common and rare names, initials, phones from both ends, numbers.
TYPED = (
    *(
        "陳",
        "陳怡",
        "陳怡君",
        "林",
        "林承",
        "林承恩",
        "歐",
        "歐陽",
        "王",
        "君",
        "怡君",
        "淑芬",
        "瑋",
        "宋語彤",
        "方睿恩",
    ),
    *("ㄔ", "ㄔㄧ", "ㄔㄧㄐ", "ㄌ", "ㄌㄔ", "ㄌㄔㄣ", "j", "ja", "amy", "王ㄒㄇ"),
    *("0", "09", "091", "0912", "09123", "091234", "0912345", "09123456", "0223", "02"),
    *("6", "67", "678", "5678", "45678", "#500000", "123456", "梓", "zzz"),
)
ROUNDS = 25

Statements = list[tuple[str, tuple[Any, ...]]]


def run() -> list[Row]:
    """The query alone, over everything typed: p99 under a frame, and within 4 times the raw driver."""
    path = million_shop()
    store = open_store(sqlite_url(path))
    raw = raw_stamp.connect(path)
    ours_s: list[float] = []
    raw_s: list[float] = []
    with store.read() as connection:
        for text in TYPED:
            statements = _statements(connection, text)
            for _ in range(ROUNDS):
                # Turn by turn, so that a busy moment of the machine falls on both.
                ours_s.append(_timed(lambda text=text: search.find(connection, text)))
                raw_s.append(_timed(lambda statements=statements: _replay(raw, statements)))
    raw.close()
    store.close()
    ours_ms, raw_ms = ([seconds * 1e3 for seconds in each] for each in (ours_s, raw_s))
    return [
        ratio_row("search at 1,000,000, median", percentile(ours_ms, 50), percentile(raw_ms, 50), 4, "ms"),
        ceiling_row("search at 1,000,000, p99", percentile(ours_ms, 99), 16, "ms", percentile(raw_ms, 99)),
    ]


def _timed(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def _replay(connection: Any, statements: Statements) -> None:
    for sql, values in statements:
        connection.execute(sql, values).fetchall()


def _statements(connection: Connection, text: str) -> Statements:
    """What the search asks the disk for this text, without the counting by which it chooses its way."""
    with _heard(connection) as statements:
        search.find(connection, text)
    return [(sql, values) for sql, values in statements if "count(*)" not in sql]


@contextmanager
def _heard(connection: Connection) -> Iterator[Statements]:
    statements: Statements = []

    def hear(_connection: Any, _cursor: Any, sql: str, values: Any, *_: Any) -> None:
        statements.append((sql, tuple(values)))

    event.listen(connection.engine, "before_cursor_execute", hear)
    try:
        yield statements
    finally:
        event.remove(connection.engine, "before_cursor_execute", hear)


if __name__ == "__main__":
    for each in run():
        print(each)
