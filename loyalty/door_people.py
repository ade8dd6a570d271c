"""The steps of the rules' door about people and time: join, change, refer, show, and days that pass."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from loyalty.begun import BEGUN_COUNTS_MS
from loyalty.checkout import situate
from loyalty.door_answer import member_answer
from loyalty.door_case import MalformedCaseError, Newcomer, Step, birthday_of, moment_ms, within_calendar
from loyalty.door_state import Answer, DoorState
from loyalty.explain import how_far
from loyalty.holdings import as_begun
from loyalty.joining import join_entries
from loyalty.ledger import SHOP, Entry, Operation, OperationKind, Standing
from loyalty.living import expire
from loyalty.members import Birthday
from loyalty.offers import plans
from loyalty.programs import kind_of
from loyalty.referrals import refer, referrer_of
from loyalty.refusals import Refusal
from loyalty.terms import malformed

_MINUTE_MS = 60_000


class People:
    """Plays the steps about people and time."""

    def __init__(self, state: DoorState) -> None:
        self._state = state
        self._ledger = state.ledger
        self._speaker = state.speaker

    def enrol_all(self) -> None:
        """Let everybody join who is a member by the start, the earliest first."""
        start_ms, newcomers = self._state.now_ms, self._state.case.members
        joined = {each.name: self._joined_ms(each) for each in newcomers}
        self._state.members.update({each.name: number for number, each in enumerate(newcomers, start=1)})
        for each in sorted(newcomers, key=lambda newcomer: joined[newcomer.name]):
            self._state.now_ms = joined[each.name]
            self._enrol(self._state.members[each.name], "", each.birthday, each.tags)
        self._state.now_ms = start_ms
        for each in newcomers:
            if each.referrer:
                self._refer_at_start(each)

    def _joined_ms(self, newcomer: Newcomer) -> int:
        """Noon of the day of joining, or the start. Raises MalformedCaseError for a day after it."""
        start_ms, place = self._state.now_ms, f"{newcomer.place}.joined"
        if newcomer.joined is None:
            return start_ms
        at_ms = moment_ms(f"{newcomer.joined.isoformat()}T12:00", self._state.shop, place)
        if newcomer.joined > self._state.shop.calendar.business_day(start_ms):
            raise MalformedCaseError(malformed(place, "not_earlier"))
        return min(at_ms, start_ms)

    def _refer_at_start(self, newcomer: Newcomer) -> None:
        place = f"{newcomer.place}.referrer"
        if newcomer.referrer not in self._state.members:
            raise MalformedCaseError(malformed(place, "unknown_reference", name=newcomer.referrer))
        operation_id, member_id = self._ledger.next_id(""), self._state.members[newcomer.name]
        entries = self._referral(member_id, self._state.members[newcomer.referrer], operation_id)
        if isinstance(entries, Refusal):
            raise MalformedCaseError(malformed(place, "not_referred", reason=entries.reason.value))
        self._state.record("", OperationKind.REFER, member_id, operation_id, entries)

    def _enrol(self, member_id: int, name: str, birthday: Birthday | None, tags: Iterable[str]) -> Operation:
        state = self._state
        self._ledger.know(member_id, birthday, tuple(tags))
        operation_id, programmes = self._ledger.next_id(name), state.programmes()
        shops = {SHOP: self._ledger.standing(SHOP)}
        newcomer = Standing(member_id, joined_at_ms=state.now_ms, birthday=birthday, tags=tuple(tags), others=shops)
        entries = join_entries(programmes, newcomer, state.now_ms, state.shop, operation_id)
        return self._ledger.record(
            name, OperationKind.JOIN, member_id, state.now_ms, operation_id, programmes=programmes, entries=entries
        )

    def join(self, step: Step) -> Answer:
        """A new member, perhaps brought by another."""
        state, values = self._state, step.values
        if values["member"] in state.members:
            raise step.wrong("member", "used_twice")
        name, referrer = state.own_name(step), state.member(step, "referrer")
        birthday = birthday_of(values["birthday"], f"{step.place}.birthday")
        member_id = len(state.members) + 1
        state.members[values["member"]] = member_id
        operation = self._enrol(member_id, name, birthday, values["tags"])
        nobody = Standing(member_id)
        said = self._speaker.movement(operation.entries, nobody, self._ledger.standing(member_id))
        answer: Answer = {"ok": True, "operation": operation.id, **said}
        if referrer is not None:
            answer["referral"] = self._referred("", member_id, referrer)
        return answer

    def refer(self, step: Step) -> Answer:
        """Note who brought a member."""
        name = self._state.own_name(step)
        return self._referred(name, self._state.somebody(step), self._state.somebody(step, "referrer"))

    def _referred(self, name: str, member_id: int, referrer: int) -> Answer:
        operation_id = self._ledger.next_id(name)
        entries = self._referral(member_id, referrer, operation_id)
        if isinstance(entries, Refusal):
            return self._speaker.no([entries])
        return self._state.record(name, OperationKind.REFER, member_id, operation_id, entries)

    def _referral(self, member_id: int, referrer: int, operation_id: str) -> tuple[Entry, ...] | Refusal:
        state, friend = self._state, self._ledger.standing(referrer)
        ancestors, above = [], referrer_of(friend)
        while above is not None:
            ancestors.append(above)
            above = referrer_of(self._ledger.standing(above))
        standing = self._ledger.standing(member_id)
        return refer(state.programmes(), standing, friend, state.now_ms, state.shop, operation_id, ancestors)

    def change(self, step: Step) -> Answer:
        """Who a member is from now on: birthday ("" for none), tags. What is left out stays."""
        state, member_id = self._state, self._state.somebody(step)
        person = self._ledger.person(member_id)
        birthday, changed_on = person.birthday, person.birthday_changed_on
        if step.values["birthday"] is not None:
            birthday = birthday_of(step.values["birthday"], f"{step.place}.birthday")
        if person.birthday is not None and birthday != person.birthday:
            changed_on = state.shop.calendar.business_day(state.now_ms)
        tags = person.tags if step.values["tags"] is None else tuple(step.values["tags"])
        self._ledger.know(member_id, birthday, tags, changed_on)
        return self.show(step)

    def show(self, step: Step) -> Answer:
        """Where a member stands, and what can be told of it."""
        state, member_id = self._state, self._state.somebody(step)
        standing, programmes = self._ledger.standing(member_id), state.programmes()
        situation = situate(programmes, standing, state.now_ms, state.shop)
        alive, words = situation.standing, self._speaker.words
        in_hand = as_begun(programmes, alive, state.shop.calendar)
        return {
            "ok": True,
            "member": member_answer(alive),
            "lots": self._speaker.lots(alive),
            "statuses": sorted(situation.statuses),
            "next": {each.id: how_far(each, situation.balances, words) for each in in_hand},
            "notices": [
                self._speaker.notice(notice) for each in programmes for notice in kind_of(each).notices(each, situation)
            ],
            "plans": [self._speaker.plan(plan) for plan in plans(programmes, situation).values()],
        }

    def time(self, step: Step) -> Answer:
        """Let time pass; half an hour after the turn of the business day whatever ended is recorded, for everybody."""
        state, values = self._state, step.values
        before = self._ended_day()
        minutes = values["minutes"] + 60 * values["hours"] + 1_440 * values["days"]
        then_ms = state.now_ms + minutes * _MINUTE_MS
        if values["to"]:
            then_ms = moment_ms(values["to"], state.shop, f"{step.place}.to")
        if then_ms < state.now_ms:
            raise step.wrong("to", "not_later")
        state.now_ms = within_calendar(then_ms, step.place)
        turned = self._ended_day() > before
        return {"ok": True, "now": state.written(then_ms), "expired": self._expire() if turned else []}

    def _ended_day(self) -> date:
        """The first business day that no sale may look behind any more."""
        return self._state.shop.calendar.business_day(self._state.now_ms - BEGUN_COUNTS_MS)

    def _expire(self) -> list[Answer]:
        state, said = self._state, []
        day, programmes = self._ended_day(), state.programmes()
        for name, holder in [*state.members.items(), ("shop", SHOP)]:
            operation_id, before = self._ledger.next_id(""), self._ledger.standing(holder)
            entries = expire(programmes, before, day, state.shop.calendar, operation_id)
            if not entries:
                continue
            member_id = None if holder == SHOP else holder
            moves = state.record("", OperationKind.EXPIRE, member_id, operation_id, entries)
            said.append({"member": name, **moves})
        return said
