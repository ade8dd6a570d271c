"""What an edit of a sale, or opening one again, will do, told before it is done. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from desktop.members.present import programme_names
from desktop.operations.context import ShopContext
from desktop.operations.sales import why_not
from desktop.sales.previews import owed_below_zero
from loyalty.detail import read_detail
from loyalty.editing import Edited
from loyalty.explain import explain_entries, explain_refusal
from loyalty.holdings import MONEY, Held, held_in
from loyalty.ledger import Account, Operation
from loyalty.money import format_money
from loyalty.outcome import Outcome, PricedLine, RewardKind
from loyalty.refusals import Refusal
from loyalty.words import Words
from ui.sales.facts import EditWish, ReversalPreview

_Balances = Mapping[Account, int]
_Item = tuple[str | None, str]


@dataclass(frozen=True)
class Names:
    """Whose the sale was and becomes, as they are called; the same where nobody else gets it. `new_id` is the member
    who gets it.
    """

    old: str
    new: str
    handed: bool = False
    new_id: int | None = None


def names_of(old: str, old_id: int | None, wish: EditWish, words: Words) -> Names:
    """`old` is "" for a customer who is no member. Two people may be called the same."""
    nobody = words("sales.edit_nobody")
    new = old if not wish.handed_over else "" if wish.member is None else wish.member.name
    receiver = wish.member.member_id if wish.handed_over and wish.member is not None else None
    return Names(old or nobody, new or nobody, wish.handed_over and receiver != old_id, receiver)


def edit_preview(
    sale: Operation, answer: Edited | Refusal, names: Names, context: ShopContext, words: Words
) -> ReversalPreview:
    """Before and after of the bill and of every balance, each movement, and the money between customer and shop."""
    title, currency = words("sales.edit_preview_title"), context.shop.currency
    refusal = answer if isinstance(answer, Refusal) else why_not(answer.outcome)
    if isinstance(answer, Refusal) or refusal is not None:
        said = "" if refusal is None else explain_refusal(refusal, words, currency)
        return ReversalPreview("edit", title, refusal=said)
    reversal, outcome = answer.reversal, answer.outcome
    before, after = format_money(sale.bill, currency), format_money(outcome.to_pay, currency)
    same = before == after
    effects = [words("sales.edit_bill_same", amount=after) if same else _bill(before, after, words)]
    effects += _money_between(sale.bill, outcome.to_pay, context, words)
    handed = names.handed
    if handed:
        effects.insert(0, words("sales.edit_from_to", old=names.old, new=names.new))
        effects += _of(names.old, reversal.before, reversal.after, context, words)
        effects += _of(names.new, _held_before(answer, names.new_id), outcome.after, context, words)
    else:
        effects += _balances(reversal.before, outcome.after, context, words)
    shown = programme_names(context)
    gone = owed_below_zero(reversal.before, reversal.after if handed else outcome.after, context, words)
    warnings = [gone] if gone else []
    warnings += [words("sales.edit_reward_stays", title=title) for title in _without_their_item(sale, outcome)]
    return ReversalPreview(
        "edit",
        title,
        tuple(effects),
        warning="\n".join(warnings),
        confirm=_confirm(outcome.to_pay - sale.bill, context, words),
        movements=(
            *explain_entries(reversal.entries, shown, words, currency),
            *explain_entries(outcome.entries, shown, words, currency),
        ),
    )


def nothing_changed(words: Words) -> ReversalPreview:
    """Nothing was put right: there is nothing to record."""
    return ReversalPreview("edit", words("sales.edit_preview_title"), refusal=words("sales.edit_nothing"))


def reopen_preview(answer: Outcome | Refusal, context: ShopContext, words: Words) -> ReversalPreview:
    """What the sale earns and spends again."""
    title, currency = words("sales.reopen_title"), context.shop.currency
    refusal = answer if isinstance(answer, Refusal) else why_not(answer)
    if isinstance(answer, Refusal) or refusal is not None:
        said = "" if refusal is None else explain_refusal(refusal, words, currency)
        return ReversalPreview("reopen", title, refusal=said)
    amount = format_money(answer.to_pay, currency)
    return ReversalPreview(
        "reopen",
        title,
        (
            words("sales.reopen_as_it_was", amount=amount),
            *_balances(answer.before, answer.after, context, words),
        ),
        confirm=words("sales.reopen_confirm" if answer.to_pay else "sales.reopen_confirm_free", amount=amount),
        movements=explain_entries(answer.entries, programme_names(context), words, currency),
    )


def _without_their_item(sale: Operation, outcome: Outcome) -> Iterator[str]:
    """The titles of rewards that are used still, though what they made free was taken out: they go to another item, or
    to one that is handed out on top.
    """
    recorded, used = read_detail(sale.detail), {each.offer_id: each for each in outcome.applied}
    free_items = {offer.id for offer in outcome.offers if offer.kind is RewardKind.FREE_ITEM}
    left = Counter[_Item]()
    for priced in outcome.lines:
        left[_item(priced)] += priced.line.quantity if priced.reward_id is None else 0
    for before in recorded.applied:
        after = used.get(before.offer_id)
        if after is None or before.offer_id not in free_items:
            continue
        freed = Counter[_Item]()
        for priced, share in zip(recorded.lines, before.shares, strict=False):
            freed[_item(priced)] += priced.free_units if share else 0
        # A reward may free more than one unit a time.
        if sum(min(count, left[item]) for item, count in freed.items()) * before.times < freed.total() * after.times:
            yield after.title


def _item(priced: PricedLine) -> _Item:
    return priced.line.product_id, priced.line.name


def _held_before(edited: Edited, receiver_id: int | None) -> _Balances:
    """What the receiver holds now: taking the sale back from its member moved the receiver's too, as its referrer's."""
    held = dict(edited.outcome.before)
    for entry in edited.reversal.entries:
        if receiver_id is not None and entry.holder == receiver_id:
            held[entry.account] = held.get(entry.account, 0) - entry.delta
    return held


def _bill(before: str, after: str, words: Words) -> str:
    return words("sales.edit_bill", before=before, after=after)


def _money_between(before: int, after: int, context: ShopContext, words: Words) -> list[str]:
    if before == after:
        return []
    key = "sales.edit_collect" if after > before else "desk.sales_money_back"
    return [words(key, amount=format_money(abs(after - before), context.shop.currency))]


def _confirm(more: int, context: ShopContext, words: Words) -> str:
    amount = format_money(abs(more), context.shop.currency)
    if not more:
        return words("sales.edit_confirm")
    return words("sales.edit_confirm_collect" if more > 0 else "sales.edit_confirm_back", amount=amount)


def _of(who: str, before: _Balances, after: _Balances, context: ShopContext, words: Words) -> list[str]:
    return [words("sales.edit_balance_of", who=who, balance=each) for each in _balances(before, after, context, words)]


def _balances(before: _Balances, after: _Balances, context: ShopContext, words: Words) -> Iterator[str]:
    """One line for each figure that is another one afterwards."""
    for programme in context.programmes:
        for held in held_in(programme, before, after):
            was, becomes = held.amount(before), held.amount(after)
            if was != becomes:
                yield _balance(programme.name, held, was, becomes, context, words)


def _balance(name: str, held: Held, was: int, becomes: int, context: ShopContext, words: Words) -> str:
    called = held.title or name
    if held.unit in MONEY:
        money = (format_money(each, context.shop.currency) for each in (was, becomes))
        return words("sales.edit_balance_money", programme=called, before=next(money), after=next(money))
    unit = words(f"entry.unit_{held.unit.value}")
    before, after = (f"−{-each:,}" if each < 0 else f"{each:,}" for each in (was, becomes))
    return words("sales.edit_balance", programme=called, before=before, after=after, unit=unit)
