"""From a member's file and the sale being typed to the middle column: finished texts in the screen's language. Pure."""

from __future__ import annotations

from desktop import describe
from desktop.counter import notices, statuses
from desktop.counter.present import stamp_programmes
from desktop.operations.context import ShopContext
from desktop.operations.members import MemberFile
from loyalty.birthdays import is_birthday_month, show_birthday
from loyalty.conditions import opening_code
from loyalty.explain import explain_refusal, how_far, quantity
from loyalty.holdings import as_begun, held_in
from loyalty.ledger import Account, Unit
from loyalty.money import format_money
from loyalty.outcome import Outcome
from loyalty.outlook import standing_after
from loyalty.phones import mask_phone
from loyalty.programmes import Programme
from loyalty.programs import kind_of
from loyalty.programs.stamp_card import full_card_rewards
from loyalty.situation import Situation
from loyalty.words import Words, listed
from ui.counter.facts import BannerFacts, HistoryLine, MemberPanelFacts, StampCardFacts, TileFacts
from ui.facts import ChipFacts, ChipKind

_WALLETS = ("stored_value", "cashback", "prepaid")
_SPENDABLE = (Unit.STORED_PAID, Unit.STORED_BONUS, Unit.CASHBACK, Unit.ITEM)
_TILES_IN_A_ROW = 3
_TIER_LOOK: dict[str, tuple[ChipKind, str]] = {
    "plain": ("plain", "medal"),
    "bronze": ("bronze", ""),
    "silver": ("silver", ""),
    "gold": ("gold", ""),
    "green": ("primary", "medal"),
    "blue": ("info", "medal"),
}


def member_panel(
    file: MemberFile, outcome: Outcome, situation: Situation, context: ShopContext, now_ms: int, words: Words
) -> MemberPanelFacts:
    """The member with the result of the sale being typed shown on the card before it is committed."""
    member = file.member
    title = describe.member_title(member, words)
    known = mask_phone(member.phone) if member.name else ""
    last_ms = file.standing.last_visit_ms
    since = describe.days_ago(last_ms, now_ms, context.shop, words)
    parts = (
        known or words("desk.member_number", number=member.number),
        words("desk.visits", visits=file.standing.visits + 1),
        words("desk.first_visit") if last_ms is None else since,
    )
    return MemberPanelFacts(
        member_id=member.id,
        name=title,
        initial=describe.initial(member, words),
        subtitle=describe.beside(parts, words),
        chips=_status_chips(situation, context),
        notices=notices.notices(situation, context, words),
        cards=_stamp_cards(file, outcome, context, now_ms, words),
        tiles=_tiles(file, outcome, context, words),
        tags=(
            *(ChipFacts(text, "danger", "triangle-alert") for text in member.allergies),
            *(ChipFacts(text) for text in member.preferences),
        ),
        note=member.note,
        history=tuple(_history_line(file, index, context, words) for index in range(len(file.recent))),
        history_total=words("desk.history_total", count=file.standing.visits),
        banner=_birthday_banner(file, outcome, context, now_ms, words),
    )


def _stamp_cards(
    file: MemberFile, outcome: Outcome, context: ShopContext, now_ms: int, words: Words
) -> tuple[StampCardFacts, ...]:
    """Each card as it lies on the counter, and how far the one is that the member goes home with."""
    running = [each for each in stamp_programmes(context.programmes) if _is_begun(each, outcome)]
    calendar = context.shop.calendar
    after = standing_after(file.standing, outcome.entries, now_ms)
    held, next_ones = as_begun(running, file.standing, calendar), as_begun(running, after, calendar)
    cards = zip(running, held, next_ones, strict=True)
    return tuple(_stamp_card(now, card, next_one, outcome, words) for now, card, next_one in cards)


def _is_begun(programme: Programme, outcome: Outcome) -> bool:
    """Whether a card or points are shown: nobody is told of what waits for a code before it was said, or with nothing
    held.
    """
    return not opening_code(programme.terms) or bool(held_in(programme, outcome.before, outcome.after))


def _stamp_card(
    now: Programme, programme: Programme, next_one: Programme, outcome: Outcome, words: Words
) -> StampCardFacts:
    """`now` has the terms of today, `programme` those of the card, `next_one` those of the card after this sale."""
    stamps = Account(programme.id, Unit.STAMP)
    needed = int(str(programme.terms["stamps_needed"]))
    have = max(0, outcome.before.get(stamps, 0))
    counted = outcome.counted_stamps.get(programme.id, 0)
    ready = full_card_rewards(now, outcome.after)
    far = words("desk.ready", count=ready) if ready > 0 else how_far(next_one, outcome.after, words)
    return StampCardFacts(
        programme_id=programme.id,
        title=programme.name,
        subtitle=words("desk.card_rule", needed=needed, reward=str(programme.terms["reward_title"])),
        have=have,
        pending=max(0, min(counted, needed - have)),
        needed=needed,
        rewards_waiting=max(0, full_card_rewards(now, outcome.before)),
        note=words("desk.after_this", count=counted, far=far) if counted else far,
        gift=words("desk.free"),
    )


def _status_chips(situation: Situation, context: ShopContext) -> tuple[ChipFacts, ...]:
    """The tier in its colour, and every membership that runs."""
    tier = statuses.highest(context.programmes, situation.statuses)
    chips = [] if tier is None else [ChipFacts(tier.title, *_TIER_LOOK.get(tier.color, _TIER_LOOK["plain"]))]
    for programme in context.programmes:
        kind = kind_of(programme)
        if kind.gives_statuses and programme.kind != statuses.TIERS and kind.statuses(programme, situation):
            chips.append(ChipFacts(programme.name, "info", "id-card"))
    return tuple(chips)


def _tiles(file: MemberFile, outcome: Outcome, context: ShopContext, words: Words) -> tuple[TileFacts, ...]:
    """All that can be spent first, then of the member's own figures as many as fill the last row."""
    currency, standing = context.shop.currency, file.standing
    tiles = [
        *(tile for programme in context.programmes if (tile := _wallet_tile(programme, outcome, context, words))),
        *(
            _points_tile(programme, outcome, words)
            for programme in context.programmes
            if programme.kind == "points" and _is_begun(programme, outcome)
        ),
    ]
    most = max(1, -(-len(tiles) // _TILES_IN_A_ROW)) * _TILES_IN_A_ROW
    spent = format_money(file.spent_this_year, currency)
    tiles.append(TileFacts("trending-up", words("desk.spent_this_year"), spent, ""))
    average = standing.spent // standing.visits if standing.visits else 0
    note = words("desk.average", amount=format_money(average, currency))
    tiles.append(TileFacts("store", words("desk.visit_count"), f"{standing.visits:,}", note))
    return tuple(tiles[:most])


def _wallet_tile(programme: Programme, outcome: Outcome, context: ShopContext, words: Words) -> TileFacts | None:
    """Stored value, cashback or prepaid items, where there are some."""
    held = {
        account: n
        for account, n in outcome.before.items()
        if account.programme_id == programme.id and account.unit in _SPENDABLE and n > 0
    }
    left = sum(held.values())
    if programme.kind not in _WALLETS or not left:
        return None
    currency = context.shop.currency
    if programme.kind == "prepaid":
        far = how_far(programme, outcome.before, words)
        return TileFacts("coffee", programme.name, words("benefits.items_left", count=left), far)
    bonus = [quantity(each, n, words, currency) for each, n in held.items() if each.unit is Unit.STORED_BONUS]
    return TileFacts("wallet", programme.name, format_money(left, currency), listed(bonus, words))


def _points_tile(programme: Programme, outcome: Outcome, words: Words) -> TileFacts:
    held = outcome.before.get(Account(programme.id, Unit.POINT), 0)
    return TileFacts("star", programme.name, f"{held:,}", how_far(programme, outcome.before, words))


def _history_line(file: MemberFile, index: int, context: ShopContext, words: Words) -> HistoryLine:
    operation = file.recent[index]
    moved = sum(entry.delta for entry in operation.entries if entry.account.unit is not Unit.REMAINDER)
    amount = describe.amount_text(operation, context.shop, words)
    return HistoryLine(
        date=describe.short_day(context.shop.calendar.local(operation.at_ms)),
        text=describe.operation_title(operation, words),
        amount=amount,
        kind="minus" if operation.bill < 0 or (not operation.bill and moved < 0) else "plain",
    )


def _birthday_banner(
    file: MemberFile, outcome: Outcome, context: ShopContext, now_ms: int, words: Words
) -> BannerFacts | None:
    """The month of the birthday, with the gift that can be given now."""
    birthday = file.member.birthday
    if birthday is None or not is_birthday_month(birthday, context.shop.calendar.business_day(now_ms)):
        return None
    title = words("desk.birthday_month", birthday=show_birthday(birthday, words))
    kinds = {programme.id: programme.kind for programme in context.programmes}
    offers = [each for each in outcome.offers if kinds.get(each.id.rpartition(":")[0]) == "birthday"]
    if not offers:
        return BannerFacts("cake", title)
    offer = offers[0]
    if offer.why_not is not None and not offer.chosen:
        return BannerFacts("cake", title, explain_refusal(offer.why_not, words, context.shop.currency))
    if offer.automatic:
        return BannerFacts("cake", title, offer.title)
    label = words("benefits.take_back" if offer.chosen else "benefits.give")
    return BannerFacts("cake", title, offer.title, label, offer.id)
