"""Names as they are met in Taiwan: surnames by how many bear them, given names by the decade of birth."""

from __future__ import annotations

import re
from random import Random

# Surnames with their share of the population in tenths of a percent, after the household registers' published order.
_TABLE = (
    "陳111 林83 黃60 張53 李51 王41 吳40 劉31 蔡29 楊26 許23 鄭19 謝18 洪15 "
    "郭15 邱15 曾14 廖14 賴13 徐13 周12 葉12 蘇12 莊10 江9 呂9 何9 蕭8 "
    "羅8 高8 潘7 簡7 朱7 鍾7 彭7 游6 詹6 胡5 施5 沈5 余5 盧5 "
    "梁4 趙4 顏4 柯4 翁4 魏4 孫4 戴4 范3 方3 宋3 鄧3 杜2 傅2 "
    "侯2 曹2 薛2 丁2 卓2 馬2 阮2 董2 温2 唐2 藍2 石2 蔣2 田2 "
    "康2 鄒2 白2 涂2 尤2 巫2 韓2 龔2 嚴1 袁1 黎1 金1 童1 陸1 "
    "柳1 單1 解1 查1 歐陽1 張簡1 范姜1"
)
SURNAMES: dict[str, int] = {name: int(share) for name, share in re.findall(r"(\D+?)(\d+) ?", _TABLE)}
_SURNAMES, _SHARES = tuple(SURNAMES), tuple(SURNAMES.values())

# The best-known given names of a decade, women's and men's, then the characters others are put together from.
_DECADES: dict[int, tuple[str, str, str, str]] = {
    1940: (
        "秀英 玉蘭 秀琴 美玉 秀蘭 寶珠 月娥",
        "正雄 文雄 武雄 金龍 明輝 榮華 進財",
        "秀玉美麗春月寶",
        "英蘭琴珠雲娥霞",
    ),
    1950: (
        "淑惠 美玲 麗華 秀鳳 美惠 素貞 麗珠",
        "文雄 俊雄 建國 國華 明德 清輝 俊男",
        "淑美麗秀素玉雪",
        "惠玲華貞卿娟芬",
    ),
    1960: (
        "淑芬 淑惠 美玲 雅惠 淑貞 麗君 慧玲",
        "志明 建宏 文彬 俊宏 志強 明宏 國榮",
        "淑美雅慧麗惠碧",
        "芬惠玲貞君珍儀",
    ),
    1970: (
        "淑芬 雅惠 怡君 佩君 淑娟 雅雯 惠雯",
        "志偉 建宏 俊宏 志豪 宗翰 志強 文傑",
        "雅怡佩淑惠慧靜",
        "君雯芬玲慧娟如",
    ),
    1980: (
        "雅婷 怡君 雅雯 怡婷 佩珊 欣怡 佳穎",
        "家豪 志豪 俊傑 冠宇 柏翰 信宏 彥廷",
        "雅怡佳佩欣詩婉",
        "婷君雯穎珊蓉涵",
    ),
    1990: (
        "雅婷 怡婷 思穎 宜庭 郁婷 詩涵 筱涵",
        "冠宇 柏翰 承翰 彥廷 宗翰 冠廷 家豪",
        "思郁詩宜佳筱韻",
        "婷涵庭穎萱妤安",
    ),
    2000: (
        "詩涵 欣妤 子涵 宜蓁 思妤 羽彤 品妤",
        "承恩 承翰 冠廷 宇翔 品睿 柏宇 宥廷",
        "子品欣宥羽芷語",
        "涵妤蓁彤晴恩睿",
    ),
}
# Characters that old code pages lack: such people come to every shop, and must be found and printed.
_RARE = ("堃", "喆", "犇", "煊", "峯", "瑠", "瀞", "媁", "彣", "眞", "𤧟")
_LATIN = (
    "Emma Lin", "Jason Wu", "Nguyen Thi Lan", "Putu Ayu", "Maria Santos", "Kenji Sato", "Sophie Martin", "Tom Baker",
    "Linh Tran", "Alex Chen", "Siti Rahma", "Jun Tanaka", "Grace Huang", "Oliver Stone", "Mei Yamada", "Chloe Dubois",
)  # fmt: skip


def chinese_name(rng: Random, birth_year: int) -> str:
    """Surname and given name of someone born in that year; some hundredths have a rare character or a single one."""
    surname = rng.choices(_SURNAMES, _SHARES)[0]
    women, men, first, second = _DECADES[min(2000, max(1940, birth_year // 10 * 10))]
    chance = rng.random()
    if chance < 0.03:
        given = rng.choice(_RARE) if chance < 0.01 else rng.choice(first) + rng.choice(_RARE)
    elif chance < 0.06:
        given = rng.choice(second)
    elif chance < 0.40:
        given = rng.choice(first) + rng.choice(second)
    else:
        given = rng.choice((women if rng.random() < 0.58 else men).split())
    return surname + given


def latin_name(rng: Random) -> str:
    """Someone who writes their name in Latin letters."""
    return rng.choice(_LATIN)
