"""The first start: three questions, each of which may be skipped."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.services import Services
from desktop.settings import SettingsDesk
from loyalty.shop import ShopRules
from ui.first_start.view import FirstStartView

# A name, the same in every language.
_LINE_PAY = "LINE Pay"


class FirstStartDesk(QObject):
    """Joins the three questions to the settings they set. `finished` once, when the last is answered or skipped."""

    finished = Signal()

    def __init__(
        self, view: FirstStartView, services: Services, settings: SettingsDesk, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._services = services
        self._settings = settings
        view.finished.connect(self._finish)
        view.language_wished.connect(self._speak)
        view.show_presets(settings.presets())

    def relabel(self) -> None:
        """Show the presets in the screen's language."""
        self._view.show_presets(self._settings.presets())

    def _speak(self, language: str) -> None:
        self._settings.save_till(language=language)

    def _tenders(self) -> tuple[str, ...]:
        """The usual ways of paying in the owner's language, as long as the shop has not named its own."""
        state = self._services.state
        if state.context.shop.tenders != ShopRules().tenders:
            return state.context.shop.tenders
        return state.words("first_start.tender_cash"), state.words("first_start.tender_card"), _LINE_PAY

    def _finish(self, answers: dict[str, object]) -> None:
        settings = self._settings
        name = str(answers.get("name", "")).strip()
        state = self._services.state
        if name or state.till.language != state.context.shop.language:
            settings.save_shop({"name": name, "language": state.till.language, "tenders": self._tenders()})
        if answers.get("preset"):
            settings.run_preset(str(answers["preset"]))
        if answers.get("printer_kind"):
            settings.save_printer(
                {
                    "kind": answers["printer_kind"],
                    "address": answers.get("printer_address", ""),
                    "width_mm": answers.get("printer_width_mm", 58),
                }
            )
        settings.save_till(first_start_done=True)
        self.finished.emit()
