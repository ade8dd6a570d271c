"""The catalogue on the screen: shown, edited, retired and put in order."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.operations import products
from desktop.operations.products import Catalogue
from desktop.products import form, present
from desktop.products.form import WrongField
from desktop.services import Services
from loyalty.basket import Product
from loyalty.errors import KnownError
from loyalty.explain import explain_error, explain_refusal
from loyalty.refusals import Refusal
from ui.facts import MessageFacts
from ui.products.view import ProductsView


class CatalogueDesk(QObject):
    """Holds the products as last read. `changed` carries those on sale, in their order; `said` a MessageFacts."""

    changed = Signal(object)
    said = Signal(object)

    def __init__(self, view: ProductsView, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._services = services
        self._saving = False
        self._again = False
        # A product that the disk did not take keeps its id: the same panel saved again is the same product.
        self._new_id = ""
        self.products: Catalogue = ()
        view.save_wished.connect(self._save)
        view.retire_wished.connect(self._retire)
        view.move_wished.connect(self._move)

    def load(self) -> None:
        """Read the catalogue and tell it."""
        self._services.reader.ask(partial(products.all_products, self._services.store), self.take)

    def take(self, catalogue: Catalogue) -> None:
        """Show the catalogue as it is now on the disk, and tell it."""
        self.products = catalogue
        self.show()
        self.changed.emit(tuple(product for product in catalogue if not product.retired))

    def show(self) -> None:
        """Show the catalogue in the screen's language."""
        state = self._services.state
        currency = state.context.shop.currency
        rows = tuple(present.product_row(product, currency, state.words) for product in self.products)
        self._view.show_products(rows)

    def change(self, operation: Callable[..., Catalogue | Refusal], *facts: object) -> None:
        """Run an operation on the catalogue and show what it answers."""
        services = self._services
        work = partial(operation, services.store, services.state.context, *facts)
        services.writer.ask(work, self._answered, self.fail)

    def answered(self, answer: Catalogue | Refusal) -> bool:
        """Show what an operation answered; whether it was done."""
        if isinstance(answer, Refusal):
            self.refuse(answer)
            return False
        self._view.show_message(None)
        self.take(answer)
        return True

    def _answered(self, answer: Catalogue | Refusal) -> None:
        self.answered(answer)

    def refuse(self, refusal: Refusal) -> None:
        """The rules said no: one sentence in place."""
        self._view.show_message(MessageFacts(explain_refusal(refusal, self._services.state.words), "warn"))

    def fail(self, error: KnownError) -> None:
        """The world said no: one sentence in place; what was typed stays."""
        self._view.show_message(MessageFacts(explain_error(error, self._services.state.words), "danger"))

    def _save(self, typed: dict[str, str]) -> None:
        if self._saving:
            # Another product, or this one with something else in it: seen once the disk has answered.
            self._again = True
            return
        state = self._services.state
        known = next((each for each in self.products if each.id == typed["product_id"]), None)
        shop = state.context.shop
        wished = form.typed_product(typed, known or self._new_product(), shop.currency, shop.amount_max)
        if isinstance(wished, WrongField):
            self._view.show_field_error(wished.field, wished.fault.sentence(state.words))
            return
        self._saving, self._again = True, False
        self._view.panel.sent()
        work = partial(products.save, self._services.store, state.context, wished)
        self._services.writer.ask(work, partial(self._saved, wished), self._not_saved)

    def _new_product(self) -> Product:
        self._new_id = self._new_id or self._services.maker.operation_id()
        return Product(self._new_id, "", 0)

    def _saved(self, wished: Product, answer: Catalogue | Refusal) -> None:
        self._saving = False
        if self.answered(answer):
            if wished.id == self._new_id:
                self._new_id = ""
            self._view.show_saved(wished.id)
            self.said.emit(MessageFacts(self._services.state.words("desk.products_saved", name=wished.name), "done"))
            if self._again:
                self._view.panel.save_typed()
        else:
            self._view.panel.not_kept()

    def _not_saved(self, error: KnownError) -> None:
        self._saving = False
        self.fail(error)
        self._view.panel.not_kept()

    def _retire(self, product_id: str, retired: bool) -> None:
        self.change(products.retire, product_id, retired)

    def _move(self, product_id: str, before_id: str) -> None:
        self.change(products.move, product_id, before_id)
