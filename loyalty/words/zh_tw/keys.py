"""Words of keys."""

WORDS: dict[str, str] = {
    "title": "按鍵一覽",
    "intro": "掃描隨時可用，不必先點任何地方。",
    "search": "找會員",
    "choose": "在清單中選擇",
    "take": "帶入選到的會員",
    "join": "新會員",
    "rewards": "使用兌換",
    "stamps": "加章、減章",
    "amount": "輸入金額（在搜尋裡先按 F2）",
    "finish": "完成並列印",
    "undo": "復原上一筆",
    "print_again": "補印上一張",
    "drawer": "開錢櫃",
    "park": "保留、取回一筆",
    "next": "換下一位",
    "keys": "這張表",
    "benefits": "看優惠、輸入優惠碼",
    "top_up": "儲值",
    "wallets": "用第一個餘額付款（Ctrl+2 第二個）",
    "tendered": "輸入實收現金",
}
