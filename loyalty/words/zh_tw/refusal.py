"""Words of refusal."""

WORDS: dict[str, str] = {
    "phone_unreadable": "看不懂這個電話號碼。請輸入像 0912-345-678 的手機、含區碼的市話，或 + 開頭的國外號碼。",
    "name_unreadable": "這個姓名無法儲存。請用看得見的文字，最多 {limit} 個字。",
    "birthday_unreadable": "看不懂這個生日，或沒有這一天。請輸入像 75/3/5、1986-03-05 或 農曆3/5。",
    "card_half_scanned": "只掃到一半的會員卡。請再掃一次。",
    "card_two_scans": "兩次掃描連在一起了。請一次掃一張。",
    "card_damaged": "會員卡的條碼讀錯了或已損壞。請再掃一次，或用電話找會員。",
    "card_foreign": "這是別家店的會員卡。請用電話找會員。",
    "card_not_ours": "這不是會員卡。請掃會員卡上的 QR，或用電話找會員。",
    "card_input_method": "掃描時開著中文輸入法。請切換成英文輸入，再掃一次。",
}
