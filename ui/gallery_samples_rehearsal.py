"""Sample data for the gallery: the rehearsal of programmes, without a database."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from loyalty.story import story_of
from loyalty.words import Words
from ui import gallery_samples_programmes
from ui.facts import ChipFacts
from ui.programmes.facts import ExampleLine, ExamplePart, OfferChoice
from ui.programmes.rehearsal_facts import (
    SaleAnswer,
    SaleFacts,
    SourceChoice,
    SourceGroup,
    StoryAnswer,
    StoryFacts,
)
from ui.programmes.view import ProgrammesView

STORY = StoryFacts(
    {"joined_days": 200, "birthday": "75/11/30", "tiers": ("levels:gold",), "tags": ("鄰居",)},
    tuple(
        SaleFacts(each.id, each.values)
        for each in story_of(
            {}, [{"amount": 3_200}, {"items": ("latte",), "quantity": 4}, {"amount": 90, "later": 3}]
        ).sales
    ),
    (("month", "熟客的一個月"), ("birthday", "生日前後"), ("everything", "一次大單，什麼都用")),
)
_GROUPS = (
    SourceGroup("草稿", (SourceChoice("points:draft", "點數", "還沒發布", True),)),
    SourceGroup(
        "今天的",
        (
            SourceChoice("card:3", "咖啡護照", "", True),
            SourceChoice("points:1", "點數", "", False),
            SourceChoice(
                "long:12", "週五下午茶老顧客專屬雙倍點數與銅銀金等級一起的長名字方案", "第 12 版，停用", False
            ),
        ),
    ),
    SourceGroup("排定的", (SourceChoice("card:4", "咖啡護照", "第 4 版，2026-12-01 起", True),)),
)
_GIVEN = ExamplePart(
    "記到",
    (
        ExampleLine("點數：付 NT$ 2,880，每滿 NT$ 100 得 1 點，得 28 點"),
        ExampleLine("銅銀金會員：計入消費 NT$ 2,880"),
    ),
)
ANSWER = StoryAnswer(
    sales={
        "s1": SaleAnswer(
            "2026/11/22（日） 12:00",
            "應收 NT$ 2,880",
            "小計 NT$ 3,200，折 NT$ 320",
            (ChipFacts("銀級 → 金級", "gold", "crown"),),
            (ExamplePart("用掉", (ExampleLine("銀級（銅銀金會員），折 NT$ 320", "strong"),)), _GIVEN),
            (OfferChoice("levels:silver", "銀級", True), OfferChoice("points:coffee", "咖啡一杯", False)),
            "2 項還不能用",
            (
                ExampleLine("用不到：FRIDAY：這張優惠券只能在週五使用，而且要先買滿 NT$ 500 的豆子。", "minus"),
                ExampleLine("免費一杯：咖啡護照再 6 章就能兌換。", "hint"),
            ),
        ),
        "s2": SaleAnswer(
            "2026/11/23（一） 12:00",
            "應收 NT$ 480",
            parts=(ExamplePart("在這之前到期", (ExampleLine("點數：到期 −28 點", "minus"),)), _GIVEN),
        ),
        "s3": SaleAnswer("", problem="這一筆比上一筆早，沒有演。"),
    },
    end=(
        ExamplePart("手上還有", (ExampleLine("點數：4 點"), ExampleLine("咖啡護照：6 章"))),
        ExamplePart("接下來", (ExampleLine("咖啡護照：再 4 章送免費一杯", "hint"),)),
    ),
    paid="客人付了 NT$ 3,360",
    cost="獎勵花了店家 NT$ 320，是收款的 9.5%",
)
_SUGGESTED = {"products": (("latte", "拿鐵"),), "levels": (("levels:gold", "金級"),)}


def story(words: Words) -> ProgrammesView:
    """A story of three sales, one of them wrong."""
    view = gallery_samples_programmes.programmes(words)
    view.show_rehearsal()
    page = view.rehearsal
    page.show_sources(_GROUPS)
    page.suggest(_SUGGESTED)
    page.show_story(STORY)
    page.show_answer(ANSWER)
    return view


def opened(words: Words) -> ProgrammesView:
    """The form of one sale, and what could not be used."""
    view = story(words)
    card = view.rehearsal.cards["s1"]
    card.edit.setChecked(True)
    card.waiting.setChecked(True)
    return view


def empty(words: Words) -> ProgrammesView:
    """No sale, and nothing that could play."""
    view = gallery_samples_programmes.empty(words)
    view.show_rehearsal()
    view.rehearsal.show_story(StoryFacts({}, (), STORY.examples))
    view.rehearsal.show_answer(StoryAnswer(member_problem="要是生日，例如 1986-03-05 或 農曆3/5"))
    return view


def screens(words: Words) -> list[tuple[str, QWidget]]:
    """These screens, by name."""
    return [
        ("programmes_rehearsal", story(words)),
        ("programmes_rehearsal_sale", opened(words)),
        ("programmes_rehearsal_empty", empty(words)),
    ]
