"""What the products' screen shows: plain frozen facts with finished texts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProductRow:
    """One product. `price_text` and `cost_text` are finished; `price` and `cost` are what an editor starts with."""

    product_id: str
    name: str
    price_text: str
    price: str
    cost_text: str = ""
    cost: str = ""
    category: str = ""
    tags: str = ""
    retired: bool = False


@dataclass(frozen=True, slots=True)
class ImportFault:
    """A row of the file that cannot be taken: where it is and one sentence why."""

    row: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import will do before it does it: how many, and the first few by name."""

    file_name: str
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged_count: int = 0
    faults: tuple[ImportFault, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far long work is, in steps; `total` 0 means that nobody knows yet."""

    title: str
    done: int = 0
    total: int = 0
