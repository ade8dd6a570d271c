"""A whole stamp on the disk, both presets at work, at 20,000 members: ours beside the raw driver, turn by turn."""

from __future__ import annotations

import random
import shutil
import tempfile
import time
from datetime import date
from pathlib import Path

from benchmarks import crowd, raw_stamp
from benchmarks.report import Row, median, percentile, ratio_row
from db import bulk, chain, encoding, ledger, members, print_jobs
from db.print_jobs import JobState, PrintJob
from db.store import Store, open_store, sqlite_url
from loyalty.ledger import Account, Entry, EntryReason, LotKey, Operation, OperationKind, Unit
from loyalty.members import Member

MEMBERS = 20_000
WARM_UP = 200
STAMPS = 2_000
CHECKPOINT_EVERY = 100  # the till checkpoints when idle, which is between customers

_STAMPS = Account("stamp-card", Unit.STAMP)
_POINTS = Account("points", Unit.POINT)
_DETAIL = {
    "lines": [{"product_id": "latte", "name": "拿鐵", "unit_price": 90, "quantity": 2, "category": "飲料/咖啡"}],
    "choices": {"rewards": {}, "stamps": {}, "tenders": [{"name": "現金", "amount": 500, "gives_change": True}]},
    "before": [["points", "point", 3], ["stamp-card", "stamp", 4]],
}
_DOCUMENT = bytes(3_000)  # a receipt's queued bytes


def run() -> list[Row]:
    """One row: the median of our stamp beside the raw driver's on the same disk in the same minutes."""
    with tempfile.TemporaryDirectory(dir=Path.cwd() / "build" if (Path.cwd() / "build").is_dir() else None) as folder:
        return _run(Path(folder))


def _run(folder: Path) -> list[Row]:
    people = list(crowd.people(MEMBERS))
    ours_path, raw_path = folder / "ours.db", folder / "raw.db"
    store = open_store(sqlite_url(ours_path))
    with store.write() as connection:
        bulk.add_members(connection, [(member, card) for member, card, _ in people])
    store.close()
    shutil.copy(ours_path, raw_path)
    store, raw = open_store(sqlite_url(ours_path)), raw_stamp.connect(raw_path)
    ours_s, raw_s = [], []
    chance = random.Random(11)
    for number in range(1, WARM_UP + STAMPS + 1):
        operation = _operation(chance.choice(people)[0], number)
        # Turn by turn, so that a busy moment of the machine falls on both.
        ours_s.append(_ours(store, operation))
        raw_s.append(raw_of(raw, operation))
        if number % CHECKPOINT_EVERY == 0:
            store.checkpoint()
            raw.execute("PRAGMA wal_checkpoint(PASSIVE)").close()
    store.close()
    raw.close()
    return _rows(ours_s[WARM_UP:], raw_s[WARM_UP:])


def _rows(ours_s: list[float], raw_s: list[float]) -> list[Row]:
    return [
        ratio_row("stamp on the disk, median", median(ours_s) * 1e3, median(raw_s) * 1e3, 2.5, "ms"),
        ratio_row("stamp on the disk, p99", percentile(ours_s, 99) * 1e3, percentile(raw_s, 99) * 1e3, 2.5, "ms"),
    ]


def _operation(member: Member, number: int) -> Operation:
    at_ms = crowd.ENDED_AT_MS + number * 60_000
    made = f"{at_ms:012x}7{number:03x}8000{number:012x}"
    entries = (
        Entry(0, _STAMPS, 2, LotKey(made, 0), EntryReason.EARNED_BY_ITEMS, {"base": 2}),
        Entry(1, _POINTS, 1, LotKey(made, 1), EntryReason.EARNED_BY_AMOUNT, {"base": 180, "step": 100, "rate": 1}),
    )
    versions = {"points": 1, "stamp-card": 1}
    sale = (OperationKind.SALE, "A", number, "owner", date(2026, 11, 22), at_ms, member.id, None)
    return Operation(made, *sale, 180, 1, versions, _DETAIL, entries)


def _ours(store: Store, operation: Operation) -> float:
    job = PrintJob(operation.id, operation.id, "receipt", _DOCUMENT, JobState.QUEUED, operation.at_ms)
    began = time.perf_counter()
    with store.write() as connection:
        ledger.operation(connection, operation.id)
        members.get(connection, operation.member_id or 0)
        ledger.standing(connection, operation.member_id)
        ledger.next_number(connection, operation.till)
        ledger.append(connection, operation)
        print_jobs.add(connection, job)
    return time.perf_counter() - began


def raw_of(connection: object, operation: Operation) -> float:
    """The seconds that the bare driver takes for the rows of an operation that only opens lots."""
    operation_id, at_ms = encoding.id_bytes(operation.id), operation.at_ms
    row = (*encoding.operation_row(operation), chain.START)
    job = (operation.id, operation_id, "receipt", _DOCUMENT, "queued", at_ms, at_ms, 0, "", "receipt", "")
    return raw_stamp.stamp(connection, row, encoding.entry_rows(operation), job)


if __name__ == "__main__":
    for each in run():
        print(each)
