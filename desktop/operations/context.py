"""What every use case is handed: the shop's rules and programmes, the till and the person at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from loyalty.limits import OWNER, Person
from loyalty.programmes import Programme
from loyalty.shop import ShopRules
from loyalty.words import Words


@dataclass(frozen=True)
class ShopContext:
    """A frozen view of the shop as of its last load; replaced whole when a setting or a programme changes.

    `prints` is false when the till has no printer: then nothing is queued. `day` is the business day whose programmes
    these are; None takes the newest of all.
    """

    shop: ShopRules
    programmes: tuple[Programme, ...]
    card_secret: bytes
    till: str = "A"
    person: Person = OWNER
    prints: bool = True
    day: date | None = None

    @property
    def words(self) -> Words:
        """The shop's language, which slips follow unless the member prefers another."""
        return Words(self.shop.language)
