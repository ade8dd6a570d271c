"""Words of early_access."""

WORDS: dict[str, str] = {
    "kind": "優先購買",
    "about": "新品先開放給某些會員買，之後才給所有人。",
    "early_day": "會員從哪一天",
    "early_day_help": "這一天起會員可以買；空白是現在就可以。",
    "open_day": "所有人從哪一天",
    "open_day_help": "這一天起所有人都可以買。",
    "sentence": "{goods}先開放給{people}，{day} 起所有人都能買。",
    "sentence_from": "{goods} {early} 起先開放給{people}，{day} 起所有人都能買。",
    "whoever": "有優惠碼的客人",
    "notice_now": "{programme}：可以先買，{day} 才開放給所有人",
    "notice_soon": "{programme}：{day} 起可以先買",
}
