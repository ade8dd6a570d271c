"""The first start: three questions, each of which may be skipped."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.operations import settings as operations
from desktop.operations.context import ShopContext
from desktop.services import Services
from desktop.settings import SettingsDesk, shop_values
from desktop.till import TillSettings
from loyalty.errors import KnownError
from loyalty.explain import explain_error, explain_refusal
from loyalty.refusals import Refusal
from loyalty.shop import ShopRules
from loyalty.words import LANGUAGES, Words
from ui.facts import MessageFacts
from ui.first_start.view import FirstStartView

# A name, the same in every language.
_LINE_PAY = "LINE Pay"
_ALL_THE_SAME = "all_the_same"


class FirstStartDesk(QObject):
    """Joins the three questions to the settings they set. `finished` once, when the last is answered or skipped and
    all is kept; then `set_up_wished` where the owner wants to set a printer up now. What cannot be kept is said at the
    question, and the answers stay. `said` carries a MessageFacts for the bar at the bottom.
    """

    finished = Signal()
    set_up_wished = Signal()
    said = Signal(object)

    def __init__(
        self, view: FirstStartView, services: Services, settings: SettingsDesk, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._services = services
        self._settings = settings
        self._answers: dict[str, object] = {}
        self._saving = False
        self._all_the_same = False
        view.finished.connect(self._finish)
        view.language_wished.connect(self._speak)
        view.message.action_wished.connect(self._begin_all_the_same)
        view.show_presets(settings.presets())

    def relabel(self) -> None:
        """Show the presets in the screen's language."""
        self._view.show_presets(self._settings.presets())

    def _speak(self, language: str) -> None:
        wanted = replace(self._services.state.till, language=language)
        error = self._settings.keep_till(wanted)
        self._view.message.show_message(None)
        if error is not None:
            # Whoever does not read the other language would be stuck; the last question tries to keep it again.
            self._settings.use_till(wanted)
            words = self._services.state.words
            text = words("first_start.kept_later", why=explain_error(error, words))
            self._view.message.show_message(MessageFacts(text, "warn"))

    def _tenders(self) -> tuple[str, ...]:
        """The usual ways of paying in the owner's language, as long as the shop has not named its own."""
        state = self._services.state
        usual = [ShopRules().tenders, *(_usual_tenders(Words(language)) for language in LANGUAGES)]
        # A try that failed at this till's own file has kept the shop already, maybe in the other language.
        return _usual_tenders(state.words) if state.context.shop.tenders in usual else state.context.shop.tenders

    def _finish(self, answers: dict[str, object]) -> None:
        """The shop's answers first, in one go; this till's own file says last that the questions are over."""
        if self._saving:
            return
        self._saving = True
        self._answers = answers
        self._view.message.show_message(None)
        services, preset = self._services, self._preset()
        today = services.state.context.shop.calendar.business_day(services.clock.now_ms())
        work = partial(operations.begin, services.store, services.state.context, self._shop(), preset, today)
        services.writer.ask(work, self._kept, self._failed)

    def _in_another_language(self) -> bool:
        state = self._services.state
        return state.till.language != state.context.shop.language

    def _shop(self) -> dict[str, object] | None:
        """The shop's settings with the answers in them; None when no answer is the shop's."""
        state = self._services.state
        if "name" not in self._answers and not self._in_another_language():
            return None
        values = {**shop_values(state.context.shop), "language": state.till.language, "tenders": self._tenders()}
        if "name" in self._answers:
            values["name"] = str(self._answers["name"]).strip()
        return values

    def _preset(self) -> str | None:
        """The preset to run. What runs already was named in the other language."""
        if "preset" not in self._answers and not self._in_another_language():
            return None
        return str(self._answers.get("preset", operations.running_preset(self._services.state.context.programmes)))

    def _till(self) -> TillSettings:
        done = replace(self._services.state.till, first_start_done=True)
        if self._answers.get("printer") == "none":
            return replace(done, printers=(replace(TillSettings().printers[0], kind="none"),))
        return done

    def _kept(self, answer: ShopContext | Refusal) -> None:
        self._saving = False
        words = self._services.state.words
        if isinstance(answer, Refusal):
            self._view.message.show_message(MessageFacts(explain_refusal(answer, words), "warn"))
            return
        self._services.state.replace_context(answer)
        error = self._settings.keep_till(self._till())
        if error is None:
            self._over(MessageFacts(words("desk.saved"), "done"))
            return
        text = words("first_start.not_kept", why=explain_error(error, words))
        if self._all_the_same:
            self._settings.use_till(self._till())
            self._over(MessageFacts(text, "danger"))
            return
        label = words("first_start.all_the_same")
        self._view.message.show_message(MessageFacts(text, "danger", label, _ALL_THE_SAME))

    def _failed(self, error: KnownError) -> None:
        self._saving = False
        self._view.message.show_message(MessageFacts(explain_error(error, self._services.state.words), "danger"))

    def _begin_all_the_same(self, _: str) -> None:
        """A shop with customers at the counter sells first, and looks after the file later; what is answered by now
        is tried once more.
        """
        self._all_the_same = True
        self._view.next.click()

    def _over(self, news: MessageFacts) -> None:
        self.finished.emit()
        self.said.emit(news)
        if self._answers.get("printer") == "set_up":
            self.set_up_wished.emit()


def _usual_tenders(words: Words) -> tuple[str, ...]:
    return words("first_start.tender_cash"), words("first_start.tender_card"), _LINE_PAY
