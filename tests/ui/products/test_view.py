"""The products' screen: narrowing, editing in place, order, Excel in and out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from loyalty.words import Words
from tests.ui.fitting import settle
from tests.ui.screens import NARROW, caught, click, click_row, press, shown, texts
from ui import theme
from ui.controls import NumberControl, TextControl
from ui.products.categories import ALL, NONE, RETIRED, matches
from ui.products.facts import ImportFault, ImportPreview, ProductRow, Progress
from ui.products.table import COLUMNS
from ui.products.view import ProductsView
from ui.tables import PADDING

COFFEE = ProductRow("p1", "美式", "NT$ 80", "80", "NT$ 18", "18", "飲料/咖啡", "熱、冰")
TEA = ProductRow("p2", "抹茶", "NT$ 140", "140", "", "", "飲料/茶")
BREAD = ProductRow("p3", "可頌", "NT$ 70", "70", "", "", "麵包")
LOOSE = ProductRow("p4", "貼紙", "NT$ 5", "5")
OLD = ProductRow("p5", "南瓜拿鐵", "NT$ 150", "150", "", "", "飲料/咖啡", "", True)
ALL_PRODUCTS = (COFFEE, TEA, BREAD, LOOSE, OLD)


def products(qtbot: QtBot, rows: tuple[ProductRow, ...] = ALL_PRODUCTS) -> ProductsView:
    """The screen with these products."""
    view = shown(qtbot, ProductsView(Words()))
    view.show_products(rows)
    settle()
    return view


def names(view: ProductsView) -> list[str]:
    """The products that are shown."""
    return [row.name for row in view.catalogue.table.products.rows]


def box(view: ProductsView, field: str) -> TextControl | NumberControl:
    """A box of the panel."""
    control = view.panel.rows[field].control
    assert isinstance(control, TextControl | NumberControl)
    return control


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (ALL, ["美式", "抹茶", "可頌", "貼紙"]),
        ("飲料", ["美式", "抹茶"]),
        ("飲料/咖啡", ["美式"]),
        ("飲", []),
        (NONE, ["貼紙"]),
        (RETIRED, ["南瓜拿鐵"]),
    ],
)
def test_a_branch_takes_its_sub_categories_and_retired_products_stand_apart(key: str, expected: list[str]) -> None:
    assert [row.name for row in ALL_PRODUCTS if matches(row, key)] == expected


def test_a_category_narrows_the_table_and_stays_chosen(qtbot: QtBot) -> None:
    view = products(qtbot)
    view.catalogue.tree.choose("飲料")
    assert names(view) == ["美式", "抹茶"]
    view.show_products((*ALL_PRODUCTS, ProductRow("p6", "紅茶", "", "", category="飲料/茶")))
    assert names(view) == ["美式", "抹茶", "紅茶"]


def test_the_search_looks_everywhere(qtbot: QtBot) -> None:
    view = products(qtbot)
    view.catalogue.tree.choose("麵包")
    QTest.keyClicks(view.catalogue.search.edit, "")
    view.catalogue.search.edit.setText("咖啡")
    assert names(view) == ["美式", "南瓜拿鐵"]
    view.catalogue.search.edit.setText("沒有")
    settle()
    assert view.catalogue.nothing.isVisible()


def test_a_new_product_starts_in_the_chosen_category(qtbot: QtBot) -> None:
    view = products(qtbot)
    saved = caught(view.save_wished)
    view.catalogue.tree.choose("飲料/茶")
    click(view.add)
    box(view, "name").setText("紅茶")
    QTest.keyClicks(box(view, "price"), "60")
    click(view.panel.save)
    values = {"product_id": "", "name": "紅茶", "price": "60", "category": "飲料/茶", "tags": "", "cost": ""}
    assert saved == [(values,)]


def test_a_click_edits_in_place(qtbot: QtBot) -> None:
    view = products(qtbot)
    saved = caught(view.save_wished)
    click_row(view.catalogue.table, 0)
    assert box(view, "name").text() == "美式"
    assert box(view, "cost").text() == "18"
    box(view, "price").setText("85")
    press(box(view, "price"), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    values = {
        "product_id": "p1",
        "name": "美式",
        "price": "85",
        "category": "飲料/咖啡",
        "tags": "熱、冰",
        "cost": "18",
    }
    assert saved == [(values,)]


def test_a_refused_save_says_why_in_place_and_keeps_the_text(qtbot: QtBot) -> None:
    view = products(qtbot)
    click_row(view.catalogue.table, 0)
    box(view, "price").setText("一百")
    view.show_field_error("price", "不是數字")
    view.show_products(ALL_PRODUCTS)
    settle()
    assert view.panel.rows["price"].error.text() == "不是數字"
    assert box(view, "price").text() == "一百"


def test_after_a_save_the_panel_closes_and_points_at_the_product(qtbot: QtBot) -> None:
    view = products(qtbot)
    click_row(view.catalogue.table, 0)
    view.show_saved("p3")
    settle()
    assert not view.panel.isVisible()
    assert view.catalogue.table.currentIndex().row() == 2


def test_retiring_and_bringing_back(qtbot: QtBot) -> None:
    view = products(qtbot)
    wished = caught(view.retire_wished)
    click_row(view.catalogue.table, 0)
    click(view.panel.retire)
    view.show_products((replace(COFFEE, retired=True), *ALL_PRODUCTS[1:]))
    settle()
    click(view.panel.retire)
    assert wished == [("p1", True), ("p1", False)]


@pytest.mark.parametrize(
    ("place", "key", "expected"),
    [(0, Qt.Key.Key_Down, ("p1", "p3")), (1, Qt.Key.Key_Up, ("p2", "p1")), (2, Qt.Key.Key_Down, ("p3", "p5"))],
)
def test_alt_and_an_arrow_wish_for_another_place(
    qtbot: QtBot, place: int, key: Qt.Key, expected: tuple[str, str]
) -> None:
    view = products(qtbot)
    moved = caught(view.move_wished)
    view.catalogue.table.selectRow(place)
    press(view.catalogue.table, key, Qt.KeyboardModifier.AltModifier)
    assert moved == [expected]


def test_the_first_product_does_not_move_up_and_the_last_not_down(qtbot: QtBot) -> None:
    view = products(qtbot)
    moved = caught(view.move_wished)
    view.catalogue.table.selectRow(0)
    press(view.catalogue.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    view.catalogue.table.selectRow(3)
    press(view.catalogue.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert moved == []


def test_the_panels_arrows_move_by_touch(qtbot: QtBot) -> None:
    view = products(qtbot)
    moved = caught(view.move_wished)
    click_row(view.catalogue.table, 1)
    click(view.panel.down)
    click(view.panel.up)
    assert moved == [("p2", "p4"), ("p2", "p1")]


def test_a_file_is_chosen_and_its_path_wished_for(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    view = products(qtbot)
    wished, out = caught(view.import_wished), caught(view.export_wished)
    path = tmp_path / "shop.xlsx"
    monkeypatch.setattr(QFileDialog, "open", lambda dialog: dialog.fileSelected.emit(str(path)))
    click(view.import_button)
    click(view.export_button)
    assert wished == [(str(path),)]
    assert out == [(str(path),)]


def test_no_file_chosen_is_no_wish(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    view = products(qtbot)
    wished = caught(view.import_wished)
    monkeypatch.setattr(QFileDialog, "open", QFileDialog.reject)
    click(view.import_button)
    assert wished == []


PREVIEW = ImportPreview("冬季.xlsx", ("肉桂捲",), ("拿鐵",), 3, (ImportFault("7", "售價不是數字"),))


def test_an_import_is_shown_before_it_is_done(qtbot: QtBot) -> None:
    view = products(qtbot)
    confirmed, dropped = caught(view.import_confirmed), caught(view.import_dropped)
    view.show_import_preview(PREVIEW)
    settle()
    words = Words()
    assert {"肉桂捲", words("products.import_row", row="7", fault="售價不是數字")} <= texts(view)
    click(view.import_panel.confirm)
    click(view.import_panel.drop)
    assert (confirmed, dropped) == ([()], [()])
    assert not view.import_panel.isVisible()


def test_a_file_without_news_cannot_be_imported(qtbot: QtBot) -> None:
    view = products(qtbot)
    view.show_import_preview(ImportPreview("x.xlsx", unchanged_count=9))
    settle()
    assert not view.import_panel.confirm.isEnabled()
    assert Words()("products.import_nothing") in texts(view)


def test_long_work_shows_how_far_it_is_and_can_be_stopped(qtbot: QtBot) -> None:
    view = products(qtbot)
    stopped = caught(view.work_cancelled)
    view.show_progress(Progress("匯入", 30, 100))
    settle()
    assert view.work.bar.value() == 30
    assert not view.import_button.isEnabled()
    click(view.work.stop)
    view.show_progress(None)
    settle()
    assert stopped == [()]
    assert not view.work.isVisible()
    assert view.import_button.isEnabled()


def test_an_empty_catalogue_says_what_to_do(qtbot: QtBot) -> None:
    view = products(qtbot, ())
    assert Words()("products.empty_text") in texts(view)
    click(view.empty_add)
    assert view.panel.isVisible()


def test_escape_closes_the_panel(qtbot: QtBot) -> None:
    view = products(qtbot)
    click(view.add)
    press(box(view, "name"), Qt.Key.Key_Escape)
    assert not view.panel.isVisible()


def test_what_was_typed_is_only_given_up_by_a_second_escape(qtbot: QtBot) -> None:
    view = products(qtbot)
    click_row(view.catalogue.table, 0)
    QTest.keyClicks(box(view, "name"), "a")
    press(box(view, "name"), Qt.Key.Key_Escape)
    assert view.panel.isVisible()
    assert Words()("products.unsaved") in texts(view)
    QTest.keyClicks(box(view, "name"), "b")
    assert Words()("products.unsaved") not in texts(view)
    press(box(view, "name"), Qt.Key.Key_Escape)
    press(box(view, "name"), Qt.Key.Key_Escape)
    assert not view.panel.isVisible()


@pytest.mark.parametrize("elsewhere", ["row", "add", "import"])
def test_what_was_typed_is_not_lost_by_going_to_another_product(qtbot: QtBot, elsewhere: str) -> None:
    view = products(qtbot)
    click_row(view.catalogue.table, 0)
    box(view, "price").setText("95")
    if elsewhere == "row":
        click_row(view.catalogue.table, 1)
    else:
        click(view.add if elsewhere == "add" else view.import_button)
    assert view.findChildren(QFileDialog) == []
    assert (view.panel.product, box(view, "price").text()) == (COFFEE, "95")
    assert Words()("products.unsaved") in texts(view)
    assert [index.row() for index in view.catalogue.table.selectionModel().selectedRows()] == [0]
    press(box(view, "price"), Qt.Key.Key_Escape)
    click_row(view.catalogue.table, 1)
    assert (view.panel.product, box(view, "price").text()) == (TEA, "140")


def test_a_new_product_that_is_typed_is_not_lost_either(qtbot: QtBot) -> None:
    view = products(qtbot)
    click(view.add)
    box(view, "name").setText("摩卡")
    click_row(view.catalogue.table, 1)
    assert (view.panel.product, box(view, "name").text()) == (None, "摩卡")
    assert view.catalogue.table.selectionModel().selectedRows() == []


def test_enter_saves_from_every_field(qtbot: QtBot) -> None:
    view = products(qtbot)
    saved = caught(view.save_wished)
    click_row(view.catalogue.table, 0)
    for place, field in enumerate(view.panel.rows, start=1):
        press(box(view, field), Qt.Key.Key_Return)
        assert len(saved) == place


def test_beside_an_open_panel_a_narrow_screen_gives_the_tree_away(qtbot: QtBot) -> None:
    view = products(qtbot)
    view.window().resize(*NARROW)
    settle()
    assert view.catalogue.tree.isVisible()
    click(view.add)
    assert not view.catalogue.tree.isVisible()
    click(view.panel.close_button)
    assert view.catalogue.tree.isVisible()


def test_everything_speaks_english_when_told_and_typed_text_stays(qtbot: QtBot) -> None:
    view = products(qtbot)
    click_row(view.catalogue.table, 0)
    box(view, "name").setText("美式大杯")
    english = Words("en")
    view.relabel(english)
    settle()
    assert {english("products.panel_edit"), english("products.retire"), english("products.add")} <= texts(view)
    assert box(view, "name").text() == "美式大杯"


@pytest.mark.parametrize("panel", [False, True])
def test_the_largest_price_and_cost_are_whole_on_a_small_screen(qtbot: QtBot, panel: bool) -> None:
    view = products(qtbot, (replace(COFFEE, price_text="NT$ 999,999", cost_text="NT$ 999,999"),))
    view.resize(*NARROW)
    if panel:
        click(view.add)
    settle()
    widths = view.catalogue.table.shown_widths()
    for name in ("price", "cost"):
        column = COLUMNS.index(name)
        text = QFontMetrics(theme.font(15, bold=name == "price")).horizontalAdvance("NT$ 999,999")
        assert text <= widths[column] - 2 * PADDING
    assert sum(widths.values()) <= view.catalogue.table.viewport().width()
