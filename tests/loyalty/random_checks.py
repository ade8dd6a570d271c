"""What every answer of the rules must hold to, whatever the shop and the basket are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from loyalty.basket import Basket, Choices
from loyalty.checkout import quote
from loyalty.explain import explain_entries, explain_refusal, grouped
from loyalty.ledger import Account, Standing
from loyalty.outcome import Outcome
from loyalty.programmes import Programme
from loyalty.shop import ShopRules
from loyalty.words import Words

_LANGUAGES = (Words("zh_tw"), Words("en"))


def quoted_both_ways(
    programmes: Sequence[Programme],
    standing: Standing,
    basket: Basket,
    choices: Choices,
    at_ms: int,
    shop: ShopRules,
    operation_id: str,
    place: object,
) -> Outcome:
    """The answer, which neither the order of the programmes nor that of the lots must change."""
    other = replace(standing, lots=standing.lots[::-1])
    first, second = (
        quote(listed, known, basket, choices, at_ms, shop, operation_id)
        for listed, known in ((programmes, standing), (tuple(reversed(programmes)), other))
    )
    assert first == second, f"{place}: the order of the programmes or of the lots changed the answer"
    return first


def check_outcome(outcome: Outcome, place: object, credited: bool = False) -> None:
    """Money never below 0, no reward above the bill, and the explained lines are the ledger.

    The discounts of a `credited` sale were used by nobody, and are not among those applied.
    """
    assert outcome.to_pay >= 0, place
    assert 0 <= outcome.discount <= outcome.subtotal, place
    assert all(line.net >= 0 and line.base >= 0 for line in outcome.lines), place
    assert outcome.total == sum(line.net for line in outcome.lines), place
    assert all(applied.discount >= 0 and applied.paid >= 0 for applied in outcome.applied), place
    assert credited or sum(applied.discount for applied in outcome.applied) == outcome.discount, place
    assert all(line.base == 0 for line in outcome.lines if line.reward_id is not None), place
    assert [entry.position for entry in outcome.entries] == list(range(len(outcome.entries))), place
    assert all(entry.delta for entry in outcome.entries), place
    moved = _moved(outcome)
    for account in {*outcome.before, *outcome.after, *moved}:
        change = outcome.after.get(account, 0) - outcome.before.get(account, 0)
        assert change == moved[account], (place, account)


def check_explained(outcome: Outcome, programmes: Sequence[Programme], shop: ShopRules, place: object) -> None:
    """Every entry has its words in both languages, and what is told in one line sums to the entries behind it."""
    moved = _moved(outcome)
    told: Counter[Account] = Counter(dict.fromkeys(moved, 0))
    for entry in grouped(outcome.entries):
        if entry.holder is None:
            told[entry.account] += entry.delta
    assert told == moved, (place, outcome.entries)
    names = {programme.id: programme.name for programme in programmes}
    for words in _LANGUAGES:
        said = explain_entries(outcome.entries, names, words, shop.currency)
        assert all(line.strip() for line in said), place
        for refusal in (*outcome.refusals, *outcome.dropped.values()):
            assert explain_refusal(refusal, words, shop.currency).strip(), place


def _moved(outcome: Outcome) -> Counter[Account]:
    moved: Counter[Account] = Counter()
    for entry in outcome.entries:
        if entry.holder is None:
            moved[entry.account] += entry.delta
    return moved


def differs(one: Outcome, other: Outcome) -> bool:
    """Whether something else was paid, moved or refused."""
    return _gist(one) != _gist(other)


def _gist(outcome: Outcome) -> object:
    moves = sorted((entry.account, entry.holder or 0, entry.delta) for entry in outcome.entries)
    return outcome.to_pay, outcome.discount, [each.reason for each in outcome.refusals], moves
