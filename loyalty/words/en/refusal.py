"""Words of refusal."""

WORDS: dict[str, str] = {
    "phone_unreadable": "This is no phone number. Type 0912-345-678, a landline with its area code, or + for abroad.",
    "name_unreadable": "This name cannot be kept. Use visible characters, {limit} at most.",
    "birthday_unreadable": "There is no such day. Type it like 75/3/5, 1986-03-05 or lunar 3/5.",
    "card_half_scanned": "Only half of the card was scanned. Please scan it again.",
    "card_two_scans": "Two scans ran together. Please scan one card at a time.",
    "card_damaged": "The code was misread or is damaged. Scan it again, or find the member by phone.",
    "card_foreign": "This is another shop's card. Find the member by phone.",
    "card_not_ours": "This is not a member card. Scan the card's QR, or find the member by phone.",
    "card_input_method": "An input method was on during the scan. Switch to English input and scan again.",
}
