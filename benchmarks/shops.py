"""Shops of a given size for measuring: built once, kept under build/benchmarks, opened again by later runs."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

from db import bulk, programmes, settings
from db.store import Store, open_store, sqlite_url
from desktop.demo.build import build_demo, demo_programmes
from desktop.demo.clerk import Clerk, DemoShop
from desktop.demo.people import person
from desktop.demo.shop import SETTINGS
from desktop.demo.shop import products as menu
from loyalty.ledger import Operation
from loyalty.shop import shop_rules

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "benchmarks"
UNTIL_MS = 1_795_000_000_000
SEED = 1
_BATCH = 5_000
# To be raised when `_fill` changes, so that no older file is taken for it.
_FILLING = b"1"
_DAY_MS = 86_400_000


def million_shop() -> Path:
    """A shop of 1,000,000 members, 100,000 of whom have a visit in the ledger; some minutes the first time."""
    return _kept("million", lambda store: _fill(store, members=1_000_000, visits=100_000))


def shop_of(members: int) -> Path:
    """A shop with so many members, each with at least one visit."""
    return _kept(f"shop-{members}", lambda store: _demo(store, members))


def copy_of(kept: Path, folder: Path) -> Path:
    """A copy to write to, so that the kept one stays as it is."""
    target = folder / kept.name
    shutil.copyfile(kept, target)
    return target


def _kept(name: str, fill: Callable[[Store], None]) -> Path:
    """The file of that name and this schema; built beside it first, so that a broken run leaves nothing half."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{name}-{_fingerprint()}.db"
    if path.exists():
        return path
    print(f"building {path.relative_to(ROOT)} (kept for later runs)", file=sys.stderr, flush=True)
    for older in FOLDER.glob(f"{name}-*.db"):
        older.unlink()
    unfinished = path.with_suffix(f".part{os.getpid()}")
    store = open_store(sqlite_url(unfinished))
    fill(store)
    store.close()
    os.replace(unfinished, path)
    return path


def _demo(store: Store, members: int) -> None:
    build_demo(store, SEED, members, UNTIL_MS, lambda *_: None, demo_programmes())


def _fingerprint() -> str:
    """Changes with the schema, with how people are made, and with how a shop is filled here."""
    sources = (ROOT / "db" / "schema.py", ROOT / "desktop" / "demo" / "people.py")
    return hashlib.sha256(_FILLING + b"".join(source.read_bytes() for source in sources)).hexdigest()[:10]


def _fill(store: Store, members: int, visits: int) -> None:
    shop = DemoShop(shop_rules(SETTINGS), demo_programmes(), menu())
    with store.write() as connection:
        settings.save(connection, SETTINGS)
        settings.set_card_secret(connection, Random(SEED).randbytes(32))
        for programme in shop.programmes:
            programmes.publish(connection, programme, shop.rules.calendar.business_day(UNTIL_MS - 600 * _DAY_MS))
    member_ids: list[int] = []
    for start in range(0, members, _BATCH):
        joined_ms = UNTIL_MS - 548 * _DAY_MS + start * 20_000
        people = [
            person(SEED, index, joined_ms + index % _BATCH * 20_000, 2026) for index in range(start, start + _BATCH)
        ]
        with store.write() as connection:
            bulk.add_members(connection, [(each.member, each.card_id) for each in people])
        store.checkpoint()
        member_ids += [each.member.id for each in people]
    _visit(store, Clerk(shop, SEED, member_ids), visits, members)


def _visit(store: Store, clerk: Clerk, visits: int, members: int) -> None:
    """Sales of members all over the list, in the last weeks."""
    at_ms = UNTIL_MS - visits * 25_000
    batch: list[Operation] = []
    for number in range(visits):
        at_ms += 24_000
        who = number * 7_919 % members
        batch.append(clerk.welcome(who, at_ms))
        batch.extend(clerk.serve(who, at_ms + 5_000))
        if len(batch) >= _BATCH or number == visits - 1:
            with store.write() as connection:
                bulk.append_many(connection, batch)
            store.checkpoint()
            batch = []
