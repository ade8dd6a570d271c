"""One of each slip, made from the real rules, in both languages: for the golden files and for looking at them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from loyalty.basket import Basket, Choices, Line, Tender
from loyalty.checkout import quote
from loyalty.ledger import Account, Entry, EntryReason, Lot, LotKey, OperationKind, Standing, Unit
from loyalty.outcome import Outcome
from loyalty.presets import presets_in
from loyalty.programmes import Programme
from loyalty.shop import ShopRules
from loyalty.slip_rules import SlipRules
from loyalty.words import Words
from printing.document import Document, as_second_copy
from printing.layouts import member_card, receipt, reversal, stamp_card, test_page

AT = datetime(2026, 11, 22, 10, 42, tzinfo=ZoneInfo("Asia/Taipei"))
AT_MS = int(AT.timestamp() * 1000)
SHOP = ShopRules(
    name="晨光咖啡", address="台北市大同區赤峰街 12 號", phone="02-2558-1234", slips=SlipRules(footer="自備杯折 5 元")
)
STAMPS, REWARDS = Account("stamp-card", Unit.STAMP), Account("stamp-card", Unit.REWARD)
POINTS = Account("points", Unit.POINT)
LATTE = Line(120, 2, "latte", "拿鐵", "飲料/咖啡")
CROISSANT = Line(80, 1, "croissant", "可頌", "烘焙")
CASH = Tender("現金", 1_000, True)
CODE = "RG1-7K3M9QXW2HTV5BNC8RYD4FJ6ZGPA"


def programmes(words: Words, needed: int = 10) -> tuple[Programme, ...]:
    """The preset with both programmes, its card of another length if wished."""
    preset = next(preset for preset in presets_in(words) if preset.id == "both")
    card, points = preset.programmes
    return replace(card, terms={**card.terms, "stamps_needed": needed}), points


def standing(stamps: int = 0, rewards: int = 0, points: int = 0) -> Standing:
    """A member who has this much."""
    held = ((STAMPS, stamps), (REWARDS, rewards), (POINTS, points))
    lots = [
        Lot(LotKey("0" * 32, index), account, left, AT_MS - 86_400_000)
        for index, (account, left) in enumerate(held)
        if left
    ]
    return Standing(7, tuple(lots), 3, 900, AT_MS - 86_400_000)


def outcome(words: Words, member: Standing, lines: tuple[Line, ...], choices: Choices, needed: int = 10) -> Outcome:
    """The sale as the rules settle it."""
    return quote(programmes(words, needed), member, Basket(lines), choices, AT_MS, SHOP, "a" * 32)


def facts(words: Words, sold: Outcome, tenders: tuple[Tender, ...] = (), **more: object) -> receipt.ReceiptFacts:
    """A receipt's facts for 王小美, unless told otherwise."""
    values: dict[str, object] = {
        "shop": SHOP,
        "local_time": AT,
        "slip_number": "A-000123",
        "member_name": "王小美",
        "member_phone_masked": "0912-***-678",
        "programmes": programmes(words),
        "outcome": sold,
        "tenders": tenders,
        "credit_days": 30,
        **more,
    }
    return receipt.ReceiptFacts(**values)  # type: ignore[arg-type]


def receipts(words: Words) -> Iterator[tuple[str, Document]]:
    """Every kind of sale."""
    paid = Choices(tenders=(CASH,))
    usual = outcome(words, standing(7, 0, 1240), (LATTE, CROISSANT), paid)
    usual_facts = facts(words, usual, (CASH,))
    yield "receipt", receipt.receipt(usual_facts, words)
    yield "receipt_second_copy", as_second_copy(receipt.receipt(usual_facts, words))
    full = outcome(words, standing(9, 0, 8), (LATTE, CROISSANT), Choices())
    yield "receipt_full_card", receipt.receipt(facts(words, full), words)
    offers = {offer.id: 1 for offer in full.offers if offer.account == REWARDS}
    taken = outcome(words, standing(3, 1, 4), (LATTE, CROISSANT), Choices(rewards=offers))
    yield "receipt_reward", receipt.receipt(facts(words, taken), words)
    visit = outcome(words, standing(4, 0, 2), (), Choices(stamps={"stamp-card": 1}))
    bearer = facts(words, visit, member_name="", member_phone_masked="", bearer=True)
    yield "receipt_visit", receipt.receipt(bearer, words)
    amount = outcome(words, standing(0, 0, 0), (Line(288),), Choices(stamps={"stamp-card": 2}))
    yield "receipt_practice", receipt.receipt(facts(words, amount, practice=True), words)
    nobody = outcome(words, Standing(), (LATTE, CROISSANT), paid)
    nameless = facts(words, nobody, (CASH,), member_name="", member_phone_masked="")
    yield "receipt_nobody", receipt.receipt(nameless, words)
    long = outcome(words, standing(38, 0, 99), (LATTE,), Choices(), 50)
    long_name = "Alexandria Montgomery-Featherstonehaugh 堃喆犇煊 😀𡘙"
    long_facts = facts(words, long, member_name=long_name, programmes=programmes(words, 50))
    yield "receipt_long", receipt.receipt(long_facts, words)


def other_slips(words: Words) -> Iterator[tuple[str, Document]]:
    """Cards, the test page, and what is taken back."""
    card, _ = programmes(words)
    number = "會員編號 {}" if words.language == "zh_tw" else "Member no. {}"
    yield (
        "member_card",
        member_card.member_card(member_card.MemberCardFacts(SHOP, "堃喆犇", number.format(42), CODE), words),
    )
    yield "bearer_card", member_card.member_card(member_card.MemberCardFacts(SHOP, "", number.format(43), CODE), words)
    yield "stamp_card", stamp_card.stamp_card(stamp_card.StampCardFacts(SHOP, card, "S-000017"), words)
    yield "test_page", test_page.test_page(test_page.PrinterTestFacts(SHOP, AT, "192.168.1.50:9100", 384), words)
    for kind in (OperationKind.UNDO, OperationKind.CANCEL, OperationKind.REFUND):
        yield f"reversal_{kind.value}", reversal.reversal(taken_back(words, kind), words)
    yield "reversal_credit", reversal.reversal(credited(words), words)


def taken_back(words: Words, kind: OperationKind) -> reversal.ReversalFacts:
    """A sale of NT$ 320 with two stamps and three points that goes back."""
    entries = (
        Entry(0, STAMPS, -2, LotKey("a" * 32, 0), EntryReason.TAKEN_BACK),
        Entry(1, POINTS, -3, LotKey("a" * 32, 1), EntryReason.TAKEN_BACK),
    )
    before, after = {STAMPS: 9, POINTS: 1243}, {STAMPS: 7, POINTS: 1240}
    return reversal.ReversalFacts(
        SHOP,
        AT,
        kind,
        "A-000124",
        "A-000123",
        "王小美",
        "0912-***-678",
        programmes(words),
        -320,
        entries,
        before,
        after,
    )


def credited(words: Words) -> reversal.ReversalFacts:
    """A sale without a member, credited later."""
    sold = outcome(words, standing(0, 0, 0), (LATTE, CROISSANT), Choices())
    going_back = taken_back(words, OperationKind.CREDIT)
    return replace(going_back, bill=0, entries=sold.entries, before=sold.before, after=sold.after)


def slips(language: str) -> dict[str, Document]:
    """All of them by name."""
    from tests.printing import full_shop, paper_shop

    words = Words(language)
    return dict([*receipts(words), *other_slips(words), *full_shop.slips(words), *paper_shop.slips(words)])
