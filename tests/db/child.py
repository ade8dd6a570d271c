"""Another process on the same database, for tests that kill it or race it: python -m tests.db.child WHAT DATABASE."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path

from db import ledger
from db.lock import hold
from db.store import open_store, sqlite_url
from loyalty.ledger import Entry, EntryReason
from tests.db.made import REWARDS, made_id, sale


def hold_on(database: Path) -> None:
    """Hold the database until killed."""
    held = hold(database)
    say("held")
    time.sleep(60)
    held.release()


def commit(database: Path) -> None:
    """Sell without end, saying each number once its commit has returned."""
    store = open_store(sqlite_url(database))
    while True:
        with store.write() as connection:
            number = ledger.next_number(connection, "A")
            ledger.append(connection, sale(number))
        say(str(number))


def redeem(database: Path, till: str) -> None:
    """Take rewards one at a time while there are any, then say how many it got."""
    store = open_store(sqlite_url(database))
    won = 0
    while True:
        with store.write() as connection:
            lots = ledger.standing(connection, 1_000).lots
            if not lots:
                break
            number = ledger.next_number(connection, till)
            taken = Entry(0, REWARDS, -1, lots[0].key, EntryReason.REWARD_TAKEN)
            operation = sale(number, entries=(taken,), till=till)
            ledger.append(connection, replace(operation, id=made_id(number + 1_000 * ord(till))))
            won += 1
    say(str(won))


def say(line: str) -> None:
    """Tell the test."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    what, path = sys.argv[1], Path(sys.argv[2])
    if what == "hold":
        hold_on(path)
    elif what == "commit":
        commit(path)
    else:
        redeem(path, what.removeprefix("redeem-"))
