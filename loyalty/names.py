"""Names: cleaning what was typed, and the keys by which people are found.

A member has static search keys (`search_keys`), rewritten only when the name or phone changes. What is typed into the
search box has one or more readings (`query_keys`). `matches` is the definition that the disk's search must agree with.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from loyalty import cards, daqian, readings
from loyalty.refusals import Refusal, RefusalReason

NAME_LENGTH_MAX = 60
WORD_KEY_LENGTH_MAX = 12
INITIALS_LENGTH_MAX = 8

_BOPOMOFO_DIGITS_MIN = 4

_NEUTRAL_TONE = "˙"
_ZERO_WIDTH_JOINER = "\u200d"
_NUMBER_SIGNS = ("#", "no.", "no", "№", "編號", "會員編號")


class QueryKind(StrEnum):
    """How a reading of the typed text looks for people."""

    DIGITS = "digits"  # by a phone's beginning or ending
    NAME = "name"  # by keys of the name
    INITIALS = "initials"  # by one key of Bopomofo initials
    NUMBER = "number"  # by the shop's running member number, exactly
    CARD = "card"  # a card's code: for `cards.parse_card`, the disk's search finds nobody by it


@dataclass(frozen=True, slots=True)
class Query:
    """One reading of the typed text. A member is found when ALL that is set holds:

    - `keys`: the member has every one of these `search_keys` (no other look at the name is needed);
    - `beginning`: the phone begins with it ("09", "+81"); it always starts with "0" or "+";
    - `ending`: the phone ends with it; from three digits on `keys` holds "#" + its last three digits as well;
    - `number`: the member's number is it.

    NAME: one or more keys, nothing else. INITIALS: exactly one key. DIGITS: either a beginning, or an ending with or
    without its key. NUMBER: the number. CARD: nothing is set and nobody is found by search.
    """

    kind: QueryKind
    keys: tuple[str, ...] = ()
    beginning: str = ""
    ending: str = ""
    number: int | None = None


def clean_name(text: str) -> str | Refusal:
    """The name as it is kept: NFC, single spaces, no control, bidirectional or zero-width characters; "" for no name.

    Rare characters (all planes), their variation selectors and emoji stay. Refused with NAME_UNREADABLE: more than 60
    code points (a name is never cut), lone surrogates, or nothing visible left of what was typed.
    """
    kept = "".join(_kept(text, index) for index in range(len(text)))
    name = unicodedata.normalize("NFC", " ".join(kept.split()))
    unreadable = len(name) > NAME_LENGTH_MAX or any(unicodedata.category(character) == "Cs" for character in name)
    if unreadable or (text.strip() and not name):
        return Refusal(RefusalReason.NAME_UNREADABLE, {"limit": NAME_LENGTH_MAX})
    return name


def _kept(text: str, index: int) -> str:
    character = text[index]
    if character.isspace():
        return " "
    if character == _ZERO_WIDTH_JOINER:
        return character if _joins_emoji(text, index) else ""
    return "" if unicodedata.category(character) in ("Cc", "Cf", "Cn", "Zl", "Zp") else character


def _joins_emoji(text: str, index: int) -> bool:
    before = text[:index].rstrip("\ufe0f")[-1:]
    after = text[index + 1 : index + 2]
    return _is_pictograph(before) and _is_pictograph(after)


def _is_pictograph(character: str) -> bool:
    return bool(character) and unicodedata.category(character) in ("So", "Sk")


def avatar_initial(name: str) -> str:
    """What stands in the round picture: the name's first character, capital if Latin; "" for no name."""
    first = name[:1]
    return first.upper() if len(first.upper()) == 1 else first


def search_keys(name: str, phone: str) -> frozenset[str]:
    """The static keys of a member, name as cleaned and phone as parsed ("" for none). For "王小明", "0912345678":

    - each character and each adjacent pair: 王 小 明 王小 小明 (spaces and dots between them do not part a pair);
    - Bopomofo initials, each beginning and each ending of two or more: ㄨ ㄨㄒ ㄨㄒㄇ ㄒㄇ;
    - "#" + the phone's last three digits: #678;
    - of words in alphabets ("Amy Chen"), every beginning, lower case, up to 12 letters: a am amy c ch che chen.
    """
    characters, words = _parts(name)
    keys = {*characters, *_pairs(characters)}
    for initials in readings.initials(characters):
        keys.update(_initials_keys(initials))
    for word in words:
        keys.update(word[:length] for length in range(1, min(len(word), WORD_KEY_LENGTH_MAX) + 1))
    if len(phone) >= 3:
        keys.add("#" + phone[-3:])
    return frozenset(keys)


def _folded(text: str) -> str:
    # The neutral tone's dot is kept apart: NFKC would make a space and a combining dot of it.
    parts = (unicodedata.normalize("NFKC", part) for part in text.split(_NEUTRAL_TONE))
    return _NEUTRAL_TONE.join(parts).casefold()


def _parts(text: str) -> tuple[str, tuple[str, ...]]:
    """The characters that stand for themselves (Han, kana, emoji), joined, and the words of alphabets."""
    characters: list[str] = []
    spaced: list[str] = []
    for character in _folded(text):
        category = unicodedata.category(character)
        alone = category in ("Lo", "So")
        if alone:
            characters.append(character)
        part_of_word = not alone and (category[0] in "LN" or (category == "Mn" and spaced[-1:] not in ([], [" "])))
        spaced.append(character if part_of_word else " ")
    return "".join(characters), tuple("".join(spaced).split())


def _pairs(characters: str) -> list[str]:
    return [characters[index : index + 2] for index in range(len(characters) - 1)]


def _initials_keys(initials: str) -> list[str]:
    beginnings = [initials[:length] for length in range(1, min(len(initials), INITIALS_LENGTH_MAX) + 1)]
    endings = [initials[-length:] for length in range(2, min(len(initials), INITIALS_LENGTH_MAX))]
    return beginnings + endings


def query_keys(text: str) -> tuple[Query, ...]:
    """Every reading of what was typed into the search box; who is found by any of them is shown. () for nothing typed.

    - A card's code, or the beginning of one from 8 characters on: one CARD reading.
    - "#123", "No.123", "編號123": the member number, only.
    - Digits (spaces, hyphens, brackets, full-width and +886 understood): 1 or 2 are a beginning or an ending; 3 the
      last three; 4 the last four or a beginning; 5 and more a beginning (without the leading 0 as well), or, where
      they cannot be one, an ending (a local number without its area code). 1 to 7 digits are the member number too,
      unless they begin with 0 (6 digits beginning with 00 are).
    - Bopomofo symbols: initials, as typed and as whole syllables ("ㄨㄤˊㄒ" is ㄨㄒ), and the digits on their keys if
      they are 4 or more ("ㄢㄞㄅㄉ" is 0912).
    - Latin letters: beginnings of words, and the keys of the Daqian layout as initials ("jva" is ㄨㄒㄇ).
    - Anything else: all its characters, side by side, and all beginnings of its words. "王ㄒㄇ" is 王 with ㄨㄒㄇ.
    """
    folded = _folded(text).strip()
    if not folded:
        return ()
    if cards.begins_like_card(text):
        return (Query(QueryKind.CARD),)
    number = _typed_number(folded)
    if number is not None:
        return (Query(QueryKind.NUMBER, number=number),)
    digits = _typed_digits(folded)
    if digits:
        return _digit_queries(digits)
    return _name_queries(folded)


def _typed_number(folded: str) -> int | None:
    for sign in sorted(_NUMBER_SIGNS, key=len, reverse=True):
        rest = folded.removeprefix(sign).strip(" .:#")
        if folded.startswith(sign) and rest.isascii() and rest.isdigit():
            return int(rest[:18])
    return None


def _typed_digits(folded: str) -> str:
    bare = "".join(character for character in folded if character not in " -()./‐‑–−")
    plus = "+" if bare.startswith("+") else ""
    digits = bare.removeprefix("+")
    return plus + digits if digits.isascii() and digits.isdigit() else ""


def _digit_queries(digits: str) -> tuple[Query, ...]:
    beginnings = _beginnings(digits)
    queries = [Query(QueryKind.DIGITS, beginning=beginning) for beginning in beginnings if len(digits) != 3]
    if not digits.startswith("+") and (len(digits) <= 4 or not beginnings):
        queries.append(_ending_query(digits))
    if (len(digits) <= 7 and digits[0] not in "0+") or (len(digits) == 6 and digits.startswith("00")):
        queries.append(Query(QueryKind.NUMBER, number=int(digits)))
    return tuple(queries)


def _ending_query(digits: str) -> Query:
    keys = ("#" + digits[-3:],) if len(digits) >= 3 else ()
    return Query(QueryKind.DIGITS, keys, ending=digits)


def _beginnings(digits: str) -> tuple[str, ...]:
    """How a stored phone that was typed from its start may begin; () when none can."""
    if digits.startswith("+886"):
        return ("0" + digits.removeprefix("+886").removeprefix("0"),)
    if digits.startswith("886") and len(digits) > 4:
        return ("0" + digits.removeprefix("886").removeprefix("0"),)
    if digits[0] in "0+":
        return (digits,)
    return ("0" + digits,) if digits[0] == "9" and len(digits) >= 4 else ()


def _name_queries(folded: str) -> tuple[Query, ...]:
    queries = [_initials_query(initials) for initials in _typed_initials(folded)]
    if not daqian.has_symbols(folded):
        characters, words = _parts(folded)
        keys = _pairs(characters) or list(characters)
        keys += [word[:WORD_KEY_LENGTH_MAX] for word in words]
        if keys:
            queries.insert(0, Query(QueryKind.NAME, tuple(dict.fromkeys(keys))))
        return tuple(queries)
    digits = _typed_digits(daqian.to_latin(folded))
    if len(digits) >= _BOPOMOFO_DIGITS_MIN:
        queries += _digit_queries(digits)
    return tuple(queries or _mixed_queries(folded))


def _initials_query(initials: str) -> Query:
    return Query(QueryKind.INITIALS, (initials[:INITIALS_LENGTH_MAX],))


def _typed_initials(folded: str) -> tuple[str, ...]:
    readings_of_it = (daqian.to_initials(folded), daqian.syllable_initials(folded))
    return tuple(dict.fromkeys(initials for initials in readings_of_it if initials))


def _mixed_queries(folded: str) -> list[Query]:
    """Characters followed by symbols: the characters' own keys, and the initials of the whole."""
    characters, _words = _parts(folded)
    written = "".join(character for character in characters if not daqian.has_symbols(character))
    keys = _pairs(written) or list(written)
    found = (initials[:INITIALS_LENGTH_MAX] for initials in readings.initials(characters))
    return [Query(QueryKind.NAME, (*keys, initials)) for initials in dict.fromkeys(found)]


def matches(query: Query, name: str, phone: str, number: int) -> bool:
    """Whether a member with this name, phone and number is found by one reading: the definition of the search."""
    if query.kind is QueryKind.CARD:
        return False
    if query.number is not None:
        return number == query.number
    return (
        set(query.keys) <= search_keys(name, phone)
        and phone.startswith(query.beginning)
        and phone.endswith(query.ending)
    )
