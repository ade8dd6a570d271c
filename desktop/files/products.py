"""Products to Excel and from Excel. An import is worked out first and shown; saving it is somebody else's step."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from desktop.files import cells
from loyalty.basket import Product
from loyalty.errors import KnownError
from loyalty.money import TWD, Currency
from loyalty.names import clean_name
from loyalty.refusals import Refusal
from loyalty.words import LANGUAGES, Words

# Product's fields in the order of the columns, with the words of each heading.
HEADINGS = {
    "name": "products.column_name",
    "price": "products.column_price",
    "cost": "products.column_cost",
    "category": "products.column_category",
    "tags": "products.column_tags",
    "retired": "products.column_state",
    "id": "products.column_code",
}
REQUIRED = ("name", "price")
_WIDTHS = {"name": 28, "category": 20, "tags": 20}
_REPORT_EVERY = 200

Progress = Callable[[int, int], None]
Stopped = Callable[[], bool]


def _no_progress(done: int, total: int) -> None:
    """Nobody watches."""


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that cannot be taken: its number as the spreadsheet counts, and the words `products.fault_<reason>`."""

    row: int
    reason: str
    facts: dict[str, str | int] = field(default_factory=dict)

    def sentence(self, words: Words) -> str:
        """Why, in one sentence."""
        return words(f"products.fault_{self.reason}", **self.facts)


@dataclass(frozen=True, slots=True)
class ProductImport:
    """What a file would do. `changed` pairs the product as it is with what it would become."""

    new: tuple[Product, ...] = ()
    changed: tuple[tuple[Product, Product], ...] = ()
    unchanged: tuple[Product, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def to_save(self) -> tuple[Product, ...]:
        """The products to write when the import is wanted."""
        return (*self.new, *(after for _, after in self.changed))


def write_products(
    path: Path,
    products: Sequence[Product],
    words: Words,
    currency: Currency = TWD,
    progress: Progress = _no_progress,
    stopped: Stopped = _never,
) -> bool:
    """Write an Excel file, whole or not at all; False when it was stopped. Texts are never formulas.

    Raises KnownError("file_unwritable") when the machine says no.
    """
    import xlsxwriter

    unfinished = path.with_name(path.name + ".part")
    try:
        with xlsxwriter.Workbook(str(unfinished)) as workbook:
            sheet = workbook.add_worksheet(words("products.list_name"))
            _lay_out(sheet, workbook.add_format({"bold": True}), words)
            whole = _write_rows(sheet, products, words, currency, progress, stopped)
        # Closing the book writes it, which takes longer than the rows did.
        whole = whole and not stopped()
        if whole:
            os.replace(unfinished, path)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        raise KnownError("file_unwritable", path=str(path)) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return whole


def read_products(
    path: Path,
    existing: Sequence[Product],
    make_id: Callable[[], str],
    currency: Currency = TWD,
    amount_max: int = 999_999,
    progress: Progress = _no_progress,
    stopped: Stopped = _never,
) -> ProductImport | None:
    """What the first sheet of a spreadsheet would change; None when it was stopped. Nothing is written.

    Headings are understood in both languages and any order. A row is the product with its code, else with its name,
    else a new one with an id from `make_id`. A column that is not there leaves its field as it is.
    Raises KnownError("file_unreadable") and KnownError("file_columns_missing").
    """
    rows = _rows(path)
    header = next((index for index, row in enumerate(rows) if any(cells.plain(cell) for cell in row)), None)
    columns = _columns(rows[header] if header is not None else ())
    missing = [name for name in REQUIRED if name not in columns]
    if header is None or missing:
        headings = " + ".join(" / ".join(Words(each)(HEADINGS[name]) for each in LANGUAGES) for name in missing)
        raise KnownError("file_columns_missing", columns=headings, path=path.name)
    reader = _Reader(columns, existing, make_id, currency, amount_max)
    for index in range(header + 1, len(rows)):
        if index % _REPORT_EVERY == 0:
            progress(index, len(rows))
            if stopped():
                return None
        reader.take(index + 1, rows[index])
    progress(len(rows), len(rows))
    return reader.answer()


class _Reader:
    """Reads row after row, and remembers which product each one turned out to be."""

    def __init__(
        self,
        columns: dict[str, int],
        existing: Sequence[Product],
        make_id: Callable[[], str],
        currency: Currency,
        amount_max: int,
    ) -> None:
        self._columns = columns
        self._by_id = {product.id: product for product in existing}
        self._by_name: dict[str, list[Product]] = {}
        for product in existing:
            self._by_name.setdefault(cells.same_name(product.name), []).append(product)
        self._make_id = make_id
        self._currency = currency
        self._amount_max = amount_max
        self._position = max((product.position for product in existing), default=0)
        self._rows_taken: dict[str, int] = {}
        self._new: list[Product] = []
        self._changed: list[tuple[Product, Product]] = []
        self._unchanged: list[Product] = []
        self._faults: list[Fault] = []

    def answer(self) -> ProductImport:
        """Everything read so far."""
        return ProductImport(tuple(self._new), tuple(self._changed), tuple(self._unchanged), tuple(self._faults))

    def take(self, row: int, values: Sequence[object]) -> None:
        """Read one row; an empty one is passed over."""
        found = {name: values[place] for name, place in self._columns.items() if place < len(values)}
        if not any(cells.plain(value) for value in found.values()):
            return
        outcome = self._product(row, found)
        if isinstance(outcome, Fault):
            self._faults.append(outcome)
            return
        before, after = outcome
        self._rows_taken[after.id] = row
        if before is None:
            self._by_name.setdefault(cells.same_name(after.name), []).append(after)
            self._new.append(after)
        elif before == after:
            self._unchanged.append(after)
        else:
            self._changed.append((before, after))

    def _product(self, row: int, found: dict[str, object]) -> tuple[Product | None, Product] | Fault:
        name = clean_name(cells.text(found.get("name", "")))
        if isinstance(name, Refusal) or not name:
            return Fault(row, "name")
        before = self._existing(row, found, name)
        if isinstance(before, Fault):
            return before
        if before is not None and before.id in self._rows_taken:
            return Fault(row, "twice", {"name": name, "row": self._rows_taken[before.id]})
        changes = self._changes(row, found, name)
        if isinstance(changes, Fault):
            return changes
        if before is not None and before.id in self._by_id:
            return before, replace(before, **changes)  # type: ignore[arg-type]
        self._position += 1
        fresh = Product(id=self._make_id(), name=name, price=0, position=self._position)
        return None, replace(fresh, **changes)  # type: ignore[arg-type]

    def _existing(self, row: int, found: dict[str, object], name: str) -> Product | Fault | None:
        """The product that the row means. A name means what is on sale before what is not sold any more."""
        known = self._by_id.get(cells.plain(found.get("id", "")))
        if known is not None:
            return known
        named = self._by_name.get(cells.same_name(name), [])
        meant = [product for product in named if not product.retired] or named
        if len(meant) > 1:
            return Fault(row, "several", {"name": name, "count": len(meant)})
        return meant[0] if meant else None

    def _changes(self, row: int, found: dict[str, object], name: str) -> dict[str, object] | Fault:
        changes: dict[str, object] = {"name": name}
        for field_name in ("price", "cost"):
            if field_name not in found:
                continue
            value = self._amount(row, field_name, found[field_name])
            if isinstance(value, Fault):
                return value
            changes[field_name] = value
        if "category" in found:
            changes["category"] = cells.path_of(found["category"])
        if "tags" in found:
            changes["tags"] = cells.words_of(found["tags"])
        if "retired" in found:
            retired = cells.yes_no(found["retired"])
            if retired is None:
                return Fault(row, "retired", {"text": cells.plain(found["retired"])})
            changes["retired"] = retired
        return changes

    def _amount(self, row: int, name: str, value: object) -> int | Fault | None:
        text = cells.plain(value)
        if not text:
            return None if name == "cost" else Fault(row, "price_missing")
        amount = cells.amount(value, self._currency)
        if amount is None:
            return Fault(row, f"{name}_unreadable", {"text": text})
        if not 0 <= amount <= self._amount_max:
            return Fault(row, "amount_range", {"text": text})
        return amount


def _lay_out(sheet: Any, bold: Any, words: Words) -> None:
    sheet.freeze_panes(1, 0)
    for place, (name, key) in enumerate(HEADINGS.items()):
        sheet.set_column(place, place, _WIDTHS.get(name, 10))
        sheet.write_string(0, place, words(key), bold)


def _write_rows(
    sheet: Any, products: Sequence[Product], words: Words, currency: Currency, progress: Progress, stopped: Stopped
) -> bool:
    for row, product in enumerate(products, 1):
        if row % _REPORT_EVERY == 0:
            progress(row, len(products))
            if stopped():
                return False
        texts = {0: product.name, 3: product.category, 4: ", ".join(product.tags), 6: product.id}
        texts[5] = words("products.retired") if product.retired else ""
        for place, text in texts.items():
            sheet.write_string(row, place, text)
        for place, money in ((1, product.price), (2, product.cost)):
            if money is not None:
                sheet.write_number(row, place, money / 10**currency.digits if currency.digits else money)
    progress(len(products), len(products))
    return True


def _rows(path: Path) -> list[list[object]]:
    import python_calamine

    try:
        workbook = python_calamine.CalamineWorkbook.from_path(str(path))
        return [list(row) for row in workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)]
    except (OSError, python_calamine.CalamineError) as error:
        raise KnownError("file_unreadable", path=path.name) from error


def _columns(headings: Iterable[object]) -> dict[str, int]:
    """Which place each known column has; the first of two with the same heading counts."""
    known = {cells.same_name(Words(language)(key)): name for language in LANGUAGES for name, key in HEADINGS.items()}
    columns: dict[str, int] = {}
    for place, heading in enumerate(headings):
        name = known.get(cells.same_name(str(heading)))
        if name is not None:
            columns.setdefault(name, place)
    return columns
