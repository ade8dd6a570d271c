"""Words of keys."""

WORDS: dict[str, str] = {
    "title": "All keys",
    "intro": "Scan at any time; nothing to click first.",
    "search": "Find a member",
    "choose": "Choose in the list",
    "take": "Take the chosen member",
    "join": "New member",
    "rewards": "Use a reward",
    "stamps": "More or fewer stamps",
    "amount": "Type the amount (F2 first while searching)",
    "finish": "Finish and print",
    "undo": "Undo the last one",
    "print_again": "Print the last slip again",
    "drawer": "Open the cash drawer",
    "park": "Park a sale, take one up again",
    "next": "Next customer",
    "keys": "This list",
    "benefits": "Offers and coupon codes",
    "top_up": "Top up",
    "wallets": "Pay with the first wallet (Ctrl+2 the second)",
    "tendered": "Type the cash received",
}
