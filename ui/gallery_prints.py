"""Sample data for the gallery: what slips say, their history, and what is printed when it is wanted."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from loyalty.words import Words
from ui.facts import ChipFacts, MessageFacts
from ui.gallery_counter import slip
from ui.prints.facts import OpenPrint, PrintAction, PrintNowFacts, PrintRow, PrintsPage
from ui.settings.slip_facts import SlipWish
from ui.settings.view import SettingsView

_ROWS = (
    ("11/22 日", "10:42", "receipt", "A-000412", "王小美", "櫃檯", "failed", "danger"),
    ("11/22 日", "10:41", "receipt", "A-000411", "", "櫃檯", "unknown", "warn"),
    ("11/22 日", "10:31", "top_up", "A-000410", "歐陽亞歷山大．馮．洪堡", "櫃檯", "confirmed", "primary"),
    ("11/22 日", "10:15", "stamp_card", "", "", "吧台旁邊靠窗那一台新的", "queued", "info"),
    ("11/21 六", "19:05", "member_card", "A-000407", "Josephine Oppenheimer", "櫃檯", "sent", "plain"),
    ("11/21 六", "18:40", "day_report", "", "", "櫃檯", "dropped", "plain"),
)
_WHY = "印表機 192.168.1.100:9100 沒有紙了；請換上新的紙捲再重印。"


def _settings(words: Words, section: str) -> SettingsView:
    view = SettingsView(words)
    view.show_section(section)
    return view


def _slips(words: Words) -> QWidget:
    view = _settings(words, "slips")

    def draw(wish: SlipWish) -> None:
        view.slips.preview.show_slip(slip(wish.width_dots))

    view.slips.preview_wished.connect(draw)
    view.slips.show_values({"slip_footer": "謝謝光臨", "issuer_guarantee_until": "2027-03-01"})
    view.slips.forms["text"].rows["slip_header"].control.set_value("每日現烘，歡迎自備杯")
    view.slips.show_warning(words("slips_settings.warn_short", day="2027/3/1"))
    view.slips.logo.take_file("logo.png")
    view.slips.logo.show_error(words("slips_settings.logo_unreadable", name="logo.png"))
    return view


def _history(words: Words, *, empty: bool = False) -> SettingsView:
    view = _settings(words, "prints")
    rows = tuple(
        PrintRow(number, day, time, words(f"prints.slip_{kind}"), number, who, printer, _chip(words, state, ink))
        for day, time, kind, number, who, printer, state, ink in _ROWS
    )
    listed = view.prints.list

    def answer(after: object) -> None:
        shown = () if empty else rows
        view.prints.show_page(PrintsPage(shown, after, None, listed.search.text(), str(listed.filter.value())))

    view.prints.page_wished.connect(answer)
    view.prints.refresh()
    return view


def _chip(words: Words, state: str, ink: str) -> ChipFacts:
    return ChipFacts(words(f"prints.state_{state}"), ink)  # type: ignore[arg-type]


def _opened(words: Words) -> QWidget:
    view = _history(words)
    actions = tuple(PrintAction(name, words(f"prints.do_{name}")) for name in ("retry", "reroute", "drop"))
    facts = OpenPrint(
        "1",
        words("prints.second_copy", slip=words("prints.slip_receipt")),
        _chip(words, "failed", "danger"),
        words("prints.about_failed"),
        _WHY,
        (
            (words("prints.fact_time"), "2026/11/22（日） 10:42:07"),
            (words("prints.fact_number"), "A-000412"),
            (words("prints.fact_whose"), "歐陽亞歷山大．馮．洪堡"),
            (words("prints.fact_printer"), "吧台旁邊靠窗那一台新的"),
        ),
        actions,
        (("bar", "吧台"), ("kitchen", "廚房")),
        words("prints.picture_will"),
    )
    view.prints.show_print(facts)
    view.prints.show_picture(slip())
    view.prints.show_message(MessageFacts(words("prints.again_sent"), "done"))
    return view


def _print_now(words: Words, thing: str) -> QWidget:
    view = _settings(words, "print_now")
    most = {"poster": 20, "stamp_card": 200, "coupon": 1_000}
    notes = {"stamp_card": words("prints.cards_note")}
    trouble = MessageFacts(words("prints.no_link"), "warn", words("prints.go_slips"), "slips")
    cards = (("a", "咖啡護照"),)
    view.print_now.show_facts(PrintNowFacts(cards, (), "2026-11-22", most, notes, {"poster": trouble}))
    view.print_now.choose(thing)
    view.print_now.show_picture(None if thing == "poster" else slip())
    return view


def screens(words: Words) -> list[tuple[str, QWidget]]:
    """These screens, by name."""
    return [
        ("settings_slips", _slips(words)),
        ("settings_prints", _history(words)),
        ("settings_prints_empty", _history(words, empty=True)),
        ("settings_prints_open", _opened(words)),
        ("settings_print_poster", _print_now(words, "poster")),
        ("settings_print_cards", _print_now(words, "stamp_card")),
        ("settings_print_report", _print_now(words, "day_report")),
    ]
