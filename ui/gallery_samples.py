"""Sample data for the gallery: the owner's screens as they look on an ordinary day, without a database."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from loyalty.words import Words
from ui import gallery_samples_programmes, gallery_samples_rehearsal, gallery_samples_shop
from ui.members.facts import (
    AccountRow,
    AccountSection,
    Balance,
    DueRow,
    FilterChip,
    HistoryLine,
    HistoryPage,
    ListPage,
    ListQuery,
    ListRow,
    MemberDraft,
    MemberFacts,
)
from ui.members.view import MembersView

_PEOPLE = (
    ("林志豪", "0933-***-228", "11/22", "今天", "19", "NT$ 6,920", "7", "410"),
    ("黃喆安", "0987-***-124", "11/21", "昨天", "1", "NT$ 180", "1", "18"),
    ("許淑芬", "0936-***-778", "11/20", "2 天前", "51", "NT$ 18,260", "9", "3,080"),
    ("王小美", "0912-***-678", "11/19", "3 天前", "38", "NT$ 12,480", "7", "1,240"),
    ("陳怡君", "0912-***-932", "11/18", "4 天前", "22", "NT$ 7,650", "0", "620"),
    (
        "歐陽亞歷山大．馮．洪堡與他很長的名字",
        "0910-***-417",
        "11/15",
        "7 天前",
        "1,017",
        "NT$ 1,105,980",
        "5",
        "10,355",
    ),
    ("蔡宗翰", "0972-***-050", "11/09", "13 天前", "5", "NT$ 1,320", "5", "96"),
    ("Josephine Oppenheimer", "0955-***-664", "10/02", "51 天前", "44", "NT$ 15,830", "8", "2,210"),
    ("劉家豪", "0919-***-645", "09/28", "55 天前", "8", "NT$ 2,210", "8", "150"),
    ("", "", "09/20", "63 天前", "3", "NT$ 240", "3", "2"),
)


def _rows(first: int, count: int) -> tuple[ListRow, ...]:
    rows = []
    for number in range(first, first + count):
        name, phone, day, note, visits, spent, stamps, points = _PEOPLE[number % len(_PEOPLE)]
        person = (number * 7, name[:1], name or "無記名卡", str(1204 - number), phone, day, note)
        rows.append(ListRow(*person, visits, spent, stamps, points))
    return tuple(rows)


def _history(after: object) -> HistoryPage:
    first = after if isinstance(after, int) else 0
    if first == 0:
        return HistoryPage(1, _FIRST_LINES, None, 1)
    lines = tuple(
        replace(_FIRST_LINES[1], operation_id=str(number), day=f"0{9 - first}/{28 - number % 28:02}")
        for number in range(20)
    )
    return HistoryPage(1, lines, after, first + 1 if first < 6 else None)


_FIRST_LINES = (
    HistoryLine(
        "a",
        "11/19",
        "10:42",
        "拿鐵 × 2、可頌",
        "NT$ 265",
        "A-000412",
        "sale",
        ("買 2 杯，蓋 2 章（5 → 7）", "消費 NT$ 265，每 NT$ 100 得 1 點：+2 點（1,238 → 1,240）"),
    ),
    HistoryLine(
        "b",
        "11/12",
        "08:15",
        "美式（集點卡兌換）、拿鐵",
        "NT$ 120",
        "A-000388",
        "sale",
        ("兌換 1 杯：用掉 1 張滿章的卡", "買 1 杯，蓋 1 章（4 → 5）", "免費那杯不蓋章"),
    ),
    HistoryLine("c", "11/05", "19:20", "退款 拿鐵", "− NT$ 120", "A-000351", "refund", ("收回 1 章", "收回 1 點")),
    HistoryLine(
        "d",
        "11/05",
        "18:58",
        "拿鐵 × 3",
        "NT$ 360",
        "A-000349",
        "sale",
        ("買 3 杯，蓋 3 章（2 → 5）", "消費 NT$ 360，每 NT$ 100 得 1 點：+3 點"),
        "其中 NT$ 120 已退款",
    ),
    HistoryLine("e", "10/30", "12:03", "來店", "", "A-000302", "sale", ("蓋 1 章",)),
    HistoryLine("f", "2025/06/01", "09:00", "加入會員", "", "A-000007", "join", ("開卡送 2 章",)),
)

_MEMBER = MemberFacts(
    21,
    "王",
    "王小美",
    "0912-345-678・第 1,201 號會員・2025/06/01 加入",
    ("堅果", "乳糖"),
    ("少冰", "燕麥奶"),
    (
        Balance("咖啡集點卡", "7 / 10 章", "再 3 章送一杯", "stamp"),
        Balance("可兌換", "1 杯", "滿章換來的，隨時可用", "reward"),
        Balance("點數", "1,240 點", "10 點換一杯咖啡", "point"),
        Balance("累計消費", "NT$ 12,480", "來店 38 次", "spent"),
    ),
    MemberDraft(
        "王小美",
        "0912-345-678",
        "75/3/5",
        "國曆 1986 年 3 月 5 日",
        "少冰、燕麥奶、自備杯",
        "堅果、乳糖",
        "喜歡靠窗座位；十月曾反映拿鐵太甜，已補送一杯。",
        True,
        "2025/06/01 同意",
        "zh_tw",
    ),
    "全部 38 筆",
    (
        AccountSection(
            "餘額",
            (
                AccountRow("咖啡集點卡", "7 / 10 章", ("再 3 章送一杯",)),
                AccountRow("儲值金", "NT$ 2,577", ("儲值 NT$ 1,800，加送 NT$ 777", "贈金 NT$ 777，2027-01-31 到期")),
                AccountRow("寄杯　手沖　衣索比亞　耶加雪菲　日曬　微批次", "11 份寄存"),
            ),
        ),
        AccountSection("等級", (AccountRow("會員等級", "銀級", ("差 NT$ 37 升金級", "2026-09-13 起：銀級")),)),
        AccountSection("介紹", (AccountRow("介紹來的好友", "2", ("林志豪、Josephine Oppenheimer",)),)),
    ),
)

_DUE = (
    DueRow(1, "林志豪", "每月豆子訂閱：當月咖啡豆", "還有 1 次，到 2026-11-30"),
    DueRow(2, "歐陽亞歷山大．馮．洪堡與他很長的名字", "每月豆子訂閱：到府維修與保養", "還有 2 次，到 2026-12-06"),
)


def members_list(words: Words) -> MembersView:
    """The list with 1,204 members."""
    view = MembersView(words)

    def answer(query: ListQuery, after: object) -> None:
        first = after if isinstance(after, int) else 0
        rest = 1204 - first
        page = ListPage(_rows(first, min(100, rest)), after, first + 100 if rest > 100 else None)
        view.show_page(page, query.generation)

    view.page_wished.connect(answer)
    view.history_page_wished.connect(lambda _, after: view.show_history(replace(_history(after), member_id=21)))
    view.show_filters(
        (
            FilterChip("all", "全部", "1,204"),
            FilterChip("birthday_month", "本月壽星", "31"),
            FilterChip("new", "新會員", "12"),
            FilterChip("asleep", "好久不見", "280"),
        )
    )
    view.show_count("1,204 位會員")
    view.show_due(_DUE)
    view.refresh()
    return view


def member_page(words: Words) -> MembersView:
    """One member's page, with a birthday that nobody can read."""
    view = members_list(words)
    view.show_member(_MEMBER)
    return view


def member_accounts(words: Words) -> MembersView:
    """Everything one member has."""
    view = member_page(words)
    view.page.show_tab("accounts")
    return view


def members_due(words: Words) -> MembersView:
    """Who is due next."""
    view = members_list(words)
    view.due_button.click()
    return view


def members_empty(words: Words) -> MembersView:
    """A shop's first day."""
    view = MembersView(words)
    view.page_wished.connect(lambda query, after: view.show_page(ListPage((), after, None), query.generation))
    view.refresh()
    return view


def screens(words: Words) -> list[tuple[str, QWidget]]:
    """Every screen of the owner's, by name."""
    return [
        ("members", members_list(words)),
        ("members_page", member_page(words)),
        ("members_accounts", member_accounts(words)),
        ("members_due", members_due(words)),
        ("members_empty", members_empty(words)),
        *gallery_samples_shop.screens(words),
        *gallery_samples_programmes.screens(words),
        *gallery_samples_rehearsal.screens(words),
    ]
