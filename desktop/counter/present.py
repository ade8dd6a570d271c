"""From the rules' values to what the counter shows: finished texts in the screen's language. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtGui import QImage

from desktop import describe
from desktop.counter.draft import Draft, tender_place
from desktop.operations.context import ShopContext
from desktop.operations.members import MemberFile
from loyalty.basket import Product
from loyalty.birthdays import is_birthday_month, show_birthday
from loyalty.explain import explain_refusal, how_far
from loyalty.ledger import Account, Unit
from loyalty.members import MemberRow
from loyalty.money import format_money
from loyalty.outcome import Offer, Outcome, RewardKind
from loyalty.phones import mask_phone
from loyalty.programmes import Programme
from loyalty.words import Words
from ui.counter.facts import (
    BannerFacts,
    HistoryLine,
    MatchRow,
    MemberPanelFacts,
    ProductButton,
    RewardKey,
    SaleFacts,
    SaleLine,
    StampCardFacts,
    TenderFacts,
    TileFacts,
)
from ui.facts import ChipFacts

REWARD_KEYS = ("F5", "F6", "F7")


def stamp_programmes(programmes: Sequence[Programme]) -> tuple[Programme, ...]:
    """The shop's stamp cards that are running."""
    return tuple(programme for programme in programmes if programme.kind == "stamp_card" and not programme.stopped)


def match_row(row: MemberRow, query: str, context: ShopContext, now_ms: int, words: Words) -> MatchRow:
    """One person found, with what was typed marked where it is still readable."""
    name = describe.member_title(row, words)
    phone = mask_phone(row.phone) if row.name else ""
    phone = phone or words("desk.member_number", number=row.number)
    cards = stamp_programmes(context.programmes)
    needed = int(str(cards[0].terms["stamps_needed"])) if cards else 0
    return MatchRow(
        member_id=row.id,
        name=name,
        initial=describe.initial(row, words),
        phone=phone,
        phone_spans=_spans(phone, query),
        name_spans=_spans(name, query),
        stamps=min(max(row.stamps, 0), needed),
        needed=needed,
        note=describe.days_ago(row.last_visit_ms, now_ms, context.shop, words),
    )


def member_panel(
    file: MemberFile, outcome: Outcome, context: ShopContext, now_ms: int, words: Words
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
        cards=tuple(_stamp_card(card, outcome, words) for card in stamp_programmes(context.programmes)),
        tiles=_tiles(file, outcome, context, words),
        tags=(
            *(ChipFacts(text, "danger", "triangle-alert") for text in member.allergies),
            *(ChipFacts(text) for text in member.preferences),
        ),
        note=member.note,
        history=tuple(_history_line(file, index, context, words) for index in range(len(file.recent))),
        history_total=words("desk.history_total", count=file.standing.visits),
        banner=_birthday_banner(file, context, now_ms, words),
    )


def offers_by_key(outcome: Outcome) -> tuple[Offer, ...]:
    """The rewards in the order of their keys: what was earned already, as by a full card, before what points buy."""
    return tuple(sorted(outcome.offers, key=lambda offer: offer.account.unit is not Unit.REWARD))


def sale_facts(
    draft: Draft,
    outcome: Outcome,
    context: ShopContext,
    words: Words,
    *,
    has_member: bool,
    preview: QImage | None,
    just_printed: bool = False,
    width_mm: int,
) -> SaleFacts:
    """The sale as typed, what it comes to, and what may be done with it."""
    money = context.shop.currency
    total = sum(line.gross for line in outcome.lines)
    amount = f"{total:,}" if draft.amount or draft.lines else ""
    refusal = explain_refusal(outcome.refusals[0], words, money) if outcome.refusals else ""
    stamps = sum(outcome.counted_stamps.values()) if has_member and outcome.counted_stamps else None
    nothing = not has_member and draft.untouched
    return SaleFacts(
        amount=amount,
        currency=money.symbol,
        lines=tuple(
            SaleLine(index, line.name, line.quantity, format_money(line.unit_price * line.quantity, money))
            for index, line in enumerate(draft.lines)
        ),
        stamps="" if stamps is None else words("desk.stamps", count=stamps),
        stamps_less=bool(stamps),
        stamps_more=stamps is not None and stamps < context.shop.stamps_max,
        rewards=_reward_keys(outcome, context, words),
        tender=_tender_facts(draft, outcome, context),
        preview=preview,
        just_printed=just_printed,
        preview_width=f"{width_mm} mm",
        primary=words("desk.finish_and_print" if context.prints else "desk.finish"),
        primary_amount=format_money(outcome.to_pay, money)
        if amount
        else words("desk.visit_only")
        if has_member
        else "",
        primary_enabled=not nothing and (not refusal or draft.sent is not None),
        refusal=refusal,
        can_park=not draft.untouched or has_member,
    )


def product_buttons(products: Iterable[Product], context: ShopContext) -> list[ProductButton]:
    """The products in the shop's own order."""
    return [
        ProductButton(product.id, product.name, format_money(product.price, context.shop.currency), product.category)
        for product in sorted(products, key=lambda product: product.position)
    ]


def _spans(shown: str, query: str) -> tuple[tuple[int, int], ...]:
    """Where the typed text stands in the shown one, hyphens ignored; nothing when a mask covers it."""
    typed = "".join(query.split()).replace("-", "").casefold()
    places = [place for place, character in enumerate(shown) if character != "-"]
    start = "".join(shown[place] for place in places).casefold().find(typed) if typed else -1
    if start < 0 or start + len(typed) > len(places):
        return ()
    first, last = places[start], places[start + len(typed) - 1]
    return ((first, last - first + 1),)


def _stamp_card(programme: Programme, outcome: Outcome, words: Words) -> StampCardFacts:
    stamps = Account(programme.id, Unit.STAMP)
    rewards = Account(programme.id, Unit.REWARD)
    needed = int(str(programme.terms["stamps_needed"]))
    have = max(0, outcome.before.get(stamps, 0))
    counted = outcome.counted_stamps.get(programme.id, 0)
    ready = outcome.after.get(rewards, 0)
    far = words("desk.ready", count=ready) if ready > 0 else how_far(programme, outcome.after, words)
    return StampCardFacts(
        programme_id=programme.id,
        title=programme.name,
        subtitle=words("desk.card_rule", needed=needed, reward=str(programme.terms["reward_title"])),
        have=have,
        pending=min(counted, needed - have),
        needed=needed,
        rewards_waiting=max(0, outcome.before.get(rewards, 0)),
        note=words("desk.after_this", count=counted, far=far) if counted else far,
        gift=words("desk.free"),
    )


def _tiles(file: MemberFile, outcome: Outcome, context: ShopContext, words: Words) -> tuple[TileFacts, ...]:
    tiles = [
        TileFacts(
            "star",
            programme.name,
            f"{outcome.before.get(Account(programme.id, Unit.POINT), 0):,}",
            how_far(programme, outcome.before, words),
        )
        for programme in context.programmes
        if programme.kind == "points"
    ]
    spent = format_money(file.spent_this_year, context.shop.currency)
    tiles.append(TileFacts("trending-up", words("desk.spent_this_year"), spent, ""))
    average = file.standing.spent // file.standing.visits if file.standing.visits else 0
    visits = f"{file.standing.visits:,}"
    note = words("desk.average", amount=format_money(average, context.shop.currency))
    tiles.append(TileFacts("store", words("desk.visit_count"), visits, note))
    return tuple(tiles)


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


def _birthday_banner(file: MemberFile, context: ShopContext, now_ms: int, words: Words) -> BannerFacts | None:
    birthday = file.member.birthday
    if birthday is None or not is_birthday_month(birthday, context.shop.calendar.business_day(now_ms)):
        return None
    return BannerFacts("cake", words("desk.birthday_month", birthday=show_birthday(birthday, words)))


def _reward_keys(outcome: Outcome, context: ShopContext, words: Words) -> tuple[RewardKey, ...]:
    return tuple(
        RewardKey(
            offer_id=offer.id,
            title=offer.title,
            note=_reward_note(offer, context, words),
            state="chosen" if offer.chosen else "unavailable" if offer.why_not else "available",
            key_label=REWARD_KEYS[place] if place < len(REWARD_KEYS) else "",
            icon="coffee" if offer.kind is RewardKind.FREE_ITEM else "star",
        )
        for place, offer in enumerate(offers_by_key(outcome))
    )


def _reward_note(offer: Offer, context: ShopContext, words: Words) -> str:
    if offer.why_not is not None:
        short = f"desk.why_{offer.why_not.reason.value}"
        return (
            words(short, **offer.why_not.facts)
            if words.has(short)
            else explain_refusal(offer.why_not, words, context.shop.currency)
        )
    key = "desk.costs_rewards" if offer.account.unit is Unit.REWARD else "desk.costs_points"
    return words(key, count=offer.price * max(offer.chosen, 1))


def _tender_facts(draft: Draft, outcome: Outcome, context: ShopContext) -> TenderFacts:
    money = context.shop.currency
    place = tender_place(draft, context.shop)
    cash = place == 0
    enough = 0 < outcome.to_pay <= outcome.tendered
    return TenderFacts(
        names=tuple((str(index), name) for index, name in enumerate(context.shop.tenders)),
        chosen=str(place),
        takes_tendered=cash,
        tendered=f"{int(draft.tendered):,}" if draft.tendered else "",
        change=format_money(outcome.change, money) if draft.tendered and enough else "",
        entering=draft.tendering,
    )
