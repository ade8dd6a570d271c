"""Writes the demo shop: settings, products, programmes, people and their history, through the rules and the store."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import islice
from random import Random

from db import bulk, products, programmes, settings
from db.store import Connection, Store
from desktop.demo.clerk import Clerk, DemoShop
from desktop.demo.history import Plan, plan
from desktop.demo.people import Person, person
from desktop.demo.shop import DRINKS, SETTINGS
from desktop.demo.shop import products as menu
from loyalty.gallery import gallery_in
from loyalty.ledger import Operation
from loyalty.members import Birthday
from loyalty.presets import DEFAULT_PRESET, PRESETS
from loyalty.programmes import Programme
from loyalty.shop import shop_rules
from loyalty.words import Words

_BATCH = 4_000
# None of the programmes taken from the gallery begins or ends on a day.
_ANY_DAY = date(2026, 1, 1)

Progress = Callable[[int, int], None]


def build_demo(
    store: Store,
    seed: int,
    members: int,
    until_ms: int,
    progress: Progress,
    running: tuple[Programme, ...] | None = None,
) -> None:
    """Fill an empty store with `members` people and 18 months of visits that end at `until_ms`.

    The shop runs `running`, or a programme of each kind that a café would.

    The same seed, number and time give the same shop: the ledger is the same to the byte. `progress` is called with
    what is done and what there is to do, people and visits together. Raises IntegrityError on a store in use.
    """
    rules = shop_rules(SETTINGS)
    coming = plan(seed, members, until_ms, rules.calendar)
    shop = DemoShop(rules, cafe_programmes() if running is None else running, menu())
    opened_on = (
        rules.calendar.business_day(coming.joined_at_ms[0]) if members else rules.calendar.business_day(until_ms)
    )
    with store.write() as connection:
        _furnish(connection, shop, seed, opened_on)
    people = _people(seed, coming, rules.calendar.business_day(until_ms).year)
    total = members + len(coming.visits)
    member_ids: list[int] = []
    birthdays: list[Birthday | None] = []
    while batch := list(islice(people, _BATCH)):
        with store.write() as connection:
            bulk.add_members(connection, [(each.member, each.card_id) for each in batch])
        member_ids += [each.member.id for each in batch]
        birthdays += [each.member.birthday for each in batch]
        store.checkpoint()
        progress(len(member_ids), total)
    _write_history(store, _history(Clerk(shop, seed, member_ids, birthdays), coming), members, total, progress)


def demo_programmes() -> tuple[Programme, ...]:
    """The default preset; stamps are for drinks, so that a bag of beans is not a cup."""
    chosen = next(preset for preset in PRESETS if preset.id == DEFAULT_PRESET)
    return tuple(
        replace(each, terms={**each.terms, "category": DRINKS}) if each.kind == "stamp_card" else each
        for each in chosen.programmes
    )


def cafe_programmes() -> tuple[Programme, ...]:
    """The default preset, and what regulars of a café like: levels, money paid beforehand, birthdays, friends."""
    ready = {each.id: each for each in gallery_in(Words("zh_tw"), _ANY_DAY)}
    more = (ready[programme_id] for programme_id in ("tiers", "stored-value", "birthday-month", "bring-a-friend"))
    return (*demo_programmes(), *more)


def _furnish(connection: Connection, shop: DemoShop, seed: int, opened_on: date) -> None:
    settings.save(connection, SETTINGS)
    settings.set_card_secret(connection, Random(f"{seed}:secret").randbytes(32))
    products.save_all(connection, shop.products)
    for programme in shop.programmes:
        programmes.publish(connection, programme, opened_on)


def _people(seed: int, coming: Plan, year: int) -> Iterator[Person]:
    return (person(seed, index, at_ms, year) for index, at_ms in enumerate(coming.joined_at_ms))


def _history(clerk: Clerk, coming: Plan) -> Iterator[tuple[int, Operation]]:
    """Each operation with the number of visits served so far."""
    welcomed = 0
    for served, visit in enumerate(coming.visits):
        while welcomed < len(coming.joined_at_ms) and coming.joined_at_ms[welcomed] < visit.at_ms:
            yield served, clerk.welcome(welcomed, coming.joined_at_ms[welcomed])
            for operation in clerk.introduce(welcomed, coming.joined_at_ms[welcomed] + 10_000):
                yield served, operation
            welcomed += 1
        for operation in clerk.serve(visit.person, visit.at_ms):
            yield served, operation


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Look for garbage rarely: what is made here is kept or has no cycles, and looking costs a fifth of the time."""
    usual = gc.get_threshold()
    gc.set_threshold(500_000, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _write_history(
    store: Store, history: Iterator[tuple[int, Operation]], members: int, total: int, progress: Progress
) -> None:
    with _rare_collections():
        while batch := list(islice(history, _BATCH)):
            with store.write() as connection:
                bulk.append_many(connection, [operation for _, operation in batch])
            store.checkpoint()
            progress(members + batch[-1][0], total)
    progress(total, total)
