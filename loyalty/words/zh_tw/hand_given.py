"""Words of hand_given."""

WORDS: dict[str, str] = {
    "kind": "店家贈禮",
    "about": "店員選一個原因，當場送一份。",
    "reasons": "可以選的原因",
    "reasons_help": "例如：等太久、拍照活動、推廣大使。",
    "sentence": "店家可送{gift}：{reasons}。",
}
