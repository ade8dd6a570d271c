"""Words of day_report."""

WORDS: dict[str, str] = {
    "not_noted": "未註明付款方式",
    "head_held": "印出的 {till}-{number}（{digits}）還在帳本裡。",
    "head_gone": "帳本裡沒有印出的 {till}-{number}（{digits}）：那筆之後的帳被刪掉，或之前的帳被改過。",
}
