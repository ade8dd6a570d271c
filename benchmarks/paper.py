"""From a sale to its first byte at a printer, and what a dead printer does to a sale: tills in processes of their own.

The tills sell turn by turn in an order that changes, so that a busy moment of the machine falls on all. The dead
printers are being tried again whenever somebody sells: more often than any cashier would.
"""

from __future__ import annotations

import multiprocessing
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path
from random import Random

from benchmarks import crowd
from benchmarks.paper_printers import Nobody, Swallower, TalkingPrinter
from benchmarks.report import Row, ceiling_row, median, percentile, ratio_row
from db import bulk
from db.store import open_store, sqlite_url

MEMBERS = 1_000
WARM_UP, ROUNDS = 30, 400
FIRST_BYTE_MS = 50.0
SLOWER_BY = 1.05
_LIVE = "live"


class Till:
    """One of the tills, told to sell."""

    def __init__(self, folder: Path, address: str, is_alive: bool) -> None:
        from benchmarks.paper_till import sell

        apart = multiprocessing.get_context("spawn")
        self._orders, theirs = apart.Pipe()
        self.began: list[float] = []
        self.took_ms: list[float] = []
        self._process = apart.Process(target=sell, args=(folder, address, is_alive, theirs))
        self._process.start()
        theirs.close()

    def sell(self) -> None:
        """One sale."""
        self._orders.send(True)
        began, took_s = self._orders.recv()
        self.began.append(began)
        self.took_ms.append(took_s * 1_000)

    def close(self) -> None:
        """Let its process end."""
        self._orders.send(False)
        self._process.join()


def run() -> list[Row]:
    """The time to the first byte, and for each dead printer the sale beside the one with a live printer."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        live = TalkingPrinter()
        printers = {
            _LIVE: live,
            "unreachable": Swallower(),
            "refused": Nobody(),
            "stalled": TalkingPrinter(stalls=True),
        }
        for printer in printers.values():
            stack.callback(printer.close)
        _shops(folder, list(printers))
        tills = {name: Till(folder / name, printer.address, name == _LIVE) for name, printer in printers.items()}
        for till in tills.values():
            stack.callback(till.close)
        _sell(tills)
    return _rows(tills, live.first_bytes)


def _shops(folder: Path, names: list[str]) -> None:
    """The same shop for each till."""
    store = open_store(sqlite_url(folder / "shop.db"))
    with store.write() as connection:
        bulk.add_members(connection, [(member, card) for member, card, _ in crowd.people(MEMBERS)])
    store.close()
    for name in names:
        (folder / name).mkdir()
        shutil.copy(folder / "shop.db", folder / name / "shop.db")


def _sell(tills: dict[str, Till]) -> None:
    chance = Random(5)
    for _ in range(WARM_UP + ROUNDS):
        for till in chance.sample(list(tills.values()), len(tills)):
            till.sell()


def _rows(tills: dict[str, Till], first_bytes: list[float]) -> list[Row]:
    live = tills.pop(_LIVE)
    if len(first_bytes) != len(live.began):
        raise RuntimeError(f"{len(live.began)} sales, {len(first_bytes)} slips")
    waits_ms = [(came - began) * 1_000 for began, came in zip(live.began, first_bytes, strict=True)][WARM_UP:]
    alive_ms = median(live.took_ms[WARM_UP:])
    rows = [
        ceiling_row("sale to the printer's first byte, network, median", median(waits_ms), FIRST_BYTE_MS, "ms"),
        ceiling_row("sale to the printer's first byte, network, p99", percentile(waits_ms, 99), FIRST_BYTE_MS, "ms"),
    ]
    for name, till in tills.items():
        dead_ms = median(till.took_ms[WARM_UP:])
        rows.append(ratio_row(f"sale while the printer is {name}, median", dead_ms, alive_ms, SLOWER_BY, "ms"))
    return rows
