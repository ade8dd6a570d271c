"""From the sale as typed to what it comes to. Pure: the counter asks at every key."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from desktop.counter import draft as drafts
from desktop.counter.draft import Draft
from desktop.counter.offered import offers_by_key
from desktop.operations.context import ShopContext
from desktop.operations.members import MemberFile
from loyalty import checkout, settling
from loyalty.basket import Basket, Choices
from loyalty.codes import plain_code
from loyalty.conditions import opening_code
from loyalty.ledger import NOBODY, Standing
from loyalty.outcome import Offer, Outcome
from loyalty.refusals import Refusal, RefusalReason
from loyalty.situation import Situation


@dataclass(frozen=True)
class Quoted:
    """What the sale comes to, the choices to record it with, and why something wished is not among them.

    `dropped` is by offer or by code as typed. What it names has no part in `outcome`, and in `choices` only a code for
    members that waits for one. `keys` are the offers on the function keys, in their order.
    """

    outcome: Outcome
    choices: Choices
    dropped: Mapping[str, Refusal] = field(default_factory=dict)
    keys: tuple[str, ...] = ()


def with_keys(quoted: Quoted, kept: Sequence[str] = ()) -> Quoted:
    """The same with its offers on the function keys; what is `kept` stays on its own."""
    return replace(quoted, keys=tuple(offer.id for offer in offers_by_key(quoted.outcome, kept)))


def stamp_card_ids(context: ShopContext) -> tuple[str, ...]:
    """The programmes that stamps may be counted for by hand."""
    return tuple(each.id for each in context.programmes if each.kind == "stamp_card" and not each.stopped)


def standing_of(member: MemberFile | None, shops: Standing) -> Standing:
    """Who is at the counter, beside what the shop itself holds; `shops` were read for the codes, so they are newer."""
    standing = member.standing if member is not None else NOBODY
    return replace(standing, others={**standing.others, **shops.others}) if shops.others else standing


def situation_of(context: ShopContext, member: MemberFile, quoted: Quoted, now_ms: int) -> Situation:
    """What the programmes look at to say something about a member. Of the goods in the basket the money counts that
    they earn on, after discounts and wallets: what is said to be missing is what will be missing.
    """
    lines = settling.as_they_earn(quoted.outcome.lines, context.shop)
    earning = (each for each in lines if each.earns or not each.line.plan)
    goods = (replace(each.line, unit_price=each.base, quantity=1, plan="") for each in earning)
    return checkout.situate(
        context.programmes, member.standing, now_ms, context.shop, Basket(tuple(goods)), quoted.choices
    )


def quote_draft(
    context: ShopContext, member: MemberFile | None, draft: Draft, now_ms: int, shops: Standing = NOBODY
) -> Quoted:
    """What the sale comes to: what cannot be used is left out first, then wallets pay, then money."""
    standing, basket = standing_of(member, shops), drafts.basket(draft)

    def ask(choices: Choices) -> Outcome:
        return checkout.quote(context.programmes, standing, basket, choices, now_ms, context.shop)

    choices = drafts.choices(draft, _counted_by_hand(context, draft, ask) if member is not None else ())
    outcome = ask(choices)
    dropped = outcome.dropped
    if dropped:
        choices = _usable(choices, outcome, _for_members(outcome, context))
        outcome = ask(choices)
    if outcome.refusals:
        return Quoted(outcome, choices, dropped)
    if draft.wallets:
        paid = _with_wallets(draft, choices, outcome, ask)
        choices, outcome, dropped = paid.choices, paid.outcome, {**dropped, **paid.dropped}
    tenders = drafts.tenders(draft, context.shop, outcome.to_pay)
    if tenders:
        # How money is handed over changes nothing but these: no need to work the sale out again.
        tendered, change, refusals = checkout.pay(outcome.to_pay, tenders)
        choices = replace(choices, tenders=tenders)
        outcome = replace(outcome, tendered=tendered, change=change, refusals=refusals)
    return Quoted(outcome, choices, dropped)


def _counted_by_hand(context: ShopContext, draft: Draft, ask: Callable[[Choices], Outcome]) -> tuple[str, ...]:
    """The cards that a count by hand is for: of several those that count most on this sale by themselves. On the
    others it would stamp what was not bought.
    """
    cards = stamp_card_ids(context)
    if draft.stamps is None or len(cards) < 2:
        return cards
    counted = ask(drafts.choices(draft, ())).counted_stamps
    most = max((counted.get(card, 0) for card in cards), default=0)
    return tuple(card for card in cards if counted.get(card, 0) == most)


def _for_members(outcome: Outcome, context: ShopContext) -> frozenset[str]:
    """The codes that open something for members alone, said at a sale without one: they stay with it, and count when
    it is credited to somebody.
    """
    opening = {opening_code(programme.terms) for programme in context.programmes if not programme.stopped}
    needed = (name for name, why in outcome.dropped.items() if why.reason is RefusalReason.MEMBER_NEEDED)
    return frozenset(name for name in needed if plain_code(name) in opening)


def _usable(choices: Choices, outcome: Outcome, stay: Collection[str] = ()) -> Choices:
    """The choices without what was dropped, but for the codes that `stay`, and without uses that were too many."""
    used = {offer.id: offer.chosen for offer in outcome.offers}
    rewards = {
        offer: used.get(offer, 0) if offer in outcome.dropped else times for offer, times in choices.rewards.items()
    }
    kept = {offer: times for offer, times in rewards.items() if times or choices.rewards[offer] == 0}
    codes = tuple(code for code in choices.codes if code not in outcome.dropped or code in stay)
    return replace(choices, rewards=kept, codes=codes)


def _with_wallets(draft: Draft, choices: Choices, outcome: Outcome, ask: Callable[[Choices], Outcome]) -> Quoted:
    """Each wallet in the order of the wishes pays what is left, no more than it holds or than was typed."""
    dropped: dict[str, Refusal] = {}
    for offer_id, money in draft.wallets.items():
        offer = next((each for each in outcome.offers if each.id == offer_id), None)
        if offer is None:
            continue
        if offer.why_not is not None:
            if offer.why_not.reason is not RefusalReason.NOTHING_TO_DISCOUNT:
                dropped[offer_id] = offer.why_not
            continue
        times = _times(offer, money)
        if times:
            choices = replace(choices, rewards={**choices.rewards, offer_id: times})
            outcome = ask(choices)
            if outcome.dropped:
                # What pays with points of this very sale lessens the money that earns them.
                choices = _usable(choices, outcome)
                outcome = ask(choices)
    return Quoted(outcome, choices, dropped)


def _times(offer: Offer, money: int | None) -> int:
    """How often a wallet's offer pays a sum of money, rounded down."""
    return offer.most if money is None else min(offer.most, money // max(1, offer.value))
