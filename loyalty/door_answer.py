"""What the rules' door says: outcomes, reversals and standings as JSON-ready objects with finished sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from loyalty.explain import explain_entry, explain_refusal
from loyalty.ledger import DEBT, Account, Entry, LotKey, Standing
from loyalty.money import Currency
from loyalty.outcome import Offer, Outcome, PricedLine
from loyalty.refusals import Refusal
from loyalty.words import Words

Json = dict[str, Any]


class Speaker:
    """Turns values of the rules into answers, in the shop's language and currency."""

    def __init__(self, words: Words, currency: Currency, programme_names: Mapping[str, str]) -> None:
        self._words = words
        self._currency = currency
        self._names = programme_names

    def no(self, refusals: Iterable[Refusal]) -> Json:
        """The answer of a step that the rules refuse."""
        return {"ok": False, "refusals": [self.refusal(each) for each in refusals]}

    def refusal(self, refusal: Refusal) -> Json:
        """Reason, facts, and the sentence."""
        sentence = explain_refusal(refusal, self._words, self._currency)
        return {"reason": refusal.reason.value, "facts": dict(refusal.facts), "sentence": sentence}

    def outcome(self, outcome: Outcome) -> Json:
        """The whole outcome of a quote, sale or credit."""
        return {
            "ok": not outcome.refusals,
            "refusals": [self.refusal(each) for each in outcome.refusals],
            "subtotal": outcome.subtotal,
            "discount": outcome.discount,
            "to_pay": outcome.to_pay,
            "tendered": outcome.tendered,
            "change": outcome.change,
            "lines": [_line(each) for each in outcome.lines],
            "offers": [self._offer(each) for each in outcome.offers],
            "dropped": {offer_id: self.refusal(each) for offer_id, each in sorted(outcome.dropped.items())},
            "counted_stamps": dict(sorted(outcome.counted_stamps.items())),
            "entries": self.entries(outcome.entries),
            "before": balances(outcome.before),
            "after": balances(outcome.after),
        }

    def entries(self, entries: Iterable[Entry]) -> list[Json]:
        """Each movement with its lot and its sentence."""
        return [self._entry(each) for each in entries]

    def _entry(self, entry: Entry) -> Json:
        name = self._names.get(entry.account.programme_id, entry.account.programme_id)
        return {
            "account": _account(entry.account),
            "delta": entry.delta,
            "lot": _lot(entry.lot),
            "reason": entry.reason.value,
            "facts": dict(entry.facts),
            "sentence": explain_entry(entry, name, self._words, self._currency),
        }

    def _offer(self, offer: Offer) -> Json:
        return {
            "id": offer.id,
            "title": offer.title,
            "price": offer.price,
            "most": offer.most,
            "chosen": offer.chosen,
            "why_not": None if offer.why_not is None else self.refusal(offer.why_not),
        }


def balances(held: Mapping[Account, int]) -> dict[str, int]:
    """Balances by account, written "programme/unit"."""
    return {_account(account): amount for account, amount in sorted(held.items())}


def standing(member: Standing) -> Json:
    """Where a member stands."""
    return {"balances": balances(member.balances()), "visits": member.visits, "spent": member.spent}


def _account(account: Account) -> str:
    return f"{account.programme_id}/{account.unit_text}"


def _lot(key: LotKey) -> str:
    return "debt" if key == DEBT else f"{key.operation_id}/{key.position}"


def _line(priced: PricedLine) -> Json:
    return {
        "product": priced.line.product_id,
        "name": priced.line.name,
        "unit_price": priced.line.unit_price,
        "quantity": priced.line.quantity,
        "discount": priced.discount,
        "free_units": priced.free_units,
        "net": priced.net,
        "reward": priced.reward_id,
    }
