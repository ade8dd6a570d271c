"""From the typed panel of a product to the product to keep, or the field that is wrong. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from desktop.files import cells
from desktop.files.products import Fault
from loyalty.basket import Product
from loyalty.money import Currency
from loyalty.names import clean_name
from loyalty.refusals import Refusal


@dataclass(frozen=True)
class WrongField:
    """A field of the panel that cannot be taken, and why, in the words of a faulty row of an import."""

    field: str
    fault: Fault


def typed_product(
    typed: Mapping[str, str], product: Product, currency: Currency, amount_max: int
) -> Product | WrongField:
    """The product with what was typed: full-width figures, thousands and signs of money are understood.

    An empty cost is none; 0 is a price. Categories are paths with slashes, tags are parted by commas of any kind.
    """
    name = clean_name(typed["name"])
    if isinstance(name, Refusal) or not name:
        return WrongField("name", Fault(0, "name"))
    if not cells.plain(typed["price"]):
        return WrongField("price", Fault(0, "price_missing"))
    amounts: dict[str, int | None] = {}
    for field in ("price", "cost"):
        amount = _amount(field, typed[field], currency, amount_max)
        if isinstance(amount, Fault):
            return WrongField(field, amount)
        amounts[field] = amount
    return replace(
        product,
        name=name,
        price=amounts["price"] or 0,
        cost=amounts["cost"],
        category=cells.path_of(typed["category"]),
        tags=cells.words_of(typed["tags"]),
    )


def _amount(field: str, text: str, currency: Currency, amount_max: int) -> int | Fault | None:
    if not cells.plain(text):
        return None
    amount = cells.amount(text, currency)
    if amount is None:
        return Fault(0, f"{field}_unreadable", {"text": text.strip()})
    return amount if 0 <= amount <= amount_max else Fault(0, "amount_range", {"text": text.strip()})
