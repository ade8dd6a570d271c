"""Random sales of a random shop, and everything that is done to a sale later."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from loyalty.basket import Basket, Choices, Line
from loyalty.checkout import quote
from loyalty.detail import detail_of
from loyalty.earlier_sales import credit
from loyalty.editing import Edited, edit, reopen
from loyalty.ledger import SHOP, Operation, OperationKind
from loyalty.outcome import Outcome
from loyalty.plans import Plan
from loyalty.refusals import Refusal, RefusalReason
from loyalty.reversals import Reversal, cancel, ended_by, holders_of, member_of, refund, undo
from tests.loyalty.random_checks import check_explained, check_outcome, differs, quoted_both_ways
from tests.loyalty.random_world import GOODS, MEMBERS, World, member_name, sale_values

_UNDOABLE = (OperationKind.SALE, OperationKind.CREDIT, OperationKind.ADJUST, OperationKind.REFER)


class Sales:
    """The moves of one shop that sell, and take back what was sold."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.rng = world.rng

    def sell(self) -> Operation | None:
        """A sale of anything to anybody, unless the rules refuse it."""
        world = self.world
        member = self.rng.choice((*MEMBERS, *MEMBERS, None))
        basket, choices = self._wanted(member)
        outcome = self._quote(member, basket, choices)
        if world.careful and _is_short(outcome):
            return None
        self._count_effects(member, basket, choices, outcome)
        world.write("sale", **sale_values(member, basket, choices))
        if outcome.refusals:
            world.seen["refused"] += 1
            return None
        self._check(outcome)
        return self._record(member, basket, choices, outcome)

    def _wanted(self, member: int | None) -> tuple[Basket, Choices]:
        basket = self._basket()
        plain = self._quote(member, basket, Choices(codes=self._codes()))
        if plain.plans and member is not None and self.rng.random() < 0.4:
            plan = self.rng.choice(plain.plans)
            basket = Basket((*basket.lines, self._plan_line(plan)))
        choices = self._choices(plain)
        return basket, self._heeded(choices, self._quote(member, basket, choices))

    def _plan_line(self, plan: Plan) -> Line:
        return Line(self.rng.randint(1, 300) if plan.is_open else plan.price, plan=plan.id)

    def _heeded(self, choices: Choices, answer: Outcome) -> Choices:
        """What the cashier leaves of the choices when told that some of them cannot be used."""
        if not (self.world.careful and _is_short(answer)):
            return choices
        return replace(choices, rewards={**choices.rewards, **dict.fromkeys(answer.dropped, 0)})

    def _record(self, member: int | None, basket: Basket, choices: Choices, outcome: Outcome, **more: Any) -> Operation:
        detail = detail_of(basket, choices, outcome)
        values = {"bill": outcome.to_pay, "counts_visit": 1, "detail": detail, **more}
        return self.world.record(OperationKind.SALE, member, outcome.entries, **values)

    def _basket(self) -> Basket:
        goods = self.rng.sample(GOODS, self.rng.randint(0, 3))
        lines = [replace(line, quantity=self.rng.randint(1, 4)) for line in goods]
        if self.rng.random() < 0.4 or not lines:
            lines.append(Line(self.rng.choice((1, 37, 95, 100, 288, 3_000))))
        return Basket(tuple(lines) if self.rng.random() < 0.95 else ())

    def _codes(self) -> tuple[str, ...]:
        """Public codes and those of coupons that were put out, used ones too."""
        known = [str(each.terms["code"]) for each in self.world.programmes if each.terms.get("code")]
        issued = [each for each in self.world.operations if each.kind is OperationKind.ISSUE]
        out = [entry.account.part for each in issued for entry in each.entries]
        some = self.rng.sample(out, min(len(out), self.rng.randint(0, 2)))
        return tuple(dict.fromkeys([*known, *some])) if self.rng.random() < 0.7 else ()

    def _choices(self, plain: Outcome) -> Choices:
        rng, rewards, items, notes = self.rng, {}, {}, {}
        for offer in plain.offers:
            if rng.random() < 0.6:
                rewards[offer.id] = 0 if offer.automatic else rng.randint(1, max(1, min(offer.most, 300)))
            if offer.choice and rng.random() < 0.5:
                items[offer.id] = rng.choice(offer.choice)
            if offer.id.endswith(":give"):
                listed = [reason for each in self.world.programmes for reason in each.terms.get("reasons", ())]  # type: ignore[attr-defined]
                notes[offer.id] = rng.choice(listed or [""])
        stamps = {"stamp_card": rng.randint(0, 4)} if rng.random() < 0.1 else {}
        return Choices(rewards=rewards, items=items, notes=notes, stamps=stamps, codes=self._codes())

    def _quote(self, member: int | None, basket: Basket, choices: Choices) -> Outcome:
        world, standing = self.world, self.world.standing(member)
        known = (world.programmes, standing, basket, choices, world.now_ms, world.shop, world.next_id())
        return quoted_both_ways(*known, f"seed {world.seed}")

    def _check(self, outcome: Outcome) -> None:
        check_outcome(outcome, f"seed {self.world.seed}")
        check_explained(outcome, self.world.programmes, self.world.shop, f"seed {self.world.seed}")

    def _count_effects(self, member: int | None, basket: Basket, choices: Choices, outcome: Outcome) -> None:
        """A kind works where the sale would have been another without it."""
        world, standing = self.world, self.world.standing(member)
        for programme in world.programmes:
            others = [each for each in world.programmes if each.id != programme.id]
            without = quote(others, standing, basket, choices, world.now_ms, world.shop, world.next_id())
            if programme.kind == "points" or not any(line.plan.startswith(f"{programme.id}:") for line in basket.lines):
                if differs(outcome, without):
                    world.seen[f"{programme.kind} works"] += 1
            elif not outcome.refusals:
                world.seen[f"{programme.kind} works"] += 1
                world.seen[f"{programme.kind} bought"] += 1
        if outcome.refusals:
            return
        for applied in outcome.applied:
            world.seen[f"{world.kinds[applied.offer_id.partition(':')[0]]} used"] += 1

    def take_back(self) -> None:
        """A refund of all or a part, by amount or by line, or a cancel, of any sale."""
        sales = [each for each in self.world.operations if each.kind is OperationKind.SALE]
        if not sales:
            return
        sale = self.rng.choice(sales)
        if self.rng.random() < 0.3:
            self.reverse(self.rng.choice(sales[-3:]), "cancel")
        elif self.rng.random() < 0.3:
            lines = sale.detail.get("lines", ())
            picked = {index: self.rng.randint(1, 2) for index in range(len(lines)) if self.rng.random() < 0.5}  # type: ignore[arg-type]
            self.reverse(sale, "refund", lines=picked or {0: 1})
        else:
            self.reverse(sale, "refund", amount=self.rng.choice((None, 1, self.rng.randint(1, 300))))

    def undo(self) -> None:
        """The last operation is undone where that may be."""
        done = [each for each in self.world.operations if each.kind is not OperationKind.EXPIRE]
        if done and done[-1].kind in _UNDOABLE:
            self.reverse(done[-1], "undo")

    def reverse(
        self, original: Operation, how: str, amount: int | None = None, lines: dict[int, int] | None = None
    ) -> Reversal | Refusal:
        """Take an operation back, or not where the rules refuse."""
        world = self.world
        earlier = world.acting_on(original)
        member = member_of(original, earlier)
        standing = world.standing(member, *holders_of(original, earlier))
        known = (earlier, standing, world.now_ms, world.shop, world.next_id())
        if how == "cancel":
            answer = cancel(original, *known)
        elif how == "undo":
            answer = undo(original, False, False, *known)
        else:
            answer = refund(original, earlier, standing, amount, *known[2:], lines=lines)
        named = None if lines is None else {str(index): units for index, units in lines.items()}
        world.write(how, of=original.id, amount=amount, lines=named)
        if isinstance(answer, Reversal):
            self._taken_back(original, member, answer)
        return answer

    def _taken_back(self, original: Operation, member: int | None, answer: Reversal) -> None:
        world = self.world
        part = answer.kind is OperationKind.REFUND and -answer.bill < original.bill
        world.seen["refund of a part" if part else f"{answer.kind.value} of a whole {original.kind.value}"] += 1
        for kind in {world.kinds[entry.account.programme_id] for entry in answer.entries}:
            world.seen[f"{kind} taken back"] += 1
        moves = {"bill": answer.bill, "counts_visit": answer.counts_visit, "detail": answer.detail}
        world.record(answer.kind, member, answer.entries, reverses=original.id, **moves)

    def refund_in_pieces(self) -> None:
        """A sale refunded at once in any pieces leaves every balance as it was."""
        world = self.world
        before = {holder: world.held(holder) for holder in (*MEMBERS, SHOP)}
        sale = self.sell()
        if sale is None:
            return
        answers = [self.reverse(sale, "refund", self.rng.randint(1, 200)) for _ in range(self.rng.randint(0, 4))]
        answers.append(self.reverse(sale, "refund"))
        if world.shop.negative_balance == "refuse" and isinstance(answers[-1], Refusal):
            return
        money = sum(answer.bill for answer in answers if isinstance(answer, Reversal))
        assert money == -sale.bill, (world.seed, money, sale.bill)
        after = {holder: world.held(holder) for holder in (*MEMBERS, SHOP)}
        assert after == before, (world.seed, sale.id, _difference(before, after))
        world.seen["sale refunded in pieces"] += 1

    def edit(self) -> None:
        """A recent sale becomes another one, at its own time."""
        world = self.world
        sales = [each for each in world.operations if each.kind is OperationKind.SALE]
        if not sales:
            return
        original = self.rng.choice(sales[-4:])
        earlier, member = world.acting_on(original), original.member_id
        basket, choices = self._wanted(member)
        now, then = world.standing(member, *holders_of(original, earlier)), world.just_before(original)
        ids = world.next_id(), world.next_id(1)
        answer = edit(world.programmes, original, earlier, now, then, basket, choices, world.shop, *ids)
        if world.careful and isinstance(answer, Edited) and _is_short(answer.outcome):
            return
        world.write("edit", of=original.id, **sale_values(member, basket, choices))
        if isinstance(answer, Refusal) or answer.outcome.refusals:
            return
        self._check(answer.outcome)
        self._edited(original, basket, choices, answer)

    def _edited(self, original: Operation, basket: Basket, choices: Choices, answer: Edited) -> None:
        taken, member = answer.reversal, original.member_id
        moves = {"bill": taken.bill, "counts_visit": taken.counts_visit, "detail": taken.detail}
        at_ms = original.at_ms
        back = self.world.record(taken.kind, member, taken.entries, reverses=original.id, at_ms=at_ms, **moves)
        versions = original.programme_versions
        more = {"reverses": back.id, "at_ms": at_ms, "programme_versions": versions}
        self._record(member, basket, choices, answer.outcome, **more)

    def reopen(self) -> None:
        """A sale that was undone or cancelled stands again."""
        world = self.world
        gone = [each for each in world.operations if each.kind in (OperationKind.UNDO, OperationKind.CANCEL)]
        if not gone:
            return
        by_id = {each.id: each for each in world.operations}
        original = by_id[self.rng.choice(gone).reverses or ""]
        earlier, member = world.acting_on(original), original.member_id
        now, then = world.standing(member, *holders_of(original, earlier)), world.just_before(original)
        answer = reopen(world.programmes, original, earlier, now, then, world.shop, world.next_id())
        if world.careful and isinstance(answer, Outcome) and _is_short(answer):
            return
        world.write("reopen", of=original.id)
        ended = ended_by(original, earlier)
        if isinstance(answer, Refusal) or answer.refusals or ended is None:
            return
        self._check(answer)
        world.seen["reopened"] += 1
        detail = {**original.detail, **detail_of(Basket(), Choices(), answer)}
        more = {"bill": answer.to_pay, "counts_visit": 1, "detail": detail, "reverses": ended.id}
        more |= {"at_ms": original.at_ms, "programme_versions": original.programme_versions}
        world.record(OperationKind.SALE, member, answer.entries, **more)

    def credit(self) -> None:
        """A sale without a member is given to one."""
        world = self.world
        nobodys = [each for each in world.operations if each.kind is OperationKind.SALE and each.member_id is None]
        if not nobodys:
            return
        sale, member = self.rng.choice(nobodys), self.rng.choice(MEMBERS)
        then = world.programmes_at(sale.at_ms)
        known = (world.standing(member), sale, world.acting_on(sale), world.now_ms, world.shop, world.next_id())
        answer = credit(then, *known)
        world.write("credit", of=sale.id, member=member_name(member))
        if isinstance(answer, Refusal) or answer.refusals:
            return
        self._check(answer)
        detail = {**sale.detail, **detail_of(Basket(), Choices(), answer)}
        more = {"bill": answer.to_pay, "counts_visit": 1, "detail": detail, "reverses": sale.id}
        world.record(OperationKind.CREDIT, member, answer.entries, **more)


def _is_short(outcome: Outcome) -> bool:
    """Whether something chosen cannot be used, but for what loses against a better discount."""
    return any(each.reason is not RefusalReason.OTHER_DISCOUNT_BETTER for each in outcome.dropped.values())


def _difference(before: Any, after: Any) -> Counter[Any]:
    """What is more and what is less than before, by holder and account."""
    change: Counter[Any] = Counter()
    for holder in before:
        for account in {*before[holder], *after[holder]}:
            change[holder, account] = after[holder].get(account, 0) - before[holder].get(account, 0)
    return Counter({place: amount for place, amount in change.items() if amount})
