"""Words of early_access."""

WORDS: dict[str, str] = {
    "kind": "Early access",
    "about": "Certain members may buy something before everybody else.",
    "early_day": "Members from",
    "early_day_help": "From this day they may buy; empty is from now on.",
    "open_day": "Everybody from",
    "open_day_help": "From this day everybody may buy.",
    "sentence": "{goods}: first for {people}, for everybody from {day}.",
    "sentence_from": "{goods}: from {early} for {people}, for everybody from {day}.",
    "whoever": "whoever has the code",
    "notice_now": "{programme}: may buy already, everybody from {day}",
    "notice_soon": "{programme}: may buy from {day}",
}
