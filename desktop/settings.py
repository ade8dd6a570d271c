"""The settings' screen joined to the shop's settings, the programmes and this till's own file."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from desktop import till as tills
from desktop.folders import Folders
from desktop.operations import settings as operations
from desktop.operations.context import ShopContext
from desktop.printers.desk import PrintersDesk
from desktop.prints.desk import PrintsDesk
from desktop.prints.print_now import PrintNowDesk
from desktop.services import Services
from desktop.slip_settings import SlipSettingsDesk
from desktop.till import PrinterEntry, TillSettings
from loyalty.errors import KnownError
from loyalty.explain import explain_error, explain_refusal, programme_sentence
from loyalty.presets import presets_in
from loyalty.refusals import Refusal
from loyalty.shop import SHOP_FIELDS, ShopRules
from ui.facts import MessageFacts
from ui.prints.print_now import PrintNowView
from ui.prints.view import PrintsView
from ui.settings.facts import AboutFacts, PresetCard, SettingsFacts
from ui.settings.slips import SlipsView
from ui.settings.view import SettingsView

VERSION = "0.1.0"


class SettingsDesk(QObject):
    """What the owner sets up. `said` carries a MessageFacts for the bar at the bottom.

    `programmes_wished` goes to the screen where programmes are made and changed.
    """

    said = Signal(object)
    programmes_wished = Signal()

    def __init__(self, view: SettingsView, services: Services, folders: Folders, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._services = services
        self._folders = folders
        view.saved.connect(self.save_shop)
        view.language_wished.connect(lambda language: self.save_till(language=language))
        view.theme_wished.connect(lambda theme: self.save_till(theme=theme))
        view.programmes_wished.connect(self.programmes_wished)
        view.folder_wished.connect(self.open_folder)
        services.state.shop_changed.connect(self.shown)
        view.section_made.connect(self._attend)
        self.slips: SlipSettingsDesk | None = None
        self.prints: PrintsDesk | None = None
        self.print_now: PrintNowDesk | None = None
        self.printers = PrintersDesk(view.printer, services, folders, self._keep_printers, self)

    def _attend(self, view: SlipsView | PrintsView | PrintNowView) -> None:
        """A section came that was not there before: join it."""
        if isinstance(view, SlipsView):
            self.slips = SlipSettingsDesk(view, self._services, self)
            self.slips.said.connect(self.said)
            self.slips.shown()
        elif isinstance(view, PrintsView):
            self.prints = PrintsDesk(view, self._services, self)
        else:
            self.print_now = PrintNowDesk(view, self._services, self)
            self.print_now.said.connect(self.said)
            self.print_now.section_wished.connect(self._view.show_section)
            self.print_now.programmes_wished.connect(self.programmes_wished)

    def shown(self) -> None:
        """Show how everything is set now."""
        state = self._services.state
        self.printers.shown()
        if self.slips is not None:
            self.slips.shown()
        self._view.show_settings(
            SettingsFacts(
                shop=shop_values(state.context.shop),
                language=state.till.language,
                theme=state.till.theme,
                programmes=self._running(),
                about=AboutFacts(
                    (
                        (state.words("desk.about_version"), VERSION),
                        (state.words("desk.about_data"), str(self._folders.data)),
                        (state.words("desk.about_slips"), str(self._folders.slips)),
                    )
                ),
            )
        )

    def _running(self) -> tuple[tuple[str, str], ...]:
        context, words = self._services.state.context, self._services.state.words
        return tuple(
            (each.name, programme_sentence(each, words, context.shop.currency))
            for each in context.programmes
            if not each.stopped
        )

    def relabel(self) -> None:
        """Show it again in the screen's language."""
        self.printers.relabel()
        for desk in (self.prints, self.print_now):
            if desk is not None:
                desk.relabel()
        self.shown()

    def presets(self) -> tuple[PresetCard, ...]:
        """Each preset stating itself in the screen's language, and whether it is the one that runs."""
        state = self._services.state
        running = operations.running_preset(state.context.programmes)
        return tuple(
            PresetCard(
                preset.id,
                state.words(f"programme.preset_{preset.id}"),
                tuple(programme_sentence(programme, state.words) for programme in preset.programmes),
                running=preset.id == running,
            )
            for preset in presets_in(state.words)
        )

    def save_shop(self, values: dict[str, object]) -> None:
        """Keep the shop's settings; what is wrong is said at its field."""
        services = self._services
        everything = {**shop_values(services.state.context.shop), **values}
        work = partial(operations.save_shop, services.store, services.state.context, everything)
        services.writer.ask(work, self._saved, self._failed)

    def run_preset(self, preset_id: str) -> None:
        """Run this preset's programmes from today; balances of the others stay."""
        services = self._services
        today = services.state.context.shop.calendar.business_day(services.clock.now_ms())
        work = partial(operations.run_preset, services.store, services.state.context, preset_id, today)
        services.writer.ask(work, self._saved, self._failed)

    def save_till(self, **changes: Any) -> None:
        """Keep what belongs to this till alone (values of TillSettings by name), or say here that it cannot be."""
        error = self.keep_till(replace(self._services.state.till, **changes))
        if error is not None:
            # What was pressed goes back to what is in force.
            self.shown()
            self._failed(error)

    def keep_till(self, changed: TillSettings) -> KnownError | None:
        """Keep this till's own settings and use them; the error comes back where that fails, and nothing changed."""
        try:
            tills.save(self._folders.till_file, changed)
        except KnownError as error:
            return error
        self.use_till(changed)
        return None

    def use_till(self, changed: TillSettings) -> None:
        """Use these settings of this till, kept or not."""
        self._services.state.replace_till(changed)
        self.shown()

    def close(self) -> None:
        """End the thread that belongs to the printers' set-up."""
        self.printers.close()

    def _keep_printers(self, printers: tuple[PrinterEntry, ...]) -> bool:
        self.save_till(printers=printers)
        return self._services.state.till.printers == printers

    def open_folder(self) -> None:
        """Show the data's folder in the system's own window."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folders.data)))

    def _saved(self, answer: ShopContext | Refusal) -> None:
        words = self._services.state.words
        if isinstance(answer, Refusal):
            field = str(answer.facts.get("place", "")).rpartition(".")[2]
            self._view.show_field_error(field, explain_refusal(answer, words))
            return
        self._services.state.replace_context(answer)
        self.said.emit(MessageFacts(words("desk.saved"), "done"))

    def _failed(self, error: KnownError) -> None:
        self._view.show_message(MessageFacts(explain_error(error, self._services.state.words), "danger"))


def shop_values(shop: ShopRules) -> dict[str, object]:
    """The values of the shop's fields as the form and the disk hold them."""
    values: dict[str, object] = {}
    for field in SHOP_FIELDS:
        value = getattr(shop, field.name)
        if field.name == "currency":
            value = value.code
        values[field.name] = value
    return values
