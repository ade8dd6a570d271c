"""Sales that were recorded before: told again as they were, or credited to a member who came without a card."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from loyalty.basket import Choices
from loyalty.checkout import EARNING_REASONS, balances_of, pay, quote
from loyalty.codes import plain_code
from loyalty.conditions import opening_code
from loyalty.detail import Recorded, basket_of, read_detail
from loyalty.earnable import earnable
from loyalty.ledger import Account, Entry, EntryReason, Operation, OperationKind, Standing
from loyalty.offers import deals, offered
from loyalty.outcome import Outcome
from loyalty.pricing import Priced
from loyalty.programmes import Programme
from loyalty.refusals import Refusal, RefusalReason
from loyalty.shop import ShopRules
from loyalty.situation import Situation

_SPENT = frozenset({EntryReason.REWARD_TAKEN, EntryReason.POINTS_SPENT, EntryReason.PAID_WITH})


def credit(
    programmes: Sequence[Programme],
    standing: Standing,
    sale: Operation,
    earlier: Sequence[Operation],
    at_ms: int,
    shop: ShopRules,
    operation_id: str = "",
) -> Outcome | Refusal:
    """What an earlier sale without a member earns for the member of `standing`, judged at the sale's own time.

    `earlier` is every operation that acts on the sale or on a credit of it: a credit that was undone may be given
    again. Refused: SLIP_UNKNOWN (not a sale), SLIP_HAS_MEMBER,
    SLIP_ALREADY_CREDITED, ALREADY_REVERSED (undone, cancelled, or refunded in part), SLIP_TOO_OLD. No reward is
    spent on it. To record: an Operation of kind CREDIT that reverses the sale, with the outcome's entries, `bill` =
    `to_pay` so that the member's spending counts it, `counts_visit` = 1 and `detail_of` the sale's own basket. The
    shop's turnover leaves CREDIT out: the sale is in it already.
    """
    refusal = _credit_refusal(sale, earlier, at_ms, shop)
    if refusal is not None:
        return refusal
    recorded = read_detail(sale.detail)
    noted = recorded.choices
    # A code that opened a programme was said at the sale; a coupon's was used there by nobody.
    opening = {opening_code(programme.terms) for programme in programmes}
    codes = tuple(code for code in noted.codes if plain_code(code) in opening)
    choices = Choices(stamps=noted.stamps, tenders=noted.tenders, codes=codes, begun_ms=noted.begun_ms)
    # It was priced and paid: a credit earns on that, and neither gives nor uses up what the customer never had.
    paid = Priced(recorded.lines, sum(line.net for line in recorded.lines))
    basket = basket_of(sale.detail)
    outcome = quote(programmes, standing, basket, choices, sale.at_ms, shop, operation_id, credited=paid)
    return replace(outcome, dropped={})


def outcome_of(operation: Operation, programmes: Sequence[Programme], shop: ShopRules) -> Outcome:
    """The outcome that was recorded, rebuilt from the operation: for a sale sent twice, and for printing again.

    Balances, lines, entries are the recorded ones; the offers' words are those of the programmes given.
    """
    recorded = read_detail(operation.detail)
    ordered = sorted(programmes, key=lambda programme: programme.id)
    before = balances_of(ordered, recorded.before)
    after = dict(before)
    earned: dict[Account, int] = {}
    own = [entry for entry in operation.entries if entry.holder is None]
    for entry in own:
        after[entry.account] = after.get(entry.account, 0) + entry.delta
        if entry.reason in EARNING_REASONS:
            earned[entry.account] = earned.get(entry.account, 0) + entry.delta
    to_pay = sum(line.net for line in recorded.lines) - sum(applied.paid for applied in recorded.applied)
    priced = Priced(recorded.lines, to_pay, recorded.applied)
    situation = replace(
        _as_recorded(operation, recorded, before, shop), earnable=earnable(ordered, operation.business_day)
    )
    tendered, change, _ = pay(to_pay, recorded.choices.tenders)
    subtotal = sum(line.gross for line in recorded.lines)
    return Outcome(
        lines=recorded.lines,
        subtotal=subtotal,
        discount=subtotal - sum(line.net for line in recorded.lines),
        to_pay=to_pay,
        tendered=tendered,
        change=change,
        offers=offered(deals(ordered, situation), situation, _left(before, operation.entries), priced),
        applied=recorded.applied,
        before=before,
        after=after,
        earned=earned,
        entries=operation.entries,
        counted_stamps=recorded.counted_stamps,
        statuses_before=recorded.statuses_before,
        statuses_after=recorded.statuses_after,
        birthdays=recorded.birthdays,
    )


def _as_recorded(operation: Operation, recorded: Recorded, before: Mapping[Account, int], shop: ShopRules) -> Situation:
    return Situation(
        standing=Standing(operation.member_id),
        balances=before,
        at_ms=operation.at_ms,
        day=operation.business_day,
        moment=shop.calendar.local(operation.at_ms),
        shop=shop,
        choices=recorded.choices,
        statuses=recorded.statuses_before,
        as_recorded=True,
        birthdays=recorded.birthdays,
    )


def _left(before: Mapping[Account, int], entries: Iterable[Entry]) -> dict[Account, int]:
    """The balances after what was used is paid, before anything was earned."""
    left = dict(before)
    for entry in entries:
        if entry.reason in _SPENT and entry.holder is None:
            left[entry.account] = left.get(entry.account, 0) + entry.delta
    return left


def _credit_refusal(sale: Operation, earlier: Sequence[Operation], at_ms: int, shop: ShopRules) -> Refusal | None:
    if sale.kind is not OperationKind.SALE:
        return Refusal(RefusalReason.SLIP_UNKNOWN)
    if sale.member_id is not None:
        return Refusal(RefusalReason.SLIP_HAS_MEMBER)
    undone = {each.reverses for each in earlier if each.kind is OperationKind.UNDO}
    if any(each.kind is OperationKind.CREDIT and each.id not in undone for each in earlier):
        return Refusal(RefusalReason.SLIP_ALREADY_CREDITED)
    if any(each.kind is not OperationKind.CREDIT and each.reverses == sale.id for each in earlier):
        return Refusal(RefusalReason.ALREADY_REVERSED)
    if (shop.calendar.business_day(at_ms) - sale.business_day).days > shop.credit_days:
        return Refusal(RefusalReason.SLIP_TOO_OLD, {"days": shop.credit_days})
    return None
