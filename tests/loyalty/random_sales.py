"""Random sales of a random shop."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from loyalty.basket import Basket, Choices, Line
from loyalty.checkout import quote
from loyalty.detail import detail_of
from loyalty.ledger import Operation, OperationKind
from loyalty.outcome import Outcome
from loyalty.plans import Plan
from loyalty.refusals import RefusalReason
from loyalty.taken_codes import public_code
from tests.loyalty.random_checks import check_explained, check_outcome, differs, quoted_both_ways
from tests.loyalty.random_world import GOODS, MEMBERS, World, sale_values

_UNDOABLE = (OperationKind.SALE, OperationKind.CREDIT, OperationKind.ADJUST, OperationKind.REFER)


class Sales:
    """The move of one shop that sells."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.rng = world.rng

    def sell(self) -> Operation | None:
        """A sale of anything to anybody, unless the rules refuse it."""
        world = self.world
        member = self.rng.choice((*MEMBERS, *MEMBERS, None))
        basket, choices = self.wanted(member)
        outcome = self._quote(member, basket, choices)
        if world.careful and is_short(outcome):
            return None
        self._count_effects(member, basket, choices, outcome)
        world.write("sale", **sale_values(member, basket, choices))
        if outcome.refusals:
            world.seen["refused"] += 1
            return None
        self.check(outcome)
        return self.record(member, basket, choices, outcome)

    def wanted(self, member: int | None) -> tuple[Basket, Choices]:
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
        if not (self.world.careful and is_short(answer)):
            return choices
        return replace(choices, rewards={**choices.rewards, **dict.fromkeys(answer.dropped, 0)})

    def record(self, member: int | None, basket: Basket, choices: Choices, outcome: Outcome, **more: Any) -> Operation:
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
        known = [code for each in self.world.programmes if (code := public_code(each))]
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

    def check(self, outcome: Outcome, credited: bool = False) -> None:
        """What must hold for every answer that is recorded."""
        check_outcome(outcome, f"seed {self.world.seed}", credited)
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


def is_short(outcome: Outcome) -> bool:
    """Whether something chosen cannot be used, but for what loses against a better discount."""
    return any(each.reason is not RefusalReason.OTHER_DISCOUNT_BETTER for each in outcome.dropped.values())
