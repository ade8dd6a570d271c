"""Every programme's rewards as they stand on this sale: what is wished, what is offered, and why not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from loyalty.codes import plain_code, plain_codes
from loyalty.conditions import not_for, not_now, not_opened, opening_code
from loyalty.holdings import as_begun
from loyalty.ledger import Account
from loyalty.outcome import Applied, Offer, RewardKind, paid_lines
from loyalty.plans import Plan
from loyalty.pricing import Priced, Wish, uses_of_money
from loyalty.programmes import Programme
from loyalty.programs import kind_of
from loyalty.programs.kind import held_for
from loyalty.refusals import Refusal, RefusalReason
from loyalty.rewards import RewardTerms, Scope, Usable
from loyalty.situation import Situation

_MEMBER_NEEDED = Refusal(RefusalReason.MEMBER_NEEDED)
_UNKNOWN_REWARD = Refusal(RefusalReason.UNKNOWN_REWARD)
_NOTHING_TO_DISCOUNT = Refusal(RefusalReason.NOTHING_TO_DISCOUNT)
_NOTHING_MATCHES = Refusal(RefusalReason.NOTHING_MATCHES)
_CODE_NEEDED = Refusal(RefusalReason.CODE_NEEDED)
_NO_LIMIT = 10**9


@dataclass(frozen=True, slots=True)
class Deal:
    """One reward of one programme, and why it cannot be used whatever is in the basket."""

    programme: Programme
    reward: RewardTerms
    why_not: Refusal | None


def plans(programmes: Iterable[Programme], situation: Situation) -> dict[str, Plan]:
    """What can be bought for later, by its id; CODE_NEEDED is why not of what waits for a code."""
    found: dict[str, Plan] = {}
    for programme in programmes:
        waits = not_opened(programme.terms, situation)
        for plan in kind_of(programme).plans(programme, situation):
            found[plan.id] = plan if waits is None else replace(plan, why_not=waits)
    return found


def on_sale(found: Mapping[str, Plan]) -> tuple[Plan, ...]:
    """The plans that are shown: nobody is told of what waits for a code."""
    return tuple(plan for plan in found.values() if plan.why_not != _CODE_NEEDED)


def deals(programmes: Iterable[Programme], situation: Situation) -> tuple[Deal, ...]:
    """The rewards of all programmes, in the order of the programmes."""
    codes = plain_codes(situation.choices.codes)
    found: list[Deal] = []
    for programme in programmes:
        waits = not_opened(programme.terms, situation)
        for reward in kind_of(programme).rewards(programme, situation):
            hidden = waits if waits is not None and not _is_held(programme, reward, situation) else None
            found.append(Deal(programme, reward, hidden or _why_not(reward, situation, codes)))
    return tuple(found)


def _is_held(programme: Programme, reward: RewardTerms, situation: Situation) -> bool:
    """Whether there is something of it: then whoever holds it is told how far it is. A service of what runs costs
    nothing of what is held, and is there because it runs.
    """
    accounts = kind_of(programme).accounts(programme)
    return not accounts or any(situation.held(each) for each in (*accounts, *reward.accounts))


def _why_not(reward: RewardTerms, situation: Situation, codes: Collection[str]) -> Refusal | None:
    if reward.why_not == _CODE_NEEDED or (reward.code and plain_code(reward.code) not in codes):
        return _CODE_NEEDED
    if not situation.with_member and not reward.for_everybody:
        return _MEMBER_NEEDED
    if reward.why_not is not None:
        return reward.why_not
    for limit in reward.limits:
        if limit.left(situation) == 0 and (situation.with_member or limit.holder is not None):
            reason = RefusalReason.USED_UP if limit.holder is None else RefusalReason.GONE
            return Refusal(reason, {"most": limit.most})
    return None


def wishes(found: Sequence[Deal], situation: Situation) -> list[Wish]:
    """What is to be used: chosen ones first in their order, then codes as typed, then automatic ones by id."""
    chosen = situation.choices.rewards
    codes = [plain_code(code) for code in situation.choices.codes]
    ranked: list[tuple[tuple[int, int, str], Wish]] = []
    for deal in found:
        reward = deal.reward
        times = chosen.get(reward.id, reward.times if reward.automatic or reward.code else 0)
        if deal.why_not is not None or times <= 0:
            continue
        at = list(chosen).index(reward.id) if reward.id in chosen else -1
        rank = (0, at, reward.id) if at >= 0 else (2, 0, reward.id)
        if reward.code and at < 0:
            rank = (1, codes.index(plain_code(reward.code)), reward.id)
        item = situation.choices.items.get(reward.id, "")
        ranked.append((rank, Wish(reward, min(times, allowed(reward, situation)), item)))
    return [wish for _, wish in sorted(ranked, key=lambda each: each[0])]


def allowed(reward: RewardTerms, situation: Situation) -> int:
    """How often its limits let a reward be used, whatever it costs."""
    limits = [each.left(situation) for each in reward.limits if situation.with_member or each.holder is not None]
    return min([reward.most or _NO_LIMIT, *limits])


def offered(
    found: Sequence[Deal],
    situation: Situation,
    left: Mapping[Account, int],
    priced: Priced,
    later: Mapping[Account, int] | None = None,
) -> tuple[Offer, ...]:
    """Every reward with how often it could be used; `left` are balances after what was used is paid.

    Of what this sale earns for itself, which `left` counts, `later` holds nothing: rewards for later sales look there.
    """
    used = {applied.offer_id: applied for applied in priced.applied}
    payable, offers = _payable(priced), []
    bought = paid_lines(priced.lines) if any(deal.reward.minimum.is_asked for deal in found) else []
    for deal in found:
        own = used.get(deal.reward.id)
        times = own.times if own else 0
        most, why_not = 0, deal.why_not
        if why_not is None:
            remaining = _remaining(deal.reward, priced, payable) + (own.discount + own.paid if own else 0)
            payable_by = left if later is None or deal.reward.usable is not Usable.LATER else later
            most, why_not = _most(deal, situation, payable_by, times, remaining)
            if own is None and most and deal.reward.minimum.is_asked:
                why_not = deal.reward.minimum.missing(bought, deal.reward.lines)
                most = 0 if why_not else deal.reward.minimum.uses(bought, deal.reward.lines, most)
        hindered = priced.short.get(deal.reward.id)
        if own is None and hindered is not None:
            most, why_not = 0, hindered
        if own is not None:
            # What was used could be used, whatever a sale that is told again no longer knows.
            most, why_not = max(most, times), None
        offers.append(_offer(deal.reward, own, most, why_not, payable))
    return tuple(offers)


def _remaining(reward: RewardTerms, priced: Priced, payable: int) -> int:
    """What is left to pay of the goods that a reward acts on."""
    if reward.lines.is_open or not _takes_money_off(reward):
        return payable
    return min(payable, sum([each.net for each in priced.lines if reward.lines.takes(each.line)]))


def _takes_money_off(reward: RewardTerms) -> bool:
    return reward.kind in (RewardKind.AMOUNT_OFF, RewardKind.PERCENT_OFF)


def _payable(priced: Priced) -> int:
    """What is left to pay of the goods: no reward acts on what is bought for later."""
    return priced.to_pay - sum([each.net for each in priced.lines if each.line.plan])


def _most(
    deal: Deal, situation: Situation, left: Mapping[Account, int], times: int, remaining: int
) -> tuple[int, Refusal | None]:
    reward = deal.reward
    most = allowed(reward, situation)
    if reward.price:
        held = held_for(reward, left) + times * reward.price
        most = min(most, max(0, held) // reward.price)
        if most == 0:
            (begun,) = as_begun((deal.programme,), situation.standing, situation.shop.calendar)
            return 0, kind_of(begun).how_far(begun, reward, {**left, reward.account: held})
    if remaining == 0 and not reward.lines.is_open and situation.basket.lines and _takes_money_off(reward):
        return 0, _NOTHING_MATCHES
    if reward.kind is RewardKind.AMOUNT_OFF:
        most = min(most, uses_of_money(remaining, reward.value))
    elif reward.kind is RewardKind.PERCENT_OFF:
        most = min(1, most) if remaining > 0 else 0
    elif reward.price == 0:
        most = min(most, max(1, times))
    return (most, None) if most else (0, _NOTHING_TO_DISCOUNT)


def _offer(reward: RewardTerms, own: Applied | None, most: int, why_not: Refusal | None, to_pay: int) -> Offer:
    return Offer(
        id=reward.id,
        account=reward.account,
        kind=reward.kind,
        title=reward.title,
        price=reward.price,
        most=most,
        chosen=own.times if own else 0,
        value=reward.value,
        why_not=why_not,
        automatic=reward.automatic,
        is_payment=reward.is_payment,
        choice=reward.choice,
        lost=_lost(reward, own, to_pay) if most else 0,
        gives={part.account: part.amount for part in reward.gives if part.holder is None},
    )


def _lost(reward: RewardTerms, own: Applied | None, to_pay: int) -> int:
    """What its uses, or the first one, exceed the bill by: money that is lost and never given as change."""
    if reward.kind is not RewardKind.AMOUNT_OFF or reward.scope is not Scope.ORDER:
        return 0
    if own is None:
        worth, taken = min(reward.value, reward.cap or reward.value), to_pay
    else:
        worth, taken = own.times * reward.value, own.paid if reward.is_payment else own.discount
        worth = min(worth, reward.cap or worth)
    return max(0, worth - taken)


def dropped(
    found: Sequence[Deal],
    situation: Situation,
    priced: Priced,
    offers: Iterable[Offer],
    programmes: Iterable[Programme] = (),
) -> dict[str, Refusal]:
    """Why what was chosen, or typed as a code, is used less often than chosen; by offer id or code.

    A code may open one of the `programmes` instead of a reward.
    """
    choices = situation.choices
    if not (choices.rewards or choices.codes):
        return {}
    by_id = {deal.reward.id: deal for deal in found}
    by_code = {plain_code(deal.reward.code): deal for deal in found if deal.reward.code}
    known = {offer.id: offer for offer in offers}
    why: dict[str, Refusal] = {}
    for offer_id, times in choices.rewards.items():
        offer = known.get(offer_id)
        if times <= 0 or (offer is not None and (offer.chosen >= times or _pays_all(offer, priced))):
            continue
        if offer is None:
            why[offer_id] = _UNKNOWN_REWARD
        else:
            why[offer_id] = _reason(by_id[offer_id], priced, offer)
    for code in choices.codes:
        deal = by_code.get(plain_code(code))
        if deal is None:
            unopened = _unopened(code, found, situation, programmes)
            if unopened is not None:
                why[code] = unopened
        elif known[deal.reward.id].chosen == 0 and choices.rewards.get(deal.reward.id, 1):
            why[code] = _reason(deal, priced, known[deal.reward.id])
    return why


def _unopened(
    code: str, found: Iterable[Deal], situation: Situation, programmes: Iterable[Programme]
) -> Refusal | None:
    """Why a code opens no programme; None when one applies with it."""
    running = (each for each in programmes if not each.stopped)
    opened = next((each for each in running if opening_code(each.terms) == plain_code(code)), None)
    if opened is None:
        return Refusal(RefusalReason.CODE_UNKNOWN, {"code": code})
    refused = not_now(opened.terms, situation) or not_for(opened.terms, situation)
    waited = _waits_for_code(opened, situation)
    if refused is None and not waited and not situation.with_member and kind_of(opened).needs_member:
        # What gives no reward on this sale lets somebody earn, or buy for later.
        return _MEMBER_NEEDED
    wanted = [deal for deal in found if deal.reward.id in waited and situation.choices.rewards.get(deal.reward.id, 1)]
    own = [deal.why_not for deal in wanted]
    return refused or (own[0] if own and all(own) and not _does_more(opened, situation) else None)


def _waits_for_code(programme: Programme, situation: Situation) -> frozenset[str]:
    """The rewards that its code opens; what is bought with points or held already needs none."""
    unsaid = replace(situation, choices=replace(situation.choices, codes=()))
    rewards = kind_of(programme).rewards(programme, unsaid)
    return frozenset(each.id for each in rewards if each.why_not == _CODE_NEEDED)


def _does_more(programme: Programme, situation: Situation) -> bool:
    """Whether its code opens more on this sale than its rewards: something to buy, points that count double, what the
    shop gives for a sale to anybody.
    """
    kind = kind_of(programme)
    return not kind.needs_member or bool(kind.plans(programme, situation) or kind.multipliers(programme, situation))


def _reason(deal: Deal, priced: Priced, offer: Offer) -> Refusal:
    found = deal.why_not or priced.short.get(deal.reward.id) or offer.why_not
    return found or Refusal(RefusalReason.NO_REWARD_LEFT, {"most": offer.most})


def _pays_all(offer: Offer, priced: Priced) -> bool:
    """Whether a payment is less than was chosen only because nothing more is to pay."""
    return offer.is_payment and offer.chosen > 0 and _payable(priced) == 0
