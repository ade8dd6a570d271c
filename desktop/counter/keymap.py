"""Which key does what at the counter. The labels on the screen say the same."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt

from desktop.counter.desk import CounterDesk
from ui.counter.view import CounterView

Key = Qt.Key
Keys = dict[tuple[Key, bool], Callable[[], None]]

WALLET_KEYS = (Key.Key_1, Key.Key_2, Key.Key_3)


def counter_keys(desk: CounterDesk, view: CounterView) -> Keys:
    """What each (key, with Ctrl) does while the counter is shown.

    Where the digits go is the next sale's as the digits are, as long as one is on its way.
    """
    when_free, choose = desk.sale.turn.when_free, desk.finishing.choose
    return {
        (Key.Key_F1, False): view.focus_search,
        (Key.Key_F2, False): view.setFocus,
        (Key.Key_F3, False): view.show_benefits,
        (Key.Key_F4, False): desk.new_member,
        (Key.Key_F5, False): partial(choose, partial(_take_reward, desk, 0)),
        (Key.Key_F6, False): partial(choose, partial(_take_reward, desk, 1)),
        (Key.Key_F7, False): partial(choose, partial(_take_reward, desk, 2)),
        (Key.Key_F8, False): partial(when_free, desk.sale.toggle_tendering),
        (Key.Key_F9, False): desk.parking.park,
        (Key.Key_F10, False): partial(when_free, desk.benefits.top_up),
        (Key.Key_F11, False): desk.keys_wished.emit,
        (Key.Key_F12, False): desk.finish,
        (Key.Key_Z, True): desk.undo,
        (Key.Key_P, True): desk.reprint.last_slip,
        (Key.Key_D, True): desk.drawer.open,
        (Key.Key_Escape, False): desk.leave,
        **{
            (key, True): partial(choose, partial(desk.benefits.pay_with_number, place))
            for place, key in enumerate(WALLET_KEYS)
        },
    }


def take_typed(view: CounterView, text: str) -> bool:
    """Digits, erasing, + and - that no text field takes go to the sale; true when taken.

    While a paper card or a correction by hand asks for a number they answer it: nobody means the amount then.
    """
    if text and (text in "\b\x7f+-" or text.isdecimal()) and view.member.take_typed(text):
        return True
    if text == "\b":
        view.backspace_wished.emit()
    elif text == "\x7f":
        view.amount_cleared.emit()
    elif text in ("+", "-"):
        view.stamps_wished.emit(1 if text == "+" else -1)
    elif len(text) == 1 and text.isdecimal():
        view.digit_wished.emit(str(int(text)))
    else:
        return False
    return True


def _take_reward(desk: CounterDesk, place: int) -> None:
    keys = desk.sale.quoted.keys
    if place < len(keys):
        desk.benefits.use(keys[place])
