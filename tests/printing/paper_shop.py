"""A shop that decided about its slips: a logo, an issuer, large letters, parts left out. And slips besides receipts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from loyalty.basket import Basket, Choices
from loyalty.ledger import Unit
from loyalty.outcome import Outcome
from loyalty.outlook import Outlook, outlook, standing_after
from loyalty.programmes import Programme
from loyalty.programs import completed
from loyalty.slip_rules import Issuer, Logo, SlipRules, make_logo
from loyalty.words import Words
from printing.document import Document
from printing.layouts import coupon, day_report, member_card, poster, receipt, reversal, stamp_card, tier_welcome
from printing.layouts.day_report import Movement, Redeemed
from printing.layouts.stamp_card import Serial
from tests.loyalty.till import Till
from tests.printing import full_shop, samples
from tests.printing.samples import AT, AT_MS, SHOP

UNTIL = date(2027, 1, 31)
COUPON = "7K3M9QXWZB"
# As long as the code of a card that is stamped by hand.
HAND_CODE = "H27K3M9QXW2HTV5BNC4RYD4FJ6ZGPAQEUI"


def logo(width: int = 176, height: int = 88) -> Logo:
    """A sun that rises over a line, drawn dot by dot."""
    middle, foot, radius = width // 2, height - 10, height // 3
    rows = []
    for y in range(height):
        bits = 0
        for x in range(width):
            bits = bits << 1 | _is_black(x - middle, y - foot, radius)
        rows.append((bits << -width % 8).to_bytes(-(-width // 8), "big"))
    return make_logo(width, height, b"".join(rows))


def _is_black(x: int, y: int, radius: int) -> bool:
    if 2 <= y <= 5:
        return True
    if y > 0:
        return False
    squared = x * x + y * y
    if squared <= radius * radius:
        return True
    ray = any(
        abs(x * rise - -y * run) < 6 * (abs(rise) + abs(run)) // 3 for rise, run in ((0, 1), (1, 1), (1, 0), (1, -1))
    )
    return ray and (radius + 10) ** 2 <= squared <= (radius * 2 + 6) ** 2


def issuer(words: Words) -> Issuer:
    """Every field that the law asks for."""
    if words.language == "zh_tw":
        return Issuer(
            "晨光咖啡有限公司",
            "台北市大同區赤峰街 12 號 1 樓",
            "24536806",
            "林曉晨",
            "02-2558-1234",
            "本商品（服務）禮券由大同商業銀行提供足額履約保證",
            "2028-01-31",
            "未用完的儲值金可全額退費，七日內以原付款方式退還",
        )
    return Issuer(
        "Morning Light Coffee Ltd.",
        "12 Chifeng St., Datong, Taipei",
        "24536806",
        "Dawn Lin",
        "02-2558-1234",
        "Datong Bank guarantees the whole amount",
        "2028-01-31",
        "What is unspent goes back in full within seven days",
    )


def slips(words: Words) -> Iterator[tuple[str, Document]]:
    """Everything but what the usual shop prints."""
    rules = SlipRules(footer=SHOP.slips.footer, logo=logo())
    shop = replace(SHOP, slips=rules, issuer=issuer(words))
    yield from _receipts(words, shop)
    yield from _top_ups(words, shop)
    yield from _cards(words, shop)
    yield "tier_welcome", tier_welcome.tier_welcome(welcome(words), words)
    yield "day_report", day_report.day_report(day(words), words)
    quiet = day_report.DayReportFacts(SHOP, AT, AT.date(), "A", head="A-000123 7f3a 91c0 44de")
    yield "day_report_quiet", day_report.day_report(quiet, words)
    link = "https://line.me/R/ti/p/@morninglight"
    yield "poster", poster.poster(poster.PosterFacts(shop, link), words)
    message = "SMSTO:0912345678:我要加入會員"
    said = "加入會員，第十杯請你" if words.language == "zh_tw" else "Join us, the tenth cup is on us"
    yield "poster_message", poster.poster(poster.PosterFacts(SHOP, message, said), words)


def _receipts(words: Words, shop: object) -> Iterator[tuple[str, Document]]:
    paid = Choices(tenders=(samples.CASH,))
    sold = samples.outcome(words, samples.standing(7, 0, 1240), (samples.LATTE, samples.CROISSANT), paid)
    yield "receipt_logo", receipt.receipt(samples.facts(words, sold, paid.tenders, shop=shop), words)
    large = replace(SHOP, slips=SlipRules(text_size="large", header="自家烘焙", footer="自備杯折 5 元"))
    yield "receipt_large", receipt.receipt(samples.facts(words, sold, (samples.CASH,), shop=large), words)
    bare = SlipRules(print_card=False, print_explanations=False, print_programmes=False, print_endings=False)
    yield (
        "receipt_bare",
        receipt.receipt(samples.facts(words, sold, paid.tenders, shop=replace(SHOP, slips=bare)), words),
    )
    back = replace(samples.taken_back(words, samples.OperationKind.REFUND), shop=large)
    yield "reversal_large", reversal.reversal(back, words)


def _top_ups(words: Words, shop: samples.ShopRules) -> Iterator[tuple[str, Document]]:
    till = full_shop.till(words)
    for name, plan in (("top_up", "stored-value:again"), ("top_up_items", "ten-lattes-kept:latte")):
        sold = till.quote(full_shop.bought(till, plan))
        facts = samples.facts(words, sold, shop=shop, programmes=_wallets(words), slip_number="A-000125")
        yield name, receipt.receipt(facts, words)


def _wallets(words: Words) -> tuple[Programme, ...]:
    return tuple(each for each in full_shop.programmes(words) if each.kind in ("stored_value", "prepaid"))


def _cards(words: Words, shop: samples.ShopRules) -> Iterator[tuple[str, Document]]:
    card, _ = samples.programmes(words)
    facts = stamp_card.StampCardFacts(shop, card, "")
    strip = stamp_card.stamp_card_strip(facts, (Serial("7K3M-9QXW", HAND_CODE), Serial("7K3M-9QXY", HAND_CODE)), words)
    yield "stamp_card_strip", strip[0]
    number = words("desk.number", number=42)
    yield (
        "member_card_logo",
        member_card.member_card(member_card.MemberCardFacts(shop, "王小美", number, samples.CODE), words),
    )
    off = coupon_of(words)
    yield "coupon", coupon.coupon(coupon.CouponFacts(shop, off, COUPON, UNTIL), words)
    cake = completed(
        Programme(
            "friends",
            1,
            "coupon",
            _said(words, "好朋友請客券", "A treat for friends"),
            {
                "way": "issued",
                "reward_kind": "free_item",
                "alone": True,
                "minimum_amount": 200,
                "reward_title": _said(words, "巴斯克乳酪蛋糕一份", "a slice of Basque cheesecake"),
                "weekdays": ["mon", "tue", "wed", "thu"],
                "from_time": "14:00",
                "until_time": "17:30",
            },
        )
    )
    yield "coupon_conditions", coupon.coupon(coupon.CouponFacts(SHOP, cake, COUPON, None), words)


def coupon_of(words: Words, **terms: object) -> Programme:
    """A programme that puts coupons out for fifty off."""
    fifty = {"way": "issued", "reward_kind": "amount_off", "reward_amount": 50, "reward_title": "-50", **terms}
    return completed(Programme("autumn", 1, "coupon", _said(words, "秋日優惠券", "Autumn coupon"), fifty))


def _said(words: Words, chinese: str, english: str) -> str:
    return chinese if words.language == "zh_tw" else english


def welcome(words: Words) -> tier_welcome.TierWelcomeFacts:
    """A member of the full shop who came to the second level."""
    shop = full_shop.till(words)
    sold = shop.quote(Basket((full_shop.LATTE, full_shop.CAKE, full_shop.CAKE)))
    tiers = next(each for each in full_shop.programmes(words) if each.kind == "tiers")
    terms = {**tiers.terms, "benefits": [{**row, "level": level_id(tiers)} for row in tiers.terms["benefits"]]}  # type: ignore[attr-defined]
    return tier_welcome.TierWelcomeFacts(
        SHOP,
        AT,
        "A-000126",
        "王小美",
        "0912-***-678",
        replace(tiers, terms=terms),
        level_id(tiers),
        ahead(shop, sold, words),
    )


def ahead(till: Till, sold: Outcome, words: Words) -> Outlook:
    """What is ahead of the full shop's member after a sale."""
    after = standing_after(till.standing(), sold.entries, AT_MS, visits=1)
    return outlook(full_shop.programmes(words), after, AT_MS, SHOP)


def level_id(tiers: Programme, place: int = 1) -> str:
    """The id of a level of a programme, the second unless told otherwise."""
    levels = tiers.terms["levels"]
    assert isinstance(levels, list)
    return str(levels[place]["id"])


def day(words: Words) -> day_report.DayReportFacts:
    """A day on which everything happened."""
    card, points = samples.programmes(words)
    wallet = _said(words, "儲值金", "Stored value")
    return day_report.DayReportFacts(
        SHOP,
        AT.replace(hour=21, minute=35),
        AT.date(),
        "A",
        sales=87,
        sales_money=23_480,
        tenders=(("現金", 14_110), ("信用卡", 6_100), ("LINE Pay", 2_150)),
        refunds=2,
        cancelled=1,
        undone=3,
        pay_outs=1,
        money_back=1_120,
        discounts=(
            (_said(words, "銅銀金會員", "Bronze, silver, gold"), 642),
            (_said(words, "社群優惠碼", "Code"), 180),
        ),
        top_ups=4,
        top_ups_paid=5_000,
        top_ups_bonus=250,
        wallets=((wallet, 2_310),),
        movements=(
            Movement(card.name, Unit.STAMP, 112, 30),
            Movement(card.name, Unit.REWARD, 3, 2),
            Movement(points.name, Unit.POINT, 206, 40),
            Movement(wallet, Unit.STORED_PAID, 5_000, 2_310, 2_690),
        ),
        redeemed=(
            Redeemed(_said(words, "免費一杯", "Free cup"), 3, 75),
            Redeemed(_said(words, "咖啡一杯", "Coffee"), 4, 100),
        ),
        new_members=6,
        first_slip="A-000101",
        last_slip="A-000197",
        head="A-000197 7f3a 91c0 44de b21e",
    )
