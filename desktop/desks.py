"""The desks joined to their screens, once the shop is open: who listens to whom is written here and nowhere else."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QImage

from desktop.counter.desk import CounterDesk, warn
from desktop.counter.keymap import counter_keys, take_typed
from desktop.expiring import Expiring
from desktop.keys import KeyRouter
from desktop.operations.products import all_products
from desktop.owner_screens import OwnerScreens
from desktop.programmes.new_day import NewDay
from desktop.services import Services
from desktop.spooler import Spooler
from desktop.state import ShopState
from desktop.status import StatusDesk
from desktop.threads import Lane, not_now
from desktop.till_printer import TillPrinter
from loyalty.explain import explain_refusal
from loyalty.refusals import Refusal, RefusalReason
from ui.counter.keys_sheet import KeysSheet
from ui.counter.warm import warm_counter
from ui.facts import MessageFacts

if TYPE_CHECKING:
    from desktop.frame import Frame
    from desktop.opening import OpenShop

IDLE_MS = 1500
WARM_MS = 60


class Desks(QObject):
    """Every desk of one open shop."""

    def __init__(self, frame: Frame, shop: OpenShop) -> None:
        super().__init__(frame)
        self._frame = frame
        self.book = Lane("book", frame.report, self)
        self.painter = Lane("painter", frame.report, self)
        self.state = ShopState(shop.context, frame.till, self)
        self.spooler = Spooler(shop.store, frame.writer, frame.clock, frame.report, self)
        self.services = Services(
            shop.store,
            frame.writer,
            frame.reader,
            self.book,
            self.painter,
            self.spooler,
            frame.clock,
            frame.maker,
            self.state,
        )
        self.counter = CounterDesk(frame.counter, self.services, self)
        self.status = StatusDesk(frame.window, self.services, self, demo=frame.options.demo)
        self.router = KeyRouter(self.counter.snapshot, self)
        self.printer = TillPrinter(self.services, frame.folders, self)
        self.new_day = NewDay(self.services, self)
        self.expiring = Expiring(self.services, self)
        self.screens = OwnerScreens(frame.window, self.services, frame.folders, self)
        self._connect()

    def _connect(self) -> None:
        window, state = self._frame.window, self.state
        window.screen_shown.connect(self._shown)
        window.message_action_wished.connect(self.counter.act)
        self.counter.said.connect(window.show_message)
        self.expiring.said.connect(window.bottom_bar.show_when_free)
        self.expiring.asked.connect(self.status.ask_date)
        self.status.date_confirmed.connect(self.expiring.confirm)
        self.counter.member_page_wished.connect(self._open_member)
        self.counter.slip_found.connect(self._open_sale)
        self.counter.keys_wished.connect(lambda: window.show_sheet(KeysSheet(state.words), state.words("keys.title")))
        self._frame.counter.preview_opened.connect(lambda: self.counter.sale.preview.paint_whole(self.status.show_slip))
        self.counter.sale.recorded.connect(lambda _: self.status.look_at_clock())
        self.spooler.printed.connect(self._printed)
        self.printer.failed.connect(self._frame.report)
        screens = self.screens
        screens.said.connect(window.show_message)
        screens.counter_wished.connect(self._to_counter)
        screens.products_changed.connect(self.counter.sale.show_products)
        screens.first_start_finished.connect(lambda: window.show_screen("counter"))
        state.language_changed.connect(self._relabel)
        state.shop_changed.connect(self._shop_changed)
        state.theme_changed.connect(self._frame.use_theme)
        self.router.scanned.connect(self._scanned)
        self.router.half_scanned.connect(self._half_scanned)
        self.router.strayed.connect(self._strayed)

    def start(self) -> None:
        """The counter takes scans from here on; what can wait starts when the screen is quiet."""
        window = self._frame.window
        self.router.counter_shown = lambda: window.current_screen() == "counter" and not window.sheet_is_open()
        self.router.is_code = self.counter.benefits.is_code
        self.router.keys = counter_keys(self.counter, self._frame.counter)
        self.router.typed = partial(take_typed, self._frame.counter)
        self.router.watch(window)
        self._shop_changed()
        self.counter.start()
        self.status.start()
        self.new_day.start()
        self.expiring.start()
        QTimer.singleShot(0, self, self._go_to_work)
        QTimer.singleShot(WARM_MS, self, partial(warm_counter, self.state.words))
        self.screens.warm()
        if not self.state.till.first_start_done:
            window.show_screen("first_start")
        self._idle = QTimer(self, interval=IDLE_MS, singleShot=False)
        self._idle.timeout.connect(self._when_idle)
        self._idle.start()

    def _go_to_work(self) -> None:
        # A turn later than the counter: what the lanes are asked takes their time from the screen's thread.
        # What was being sent when the app ended is asked about before the printer gets the next slip.
        self.spooler.start()
        self.printer.use()
        work = partial(all_products, self.services.store)
        self._frame.reader.ask(work, self.counter.sale.show_products)

    def before_close(self) -> None:
        """The window is closing."""
        self._idle.stop()

    def close(self) -> None:
        """End the threads that belong to the desks."""
        self._idle.stop()
        self.status.stop()
        self.new_day.stop()
        self.expiring.stop()
        self.spooler.close()
        self.screens.close()
        for lane in (self.book, self.painter):
            lane.close()

    def _shown(self, name: str) -> None:
        if name == "counter":
            self.counter.shown()

    def _printed(self, _: str, picture: QImage, printer: str) -> None:
        entry = self.state.till.printer(printer)
        if entry is not None and entry.kind == "virtual":
            self.counter.sale.preview.show_printed(picture)

    def _scanned(self, text: str) -> None:
        window = self._frame.window
        window.close_sheet()
        screen = window.current_screen()
        if screen == "first_start" or (screen == "sales" and self.screens.sales.take_scan(text)):
            return
        if screen != "counter":
            window.show_screen("counter")
        self.counter.scan(text)

    def _half_scanned(self) -> None:
        refusal = Refusal(RefusalReason.CARD_HALF_SCANNED)
        if self._frame.window.current_screen() == "counter":
            self.counter.refuse(refusal)
        else:
            words = self.state.words
            sentence = explain_refusal(refusal, words, self.state.context.shop.currency)
            self._frame.window.show_message(MessageFacts(sentence, "warn"))

    def _strayed(self) -> None:
        warn(self._frame.counter, self.state.words("desk.stray_digits"))

    def _open_member(self, member_id: int) -> None:
        self._frame.window.show_screen("members")
        self.screens.members.open(member_id)

    def _open_sale(self, slip: str) -> None:
        self._frame.window.show_screen("sales")
        self.screens.sales.find(slip)

    def _to_counter(self, member_id: int) -> None:
        self._frame.window.show_screen("counter")
        self.counter.find.choose(member_id)

    def _relabel(self) -> None:
        self._frame.speak(self.state.words)
        for part in (self.counter, self.screens, self.status):
            part.relabel()

    def _shop_changed(self) -> None:
        self._frame.window.show_shop(self.state.context.shop.name or self.state.words("desk.shop_unnamed"))
        self.counter.relabel()

    def _when_idle(self) -> None:
        if self._frame.writer.idle:
            # A full disk takes no checkpoint: the next idle moment tries again.
            self._frame.writer.ask(self.services.store.checkpoint, failed=not_now)
