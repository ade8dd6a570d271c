"""From the rules' values to what the counter shows: finished texts in the screen's language. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop import describe
from desktop.operations.context import ShopContext
from desktop.operations.members import MemberFile
from loyalty.basket import Product
from loyalty.birthdays import is_birthday_month, show_birthday
from loyalty.explain import how_far
from loyalty.ledger import Account, Unit
from loyalty.members import MemberRow
from loyalty.money import format_money
from loyalty.outcome import Outcome
from loyalty.phones import mask_phone
from loyalty.programmes import Programme
from loyalty.words import Words
from ui.counter.facts import (
    BannerFacts,
    HistoryLine,
    MatchRow,
    MemberPanelFacts,
    ProductButton,
    StampCardFacts,
    TileFacts,
)
from ui.facts import ChipFacts


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
