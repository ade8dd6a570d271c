"""The products' screen over a real shop: edited in place, in from Excel after a look, out to it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
import xlsxwriter
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.files import products as files
from desktop.operations import products
from desktop.products.desk import ProductsDesk
from desktop.products.present import product_row
from loyalty.basket import Product
from loyalty.limits import Person
from loyalty.shop import CURRENCIES
from loyalty.words import Words
from tests.desktop.desk_screen import DeskScreen
from tests.desktop.shop import Shop
from ui.products.view import ProductsView

LEFT = Qt.MouseButton.LeftButton


class Screen(DeskScreen):
    """The desk on its view, with what it said and told."""

    view: ProductsView
    desk: ProductsDesk

    def __init__(self, shop: Shop, qtbot: QtBot) -> None:
        view = ProductsView(Words())
        super().__init__(shop, qtbot, view, ProductsDesk(view, shop.services, shop))
        self.told: list[tuple[Product, ...]] = []
        self.desk.changed.connect(self.told.append)
        self.desk.start()
        self.settle()

    def kept(self) -> list[Product]:
        """The catalogue as the disk has it."""
        return list(products.all_products(self.shop.store))

    def names(self) -> list[str]:
        """The names as the counter was last told."""
        return [product.name for product in self.told[-1]]

    def type(self, **texts: str) -> None:
        """Type into the open panel."""
        for name, text in texts.items():
            self.view.panel.rows[name].control.setText(text)  # type: ignore[union-attr]

    def save(self) -> None:
        """Press the panel's button."""
        self.qtbot.mouseClick(self.view.panel.save, LEFT)
        self.settle()

    def add(self, **texts: str) -> None:
        """Add a product through the panel."""
        self.qtbot.mouseClick(self.view.add, LEFT)
        self.type(**texts)
        self.save()

    def error(self, field: str) -> str:
        """The sentence under a field."""
        return self.view.panel.rows[field].error.text()


@pytest.fixture
def screen(shop: Shop, qtbot: QtBot) -> Screen:
    """The screen of a shop that sells 拿鐵, 美式 and 餅乾."""
    for name, price, category in (("拿鐵", 120, "飲料/咖啡"), ("美式", 60, "飲料/咖啡"), ("餅乾", 45, "點心")):
        shop.product(name, price, category)
    return Screen(shop, qtbot)


def sheet(path: Path, *rows: tuple[object, ...]) -> str:
    """An Excel file with the usual headings."""
    with xlsxwriter.Workbook(str(path)) as workbook:
        page = workbook.add_worksheet()
        for place, row in enumerate((("品名", "售價", "分類"), *rows)):
            page.write_row(place, 0, row)
    return str(path)


def test_the_counter_is_told_what_is_sold_in_its_order(screen: Screen) -> None:
    assert screen.names() == ["拿鐵", "美式", "餅乾"]


def test_a_new_product_goes_to_the_end_and_figures_are_read_in_any_form(screen: Screen) -> None:
    screen.add(name=" 莊園　豆 ", price="１，２８０", cost="NT$ 640", category="豆 / 單品", tags="新、限量，新")
    product = screen.kept()[-1]
    assert (product.name, product.price, product.cost) == ("莊園 豆", 1280, 640)
    assert (product.category, product.tags) == ("豆/單品", ("新", "限量"))
    assert screen.names()[-1] == "莊園 豆"
    assert screen.said[-1].text == "莊園 豆 已儲存"
    assert screen.view.panel.isHidden()


def test_a_product_keeps_its_place_and_its_id_when_it_changes(screen: Screen) -> None:
    before = screen.kept()[0]
    typed = {"product_id": before.id, "name": "拿鐵", "price": "130", "cost": "", "category": "飲料/咖啡", "tags": ""}
    screen.view.save_wished.emit(typed)
    screen.settle()
    after = screen.kept()[0]
    assert (after.id, after.position, after.name, after.price) == (before.id, before.position, "拿鐵", 130)


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("name", "  ", "沒有品名"),
        ("name", "名" * 61, "品名不能用"),
        ("price", "", "沒有售價"),
        ("price", "一百", "看不懂售價「一百」"),
        ("price", "1.5", "看不懂售價「1.5」"),
        ("price", "-5", "不在可用的金額範圍內"),
        ("price", "1000000", "不在可用的金額範圍內"),
        ("cost", "很便宜", "看不懂成本「很便宜」"),
    ],
)
def test_a_wrong_field_says_why_under_itself_and_keeps_what_was_typed(
    screen: Screen, field: str, text: str, sentence: str
) -> None:
    before = screen.kept()
    screen.add(**{"name": "新品", "price": "100", field: text})
    assert sentence in screen.error(field)
    assert screen.view.panel.rows[field].control.text() == text  # type: ignore[union-attr]
    assert screen.kept() == before


def test_a_price_of_nothing_is_a_price(screen: Screen) -> None:
    screen.add(name="試飲", price="0")
    assert (screen.kept()[-1].price, screen.kept()[-1].cost) == (0, None)


def test_a_retired_product_leaves_the_counter_and_comes_back(screen: Screen) -> None:
    product = screen.kept()[1]
    screen.view.retire_wished.emit(product.id, True)
    screen.settle()
    assert screen.names() == ["拿鐵", "餅乾"]
    assert screen.kept()[1].retired
    screen.view.retire_wished.emit(product.id, False)
    screen.settle()
    assert screen.names() == ["拿鐵", "美式", "餅乾"]


def test_products_are_put_in_order(screen: Screen) -> None:
    latte, americano, biscuit = screen.kept()
    screen.view.move_wished.emit(biscuit.id, latte.id)
    screen.settle()
    assert screen.names() == ["餅乾", "拿鐵", "美式"]
    screen.view.move_wished.emit(latte.id, "")
    screen.settle()
    assert screen.names() == ["餅乾", "美式", "拿鐵"]
    screen.view.move_wished.emit(americano.id, americano.id)
    screen.settle()
    assert sorted(screen.names()) == sorted(["餅乾", "美式", "拿鐵"])


def test_an_import_is_shown_first_and_changes_nothing_until_it_is_wanted(screen: Screen, tmp_path: Path) -> None:
    before = screen.kept()
    path = sheet(tmp_path / "menu.xlsx", ("拿鐵", 130, "飲料/咖啡"), ("抹茶", "１５０", "飲料"), ("壞", "貴", ""))
    screen.view.import_wished.emit(path)
    screen.settle()
    preview = screen.view.import_panel._preview
    assert preview.file_name == "menu.xlsx"
    assert preview.new == ("抹茶　NT$ 150",)
    assert preview.changed == ("拿鐵　NT$ 120 → NT$ 130",)
    assert [(fault.row, "貴" in fault.sentence) for fault in preview.faults] == [("4", True)]
    assert screen.kept() == before
    assert screen.view.work.isHidden()
    for _ in range(2):
        screen.qtbot.mouseClick(screen.view.import_panel.confirm, LEFT)
    screen.settle()
    assert [(product.name, product.price) for product in screen.kept()] == [
        ("拿鐵", 130),
        ("美式", 60),
        ("餅乾", 45),
        ("抹茶", 150),
    ]
    assert screen.said[-1].text == "匯入完成：新增 1 項，變更 1 項"
    assert screen.view.import_panel.isHidden()


def test_a_dropped_import_cannot_be_confirmed_later(screen: Screen, tmp_path: Path) -> None:
    before = screen.kept()
    screen.view.import_wished.emit(sheet(tmp_path / "menu.xlsx", ("抹茶", 150, "")))
    screen.settle()
    screen.qtbot.mouseClick(screen.view.import_panel.drop, LEFT)
    screen.view.import_confirmed.emit()
    screen.settle()
    assert screen.kept() == before


@pytest.mark.parametrize("content", [b"no spreadsheet", b""])
def test_a_file_that_is_no_spreadsheet_is_said_so(screen: Screen, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "menu.xlsx"
    path.write_bytes(content)
    screen.view.import_wished.emit(str(path))
    screen.settle()
    assert "menu.xlsx" in screen.message
    assert screen.view.work.isHidden()


def test_what_goes_out_comes_in_unchanged(screen: Screen, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    screen.view.export_wished.emit(str(path))
    screen.settle()
    assert screen.said[-1].text == "已匯出到 out.xlsx"
    screen.view.import_wished.emit(str(path))
    screen.settle()
    preview = screen.view.import_panel._preview
    assert (preview.new, preview.changed, preview.unchanged_count) == ((), (), 3)


def test_an_export_into_a_missing_folder_is_said(screen: Screen, tmp_path: Path) -> None:
    screen.view.export_wished.emit(str(tmp_path / "nowhere" / "out.xlsx"))
    screen.settle()
    assert "out.xlsx" in screen.message


@pytest.mark.parametrize("place", ["take", "answer"], ids=["in the middle", "behind its last row"])
def test_long_work_shows_how_far_it_is_and_can_be_stopped(
    screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.setattr(files, "_REPORT_EVERY", 1)
    path = sheet(tmp_path / "long.xlsx", *((f"商品{number}", number, "") for number in range(50)))
    pressed = threading.Event()
    work = getattr(files._Reader, place)

    def wait_for_the_press(*given: object) -> object:
        if place == "answer" or given[1] == 40:
            pressed.wait(10)
        return work(*given)

    monkeypatch.setattr(files._Reader, place, wait_for_the_press)
    screen.view.import_wished.emit(path)
    screen.qtbot.waitUntil(lambda: screen.view.work.bar.value() >= 39)
    screen.qtbot.mouseClick(screen.view.work.stop, LEFT)
    pressed.set()
    screen.settle()
    assert screen.message == "已停止，什麼都沒有變動。"
    assert screen.view.import_panel.isHidden()
    assert len(screen.kept()) == 3


def test_a_full_disk_keeps_the_panel_and_a_retry_is_the_same_product(screen: Screen, shop: Shop) -> None:
    shop.fill_disk()
    screen.add(name="新品", price="100", tags="、".join(f"標籤{number}" for number in range(20_000)))
    assert "磁碟已滿" in screen.message
    assert not screen.view.panel.isHidden()
    wished = screen.desk.catalogue._new_id
    shop.empty_disk()
    screen.save()
    assert [product.id for product in screen.kept() if product.name == "新品"] == [wished]
    screen.add(name="再一個", price="100")
    assert screen.kept()[-1].id != wished


def test_who_may_not_edit_is_told_so_and_nothing_changes(screen: Screen, shop: Shop, tmp_path: Path) -> None:
    before = screen.kept()
    screen.view.import_wished.emit(sheet(tmp_path / "menu.xlsx", ("抹茶", 150, "")))
    screen.settle()
    shop.hand_over(Person("clerk", "小明"))
    screen.view.import_confirmed.emit()
    screen.view.retire_wished.emit(before[0].id, True)
    screen.view.move_wished.emit(before[2].id, before[0].id)
    screen.add(name="新品", price="100")
    assert screen.message == "你的權限不能「修改商品」。請找店長。"
    assert screen.kept() == before


def test_prices_of_a_currency_with_cents_are_shown_and_read_with_cents(screen: Screen, shop: Shop) -> None:
    shop.use_currency("USD")
    screen.settle()
    screen.add(name="Latte", price="4.50")
    product = screen.kept()[-1]
    assert product.price == 450
    row = product_row(product, CURRENCIES["USD"], Words())
    assert (row.price_text, row.price) == ("US$ 4.50", "4.50")


def test_a_file_that_was_taken_leaves_the_next_one_open(screen: Screen, tmp_path: Path) -> None:
    one, two = (sheet(tmp_path / f"{name}.xlsx", (name, 150, "")) for name in ("抹茶", "紅茶"))
    screen.view.import_wished.emit(one)
    screen.settle()
    with screen.held("writer"):
        screen.view.import_panel.confirm.click()
        screen.view.import_dropped.emit()
        screen.view.import_wished.emit(two)
        screen.qtbot.waitUntil(lambda: screen.shop.lanes["painter"].idle)
    assert screen.view.import_panel.isVisible()
    screen.qtbot.mouseClick(screen.view.import_panel.confirm, LEFT)
    screen.settle()
    assert [product.name for product in screen.kept()][-2:] == ["抹茶", "紅茶"]


def text(screen: Screen, field: str) -> str:
    """What stands in a field of the panel."""
    return screen.view.panel.rows[field].control.text()  # type: ignore[union-attr]


def test_the_next_product_may_be_typed_while_one_is_being_saved(screen: Screen) -> None:
    screen.qtbot.mouseClick(screen.view.add, LEFT)
    screen.type(name="抹茶", price="130")
    with screen.held("writer"):
        screen.qtbot.mouseClick(screen.view.panel.save, LEFT)
        screen.qtbot.mouseClick(screen.view.add, LEFT)
        assert text(screen, "name") == ""
        screen.type(name="紅茶", price="50")
        screen.qtbot.mouseClick(screen.view.panel.save, LEFT)
    assert [product.name for product in screen.kept()[-2:]] == ["抹茶", "紅茶"]
    assert screen.view.panel.isHidden()


def test_the_next_product_stays_open_behind_a_save(screen: Screen) -> None:
    screen.qtbot.mouseClick(screen.view.add, LEFT)
    screen.type(name="抹茶", price="130")
    with screen.held("writer"):
        screen.qtbot.mouseClick(screen.view.panel.save, LEFT)
        screen.qtbot.mouseClick(screen.view.add, LEFT)
        screen.type(name="紅茶")
    assert not screen.view.panel.isHidden()
    assert text(screen, "name") == "紅茶"
    assert screen.view.panel.product is None


def test_what_is_typed_behind_the_button_stays_and_is_saved_into_the_same_product(screen: Screen) -> None:
    screen.qtbot.mouseClick(screen.view.add, LEFT)
    screen.type(name="抹茶", price="130")
    with screen.held("writer"):
        screen.qtbot.mouseClick(screen.view.panel.save, LEFT)
        screen.type(price="135")
    assert not screen.view.panel.isHidden()
    assert text(screen, "price") == "135"
    screen.save()
    assert [(product.name, product.price) for product in screen.kept()[3:]] == [("抹茶", 135)]
    assert screen.view.panel.isHidden()


def test_a_save_pressed_twice_is_one_product(screen: Screen) -> None:
    screen.qtbot.mouseClick(screen.view.add, LEFT)
    screen.type(name="抹茶", price="130")
    with screen.held("writer"):
        screen.qtbot.mouseClick(screen.view.panel.save, LEFT)
        screen.qtbot.mouseClick(screen.view.panel.save, LEFT)
    assert [product.name for product in screen.kept()[3:]] == ["抹茶"]


def test_what_was_not_saved_comes_back_when_the_next_product_is_done(screen: Screen, shop: Shop) -> None:
    owner = shop.services.state.context.person
    shop.hand_over(Person("clerk", "小明"))
    screen.qtbot.mouseClick(screen.view.add, LEFT)
    screen.type(name="抹茶", price="130")
    with screen.held("writer"):
        screen.qtbot.mouseClick(screen.view.panel.save, LEFT)
        screen.qtbot.mouseClick(screen.view.add, LEFT)
        screen.type(name="紅茶", price="50")
    assert text(screen, "name") == "紅茶"
    shop.hand_over(owner)
    screen.save()
    assert (text(screen, "name"), text(screen, "price")) == ("抹茶", "130")
    screen.save()
    assert [product.name for product in screen.kept()[-2:]] == ["紅茶", "抹茶"]


@pytest.mark.parametrize("leave", ["add", "close"])
def test_what_was_not_saved_comes_back_at_once_where_nothing_else_was_typed(
    screen: Screen, shop: Shop, leave: str
) -> None:
    shop.hand_over(Person("clerk", "小明"))
    screen.qtbot.mouseClick(screen.view.add, LEFT)
    screen.type(name="抹茶", price="130")
    with screen.held("writer"):
        screen.qtbot.mouseClick(screen.view.panel.save, LEFT)
        screen.qtbot.mouseClick(screen.view.add if leave == "add" else screen.view.panel.close_button, LEFT)
    assert not screen.view.panel.isHidden()
    assert text(screen, "name") == "抹茶"
    assert not screen.view.panel.may_leave()
