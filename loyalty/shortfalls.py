"""What a member has too little of for something to be taken back: of which programme, how much of what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from loyalty.ledger import Account, account_of
from loyalty.programmes import Programme
from loyalty.refusals import Refusal, RefusalReason


def too_small(missing: Mapping[Account, int], programmes: Iterable[Programme]) -> Refusal:
    """BALANCE_TOO_SMALL: `missing` in all, then numbered from 1 `missing_1`, `unit_1` (with its part) and, where the
    programme is known, `programme_1`, its name. `missing` are whole units above 0.
    """
    names = {programme.id: programme.name for programme in programmes}
    facts: dict[str, int | str] = {"missing": sum(missing.values())}
    for place, (account, amount) in enumerate(missing.items(), 1):
        facts[f"missing_{place}"] = amount
        facts[f"unit_{place}"] = account.unit_text
        if account.programme_id in names:
            facts[f"programme_{place}"] = names[account.programme_id]
    return Refusal(RefusalReason.BALANCE_TOO_SMALL, facts)


def shortfalls(refusal: Refusal) -> tuple[tuple[str, Account, int], ...]:
    """What `too_small` wrote: the programme's name ("" where it was not known), the account and how much, in order.

    The account's programme id is "": the facts carry the name instead.
    """
    found, place, facts = [], 1, refusal.facts
    while f"missing_{place}" in facts:
        account = account_of("", str(facts[f"unit_{place}"]))
        found.append((str(facts.get(f"programme_{place}", "")), account, int(facts[f"missing_{place}"])))
        place += 1
    return tuple(found)
