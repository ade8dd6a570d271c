"""Why a part of a refund takes more stamps or points back than its share: what was begun counts whole. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.members.present import programme_names
from desktop.operations.context import ShopContext
from desktop.operations.sales_list import PastSale
from loyalty.ledger import Account, EntryReason, Operation, Unit
from loyalty.money import format_money
from loyalty.pieces import earning_share
from loyalty.reversals import Reversal, earner_of
from loyalty.words import Words

_WHOLE_ONES = frozenset({Unit.STAMP, Unit.POINT})


def rounded_up(past: PastSale, refund: Reversal, by_lines: bool, context: ShopContext, words: Words) -> Iterator[str]:
    """One sentence for each balance of which a part of one counted whole.

    What was earned may stand in a later credit. Stamps of lines follow the units that go back, not the money: those
    are no parts.
    """
    (back, value), currency = earning_share(past.operation, refund.detail), context.shop.currency
    earner = earner_of(past.operation, past.reversals)
    for account, taken in _taken(refund).items():
        earned = _earned(earner, account)
        if (by_lines and account.unit is Unit.STAMP) or not back < value or taken * value <= earned * back:
            continue
        yield words(
            "sales.rounded_up",
            programme=programme_names(context).get(account.programme_id, account.programme_id),
            value=format_money(value, currency),
            back=format_money(back, currency),
            earned=earned,
            taken=taken,
            unit=words(f"entry.unit_{account.unit.value}"),
        )


def _taken(refund: Reversal) -> dict[Account, int]:
    found: dict[Account, int] = {}
    for entry in refund.entries:
        if entry.reason is EntryReason.TAKEN_BACK and entry.holder is None and entry.account.unit in _WHOLE_ONES:
            found[entry.account] = found.get(entry.account, 0) - entry.delta
    return found


def _earned(earner: Operation, account: Account) -> int:
    own = (entry for entry in earner.entries if entry.holder is None and entry.account == account and entry.delta > 0)
    return sum(entry.delta for entry in own)
