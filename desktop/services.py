"""The handful of things a desk works with, made once at the start and passed on."""

from __future__ import annotations

from dataclasses import dataclass

from db.store import Store
from desktop.clock import Clock
from desktop.makers import Maker
from desktop.spooler import Spooler
from desktop.state import ShopState
from desktop.threads import Lane


@dataclass(frozen=True)
class Services:
    """The store with its lanes, the painter's lane, the spooler, time, ids, and the shared state.

    `reader` answers the counter; `book` reads the owner's lists, which may take long.
    """

    store: Store
    writer: Lane
    reader: Lane
    book: Lane
    painter: Lane
    spooler: Spooler
    clock: Clock
    maker: Maker
    state: ShopState
