"""Words of birthday."""

WORDS: dict[str, str] = {
    "kind": "生日優惠",
    "about": "壽星一年一次的禮物、折扣，或點數與回饋金加倍；農曆生日也行。",
    "window": "什麼時候",
    "window_help": "整個生日月份、生日當天，或前後幾天。",
    "window_month": "生日當月",
    "window_day": "生日當天",
    "window_around": "生日前後",
    "days_before": "生日前幾天",
    "days_before_help": "從生日前幾天開始。",
    "days_after": "生日後幾天",
    "days_after_help": "到生日後幾天為止。",
    "sentence_month": "生日當月{said}。",
    "sentence_day": "生日當天{said}。",
    "sentence_around": "生日前 {before} 天到後 {after} 天{said}。",
    "once": "{said}，一年一次",
    "notice_open": "生日優惠到 {day}：{reward}",
    "notice_used": "今年的生日優惠用過了",
    "notice_changed": "生日改過，要店長同意才能給生日優惠",
}
