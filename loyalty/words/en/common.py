"""Words of common."""

WORDS: dict[str, str] = {
    "nav_counter": "Counter",
    "nav_members": "Members",
    "nav_sales": "Sales",
    "nav_products": "Products",
    "nav_settings": "Settings",
    "close": "Close",
    "clear": "Clear",
    "app_name": "Regulars",
}
