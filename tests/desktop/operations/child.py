"""Another till on the same database, in a process of its own: python -m tests.desktop.operations.child FOLDER TILL.

It says "ready", waits for a line, sells with the flyer's code for as long as that is good, and says how many had it.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from db.store import open_store, sqlite_url
from desktop.clock import SystemClock
from desktop.makers import Maker
from desktop.operations import sales
from desktop.operations.sales import RecordedSale, RecordSale
from desktop.operations.settings import load_context
from loyalty.basket import Basket, Choices, Line
from loyalty.calendar import ShopCalendar
from loyalty.programmes import Programme
from tests.loyalty.programs.terms import programme

FIRST = 30
CODE = "FIRST30"


def flyer() -> Programme:
    """Fifty off for the first thirty who say the code."""
    terms = {"code": CODE, "reward_kind": "amount_off", "reward_title": "折五十", "reward_amount": 50}
    return programme("coupon", "flyer", first_uses=FIRST, **terms)


def main(folder: Path, till: str) -> None:
    """Sell until the code is refused."""
    clock = SystemClock()
    maker = Maker(clock)
    store = open_store(sqlite_url(folder / "shop.db"))
    context = load_context(store, till, False, maker.secret, ShopCalendar().business_day(clock.now_ms()))
    context = replace(context, programmes=(*context.programmes, flyer()))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    won = 0
    while won < 100 * FIRST:
        ids = maker.operation_id(), maker.operation_id()
        command = RecordSale(*ids, clock.now_ms(), None, Basket((Line(120),)), Choices(codes=(CODE,)))
        if not isinstance(sales.record_sale(store, context, command), RecordedSale):
            break
        won += 1
    store.close()
    sys.stdout.write(f"{won}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
