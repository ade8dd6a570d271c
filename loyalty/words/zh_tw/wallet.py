"""Words of wallet."""

WORDS: dict[str, str] = {
    "fee_percent": "退費手續費",
    "fee_percent_help": "退還沒用完的錢時扣百分之幾，最多 3%。",
    "ends_days": "{number} 天後",
    "ends_months": "{number} 個月後的月底",
    "ends_year_end": "隔年 12 月 31 日",
    "ends_mid_year": "隔年 6 月 30 日",
    "ends_idle": "{number} 天沒來時",
    "fee": "沒用完的可以退，扣手續費 {percent}%",
    "no_fee": "沒用完的可以全額退",
}
