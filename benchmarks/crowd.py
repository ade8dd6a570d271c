"""A crowd of members for measuring: surnames and given names as common as in Taiwan, visits spread over 18 months."""

from __future__ import annotations

import random
from collections.abc import Iterator

from loyalty.members import Member

BEGAN_AT_MS = 1_750_000_000_000
ENDED_AT_MS = 1_795_000_000_000

# The 40 most common surnames with their share in thousandths; the rest of the people share the last ones.
_SURNAMES = (
    "陳111 林83 黃60 張53 李51 王41 吳40 劉32 蔡29 楊27 許23 鄭19"
    " 謝18 郭15 洪15 曾14 邱14 廖14 賴13 周12 徐12 蘇12 葉12 莊10"
    " 呂9 江9 何8 蕭8 羅8 高8 潘7 簡6 朱6 鍾6 彭6 游6 詹6 胡5 施5"
    " 沈5 余5 盧5 梁5 趙4 顏4 柯4 翁4 魏3 孫3 戴3 歐陽1 范3 方3 宋3"
)
_GIVEN = (
    "怡君12 欣怡10 雅婷12 淑芬11 美玲10 志明9 家豪11 俊傑9 冠宇9 宗翰10"
    " 雅雯8 佳穎8 詩涵8 宜蓁7 品妤6 承恩6 子晴5 宥廷5 柏翰8 建宏9"
    " 淑惠9 麗華8 秀英9 文雄5 國華5 明哲5 玉珍6 佩珊6 惠雯6 志偉9"
    " 嘉玲7 素貞5 彥廷6 思妤6 沛恩3 昱廷3 芷晴3 若涵2 語彤2 睿恩2"
)
_CHARACTERS = (
    "一中之子仁元光全安宇宏秀佳宜承明昌采芳芸美俊冠品奕娟恩振書珊真軒婷婕涵淑凱博媛惠"
    "晴欣智瑋瑄瑜筠萱翔靖豪德慧霖曉穎蓉蕙鈞"
)


def people(amount: int, seed: int = 7) -> Iterator[tuple[Member, bytes, int]]:
    """Members with a card's id and the time they came last (epoch milliseconds UTC), the same for the same seed."""
    chance = random.Random(seed)
    surnames, surname_weights = _weighted(_SURNAMES)
    given, given_weights = _weighted(_GIVEN)
    phones = chance.sample(range(100_000_000), amount)
    for index in range(amount):
        surname = chance.choices(surnames, surname_weights)[0]
        if chance.random() < 0.4:
            name = surname + chance.choices(given, given_weights)[0]
        else:
            name = surname + chance.choice(_CHARACTERS) + chance.choice(_CHARACTERS)
        joined_at_ms = chance.randrange(BEGAN_AT_MS, ENDED_AT_MS)
        came_at_ms = chance.randrange(joined_at_ms, ENDED_AT_MS)
        member_id = (index << 22) + chance.getrandbits(22)
        phone = f"09{phones[index]:08}"
        member = Member(member_id, index + 1, joined_at_ms, phone, name)
        yield member, chance.randbytes(10), came_at_ms


def _weighted(text: str) -> tuple[list[str], list[int]]:
    names = [word.rstrip("0123456789") for word in text.split()]
    return names, [int(word[len(name) :]) for word, name in zip(text.split(), names, strict=True)]
