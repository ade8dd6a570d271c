"""What is done by hand with a member, as it is recorded. Brought in with the first deed, not before the first scan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from desktop.counter import present_actions as present
from desktop.counter.present_actions import ADJUST, REFER, TIER, Deed
from desktop.operations import adjustments, paying_out, referrals
from desktop.operations.adjustments import Adjust, GiveTier
from desktop.operations.paying_out import PayOut
from desktop.operations.recording import Recorded
from desktop.operations.referrals import Refer
from desktop.services import Services
from loyalty.refusals import Refusal

Command = Refer | Adjust | GiveTier | PayOut
OPERATIONS: dict[type, Callable[..., Recorded | Refusal]] = {
    Refer: referrals.refer,
    Adjust: adjustments.adjust,
    GiveTier: adjustments.give_tier,
    PayOut: paying_out.pay_out,
}
what_goes_back = paying_out.preview


def command_of(services: Services, deed: Deed, member_id: int, amount: str, note: str) -> Command | None:
    """The deed as it is recorded; None while something is not chosen yet."""
    ids = (services.maker.operation_id(), services.clock.now_ms(), member_id)
    if not deed.chosen:
        return None
    if deed.name == REFER:
        return Refer(*ids, int(deed.chosen))
    if deed.name == ADJUST:
        number = present.whole_number(amount)
        return None if number is None else Adjust(*ids, present.account(deed.chosen), number, note)
    if deed.name == TIER:
        programme_id, _, level = deed.chosen.partition("/")
        return GiveTier(*ids, programme_id, level, note)
    return PayOut(*ids, deed.chosen, services.maker.operation_id()) if deed.paid is not None else None


def wish(command: Command) -> Command:
    """The command without what differs from one press to the next."""
    plain = replace(command, operation_id="", at_ms=0)
    return replace(plain, print_job_id="") if isinstance(plain, PayOut) else plain
