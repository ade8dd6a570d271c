"""The raw baseline of a stamp: the same reads and writes through the bare driver, with nothing of ours in between."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as driver

PRAGMAS = (
    "busy_timeout = 5000", "foreign_keys = ON", "recursive_triggers = ON", "synchronous = FULL",
    "wal_autocheckpoint = 0", "journal_mode = WAL", "secure_delete = ON", "cache_size = -16000",
)  # fmt: skip
MEMBER = "SELECT id, number, joined_at_ms, phone, name, birthday_calendar, birthday_month, birthday_day, birthday_year, birthday_leap, preferences, allergies, note, consent_at_ms, language FROM members WHERE id = ?"  # noqa: E501
LOTS = "SELECT programme_id, unit, lot_operation, lot_position, amount_left, earned_at_ms, expires_on FROM lots WHERE member_id = ?"  # noqa: E501
VISITED = "UPDATE members SET visits = visits + ?, spent = spent + ?, last_visit_ms = ?, seen_ms = ?, stamps = stamps + ?, points = points + ? WHERE id = ?"  # noqa: E501
BALANCE = "INSERT INTO balances VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET balance = balance + excluded.balance"
YEAR = "INSERT INTO member_years VALUES (?, ?, 1, ?) ON CONFLICT DO UPDATE SET visits = visits + 1, spent = spent + excluded.spent"  # noqa: E501
HEAD = "SELECT number, chain FROM operations WHERE till = ? ORDER BY number DESC LIMIT 1"


def connect(path: Path) -> Any:
    """A writing connection with the store's own pragmas."""
    connection = driver.connect(str(path), isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").close()
    return connection


def stamp(connection: Any, operation: tuple[Any, ...], entries: list[tuple[Any, ...]], job: tuple[Any, ...]) -> float:
    """Record one prepared stamp of rows as they are stored; the seconds it took."""
    began = time.perf_counter()
    run, many = connection.execute, connection.executemany
    member_id, bill, at_ms = operation[7], operation[9], operation[6]
    run("BEGIN IMMEDIATE")
    run("SELECT * FROM operations WHERE id = ?", operation[:1]).fetchall()
    run(MEMBER, (member_id,)).fetchone()
    run("SELECT visits, spent, last_visit_ms FROM members WHERE id = ?", (member_id,)).fetchone()
    run(LOTS, (member_id,)).fetchall()
    run(HEAD, operation[2:3]).fetchone()
    run(HEAD, operation[2:3]).fetchone()
    run("INSERT INTO operations VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", operation)
    many("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", entries)
    many(BALANCE, [(member_id, entry[3], entry[4], entry[5]) for entry in entries])
    many("INSERT INTO lots VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [(*entry[2:5], *entry[6:8], entry[5], at_ms, None) for entry in entries])  # fmt: skip  # noqa: E501
    run(YEAR, (member_id, int(operation[5][:4]), bill))
    stamps, points = (sum(entry[5] for entry in entries if entry[4] == unit) for unit in ("stamp", "point"))
    run(VISITED, (1, bill, at_ms, at_ms, stamps, points, member_id))
    run("INSERT INTO print_jobs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '')", job)
    run("COMMIT")
    return time.perf_counter() - began
