"""Where one programme may give to another: the accounts of those that are there and run, and when that ends."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from loyalty import expiry
from loyalty.ledger import Account
from loyalty.programmes import Programme
from loyalty.programs import kind_of


def earnable(programmes: Iterable[Programme], day: date) -> dict[Account, date | None]:
    """The accounts into which something may be earned on a business day, with its last day by the terms of their own
    programme; None for no such day. A stopped programme takes nothing.
    """
    return {
        account: expiry.last_day(programme.terms, day)
        for programme in programmes
        if not programme.stopped
        for account in kind_of(programme).accounts(programme)
    }
