"""Sample data for the gallery: the counter with benefits, wallets and what is done by hand."""

from __future__ import annotations

from dataclasses import replace

from ui.counter.facts import (
    ActionFacts,
    BenefitsFacts,
    ChipFacts,
    CodeChip,
    HandCardFacts,
    MemberPanelFacts,
    QuestionFacts,
    RewardKey,
    SaleFacts,
    TileFacts,
)

BENEFITS = BenefitsFacts(
    applied=(
        RewardKey("gold", "金卡 9 折", "已折 NT$ 32", "chosen", "F5", "tag"),
        RewardKey("open", "開幕折 50", "多的 NT$ 20 不找零", "chosen", "", "tag"),
    ),
    usable=(
        RewardKey("cup", "免費一杯", "用 1 份滿卡獎勵", "available", "F6", "coffee"),
        RewardKey("cake", "生日蛋糕", "點一下使用", "available", "F7", "coffee"),
        RewardKey("snack", "小點心", "點一下使用", "available", "", "gift"),
    ),
    near=(RewardKey("latte", "拿鐵一杯", "再 260 點", "unavailable", "", "star"),),
    plans=(
        RewardKey("2000", "儲值 NT$ 2,000", "加送贈金 NT$ 777", "available", "", "wallet"),
        RewardKey("year", "年費會員", "NT$ 1,200", "available", "", "wallet"),
    ),
    codes=(CodeChip("OPEN50"), CodeChip("SUMMER", "2026-08-31 已經結束了。")),
    count=3,
)
WALLETS = (
    RewardKey("stored", "儲值金", "付 NT$ 200", "chosen", "", "wallet"),
    RewardKey("cashback", "回饋金", "可用 NT$ 1,520", "available", "", "wallet"),
)
QUESTION = QuestionFacts("為什麼送「小點心」？", (("a", "等太久"), ("b", "拍照活動"), ("c", "推廣大使與試吃員的謝禮")))
_DROPPED = "「週五熟客日」沒有用上：這次用「金卡」折得比較多，所以沒有用這個，它還留著。"
_TILES = (
    TileFacts("wallet", "儲值金", "NT$ 2,777", "贈金 NT$ 777"),
    TileFacts("wallet", "回饋金", "NT$ 1,520"),
    TileFacts("coffee", "寄杯", "7 份", "拿鐵還有 7 杯"),
)
_NOTICES = (
    ChipFacts("20 點 3/31 到期", "warn", "clock"),
    ChipFacts("差 NT$ 4,800 升金卡", "info", "trending-up"),
    ChipFacts("有人推薦：這次滿 NT$ 100 兩邊都有禮", "info"),
)


def benefits_sale(sale: SaleFacts) -> SaleFacts:
    """A sale with something of everything."""
    return replace(sale, benefits=BENEFITS, wallets=WALLETS, dropped=_DROPPED)


def asked_sale(sale: SaleFacts) -> SaleFacts:
    """A sale in which a reason must be chosen."""
    return replace(sale, benefits=replace(BENEFITS, question=QUESTION), wallets=WALLETS)


def wallet_sale(sale: SaleFacts) -> SaleFacts:
    """A sale in which a part of a wallet is typed."""
    return replace(sale, benefits=BENEFITS, wallets=WALLETS, asking="「儲值金」多少", asked="200")


def member_with_all(member: MemberPanelFacts) -> MemberPanelFacts:
    """A member with wallets and something to say."""
    return replace(member, tiles=_TILES, notices=_NOTICES)


def adjusting() -> ActionFacts:
    """A balance that is corrected by hand."""
    options = (("points", "點數（點）"), ("card", "咖啡護照（章）"), ("stored", "儲值金（儲值贈金）"))
    return ActionFacts(
        "adjust",
        "調整點數、章數",
        options,
        "points",
        "調整",
        has_amount=True,
        has_note=True,
        problem="請選一個原因。",
        reasons=("紙卡移入", "漏蓋補上", "多蓋更正"),
    )


def paper_card() -> HandCardFacts:
    """A paper card at its first scan, full, and whose it becomes."""
    return HandCardFacts(
        serial="6VHOPAOM",
        title="紙卡 6VHOPAOM",
        about="咖啡護照，10 格",
        circles=10,
        confirm="移入 10 章",
        stamps="10",
        stamps_hint="0 到 10",
        whose="這張卡以後是誰的？",
        owners=(("seated", "王小美"), ("bearer", "不記名卡"), ("phone", "電話號碼")),
        owner="phone",
        has_phone=True,
        sentence="這張卡集滿了，移入後就是「免費一杯」。",
        problem="請填電話。",
        void="作廢這張紙卡",
    )


def referring() -> ActionFacts:
    """Who brought the member is looked for."""
    found = (("1", "林志豪 ・ 0922-***-111"), ("2", "林志玲 ・ 0922-***-112"))
    return ActionFacts("refer", "登記介紹人", found, "1", "登記", has_search=True, sentence="兩邊都有禮。")
