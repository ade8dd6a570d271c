"""Words of surprise."""

WORDS: dict[str, str] = {
    "kind": "驚喜禮",
    "about": "不預告，偶爾送一份小驚喜，不超過預算。",
    "one_in": "大約幾筆送一次",
    "one_in_help": "平均這麼多筆會員消費送一次。",
    "sentence": "大約每 {one_in} 筆送一次驚喜：{gift}。",
}
