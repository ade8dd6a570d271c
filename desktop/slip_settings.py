"""What slips say, joined to the shop's settings, with each slip drawn as it is typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from desktop import describe
from desktop.logo_file import NoLogo, read_logo
from desktop.operations.context import ShopContext
from desktop.operations.slips import role_of
from desktop.operations.slips_samples import sample
from desktop.operations.slips_settings import save_slips, slip_values
from desktop.printers.present import name_of
from desktop.services import Services
from desktop.till import PrinterEntry
from loyalty import slip_rules
from loyalty.errors import KnownError
from loyalty.explain import explain_error, explain_refusal
from loyalty.refusals import Refusal
from loyalty.slip_rules import ISSUER_FIELDS, SLIP_FIELDS, Issuer, Logo
from loyalty.terms import faults
from printing.render import preview
from printing.route import TextRoute
from ui.facts import MessageFacts
from ui.settings.slip_facts import LogoWish, SlipWish
from ui.settings.slips import SlipsView

_PICTURE = TextRoute.PICTURE.value


class SlipSettingsDesk(QObject):
    """Draws, checks and keeps what slips say. `said` carries a MessageFacts for the bar at the bottom."""

    said = Signal(object)

    def __init__(self, view: SlipsView, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._services = services
        self._seen = False
        view.saved.connect(self.save)
        view.preview_wished.connect(self._draw)
        view.logo_wished.connect(self._read_logo)

    def shown(self) -> None:
        """Show how slips are set now."""
        state = self._services.state
        if not self._seen:
            self._seen = True
            self._view.preview.choose_paper(state.till.paper_width_dots)
        self._view.preview.follow_language(state.context.shop.language)
        self._view.show_values(slip_values(state.context.shop))

    def save(self, values: Mapping[str, object]) -> None:
        """Keep what slips say; what is wrong is said at its field."""
        services = self._services
        work = partial(save_slips, services.store, services.state.context, values)
        services.writer.ask(work, self._saved, self._failed)

    def _saved(self, answer: ShopContext | Refusal) -> None:
        words = self._services.state.words
        if isinstance(answer, Refusal):
            field = str(answer.facts.get("place", "")).rpartition(".")[2]
            self._view.show_field_error(field, explain_refusal(answer, words))
            return
        self._services.state.replace_context(answer)
        self.said.emit(MessageFacts(words("desk.saved"), "done"))

    def _failed(self, error: KnownError) -> None:
        self.said.emit(MessageFacts(explain_error(error, self._services.state.words), "danger"))

    def _draw(self, wish: SlipWish) -> None:
        services = self._services
        context = typed_context(services.state.context, wish.values)
        self._view.show_warning(self._warning(context.shop.issuer))
        entry = services.state.till.printer_for(role_of(wish.slip))
        route = _PICTURE if entry is None else entry.route
        self._view.preview.show_route("" if entry is None else self._route_said(entry))
        work = partial(_picture, context, wish, TextRoute(route), services.clock.now_ms())
        services.painter.ask(work, self._view.preview.show_slip, newest_of="slip_sample")

    def _route_said(self, entry: PrinterEntry) -> str:
        """Whose way of printing is shown: the printer of this slip, and how it makes letters."""
        words = self._services.state.words
        route = words("printer.route_picture_short" if entry.route == _PICTURE else f"printer.route_{entry.route}")
        return words("slips_settings.preview_route", printer=name_of(entry, words), route=route)

    def _warning(self, issuer: Issuer) -> str:
        """What the law would not like about the guarantee; a shop that sells no top-ups is not told to state one."""
        state = self._services.state
        today = state.context.shop.calendar.business_day(self._services.clock.now_ms())
        if not slip_rules.guarantee_is_short(issuer, today):
            return ""
        if issuer.guarantee_until:
            day = describe.long_day(date.fromisoformat(issuer.guarantee_until), state.words)
            return state.words("slips_settings.warn_short", day=day)
        sells = any(each.kind == "stored_value" and not each.stopped for each in state.context.programmes)
        return state.words("slips_settings.warn_open") if sells else ""

    def _read_logo(self, wish: LogoWish) -> None:
        work = partial(read_logo, wish.path, self._services.state.till.paper_width_dots, wish.dots, wish.size)
        self._services.painter.ask(work, partial(self._take_logo, wish), newest_of="logo")

    def _take_logo(self, wish: LogoWish, answer: Logo | NoLogo) -> None:
        if isinstance(answer, Logo):
            self._view.logo.show_logo(answer.text)
            return
        sentence = self._services.state.words(f"slips_settings.logo_{answer.value}", name=Path(wish.path).name)
        self._view.logo.show_error(sentence)


def typed_context(context: ShopContext, typed: Mapping[str, object]) -> ShopContext:
    """The shop as it would be with what is typed; a value that is wrong as typed is still as it is kept."""
    kept = slip_values(context.shop)
    wrong = {str(each.facts["place"]).strip(".") for each in faults((*SLIP_FIELDS, *ISSUER_FIELDS), typed, "")}
    values = kept | {name: value for name, value in typed.items() if name not in wrong}
    shop = replace(context.shop, slips=slip_rules.slip_rules(values), issuer=slip_rules.issuer(values))
    return replace(context, shop=shop)


def _picture(context: ShopContext, wish: SlipWish, route: TextRoute, at_ms: int) -> QImage:
    return preview(sample(context, wish.slip, wish.language, at_ms), wish.width_dots, route)
