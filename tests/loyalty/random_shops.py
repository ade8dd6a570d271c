"""Random shops with random histories, replayable by seed; what must hold is checked at every step.

`python -m tests.loyalty.random_shops --count 10000 --seed 1` prints how often each kind, refund and expiry occurred.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from loyalty.basket import Basket, Choices, Line
from loyalty.checkout import quote
from loyalty.detail import detail_of
from loyalty.explain import grouped
from loyalty.joining import join_entries
from loyalty.ledger import DEBT, NOBODY, SHOP, TALLY, Account, Entry, Operation, OperationKind, Standing
from loyalty.living import expire, living
from loyalty.members import Birthday, BirthdayCalendar
from loyalty.outcome import Outcome
from loyalty.programs import KINDS
from loyalty.referrals import refer, referrer_of
from loyalty.refusals import Refusal
from loyalty.replay import lots_of, standing_of
from loyalty.reversals import Reversal, cancel, holders_of, member_of, refund, undo
from loyalty.shop import ShopRules
from tests.loyalty.random_terms import TAGS, random_programmes

_START_MS = 1_767_222_000_000  # 2026-01-01 07:00 in Taipei
_DAY_MS = 86_400_000
MEMBERS = (11, 12, 13)
_GOODS = (
    Line(120, 1, "latte", "拿鐵", "飲料/咖啡"),
    Line(85, 1, "cake", "蛋糕", "甜點", ("特價",)),
    Line(450, 1, "beans", "豆子", "豆子"),
    Line(60, 1, "tea", "紅茶", "飲料", ("new",)),
    Line(0, 1, "water", "水", "飲料"),
)


@dataclass
class World:
    """One shop: its programmes, everything recorded, and what is counted over all shops."""

    seed: int
    seen: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)
        self.programmes = random_programmes(self.rng)
        self.kinds = {programme.id: programme.kind for programme in self.programmes}
        self.shop = _random_shop(self.rng)
        self.now_ms = _START_MS
        self.operations: list[Operation] = []
        self.birthdays = {member: self._birthday() for member in MEMBERS}
        self.tags = {member: tuple(tag for tag in TAGS if self.rng.random() < 0.4) for member in MEMBERS}

    def _birthday(self) -> Birthday | None:
        if self.rng.random() < 0.3:
            return None
        calendar = self.rng.choice(tuple(BirthdayCalendar))
        return Birthday(calendar, self.rng.randint(1, 12), self.rng.randint(1, 28))

    def standing(self, member_id: int | None, *others: int) -> Standing:
        known = {SHOP: Standing(SHOP, lots_of(self.operations, SHOP))}
        if member_id is None:
            return replace(NOBODY, others=known)
        own = standing_of(member_id, self.operations)
        brought_by = referrer_of(own)
        for other in (*others, *([brought_by] if brought_by is not None else [])):
            if other != SHOP:
                known[other] = standing_of(other, self.operations)
        return replace(own, birthday=self.birthdays[member_id], tags=self.tags[member_id], others=known)

    def next_id(self) -> str:
        return f"{len(self.operations) + 1:032x}"

    def record(
        self,
        kind: OperationKind,
        member_id: int | None,
        entries: tuple[Entry, ...],
        *,
        reverses: str | None = None,
        bill: int = 0,
        visit: int = 0,
        detail: Mapping[str, object] | None = None,
    ) -> Operation:
        number = len(self.operations) + 1
        day = self.shop.calendar.business_day(self.now_ms)
        made = Operation(
            self.next_id(),
            kind,
            "A",
            number,
            "owner",
            day,
            self.now_ms,
            member_id,
            reverses,
            bill,
            visit,
            {},
            detail or {},
            entries,
        )
        self.operations.append(made)
        for member in MEMBERS:
            _no_lot_is_overdrawn(self.standing(member), self.seed)
        return made

    def acting_on(self, sale: Operation) -> tuple[Operation, ...]:
        direct = [each for each in self.operations if each.reverses == sale.id]
        ids = {each.id for each in direct}
        return (*direct, *(each for each in self.operations if each.reverses in ids))

    def play(self, steps: int) -> None:
        for member in MEMBERS:
            entries = join_entries(self.programmes, self.standing(member), self.now_ms, self.shop, self.next_id())
            self.record(OperationKind.JOIN, member, entries)
            self._count(entries, "joined")
        moves: tuple[Callable[[], None], ...] = (
            self._sell, self._sell, self._sell, self._sell, self._take_back, self._undo, self._pass_time, self._refer,
            self._refund_whole_in_pieces,
        )  # fmt: skip
        for _ in range(steps):
            self.now_ms += self.rng.randint(1, 90) * 60_000
            self.rng.choice(moves)()

    def _sell(self) -> Operation | None:
        member = self.rng.choice((*MEMBERS, None))
        basket = self._basket()
        plain = self._quote(member, basket, Choices())
        if plain.plans and member is not None and self.rng.random() < 0.4:
            plan = self.rng.choice(plain.plans)
            line = Line(self.rng.randint(1, 300) if plan.is_open else plan.price, 1, None, plan.title, plan=plan.id)
            basket = Basket((*basket.lines, line))
        choices = self._choices(plain)
        outcome = self._quote(member, basket, choices)
        if outcome.refusals:
            self.seen["refused"] += 1
            return None
        self._check(outcome, member)
        self._count_offers(outcome)
        self._count(outcome.entries, "moved")
        detail = detail_of(basket, choices, outcome)
        return self.record(OperationKind.SALE, member, outcome.entries, bill=outcome.to_pay, visit=1, detail=detail)

    def _basket(self) -> Basket:
        goods = self.rng.sample(_GOODS, self.rng.randint(0, 3))
        lines = [replace(line, quantity=self.rng.randint(1, 4)) for line in goods]
        if self.rng.random() < 0.4 or not lines:
            lines.append(Line(self.rng.choice((1, 37, 95, 100, 288, 3_000))))
        return Basket(tuple(lines) if self.rng.random() < 0.95 else ())

    def _choices(self, plain: Outcome) -> Choices:
        rng, rewards, items, notes = self.rng, {}, {}, {}
        for offer in plain.offers:
            if rng.random() < 0.6:
                rewards[offer.id] = 0 if offer.automatic else rng.randint(1, max(1, min(offer.most, 300)))
            if offer.choice and rng.random() < 0.5:
                items[offer.id] = rng.choice(offer.choice)
            if offer.id.endswith(":give"):
                notes[offer.id] = rng.choice(
                    [reason for each in self.programmes for reason in each.terms.get("reasons", ())] or [""]
                )
        codes = [str(each.terms["code"]) for each in self.programmes if each.terms.get("code")]
        return Choices(rewards=rewards, items=items, notes=notes, codes=tuple(codes if rng.random() < 0.7 else ()))

    def _quote(self, member: int | None, basket: Basket, choices: Choices) -> Outcome:
        standing = self.standing(member)
        answers = []
        for programmes in (self.programmes, tuple(reversed(self.programmes))):
            answers.append(quote(programmes, standing, basket, choices, self.now_ms, self.shop, self.next_id()))
        assert answers[0] == answers[1], f"seed {self.seed}: the order of the programmes changed the answer"
        return answers[0]

    def _check(self, outcome: Outcome, member: int | None) -> None:
        seed = f"seed {self.seed}"
        assert outcome.to_pay >= 0, seed
        assert 0 <= outcome.discount <= outcome.subtotal, seed
        assert all(line.net >= 0 and line.base >= 0 for line in outcome.lines), seed
        assert outcome.total == sum(line.net for line in outcome.lines), seed
        assert all(applied.discount >= 0 and applied.paid >= 0 for applied in outcome.applied), seed
        moved: Counter[Account] = Counter()
        for entry in outcome.entries:
            if entry.holder is None:
                moved[entry.account] += entry.delta
        for account in {*outcome.before, *outcome.after, *moved}:
            assert outcome.after.get(account, 0) - outcome.before.get(account, 0) == moved[account], (seed, account)
        explained = Counter(dict.fromkeys(moved, 0))
        for entry in grouped(outcome.entries):
            if entry.holder is None:
                explained[entry.account] += entry.delta
        assert explained == moved, (seed, outcome.entries)

    def _take_back(self) -> None:
        sales = [each for each in self.operations if each.kind is OperationKind.SALE]
        if not sales:
            return
        sale = self.rng.choice(sales)
        if self.rng.random() < 0.3:
            self._reverse(sale, "cancel", None)
        else:
            self._reverse(sale, "refund", self.rng.choice((None, 1, self.rng.randint(1, 300))))

    def _undo(self) -> None:
        if self.operations and self.operations[-1].kind is OperationKind.SALE:
            self._reverse(self.operations[-1], "undo", None)

    def _reverse(self, sale: Operation, how: str, amount: int | None) -> Reversal | Refusal:
        earlier = self.acting_on(sale)
        member = member_of(sale, earlier)
        standing = self.standing(member, *holders_of(sale, earlier))
        if how == "cancel":
            answer = cancel(sale, earlier, standing, self.now_ms, self.shop, self.next_id())
        elif how == "undo":
            later = self.operations[-1].id != sale.id
            answer = undo(sale, later, later, earlier, standing, self.now_ms, self.shop, self.next_id())
        else:
            answer = refund(sale, earlier, standing, amount, self.now_ms, self.shop, self.next_id())
        if isinstance(answer, Reversal):
            self.seen[how] += 1
            self.record(
                answer.kind, member, answer.entries, reverses=sale.id, bill=answer.bill, visit=answer.counts_visit,
                detail=answer.detail,
            )  # fmt: skip
        return answer

    def _refund_whole_in_pieces(self) -> None:
        """A sale refunded at once in any pieces leaves every balance as it was."""
        before = {member: _held(self, member) for member in (*MEMBERS, SHOP)}
        sale = self._sell()
        if sale is None:
            return
        money = 0
        for _ in range(self.rng.randint(0, 4)):
            answer = self._reverse(sale, "refund", self.rng.randint(1, 200))
            money += answer.bill if isinstance(answer, Reversal) else 0
        answer = self._reverse(sale, "refund", None)
        money += answer.bill if isinstance(answer, Reversal) else 0
        if self.shop.negative_balance == "refuse" and isinstance(answer, Refusal):
            return
        assert money == -sale.bill, (self.seed, money, sale.bill)
        after = {member: _held(self, member) for member in (*MEMBERS, SHOP)}
        assert after == before, (self.seed, _difference(before, after))
        self.seen["pieces"] += 1

    def _pass_time(self) -> None:
        self.now_ms += self.rng.choice((1, 3, 10, 40, 120, 400)) * _DAY_MS
        day = self.shop.calendar.business_day(self.now_ms)
        for member in MEMBERS:
            standing = self.standing(member)
            entries = expire(self.programmes, standing, day, self.shop.calendar, self.next_id())
            if entries:
                alive = living(self.programmes, standing, day, self.shop.calendar).balances()
                self.record(OperationKind.EXPIRE, member, entries)
                self._count(entries, "expired")
                self.seen["expiry"] += 1
                now = self.standing(member).balances()
                for account in {entry.account for entry in entries}:
                    assert now.get(account, 0) == alive.get(account, 0), (self.seed, account)

    def _refer(self) -> None:
        member, by = self.rng.sample(MEMBERS, 2)
        known = self.standing(member, by)
        answer = refer(self.programmes, known, self.standing(by), self.now_ms, self.shop, self.next_id())
        if not isinstance(answer, Refusal):
            self.record(OperationKind.REFER, member, answer)
            self._count(answer, "moved")

    def _count(self, entries: tuple[Entry, ...], what: str) -> None:
        for kind in {self.kinds.get(entry.account.programme_id, "?") for entry in entries}:
            self.seen[f"{kind} {what}"] += 1

    def _count_offers(self, outcome: Outcome) -> None:
        for applied in outcome.applied:
            self.seen[f"{self.kinds.get(applied.offer_id.partition(':')[0], '?')} used"] += 1
        for line in outcome.lines:
            if line.line.plan:
                self.seen[f"{self.kinds.get(line.line.plan.partition(':')[0], '?')} bought"] += 1


def _held(world: World, holder: int) -> dict[Account, int]:
    """Balances of today's living lots, those of 0 left out; a debt and what fills it are one figure."""
    lots = lots_of(world.operations, holder)
    day = world.shop.calendar.business_day(world.now_ms)
    standing = living(world.programmes, Standing(holder, lots), day, world.shop.calendar)
    return {account: amount for account, amount in standing.balances().items() if amount}


def _difference(before: Mapping[int, Mapping[Account, int]], after: Mapping[int, Mapping[Account, int]]) -> object:
    return {
        (member, account): (before[member].get(account, 0), after[member].get(account, 0))
        for member in before
        for account in {*before[member], *after[member]}
        if before[member].get(account, 0) != after[member].get(account, 0)
    }


def _no_lot_is_overdrawn(standing: Standing, seed: int) -> None:
    for lot in standing.lots:
        assert lot.left > 0 or lot.key in (DEBT, TALLY), (seed, lot)


def _random_shop(rng: random.Random) -> ShopRules:
    return ShopRules(
        counts_free_item=rng.random() < 0.3,
        wallets_earn=rng.random() < 0.3,
        percent_on_discounted=rng.random() < 0.7,
        crossing_gets_tier=rng.random() < 0.3,
        negative_balance="refuse" if rng.random() < 0.2 else "allow",
        day_starts_at_hour=rng.choice((0, 0, 4)),
    )


def run(count: int, seed: int, steps: int = 14) -> Counter[str]:
    """Play so many shops; what occurred. Raises AssertionError naming the seed of the shop that broke."""
    seen: Counter[str] = Counter()
    for each in range(seed, seed + count):
        world = World(each)
        world.play(steps)
        seen.update(world.seen)
        seen.update({f"{kind} shops": 1 for kind in world.kinds.values()})
    return seen


def main() -> int:
    """Play from the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    seen = run(options.count, options.seed)
    for name, times in sorted(seen.items()):
        sys.stdout.write(f"{times:>9}  {name}\n")
    return 0 if all(seen[f"{kind.name} shops"] >= min(500, options.count // 20) for kind in KINDS) else 1


if __name__ == "__main__":
    sys.exit(main())
