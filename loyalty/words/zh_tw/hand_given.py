"""Words of hand_given."""

WORDS: dict[str, str] = {
    "kind": "店家贈禮",
    "about": "店員選一個原因，當場送禮、送點或送章。",
    "reasons": "可以選的原因",
    "reasons_help": "例如：等太久、拍照活動、推廣大使。",
    "bonus_points": "加送幾點（章）",
    "bonus_points_help": "照這個數目送，不會加倍；0 是不送。",
    "bonus_programme": "記到哪個方案",
    "bonus_programme_help": "點數方案或集點卡的代號；到期照那個方案。",
    "bonus_unit": "加送什麼",
    "bonus_unit_help": "點數給點數方案，章給集點卡。",
    "bonus_unit_point": "點數",
    "bonus_unit_stamp": "章",
    "sentence": "店家可送{gift}：{reasons}。",
}
