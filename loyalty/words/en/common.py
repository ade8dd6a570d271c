"""Words of common."""

WORDS: dict[str, str] = {
    "nav_counter": "Counter",
    "nav_members": "Members",
    "nav_sales": "Sales",
    "nav_products": "Products",
    "nav_programmes": "Programmes",
    "nav_settings": "Settings",
    "close": "Close",
    "clear": "Clear",
    "app_name": "Regulars",
    "pick_add": "Add",
    "pick_remove": "Take {name} away",
    "row_add": "Add a row",
    "row_number": "No. {number}",
    "row_up": "Move no. {number} up",
    "row_remove": "Take no. {number} away",
}
