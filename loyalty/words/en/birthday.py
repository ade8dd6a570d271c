"""Words of birthday."""

WORDS: dict[str, str] = {
    "kind": "Birthday",
    "about": "A gift, a discount or more points and cashback once a year; lunar birthdays too.",
    "window": "When",
    "window_help": "The whole month, the day, or some days around it.",
    "window_month": "The month of the birthday",
    "window_day": "The birthday",
    "window_around": "Around the birthday",
    "days_before": "Days before",
    "days_before_help": "From so many days before the birthday.",
    "days_after": "Days after",
    "days_after_help": "Until so many days after the birthday.",
    "sentence_month": "In the month of the birthday: {said}.",
    "sentence_day": "On the birthday: {said}.",
    "sentence_around": "From {before} days before the birthday to {after} after it: {said}.",
    "once": "{said}, once a year",
    "notice_open": "Birthday until {day}: {reward}",
    "notice_used": "This year's birthday offer was used",
    "notice_changed": "The birthday was changed: the lead must agree to its offer",
}
