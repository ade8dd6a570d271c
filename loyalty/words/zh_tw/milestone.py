"""Words of milestone."""

WORDS: dict[str, str] = {
    "kind": "里程碑禮",
    "about": "第幾次來店送一份禮。",
    "visits": "第幾次來店",
    "visits_help": "到這一次來店就送。",
    "repeats": "每滿幾次都送",
    "repeats_help": "關掉是只送一次。",
    "sentence": "第 {visits} 次來店送{gift}。",
    "sentence_every": "每 {visits} 次來店送{gift}。",
    "notice_ahead": "再來 {missing} 次有里程碑禮",
    "notice_ahead_one": "再來 {missing} 次有里程碑禮",
}
