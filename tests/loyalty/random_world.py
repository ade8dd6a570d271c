"""One random shop: its programmes, its people and everything recorded, with what must hold at every moment.

It is also written down as a case of the rules' door (`World.case`), so that the same can be played there and on a disk.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

from loyalty.basket import Basket, Choices, Line
from loyalty.begun import BEGUN_COUNTS_MS
from loyalty.ledger import (
    DEBT,
    NOBODY,
    SHOP,
    TALLY,
    Account,
    Entry,
    EntryReason,
    LotKey,
    Operation,
    OperationKind,
    Standing,
)
from loyalty.living import expire, living
from loyalty.members import Birthday, BirthdayCalendar
from loyalty.programmes import Programme, in_force
from loyalty.referrals import referrer_of
from loyalty.replay import lots_of, standing_of
from loyalty.shop import ShopRules
from tests.loyalty.random_terms import TAGS, random_versions

START_MS = 1_767_222_000_000  # 2026-01-01 07:00 in Taipei
START = "2026-01-01T07:00"
MINUTE_MS, DAY_MINUTES = 60_000, 1_440
MEMBERS = (1, 2, 3)
GOODS = (
    Line(120, 1, "latte", "拿鐵", "飲料/咖啡"),
    Line(85, 1, "cake", "蛋糕", "甜點", ("特價",)),
    Line(450, 1, "beans", "豆子", "豆子"),
    Line(60, 1, "tea", "紅茶", "飲料", ("new",)),
    Line(0, 1, "water", "水", "飲料"),
)
_RULES = ("counts_free_item", "wallets_earn", "percent_on_discounted", "crossing_gets_tier", "used_up_earns")


@dataclass
class World:
    """`seen` counts what occurred. A `lazy` world does not record at the turn of a day what has ended.

    A `careful` one sells nothing while something chosen cannot be used: as at the counter.
    """

    seed: int
    lazy: bool = False
    careful: bool = False
    seen: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)
        self.versions = random_versions(self.rng)
        self.kinds = {versions[0].id: versions[0].kind for versions in self.versions}
        self.shop = _random_shop(self.rng)
        self.now_ms = START_MS
        self.operations: list[Operation] = []
        self._in_force: dict[date, tuple[Programme, ...]] = {}
        self.left: dict[tuple[int, Account, LotKey], int] = {}
        self.steps: list[dict[str, Any]] = []
        self.birthdays = {member: self._birthday() for member in MEMBERS}
        self.tags = {member: tuple(tag for tag in TAGS if self.rng.random() < 0.4) for member in MEMBERS}

    def _birthday(self) -> Birthday | None:
        """Mostly one that is near the days that are played, by either calendar."""
        rng, calendar = self.rng, self.rng.choice(tuple(BirthdayCalendar))
        if rng.random() < 0.2:
            return None
        if rng.random() < 0.3:
            return Birthday(calendar, rng.randint(1, 12), rng.randint(1, 28))
        month = rng.choice((1, 1, 2) if calendar is BirthdayCalendar.SOLAR else (11, 11, 12))
        return Birthday(calendar, month, rng.randint(1, 28))

    @property
    def programmes(self) -> tuple[Programme, ...]:
        """Those in force today, with their earlier versions."""
        return self.programmes_at(self.now_ms)

    def programmes_at(self, at_ms: int) -> tuple[Programme, ...]:
        """Those in force at another time."""
        day = self.shop.calendar.business_day(at_ms)
        if day not in self._in_force:
            found = (in_force(versions, day) for versions in self.versions)
            self._in_force[day] = tuple(programme for programme in found if programme is not None)
        return self._in_force[day]

    @property
    def day(self) -> date:
        """The business day."""
        return self.shop.calendar.business_day(self.now_ms)

    @property
    def ended_day(self) -> date:
        """The first business day that no sale may look behind any more."""
        return self.shop.calendar.business_day(self.now_ms - BEGUN_COUNTS_MS)

    def standing(self, member_id: int | None, *others: int) -> Standing:
        """What the rules are told of a member now, and of the shop, who brought the member, and others."""
        return self._standing(member_id, self.operations, others)

    def just_before(self, sale: Operation) -> Standing:
        """Where the sale's member stood before it, by time; who they are is as it is now."""
        first, by_id = sale, {each.id: each for each in self.operations}
        while first.kind is OperationKind.SALE and first.reverses is not None:
            first = by_id[by_id[first.reverses].reverses or ""]
        place = self.operations.index(first)
        known = [each for at, each in enumerate(self.operations) if (each.at_ms, at) < (first.at_ms, place)]
        return self._standing(sale.member_id, sorted(known, key=lambda each: each.at_ms), ())

    def _standing(self, member_id: int | None, known: list[Operation], others: tuple[int, ...]) -> Standing:
        beside = {SHOP: Standing(SHOP, lots_of(known, SHOP))}
        if member_id is None:
            return replace(NOBODY, others=beside)
        own = standing_of(member_id, known)
        brought_by = referrer_of(own)
        for other in (*others, *([brought_by] if brought_by is not None else [])):
            if other not in (SHOP, member_id):
                beside[other] = standing_of(other, known)
        return replace(own, birthday=self.birthdays[member_id], tags=self.tags[member_id], others=beside)

    def next_id(self, ahead: int = 0) -> str:
        """The id of the next operation, or of one `ahead`."""
        return f"{len(self.operations) + 1 + ahead:032x}"

    def record(self, kind: OperationKind, member_id: int | None, entries: tuple[Entry, ...], **more: Any) -> Operation:
        """Append an operation; `more` are its further attributes."""
        at_ms = more.pop("at_ms", self.now_ms)
        values: dict[str, Any] = {
            "till": "A",
            "number": len(self.operations) + 1,
            "staff": "owner",
            "business_day": self.shop.calendar.business_day(at_ms),
            "at_ms": at_ms,
            "reverses": None,
            "bill": 0,
            "counts_visit": 0,
            "programme_versions": {each.id: each.version for each in self.programmes},
            "detail": {},
        }
        made = Operation(id=self.next_id(), kind=kind, member_id=member_id, entries=entries, **{**values, **more})
        self.operations.append(made)
        self.seen[kind.value] += 1
        self._no_lot_is_overdrawn(made)
        return made

    def _no_lot_is_overdrawn(self, made: Operation) -> None:
        """What is left of a lot is never below 0, whoever's it is; a debt is never above."""
        for entry in made.entries:
            at = (entry.holder_in(made.member_id), entry.account, entry.lot)
            self.left[at] = self.left.get(at, 0) + entry.delta
        for (holder, account, lot), left in self.left.items():
            assert lot == TALLY or (left <= 0 if lot == DEBT else left >= 0), (self.seed, made.id, holder, account, lot)

    def acting_on(self, original: Operation) -> tuple[Operation, ...]:
        """What acts on an operation, what acts on that, and what ended a lot of either."""
        direct = [each for each in self.operations if each.reverses == original.id]
        ids = {each.id for each in direct}
        ended = [each for each in self.operations if any(entry.reason is EntryReason.EXPIRED for entry in each.entries)]
        lots = [each for each in ended if any(entry.lot.operation_id in {original.id, *ids} for entry in each.entries)]
        return (*direct, *(each for each in self.operations if each.reverses in ids), *lots)

    def pass_minutes(self, minutes: int) -> None:
        """Let time pass; at the turn of the business day what has ended is recorded, unless nobody looks."""
        before = self.ended_day
        self.now_ms += minutes * MINUTE_MS
        self.write("time", minutes=minutes)
        if self.ended_day > before and not self.lazy:
            self.expire_all()

    def expire_all(self) -> None:
        """Record what ended for everybody: the balances that were alive stay, to the unit."""
        for holder in (*MEMBERS, SHOP):
            known = self.standing(holder) if holder != SHOP else Standing(SHOP, lots_of(self.operations, SHOP))
            entries = expire(self.programmes, known, self.ended_day, self.shop.calendar, self.next_id())
            if not entries:
                continue
            alive = living(self.programmes, known, self.ended_day, self.shop.calendar).balances()
            self.record(OperationKind.EXPIRE, holder or None, entries)
            for kind in {self.kinds[entry.account.programme_id] for entry in entries}:
                self.seen[f"{kind} expired"] += 1
            after = Standing(holder, lots_of(self.operations, holder)).balances()
            for account in {entry.account for entry in entries}:
                assert after.get(account, 0) == alive.get(account, 0), (self.seed, account)

    def held(self, holder: int) -> dict[Account, int]:
        """Balances of today's living lots, those of 0 left out; a debt and what fills it are one figure."""
        standing = standing_of(holder, self.operations)
        alive = living(self.programmes, standing, self.day, self.shop.calendar)
        return {account: amount for account, amount in alive.balances().items() if amount}

    def write(self, step: str, **values: Any) -> None:
        """Write down one step of the door's case, with the id that its operation will have."""
        ids = {} if step == "time" else {"id": self.next_id(1 if step == "edit" else 0)}
        given = {name: value for name, value in values.items() if value is not None}
        self.steps.append({"step": step, **ids, **given})

    def case(self) -> dict[str, Any]:
        """Everything played so far, as the rules' door reads it."""
        return {
            "shop": {
                **{name: getattr(self.shop, name) for name in _RULES},
                "negative_balance": self.shop.negative_balance,
                "day_starts_at_hour": self.shop.day_starts_at_hour,
            },
            "programmes": [_programme(version) for versions in self.versions for version in versions],
            "products": [_product(line) for line in GOODS],
            "members": [],
            "start": START,
            "steps": self.steps,
        }


def member_name(member: int | None) -> str:
    """How the door's case calls a member."""
    return "" if member is None else f"m{member}"


def sale_values(member: int | None, basket: Basket, choices: Choices) -> dict[str, Any]:
    """A sale as the door's steps say it."""
    return {
        "member": member_name(member),
        "lines": [_line(line) for line in basket.lines],
        "codes": list(choices.codes),
        "rewards": dict(choices.rewards),
        "items": dict(choices.items),
        "notes": dict(choices.notes),
        "stamps": dict(choices.stamps),
    }


def _line(line: Line) -> dict[str, Any]:
    if line.product_id:
        return {"product": line.product_id, "quantity": line.quantity}
    plan = {"plan": line.plan} if line.plan else {}
    return {**plan, "amount": line.unit_price, "quantity": line.quantity}


def _product(line: Line) -> dict[str, Any]:
    named = {"id": line.product_id, "name": line.name, "price": line.unit_price, "category": line.category}
    return {**named, "tags": list(line.tags)}


def _programme(version: Programme) -> dict[str, Any]:
    assert version.from_day is not None
    values = {each.name: getattr(version, each.name) for each in fields(version) if each.name != "earlier"}
    return {**values, "from_day": version.from_day.isoformat(), "terms": dict(version.terms)}


def _random_shop(rng: random.Random) -> ShopRules:
    settings: Mapping[str, Any] = {
        "counts_free_item": rng.random() < 0.3,
        "wallets_earn": rng.random() < 0.3,
        "percent_on_discounted": rng.random() < 0.7,
        "crossing_gets_tier": rng.random() < 0.3,
        "used_up_earns": rng.random() < 0.7,
        "negative_balance": rng.choice(("allow", "allow", "allow", "refuse", "pay")),
        "day_starts_at_hour": rng.choice((0, 0, 4)),
    }
    return ShopRules(**settings)
