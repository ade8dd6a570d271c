"""Why a basket cannot be sold as it was typed: its amounts, its stamps counted by hand, what it buys for later."""

from __future__ import annotations

from collections.abc import Mapping

from loyalty.basket import Basket, Choices
from loyalty.plans import Plan
from loyalty.refusals import Refusal, RefusalReason
from loyalty.shop import ShopRules
from loyalty.situation import Situation

_MEMBER_NEEDED = Refusal(RefusalReason.MEMBER_NEEDED)


def basket_refusals(
    basket: Basket, choices: Choices, plans: Mapping[str, Plan], situation: Situation
) -> tuple[Refusal, ...]:
    """The first reason of each of the three; empty where nothing is wrong with what was typed."""
    shop = situation.shop
    return (
        *_basket_refusals(basket, shop),
        *_stamp_refusals(choices, shop),
        *_plan_refusals(basket, plans, situation),
    )


def _basket_refusals(basket: Basket, shop: ShopRules) -> tuple[Refusal, ...]:
    for line in basket.lines:
        if line.unit_price < 0:
            return (Refusal(RefusalReason.AMOUNT_IS_NEGATIVE),)
        if line.unit_price == 0 and line.product_id is None and not line.plan:
            return (Refusal(RefusalReason.AMOUNT_IS_ZERO),)
        if not 1 <= line.quantity <= shop.quantity_max:
            return (Refusal(RefusalReason.QUANTITY_OUT_OF_RANGE, {"limit": shop.quantity_max}),)
    if basket.total > shop.amount_max:
        return (Refusal(RefusalReason.AMOUNT_TOO_LARGE, {"limit": shop.amount_max}),)
    return ()


def _stamp_refusals(choices: Choices, shop: ShopRules) -> tuple[Refusal, ...]:
    if all(0 <= count <= shop.stamps_max for count in choices.stamps.values()):
        return ()
    return (Refusal(RefusalReason.TOO_MANY_STAMPS, {"limit": shop.stamps_max}),)


def _plan_refusals(basket: Basket, plans: Mapping[str, Plan], situation: Situation) -> tuple[Refusal, ...]:
    """Why a plan in the basket cannot be bought: unknown, at another price, not by nobody."""
    for line in basket.lines:
        if not line.plan:
            continue
        plan = plans.get(line.plan)
        if plan is None:
            return (Refusal(RefusalReason.PLAN_UNKNOWN),)
        if not situation.with_member and not plan.for_everybody:
            return (_MEMBER_NEEDED,)
        if plan.why_not is not None:
            return (plan.why_not,)
        if plan.is_open and line.unit_price == 0:
            return (Refusal(RefusalReason.AMOUNT_IS_ZERO),)
        if not plan.is_open and line.unit_price != plan.price:
            return (Refusal(RefusalReason.PLAN_PRICE, {"price": plan.price}),)
        bought = sum(each.quantity for each in basket.lines if each.plan == line.plan)
        if bought > plan.most:
            return (Refusal(RefusalReason.QUANTITY_OUT_OF_RANGE, {"limit": plan.most}),)
    return ()
