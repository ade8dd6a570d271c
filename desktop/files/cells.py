"""What a cell of somebody's spreadsheet means: amounts, lists, yes and no, in the ways people write them. Pure."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from loyalty.money import Currency

_YES = frozenset({"是", "y", "yes", "true", "1", "x", "v", "✓", "已停售", "停售", "retired"})
_NO = frozenset({"", "否", "n", "no", "false", "0", "販售中", "on sale"})
# Commas and spaces part thousands and nothing else: "12,5" is twelve and a half somewhere, and nowhere 125.
_NUMBER = re.compile(r"-?([0-9]{1,15}|[0-9]{1,3}([, ][0-9]{3}){1,4})(\.[0-9]{1,6})?")
_MONEY_MARKS = re.compile(r"NT\$|HK\$|US\$|[$¥€元圓]")
_PARTED = re.compile(r"[, ]")


def text(value: object) -> str:
    """The cell as somebody wrote it, spaces collapsed; a whole number without its ".0"."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split())


def plain(value: object) -> str:
    """The cell with full-width and other compatible forms made normal, for reading and comparing, not for keeping."""
    return unicodedata.normalize("NFKC", text(value))


def same_name(name: str) -> str:
    """The form in which two names are the same: width, case and spaces do not matter."""
    return plain(name).casefold()


def amount(value: object, currency: Currency) -> int | None:
    """A price in whole units of the currency; None when it is no amount or finer than the currency.

    "１，２８０", "NT$ 1,280", "1280 元" and 1280.0 are all 1280.
    """
    figures = _MONEY_MARKS.sub("", plain(value)).replace("- ", "-").strip()
    if not _NUMBER.fullmatch(figures):
        return None
    units = Decimal(_PARTED.sub("", figures)).scaleb(currency.digits)
    return int(units) if units == units.to_integral_value() else None


def words_of(value: object) -> tuple[str, ...]:
    """A list written with commas, semicolons or 頓號, each once, in order."""
    parts = (part.strip() for part in re.split(r"[,;、，；]", text(value)))
    return tuple(dict.fromkeys(part for part in parts if part))


def path_of(value: object) -> str:
    """A category path: "飲料 ／ 咖啡" is "飲料/咖啡"."""
    parts = (part.strip() for part in re.split(r"[/／]", text(value)))
    return "/".join(part for part in parts if part)


def yes_no(value: object) -> bool | None:
    """Yes or no, in words, ticks or numbers; an empty cell is no. None when it is neither."""
    said = plain(value).casefold()
    if said in _YES:
        return True
    return False if said in _NO else None
