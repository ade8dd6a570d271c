"""Sample data for the gallery: earlier sales, products, settings and the first start, without a database."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from loyalty.words import Words
from ui import gallery_printers, gallery_prints
from ui.first_start.view import FirstStartView
from ui.products.facts import ImportFault, ImportPreview, ProductRow, Progress
from ui.products.view import ProductsView
from ui.sales.facts import (
    ActionFacts,
    OpenSale,
    ReturnLine,
    ReversalPreview,
    ReversalRow,
    SaleLine,
    SaleRow,
    SalesPage,
)
from ui.sales.view import SalesView
from ui.settings.facts import AboutFacts, PresetCard, SettingsFacts
from ui.settings.view import SettingsView

_SALES = (
    SaleRow("s1", "11/22 今天", "10:42", "A-000412", "王小美", "拿鐵 × 2、可頌", "NT$ 265"),
    SaleRow("s2", "11/22 今天", "10:31", "A-000411", "", "美式", "NT$ 80", "可補記", "info"),
    SaleRow("s3", "11/22 今天", "10:15", "A-000410", "歐陽亞歷山大．馮．洪堡", "來店", ""),
    SaleRow("s4", "11/22 今天", "09:58", "A-000409", "林志豪", "退款 A-000402", "− NT$ 120", "退款", "warn"),
    SaleRow(
        "s5", "11/22 今天", "09:20", "A-000408", "許淑芬", "抹茶拿鐵、司康 × 2、手沖", "NT$ 480", "已作廢", "danger"
    ),
    SaleRow("s6", "11/21 昨天", "19:05", "A-000407", "陳怡君", "拿鐵", "NT$ 120"),
    SaleRow("s7", "11/21 昨天", "18:40", "A-000406", "Josephine Oppenheimer", "Latte × 12", "NT$ 1,440"),
    SaleRow("s8", "11/21 昨天", "18:02", "A-000405", "蔡宗翰", "冰滴、可頌", "NT$ 230", "部分退款", "warn"),
)

_OPEN = OpenSale(
    "s8",
    "A-000405",
    "11/21 18:02",
    "銷售",
    "蔡宗翰  0972-***-050",
    (SaleLine("冰滴", "NT$ 160"), SaleLine("可頌", "NT$ 70", "集點卡兌換，不收錢")),
    (("小計", "NT$ 230"), ("集點卡兌換", "− NT$ 70"), ("應收", "NT$ 160")),
    (("現金", "NT$ 200"), ("找零", "NT$ 40")),
    ("買 1 杯，蓋 1 章（4 → 5）", "消費 NT$ 160，每 NT$ 100 得 1 點：+1 點（95 → 96）"),
    (ReversalRow("11/22 09:10", "退款", "− NT$ 60", ("收回 1 點（96 → 95）",)),),
    "NT$ 100",
    cancel=ActionFacts(False, "只能在當天作廢，請改用退款"),
    refund=ActionFacts(True),
    credit=ActionFacts(False, "這筆已經有會員"),
    edit=ActionFacts(True),
    print_again=ActionFacts(True),
    returnable=(ReturnLine(0, "冰滴", 2), ReturnLine(1, "可頌", 1), ReturnLine(2, "巴斯克乳酪蛋糕與季節水果盤", 3)),
    notes=("優惠碼：HELLO",),
)

_PREVIEW = ReversalPreview(
    "refund",
    "退款 NT$ 100（A-000405）",
    ("退還現金 NT$ 100", "收回 1 章（5 → 4）", "收回 1 點（0 → −1）"),
    "點數已經用掉，會變成 −1 點，之後賺到的點數會先補回來。",
    "",
    "退款 NT$ 100",
)

_PRODUCTS = (
    ProductRow("p1", "美式", "NT$ 80", "80", "NT$ 18", "18", "飲料/咖啡", "熱、冰"),
    ProductRow("p2", "拿鐵", "NT$ 120", "120", "NT$ 32", "32", "飲料/咖啡", "熱、冰、燕麥奶"),
    ProductRow("p3", "手沖　衣索比亞　耶加雪菲　日曬　微批次", "NT$ 180", "180", "", "", "飲料/咖啡/手沖", "熱"),
    ProductRow("p4", "抹茶拿鐵", "NT$ 140", "140", "NT$ 45", "45", "飲料/茶", "熱、冰"),
    ProductRow("p5", "可頌", "NT$ 70", "70", "NT$ 28", "28", "麵包"),
    ProductRow("p6", "司康", "NT$ 60", "60", "NT$ 21", "21", "麵包", "每日限量"),
    ProductRow("p7", "咖啡豆 半磅", "NT$ 450", "450", "NT$ 210", "210", "豆子", "禮盒"),
    ProductRow("p8", "環保杯折扣券", "NT$ 5", "5", "", "", ""),
    ProductRow("p9", "南瓜拿鐵", "NT$ 150", "150", "NT$ 52", "52", "飲料/咖啡", "季節", True),
)

_IMPORT = ImportPreview(
    "商品 2026 冬季.xlsx",
    ("肉桂捲", "熱可可", "薑餅拿鐵", "焙茶", "檸檬塔", "巴斯克", "冷萃", "氣泡美式", "豆漿拿鐵", "聖誕配方豆"),
    ("拿鐵　NT$ 120 → NT$ 130", "可頌　分類 麵包 → 麵包/可頌"),
    14,
    (ImportFault("7", "售價「一百二」不是數字"), ImportFault("12", "品名是空的")),
)

_PRESETS = (
    PresetCard("both", "集點卡＋點數", ("買 10 杯咖啡送 1 杯。", "每消費 NT$ 100 得 1 點，10 點換一杯咖啡。"), True),
    PresetCard("coffee_passport", "咖啡護照", ("買 10 杯咖啡送 1 杯；免費那杯不蓋章。",)),
    PresetCard("point_per_hundred", "每百元一點", ("每消費 NT$ 100 得 1 點，10 點換一杯咖啡。",)),
)

_SETTINGS = SettingsFacts(
    {"name": "晨光咖啡", "address": "台北市大安區溫州街 1 巷 2 號", "phone": "02-2345-6789", "slip_footer": "謝謝光臨"},
    "zh_tw",
    "light",
    (("咖啡護照", "買 10 杯咖啡送 1 杯。"), ("點數", "每消費 NT$ 100 得 1 點，10 點換一杯咖啡。")),
    AboutFacts(
        (("版本", "0.1.0"), ("資料", "~/.local/share/regulars/shop.db"), ("大小", "12 MB"), ("會員", "1,204 位"))
    ),
)


def sales(words: Words, *, opened: bool = True) -> SalesView:
    """Earlier sales, one of them open."""
    view = SalesView(words)

    def answer(after: object) -> None:
        rows = _SALES if not view.list.search.text() else ()
        view.show_page(SalesPage(rows, after, None, view.list.search.text()))

    view.page_wished.connect(answer)
    view.refresh()
    if opened:
        view.list.table.selectRow(7)
        view.show_sale(_OPEN)
    return view


def sales_refund(words: Words) -> SalesView:
    """A refund that is shown before it is done."""
    view = sales(words)
    view.show_reversal_preview(_PREVIEW)
    return view


def sales_lines(words: Words) -> SalesView:
    """Which items of a sale go back."""
    view = sales(words)
    view.detail.buttons["refund"].click()
    view.detail.refund.lines.rows[0].more.click()
    return view


def sales_empty(words: Words) -> SalesView:
    """Looking for a slip that nobody printed."""
    view = sales(words, opened=False)
    view.list.search.edit.setText("A-999999")
    return view


def products(words: Words) -> ProductsView:
    """The catalogue of a small café."""
    view = ProductsView(words)
    view.show_products(_PRODUCTS)
    return view


def products_edit(words: Words) -> ProductsView:
    """A product being changed, with a price that is none."""
    view = products(words)
    view.catalogue.table.row_opened.emit(2)
    view.show_field_error("price", words("settings.number_needed"))
    return view


def products_import(words: Words) -> ProductsView:
    """What an Excel file would do."""
    view = products(words)
    view.show_progress(Progress(_IMPORT.file_name, 420, 1000))
    view.show_import_preview(_IMPORT)
    return view


def products_empty(words: Words) -> ProductsView:
    """A shop that has no products."""
    view = ProductsView(words)
    view.show_products(())
    return view


def settings(words: Words, section: str) -> SettingsView:
    """One section of the settings."""
    view = SettingsView(words)
    view.show_settings(_SETTINGS)
    view.show_section(section)
    if section == "printer":
        gallery_printers.listed(words, view)
    return view


def first_start(words: Words, step: int) -> FirstStartView:
    """One of the three questions."""
    view = FirstStartView(words)
    view.show_presets(_PRESETS)
    for _ in range(step):
        view.next.click()
    return view


def screens(words: Words) -> list[tuple[str, QWidget]]:
    """These screens, by name."""
    shown: list[tuple[str, QWidget]] = [
        ("sales", sales(words)),
        ("sales_refund", sales_refund(words)),
        ("sales_lines", sales_lines(words)),
        ("sales_empty", sales_empty(words)),
        ("products", products(words)),
        ("products_edit", products_edit(words)),
        ("products_import", products_import(words)),
        ("products_empty", products_empty(words)),
    ]
    shown += [
        (f"settings_{name}", settings(words, name)) for name in ("shop", "look", "programmes", "printer", "about")
    ]
    shown += gallery_printers.screens(words)
    shown += gallery_prints.screens(words)
    shown += [(f"first_start_{step + 1}", first_start(words, step)) for step in range(3)]
    return shown
