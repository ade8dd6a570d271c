"""The settings' screen over a real shop, in the real window."""

from __future__ import annotations

from desktop import till as tills
from desktop.operations.settings import running_preset
from tests.desktop.counter import Till
from tests.ui.screens import texts
from ui.settings.view import SettingsView


def view(till: Till) -> SettingsView:
    """The screen, in front."""
    if till.app.window.current_screen() != "settings":
        till.app.window.show_screen("settings")
        till.settle()
    return till.desks.screens.settings_view


def test_the_shops_name_is_saved_and_shown_at_once(till: Till) -> None:
    row = view(till).shop.forms["shop"].rows["name"]
    row.control.set_value("阿明咖啡")
    till.click(view(till).shop.save)
    assert till.desks.state.context.shop.name == "阿明咖啡"
    assert till.app.window.windowTitle() == "阿明咖啡"
    assert till.said == till.words("desk.saved")


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_saved(till: Till) -> None:
    view(till).saved.emit({"name": "店" * 500})
    till.settle()
    assert view(till).shop.forms["shop"].rows["name"].error.text()
    assert till.desks.state.context.shop.name == ""


def test_another_preset_runs_from_now_on_and_is_marked(till: Till) -> None:
    desk = till.desks.screens.settings
    desk.run_preset("coffee_passport")
    till.settle()
    assert running_preset(till.desks.state.context.programmes) == "coffee_passport"
    assert [card.preset_id for card in desk.presets() if card.running] == ["coffee_passport"]
    desk.run_preset("")
    till.settle()
    assert [card.preset_id for card in desk.presets() if card.running] == []


def test_the_settings_lead_to_the_programmes(till: Till) -> None:
    till.click(view(till).nav["programmes"])
    till.click(view(till).programmes.open)
    assert till.app.window.current_screen() == "programmes"


def test_language_and_theme_are_the_tills_own_and_kept(till: Till) -> None:
    view(till).language_wished.emit("en")
    view(till).theme_wished.emit("dark")
    till.settle()
    kept = tills.load(till.folder / "till.json")
    assert (kept.language, kept.theme) == ("en", "dark")
    assert till.words.language == "en"
    assert till.desks.state.context.shop.language == "zh_tw"
    view(till).theme_wished.emit("light")


def test_a_till_file_that_cannot_be_written_is_said_and_changes_nothing(till: Till) -> None:
    (till.folder / "till.part").mkdir()
    till.app.window.show_screen("settings")
    view(till).show_section("look")
    till.click(view(till).look.language.button("en"))
    assert view(till).message.message() is not None
    assert view(till).look.language.current() == "zh_tw"
    assert till.words.language == "zh_tw"


def test_the_last_screen_says_where_the_data_is(till: Till) -> None:
    view(till).show_section("about")
    till.settle()
    about = till.desks.screens.settings._view.about
    assert any(str(till.folder) in text for text in texts(about))
