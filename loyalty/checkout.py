"""The one place that knows two programmes: price, pay, earn, settle, always in this order. Pure; writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from loyalty.basket import Basket, Choices, Tender
from loyalty.detail import basket_of, choices_of, detail_of, read_detail
from loyalty.ledger import Account, EntryReason, Operation, OperationKind, Standing, Unit
from loyalty.lots import Book
from loyalty.outcome import Offer, Outcome, PricedLine, RewardKind
from loyalty.pricing import Priced, price, uses_of_money
from loyalty.programmes import Programme
from loyalty.programs import kind_of
from loyalty.programs.kind import Earning, RewardTerms, Sold
from loyalty.refusals import Refusal, RefusalReason
from loyalty.shop import ShopRules

__all__ = ["basket_of", "choices_of", "credit", "detail_of", "outcome_of", "quote"]

EARNING_REASONS = frozenset(
    {
        EntryReason.STARTING_STAMPS,
        EntryReason.EARNED_BY_ITEMS,
        EntryReason.EARNED_BY_VISIT,
        EntryReason.EARNED_BY_AMOUNT,
        EntryReason.COUNTED_BY_HAND,
    }
)
_MEMBER_NEEDED = Refusal(RefusalReason.MEMBER_NEEDED)
_UNKNOWN_REWARD = Refusal(RefusalReason.UNKNOWN_REWARD)
_NOTHING_TO_DISCOUNT = Refusal(RefusalReason.NOTHING_TO_DISCOUNT)


def quote(
    programmes: Sequence[Programme],
    standing: Standing,
    basket: Basket,
    choices: Choices,
    at_ms: int,
    shop: ShopRules,
    operation_id: str = "",
) -> Outcome:
    """What this sale would be at `at_ms` (epoch milliseconds UTC); recorded unchanged when it is committed.

    The listing order of programmes never changes the answer. Without a member nothing is earned or redeemed. An outcome
    with `refusals` must not be recorded. Lots opened here are keyed by `operation_id`, or by a placeholder when it is
    "".
    """
    ordered = sorted(programmes, key=lambda programme: programme.id)
    before = _balances(ordered, standing.balances())
    refusals = (*_basket_refusals(basket, shop), *_stamp_refusals(choices, shop))
    if refusals:
        return _refused(ordered, standing, basket, before, refusals)
    rewards = [reward for programme in ordered for reward in kind_of(programme).rewards(programme)]
    with_member = standing.member_id is not None
    priced = price(basket, rewards, before, choices.rewards if with_member else {})
    offers = _offers(ordered, before, priced, with_member)
    tendered, change, payment_refusals = _pay(priced.to_pay, choices.tenders)
    book = Book(standing, operation_id)
    if with_member:
        _spend(book, rewards, priced)
    earnings = [
        earning
        for programme in ordered
        if not programme.stopped
        for earning in _earnings(programme, priced, choices, book.balances, shop)
    ]
    if with_member:
        _settle(book, ordered, earnings)
    return Outcome(
        lines=priced.lines,
        subtotal=basket.total,
        discount=basket.total - priced.to_pay,
        to_pay=priced.to_pay,
        tendered=tendered,
        change=change,
        offers=offers,
        applied=priced.applied,
        before=before,
        after={**before, **book.balances},
        earned=_earned(earnings) if with_member else {},
        entries=tuple(book.entries),
        counted_stamps=_counted(earnings),
        refusals=payment_refusals,
        dropped=_dropped(choices, priced, offers, with_member),
    )


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
    noted = choices_of(sale.detail)
    choices = Choices(stamps=noted.stamps, tenders=noted.tenders)
    return quote(programmes, standing, basket_of(sale.detail), choices, sale.at_ms, shop, operation_id)


def outcome_of(operation: Operation, programmes: Sequence[Programme], shop: ShopRules) -> Outcome:
    """The outcome that was recorded, rebuilt from the operation: for a sale sent twice, and for printing again.

    Balances, lines, entries are the recorded ones; the offers' words are those of the programmes given.
    """
    recorded = read_detail(operation.detail)
    ordered = sorted(programmes, key=lambda programme: programme.id)
    before = _balances(ordered, recorded.before)
    after = dict(before)
    earned: dict[Account, int] = {}
    for entry in operation.entries:
        after[entry.account] = after.get(entry.account, 0) + entry.delta
        if entry.reason in EARNING_REASONS:
            earned[entry.account] = earned.get(entry.account, 0) + entry.delta
    to_pay = sum(line.net for line in recorded.lines)
    priced = Priced(recorded.lines, to_pay, recorded.applied)
    tendered, change, _ = _pay(to_pay, recorded.choices.tenders)
    subtotal = sum(line.gross for line in recorded.lines)
    return Outcome(
        lines=recorded.lines,
        subtotal=subtotal,
        discount=subtotal - to_pay,
        to_pay=to_pay,
        tendered=tendered,
        change=change,
        offers=_offers(ordered, before, priced, operation.member_id is not None),
        applied=recorded.applied,
        before=before,
        after=after,
        earned=earned,
        entries=operation.entries,
        counted_stamps=recorded.counted_stamps,
    )


def _balances(programmes: Iterable[Programme], held: Mapping[Account, int]) -> dict[Account, int]:
    """Every account of the programmes, 0 included, and whatever else the member holds."""
    balances = {account: 0 for programme in programmes for account in kind_of(programme).accounts(programme)}
    balances.update({account: amount for account, amount in held.items() if amount or account in balances})
    return balances


def _basket_refusals(basket: Basket, shop: ShopRules) -> tuple[Refusal, ...]:
    for line in basket.lines:
        if line.unit_price < 0:
            return (Refusal(RefusalReason.AMOUNT_IS_NEGATIVE),)
        if line.unit_price == 0 and line.product_id is None:
            return (Refusal(RefusalReason.AMOUNT_IS_ZERO),)
        if not 1 <= line.quantity <= shop.quantity_max:
            return (Refusal(RefusalReason.QUANTITY_OUT_OF_RANGE, {"limit": shop.quantity_max}),)
    if basket.total > shop.amount_max:
        return (Refusal(RefusalReason.AMOUNT_TOO_LARGE, {"limit": shop.amount_max}),)
    return ()


def _stamp_refusals(choices: Choices, shop: ShopRules) -> tuple[Refusal, ...]:
    if all(0 <= count <= shop.stamps_max for count in choices.stamps.values()):
        return ()
    return (Refusal(RefusalReason.TOO_MANY_STAMPS, {"limit": shop.stamps_max}),)


def _refused(
    programmes: Sequence[Programme],
    standing: Standing,
    basket: Basket,
    before: dict[Account, int],
    refusals: tuple[Refusal, ...],
) -> Outcome:
    """The outcome of a basket that cannot be sold as typed: shown, never recorded."""
    lines = tuple([PricedLine(line) for line in basket.lines])
    to_pay = max(0, basket.total)
    return Outcome(
        lines=lines,
        subtotal=basket.total,
        discount=0,
        to_pay=to_pay,
        tendered=0,
        change=0,
        offers=_offers(programmes, before, Priced(lines, to_pay), standing.member_id is not None),
        applied=(),
        before=before,
        after=before,
        earned={},
        entries=(),
        refusals=refusals,
    )


def _offers(
    programmes: Iterable[Programme], before: Mapping[Account, int], priced: Priced, with_member: bool
) -> tuple[Offer, ...]:
    used = {applied.offer_id: applied for applied in priced.applied}
    offers: list[Offer] = []
    for programme in programmes:
        rewards = kind_of(programme).rewards(programme)
        left = dict(before)
        for reward in rewards:
            if reward.id in used:
                left[reward.account] -= used[reward.id].times * reward.price
        for reward in rewards:
            own = used.get(reward.id)
            times, discount = (own.times, own.discount) if own else (0, 0)
            available = {reward.account: left[reward.account] + times * reward.price}
            answer: tuple[int, Refusal | None] = (0, _MEMBER_NEEDED)
            if with_member:
                answer = _most(programme, reward, {**left, **available}, priced.to_pay + discount)
            offers.append(_offer(reward, times, *answer))
    return tuple(offers)


def _most(
    programme: Programme, reward: RewardTerms, balances: Mapping[Account, int], remaining: int
) -> tuple[int, Refusal | None]:
    affordable = max(0, balances[reward.account]) // reward.price
    if affordable == 0:
        return 0, kind_of(programme).how_far(programme, reward, balances)
    if reward.kind is RewardKind.AMOUNT_OFF:
        uses = min(affordable, uses_of_money(remaining, reward.value))
        return (uses, None) if uses else (0, _NOTHING_TO_DISCOUNT)
    return affordable, None


def _offer(reward: RewardTerms, chosen: int, most: int, why_not: Refusal | None) -> Offer:
    return Offer(
        id=reward.id,
        account=reward.account,
        kind=reward.kind,
        title=reward.title,
        price=reward.price,
        most=most,
        chosen=chosen,
        value=reward.value,
        why_not=why_not,
    )


def _pay(to_pay: int, tenders: Sequence[Tender]) -> tuple[int, int, tuple[Refusal, ...]]:
    """What was handed over, the change, and why it does not do. No tender at all is paid exactly, way not noted."""
    if not tenders:
        return 0, 0, ()
    if any(tender.amount < 0 for tender in tenders):
        return 0, 0, (Refusal(RefusalReason.AMOUNT_IS_NEGATIVE),)
    tendered = sum(tender.amount for tender in tenders)
    if tendered < to_pay:
        return tendered, 0, (Refusal(RefusalReason.TENDERED_TOO_LITTLE, {"missing": to_pay - tendered}),)
    cash = sum(tender.amount for tender in tenders if tender.gives_change)
    change = tendered - to_pay
    if change > cash:
        return tendered, cash, (Refusal(RefusalReason.TENDERED_TOO_MUCH, {"over": change - cash}),)
    return tendered, change, ()


def _spend(book: Book, rewards: Sequence[RewardTerms], priced: Priced) -> None:
    by_id = {reward.id: reward for reward in rewards}
    for applied in sorted(priced.applied, key=lambda each: each.offer_id):
        reward = by_id[applied.offer_id]
        taken = reward.account.unit is Unit.REWARD
        reason = EntryReason.REWARD_TAKEN if taken else EntryReason.POINTS_SPENT
        book.spend(reward.account, applied.times * reward.price, reason, {"times": applied.times})


def _earnings(
    programme: Programme, priced: Priced, choices: Choices, balances: Mapping[Account, int], shop: ShopRules
) -> tuple[Earning, ...]:
    sold = Sold(
        lines=priced.lines,
        to_pay=priced.to_pay,
        counted=choices.stamps.get(programme.id),
        redeemed=bool(priced.applied),
        counts_free_item=shop.counts_free_item,
    )
    return kind_of(programme).earned(programme, sold, balances)


def _settle(book: Book, programmes: Iterable[Programme], earnings: Iterable[Earning]) -> None:
    for earning in earnings:
        if earning.amount > 0:
            book.earn(earning.account, earning.amount, earning.reason, earning.facts)
        elif earning.amount < 0:
            book.spend(earning.account, -earning.amount, earning.reason, earning.facts)
    for programme in programmes:
        if programme.stopped:
            continue
        for filling in kind_of(programme).fillings(programme, book.balances):
            facts = {"needed": filling.needed}
            for _ in range(filling.times):
                book.spend(filling.source, filling.needed, EntryReason.CARD_FILLED, facts)
                book.earn(filling.target, 1, EntryReason.REWARD_FROM_FULL_CARD, facts)


def _earned(earnings: Iterable[Earning]) -> dict[Account, int]:
    return {each.account: each.amount for each in earnings if each.amount and each.reason in EARNING_REASONS}


def _counted(earnings: Iterable[Earning]) -> dict[str, int]:
    return {each.account.programme_id: each.amount for each in earnings if each.account.unit is Unit.STAMP}


def _dropped(choices: Choices, priced: Priced, offers: Iterable[Offer], with_member: bool) -> dict[str, Refusal]:
    if not choices.rewards:
        return {}
    known = {offer.id: offer for offer in offers}
    dropped: dict[str, Refusal] = {}
    for offer_id, times in choices.rewards.items():
        if times <= 0:
            continue
        if offer_id not in known:
            dropped[offer_id] = _UNKNOWN_REWARD
        elif not with_member:
            dropped[offer_id] = _MEMBER_NEEDED
        elif offer_id in priced.short:
            dropped[offer_id] = known[offer_id].why_not or Refusal(
                RefusalReason.NO_REWARD_LEFT, {"most": known[offer_id].most}
            )
    return dropped


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
