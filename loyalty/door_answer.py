"""What the rules' door says: outcomes, movements and standings as JSON-ready objects with finished sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from loyalty.basket import Tender
from loyalty.explain import explain_entry, explain_notice, explain_refusal
from loyalty.ledger import DEBT, SHOP, TALLY, Account, Entry, EntryReason, Lot, LotKey, Standing, Unit
from loyalty.money import Currency
from loyalty.outcome import Applied, Offer, Outcome, PricedLine
from loyalty.plans import Plan
from loyalty.refusals import Refusal
from loyalty.situation import Notice
from loyalty.words import Words

Json = dict[str, Any]
_WAITING = frozenset({Unit.REWARD, Unit.COUPON, Unit.ITEM})


class Speaker:
    """Turns values of the rules into answers, in the shop's language and currency.

    `written` says a time (epoch milliseconds UTC) in the shop's zone, `named` whose balance a holder's number is.
    """

    def __init__(
        self,
        words: Words,
        currency: Currency,
        programme_names: Mapping[str, str],
        written: Callable[[int], str],
        named: Callable[[int], str],
    ) -> None:
        self._words = words
        self._currency = currency
        self._names = programme_names
        self._written = written
        self._named = named

    @property
    def words(self) -> Words:
        """The shop's language."""
        return self._words

    def no(self, refusals: Iterable[Refusal]) -> Json:
        """The answer of a step that the rules refuse."""
        return {"ok": False, "refusals": [self.refusal(each) for each in refusals]}

    def refusal(self, refusal: Refusal) -> Json:
        """Reason, facts, and the sentence."""
        sentence = explain_refusal(refusal, self._words, self._currency)
        return {"reason": refusal.reason.value, "facts": dict(refusal.facts), "sentence": sentence}

    def outcome(self, outcome: Outcome, tenders: Iterable[Tender], after: Standing) -> Json:
        """The whole outcome of a quote, sale or credit; `after` is where the member stands with it."""
        return {
            "ok": not outcome.refusals,
            "refusals": [self.refusal(each) for each in outcome.refusals],
            "subtotal": outcome.subtotal,
            "discount": outcome.discount,
            "total": outcome.total,
            "to_pay": outcome.to_pay,
            "tendered": outcome.tendered,
            "change": outcome.change,
            "payments": _payments(outcome, tenders),
            "lines": [_line(each, index, outcome.applied) for index, each in enumerate(outcome.lines)],
            "applied": [_applied(each) for each in outcome.applied],
            "offers": [self._offer(each) for each in outcome.offers],
            "dropped": {name: self.refusal(each) for name, each in sorted(outcome.dropped.items())},
            "counted_stamps": dict(sorted(outcome.counted_stamps.items())),
            "plans": [self.plan(each) for each in outcome.plans],
            "entries": self.entries(outcome.entries),
            "before": balances(outcome.before),
            "earned": _gone(outcome.entries, +1),
            "spent": _gone(outcome.entries, -1),
            "after": balances(outcome.after),
            "pending": self._pending(outcome.entries),
            "lots": self.lots(after),
            "statuses": sorted(outcome.statuses_before),
            "statuses_after": sorted(outcome.statuses_after),
        }

    def movement(self, entries: Iterable[Entry], before: Standing, after: Standing) -> Json:
        """Entries, and the balances of whom they moved."""
        every = tuple(entries)
        touched = dict.fromkeys([entry.account for entry in every if entry.holder is None], 0)
        return {
            "entries": self.entries(every),
            "before": balances({**touched, **before.balances()}),
            "earned": _gone(every, +1),
            "spent": _gone(every, -1),
            "after": balances({**touched, **after.balances()}),
            "lots": self.lots(after),
        }

    def entries(self, entries: Iterable[Entry]) -> list[Json]:
        """Each movement with its lot, whose it is where not the member's, and its sentence."""
        return [self._entry(each) for each in entries]

    def _pending(self, entries: Iterable[Entry]) -> list[Json]:
        """What this sale gives that only a later one can use, once this one is paid."""
        return [
            {
                "account": written_account(entry.account),
                "amount": entry.delta,
                "expires": _day(entry.expires_on),
                "holder": None if entry.holder is None else self._named(entry.holder),
            }
            for entry in entries
            if entry.delta > 0 and entry.account.unit in _WAITING and entry.reason is not EntryReason.GIVEN_BACK
        ]

    def _entry(self, entry: Entry) -> Json:
        name = self._names.get(entry.account.programme_id, entry.account.programme_id)
        return {
            "account": written_account(entry.account),
            "delta": entry.delta,
            "lot": _lot_key(entry.lot),
            "reason": entry.reason.value,
            "facts": dict(entry.facts),
            "expires": _day(entry.expires_on),
            "holder": None if entry.holder is None else self._named(entry.holder),
            "sentence": explain_entry(entry, name, self._words, self._currency),
        }

    def _offer(self, offer: Offer) -> Json:
        return {
            "id": offer.id,
            "title": offer.title,
            "kind": offer.kind.value,
            "account": written_account(offer.account),
            "price": offer.price,
            "value": offer.value,
            "most": offer.most,
            "chosen": offer.chosen,
            "automatic": offer.automatic,
            "is_payment": offer.is_payment,
            "choice": list(offer.choice),
            "gives": balances(offer.gives),
            "why_not": None if offer.why_not is None else self.refusal(offer.why_not),
        }

    def plan(self, plan: Plan) -> Json:
        """Something that can be bought for later."""
        return {
            "id": plan.id,
            "title": plan.title,
            "price": plan.price,
            "open": plan.is_open,
            "most": plan.most,
            "why_not": None if plan.why_not is None else self.refusal(plan.why_not),
        }

    def notice(self, notice: Notice) -> Json:
        """Something to tell about a member."""
        name = self._names.get(notice.programme_id, notice.programme_id)
        return {
            "key": notice.key,
            "programme": notice.programme_id,
            "facts": dict(notice.facts),
            "sentence": explain_notice(notice, name, self._words, self._currency),
        }

    def lots(self, standing: Standing) -> list[Json]:
        """What is left of each earning, in the order in which it would be spent."""
        return [self._lot(each) for each in sorted(standing.lots, key=_spending_order)]

    def _lot(self, lot: Lot) -> Json:
        return {
            "account": written_account(lot.account),
            "lot": _lot_key(lot.key),
            "left": lot.left,
            "earned": self._written(lot.earned_at_ms) if lot.key.operation_id else None,
            "expires": _day(lot.expires_on),
        }


def balances(held: Mapping[Account, int]) -> dict[str, int]:
    """Balances by account, written "programme/unit"."""
    return {written_account(account): amount for account, amount in sorted(held.items())}


def written_account(account: Account) -> str:
    """The account as a case writes it: "points/point", "coffees/item/latte"."""
    return f"{account.programme_id}/{account.unit_text}"


def member_answer(member: Standing) -> Json:
    """Where a member stands."""
    return {"balances": balances(member.balances()), "visits": member.visits, "spent": member.spent}


def holder_name(members: Mapping[str, int], holder: int) -> str:
    """Whose balance moved: "shop", or a member's name."""
    return "shop" if holder == SHOP else next(name for name, number in members.items() if number == holder)


def _spending_order(lot: Lot) -> tuple[Account, bool, date, int, LotKey]:
    return lot.account, lot.expires_on is None, lot.expires_on or date.max, lot.earned_at_ms, lot.key


def _lot_key(key: LotKey) -> str:
    return {DEBT: "debt", TALLY: "tally"}.get(key) or f"{key.operation_id}/{key.position}"


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _gone(entries: Iterable[Entry], sign: int) -> dict[str, int]:
    """What came in (1) or went out (-1) of each of the member's balances: before + earned - spent = after."""
    sums: dict[Account, int] = {}
    for entry in entries:
        if entry.holder is None and entry.delta * sign > 0:
            sums[entry.account] = sums.get(entry.account, 0) + entry.delta * sign
    return balances(sums)


def _payments(outcome: Outcome, tenders: Iterable[Tender]) -> list[Json]:
    """Wallets and points first, then money as it was handed over."""
    paid = [{"by": each.offer_id, "amount": each.paid} for each in outcome.applied if each.paid]
    return [*paid, *({"by": each.name, "amount": each.amount} for each in tenders)]


def _applied(applied: Applied) -> Json:
    return {
        "id": applied.offer_id,
        "title": applied.title,
        "times": applied.times,
        "discount": applied.discount,
        "paid": applied.paid,
    }


def _line(priced: PricedLine, index: int, applied: Iterable[Applied]) -> Json:
    line = priced.line
    return {
        "product": line.product_id,
        "plan": line.plan or None,
        "name": line.name,
        "unit_price": line.unit_price,
        "quantity": line.quantity,
        "discount": priced.discount,
        "shares": {each.offer_id: each.shares[index] for each in applied if each.shares[index : index + 1] > (0,)},
        "free_units": priced.free_units,
        "net": priced.net,
        "base": priced.base,
        "reward": priced.reward_id,
    }
