"""Settings are JSON values by name; the card secret is made once and shown by nothing."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError

from db import settings
from db.store import Store


def test_settings_come_back_with_their_types_and_others_stay(store: Store) -> None:
    with store.write() as connection:
        settings.save(connection, {"name": "晨光咖啡", "tenders": ["現金", "LINE Pay"], "undo_minutes": 10})
        settings.save(connection, {"undo_minutes": 5, "closed": False, "nothing": None})
        settings.save(connection, {})
        assert settings.load(connection) == {
            "name": "晨光咖啡",
            "tenders": ["現金", "LINE Pay"],
            "undo_minutes": 5,
            "closed": False,
            "nothing": None,
        }


def test_the_card_secret_is_made_once_and_is_no_setting(store: Store) -> None:
    with store.write() as connection:
        with pytest.raises(LookupError):
            settings.card_secret(connection)
        settings.set_card_secret(connection, b"\x00secret")
        assert settings.card_secret(connection) == b"\x00secret"
        assert settings.load(connection) == {}
    with pytest.raises(IntegrityError), store.write() as connection:
        settings.set_card_secret(connection, b"another")
