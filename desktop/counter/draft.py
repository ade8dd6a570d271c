"""The sale being typed at the counter: frozen, changed by pure functions, no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass, field, replace
from typing import Any, TypeVar

from loyalty.basket import Basket, Choices, Line, Product, Tender
from loyalty.plans import Plan
from loyalty.shop import ShopRules

DIGITS_MAX = 9


@dataclass(frozen=True)
class Sent:
    """The ids and the time of a command that left for the disk, when nobody knows whether it was stored."""

    operation_id: str
    print_job_id: str
    at_ms: int


@dataclass(frozen=True)
class Asking:
    """What the keypad types besides the sale's amount: how much of a wallet, or what an open plan is bought for.

    `id` is the wallet's offer or the plan, `is_plan` tells which; `digits` are as typed.
    """

    id: str
    title: str
    is_plan: bool = False
    digits: str = ""


@dataclass(frozen=True)
class Draft:
    """What the cashier has typed so far.

    `amount` and `tendered` are digits as typed; "" is nothing typed, which is not the same as "0". `lines` are items of
    the catalogue and plans. `stamps` is a number counted by hand, None for the automatic count. `rewards` are uses by
    offer, 0 for an automatic one that was declined; `items` and `notes` the product or reason chosen for an offer.
    `wallets` are whole units of money to pay with each, None for as much as it gives; `codes` are as typed or scanned.
    `tender` is the name of the way of paying, "" the shop's first, cash. While `tendering`, digits go to `tendered`;
    while `asking`, to that. `question` is what the screen asks to choose for: an offer, or plans. `sent` stays until
    something is changed: sent again, it is the same sale. `begun_ms` is when somebody came or something was typed first
    (epoch milliseconds UTC), None before.
    """

    amount: str = ""
    lines: tuple[Line, ...] = ()
    stamps: int | None = None
    rewards: Mapping[str, int] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    wallets: Mapping[str, int | None] = field(default_factory=dict)
    codes: tuple[str, ...] = ()
    tender: str = ""
    tendered: str = ""
    tendering: bool = False
    asking: Asking | None = None
    question: str = ""
    parked_id: str = ""
    sent: Sent | None = None
    begun_ms: int | None = None

    @property
    def untouched(self) -> bool:
        """Whether nothing would be lost by clearing it."""
        return replace(closed(self), tender="", begun_ms=None) == Draft()


def closed(draft: Draft) -> Draft:
    """Digits go to the amount again, and nothing is asked."""
    return replace(draft, tendering=False, asking=None, question="")


def begun(draft: Draft, nobody: bool, now_ms: int) -> Draft:
    """The draft with its beginning: now, unless it has one. Nothing typed for nobody is no sale yet."""
    if nobody and draft.untouched:
        return draft if draft.begun_ms is None else replace(draft, begun_ms=None)
    return draft if draft.begun_ms is not None else replace(draft, begun_ms=now_ms)


def edited(before: Draft, after: Draft) -> Draft:
    """`after`; a sale that is another one than `before` was never sent."""
    return after if closed(after) == closed(before) else replace(after, sent=None)


def typed(draft: Draft, digits: str) -> Draft:
    """Digits added to the amount, or to what the keypad types now; more digits than fit are ignored."""
    if draft.asking is not None:
        return _asked(draft, draft.asking, _longer(draft.asking.digits, digits))
    if draft.tendering:
        return replace(draft, tendered=_longer(draft.tendered, digits))
    return replace(draft, amount=_longer(draft.amount, digits))


def erased(draft: Draft) -> Draft:
    """The last digit taken away."""
    if draft.asking is not None:
        return _asked(draft, draft.asking, draft.asking.digits[:-1])
    if draft.tendering:
        return replace(draft, tendered=draft.tendered[:-1])
    return replace(draft, amount=draft.amount[:-1])


def cleared(draft: Draft) -> Draft:
    """All digits taken away."""
    if draft.asking is not None:
        return _asked(draft, draft.asking, "")
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
    if times > most:
        return without_reward(draft, offer_id)
    others = {chosen: count for chosen, count in draft.rewards.items() if chosen != offer_id}
    return replace(draft, rewards={**others, offer_id: times})


def without_reward(draft: Draft, offer_id: str) -> Draft:
    """The reward not chosen at all, as if nobody had touched it."""
    return replace(
        draft,
        rewards=_without(draft.rewards, offer_id),
        items=_without(draft.items, offer_id),
        notes=_without(draft.notes, offer_id),
    )


def declined(draft: Draft, offer_id: str) -> Draft:
    """An automatic discount that is not wanted; what was declined is taken again."""
    if draft.rewards.get(offer_id) == 0:
        return without_reward(draft, offer_id)
    return replace(draft, rewards={**draft.rewards, offer_id: 0})


def with_wallet(draft: Draft, offer_id: str, title: str) -> Draft:
    """Round and round: as much as it gives, then so much as is typed, then nothing of it."""
    if offer_id not in draft.wallets:
        return replace(closed(draft), wallets={**draft.wallets, offer_id: None})
    if draft.asking is None or draft.asking.id != offer_id:
        return replace(closed(draft), asking=Asking(offer_id, title))
    return replace(closed(draft), wallets=_without(draft.wallets, offer_id))


def with_code(draft: Draft, code: str) -> Draft:
    """A code more; the same code twice is once."""
    return draft if code in draft.codes else replace(draft, codes=(*draft.codes, code))


def without_code(draft: Draft, code: str) -> Draft:
    """A code less."""
    return replace(draft, codes=tuple(kept for kept in draft.codes if kept != code))


def with_plan(draft: Draft, plan: Plan, price: int) -> Draft:
    """One more of a plan at its price; an open one stands once, at the new price."""
    for index, line in enumerate(draft.lines):
        if line.plan == plan.id:
            if plan.is_open:
                lines = (*draft.lines[:index], replace(line, unit_price=price), *draft.lines[index + 1 :])
                return replace(draft, lines=lines, stamps=None)
            return with_quantity(draft, index, min(line.quantity + 1, plan.most))
    return replace(draft, lines=(*draft.lines, Line(price, name=plan.title, plan=plan.id)), stamps=None)


def without_member(draft: Draft) -> Draft:
    """What only a member can have dropped; what was typed stays, and codes, and what was declined."""
    kept = {offer: times for offer, times in draft.rewards.items() if times == 0}
    free = replace(closed(draft), tendering=draft.tendering)
    return replace(free, rewards=kept, items={}, notes={}, wallets={}, stamps=None, sent=None)


def member_only(draft: Draft) -> bool:
    """Whether something is chosen that goes when another member comes."""
    return bool(draft.wallets) or any(draft.rewards.values())


def basket(draft: Draft) -> Basket:
    """The lines, then the typed amount as a line of its own. "0" typed is a line of 0, which the rules refuse."""
    if not draft.amount:
        return Basket(draft.lines)
    return Basket((*draft.lines, Line(int(draft.amount))))


def same_goods(draft: Draft, other: Draft) -> bool:
    """Whether the same is bought, with the same codes; what is used for it may differ."""
    return (basket(draft), draft.codes) == (basket(other), other.codes)


def tender_place(draft: Draft, shop: ShopRules) -> int:
    """Where the way of paying stands among the shop's; one that the shop no longer takes becomes cash, the first."""
    return shop.tenders.index(draft.tender) if draft.tender in shop.tenders else 0


def choices(draft: Draft, card_ids: tuple[str, ...]) -> Choices:
    """What was chosen besides the basket, without what is paid: that follows from the bill."""
    stamps = {} if draft.stamps is None else dict.fromkeys(card_ids, draft.stamps)
    return Choices(
        rewards=dict(draft.rewards),
        stamps=stamps,
        codes=draft.codes,
        items=dict(draft.items),
        notes=dict(draft.notes),
        begun_ms=draft.begun_ms,
    )


def tenders(draft: Draft, shop: ShopRules, to_pay: int) -> tuple[Tender, ...]:
    """How what is left to pay in money is paid."""
    if to_pay <= 0:
        return ()
    place = tender_place(draft, shop)
    cash = place == 0
    amount = int(draft.tendered) if cash and draft.tendered else to_pay
    return (Tender(shop.tenders[place], amount, gives_change=cash),)


def as_parked(draft: Draft) -> dict[str, object]:
    """JSON-ready, for the table of parked sales."""
    return {
        "amount": draft.amount,
        "lines": [
            [line.unit_price, line.quantity, line.product_id, line.name, line.category, list(line.tags), line.plan]
            for line in draft.lines
        ],
        "stamps": draft.stamps,
        "rewards": dict(draft.rewards),
        "items": dict(draft.items),
        "notes": dict(draft.notes),
        "wallets": dict(draft.wallets),
        "codes": list(draft.codes),
        "tender": draft.tender,
        "tendered": draft.tendered,
        "sent": None if draft.sent is None else list(astuple(draft.sent)),
        "begun_ms": draft.begun_ms,
    }


def from_parked(parked_id: str, sale: Mapping[str, Any]) -> Draft:
    """The inverse of `as_parked`."""
    sent = sale["sent"]
    return Draft(
        amount=sale["amount"],
        lines=tuple(
            Line(price, count, product, name, category, tuple(tags), *plan)
            for price, count, product, name, category, tags, *plan in sale["lines"]
        ),
        stamps=sale["stamps"],
        rewards=sale["rewards"],
        items=sale.get("items", {}),
        notes=sale.get("notes", {}),
        wallets=sale.get("wallets", {}),
        codes=tuple(sale.get("codes", ())),
        tender=sale["tender"],
        tendered=sale["tendered"],
        parked_id=parked_id,
        sent=Sent(*sent) if sent else None,
        begun_ms=sale.get("begun_ms"),
    )


def _asked(draft: Draft, asking: Asking, digits: str) -> Draft:
    money = int(digits or 0)
    now = replace(draft, asking=replace(asking, digits=digits))
    if not asking.is_plan:
        return replace(now, wallets={**draft.wallets, asking.id: money if digits else None})
    if money:
        return with_plan(now, Plan(asking.id, asking.title, 0, (), is_open=True), money)
    return replace(now, lines=tuple(line for line in draft.lines if line.plan != asking.id))


_T = TypeVar("_T")


def _without(chosen: Mapping[str, _T], name: str) -> dict[str, _T]:
    return {known: value for known, value in chosen.items() if known != name}


def _longer(digits: str, more: str) -> str:
    joined = digits + more
    if joined.strip("0") == "" and joined:
        return "0"
    joined = joined.lstrip("0")
    return joined if len(joined) <= DIGITS_MAX else digits
