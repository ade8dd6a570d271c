"""Slips as they would look: of an invented sale and customer, by the shop's own rules. Nothing is recorded.

What the shop has no programme for is shown with one of the ready programmes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from desktop.operations.context import ShopContext
from desktop.operations.slips import join_link
from loyalty.basket import Basket, Choices, Line, Tender
from loyalty.cards import CODE_LENGTH, PREFIX
from loyalty.checkout import quote
from loyalty.gallery import gallery_in
from loyalty.ledger import NOBODY, Account, EntryReason, Lot, LotKey, OperationKind, Standing, Unit
from loyalty.outcome import Outcome
from loyalty.outlook import outlook, standing_after
from loyalty.programmes import Programme
from loyalty.programs.kind import rows
from loyalty.shop import ShopRules
from loyalty.words import Words
from printing.document import Document
from printing.layouts.coupon import CouponFacts, coupon
from printing.layouts.day_report import DayReportFacts, Movement, Redeemed, day_report
from printing.layouts.member_card import MemberCardFacts, member_card
from printing.layouts.parts import stamps_needed
from printing.layouts.poster import PosterFacts, poster
from printing.layouts.receipt import ReceiptFacts, receipt
from printing.layouts.reversal import ReversalFacts, reversal
from printing.layouts.stamp_card import StampCardFacts, stamp_card
from printing.layouts.tier_welcome import TierWelcomeFacts, tier_welcome

_PHONE = "0912-***-678"
_NUMBER, _NEXT_NUMBER = "A-000123", "A-000124"
# As long as a card's code, and nobody's.
_CODE = PREFIX + "A" * (CODE_LENGTH - len(PREFIX))
_COUPON = "7K3M9QXWZB"
_SERIAL = "7K3M9QXW"
_LINK = "https://example.com/join"
_DAY_MS = 86_400_000


class _Studio:
    """The shop, the language and the moment of the samples. `at_ms` is epoch milliseconds UTC."""

    def __init__(self, context: ShopContext, language: str, at_ms: int) -> None:
        self.context = context
        self.shop: ShopRules = context.shop
        self.words = Words(language)
        self.at_ms = at_ms
        self.local: datetime = self.shop.calendar.local(at_ms)
        self.day = self.shop.calendar.business_day(at_ms)
        self.name = self.words("slip.sample_name")
        running = tuple(each for each in context.programmes if not each.stopped)
        self.ready = gallery_in(self.words, self.day)
        self.running = running or self.ready[:1]

    def of_kind(self, kind: str) -> Programme:
        """A programme of this kind: the shop's own, or a ready one."""
        return next(each for each in (*self.running, *self.ready) if each.kind == kind)

    def lines(self) -> tuple[Line, ...]:
        """What the invented customer buys: of what the shop's first stamp card counts, where it counts a category."""
        cards = [each for each in self.running if each.kind == "stamp_card"]
        category = str(cards[0].terms.get("category", "")) if cards else ""
        latte = Line(120, 2, "", self.words("slip.sample_drink"), category)
        return latte, Line(80, 1, "", self.words("slip.sample_cake"))

    def standing(self, programmes: tuple[Programme, ...]) -> Standing:
        """Somebody who is not new: a card that is nearly full, and points."""
        held = {
            Account(each.id, Unit.STAMP): max(0, stamps_needed(each) - 5)
            for each in programmes
            if each.kind == "stamp_card"
        }
        held |= {Account(each.id, Unit.POINT): 86 for each in programmes if each.kind == "points"}
        earned_at_ms = self.at_ms - 7 * _DAY_MS
        lots = (Lot(LotKey("0" * 32, place), *each, earned_at_ms) for place, each in enumerate(held.items()) if each[1])
        return replace(NOBODY, member_id=1, lots=tuple(lots), visits=8, last_visit_ms=earned_at_ms)

    def quote(self, programmes: tuple[Programme, ...], lines: tuple[Line, ...], tenders: tuple[Tender, ...]) -> Outcome:
        """The sale as the rules would settle it."""
        choices = Choices(tenders=tenders)
        return quote(programmes, self.standing(programmes), Basket(lines), choices, self.at_ms, self.shop)

    def receipt(self, programmes: tuple[Programme, ...], lines: tuple[Line, ...]) -> Document:
        """The receipt of it, paid by the first tender."""
        handed = -(-sum(line.unit_price * line.quantity for line in lines) // 1_000) * 1_000
        tenders = tuple(Tender(name, handed, True) for name in self.shop.tenders[:1])
        sold = self.quote(programmes, lines, tenders)
        after = standing_after(self.standing(programmes), sold.entries, self.at_ms, visits=1)
        facts = ReceiptFacts(
            shop=self.shop,
            local_time=self.local,
            slip_number=_NUMBER,
            member_name=self.name,
            member_phone_masked=_PHONE,
            programmes=programmes,
            outcome=sold,
            tenders=tenders,
            outlook=outlook(programmes, after, self.at_ms, self.shop),
        )
        return receipt(facts, self.words)


def _receipt(studio: _Studio) -> Document:
    return studio.receipt(studio.running, studio.lines())


def _top_up(studio: _Studio) -> Document:
    wallet = studio.of_kind("stored_value")
    plan = studio.quote((wallet,), (), ()).plans[0]
    return studio.receipt((wallet,), (Line(plan.price or 1_000, 1, "", plan.title, plan=plan.id),))


def _reversal(studio: _Studio) -> Document:
    sold = studio.quote(studio.running, studio.lines(), ())
    taken = [replace(entry, delta=-entry.delta, reason=EntryReason.TAKEN_BACK, facts={}) for entry in sold.entries]
    facts = ReversalFacts(
        shop=studio.shop,
        local_time=studio.local,
        kind=OperationKind.CANCEL,
        slip_number=_NEXT_NUMBER,
        original_number=_NUMBER,
        member_name=studio.name,
        member_phone_masked=_PHONE,
        programmes=studio.running,
        bill=-sold.to_pay,
        entries=tuple(entry for entry in taken if entry.holder is None),
        before=sold.after,
        after=sold.before,
    )
    return reversal(facts, studio.words)


def _tier_welcome(studio: _Studio) -> Document:
    tiers = studio.of_kind("tiers")
    level = str(rows(tiers, "levels")[-1]["id"])
    facts = TierWelcomeFacts(studio.shop, studio.local, _NUMBER, studio.name, _PHONE, tiers, level)
    return tier_welcome(facts, studio.words)


def _member_card(studio: _Studio) -> Document:
    number = studio.words("desk.number", number=42)
    return member_card(MemberCardFacts(studio.shop, studio.name, number, _CODE), studio.words)


def _stamp_card(studio: _Studio) -> Document:
    card = studio.of_kind("stamp_card")
    return stamp_card(StampCardFacts(studio.shop, card, _SERIAL, code=_CODE), studio.words)


def _coupon(studio: _Studio) -> Document:
    own = [each for each in studio.running if each.kind == "coupon" and each.terms.get("way") == "issued"]
    put_out = own[0] if own else studio.of_kind("coupon")
    until = studio.day + timedelta(days=int(str(put_out.terms["valid_days"])))
    return coupon(CouponFacts(studio.shop, put_out, _COUPON, until), studio.words)


def _day_report(studio: _Studio) -> Document:
    card, points, wallet = studio.of_kind("stamp_card"), studio.of_kind("points"), studio.of_kind("stored_value")
    parts, back = (11_230, 6_100, 2_150), 320
    facts = DayReportFacts(
        shop=studio.shop,
        local_time=studio.local,
        day=studio.day,
        till=studio.context.till,
        sales=87,
        sales_money=sum(parts) + back,
        tenders=tuple(zip(studio.shop.tenders, parts, strict=False)),
        refunds=1,
        money_back=back,
        top_ups=3,
        top_ups_paid=3_000,
        top_ups_bonus=150,
        wallets=((wallet.name, 1_280),),
        movements=(
            Movement(card.name, Unit.STAMP, 112, 30),
            Movement(points.name, Unit.POINT, 206, 40),
            Movement(wallet.name, Unit.STORED_PAID, 3_000, 1_280, 1_720),
        ),
        redeemed=(Redeemed(str(card.terms["reward_title"]), 3),),
        new_members=4,
        first_slip="A-000101",
        last_slip="A-000187",
        head="A-000187 7f3a 91c0 44de",
    )
    return day_report(facts, studio.words)


def _poster(studio: _Studio) -> Document:
    link = join_link(studio.shop, studio.words) or _LINK
    return poster(PosterFacts(studio.shop, link), studio.words)


_MADE: dict[str, Callable[[_Studio], Document]] = {
    "receipt": _receipt,
    "top_up": _top_up,
    "reversal": _reversal,
    "member_card": _member_card,
    "stamp_card": _stamp_card,
    "coupon": _coupon,
    "tier_welcome": _tier_welcome,
    "day_report": _day_report,
    "poster": _poster,
}

SAMPLES = tuple(_MADE)


def sample(context: ShopContext, slip: str, language: str, at_ms: int) -> Document:
    """One of SAMPLES as this shop would print it in a language of the words; KeyError for any other slip.

    What is typed and not saved yet shows in a context whose `shop.slips` and `shop.issuer` it is. `at_ms` is the moment
    that the slip tells, epoch milliseconds UTC.
    """
    return _MADE[slip](_Studio(context, language, at_ms))
