"""Sample data for the gallery: the counter in its ordinary and its unusual moments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from loyalty.words import Words
from ui import gallery_benefits as benefits
from ui import theme
from ui.counter.facts import (
    BannerFacts,
    ChipFacts,
    HistoryLine,
    JoinFacts,
    MatchRow,
    MemberPanelFacts,
    MessageFacts,
    ParkedChip,
    ProductButton,
    RecentChip,
    RewardKey,
    SaleFacts,
    SaleLine,
    StampCardFacts,
    TenderFacts,
    TileFacts,
)
from ui.counter.view import CounterView

_GOLD = ChipFacts("金卡", "gold")
_MATCHES = (
    MatchRow(1, "王小美", "王", "0912-***-678", ((0, 4),), (), 7, 10, "3 天前", _GOLD),
    MatchRow(9, "王柏翰", "王", "0912-***-115", ((0, 4),), ((0, 1),), 2, 10, "上週"),
    MatchRow(2, "陳怡君", "陳", "0912-***-932", ((0, 4),), (), 9, 10, "12 天前"),
    MatchRow(3, "歐陽亞歷山大．馮．洪堡與很長的名字", "歐", "0987-***-124", (), (), 0, 10, "今天", _GOLD),
    MatchRow(4, "Josephine Oppenheimer", "J", "+44 20 7946 0958", (), (), 12, 50, "去年"),
)
_CARD = StampCardFacts("coffee", "咖啡集點卡", "買十送一", 7, 2, 10, 0, "本次 +2 後，再 1 章送一杯", "免費")
_TILES = (
    TileFacts("star", "點數", "1,240", "可換 124 杯"),
    TileFacts("gift", "可兌換", "1 份", "免費咖啡"),
    TileFacts("trending-up", "今年消費", "NT$ 12,480", "第 38 次來店"),
)
_HISTORY = (
    HistoryLine("11/19", "拿鐵 ×2、可頌", "NT$ 265"),
    HistoryLine("11/12", "集點卡兌換 美式", "− 10 章", "minus"),
    HistoryLine("11/05", "拿鐵、燕麥奶、提拉米蘇蛋糕、司康與手工餅乾各一份帶走", "+ 3 點", "plus"),
    HistoryLine("10/29", "美式", "NT$ 60"),
    HistoryLine("10/21", "卡布奇諾", "NT$ 95"),
)
MEMBER = MemberPanelFacts(
    1,
    "王小美",
    "王",
    "0912-***-678 ・ 第 38 次來店 ・ 3 天前",
    (_GOLD,),
    (_CARD,),
    _TILES,
    (ChipFacts("堅果過敏", "danger"), ChipFacts("少冰"), ChipFacts("燕麥奶"), ChipFacts("自備杯")),
    "喜歡靠窗座位；十月曾反映拿鐵太甜，已補送一杯。",
    _HISTORY,
    "全部 38 筆",
)
_REWARDS = (
    RewardKey("a", "免費一杯", "已套用", "chosen", "F5", "coffee"),
    RewardKey("b", "折 NT$ 100", "用 1,000 點", "available", "F6", "star"),
    RewardKey("c", "免費蛋糕", "再 260 點", "unavailable", "F7", "cake"),
)
_FOURTH = RewardKey("d", "手工餅乾", "用 80 點", "available", "", "gift")
_TENDER = TenderFacts((("cash", "現金"), ("card", "刷卡"), ("line", "LINE Pay")), "cash", True)
_PRODUCTS = tuple(
    ProductButton(name, name, f"NT$ {price}", category)
    for name, price, category in (
        ("美式", 60, "咖啡"),
        ("拿鐵", 95, "咖啡"),
        ("燕麥奶拿鐵（大）", 125, "咖啡"),
        ("卡布奇諾", 95, "咖啡"),
        ("摩卡", 110, "咖啡"),
        ("可頌", 55, "點心"),
        ("提拉米蘇蛋糕", 120, "點心"),
        ("耳掛包", 35, ""),
    )
)


def slip(width: int = 384) -> QImage:
    """A slip's picture like a printed one: 1 bit, `width` dots wide."""
    picture = QImage(width, 560, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    painter.setPen(Qt.GlobalColor.black)
    lines = (
        ("晨光咖啡", "11/22 10:42", 22, False),
        ("王小美", "會員 1024", 22, False),
        ("-", "", 20, False),
        ("拿鐵 ×2", "NT$ 190", 24, False),
        ("可頌 ×2", "NT$ 110", 24, False),
        ("免費一杯", "− NT$ 32", 24, False),
        ("-", "", 20, False),
        ("應收", "NT$ 288", 34, True),
        ("-", "", 20, False),
        ("咖啡集點", "7 → 9 / 10", 24, True),
        ("點數", "1,240 → 1,242", 24, False),
        ("謝謝王小美，再 1 章就送一杯", "", 22, False),
    )
    top = 4
    for left, right, size, bold in lines:
        painter.setFont(theme.font(size, bold=bold))
        if left == "-":
            painter.drawLine(0, top + 10, width, top + 10)
        rect = QRectF(0, top, width, size * 1.5)
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft, "" if left == "-" else left)
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight, right)
        top += round(size * 1.5) + 2
    painter.end()
    return picture.convertToFormat(QImage.Format.Format_Mono, Qt.ImageConversionFlag.ThresholdDither)


def sale() -> SaleFacts:
    """An ordinary sale: an amount, two stamps, a reward taken, paid in cash."""
    return SaleFacts(
        "320",
        stamps="2 章",
        stamps_less=True,
        stamps_more=True,
        rewards=_REWARDS,
        tender=_TENDER,
        preview=slip(),
        preview_width="58 mm",
        primary="完成並列印",
        primary_amount="NT$ 288",
        primary_enabled=True,
        can_park=True,
    )


def _idle(view: CounterView) -> None:
    view.show_recent([RecentChip(5, "林志豪"), RecentChip(6, "張雅婷"), RecentChip(7, "吳 R.")])
    waiting = tuple(replace(reward, state="unavailable", note="先選會員") for reward in _REWARDS)
    view.show_sale(SaleFacts(stamps="0 章", stamps_more=True, rewards=waiting, tender=_TENDER, primary="完成並列印"))
    view.show_member(None)


def _visit(view: CounterView) -> None:
    view.find.search.set_text_quietly("0912")
    view.show_matches(_MATCHES, "5 位符合", "0912")
    _member_alone(view)


def _member_alone(view: CounterView) -> None:
    view.show_recent([RecentChip(5, "林志豪"), RecentChip(6, "張雅婷"), RecentChip(7, "吳 R.")])
    view.show_parked([ParkedChip("a", "陳怡君 NT$ 120")])
    banner = BannerFacts("cake", "本月壽星 11/25", "免費蛋糕一份，尚未領取", "送出生日禮", "gift")
    view.show_member(replace(MEMBER, banner=banner))
    view.show_sale(sale())


def _products(view: CounterView) -> None:
    _member_alone(view)
    view.show_products(_PRODUCTS)
    view.sale.show_mode("products")
    lines = (SaleLine(0, "拿鐵", 2, "NT$ 190"), SaleLine(1, "燕麥奶拿鐵（大）加一份濃縮", 1, "NT$ 155"))
    view.show_sale(replace(sale(), amount="12,345", lines=lines))
    view.sale.show_sale(replace(sale(), amount="12,345", lines=(*lines, SaleLine(2, "可頌", 12, "NT$ 660"))))


def _tendering(view: CounterView) -> None:
    _member_alone(view)
    view.show_products(_PRODUCTS)
    tender = replace(_TENDER, tendered="1,000", change="NT$ 712", entering=True)
    view.show_sale(replace(sale(), tender=tender))


def _unusual(view: CounterView) -> None:
    big = StampCardFacts("tea", "五十杯大集點卡", "買五十送一", 37, 4, 50, 2, "本次 +4 後，再 9 章", "免費")
    empty = StampCardFacts("cake", "蛋糕集點卡", "每個蛋糕一章", 0, 0, 10, 0, "再 10 章送一塊", "一塊", "cake")
    name = "歐陽亞歷山大．馮．洪堡與很長很長的名字"
    view.show_member(replace(MEMBER, member_id=3, name=name, initial="歐", cards=(big, empty), history=()))
    text = "這張卡不是本店的卡，請改用電話或姓名找會員。"
    view.show_note(MessageFacts(text, "warn", "知道了", "dismiss"))
    refusal = "實收少了 NT$ 88，請再確認。"
    view.show_sale(
        replace(
            sale(),
            rewards=(*_REWARDS, _FOURTH),
            amount="1,000,000",
            stamps="23 章",
            refusal=refusal,
            primary_enabled=False,
            preview=slip(576),
        )
    )


def _join(view: CounterView) -> None:
    _idle(view)
    view.find.search.set_text_quietly("0955120664")
    view.show_matches((), "", "0955120664")
    view.show_join(JoinFacts("0955-120-664", "這支電話還沒有會員", "按 Enter 就加入並印出會員卡，姓名可以之後再補。"))


def _nobody(view: CounterView) -> None:
    _idle(view)
    view.find.search.set_text_quietly("魑魅")
    view.show_matches((), "", "魑魅")


def _benefits(view: CounterView) -> None:
    _member_alone(view)
    view.show_member(benefits.member_with_all(MEMBER))
    view.show_products(_PRODUCTS)
    view.sale.show_mode("benefits")
    view.show_sale(benefits.benefits_sale(sale()))


def _asked(view: CounterView) -> None:
    _benefits(view)
    view.show_sale(benefits.asked_sale(sale()))
    view.member.show_action(benefits.referring())


def _wallet(view: CounterView) -> None:
    _benefits(view)
    view.show_sale(benefits.wallet_sale(sale()))
    view.member.show_action(benefits.adjusting())


def _paper(view: CounterView) -> None:
    _visit(view)
    view.member.show_hand_card(benefits.paper_card())


MOMENTS: tuple[tuple[str, Callable[[CounterView], None]], ...] = (
    ("idle", _idle),
    ("visit", _visit),
    ("member", _member_alone),
    ("products", _products),
    ("tendering", _tendering),
    ("unusual", _unusual),
    ("join", _join),
    ("nobody", _nobody),
    ("benefits", _benefits),
    ("asked", _asked),
    ("wallet", _wallet),
    ("paper", _paper),
)


def moment(name: str, words: Words) -> CounterView:
    """The counter in one of its moments; an unknown name raises KeyError."""
    view = CounterView(words)
    dict(MOMENTS)[name](view)
    return view
