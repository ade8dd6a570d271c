"""Words of offer."""

WORDS: dict[str, str] = {
    "kind": "優惠活動",
    "about": "買幾送幾、第二件半價、滿額折扣；符合就給，不必集點。",
    "free_units": "每次送幾件",
    "free_units_help": "買 2 送 1 就是 1。",
    "automatic": "自動使用",
    "automatic_help": "符合就直接給；關著由店員選用。",
    "repeats": "買越多給越多",
    "repeats_help": "每滿一次給一次；關著一筆只給一次。",
    "most": "一筆最多幾次",
    "most_help": "0 是不限。",
    "alone": "不能和其他優惠並用",
    "alone_help": "同一筆不再給別的折扣。",
    "for_everybody": "不是會員也有",
    "for_everybody_help": "每人限次的只給會員。",
    "several_free": "{said} ×{count}",
    "each_time": "每次{said}",
    "said_alone": "{said}，不與其他優惠並用",
    "sentence": "{said}。",
    "sentence_members": "會員{said}。",
}
