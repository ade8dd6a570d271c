"""Whether the computer's clock can be right: nothing that was recorded lies in the future."""

from __future__ import annotations

from db import ledger
from db.store import Store

# A clock that is set by the network steps back by seconds, now and then.
TOLERATED_MS = 120_000
# Sales made while the clock was ahead stay in the ledger: after this many more they are let rest.
LOOKED_BACK = 100


def is_behind(store: Store, till: str, now_ms: int) -> bool:
    """Whether one of the till's newest operations lies more than two minutes after `now_ms`."""
    with store.read() as connection:
        latest_ms = ledger.latest_ms(connection, till, LOOKED_BACK)
    return latest_ms is not None and latest_ms - now_ms > TOLERATED_MS
