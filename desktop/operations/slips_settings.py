"""The shop's decisions about its slips: checked and kept, one save at a time."""

from __future__ import annotations

from collections.abc import Mapping

from db import settings
from db.store import Store
from desktop.operations.context import ShopContext
from desktop.operations.settings import read_again
from loyalty import limits, slip_rules
from loyalty.limits import Action
from loyalty.refusals import Refusal
from loyalty.shop import ShopRules


def slip_values(shop: ShopRules) -> dict[str, object]:
    """The values of SLIP_FIELDS and ISSUER_FIELDS as the form and the disk hold them."""
    return slip_rules.stored(shop.slips, shop.issuer)


def save_slips(store: Store, context: ShopContext, values: Mapping[str, object]) -> ShopContext | Refusal:
    """Check and keep what the slips say; names that are not among `values` stay. The answer is the new context."""
    checked = limits.check(context.person, Action.EDIT_SETTINGS, {}) or slip_rules.checked(
        {**slip_values(context.shop), **values}
    )
    if isinstance(checked, Refusal):
        return checked
    with store.write() as connection:
        settings.save(connection, checked)
        return read_again(connection, context)
