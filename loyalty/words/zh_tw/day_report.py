"""Words of day_report."""

WORDS: dict[str, str] = {
    "not_noted": "未註明付款方式",
}
