"""A start that cannot have the data says so in place, and changes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from loyalty.errors import KnownError
from tests.desktop.counter import Till


def test_a_second_start_on_the_same_data_says_its_one_sentence_on_the_counter(qapp: Any, tmp_path: Path) -> None:
    first = Till(tmp_path)
    second = Till(tmp_path, seed=8)
    try:
        (error,) = second.failed
        assert isinstance(error, KnownError)
        assert error.key == "already_open"
        message = second.view.message.message()
        assert message is not None
        assert message.text == second.words("error.already_open")
        assert second.view.message.isVisible()
        assert not second.view.isEnabled()
        first.type("0912345678\r")
    finally:
        second.close()
        first.close()
