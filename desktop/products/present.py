"""From products and what a file would change to what the products' screen shows. Pure."""

from __future__ import annotations

from desktop import describe
from desktop.files.products import ProductImport
from loyalty.basket import Product
from loyalty.money import Currency, format_money
from loyalty.words import Words
from ui.products.facts import ImportFault, ImportPreview, ProductRow


def product_row(product: Product, currency: Currency, words: Words) -> ProductRow:
    """One product, with its figures as they are shown and as they are typed."""
    cost = product.cost
    return ProductRow(
        product_id=product.id,
        name=product.name,
        price_text=format_money(product.price, currency),
        price=figures(product.price, currency),
        cost_text="" if cost is None else format_money(cost, currency),
        cost="" if cost is None else figures(cost, currency),
        category=product.category,
        tags=describe.listed(product.tags, words),
        retired=product.retired,
    )


def figures(amount: int, currency: Currency) -> str:
    """An amount as it is typed: "1280", or "12.80" in a currency with cents."""
    whole, part = divmod(amount, 10**currency.digits)
    return f"{whole}.{part:0{currency.digits}d}" if currency.digits else str(whole)


def import_preview(file_name: str, found: ProductImport, currency: Currency, words: Words) -> ImportPreview:
    """What an import will do, named product by product."""
    return ImportPreview(
        file_name=file_name,
        new=tuple(_named(product, currency, words) for product in found.new),
        changed=tuple(_changed(before, after, currency, words) for before, after in found.changed),
        unchanged_count=len(found.unchanged),
        faults=tuple(ImportFault(str(fault.row), fault.sentence(words)) for fault in found.faults),
    )


def _named(product: Product, currency: Currency, words: Words) -> str:
    return words("desk.products_priced", name=product.name, price=format_money(product.price, currency))


def _changed(before: Product, after: Product, currency: Currency, words: Words) -> str:
    """A new price is stated with the old one; anything else that changes is seen in the file."""
    name = (
        after.name if before.name == after.name else words("desk.products_change", before=before.name, after=after.name)
    )
    if before.price == after.price:
        return name
    prices = words(
        "desk.products_change", before=format_money(before.price, currency), after=format_money(after.price, currency)
    )
    return words("desk.products_priced", name=name, price=prices)
