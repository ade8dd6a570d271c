"""Who brought whom: a referral is entered once, for ever, and waits for the friend's first sale."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta

from loyalty.ledger import Account, Entry, EntryReason, Standing, Unit
from loyalty.lots import Book
from loyalty.programmes import Programme
from loyalty.programs.kind import whole
from loyalty.programs.referral import Referral
from loyalty.refusals import Refusal, RefusalReason
from loyalty.shop import ShopRules

_NO_FACTS: dict[str, int] = {}


def refer(
    programmes: Sequence[Programme],
    standing: Standing,
    referrer: Standing,
    at_ms: int,
    shop: ShopRules,
    operation_id: str,
    ancestors: Collection[int] = (),
) -> tuple[Entry, ...] | Refusal:
    """The entries of a REFER operation: `referrer` brought the member of `standing`.

    `ancestors` are the member ids of who brought the referrer, and so on. Refused: NO_REFERRAL (no such programme
    runs), REFERRAL_SELF, REFERRAL_LOOP, REFERRAL_TWICE, REFERRAL_TOO_LATE (`days` after joining),
    REFERRAL_AFTER_SALE (what was spent already may have reached the amount: it is no first sale any more).
    """
    running = [each for each in programmes if each.kind == Referral.name and not each.stopped]
    if not running or standing.member_id is None or referrer.member_id is None:
        return Refusal(RefusalReason.NO_REFERRAL)
    if referrer.member_id == standing.member_id:
        return Refusal(RefusalReason.REFERRAL_SELF)
    if referrer_of(standing) is not None:
        return Refusal(RefusalReason.REFERRAL_TWICE)
    if standing.member_id in ancestors or referrer_of(referrer) == standing.member_id:
        return Refusal(RefusalReason.REFERRAL_LOOP)
    if standing.visits and any(standing.spent >= whole(each, "minimum_amount") for each in running):
        return Refusal(RefusalReason.REFERRAL_AFTER_SALE)
    today = shop.calendar.business_day(at_ms)
    joined = shop.calendar.business_day(standing.joined_at_ms if standing.joined_at_ms is not None else at_ms)
    book, part, late = Book(standing, operation_id), str(referrer.member_id), 0
    for programme in sorted(running, key=lambda each: each.id):
        days = programme.terms["within_days"]
        ends = joined + timedelta(days=days if isinstance(days, int) else 0)
        if ends < today:
            late = max(late, (ends - joined).days)
            continue
        book.earn(Account(programme.id, Unit.REFERRAL, part), 1, EntryReason.REFERRAL_BEGUN, _NO_FACTS, ends)
        book.count(Account(programme.id, Unit.REFERRED, part), 1, EntryReason.REFERRAL_BEGUN, _NO_FACTS)
    return tuple(book.entries) or Refusal(RefusalReason.REFERRAL_TOO_LATE, {"days": late})


def referrer_of(standing: Standing) -> int | None:
    """The member id of who brought this member, or None."""
    for lot in standing.lots:
        if lot.account.unit is Unit.REFERRED and lot.left > 0:
            return int(lot.account.part)
    return None
