"""What the owner looks at: the list of members, one of them whole, and the products."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.tour.look import rows_of
from desktop.tour.stage import Stage

_COLUMN_SPENT = 5
_NEW_PRICE = "115"


def member_list(stage: Stage) -> None:
    """The list of members, sorted by what they spent."""
    stage.hand.click(stage.app.window.top_bar.entry("members"))
    view = stage.desks.screens.members_view
    stage.wait("members in the list", lambda: view.list.model.rowCount() > 0)
    stage.shot("members")
    header = view.list.table.sort_header
    middle = header.sectionViewportPosition(_COLUMN_SPENT) + header.sectionSize(_COLUMN_SPENT) // 2
    before = rows_of(view.list.table)
    stage.hand.click_heading(header.viewport(), middle)
    stage.wait("another order", lambda: rows_of(view.list.table)[:1] != before[:1] and view.list.model.rowCount() > 0)
    stage.sees(view.list, stage.words("members.sorted_by", column=stage.words("members.column_spent")))
    stage.shot("members-sorted")


def one_member(stage: Stage) -> None:
    """One member whole, found by name, with every entry explained."""
    view, hand, name = stage.desks.screens.members_view, stage.hand, stage.notes["regular name"]
    hand.click(view.list.search.edit)
    hand.say(name)
    stage.wait(f"{name} in the list", lambda: any(name in row for row in rows_of(view.list.table)))
    stage.shot("members-found")
    hand.press(Qt.Key.Key_Down)
    hand.enter()
    stage.sees(view.page, name)
    stage.wait("the history", lambda: view.page.history.lines.rowCount() > 0)
    stage.shot("member-page")
    hand.click(view.page.tabs.button("accounts"))
    stage.sees(view.page.accounts, stage.words("members.accounts_balances"))
    stage.shot("member-accounts")
    hand.click(view.page.tabs.button("actions"))
    stage.sees(view.page.action_panel, stage.words("benefits.action_adjust"))
    stage.shot("member-by-hand")
    hand.click(view.page.tabs.button("history"))
    hand.escape()
    stage.wait("the list again", lambda: view.shown_member() is None)


def products(stage: Stage) -> None:
    """A product's price is changed."""
    stage.hand.click(stage.app.window.top_bar.entry("products"))
    view, hand = stage.desks.screens.products_view, stage.hand
    table = view.catalogue.table
    stage.wait("products", lambda: len(rows_of(table)) > 1)
    stage.shot("products")
    name = table.products.rows[1].name
    hand.click_row(table, 1)
    stage.sees(view.panel, name)
    hand.click(view.panel.rows["price"].control)
    view.panel.rows["price"].control.selectAll()
    hand.type(_NEW_PRICE)
    stage.shot("product")
    hand.click(view.panel.save)
    stage.wait("the new price", lambda: any(name in row and _NEW_PRICE in row for row in rows_of(table)))
    stage.shot("product-saved")
