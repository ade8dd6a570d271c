"""Every figure says why: entries, refusals, errors and programmes as sentences of the shop's language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from loyalty import phrases
from loyalty.errors import KnownError
from loyalty.ledger import SHOP, Account, Entry, EntryReason, Unit
from loyalty.money import TWD, Currency, format_money
from loyalty.programmes import Programme
from loyalty.programs import kind_of
from loyalty.programs.points import Points, give_back_permille
from loyalty.refusals import Refusal, RefusalReason
from loyalty.shortfalls import shortfalls
from loyalty.situation import Notice
from loyalty.words import Words, listed

_MONEY_OF_REFUSALS = {
    RefusalReason.AMOUNT_TOO_LARGE: ("limit",),
    RefusalReason.TENDERED_TOO_LITTLE: ("missing",),
    RefusalReason.TENDERED_TOO_MUCH: ("over",),
    RefusalReason.AMOUNT_CHANGED: ("to_pay",),
    RefusalReason.REFUND_EXCEEDS_BILL: ("left",),
    RefusalReason.MINIMUM_AMOUNT: ("missing", "minimum"),
    RefusalReason.PLAN_PRICE: ("price",),
}
_MONEY_OF_ENTRIES = ("base", "step", "carried_in", "counted", "paid", "minimum", "each", "most", "money")
_MONEY_UNITS = frozenset(
    {Unit.REMAINDER, Unit.SPEND, Unit.CASHBACK, Unit.STORED_PAID, Unit.STORED_BONUS, Unit.DONATION}
)
_CHINESE = "\N{CJK UNIFIED IDEOGRAPH-4E00}"
_COUNTED = frozenset({EntryReason.EARNED_BY_ITEMS, EntryReason.COUNTED_BY_HAND})


def explain_entry(entry: Entry, programme_name: str, words: Words, currency: Currency = TWD) -> str:
    """One movement in one line: which programme, how much, and the figures behind it."""
    facts: dict[str, object] = {**entry.facts, "programme": programme_name, "sign": "+" if entry.delta > 0 else "−"}
    if entry.reason not in _COUNTED:
        facts.update({name: format_money(entry.facts[name], currency) for name in _MONEY_OF_ENTRIES if name in facts})
    facts["amount"] = _amount(entry.account, abs(entry.delta), currency)
    facts["quantity"] = counted = quantity(entry.account, abs(entry.delta), words, currency)
    facts["unit"] = words(f"entry.unit_{entry.account.unit.value}")
    sentence = words(_entry_key(entry), **facts)
    if counted[:1] >= _CHINESE:
        # Sentences leave the space that a figure needs; Chinese beside Chinese stands without one.
        sentence = re.sub(rf"(?<=[{_CHINESE}-\uffff]) {re.escape(counted)}", counted, sentence)
        if counted[-1].isdigit():
            sentence = re.sub(rf"{re.escape(counted)}(?=\w)", f"{counted} ", sentence)
    return sentence if entry.holder in (None, SHOP) else words("entry.for_referrer", sentence=sentence)


def quantity(account: Account, amount: int, words: Words, currency: Currency = TWD) -> str:
    """So much of what an account counts: "3 點", "儲值金 NT$ 200"."""
    key = f"entry.quantity_{account.unit.value}"
    if account.unit is Unit.SPEND and account.part:
        return words("entry.quantity_spend_visit", amount=amount)
    return words(key, amount=_amount(account, amount, currency))


def _amount(account: Account, amount: int, currency: Currency) -> object:
    is_money = account.unit in _MONEY_UNITS and not (account.unit is Unit.SPEND and account.part)
    return format_money(amount, currency) if is_money else amount


def explain_entries(
    entries: Iterable[Entry], programme_names: Mapping[str, str], words: Words, currency: Currency = TWD
) -> tuple[str, ...]:
    """The lines of an operation, one for each reason: movements that differ only in their lot are one line.

    A programme that is not in `programme_names` is named by its id.
    """
    return tuple(
        explain_entry(
            entry, programme_names.get(entry.account.programme_id, entry.account.programme_id), words, currency
        )
        for entry in grouped(entries)
    )


def grouped(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries of one holder, account, reason and direction added up, in their first order; the sum stays the same."""
    groups: dict[tuple[int | None, Account, EntryReason, bool], Entry] = {}
    for entry in entries:
        key = (entry.holder, entry.account, entry.reason, entry.delta > 0)
        first = groups.get(key)
        groups[key] = entry if first is None else replace(first, delta=first.delta + entry.delta)
    return tuple(groups.values())


def explain_refusal(refusal: Refusal, words: Words, currency: Currency = TWD) -> str:
    """The shop's no in one sentence, with how far to go."""
    facts = _told(refusal, words, currency)
    return _parted(words(f"refusal.{refusal.reason.value}", **facts), str(facts.get("programme", "")))


def explain_briefly(refusal: Refusal, words: Words, currency: Currency = TWD) -> str:
    """The shop's no as short as it fits on a key; the whole sentence where there is nothing shorter."""
    short = f"desk.why_{refusal.reason.value}"
    if words.has(short):
        return words(short, **_told(refusal, words, currency))
    return explain_refusal(refusal, words, currency)


def _told(refusal: Refusal, words: Words, currency: Currency) -> dict[str, object]:
    """The facts of a refusal as they are said."""
    facts: dict[str, object] = dict(refusal.facts)
    for name in _MONEY_OF_REFUSALS.get(refusal.reason, ()):
        facts[name] = format_money(int(refusal.facts[name]), currency)
    if refusal.reason is RefusalReason.OTHER_WEEKDAY:
        days = str(refusal.facts["weekdays"]).split(",")
        facts["weekdays"] = listed([words(f"programme.weekdays_{day}") for day in days], words)
    if refusal.reason is RefusalReason.NOT_ALLOWED:
        facts["action"] = words(f"refusal.action_{refusal.facts['action']}")
    if refusal.reason is RefusalReason.BALANCE_TOO_SMALL and (short := shortfalls(refusal)):
        facts["missing"] = listed([_missing(*each, words, currency) for each in short], words)
    if refusal.reason is RefusalReason.MALFORMED:
        facts["detail"] = words(f"refusal.detail_{refusal.facts['detail']}", **facts)
    return facts


def _missing(programme: str, account: Account, amount: int, words: Words, currency: Currency) -> str:
    counted = quantity(account, amount, words, currency)
    return words("refusal.missing_of", quantity=counted, programme=programme) if programme else counted


def _parted(sentence: str, name: str) -> str:
    """A name that ends in a figure or a letter has a space before the Chinese after it."""
    if not name or name[-1] >= _CHINESE or not name[-1].isalnum():
        return sentence
    return re.sub(rf"{re.escape(name)}(?=[{_CHINESE}-\uffff])", lambda _: f"{name} ", sentence)


def explain_notice(notice: Notice, programme_name: str, words: Words, currency: Currency = TWD) -> str:
    """What is to be told of a member in one sentence; facts named "money_..." are whole units of the currency."""
    facts: dict[str, object] = {"programme": programme_name, **notice.facts}
    for name, fact in notice.facts.items():
        if name.startswith("money_"):
            facts[name] = format_money(int(fact), currency)
    if notice.only:
        facts["name"] = phrases.with_conditions(str(facts["name"]), notice.only, currency, words)
    return words(notice.key, **facts)


def explain_error(error: KnownError, words: Words) -> str:
    """The world's no in one sentence, with what to do."""
    return words(f"error.{error.key}", **error.facts)


def programme_sentence(programme: Programme, words: Words, currency: Currency = TWD) -> str:
    """The programme in one sentence made from its terms."""
    said, code = kind_of(programme).sentence(programme, currency, words), str(programme.terms.get("with_code", ""))
    if code.strip():
        said = words("phrase.opened_by", code=code, said=said)
    return said[:1].upper() + said[1:]


def how_far(programme: Programme, balances: Mapping[Account, int], words: Words) -> str:
    """What waits and what is missing: "再 2 章送免費一杯", "再 3 點可換咖啡一杯"."""
    return kind_of(programme).next_step(programme, balances, words)


def give_back(programme: Programme, words: Words) -> str:
    """What a points programme gives back of the money spent ("約回饋 2.5%"); "" when no worth is known."""
    permille = give_back_permille(programme) if programme.kind == Points.name else None
    if permille is None:
        return ""
    whole, tenth = divmod(permille, 10)
    return words("programme.give_back", percent=f"{whole}.{tenth}" if tenth else f"{whole}")


def _entry_key(entry: Entry) -> str:
    if "most" in entry.facts:
        return "entry.earned_the_most"
    if entry.reason is EntryReason.REWARD_TAKEN and entry.account.unit is Unit.ITEM:
        return "entry.item_taken"
    if entry.reason is EntryReason.PERCENT_EARNED and "counted" in entry.facts:
        return "entry.percent_earned_multiplied"
    if entry.reason is EntryReason.EARNED_BY_AMOUNT:
        if "each" in entry.facts:
            return "entry.earned_by_amount_money"
        if entry.facts["carried_in"]:
            return "entry.earned_by_amount_carried"
        if "counted" in entry.facts:
            return "entry.earned_by_amount_multiplied"
        if entry.account.unit is Unit.STAMP:
            return "entry.earned_by_amount_stamp"
    if entry.reason is EntryReason.EARNED_BY_ITEMS and entry.account.unit is not Unit.STAMP:
        return "entry.earned_by_items_other"
    if entry.reason is EntryReason.CARRIED_ON and entry.delta < 0:
        return "entry.carried_on_used"
    if entry.reason is EntryReason.FILLS_DEBT and entry.delta < 0:
        return "entry.fills_debt_used"
    if entry.reason is EntryReason.USED and "gap" in entry.facts:
        return "entry.used_gap"
    if entry.reason is EntryReason.SETTLED and entry.delta < 0:
        return "entry.settled_used"
    if entry.reason is EntryReason.TAKEN_BACK and entry.account.unit is Unit.USE:
        return "entry.use_not_counted"
    return f"entry.{entry.reason.value}"
