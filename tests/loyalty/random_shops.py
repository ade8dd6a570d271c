"""Random shops with random histories, replayable by seed; what must hold is checked at every step.

`python -m tests.loyalty.random_shops --count 10000 --seed 1` prints how often each kind, refund and expiry occurred.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

from loyalty.adjustments import Adjustment, adjust, give_tier, take_tier
from loyalty.checkout import situate
from loyalty.coupons import Batch, issue
from loyalty.explain import explain_notice, how_far
from loyalty.joining import join_entries
from loyalty.ledger import Account, OperationKind, Unit
from loyalty.members import BirthdayCalendar
from loyalty.paying_out import PaidOut, pay_out
from loyalty.programs import KINDS, kind_of
from loyalty.referrals import refer, referrer_of
from loyalty.refusals import Refusal
from loyalty.words import Words
from tests.loyalty.random_sold_before import SoldBefore
from tests.loyalty.random_world import DAY_MINUTES, MEMBERS, World, member_name

_STEPS = 20
_FOLLOWS = {Unit.TIER, Unit.USE, Unit.REFERRAL, Unit.REFERRED, Unit.COUPON, Unit.DONATION, Unit.MEMBERSHIP}
_WHAT = ("shops", "works", "bought", "used", "expired", "taken back")
# What must occur, of the things that are done to sales and beside them.
DONE = (
    "refund of a part",
    "refund of a whole sale",
    "cancel of a whole sale",
    "undo of a whole sale",
    "undo of a whole credit",
    "undo of a whole adjust",
    "sale refunded in pieces",
    "edit",
    "reopened",
    "credit",
    "expire",
    "adjust",
    "tier given",
    "pay_out",
    "issue",
    "refer",
)


class Office:
    """The moves of one shop beside its sales."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.rng = world.rng

    def join_all(self) -> None:
        """Everybody joins on the first morning."""
        world = self.world
        for member in MEMBERS:
            known = world.standing(member)
            world.write(
                "join", member=member_name(member), birthday=_written(world, member), tags=[*world.tags[member]]
            )
            entries = join_entries(world.programmes, known, world.now_ms, world.shop, world.next_id())
            world.record(OperationKind.JOIN, member, entries)
            for kind in {world.kinds[entry.account.programme_id] for entry in entries}:
                world.seen[f"{kind} works"] += 1

    def pass_time(self) -> None:
        """Days pass; everybody's panel is looked at in both languages."""
        self.world.pass_minutes(self.rng.choice((1, 1, 3, 10, 30, 90, 400)) * DAY_MINUTES)
        if self.world.lazy:
            self.world.expire_all()
        self._look()

    def _look(self) -> None:
        """Notices, next steps and sentences have their words, whatever the terms and balances are."""
        world, programmes = self.world, self.world.programmes
        situation = situate(programmes, world.standing(self.rng.choice(MEMBERS)), world.now_ms, world.shop)
        for words in (Words("zh_tw"), Words("en")):
            for programme in programmes:
                kind = kind_of(programme)
                assert kind.sentence(programme, world.shop.currency, words).strip(), (world.seed, programme.kind)
                how_far(programme, situation.balances, words)
                for notice in kind.notices(programme, situation):
                    assert explain_notice(notice, programme.name, words, world.shop.currency), (world.seed, notice)

    def refer(self) -> None:
        """Somebody brought somebody."""
        world = self.world
        member, by = self.rng.sample(MEMBERS, 2)
        ancestors, above = [], referrer_of(world.standing(by))
        while above is not None:
            ancestors.append(above)
            above = referrer_of(world.standing(above))
        known = (world.standing(member, by), world.standing(by), world.now_ms, world.shop, world.next_id())
        answer = refer(world.programmes, *known, ancestors)
        world.write("refer", member=member_name(member), referrer=member_name(by))
        if not isinstance(answer, Refusal):
            world.record(OperationKind.REFER, member, answer)

    def issue(self) -> None:
        """A batch of coupons for whoever brings them."""
        world = self.world
        issuing = [each for each in world.programmes if each.terms.get("way") == "issued"]
        if not issuing:
            return
        answer = issue(issuing[0], self.rng.randint(1, 4), world.next_id(), world.day)
        count = len(answer.codes) if isinstance(answer, Batch) else 1
        world.write("issue", programme=issuing[0].id, count=count)
        if isinstance(answer, Batch):
            world.record(OperationKind.ISSUE, None, answer.entries)

    def adjust(self) -> None:
        """A balance is corrected by hand, a tier is given or taken."""
        world, member = self.world, self.rng.choice(MEMBERS)
        tiers = [each for each in world.programmes if each.kind == "tiers"]
        if tiers and self.rng.random() < 0.5:
            self._tier(tiers[0].id, member)
            return
        accounts = sorted(_adjustable(world, member))
        accounts = [each for each in accounts if each.programme_id in {known.id for known in world.programmes}]
        if not accounts:
            return
        account, amount = self.rng.choice(accounts), self.rng.choice((-30, -1, 0, 1, 5, 60))
        known = (world.standing(member), world.now_ms, world.shop, world.next_id(), "盤點")
        answer = adjust(world.programmes, account, amount, *known)
        written = f"{account.programme_id}/{account.unit_text}"
        world.write("adjust", member=member_name(member), account=written, amount=amount, reason="盤點")
        self._adjusted(member, answer)

    def _tier(self, programme_id: str, member: int) -> None:
        world = self.world
        programme = next(each for each in world.programmes if each.id == programme_id)
        levels: list[str] = [row["id"] for row in programme.terms["levels"]]  # type: ignore[attr-defined]
        known, said = (world.standing(member), world.next_id(), "常客"), {"reason": "常客"}
        if self.rng.random() < 0.3:
            answer = take_tier(programme, *known)
            world.write("take_tier", member=member_name(member), programme=programme_id, **said)
        else:
            level, until = self.rng.choice(levels), self.rng.choice((None, world.day + timedelta(days=30)))
            answer = give_tier(programme, level, *known, until)
            said |= {"level": level, **({"until": until.isoformat()} if until else {})}
            world.write("give_tier", member=member_name(member), programme=programme_id, **said)
            world.seen["tier given"] += 1
        self._adjusted(member, answer)

    def _adjusted(self, member: int, answer: Adjustment | Refusal) -> None:
        if isinstance(answer, Adjustment):
            self.world.record(OperationKind.ADJUST, member, answer.entries, detail=answer.detail)

    def pay_out(self) -> None:
        """What is unspent goes back as money."""
        world, member = self.world, self.rng.choice(MEMBERS)
        sold = [each for each in world.programmes if each.kind in ("stored_value", "prepaid")]
        if not sold:
            return
        known = (sold[0].id, world.standing(member), world.now_ms, world.shop, world.next_id())
        answer = pay_out(world.programmes, *known)
        world.write("pay_out", member=member_name(member), programme=sold[0].id)
        if isinstance(answer, PaidOut):
            world.record(OperationKind.PAY_OUT, member, answer.entries, bill=answer.bill)


def _written(world: World, member: int) -> str:
    """A birthday as the door reads it."""
    birthday = world.birthdays[member]
    if birthday is None:
        return ""
    lunar = "農曆" if birthday.calendar is BirthdayCalendar.LUNAR else ""
    return f"{lunar}{birthday.month}/{birthday.day}"


def play(seed: int, lazy: bool = False, careful: bool = False, steps: int = _STEPS) -> World:
    """One shop and its whole history. Raises AssertionError naming the seed where something does not hold."""
    world = World(seed, lazy, careful)
    sales, office = SoldBefore(world), Office(world)
    moves: tuple[Callable[[], object], ...] = (
        *(sales.sell,) * 9, *(sales.take_back,) * 2, sales.refund_in_pieces, sales.edit, sales.reopen,
        *(sales.credit,) * 3, *(office.pass_time,) * 3, office.refer, *(office.issue,) * 3, *(office.adjust,) * 2,
        *(office.pay_out,) * 3,
    )  # fmt: skip
    office.join_all()
    if world.rng.random() < 0.5:
        office.refer()
    for _ in range(steps):
        world.pass_minutes(world.rng.randint(1, 9) if world.rng.random() < 0.5 else world.rng.randint(10, 300))
        world.rng.choice(moves)()
        if world.rng.random() < 0.15:
            sales.undo()
    return world


def run(count: int, seed: int) -> Counter[str]:
    """Play so many shops; what occurred. Raises AssertionError naming the seed of the shop that broke."""
    seen: Counter[str] = Counter()
    for each in range(seed, seed + count):
        world = play(each, lazy=each % 2 == 0)
        seen.update(world.seen)
        seen.update({f"{kind} shops": 1 for kind in world.kinds.values()})
    return seen


def table(seen: Counter[str]) -> str:
    """How often each kind was there, made a difference, was bought, used, ended and taken back; and what was done."""
    lines = ["".join(["kind".ljust(14), *(what.rjust(11) for what in _WHAT)])]
    for kind in KINDS:
        lines.append("".join([kind.name.ljust(14), *(f"{seen[f'{kind.name} {what}']:>11,}" for what in _WHAT)]))
    lines += ["", *(f"{seen[what]:>9,}  {what}" for what in (*DONE, "refused"))]
    return "\n".join(lines)


def _adjustable(world: World, member: int) -> list[Account]:
    """What may be corrected by hand; tiers are given and taken, uses and referrals follow from what was done."""
    situation = situate(world.programmes, world.standing(member), world.now_ms, world.shop)
    return [account for account in situation.balances if account.unit not in _FOLLOWS]


def too_rare(seen: Counter[str], least: int) -> list[str]:
    """What occurred less often than so: each kind must have made a difference, and each thing been done."""
    wanted = [*(f"{kind.name} works" for kind in KINDS), *DONE]
    return [what for what in wanted if seen[what] < least]


def main() -> int:
    """Play from the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    seen = run(options.count, options.seed)
    rare = too_rare(seen, options.count // 20)
    sys.stdout.write(table(seen) + "\n" + "".join(f"too rare: {what}\n" for what in rare))
    return 1 if rare else 0


if __name__ == "__main__":
    sys.exit(main())
