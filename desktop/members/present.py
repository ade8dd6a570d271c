"""From members and what was recorded of them to what the members' screen shows. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from desktop import describe
from desktop.members import accounts
from desktop.operations.context import ShopContext
from desktop.operations.member_list import PastOperation
from desktop.operations.member_page import MemberPage
from desktop.operations.members import MemberFile
from loyalty.birthdays import show_birthday
from loyalty.detail import choices_of
from loyalty.explain import explain_entries, how_far
from loyalty.holdings import Held, as_begun, held_in
from loyalty.ledger import Account, Operation, OperationKind, Unit
from loyalty.members import Member, MemberRow
from loyalty.money import format_money
from loyalty.phones import mask_phone, show_phone
from loyalty.pieces import is_refunded_whole, refunded_of
from loyalty.programmes import Programme
from loyalty.shop import ShopRules
from loyalty.words import Words
from ui.members.facts import Balance, HistoryLine, ListRow, MemberDraft, MemberFacts

ENDS = (OperationKind.UNDO, OperationKind.CANCEL, OperationKind.EDIT)
_BEGUN = (Unit.STAMP, Unit.POINT)
# More do not fit beside each other; all of them stand among the accounts.
_TILES_MOST = 3


def list_row(row: MemberRow, shop: ShopRules, now_ms: int, words: Words) -> ListRow:
    """One row of the owner's list; the phone's middle is hidden."""
    name = describe.member_title(row, words)
    return ListRow(
        member_id=row.id,
        initial=describe.initial(row, words),
        name=name,
        number=str(row.number),
        phone=mask_phone(row.phone),
        last_visit="" if row.last_visit_ms is None else day_text(row.last_visit_ms, shop),
        last_visit_note=words("desk.members_never")
        if row.last_visit_ms is None
        else describe.days_ago(row.last_visit_ms, now_ms, shop, words),
        visits=f"{row.visits:,}",
        spent=format_money(row.spent, shop.currency),
        stamps=f"{row.stamps:,}",
        points=f"{row.points:,}",
    )


def member_facts(page: MemberPage, context: ShopContext, words: Words) -> MemberFacts:
    """One member's page without the history."""
    file = page.file
    member = file.member
    title = describe.member_title(member, words)
    parts = [
        mask_phone(member.phone),
        words("desk.members_number", number=member.number),
        words("desk.members_joined", day=day_text(member.joined_at_ms, context.shop)),
    ]
    return MemberFacts(
        member_id=member.id,
        initial=describe.initial(member, words),
        name=title,
        subtitle=describe.beside(parts, words),
        allergies=member.allergies,
        preferences=member.preferences,
        balances=(*_on_top(_balances(file, context, words)), _spent(file, context.shop, words)),
        draft=draft(member, context.shop, words),
        history_total=words("desk.history_total", count=file.standing.visits),
        sections=accounts.sections(page, context, words),
    )


def draft(member: Member, shop: ShopRules, words: Words) -> MemberDraft:
    """What the form starts with; every text can be typed back as it stands."""
    since = member.consent_at_ms
    return MemberDraft(
        name=member.name,
        phone=show_phone(member.phone),
        birthday="" if member.birthday is None else show_birthday(member.birthday, words),
        preferences=describe.listed(member.preferences, words),
        allergies=describe.listed(member.allergies, words),
        note=member.note,
        consent=since is not None,
        consent_note="" if since is None else words("desk.members_consent_since", day=day_text(since, shop)),
        language=member.language,
    )


def history_line(past: PastOperation, context: ShopContext, now_ms: int, words: Words) -> HistoryLine:
    """One operation with every movement explained. What was done in another year has its whole date and no time."""
    operation = past.operation
    local = context.shop.calendar.local(operation.at_ms)
    this_year = local.year == context.shop.calendar.local(now_ms).year
    return HistoryLine(
        operation_id=operation.id,
        day=f"{local:%m/%d}" if this_year else f"{local:%Y/%m/%d}",
        time=f"{local:%H:%M}" if this_year else "",
        title=describe.operation_title(operation, words),
        amount=describe.amount_text(operation, context.shop, words),
        slip_number=operation.slip_number,
        kind=operation.kind.value,
        explanations=(*explained(operation, context, words), *reasons(operation, words)),
        reversed_note=reversed_note(operation, past.reversals, context.shop, words),
    )


def explained(operation: Operation, context: ShopContext, words: Words) -> tuple[str, ...]:
    """Why each balance moved, one sentence for each reason."""
    return explain_entries(operation.entries, programme_names(context), words, context.shop.currency)


def reasons(operation: Operation, words: Words) -> tuple[str, ...]:
    """Why something was done by hand, as it was typed or chosen."""
    note = operation.detail.get("note")
    chosen = choices_of(operation.detail).notes.values() if operation.kind is OperationKind.SALE else ()
    found = [*chosen, *([note] if isinstance(note, str) and note else [])]
    return tuple(words("sales.reason", reason=reason) for reason in found)


def programme_names(context: ShopContext) -> Mapping[str, str]:
    """What each programme is called, by its id."""
    return {programme.id: programme.name for programme in context.programmes}


def reversed_note(operation: Operation, acting: tuple[Operation, ...], shop: ShopRules, words: Words) -> str:
    """What became of an operation: "已作廢", "已退款", "已退款 NT$ 60", "已補記"; "" when it stands as it was."""
    ended = [each for each in acting if each.kind in ENDS]
    if ended:
        return words(f"desk.past_{ended[0].kind.value}")
    refunds = [each for each in acting if each.kind is OperationKind.REFUND]
    if refunds:
        if is_refunded_whole(operation, refunds):
            return words("desk.past_refund")
        refunded = refunded_of(refunds)
        return words("desk.past_refund_part", amount=format_money(refunded, shop.currency))
    credited = any(each.kind is OperationKind.CREDIT for each in acting)
    return words("desk.past_credit") if credited else ""


def day_text(at_ms: int, shop: ShopRules) -> str:
    """ "2026/11/22", the day on the shop's wall."""
    return f"{shop.calendar.local(at_ms):%Y/%m/%d}"


def _balances(file: MemberFile, context: ShopContext, words: Words) -> list[Balance]:
    """The figures on top: stamp cards first, as on the counter and on the slip."""
    held = file.standing.balances()
    shown: list[Balance] = []
    programmes = as_begun(context.programmes, file.standing, context.shop.calendar)
    for programme in sorted(programmes, key=lambda each: each.kind != "stamp_card"):
        for figure in held_in(programme, held):
            amount = figure.amount(held)
            # What nobody has, and a programme that ended without a rest, would only be noise.
            if amount or (figure.unit in _BEGUN and not programme.stopped):
                shown.append(_balance(programme, figure, amount, held, context, words))
    return shown


def _on_top(found: list[Balance]) -> list[Balance]:
    """As many as fit: one of each kind before a second of any."""
    first = {balance.kind: balance for balance in reversed(found)}
    rest = [balance for balance in found if first[balance.kind] is not balance]
    chosen = [*(balance for balance in found if first[balance.kind] is balance), *rest][:_TILES_MOST]
    return [balance for balance in found if balance in chosen]


def _balance(
    programme: Programme,
    figure: Held,
    amount: int,
    held: Mapping[Account, int],
    context: ShopContext,
    words: Words,
) -> Balance:
    value = accounts.held_text(programme, figure, amount, context, words)
    note = how_far(programme, held, words) if figure.unit in _BEGUN else ""
    return Balance(figure.title or programme.name, value, note, figure.unit.value)


def _spent(file: MemberFile, shop: ShopRules, words: Words) -> Balance:
    standing = file.standing
    average = standing.spent // standing.visits if standing.visits else 0
    return Balance(
        words("desk.members_spent"),
        format_money(standing.spent, shop.currency),
        words("desk.average", amount=format_money(average, shop.currency)),
        "spent",
    )
