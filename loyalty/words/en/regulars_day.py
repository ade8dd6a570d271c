"""Words of regulars_day."""

WORDS: dict[str, str] = {
    "kind": "Regulars' day",
    "about": "On certain days and hours regulars get a discount, a gift or more points and cashback.",
    "day_of_month": "Day of the month",
    "day_of_month_help": "0 is any; the 31st is the last day of a shorter month.",
    "visits_before": "Visits that make a regular",
    "visits_before_help": "0 is every member.",
    "on_day": "on the {day} of each month",
    "after_visits": "after {visits} visits",
    "sentence": "Regulars' day: {said}.",
}
