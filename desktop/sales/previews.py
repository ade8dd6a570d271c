"""What a cancel, a refund or a credit will do, told before it is done. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from desktop import describe
from desktop.members.present import programme_names
from desktop.operations.context import ShopContext
from desktop.operations.sales_list import PastSale
from desktop.sales.rounding import rounded_up
from loyalty.explain import explain_entries, explain_refusal, grouped
from loyalty.holdings import MONEY, level_title
from loyalty.ledger import Account, Entry, EntryReason, Unit
from loyalty.members import Member
from loyalty.money import format_money
from loyalty.outcome import Outcome
from loyalty.pieces import kept_money, not_in_money
from loyalty.refusals import Refusal
from loyalty.reversals import Reversal
from loyalty.words import Words
from ui.sales.facts import ReversalPreview


def reversal_preview(
    action: str, past: PastSale, by_lines: bool, answer: Reversal | Refusal, context: ShopContext, words: Words
) -> ReversalPreview:
    """What a cancel or refund of `past` will do; `by_lines` when units of its lines go back, not an amount."""
    title = words(f"desk.sales_{action}_title")
    if isinstance(answer, Refusal):
        return ReversalPreview(action, title, refusal=explain_refusal(answer, words, context.shop.currency))
    currency = context.shop.currency
    money = format_money(-answer.bill, currency)
    effects = [words("desk.sales_money_back", amount=money)] if answer.bill else []
    effects += _wallets_back(answer.entries, context, words)
    rest = [entry for entry in answer.entries if not _is_wallet_back(entry)]
    effects += _told_once(rest, context, words)
    effects += _levels(answer, context, words)
    effects += rounded_up(past, answer, by_lines, context, words)
    if answer.counts_visit < 0:
        effects.append(words("desk.sales_visit_back"))
    return ReversalPreview(
        action,
        title,
        tuple(effects) or (words("desk.sales_nothing_moves"),),
        warning=owed_below_zero(answer.before, answer.after, context, words),
        confirm=words(f"desk.sales_{action}_confirm", amount=money),
        beside=beside_money(answer.bill, answer.detail, context, words),
    )


def credit_preview(answer: tuple[Member, Outcome] | Refusal, context: ShopContext, words: Words) -> ReversalPreview:
    """What a sale will give the member who is credited with it."""
    if isinstance(answer, Refusal):
        sentence = explain_refusal(answer, words, context.shop.currency)
        return ReversalPreview("credit", words("desk.kind_credit"), refusal=sentence)
    member, outcome = answer
    who = describe.member_title(member, words)
    effects = explain_entries(outcome.entries, programme_names(context), words, context.shop.currency)
    return ReversalPreview(
        "credit",
        words("desk.sales_credit_title", who=who),
        effects or (words("desk.sales_nothing_moves"),),
        confirm=words("desk.sales_credit_confirm", who=who),
    )


def beside_money(bill: int, detail: Mapping[str, object], context: ShopContext, words: Words) -> str:
    """What else becomes of the value that is taken back: the part that goes to wallets, what is kept; or ""."""
    rest, currency = not_in_money(bill, detail), context.shop.currency
    said = [words("sales.rest_back", amount=format_money(rest, currency))] if rest > 0 else []
    said += kept(detail, context, words)
    return describe.beside(said, words) if said else ""


def kept(detail: Mapping[str, object], context: ShopContext, words: Words) -> list[str]:
    """What was kept of the money that went back, and for what: a fee, what had been spent, the next piece."""
    found = kept_money(detail)
    return [words(f"sales.{name}", amount=format_money(found[name], context.shop.currency)) for name in found]


def _told_once(entries: list[Entry], context: ShopContext, words: Words) -> list[str]:
    """Every movement; that a use no longer counts is one sentence, whether for the member, the shop or both."""
    found: list[str] = []
    for entry in grouped(entries):
        (sentence,) = explain_entries((entry,), programme_names(context), words, context.shop.currency)
        if entry.account.unit is not Unit.USE or sentence not in found:
            found.append(sentence)
    return found


def _levels(reversal: Reversal, context: ShopContext, words: Words) -> list[str]:
    """The levels that are not held any more, or that are lower."""
    found: list[str] = []
    for programme in context.programmes:
        was = level_title(programme, reversal.statuses_before)
        now = level_title(programme, reversal.statuses_after)
        if was != now:
            none = words("slip.no_level")
            found.append(words("sales.level_moves", programme=programme.name, before=was or none, after=now or none))
    return found


def _is_wallet_back(entry: Entry) -> bool:
    return entry.account.unit in MONEY and entry.reason is EntryReason.GIVEN_BACK and entry.holder is None


def _wallets_back(entries: tuple[Entry, ...], context: ShopContext, words: Words) -> list[str]:
    """What each wallet gets back of what it had paid, beside the money."""
    back: dict[str, int] = {}
    for entry in filter(_is_wallet_back, entries):
        back[entry.account.programme_id] = back.get(entry.account.programme_id, 0) + entry.delta
    names, currency = programme_names(context), context.shop.currency
    return [
        words("sales.wallet_back", programme=names.get(name, name), amount=format_money(amount, currency))
        for name, amount in back.items()
    ]


def owed_below_zero(
    before: Mapping[Account, int], after: Mapping[Account, int], context: ShopContext, words: Words
) -> str:
    """A sentence for each balance that goes below zero: what was spent meanwhile is owed."""
    return "\n".join(
        _owed(account, amount, context, words)
        for account, amount in after.items()
        if amount < 0 and amount < before.get(account, 0)
    )


def _owed(account: Account, amount: int, context: ShopContext, words: Words) -> str:
    name = programme_names(context).get(account.programme_id, account.programme_id)
    if account.unit in MONEY:
        return words("sales.negative_money", programme=name, amount=format_money(amount, context.shop.currency))
    unit = words(f"entry.unit_{account.unit.value}")
    return words("desk.sales_negative", programme=name, amount=f"−{-amount}", unit=unit)
