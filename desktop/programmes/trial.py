"""The example sale beside a draft: tried on the shop's programmes with the draft among them, and explained. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from loyalty.basket import Product
from loyalty.explain import explain_entry, explain_refusal, grouped, how_far
from loyalty.money import format_money
from loyalty.outcome import Offer, Outcome
from loyalty.plans import Plan
from loyalty.programmes import Programme
from loyalty.refusals import Refusal
from loyalty.rehearsal import EXAMPLE_FIELDS, OPEN_PLAN, Example, Rehearsal, read_example, rehearse
from loyalty.shop import ShopRules
from loyalty.terms import validate
from loyalty.words import Words
from ui.programmes.facts import ExampleFacts, ExampleLine, ExamplePart, OfferChoice

# What is chosen by buttons beside the fields of the example.
CHOSEN = ("rewards", "declined", "plans")


def typed_example(
    typed: Mapping[str, object], products: Mapping[str, Product], shop: ShopRules, now_ms: int
) -> Example | None:
    """The example as typed; None while a field of it is wrong, which the field itself says."""
    values = validate(EXAMPLE_FIELDS, {name: value for name, value in typed.items() if name not in CHOSEN}, "")
    if isinstance(values, Refusal):
        return None
    example = read_example(values, products, shop.calendar, now_ms)
    rewards, declined, plans = (frozenset(map(str, _listed(typed.get(name)))) for name in CHOSEN)
    return replace(example, rewards=rewards, declined=declined, plans=plans)


def answer(
    programmes: Sequence[Programme], draft_id: str, example: Example, shop: ShopRules, words: Words
) -> ExampleFacts:
    """What the example sale would be, what each programme would do and why; the draft's own lines are strong."""
    tried = rehearse(programmes, example, shop)
    outcome = tried.outcome
    if outcome.refusals:
        refused = tuple(ExampleLine(explain_refusal(each, words, shop.currency), "minus") for each in outcome.refusals)
        return ExampleFacts(parts=(ExamplePart("", refused),))
    parts = (
        _discounts(outcome, draft_id, shop, words),
        _movements(programmes, outcome, draft_id, shop, words),
        _next_steps(programmes, outcome, draft_id, words),
        _not_offered(outcome, shop, words),
    )
    return ExampleFacts(
        to_pay=words("programmes_screen.example_to_pay", amount=format_money(outcome.to_pay, shop.currency)),
        parts=tuple(part for part in parts if part.lines) or (_nothing(tried, words),),
        offers=tuple(
            OfferChoice(offer.id, offer.title, offer.chosen > 0) for offer in outcome.offers if offer.why_not is None
        ),
        plans=tuple(
            OfferChoice(plan.id, _plan_title(plan, shop, words), plan.id in example.plans)
            for plan in outcome.plans
            if plan.why_not is None
        ),
    )


def _plan_title(plan: Plan, shop: ShopRules, words: Words) -> str:
    price = format_money(plan.price or OPEN_PLAN, shop.currency)
    return words("programmes_screen.example_plan", title=plan.title, price=price)


def _discounts(outcome: Outcome, draft_id: str, shop: ShopRules, words: Words) -> ExamplePart:
    lines = []
    owners = {offer.id: offer.account.programme_id for offer in outcome.offers}
    for applied in outcome.applied:
        off = format_money(applied.discount, shop.currency)
        text = words("programmes_screen.example_used", title=applied.title, off=off)
        if not applied.discount:
            text = words("programmes_screen.example_handed", title=applied.title)
        lines.append(ExampleLine(text, _look(owners.get(applied.offer_id, ""), draft_id)))
    return ExamplePart(words("programmes_screen.example_discounts"), tuple(lines))


def _movements(
    programmes: Sequence[Programme], outcome: Outcome, draft_id: str, shop: ShopRules, words: Words
) -> ExamplePart:
    names = {each.id: each.name for each in programmes}
    lines = tuple(
        ExampleLine(
            explain_entry(entry, names.get(entry.account.programme_id, ""), words, shop.currency),
            _look(entry.account.programme_id, draft_id),
        )
        for entry in grouped(outcome.entries)
    )
    return ExamplePart(words("programmes_screen.example_movements"), lines)


def _next_steps(programmes: Sequence[Programme], outcome: Outcome, draft_id: str, words: Words) -> ExamplePart:
    if not outcome.entries:
        return ExamplePart("", ())
    told = [(each, how_far(each, outcome.after, words)) for each in programmes if not each.stopped]
    lines = tuple(
        ExampleLine(words("programmes_screen.example_next", name=each.name, text=text), _look(each.id, draft_id))
        for each, text in told
        if text
    )
    return ExamplePart(words("programmes_screen.example_after"), lines)


def _not_offered(outcome: Outcome, shop: ShopRules, words: Words) -> ExamplePart:
    refused = [offer for offer in outcome.offers if offer.why_not is not None]
    lines = tuple(ExampleLine(_why_not(offer, shop, words), "hint") for offer in refused)
    return ExamplePart(words("programmes_screen.example_not_offered"), lines)


def _why_not(offer: Offer, shop: ShopRules, words: Words) -> str:
    why = explain_refusal(offer.why_not, words, shop.currency) if offer.why_not else ""
    return words("programmes_screen.example_why_not", title=offer.title, why=why)


def _nothing(tried: Rehearsal, words: Words) -> ExamplePart:
    key = "example_nothing" if tried.standing.member_id is not None else "example_no_member"
    return ExamplePart("", (ExampleLine(words(f"programmes_screen.{key}"), "hint"),))


def _look(programme_id: str, draft_id: str) -> str:
    return "strong" if programme_id == draft_id else ""


def _listed(value: object) -> tuple[object, ...]:
    return tuple(value) if isinstance(value, list | tuple) else ()
