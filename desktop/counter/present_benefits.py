"""From offers, codes, wallets and plans to their keys: finished texts in the screen's language. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.counter import offered
from desktop.counter.draft import Draft
from desktop.counter.offered import WHICH_TOP_UP
from desktop.counter.quoting import Quoted
from desktop.operations.context import ShopContext
from loyalty.basket import Product
from loyalty.explain import explain_briefly, explain_refusal, quantity
from loyalty.ledger import EntryReason, Unit
from loyalty.money import format_money
from loyalty.outcome import Offer, Outcome, RewardKind
from loyalty.plans import Plan
from loyalty.refusals import RefusalReason
from loyalty.words import Words, listed
from ui.counter.facts import BenefitsFacts, CodeChip, QuestionFacts, RewardKey

REWARD_KEYS = ("F5", "F6", "F7")
_ICONS = {
    RewardKind.FREE_ITEM: "coffee",
    RewardKind.AMOUNT_OFF: "tag",
    RewardKind.PERCENT_OFF: "tag",
    RewardKind.BENEFIT: "gift",
}


def reward_keys(draft: Draft, quoted: Quoted, context: ShopContext, words: Words) -> tuple[RewardKey, ...]:
    """The rewards that stand beside the keypad, each on its function key."""
    return tuple(
        _reward_key(offer, draft, quoted.outcome, context, words, REWARD_KEYS[place])
        for place, offer in enumerate(offered.offers_by_key(quoted.outcome, quoted.keys))
    )


def benefits_facts(
    draft: Draft, quoted: Quoted, context: ShopContext, words: Words, products: Mapping[str, Product]
) -> BenefitsFacts:
    """Everything that is used, can be used, or is a little too far; what can be bought for later; the codes."""
    outcome = quoted.outcome
    groups = offered.grouped(outcome, draft.rewards)
    keys = {offer.id: key.key_label for offer, key in _on_keys(quoted)}

    def shown(offers: tuple[Offer, ...]) -> tuple[RewardKey, ...]:
        return tuple(_reward_key(offer, draft, outcome, context, words, keys.get(offer.id, "")) for offer in offers)

    return BenefitsFacts(
        applied=shown(groups.applied),
        usable=shown(groups.usable),
        near=shown(groups.near),
        plans=tuple(_plan_key(plan, outcome, context, words) for plan in outcome.plans),
        codes=tuple(CodeChip(code, _problem(code, quoted, context, words)) for code in draft.codes),
        count=sum(not offer.automatic for offer in groups.usable),
        question=_question(draft, outcome, context, words, products),
    )


def wallet_keys(draft: Draft, outcome: Outcome, context: ShopContext, words: Words) -> tuple[RewardKey, ...]:
    """What pays instead of money: what it pays now, or what it could."""
    return tuple(_wallet_key(offer, draft, outcome, context, words) for offer in offered.wallets(outcome))


def dropped_text(quoted: Quoted, context: ShopContext, words: Words) -> str:
    """The first wish that has no part in the sale, and why; codes say it on their chips too."""
    found = offered.first_reason(quoted.dropped)
    if found is None:
        return ""
    name, refusal = found
    if refusal.reason in (RefusalReason.CODE_UNKNOWN, RefusalReason.CODE_USED):
        return explain_refusal(refusal, words, context.shop.currency)
    title = next((offer.title for offer in quoted.outcome.offers if offer.id == name), name)
    return words("benefits.dropped", what=title, why=explain_refusal(refusal, words, context.shop.currency))


def _on_keys(quoted: Quoted) -> list[tuple[Offer, RewardKey]]:
    labels = zip(offered.offers_by_key(quoted.outcome, quoted.keys), REWARD_KEYS, strict=False)
    return [(offer, RewardKey(offer.id, offer.title, "", "available", label)) for offer, label in labels]


def _reward_key(
    offer: Offer, draft: Draft, outcome: Outcome, context: ShopContext, words: Words, label: str
) -> RewardKey:
    held_back = offered.held_back(offer, draft.rewards)
    out_of_reach = held_back or (offer.why_not is not None and not offer.chosen)
    return RewardKey(
        offer_id=offer.id,
        title=offer.title,
        note=words("benefits.not_now") if held_back else _note(offer, outcome, context, words),
        state="chosen" if offer.chosen else "unavailable" if out_of_reach else "available",
        key_label=label,
        icon="star" if offer.account.unit is Unit.POINT else _ICONS[offer.kind],
    )


def _note(offer: Offer, outcome: Outcome, context: ShopContext, words: Words) -> str:
    """What it took off, what it takes, or why not and how far."""
    currency = context.shop.currency
    if offer.chosen:
        off = sum(applied.discount for applied in outcome.applied if applied.offer_id == offer.id)
        if offer.lost:
            return words("benefits.lost", money=format_money(offer.lost, currency))
        if off:
            return words("benefits.took_off", money=format_money(off, currency))
        return words("benefits.used_times", count=offer.chosen)
    if offer.why_not is not None:
        return explain_briefly(offer.why_not, words, currency)
    if offer.automatic:
        return words("benefits.declined")
    return _price(offer, outcome, context, words)


def _price(offer: Offer, outcome: Outcome, context: ShopContext, words: Words) -> str:
    if offer.price and offer.account.unit is Unit.REWARD and _is_card(offer, context):
        return words("desk.costs_rewards", count=offer.price)
    if offer.price and offer.account.unit is Unit.POINT:
        return words("desk.costs_points", count=offer.price)
    if offer.price:
        return words("benefits.waiting", count=_waiting(offer, outcome))
    if offer.lost:
        return words("benefits.lost", money=format_money(offer.lost, context.shop.currency))
    if offer.gives:
        extras = [quantity(account, amount, words) for account, amount in offer.gives.items()]
        return words("benefits.with_bonus", bonus=listed(extras, words))
    return words("benefits.ready")


def _waiting(offer: Offer, outcome: Outcome) -> int:
    """How many there are to use: those that came on top of what was paid as well, those of this very sale not yet."""
    of = offer.account
    paying = [of] + [
        each
        for each in outcome.before
        if (each.programme_id, each.unit) == (of.programme_id, Unit.ITEM) and each.part.startswith(f"{of.part}/")
    ]
    left = (outcome.after.get(each, 0) - outcome.earned.get(each, 0) for each in paying)
    held = (outcome.before.get(each, 0) for each in paying)
    return sum(max(0, min(pair)) for pair in zip(left, held, strict=True))


def _is_card(offer: Offer, context: ShopContext) -> bool:
    return any(each.id == offer.account.programme_id and each.kind == "stamp_card" for each in context.programmes)


def left_text(outcome: Outcome, context: ShopContext, words: Words) -> str:
    """What is left to pay in money beside what wallets pay, or what of them gives no change; "" where nothing is, or
    nothing but money pays.
    """
    paid, currency = sum(applied.paid for applied in outcome.applied), context.shop.currency
    lost = next((each for each in outcome.offers if each.is_payment and each.chosen and each.lost), None)
    if lost is not None:
        return words("benefits.wallet_lost", what=lost.title, money=format_money(lost.lost, currency))
    if not paid or not outcome.to_pay:
        return ""
    left = format_money(outcome.to_pay, currency)
    return words("benefits.left_in_money", paid=format_money(paid, currency), left=left)


def _wallet_key(offer: Offer, draft: Draft, outcome: Outcome, context: ShopContext, words: Words) -> RewardKey:
    paid = sum(applied.paid for applied in outcome.applied if applied.offer_id == offer.id)
    asked = draft.asking is not None and draft.asking.id == offer.id
    currency = context.shop.currency
    if paid or offer.id in draft.wallets:
        note = words("benefits.typing" if asked else "benefits.pays", money=format_money(paid, currency))
    else:
        held = quantity(offer.account, outcome.before.get(offer.account, 0), words, currency)
        note = words("benefits.holds", held=_held(offer, outcome, context, held))
    state = "chosen" if offer.id in draft.wallets else "available"
    return RewardKey(offer.id, offer.title, note, "chosen" if state == "chosen" else "available", "", "wallet")


def _held(offer: Offer, outcome: Outcome, context: ShopContext, counted: str) -> str:
    """What there is to pay with: money, or points as such, also where a point is worth just one."""
    units = (Unit.STORED_PAID, Unit.STORED_BONUS, Unit.CASHBACK)
    if offer.price != 1 or offer.value != 1 or offer.account.unit not in units:
        return counted
    programme = offer.account.programme_id
    held = sum(
        amount for each, amount in outcome.before.items() if each.programme_id == programme and each.unit in units
    )
    return format_money(held, context.shop.currency)


def _plan_key(plan: Plan, outcome: Outcome, context: ShopContext, words: Words) -> RewardKey:
    currency = context.shop.currency
    bought = sum(line.line.quantity for line in outcome.lines if line.line.plan == plan.id)
    title, note = plan.title, format_money(plan.price, currency) if plan.price else words("benefits.any_amount")
    if any(part.account.unit is Unit.STORED_PAID for part in plan.parts) and plan.price:
        title = words("benefits.top_up", money=format_money(plan.price, currency))
        note = plan.title
    if plan.round_to:
        note = words("benefits.round_up", money=format_money(plan.round_to, currency))
    extras = [
        quantity(part.account, part.amount, words, currency)
        for part in plan.parts
        if part.reason is EntryReason.BONUS and part.amount
    ]
    if extras:
        note = words("benefits.with_bonus", bonus=listed(extras, words))
    if plan.why_not is not None:
        return RewardKey(
            plan.id, title, explain_briefly(plan.why_not, words, context.shop.currency), "unavailable", "", "wallet"
        )
    if bought:
        return RewardKey(plan.id, title, words("benefits.in_basket", count=bought), "chosen", "", "wallet")
    return RewardKey(plan.id, title, note, "available", "", "wallet")


def _problem(code: str, quoted: Quoted, context: ShopContext, words: Words) -> str:
    refusal = quoted.dropped.get(code)
    return "" if refusal is None else explain_refusal(refusal, words, context.shop.currency)


def _question(
    draft: Draft, outcome: Outcome, context: ShopContext, words: Words, products: Mapping[str, Product]
) -> QuestionFacts | None:
    if draft.question == WHICH_TOP_UP:
        plans = offered.top_ups(outcome, context.programmes)
        keys = [_plan_key(plan, outcome, context, words) for plan in plans]
        options = tuple((key.offer_id, words("benefits.option", title=key.title, note=key.note)) for key in keys)
        return QuestionFacts(words("benefits.which_top_up"), options)
    offer = next((each for each in outcome.offers if each.id == draft.question), None)
    if offer is None:
        return None
    reasons = offered.reasons_for(offer, context.programmes)
    if reasons:
        return QuestionFacts(words("benefits.which_reason", title=offer.title), tuple((each, each) for each in reasons))
    options = tuple((name, products[name].name if name in products else name) for name in offer.choice)
    return QuestionFacts(words("benefits.which_item", title=offer.title), options)
