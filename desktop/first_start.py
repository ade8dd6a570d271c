"""The first start: three questions, each of which may be skipped."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desktop.operations.settings import running_preset
from desktop.services import Services
from desktop.settings import SettingsDesk
from desktop.till import TillSettings
from loyalty.shop import ShopRules
from ui.first_start.view import FirstStartView

# A name, the same in every language.
_LINE_PAY = "LINE Pay"


class FirstStartDesk(QObject):
    """Joins the three questions to the settings they set. `finished` once, when the last is answered or skipped;
    then `set_up_wished` where the owner wants to set a printer up now.
    """

    finished = Signal()
    set_up_wished = Signal()

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
        settings, state = self._settings, self._services.state
        other_language = state.till.language != state.context.shop.language
        if "name" in answers or other_language:
            values = {"language": state.till.language, "tenders": self._tenders()}
            if "name" in answers:
                values["name"] = str(answers["name"]).strip()
            settings.save_shop(values)
        if "preset" in answers or other_language:
            # What runs already was named in the other language.
            running = running_preset(state.context.programmes)
            settings.run_preset(str(answers.get("preset", running)))
        if answers.get("printer") == "none":
            settings.save_till(printers=(replace(TillSettings().printers[0], kind="none"),))
        settings.save_till(first_start_done=True)
        self.finished.emit()
        if answers.get("printer") == "set_up":
            self.set_up_wished.emit()
