"""The sale being typed at the counter: frozen, changed by pure functions, no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass, field, replace

from loyalty.basket import Basket, Choices, Line, Product, Tender
from loyalty.outcome import Outcome
from loyalty.shop import ShopRules

DIGITS_MAX = 9


@dataclass(frozen=True)
class Sent:
    """The ids and the time of a command that left for the disk, when nobody knows whether it was stored."""

    operation_id: str
    print_job_id: str
    at_ms: int


@dataclass(frozen=True)
class Draft:
    """What the cashier has typed so far.

    `amount` and `tendered` are digits as typed; "" is nothing typed, which is not the same as "0". `lines` are items of
    the catalogue. `stamps` is a number counted by hand, None for the automatic count. `tender` is the name of the way
    of paying, "" the shop's first, cash. While `tendering`, digits go to `tendered`. `sent` stays until something is
    changed: sent again, it is the same sale.
    """

    amount: str = ""
    lines: tuple[Line, ...] = ()
    stamps: int | None = None
    rewards: Mapping[str, int] = field(default_factory=dict)
    tender: str = ""
    tendered: str = ""
    tendering: bool = False
    parked_id: str = ""
    sent: Sent | None = None

    @property
    def untouched(self) -> bool:
        """Whether nothing would be lost by clearing it."""
        return replace(self, tender="", tendering=False) == Draft()


def edited(before: Draft, after: Draft) -> Draft:
    """`after`; a sale that is another one than `before` was never sent."""
    return after if replace(after, tendering=before.tendering) == before else replace(after, sent=None)


def typed(draft: Draft, digits: str) -> Draft:
    """Digits added to the amount, or to the money received while tendering; more digits than fit are ignored."""
    if draft.tendering:
        return replace(draft, tendered=_longer(draft.tendered, digits))
    return replace(draft, amount=_longer(draft.amount, digits))


def erased(draft: Draft) -> Draft:
    """The last digit taken away."""
    if draft.tendering:
        return replace(draft, tendered=draft.tendered[:-1])
    return replace(draft, amount=draft.amount[:-1])


def cleared(draft: Draft) -> Draft:
    """All digits taken away."""
    return replace(draft, tendered="") if draft.tendering else replace(draft, amount="")


def with_item(draft: Draft, product: Product) -> Draft:
    """One more unit of a product, at its price of now."""
    for index, line in enumerate(draft.lines):
        if line.product_id == product.id and line.unit_price == product.price:
            return with_quantity(draft, index, line.quantity + 1)
    line = Line(product.price, 1, product.id, product.name, product.category, product.tags)
    return replace(draft, lines=(*draft.lines, line), stamps=None)


def with_quantity(draft: Draft, index: int, quantity: int) -> Draft:
    """The line's quantity set; 0 or less removes the line. An index that is gone changes nothing."""
    if not 0 <= index < len(draft.lines):
        return draft
    lines = list(draft.lines)
    if quantity <= 0:
        del lines[index]
    else:
        lines[index] = replace(lines[index], quantity=quantity)
    return replace(draft, lines=tuple(lines), stamps=None)


def with_stamps(draft: Draft, counted: int, change: int) -> Draft:
    """The count by hand moved by `change` from what is counted now, never below 0."""
    return replace(draft, stamps=max(0, counted + change))


def with_reward(draft: Draft, offer_id: str, most: int) -> Draft:
    """One more use of the reward; after the most that is possible, none again."""
    times = draft.rewards.get(offer_id, 0) + 1
    rewards = {chosen: count for chosen, count in draft.rewards.items() if chosen != offer_id}
    if times <= most:
        rewards[offer_id] = times
    return replace(draft, rewards=rewards)


def without_member(draft: Draft) -> Draft:
    """What only a member can have dropped; what was typed stays."""
    return replace(draft, rewards={}, stamps=None, sent=None)


def basket(draft: Draft) -> Basket:
    """The lines, then the typed amount as a line of its own. "0" typed is a line of 0, which the rules refuse."""
    if not draft.amount:
        return Basket(draft.lines)
    return Basket((*draft.lines, Line(int(draft.amount))))


def tender_place(draft: Draft, shop: ShopRules) -> int:
    """Where the way of paying stands among the shop's; one that the shop no longer takes becomes cash, the first."""
    return shop.tenders.index(draft.tender) if draft.tender in shop.tenders else 0


def choices(draft: Draft, shop: ShopRules, card_ids: tuple[str, ...], outcome: Outcome | None = None) -> Choices:
    """What was chosen besides the basket. A tender is stated once what is to pay is known (`outcome`)."""
    stamps = {} if draft.stamps is None else dict.fromkeys(card_ids, draft.stamps)
    tenders: tuple[Tender, ...] = ()
    if outcome is not None and outcome.to_pay > 0:
        place = tender_place(draft, shop)
        cash = place == 0
        amount = int(draft.tendered) if cash and draft.tendered else outcome.to_pay
        tenders = (Tender(shop.tenders[place], amount, gives_change=cash),)
    return Choices(rewards=dict(draft.rewards), stamps=stamps, tenders=tenders)


def as_parked(draft: Draft) -> dict[str, object]:
    """JSON-ready, for the table of parked sales."""
    return {
        "amount": draft.amount,
        "lines": [
            [line.unit_price, line.quantity, line.product_id, line.name, line.category, list(line.tags)]
            for line in draft.lines
        ],
        "stamps": draft.stamps,
        "rewards": dict(draft.rewards),
        "tender": draft.tender,
        "tendered": draft.tendered,
        "sent": None if draft.sent is None else list(astuple(draft.sent)),
    }


def from_parked(parked_id: str, sale: Mapping[str, object]) -> Draft:
    """The inverse of `as_parked`."""
    lines = sale["lines"]
    rewards = sale["rewards"]
    stamps = sale["stamps"]
    sent = sale["sent"]
    if not (isinstance(lines, list) and isinstance(rewards, dict)):
        raise TypeError(f"a parked sale of another shape: {sale!r}")
    return Draft(
        amount=str(sale["amount"]),
        lines=tuple(
            Line(price, count, product, name, cat, tuple(tags)) for price, count, product, name, cat, tags in lines
        ),
        stamps=stamps if isinstance(stamps, int) else None,
        rewards=rewards,
        tender=str(sale["tender"]),
        tendered=str(sale["tendered"]),
        parked_id=parked_id,
        sent=Sent(*sent) if isinstance(sent, list) else None,
    )


def _longer(digits: str, more: str) -> str:
    joined = digits + more
    if joined.strip("0") == "" and joined:
        return "0"
    joined = joined.lstrip("0")
    return joined if len(joined) <= DIGITS_MAX else digits
