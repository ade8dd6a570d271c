"""The order of Tab: the order of reading, made from the layouts each time, so that what came late is in its place."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QLayout, QScrollArea, QWidget


def reading_order(root: QWidget) -> list[QWidget]:
    """Every widget in sight inside `root` that Tab can reach, as the layouts place them: column after column, row after
    row.
    """
    found: list[QWidget] = []
    _walk(root, found)
    return found


def move_focus(root: QWidget, current: QWidget | None, *, forward: bool) -> bool:
    """Give the focus to the next widget inside `root` (the one before when not `forward`); at the end it begins anew.

    Where the focus is outside `root`, the first one takes it. False when there is nothing to go to.
    """
    order = reading_order(root)
    if not order:
        return False
    step = 1 if forward else -1
    place = order.index(current) + step if current in order else 0
    target = order[place % len(order)]
    target.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    _bring_into_sight(target)
    return True


def _walk(widget: QWidget, found: list[QWidget]) -> None:
    if not widget.isVisible():
        return
    reachable = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    if reachable and widget.isEnabled() and widget.focusProxy() is None:
        found.append(widget)
    layout = widget.layout()
    if isinstance(widget, QScrollArea):
        if widget.widget() is not None:
            _walk(widget.widget(), found)
    elif layout is not None:
        _walk_layout(layout, found)
    elif not reachable and not isinstance(widget, QAbstractScrollArea):
        children = [child for child in widget.children() if isinstance(child, QWidget) and not child.isWindow()]
        for child in sorted(children, key=lambda part: (part.y(), part.x())):
            _walk(child, found)


def _walk_layout(layout: QLayout, found: list[QWidget]) -> None:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        if item.widget() is not None:
            _walk(item.widget(), found)
        elif item.layout() is not None:
            _walk_layout(item.layout(), found)


def _bring_into_sight(widget: QWidget) -> None:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()
