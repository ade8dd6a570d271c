"""Sales set aside while another customer is served."""

from __future__ import annotations

from db import members, parked
from db.parked import ParkedSale
from db.store import Store
from desktop.operations.context import ShopContext
from desktop.operations.members import MemberFile, look_up
from loyalty.refusals import Refusal


def park(store: Store, sale: ParkedSale) -> None:
    """Set a sale aside; it survives a restart. One that had been taken up takes its place again."""
    with store.write() as connection:
        parked.take(connection, sale.id)
        parked.put(connection, sale)


def all_parked(store: Store) -> tuple[ParkedSale, ...]:
    """The sales set aside, oldest first."""
    with store.read() as connection:
        return parked.all_parked(connection)


def look_at(
    store: Store, context: ShopContext, parked_id: str, at_ms: int
) -> tuple[ParkedSale, MemberFile | None] | None:
    """A parked sale with its member as they stand now; it leaves the table only when it is recorded or dropped."""
    with store.read() as connection:
        sale = next((sale for sale in parked.all_parked(connection) if sale.id == parked_id), None)
        known = sale is not None and sale.member_id is not None and members.get(connection, sale.member_id) is not None
    if sale is None:
        return None
    file = look_up(store, context, sale.member_id, at_ms) if known and sale.member_id is not None else None
    return sale, None if isinstance(file, Refusal) else file


def drop(store: Store, parked_id: str) -> None:
    """Forget a parked sale."""
    with store.write() as connection:
        parked.take(connection, parked_id)
