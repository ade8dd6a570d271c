"""Words of regulars_day."""

WORDS: dict[str, str] = {
    "kind": "熟客日",
    "about": "固定的星期、日期或時段，熟客有折扣、禮物，或點數與回饋金加倍。",
    "day_of_month": "每月幾號",
    "day_of_month_help": "0 是不限；31 在小月是最後一天。",
    "visits_before": "來過幾次才算熟客",
    "visits_before_help": "0 是每位會員。",
    "on_day": "每月 {day} 日",
    "after_visits": "來過 {visits} 次的熟客",
    "sentence": "熟客日：{said}。",
}
