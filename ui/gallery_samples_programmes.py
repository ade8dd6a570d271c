"""Sample data for the gallery: the programmes' screen in its moments, without a database."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from loyalty.programs import KINDS
from loyalty.terms import faults
from loyalty.words import Words
from ui.facts import ChipFacts, MessageFacts
from ui.programmes.facts import (
    EditorFacts,
    ExampleFacts,
    ExampleLine,
    ExamplePart,
    FileChange,
    FilePreview,
    GalleryCard,
    GalleryGroup,
    OfferChoice,
    PreviewFacts,
    ProgrammeCard,
    ProgrammeDetail,
    Suggested,
    VersionRow,
)
from ui.programmes.view import ProgrammesView

_LIVE = ChipFacts("使用中", "primary", "circle-check")
_CARD = ProgrammeCard(
    "card", "咖啡護照", "stamp", "集點卡", "每買一份蓋 1 章，集滿 10 章送免費一杯。", _LIVE, "第 3 版"
)
_LATER = ChipFacts("2026-12-01 換版", "info", "clock")
_CARDS = (
    _CARD,
    ProgrammeCard("points", "點數", "star", "點數", "每滿 NT$ 100 得 1 點，10 點換咖啡一杯。", _LATER, "第 1 版"),
    ProgrammeCard(
        "long",
        "週五下午茶老顧客專屬雙倍點數與銅銀金等級一起的長名字方案",
        "crown",
        "等級",
        "銅卡單筆滿 NT$ 3,000，銀卡累積滿 NT$ 10,000，金卡累積滿 NT$ 30,000；各有自己的折扣、優先購買和生日禮。",
        ChipFacts("已停用", "plain", "pause"),
        "第 12 版",
    ),
)
_DETAIL = ProgrammeDetail(
    _CARD,
    "約回饋 2.5%",
    ("40 位會員有 40 份獎勵", "279 位會員有 1,115 章"),
    (
        VersionRow(4, "第 4 版", "2026-12-01 起", ChipFacts("排定", "info", "clock"), "集滿 8 章送免費一杯。"),
        VersionRow(3, "第 3 版", "2026-03-01 起", _LIVE, "每買一份蓋 1 章，集滿 10 章送免費一杯。", False),
        VersionRow(2, "第 2 版", "2025-12-01 起", ChipFacts("已停用", "plain"), "集滿 12 章送免費一杯。"),
        VersionRow(1, "第 1 版", "2025-05-22 起", None, "每次來店蓋 1 章，集滿 10 章送免費一杯。"),
    ),
    stopped=False,
)
_GROUPS = (
    GalleryGroup(
        "集點卡",
        (
            GalleryCard("a", "stamp", "咖啡護照", "每買一份蓋 1 章，集滿 10 章送免費一杯。"),
            GalleryCard("b", "stamp", "來店五次", "每次來店蓋 1 章，集滿 5 章折 NT$ 50。"),
            GalleryCard("c", "stamp", "早餐卡", "早上十點以前每買一份早餐蓋 1 章，集滿 8 章送任一份早餐，飲料不算。"),
        ),
    ),
    GalleryGroup("點數", (GalleryCard("d", "star", "每百元一點", "每滿 NT$ 100 得 1 點，10 點換咖啡一杯。"),)),
)
_EXAMPLE = ExampleFacts(
    "應收 NT$ 300",
    (
        ExamplePart("這筆會怎麼記", (ExampleLine("點數 +3 點：NT$ 300 每 NT$ 100 得 1 點", "strong"),)),
        ExamplePart("之後", (ExampleLine("咖啡護照：再 6 章送免費一杯"), ExampleLine("點數：10 點可換咖啡一杯"))),
        ExamplePart("還不能用", (ExampleLine("免費一杯：咖啡護照再 6 章就能兌換。", "hint"),)),
    ),
    (OfferChoice("points:coffee", "咖啡一杯", False),),
)
_FILE = FilePreview(
    "方案.json",
    (FileChange("生日當月", "生日當月享 8 折。"),),
    (FileChange("咖啡護照", "集滿 10 章送免費一杯。 → 集滿 8 章送免費一杯。"),),
    ("點數", "會員日"),
    ("第 5 個方案的集滿章數：不能小於 1",),
)


def programmes(words: Words) -> ProgrammesView:
    """A shop with three programmes, one of them opened."""
    view = ProgrammesView(words)
    view.show_programmes(_CARDS)
    view.show_detail(_DETAIL)
    return view


def stop(words: Words) -> ProgrammesView:
    """Asked before it is stopped."""
    view = programmes(words)
    sentence = "停用後不再累積。40 位會員有 40 份獎勵，279 位會員有 1,115 章，都保留，之後還是可以使用。"
    view.show_message(MessageFacts(sentence, "warn", "停用", "stop", "", "先不要", "go_on"))
    return view


def add(words: Words) -> ProgrammesView:
    """The gallery of presets."""
    view = programmes(words)
    view.show_gallery(_GROUPS)
    return view


def draft(words: Words) -> ProgrammesView:
    """A draft with its preview."""
    view = programmes(words)
    view.suggest(Suggested({"categories": (("飲料", "飲料"), ("飲料/咖啡", "飲料/咖啡"))}))
    kind = next(kind for kind in KINDS if kind.name == "points")
    rewards = ({"id": "r1", "title": "咖啡一杯", "price": 10},)
    chips = (ChipFacts("第 2 版", "info", "pencil"), ChipFacts("點數", "plain", "star"))
    note = "發布後成為新的一版。舊條件下開始的卡，照舊條件集完。原本排在 2026-12-01 的版本會被這一版取代。"
    facts = EditorFacts(
        "points", "編輯方案", chips, "點數", kind.fields, {"rewards": rewards}, note, date(2026, 11, 22)
    )
    view.show_editor(facts)
    view.preview.show_preview(PreviewFacts("每滿 NT$ 100 得 1 點，10 點換咖啡一杯。", "約回饋 2.5%"))
    view.preview.show_example(_EXAMPLE)
    return view


def draft_faults(words: Words) -> ProgrammesView:
    """A draft that cannot be published yet: every fault beside its field."""
    view = draft(words)
    form = view.editor.form
    form.set_values({"amount_step": 0, "points_per_step": "x", "rewards": ({"id": "r1", "title": ""},)})
    form.show_faults(faults(next(kind for kind in KINDS if kind.name == "points").fields, form.typed(), ""))
    view.preview.show_preview(PreviewFacts(problem=words("programmes_screen.preview_incomplete")))
    view.preview.show_example(ExampleFacts())
    return view


def version(words: Words) -> ProgrammesView:
    """An old version to look at."""
    view = programmes(words)
    kind = next(kind for kind in KINDS if kind.name == "stamp_card")
    facts = EditorFacts(
        "card",
        "舊版：咖啡護照",
        (ChipFacts("第 1 版", "plain", "history"),),
        "咖啡護照",
        kind.fields,
        {"reward_title": "免費一杯"},
        words("programmes_screen.note_look"),
        date(2026, 11, 22),
        read_only=True,
    )
    view.show_editor(facts)
    view.preview.show_preview(PreviewFacts("每次來店蓋 1 章，集滿 10 章送免費一杯。"))
    view.preview.show_example(_EXAMPLE)
    return view


def file(words: Words) -> ProgrammesView:
    """What a file would do."""
    view = programmes(words)
    view.show_file_preview(_FILE)
    return view


def empty(words: Words) -> ProgrammesView:
    """A shop without a programme."""
    view = ProgrammesView(words)
    view.show_programmes(())
    return view


def screens(words: Words) -> list[tuple[str, QWidget]]:
    """These screens, by name."""
    return [
        ("programmes", programmes(words)),
        ("programmes_stop", stop(words)),
        ("programmes_add", add(words)),
        ("programmes_draft", draft(words)),
        ("programmes_faults", draft_faults(words)),
        ("programmes_version", version(words)),
        ("programmes_file", file(words)),
        ("programmes_empty", empty(words)),
    ]
