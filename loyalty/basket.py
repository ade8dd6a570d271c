"""What the cashier typed: products, lines, tenders, choices. Money is whole units of the shop's currency."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Product:
    """A thing the shop sells. `category` is a path ("飲料/咖啡"): a filter on a parent takes its children."""

    id: str
    name: str
    price: int
    cost: int | None = None
    category: str = ""
    tags: tuple[str, ...] = ()
    position: int = 0
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Some units of one thing at the price of the moment. A typed amount is a line without a product.

    `plan` names what is bought for later (a top-up, a membership): such a line is no goods and has no product.
    """

    unit_price: int
    quantity: int = 1
    product_id: str | None = None
    name: str = ""
    category: str = ""
    tags: tuple[str, ...] = ()
    plan: str = ""


@dataclass(frozen=True, slots=True)
class Basket:
    """The lines of one sale, in the order they were entered. No lines at all is a visit without an amount."""

    lines: tuple[Line, ...] = ()

    @property
    def total(self) -> int:
        """Sum of all lines before any discount."""
        return sum(line.unit_price * line.quantity for line in self.lines)


@dataclass(frozen=True, slots=True)
class Tender:
    """Money handed over in one of the shop's own ways. `gives_change` is true for cash only."""

    name: str
    amount: int
    gives_change: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """What the cashier chose besides the basket.

    `rewards` maps an offer's id to how many times it is used on this sale; 0 declines an automatic one. A wallet's
    offer is used once for each 1 of money. `stamps` maps a stamp card's programme id to a number counted by hand, which
    replaces the automatic count. `tenders` may be empty: paid exactly, way not noted. `codes` are as typed or scanned,
    in that order. `items` maps an offer's id to the product chosen. `notes` maps an offer's id to the reason from the
    shop's list why it was given. `begun_ms` is when the first thing of the sale was entered (epoch milliseconds UTC).
    """

    rewards: Mapping[str, int] = field(default_factory=dict)
    stamps: Mapping[str, int] = field(default_factory=dict)
    tenders: tuple[Tender, ...] = ()
    codes: tuple[str, ...] = ()
    items: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    begun_ms: int | None = None
