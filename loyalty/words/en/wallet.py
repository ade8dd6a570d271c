"""Words of wallet."""

WORDS: dict[str, str] = {
    "fee_percent": "Refund fee",
    "fee_percent_help": "Percent kept when unspent money goes back, at most 3%.",
    "ends_days": "{number} days later",
    "ends_months": "at the end of the month {number} months later",
    "ends_year_end": "on 31 December of the next year",
    "ends_mid_year": "on 30 June of the next year",
    "ends_idle": "after {number} days without a visit",
    "fee": "what is unspent goes back less {percent}%",
    "no_fee": "what is unspent goes back in full",
}
