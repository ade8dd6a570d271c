"""From a recorded sale to the form that puts it right, and from what was wished there to a basket. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loyalty.basket import Basket, Choices, Line, Product, Tender
from loyalty.conditions import opening_code
from loyalty.detail import basket_of, choices_of, read_detail
from loyalty.ledger import Operation
from loyalty.money import format_money
from loyalty.programmes import Programme
from loyalty.shop import ShopRules
from ui.sales.facts import EditForm, EditLine, EditReward, EditWish, ProductChoice


def form_of(
    sale: Operation, who: str, catalogue: Sequence[Product], shop: ShopRules, programmes: Sequence[Programme]
) -> EditForm:
    """The sale as it was recorded, with the products that may be added; `who` is "" for a customer who is no member."""
    lines = basket_of(sale.detail).lines
    return EditForm(
        operation_id=sale.id,
        member=who,
        lines=tuple(
            EditLine(index, line.name, line.quantity, line.unit_price, shop.quantity_max)
            for index, line in enumerate(lines)
        ),
        rewards=_rewards(sale, programmes),
        products=tuple(
            ProductChoice(each.id, each.name, format_money(each.price, shop.currency), shop.quantity_max)
            for each in catalogue
            if not each.retired
        ),
    )


def basket_wished(sale: Operation, wish: EditWish, catalogue: Sequence[Product]) -> Basket:
    """What should have been sold: at the prices of then, and what was added at those of now."""
    known = {each.id: each for each in catalogue}
    counts, amounts = dict(wish.counts), dict(wish.amounts)
    lines = []
    for index, line in enumerate(basket_of(sale.detail).lines):
        count, price = counts.get(index, line.quantity), amounts.get(index, line.unit_price)
        if count and (price or not line.unit_price):
            lines.append(replace(line, quantity=count, unit_price=price))
    for product_id, count in wish.added:
        of = known[product_id]
        lines.append(Line(of.price, count, of.id, of.name, of.category, of.tags))
    if wish.new_amount:
        lines.append(Line(wish.new_amount))
    return Basket(tuple(lines))


def choices_wished(sale: Operation, wish: EditWish, programmes: Sequence[Programme]) -> Choices:
    """What was chosen then, with fewer rewards where some were taken out, and no way of paying yet.

    Somebody else used nothing on it: what was chosen for whose it was goes with them. Stamps counted by hand stay while
    what was counted stays: the basket, or only how many units there were where the card does not count money.
    """
    chosen = choices_of(sale.detail)
    stamps = {} if not _same_units(sale, wish) else chosen.stamps
    if stamps and not _same_basket(sale, wish):
        for_money = {each.id for each in programmes if each.terms.get("earn_by") == "amount"}
        stamps = {card: count for card, count in stamps.items() if card not in for_money}
    if hands_over(sale, wish):
        return Choices(stamps=stamps, codes=chosen.codes, begun_ms=chosen.begun_ms)
    kept = {**chosen.rewards, **dict(wish.rewards)}
    used, by_code = {offer_id for offer_id, times in kept.items() if times}, _used_by_code(sale, programmes)
    return replace(
        chosen,
        # What a code brings is declined by a 0; as long as it is not, it comes by its code as it did.
        rewards={
            each: times
            for each, times in kept.items()
            if bool(times) == bool(chosen.rewards.get(each)) or (not times and each in by_code)
        },
        items={each: item for each, item in chosen.items.items() if each in used},
        notes={each: note for each, note in chosen.notes.items() if each in used},
        stamps=stamps,
        tenders=(),
    )


def hands_over(sale: Operation, wish: EditWish) -> bool:
    """Whether the sale goes to somebody else than whose it is."""
    return wish.handed_over and (wish.member.member_id if wish.member else None) != sale.member_id


def changes_nothing(sale: Operation, wish: EditWish, catalogue: Sequence[Product]) -> bool:
    """Whether the sale would be recorded just as it was."""
    if hands_over(sale, wish) or basket_wished(sale, wish, catalogue) != basket_of(sale.detail):
        return False
    return all(times == _chosen(sale, offer_id) for offer_id, times in wish.rewards)


def tenders_of(sale: Operation) -> tuple[Tender, ...]:
    """How the sale was paid."""
    return choices_of(sale.detail).tenders


def _chosen(sale: Operation, offer_id: str) -> int:
    recorded = read_detail(sale.detail)
    used = {each.offer_id: each.times for each in recorded.applied}
    return recorded.choices.rewards.get(offer_id, used.get(offer_id, 0))


def _same_units(sale: Operation, wish: EditWish) -> bool:
    """Whether all the lines stand with the units they had, whatever they cost."""
    before, after = basket_of(sale.detail).lines, basket_wished(sale, wish, ()).lines if not wish.added else ()
    return [replace(each, unit_price=0) for each in before] == [replace(each, unit_price=0) for each in after]


def _same_basket(sale: Operation, wish: EditWish) -> bool:
    before = basket_of(sale.detail)
    return not wish.added and basket_wished(sale, wish, ()) == before


def _rewards(sale: Operation, programmes: Sequence[Programme]) -> tuple[EditReward, ...]:
    """What was chosen to be used, or came by a code, and was; what a wallet paid goes all at once."""
    recorded = read_detail(sale.detail)
    applied = {each.offer_id: each for each in recorded.applied}
    found = []
    for offer_id, times in {**_used_by_code(sale, programmes), **recorded.choices.rewards}.items():
        used = applied.get(offer_id)
        if times and used is not None:
            found.append(EditReward(offer_id, used.title, times, times if used.paid else 1))
    return tuple(found)


def _used_by_code(sale: Operation, programmes: Sequence[Programme]) -> dict[str, int]:
    """How often each offer was used that a code may have brought: nobody chose it, and it can be in the way."""
    recorded = read_detail(sale.detail)
    if not recorded.choices.codes:
        return {}
    by_code = {
        each.id for each in programmes for version in (each, *each.earlier) if each.kind == "coupon" or _waits(version)
    }
    return {each.offer_id: each.times for each in recorded.applied if each.offer_id.partition(":")[0] in by_code}


def _waits(programme: Programme) -> bool:
    return bool(opening_code(programme.terms))
