"""What is done to the sales of a random shop later: taken back, whole or in pieces, edited, opened again, credited."""

from __future__ import annotations

from collections import Counter
from typing import Any

from loyalty.basket import Basket, Choices
from loyalty.detail import basket_of, detail_of
from loyalty.earlier_sales import credit
from loyalty.editing import Edited, edit, reopen
from loyalty.ledger import SHOP, Operation, OperationKind
from loyalty.outcome import Outcome
from loyalty.pieces import DIFFERENCE
from loyalty.refusals import Refusal
from loyalty.reversals import Reversal, cancel, ended_by, holders_of, member_of, refund, undo
from tests.loyalty.random_sales import Sales, is_short
from tests.loyalty.random_world import MEMBERS, member_name, sale_values

_UNDOABLE = (OperationKind.SALE, OperationKind.CREDIT, OperationKind.ADJUST, OperationKind.REFER)


class SoldBefore(Sales):
    """The moves of one shop that act on what was sold."""

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
            answer = cancel(original, *known, world.programmes)
        elif how == "undo":
            answer = undo(original, False, False, *known)
        else:
            answer = refund(original, earlier, standing, amount, *known[2:], lines=lines, programmes=world.programmes)
        named = None if lines is None else {str(index): units for index, units in lines.items()}
        world.write(how, of=original.id, amount=amount, lines=named)
        if isinstance(answer, Reversal):
            self._taken_back(original, member, answer)
        return answer

    def _taken_back(self, original: Operation, member: int | None, answer: Reversal) -> None:
        world = self.world
        part = answer.kind is OperationKind.REFUND and -answer.bill < original.bill
        world.seen["refund of a part" if part else f"{answer.kind.value} of a whole {original.kind.value}"] += 1
        world.seen["difference kept"] += DIFFERENCE in answer.detail
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
        answers = [self._piece(sale) for _ in range(self.rng.randint(0, 4))]
        answers.append(self.reverse(sale, "refund"))
        if world.shop.negative_balance == "refuse" and isinstance(answers[-1], Refusal):
            return
        taken = [answer for answer in answers if isinstance(answer, Reversal)]
        kept = sum(_remembered(answer, DIFFERENCE) for answer in taken)
        money = sum(answer.bill - _remembered(answer, "fee") for answer in taken) - kept
        assert money == -sale.bill, (world.seed, money, sale.bill)
        after = {holder: world.held(holder) for holder in (*MEMBERS, SHOP)}
        if kept:
            # What the sale had filled of an older debt is paid now, and never costs anybody more.
            assert all(_worse(before[each], after[each]) == [] for each in after), (world.seed, sale.id)
        else:
            assert after == before, (world.seed, sale.id, _difference(before, after))
        world.seen["sale refunded in pieces"] += 1

    def _piece(self, sale: Operation) -> Reversal | Refusal:
        """Some of a sale back, by an amount or by a line."""
        lines = len(basket_of(sale.detail).lines)
        if lines and self.rng.random() < 0.4:
            return self.reverse(sale, "refund", lines={self.rng.randrange(lines): 1})
        return self.reverse(sale, "refund", self.rng.randint(1, 200))

    def edit(self) -> None:
        """A recent sale becomes another one, at its own time."""
        world = self.world
        sales = [each for each in world.operations if each.kind is OperationKind.SALE]
        if not sales:
            return
        original = self.rng.choice(sales[-4:])
        earlier, member = world.acting_on(original), original.member_id
        basket, choices = self.wanted(member)
        now, then = world.standing(member, *holders_of(original, earlier)), world.just_before(original)
        ids = world.next_id(), world.next_id(1)
        answer = edit(world.programmes, original, earlier, now, then, basket, choices, world.shop, *ids)
        if world.careful and isinstance(answer, Edited) and is_short(answer.outcome):
            return
        world.write("edit", of=original.id, **sale_values(member, basket, choices))
        if isinstance(answer, Refusal) or answer.outcome.refusals:
            return
        self.check(answer.outcome)
        self._edited(original, basket, choices, answer)

    def _edited(self, original: Operation, basket: Basket, choices: Choices, answer: Edited) -> None:
        taken, member = answer.reversal, original.member_id
        moves = {"bill": taken.bill, "counts_visit": taken.counts_visit, "detail": taken.detail}
        at_ms = original.at_ms
        back = self.world.record(taken.kind, member, taken.entries, reverses=original.id, at_ms=at_ms, **moves)
        versions = original.programme_versions
        more = {"reverses": back.id, "at_ms": at_ms, "programme_versions": versions}
        self.record(member, basket, choices, answer.outcome, **more)

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
        if world.careful and isinstance(answer, Outcome) and is_short(answer):
            return
        world.write("reopen", of=original.id)
        ended = ended_by(original, earlier)
        if isinstance(answer, Refusal) or answer.refusals or ended is None:
            return
        self.check(answer)
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
        self.check(answer, credited=True)
        detail = {**sale.detail, **detail_of(Basket(), Choices(), answer)}
        more = {"bill": answer.to_pay, "counts_visit": 1, "detail": detail, "reverses": sale.id}
        world.record(OperationKind.CREDIT, member, answer.entries, **more)
        if self.rng.random() < 0.4:
            self.undo()


def _remembered(answer: Reversal, name: str) -> int:
    return int(str(answer.detail.get(name, 0)))


def _worse(before: Any, after: Any) -> list[Any]:
    return [account for account in before if after.get(account, 0) < before[account]]


def _difference(before: Any, after: Any) -> Counter[Any]:
    """What is more and what is less than before, by holder and account."""
    change: Counter[Any] = Counter()
    for holder in before:
        for account in {*before[holder], *after[holder]}:
            change[holder, account] = after[holder].get(account, 0) - before[holder].get(account, 0)
    return Counter({place: amount for place, amount in change.items() if amount})
