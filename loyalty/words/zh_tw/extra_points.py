"""Words of extra points."""

WORDS: dict[str, str] = {
    "kind": "加點",
    "about": "點數再加一條規則：每筆、每份或每元多得幾點，可以設條件。",
    "programme": "哪個點數",
    "programme_help": "多得的點數算在這個方案。",
    "sentence": "{said}。",
    "sentence_order": "每筆多得 {points} 點",
    "sentence_order_one": "每筆多得 {points} 點",
    "sentence_unit": "每買一份多得 {points} 點",
    "sentence_unit_one": "每買一份多得 {points} 點",
    "sentence_item": "每份這類商品多得 {points} 點",
    "sentence_item_one": "每份這類商品多得 {points} 點",
    "sentence_money": "每 1 元多得 {points} 點",
    "sentence_money_one": "每 1 元多得 {points} 點",
    "sentence_step": "每滿 {step} 多得 {points} 點",
    "sentence_step_one": "每滿 {step} 多得 {points} 點",
}
