"""Words of first_start."""

WORDS: dict[str, str] = {
    "title": "歡迎使用熟客",
    "lead": "三個問題，一分鐘就好。都可以先跳過，之後在設定裡改。",
    "language_name": "語言",
    "step": "第 {step} 題，共 {steps} 題",
    "name_question": "店名怎麼稱呼？",
    "name_help": "會印在收據和會員卡的最上面。",
    "name_placeholder": "例：晨光咖啡",
    "preset_question": "想怎麼謝謝熟客？",
    "preset_help": "之後隨時可以停用或更換。",
    "preset_none": "先不設定",
    "preset_none_text": "只記錄來店，之後再決定。",
    "printer_question": "收據要印在哪裡？",
    "printer_help": "沒有出單機也能開始：收據會出現在畫面上。",
    "tender_cash": "現金",
    "tender_card": "信用卡",
    "back": "上一題",
    "skip": "先跳過",
    "skip_preset": "跳過：先用打勾的這一個",
    "next": "下一題",
    "finish": "開始使用",
}
