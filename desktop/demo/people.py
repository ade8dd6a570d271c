"""The people of the demo shop: name, phone, birthday, what they like. Made from a seed, one by one."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from desktop.demo.names import chinese_name, latin_name
from loyalty import ids
from loyalty.members import Birthday, BirthdayCalendar, Member

PREFERENCES = ("少冰", "去冰", "半糖", "無糖", "燕麥奶", "自備杯", "熱的", "深焙", "淺焙", "靠窗", "外帶", "加濃")
ALLERGIES = ("堅果", "乳製品", "麩質", "蛋")
NOTES = (
    "喜歡靠窗座位",
    "常帶同事一起來",
    "週末帶小孩",
    "會問新豆子",
    "寵物友善座位",
    "上次的蛋糕太甜，已補送一杯",
)

# Mobile numbers are 09 and eight digits, of which the first is 0 to 8. Stepping by a number that shares no factor with
# how many there are gives each person another one, in no visible order.
_PHONES = 90_000_000
_PHONE_STEP = 30_999_983

_NAMELESS, _BEARER, _LATIN = 0.07, 0.025, 0.02


@dataclass(frozen=True, slots=True)
class Person:
    """A member to be, with the id of their card (10 bytes)."""

    member: Member
    card_id: bytes


def person(seed: int, index: int, joined_at_ms: int, year: int) -> Person:
    """The `index`-th person (from 0) of a shop, who joins at that moment of that year. Each phone is given once."""
    rng = Random(f"{seed}:person:{index}")
    card_id = rng.randbytes(10)
    member_id = ids.member_id(joined_at_ms, rng.getrandbits(ids.MEMBER_ID_RANDOM_BITS))
    kind = rng.random()
    if kind < _BEARER:
        return Person(Member(member_id, index + 1, joined_at_ms), card_id)
    birth_year = year - round(rng.triangular(16, 82, 34))
    member = Member(
        id=member_id,
        number=index + 1,
        joined_at_ms=joined_at_ms,
        phone=f"09{(seed * 7_919 + index * _PHONE_STEP) % _PHONES:08d}",
        name=_name(rng, kind, birth_year),
        birthday=_birthday(rng, birth_year) if rng.random() < 0.62 else None,
        preferences=tuple(rng.sample(PREFERENCES, rng.choice((1, 1, 2, 3)))) if rng.random() < 0.45 else (),
        allergies=(rng.choice(ALLERGIES),) if rng.random() < 0.04 else (),
        note=rng.choice(NOTES) if rng.random() < 0.06 else "",
        consent_at_ms=joined_at_ms if rng.random() < 0.55 else None,
        language="en" if kind < _BEARER + _LATIN else "",
    )
    return Person(member, card_id)


def _name(rng: Random, kind: float, birth_year: int) -> str:
    if kind < _BEARER + _LATIN:
        return latin_name(rng)
    return "" if kind < _BEARER + _LATIN + _NAMELESS else chinese_name(rng, birth_year)


def _birthday(rng: Random, birth_year: int) -> Birthday:
    lunar = birth_year < 1975 and rng.random() < 0.25
    known_year = birth_year if rng.random() < 0.8 else None
    calendar = BirthdayCalendar.LUNAR if lunar else BirthdayCalendar.SOLAR
    return Birthday(calendar, rng.randint(1, 12), rng.randint(1, 28), known_year)
