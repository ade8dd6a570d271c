"""A shop that runs every ready programme at once, and a member who has something of most: the longest slips."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from loyalty.basket import Basket, Choices, Line, Tender
from loyalty.gallery import gallery_in
from loyalty.ledger import Account, Operation
from loyalty.outcome import Outcome
from loyalty.outlook import outlook, standing_after
from loyalty.paying_out import PaidOut
from loyalty.programmes import Programme
from loyalty.words import Words
from printing.document import Document
from printing.layouts import receipt, reversal
from tests.loyalty.till import DAY_MS, Till
from tests.printing.samples import AT, AT_MS, SHOP

LATTE = Line(120, 2, "latte", "拿鐵", "飲料/咖啡")
CAKE = Line(180, 1, "cake", "巴斯克乳酪蛋糕", "甜點")
CASH = Tender("現金", 1_000, True)
WALLET = "stored-value:pay"
GOODS = Basket((LATTE, CAKE))
CHOICES = Choices({WALLET: 200}, tenders=(CASH,), codes=("HELLO",))


def programmes(words: Words) -> tuple[Programme, ...]:
    """All that the gallery has, with one ladder of tiers."""
    return tuple(each for each in gallery_in(words, date(2026, 11, 22)) if each.id != "nine-and-eight")


def till(words: Words) -> Till:
    """A till of that shop on the slips' own day; the member bought a machine and topped up not long ago."""
    shop = Till(programmes(words), SHOP)
    shop.about = {"joined_at_ms": AT_MS - 400 * DAY_MS}
    shop.now_ms = AT_MS - 70 * DAY_MS
    shop.sell(Basket((Line(9_500, 1, "machine", "咖啡機", "器材"),)))
    shop.now_ms = AT_MS - 10 * DAY_MS
    shop.sell(bought(shop, "stored-value:first", "ten-lattes-kept:latte"))
    shop.now_ms = AT_MS
    return shop


def bought(shop: Till, *plan_ids: str) -> Basket:
    """A basket of plans as the counter adds them."""
    plans = {plan.id: plan for plan in shop.quote(Basket()).plans}
    lines = [Line(plans[each].price, 1, name=plans[each].title, plan=each) for each in plan_ids]
    return Basket(tuple(lines))


def slips(words: Words) -> Iterator[tuple[str, Document]]:
    """A sale that everything has to do with, what is bought for later, and both going back."""
    shop = till(words)
    yield "receipt_all", _receipt(shop, GOODS, CHOICES, words)
    sale = shop.sell(GOODS, CHOICES)
    later = bought(shop, "stored-value:again", "yearly-member:time", "monthly-delivery:time")
    yield "receipt_top_up", _receipt(shop, later, Choices(), words)
    shop.now_ms = AT_MS + 1
    yield "reversal_wallets", _taken_back(shop, sale, words)
    yield "reversal_pay_out", _paid_out(shop, words)


def _receipt(shop: Till, basket: Basket, choices: Choices, words: Words) -> Document:
    sold: Outcome = shop.quote(basket, choices)
    assert not sold.refusals, sold.refusals
    after = standing_after(shop.standing(), sold.entries, AT_MS, visits=1)
    facts = receipt.ReceiptFacts(
        SHOP,
        AT,
        "A-000123",
        "王小美",
        "0912-***-678",
        programmes(words),
        sold,
        choices.tenders,
        outlook=outlook(programmes(words), after, AT_MS, SHOP),
    )
    return receipt.receipt(facts, words)


def _taken_back(shop: Till, sale: Operation, words: Words) -> Document:
    before = shop.standing().balances()
    refunded = shop.refund(sale)
    assert isinstance(refunded, Operation)
    return reversal.reversal(_facts(refunded, "A-000123", before, shop.standing().balances(), words), words)


def _paid_out(shop: Till, words: Words) -> Document:
    before = shop.standing().balances()
    answer = shop.pay_out("stored-value")
    assert isinstance(answer, PaidOut)
    facts = _facts(shop.operations[-1], "", before, shop.standing().balances(), words)
    return reversal.reversal(replace(facts, kept={"fee": 3}), words)


def _facts(
    done: Operation, original: str, before: Mapping[Account, int], after: Mapping[Account, int], words: Words
) -> reversal.ReversalFacts:
    return reversal.ReversalFacts(
        SHOP,
        AT,
        done.kind,
        "A-000124",
        original,
        "王小美",
        "0912-***-678",
        programmes(words),
        done.bill,
        done.entries,
        before,
        after,
    )
