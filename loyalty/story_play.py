"""A story played by the rules' door: what each sale came to, what ended between them, and what it all cost the shop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from loyalty.basket import Basket, Choices
from loyalty.checkout import quote, situate
from loyalty.detail import detail_of
from loyalty.door_case import Case
from loyalty.door_drafts import Drafts
from loyalty.door_office import Office
from loyalty.door_people import People
from loyalty.door_state import DoorState, Draft
from loyalty.ledger import Account, Entry, OperationKind, Standing, Unit
from loyalty.outcome import Applied, Outcome
from loyalty.plans import Plan
from loyalty.programmes import Programme
from loyalty.programs import kind_of
from loyalty.rewards import RewardTerms
from loyalty.story import Story, StorySale
from loyalty.story_case import Stage, Written, case_of, write_story

_NOTHING = Draft(None, Basket(), Choices())
# What the customer has paid for before costs the shop nothing more when it is taken.
_PAID_BEFORE = frozenset({Unit.ITEM, Unit.STORED_PAID})
_GIVEN = frozenset({Unit.STORED_BONUS, Unit.CASHBACK})


@dataclass(frozen=True, slots=True)
class Told:
    """One sale of the story: when (epoch milliseconds UTC), what it came to, and what had ended before it.

    `programmes` are those in force then; `cost` what its rewards cost the shop, whole units of money.
    """

    sale_id: str
    at_ms: int
    outcome: Outcome
    ended: tuple[Entry, ...]
    programmes: tuple[Programme, ...]
    cost: int


@dataclass(frozen=True, slots=True)
class Played:
    """The whole story, with the `balances` at its end, what can be bought then, what was paid and what it cost."""

    written: Written
    told: tuple[Told, ...] = ()
    balances: Mapping[Account, int] = field(default_factory=dict)
    programmes: tuple[Programme, ...] = ()
    plans: tuple[Plan, ...] = ()

    @property
    def paid(self) -> int:
        """What was paid with money, in whole units."""
        return sum(each.outcome.to_pay for each in self.told if not each.outcome.refusals)

    @property
    def cost(self) -> int:
        """What the rewards cost the shop, in whole units of money."""
        return sum(each.cost for each in self.told)


def play(story: Story, stage: Stage) -> Played:
    """Play a story. Nothing is recorded; what cannot be played is left out with its fault.

    Raises MalformedCaseError where the stage itself is wrong: a programme with terms that its kind does not have.
    """
    written = write_story(story, stage)
    return Played(written) if written.member_fault is not None else _play(written, case_of(written))


def use_everything(story: Story, stage: Stage) -> Story:
    """The story with every reward that its last sale is offered used once, a payment as far as it goes."""
    played = play(story, stage)
    if not story.sales or not played.told or played.told[-1].sale_id != story.sales[-1].id:
        return story
    last = story.sales[-1]
    offers = [each for each in played.told[-1].outcome.offers if each.why_not is None]
    used = {each.id: each.most if each.is_payment else 1 for each in offers}
    return story.replaced(StorySale(last.id, last.values, used))


def _play(written: Written, case: Case) -> Played:
    state = DoorState(case)
    people, drafts, office = People(state), Drafts(state), Office(state)
    people.enrol_all()
    told: list[Told] = []
    seen = len(state.ledger.operations)
    for step in case.steps:
        if step.kind == "time":
            people.time(step)
        elif step.kind == "give_tier":
            office.give_tier(step)
            seen = len(state.ledger.operations)
        else:
            ended = _ended(state, seen)
            told.append(_sale(state, drafts.draft(step, _NOTHING), written.played[len(told)], ended))
            seen = len(state.ledger.operations)
    return _end(written, state, told)


def _ended(state: DoorState, seen: int) -> tuple[Entry, ...]:
    fresh = state.ledger.operations[seen:]
    return tuple(entry for each in fresh if each.kind is OperationKind.EXPIRE for entry in each.entries)


def _sale(state: DoorState, draft: Draft, sale_id: str, ended: tuple[Entry, ...]) -> Told:
    """Quote a sale, and record it unless the rules refuse."""
    programmes, standing = state.programmes(), state.ledger.standing(draft.member_id)
    operation_id, at_ms = state.ledger.next_id(""), state.now_ms
    outcome = quote(programmes, standing, draft.basket, draft.choices, at_ms, state.shop, operation_id)
    if outcome.refusals:
        return Told(sale_id, at_ms, outcome, ended, programmes, 0)
    cost = _cost(outcome, _rewards(state, programmes, standing, draft, outcome.statuses_before))
    state.ledger.record(
        "",
        OperationKind.SALE,
        draft.member_id,
        at_ms,
        operation_id,
        programmes=programmes,
        bill=outcome.to_pay,
        counts_visit=1,
        entries=outcome.entries,
        detail=detail_of(draft.basket, draft.choices, outcome),
    )
    return Told(sale_id, at_ms, outcome, ended, programmes, cost)


def _rewards(
    state: DoorState, programmes: Sequence[Programme], standing: Standing, draft: Draft, statuses: frozenset[str]
) -> dict[str, RewardTerms]:
    situation = situate(programmes, standing, state.now_ms, state.shop, draft.basket, draft.choices, statuses)
    return {reward.id: reward for each in programmes for reward in kind_of(each).rewards(each, situation)}


def _cost(outcome: Outcome, rewards: Mapping[str, RewardTerms]) -> int:
    """What the used rewards cost: what the owner typed, else the money off; of payments what the shop had given."""
    given = sum(-each.delta for each in outcome.entries if each.delta < 0 and each.account.unit in _GIVEN)
    return given + sum(_cost_of(each, rewards.get(each.offer_id)) for each in outcome.applied)


def _cost_of(applied: Applied, reward: RewardTerms | None) -> int:
    unit = reward.account.unit if reward is not None else None
    if unit in _PAID_BEFORE or unit in _GIVEN:
        return 0
    if reward is not None and reward.cost:
        return reward.cost * applied.times
    return applied.discount + applied.paid


def _end(written: Written, state: DoorState, told: list[Told]) -> Played:
    programmes = state.programmes()
    standing = state.ledger.standing(next(iter(state.members.values())))
    situation = situate(programmes, standing, state.now_ms, state.shop)
    plans = tuple(plan for each in programmes if not each.stopped for plan in kind_of(each).plans(each, situation))
    return Played(written, tuple(told), situation.balances, programmes, plans)
