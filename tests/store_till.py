"""Plays a case of the rules' door on a real database, through the use cases that the counter calls."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from db import history, ledger, programmes, settings
from db.check import check
from db.store import Connection, Store
from desktop.operations import adjustments, coupons, edits, expiry, members, paying_out, referrals, reversals, sales
from desktop.operations.context import ShopContext
from desktop.operations.programmes import reload
from loyalty.basket import Basket, Choices
from loyalty.door_case import Case, Step, birthday_of
from loyalty.door_drafts import Drafts
from loyalty.door_state import DoorState, Draft
from loyalty.ledger import Operation, Standing, account_of
from loyalty.refusals import Refusal

_MANY = 10_000
_MINUTE_MS = 60_000


class _Book:
    """What stands on the disk."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.members: dict[str, int] = {}

    def operation(self, operation_id: str) -> Operation:
        """What was recorded under an id."""
        with self.store.read() as connection:
            found = ledger.operation(connection, operation_id)
        assert found is not None, operation_id
        return found

    def operations(self) -> dict[str, Operation]:
        """Everything recorded, by id."""
        with self.store.read() as connection:
            every = [history.of_member(connection, member, _MANY) for member in self.members.values()]
            every.append(history.recent(connection, _MANY))
            every.append(tuple(self._shop_expiries(connection)))
        return {each.id: each for some in every for each in some}

    def _shop_expiries(self, connection: Connection) -> Iterator[Operation]:
        """What days ended of the shop's own; no list shows them."""
        till = expiry.expiry_till("A")
        for number in range(1, ledger.head(connection, till)[0] + 1):
            found = ledger.by_slip(connection, till, number)
            if found is not None and found.member_id is None:
                yield found

    def standing(self, member_id: int | None) -> Standing:
        """What the rules are told of a member."""
        with self.store.read() as connection:
            return ledger.standing(connection, member_id)

    def differences(self) -> object:
        """What the derived tables hold and the ledger does not say, or the other way round."""
        with self.store.read() as connection:
            return check(connection).differences


class StoreTill(_Book):
    """One shop on a disk. A member "m3" of the case has the id 3; an operation has the id its step gives it."""

    def __init__(self, store: Store, case: Case) -> None:
        super().__init__(store)
        self.now_ms = case.start_ms
        # Only to read what a step enters, as the door does; nothing is recorded there.
        self._reader = DoorState(case)
        self._reader.members = self.members
        self._drafts = Drafts(self._reader)
        with store.write() as connection:
            settings.set_card_secret(connection, bytes(32))
            for versions in case.programmes:
                for version in versions:
                    programmes.publish(connection, version, version.from_day or date(2000, 1, 1))
        self.context = ShopContext(case.shop, (), bytes(32), prints=False)
        self._open_day()

    def _open_day(self) -> None:
        day = self.context.shop.calendar.business_day(self.now_ms)
        # The shop's own settings are the case's; only the programmes are read from the disk.
        self.context = replace(self.context, programmes=reload(self.store, self.context, day).programmes, day=day)

    def play(self, step: Step) -> object:
        """Do what one step wants; a Refusal is an answer."""
        plays: Mapping[str, Callable[[Step], object]] = {
            "join": self._join,
            "time": self._time,
            "sale": self._sale,
            "edit": self._edit,
            "reopen": self._reopen,
            "undo": self._undo,
            "cancel": self._cancel,
            "refund": self._refund,
            "credit": self._credit,
            "refer": self._refer,
            "issue": self._issue,
            "adjust": self._adjust,
            "give_tier": self._give_tier,
            "take_tier": self._give_tier,
            "pay_out": self._pay_out,
        }
        return plays[step.kind](step)

    def _join(self, step: Step) -> object:
        member_id = _member(step)
        assert member_id is not None
        self.members[step.values["member"]] = member_id
        birthday, card_id = birthday_of(step.values["birthday"], step.place), member_id.to_bytes(16, "big")
        command = members.Join(step.values["id"], "", member_id, card_id, self.now_ms, birthday=birthday)
        answer = members.join(self.store, self.context, command)
        assert not isinstance(answer, Refusal), answer
        tagged = replace(answer.member, tags=tuple(step.values["tags"]))
        return members.update(self.store, self.context, tagged, self.now_ms)

    def _time(self, step: Step) -> object:
        before = self.context.day
        self.now_ms += step.values["minutes"] * _MINUTE_MS
        self._open_day()
        if self.context.day == before:
            return None
        return expiry.expire_day(self.store, self.context, self.now_ms, lambda *_: None, lambda: False)

    def _entered(self, step: Step) -> tuple[Basket, Choices]:
        draft = self._drafts.draft(step, Draft(None, Basket(), Choices()))
        return draft.basket, draft.choices

    def _sale(self, step: Step) -> object:
        basket, choices = self._entered(step)
        command = sales.RecordSale(step.values["id"], "", self.now_ms, _member(step), basket, choices)
        return sales.record_sale(self.store, self.context, command)

    def _edit(self, step: Step) -> object:
        basket, choices = self._entered(step)
        taken_id = f"{int(step.values['id'], 16) - 1:032x}"
        ids = (step.values["id"], taken_id, "")
        command = edits.EditSale(*ids, self.now_ms, step.values["of"], basket, choices)
        return edits.edit(self.store, self.context, command)

    def _reopen(self, step: Step) -> object:
        command = edits.ReopenSale(step.values["id"], "", self.now_ms, step.values["of"])
        return edits.reopen(self.store, self.context, command)

    def _undo(self, step: Step) -> object:
        return reversals.undo(self.store, self.context, reversals.Undo(step.values["id"], self.now_ms))

    def _cancel(self, step: Step) -> object:
        command = reversals.TakeBack(step.values["id"], "", self.now_ms, step.values["of"])
        return reversals.cancel(self.store, self.context, command)

    def _refund(self, step: Step) -> object:
        lines = step.counts.get("lines")
        counted = None if lines is None else {int(index): units for index, units in lines.items()}
        values = step.values
        command = reversals.TakeBack(values["id"], "", self.now_ms, values["of"], values["amount"], counted)
        return reversals.refund(self.store, self.context, command)

    def _credit(self, step: Step) -> object:
        sale = self.operation(step.values["of"])
        command = reversals.Credit(step.values["id"], "", self.now_ms, sale.till, sale.number, _member(step) or 0)
        return reversals.credit(self.store, self.context, command)

    def _refer(self, step: Step) -> object:
        ids = _member(step) or 0, _member(step, "referrer") or 0
        return referrals.refer(self.store, self.context, referrals.Refer(step.values["id"], self.now_ms, *ids))

    def _issue(self, step: Step) -> object:
        values = step.values
        command = coupons.Issue(values["id"], self.now_ms, values["programme"], values["count"])
        return coupons.issue(self.store, self.context, command)

    def _adjust(self, step: Step) -> object:
        values = step.values
        account = account_of(*values["account"].split("/", 1))
        known = (values["id"], self.now_ms, _member(step) or 0)
        command = adjustments.Adjust(*known, account, values["amount"], values["reason"])
        return adjustments.adjust(self.store, self.context, command)

    def _give_tier(self, step: Step) -> object:
        values: dict[str, Any] = {"level": "", "until": "", **step.values}
        known = (values["id"], self.now_ms, _member(step) or 0, values["programme"], values["level"], values["reason"])
        until = date.fromisoformat(values["until"]) if values["until"] else None
        return adjustments.give_tier(self.store, self.context, adjustments.GiveTier(*known, until))

    def _pay_out(self, step: Step) -> object:
        command = paying_out.PayOut(step.values["id"], self.now_ms, _member(step) or 0, step.values["programme"])
        return paying_out.pay_out(self.store, self.context, command)


def _member(step: Step, name: str = "member") -> int | None:
    written = step.values[name]
    return int(written[1:]) if written else None
