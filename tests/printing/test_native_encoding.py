"""Only what every printer of an encoding has is sent to it as text."""

from __future__ import annotations

import pytest

from printing.native_encoding import cells, encoded
from printing.route import TextRoute

NATIVE = (TextRoute.BIG5, TextRoute.GB18030)


@pytest.mark.parametrize(
    ("character", "big5", "gb"),
    [
        ("A", "41", "41"),
        ("熟", "bcf4", "caec"),
        ("龘", "f9d5", "fd93"),  # the last of level 2
        ("，", "a141", "a3ac"),
        ("×", "a1d1", "a1c1"),
        ("→", "a1f7", "a1fa"),
        ("●", "a1b4", "a1f1"),
        ("◎", "a1b7", "a1f2"),
        ("堃", "", "88d2"),
        ("峯", "", "8d6f"),
        ("张", "", "d5c5"),
        ("碁", "", "b39e"),  # ETEN's, in code page 950 only
        ("€", "", ""),  # code page 950's, and not in GBK
        ("╔", "", ""),  # ETEN's box drawing; GBK's own symbols
        ("é", "", ""),  # in GB 2312, but twice as wide
        ("～", "", "a1ab"),  # the tables of Big5 do not agree
        ("𡘙", "", ""),  # beyond two bytes
        ("㐀", "", ""),
        ("♥", "", ""),
        ("😀", "", ""),
        ("\ue000", "", ""),  # private use
        ("\n", "", ""),
        ("\x7f", "", ""),
        ("\x1b", "", ""),
    ],
)
def test_a_character_is_sent_only_where_every_printer_has_it(character: str, big5: str, gb: str) -> None:
    assert (encoded(character, TextRoute.BIG5) or b"").hex() == big5
    assert (encoded(character, TextRoute.GB18030) or b"").hex() == gb


@pytest.mark.parametrize("route", NATIVE)
def test_every_code_means_its_character_and_no_command(route: TextRoute) -> None:
    known = 0
    for point in (*range(0xD800), *range(0xE000, 0x30000)):
        code = encoded(chr(point), route)
        if code is None:
            continue
        known += 1
        assert code.decode(route.value) == chr(point)
        assert len(code) == (1 if point < 0x80 else 2)
        assert code[0] >= (0x20 if point < 0x80 else 0x81)
        assert code[-1] >= 0x20
    assert known > 13_000


@pytest.mark.parametrize(
    ("character", "wide"), [("a", 1), ("é", 1), ("熟", 2), ("堃", 2), ("𡘙", 2), ("□", 2), ("♥", 2), ("ｱ", 1)]
)
def test_what_is_drawn_is_as_wide_as_what_is_sent(character: str, wide: int) -> None:
    assert cells(character, TextRoute.BIG5) == wide


def test_by_pictures_nothing_but_ascii_is_ever_sent() -> None:
    assert encoded("熟", TextRoute.PICTURE) is None
    assert encoded("a", TextRoute.PICTURE) == b"a"
