"""The stamp card (買十送一): paid units, visits or steps of money are stamps; a full card is a reward to take later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from loyalty import expiry, phrases, wallets
from loyalty.calendar import ShopCalendar
from loyalty.conditions import CODE_FIELDS, LineFilter, line_filter
from loyalty.earning import Change, Earning, Filling, Sold, base_of, facts_of_units, units_by_line
from loyalty.ledger import Account, EntryReason, Standing, Unit
from loyalty.money import Currency, format_money
from loyalty.outcome import RewardKind
from loyalty.programmes import Programme
from loyalty.programs.kind import PlainKind, text, whole
from loyalty.refusals import Refusal, RefusalReason
from loyalty.rewards import RewardTerms, Usable
from loyalty.situation import Situation
from loyalty.terms import Field, FieldKind, malformed
from loyalty.words import Words

EARN_BY = ("item", "visit", "amount")
_BY_AMOUNT = ("earn_by", ("amount",))


def _field(name: str, kind: FieldKind, default: object, section: str, **more: Any) -> Field:
    return Field(name, kind, default, noun="programme", section=section, **more)


class StampCard(PlainKind):
    """A card of up to 50 stamps; its reward, a second one half-way where the terms name it, and the next card."""

    name = "stamp_card"
    passes_marks = True
    fields = (
        _field("stamps_needed", FieldKind.WHOLE_NUMBER, 10, "earning", minimum=1, maximum=50),
        _field("earn_by", FieldKind.CHOICE, "item", "earning", choices=EARN_BY),
        _field("amount_step", FieldKind.AMOUNT, 100, "earning", minimum=1, maximum=999_999, when=_BY_AMOUNT),
        _field("category", FieldKind.TEXT, "", "earning", maximum=120, suggest="categories"),
        _field("starting_stamps", FieldKind.WHOLE_NUMBER, 0, "earning", maximum=49),
        _field("minimum_gap_hours", FieldKind.WHOLE_NUMBER, 0, "earning", maximum=720),
        _field("reward_title", FieldKind.TEXT, "", "rewards", maximum=60, required=True),
        _field("reward_cost", FieldKind.AMOUNT, 0, "rewards", maximum=999_999),
        _field("reward_now", FieldKind.YES_NO, False, "rewards"),
        _field("halfway_at", FieldKind.WHOLE_NUMBER, 0, "rewards", maximum=49),
        _field("halfway_title", FieldKind.TEXT, "", "rewards", maximum=60),
        _field("halfway_cost", FieldKind.AMOUNT, 0, "rewards", maximum=999_999),
        *CODE_FIELDS,
        *expiry.FIELDS,
    )

    def fault(self, terms: Mapping[str, Any], place: str) -> Refusal | None:
        """A card never starts full; half-way lies before the end and has a name."""
        if terms["starting_stamps"] >= terms["stamps_needed"]:
            return malformed(f"{place}.starting_stamps", "start_exceeds_card")
        if terms["halfway_at"] >= terms["stamps_needed"]:
            return malformed(f"{place}.halfway_at", "start_exceeds_card")
        if terms["halfway_at"] and not terms["halfway_title"].strip():
            return malformed(f"{place}.halfway_title", "empty")
        return None

    def accounts(self, programme: Programme) -> tuple[Account, ...]:
        """Stamps on the open card, and rewards that wait."""
        return _stamps(programme), _gifts(programme, programme)

    def rewards(self, programme: Programme, situation: Situation) -> tuple[RewardTerms, ...]:
        """The free item of a full card, by each version that a waiting one was earned under; and the half-way one."""
        found: dict[str, RewardTerms] = {}
        for version in (programme, *reversed(programme.earlier)):
            gifts = [_gift(programme, version)]
            if _has_halfway(version):
                gifts.append(_halfway_gift(programme, version))
            for gift in gifts:
                if version is programme or situation.held(gift.account):
                    found.setdefault(gift.id, gift)
        return tuple(found.values())

    def how_far(self, programme: Programme, reward: RewardTerms, balances: Mapping[Account, int]) -> Refusal:
        """NOT_ENOUGH_STAMPS with the stamps missing on the open card, or NO_REWARD_LEFT when the card is full."""
        owed = max(0, -balances.get(reward.account, 0))
        needed = whole(programme, "stamps_needed") * (owed + 1)
        if reward.account.part.startswith(_HALFWAY):
            needed = whole(programme, "halfway_at")
        missing = needed - balances.get(_stamps(programme), 0)
        if missing <= 0:
            return Refusal(RefusalReason.NO_REWARD_LEFT, {"programme": programme.name})
        return Refusal(RefusalReason.NOT_ENOUGH_STAMPS, {"missing": missing, "programme": programme.name})

    def joined(self, programme: Programme, situation: Situation) -> tuple[Earning, ...]:
        """The starting stamps, if any."""
        stamps, ends = whole(programme, "starting_stamps"), expiry.last_day(programme.terms, situation.day)
        return (Earning(_stamps(programme), stamps, EntryReason.STARTING_STAMPS, {}, ends),) if stamps else ()

    def earned(self, programme: Programme, sold: Sold, balances: Mapping[Account, int]) -> tuple[Earning, ...]:
        """One earning, also when it is 0: what the card counted; and the half-way reward where it was passed, by stamps
        given by hand on a sale without the card's code too: it is passed once.
        """
        if not sold.opened:
            ends = expiry.last_day(programme.terms, sold.situation.day)
            passed = halfway_passed(programme, sold.situation, balances.get(_stamps(programme), 0), ends)
            return () if passed is None else (passed,)
        stamps = _stamped(programme, sold)
        more = _remembered(programme, sold, stamps)
        # Stamps that were given by hand pass the mark as those of the sale do.
        after = balances.get(_stamps(programme), 0) + stamps.amount
        gift = halfway_passed(programme, sold.situation, after, stamps.expires_on)
        return (stamps, *more) if gift is None else (stamps, gift, *more)

    def fillings(
        self, programme: Programme, situation: Situation, balances: Mapping[Account, int]
    ) -> tuple[Filling, ...]:
        """Every full card becomes one reward; a card begun under old terms fills and gives by them."""
        stamps, found = balances.get(_stamps(programme), 0), []
        version = card_terms(programme, situation.standing, situation.shop.calendar)
        ends = expiry.last_day(programme.terms, situation.day)
        if version is not programme and stamps >= whole(version, "stamps_needed"):
            needed = whole(version, "stamps_needed")
            found.append(Filling(_stamps(programme), needed, _gifts(programme, version), 1, ends))
            stamps -= needed
            version = programme
        times = stamps // whole(programme, "stamps_needed") if version is programme else 0
        if times > 0:
            found.append(
                Filling(
                    _stamps(programme), whole(programme, "stamps_needed"), _gifts(programme, programme), times, ends
                )
            )
        return tuple(found)

    def made(self, programme: Programme) -> tuple[Filling, ...]:
        """Rewards are made of stamps; those that the terms promise alike, of as many as the newest of them ask for."""
        found: dict[Account, Filling] = {}
        for version in (programme, *reversed(programme.earlier)):
            gifts = _gifts(programme, version)
            found.setdefault(gifts, Filling(_stamps(programme), whole(version, "stamps_needed"), gifts, 1))
        return tuple(found.values())

    def worth(self, programme: Programme, account: Account) -> tuple[int, int] | None:
        """The cost of what a full card brings, for its stamps or for the reward itself; that of the half-way one."""
        if account == _stamps(programme):
            cost, units = whole(programme, "reward_cost"), whole(programme, "stamps_needed")
            return (cost, units) if cost else None
        for version in (programme, *reversed(programme.earlier)):
            for name, part in (("reward_cost", _gifts), ("halfway_cost", _halfway)):
                if account == part(programme, version):
                    return (whole(version, name), 1) if version.terms.get(name) else None
        return None

    def withdrawn(self, programme: Programme, change: Change) -> tuple[tuple[Account, int], ...]:
        """The half-way rewards of the marks that are not passed any more: once a card, whichever sale passed it."""
        before, after = (card_terms(programme, each, change.calendar) for each in (change.before, change.after))
        had = _has_halfway(before) and change.before.balance(_stamps(programme)) >= whole(before, "halfway_at")
        has = _has_halfway(after) and change.after.balance(_stamps(programme)) >= whole(after, "halfway_at")
        opened = change.opened if _has_halfway(after) else 0
        gone = opened + had - has
        return ((_halfway(programme, before if had else after), gone),) if gone > 0 else ()

    def sentence(self, programme: Programme, currency: Currency, words: Words) -> str:
        """How a stamp is earned, how many are needed, what they bring, and whatever else the terms say."""
        terms: Mapping[str, Any] = programme.terms
        said = words(
            f"programme.stamp_card_sentence_{terms['earn_by']}",
            needed=terms["stamps_needed"],
            step=format_money(terms["amount_step"], currency),
            reward=terms["reward_title"],
        )
        more = []
        if terms["category"]:
            more.append(words("programme.only_category", category=terms["category"]))
        if terms["halfway_at"]:
            more.append(words("programme.halfway_said", at=terms["halfway_at"], reward=terms["halfway_title"]))
        if terms["starting_stamps"]:
            more.append(words("programme.starting_said", amount=terms["starting_stamps"]))
        if terms["minimum_gap_hours"]:
            more.append(words("programme.gap_said", hours=terms["minimum_gap_hours"]))
        if ends := wallets.ends(terms, words):
            more.append(words("programme.ends_said", ends=ends))
        return words("programme.and_more", said=said, more=phrases.listed(more, words)) if more else said

    def next_step(self, programme: Programme, balances: Mapping[Account, int], words: Words) -> str:
        """The stamps missing, with the rewards that wait."""
        missing = whole(programme, "stamps_needed") - balances.get(_stamps(programme), 0)
        waiting = balances.get(_gifts(programme, programme), 0)
        reward = text(programme, "reward_title")
        if waiting > 0:
            return words("programme.stamp_card_waiting", waiting=waiting, missing=missing, reward=reward)
        return words("programme.stamp_card_how_far", missing=missing, reward=reward)


def card_as_begun(programme: Programme, standing: Standing, calendar: ShopCalendar) -> Programme:
    """The card in the member's hand: begun under old terms, it keeps their number and what they promised."""
    version = card_terms(programme, standing, calendar)
    return programme if version is programme else replace(programme, terms=version.terms)


def full_card_rewards(programme: Programme, balances: Mapping[Account, int]) -> int:
    """How many rewards of full cards wait, by whatever terms they were promised; half-way ones are none."""
    accounts = {_gifts(programme, version) for version in (programme, *programme.earlier)}
    return sum(balances.get(account, 0) for account in accounts)


_HALFWAY = "halfway"
# The terms that say what a full card brings.
_PROMISED = ("reward_title", "reward_cost", "category", "halfway_title", "halfway_cost")


def card_terms(programme: Programme, standing: Standing, calendar: ShopCalendar) -> Programme:
    """The version under which the open card was begun: that of its oldest stamp, or the current one."""
    if not programme.earlier:
        return programme
    stamps = _stamps(programme)
    begun = [lot.earned_at_ms for lot in standing.lots if lot.account == stamps and lot.left > 0]
    if not begun:
        return programme
    return programme.as_of(calendar.business_day(min(begun)))


def halfway_passed(programme: Programme, situation: Situation, after: int, expires_on: date | None) -> Earning | None:
    """The half-way rewards of the marks that the card passes with `after` stamps and had not passed in the situation,
    perhaps 0 of them; None for a card without one.
    """
    version = card_terms(programme, situation.standing, situation.shop.calendar)
    if not _has_halfway(version):
        return None
    at, needed = whole(version, "halfway_at"), whole(version, "stamps_needed")
    passed = _marks(after, at, needed) - _marks(situation.held(_stamps(programme)), at, needed)
    facts = {_HALFWAY: at}
    return Earning(_halfway(programme, version), max(0, passed), EntryReason.GRANTED, facts, expires_on)


def _part(programme: Programme, version: Programme, name: str = "") -> str:
    """Rewards that the terms promised differently are kept apart; those of the first version have the plain account."""
    versions = (*programme.earlier, programme)
    promised = [version.terms.get(each) for each in _PROMISED]
    alike = (each for each in versions if [each.terms.get(term) for term in _PROMISED] == promised)
    first = next(alike, version)
    return name if first is versions[0] else f"{name}v{first.version}"


def _stamps(programme: Programme) -> Account:
    return Account(programme.id, Unit.STAMP)


def _gifts(programme: Programme, version: Programme) -> Account:
    return Account(version.id, Unit.REWARD, _part(programme, version))


def _halfway(programme: Programme, version: Programme) -> Account:
    return Account(version.id, Unit.REWARD, _part(programme, version, _HALFWAY))


def _has_halfway(version: Programme) -> bool:
    return bool(version.terms.get("halfway_at", 0))


def _gift(programme: Programme, version: Programme) -> RewardTerms:
    account = _gifts(programme, version)
    return RewardTerms(
        id=f"{version.id}:gift{account.part and '@'}{account.part}",
        account=account,
        kind=RewardKind.FREE_ITEM,
        title=text(version, "reward_title"),
        price=1,
        lines=LineFilter((text(version, "category"),) if text(version, "category") else ()),
        cost=whole(version, "reward_cost"),
        usable=Usable.BOTH if version.terms.get("reward_now") else Usable.LATER,
    )


def _halfway_gift(programme: Programme, version: Programme) -> RewardTerms:
    account = _halfway(programme, version)
    return RewardTerms(
        id=f"{version.id}:{account.part}",
        account=account,
        kind=RewardKind.FREE_ITEM,
        title=text(version, "halfway_title"),
        price=1,
        added=True,
        cost=whole(version, "halfway_cost"),
    )


def _marks(stamps: int, at: int, needed: int) -> int:
    """How often the half-way mark was passed by this many stamps in a row."""
    full, rest = divmod(max(0, stamps), needed)
    return full + (1 if rest >= at else 0)


def _stamped(programme: Programme, sold: Sold) -> Earning:
    if sold.counted is not None:
        return _earning(programme, sold, sold.counted, EntryReason.COUNTED_BY_HAND, {"base": sold.counted})
    if _too_soon(programme, sold):
        return _earning(programme, sold, 0, EntryReason.EARNED_BY_VISIT, {})
    earn_by, taken = text(programme, "earn_by"), line_filter(programme.terms)
    if earn_by == "amount":
        base, step = base_of(sold, taken), whole(programme, "amount_step")
        facts = {"base": base, "step": step, "rate": 1, "carried_in": 0}
        return _earning(programme, sold, base // step, EntryReason.EARNED_BY_AMOUNT, facts)
    nothing_bought = _nothing_bought(sold)
    if earn_by == "visit":
        return _earning(programme, sold, 0 if nothing_bought else 1, EntryReason.EARNED_BY_VISIT, {})
    if any(priced.line.product_id is not None for priced in sold.lines):
        counted = units_by_line(sold, taken, catalogue_only=True)
        facts = facts_of_units(sold, counted)
        return _earning(programme, sold, facts["base"], EntryReason.EARNED_BY_ITEMS, facts)
    count = 0 if nothing_bought else 1
    return _earning(programme, sold, count, EntryReason.COUNTED_BY_HAND, {"base": count})


def _nothing_bought(sold: Sold) -> bool:
    """Only a reward was taken, or only something for later was bought."""
    lines = sold.situation.basket.lines
    if lines and all(line.plan for line in lines):
        return True
    return sold.redeemed and sold.base == 0 and not sold.counts_free_item


# Where stamps keep a least time between them, a use remembers when one was given: a sale that is credited or edited
# counts at its own time, and a visit without a stamp does not count at all.
_STAMPED = "stamped-"
_HOUR_MS, _DAY_HOURS = 3_600_000, 24


def _too_soon(programme: Programme, sold: Sold) -> bool:
    gap_ms = int(str(programme.terms.get("minimum_gap_hours", 0))) * _HOUR_MS
    if not gap_ms:
        return False
    times = [
        int(account.part.removeprefix(_STAMPED))
        for account, held in sold.situation.balances.items()
        if held > 0 and account.programme_id == programme.id and account.part.startswith(_STAMPED)
    ]
    return any(abs(sold.situation.at_ms - each) < gap_ms for each in times)


def _remembered(programme: Programme, sold: Sold, stamps: Earning) -> tuple[Earning, ...]:
    """That a stamp was given at this time, as long as the next one has to wait for it."""
    gap = int(str(programme.terms.get("minimum_gap_hours", 0)))
    if not gap or stamps.amount == 0:
        return ()
    at = Account(programme.id, Unit.USE, f"{_STAMPED}{sold.situation.at_ms}")
    ends = sold.situation.day + timedelta(days=gap // _DAY_HOURS + 1)
    return (Earning(at, 1, EntryReason.USED, {"gap": gap}, ends),)


def _earning(programme: Programme, sold: Sold, amount: int, reason: EntryReason, facts: Mapping[str, int]) -> Earning:
    ends = expiry.last_day(programme.terms, sold.situation.day)
    return Earning(_stamps(programme), amount, reason, facts, ends)
