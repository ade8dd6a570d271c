"""Programmes out to a file and in from one: seen first, then taken, all or nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.desktop.programmes_screen import CARD, POINTS, Screen
from tests.desktop.shop import Shop
from tests.ui.screens import click
from ui.widgets.chip import Chip


@pytest.fixture
def screen(shop: Shop, qtbot: QtBot) -> Screen:
    """The screen in a shop with a stamp card and points."""
    return Screen(shop, qtbot)


def test_all_or_one_go_out_to_a_file_and_come_in_after_a_look(screen: Screen, tmp_path: Path) -> None:
    path = tmp_path / "programmes.json"
    screen.do(lambda: screen.view.export_wished.emit(str(path), ""))
    whole = json.loads(path.read_text(encoding="utf-8"))
    assert {each["id"] for each in whole["programmes"]} == {CARD, POINTS}
    one = next(each for each in whole["programmes"] if each["id"] == CARD)
    other = {**one, "id": "tea", "name": "茶卡"}
    wrong = {**one, "id": "bad", "terms": {**one["terms"], "stamps_needed": 0}}
    one["terms"]["stamps_needed"] = 5
    whole["programmes"] += [other, wrong]
    path.write_text(json.dumps(whole), encoding="utf-8")
    screen.do(lambda: screen.view.import_wished.emit(str(path)))
    words = screen.words
    assert screen.running().version == 1
    assert {words(f"programmes_screen.file_{key}", count=1) for key in ("new", "changed", "equal", "faults")} <= (
        {chip.text() for chip in screen.view.file_panel.findChildren(Chip)}
    )
    label, fault = words("programme.stamps_needed"), words("refusal.detail_below_minimum", limit=1)
    assert words("programmes_screen.file_place", number=4, what=label, fault=fault) in screen.see()
    screen.do(lambda: click(screen.view.file_panel.confirm))
    assert (screen.running().terms["stamps_needed"], screen.running("tea").name) == (5, "茶卡")
    assert "bad" not in {each.id for each in screen.shop.state.context.programmes}


def test_a_dropped_file_changes_nothing(screen: Screen, tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    screen.do(lambda: screen.view.export_wished.emit(str(path), CARD))
    path.write_text(path.read_text(encoding="utf-8").replace('"stamps_needed": 10', '"stamps_needed": 5'), "utf-8")
    screen.do(lambda: screen.view.import_wished.emit(str(path)))
    screen.do(lambda: click(screen.view.file_panel.drop))
    assert screen.running().version == 1
    assert screen.view.list.cards[CARD].isChecked()


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00", b"not json", b"{}"])
def test_a_file_that_is_none_is_said_and_changes_nothing(screen: Screen, tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "x.json"
    if content is not None:
        path.write_bytes(content)
    screen.do(lambda: screen.view.import_wished.emit(str(path)))
    if content is None:
        said = screen.words("error.programmes_unreadable", path="x.json")
        assert screen.view.message.message().text == said  # type: ignore[union-attr]
    else:
        said = screen.words("refusal.file_not_programmes", file="x.json")
        assert screen.view.message.message().text == said  # type: ignore[union-attr]
        assert not any("Expecting" in each or "JSON" in each for each in screen.see())
        assert not screen.view.file_panel.isVisible()
    assert len(screen.shop.state.context.programmes) == 2


def test_a_folder_that_takes_no_file_is_said(screen: Screen, tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "x.json"
    screen.do(lambda: screen.view.export_wished.emit(str(path), ""))
    said = screen.words("error.file_unwritable", path=str(path))
    assert screen.view.message.message().text == said  # type: ignore[union-attr]


def test_a_file_that_was_taken_says_so_itself_and_leaves_the_next_one_open(screen: Screen, tmp_path: Path) -> None:
    one, whole = tmp_path / "one.json", tmp_path / "whole.json"
    screen.do(lambda: screen.view.export_wished.emit(str(one), CARD))
    screen.do(lambda: screen.view.export_wished.emit(str(whole), ""))
    for path in (one, whole):
        text = path.read_text(encoding="utf-8").replace('"stamps_needed": 10', '"stamps_needed": 5')
        path.write_text(text.replace('"amount_step": 100', '"amount_step": 50'), "utf-8")
    screen.do(lambda: screen.view.import_wished.emit(str(one)))
    with screen.held("writer"):
        click(screen.view.file_panel.confirm)
        screen.view.file_panel.dropped.emit()
        screen.view.import_wished.emit(str(whole))
        screen.qtbot.waitUntil(lambda: screen.shop.lanes["book"].idle)
    assert screen.said[-1].text == screen.words("programmes_screen.imported", new=0, changed=1)
    assert screen.view.file_panel.isVisible()
    screen.do(lambda: click(screen.view.file_panel.confirm))
    assert screen.running(POINTS).terms["amount_step"] == 50


def test_what_a_file_names_that_the_shop_does_not_have_is_said_before_it_is_taken(
    screen: Screen, tmp_path: Path
) -> None:
    """Else the programme is in use, and never applies."""
    path = tmp_path / "elsewhere.json"
    tiers = {"id": "gold", "title": "金級", "basis": "cumulative", "threshold": 10_000}
    terms = {"products": ["x1", "x2"], "categories": ["飲料"], "for_statuses": ["gold", "vip"], "programme": POINTS}
    made = [
        {"id": "double", "kind": "multiplier", "name": "加倍", "terms": terms},
        {"id": "levels", "kind": "tiers", "name": "等級", "terms": {"levels": [tiers]}},
        {"id": "plain", "kind": "multiplier", "name": "全部加倍", "terms": {}},
    ]
    whole = {"format": "regulars-programmes", "version": 1, "programmes": made}
    path.write_text(json.dumps(whole), encoding="utf-8")
    screen.do(lambda: screen.view.import_wished.emit(str(path)))
    preview = screen.view.file_panel._preview
    two = screen.words("programmes_screen.file_lacking_products", count=2)
    sentence = screen.words("programmes_screen.file_lacking", what=f"{two}，飲料，vip")
    assert [change.note for change in preview.new] == [sentence, "", ""]
    assert sentence in screen.see()


def test_a_programme_of_another_kind_under_a_known_id_is_named_and_not_its_place(
    screen: Screen, tmp_path: Path
) -> None:
    path = tmp_path / "elsewhere.json"
    made = [
        {"id": POINTS, "kind": "cashback", "name": "回饋", "terms": {}},
        {"id": "new", "kind": "lottery", "name": "抽獎", "terms": {}},
        {"id": "odd", "kind": "points", "name": "點", "terms": {}, "colour": 1},
    ]
    whole = {"format": "regulars-programmes", "version": 1, "programmes": made}
    path.write_text(json.dumps(whole), encoding="utf-8")
    screen.do(lambda: screen.view.import_wished.emit(str(path)))
    assert screen.view.file_panel._preview.faults == (
        "第 2 個方案的種類：這裡還不認得「lottery」",
        "第 3 個方案的colour：沒有這個名稱",
        "「回饋」（消費回饋）不匯入：它的代號已經是店裡的「點數」（點數）。",
    )
