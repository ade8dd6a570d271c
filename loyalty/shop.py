"""The shop's own settings as the rules see them: declared once as Fields, read as one frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace

from loyalty.calendar import ShopCalendar
from loyalty.money import TWD, Currency, Rounding
from loyalty.slip_rules import SLIP_FIELDS, Issuer, SlipRules, issuer, slip_rules
from loyalty.terms import Field, FieldKind

CURRENCIES: dict[str, Currency] = {
    "TWD": TWD,
    "JPY": Currency("JPY", 0, "¥"),
    "KRW": Currency("KRW", 0, "₩"),
    "VND": Currency("VND", 0, "₫"),
    "HKD": Currency("HKD", 2, "HK$"),
    "USD": Currency("USD", 2, "US$"),
    "EUR": Currency("EUR", 2, "€"),
}

# The counter types whole units: a shop is offered the currencies whose prices have no cents.
TYPED_CURRENCIES = tuple(code for code, currency in CURRENCIES.items() if not currency.digits)

# Some zones a first shop may be in; any IANA name is understood by the calendar.
TIME_ZONES = (
    "Asia/Taipei",
    "Asia/Hong_Kong",
    "Asia/Tokyo",
    "Asia/Singapore",
    "Europe/London",
    "America/New_York",
    "UTC",
)


@dataclass(frozen=True, slots=True)
class ShopRules:
    """What the shop set up. Amounts are whole units of `currency`; the first of `tenders` gives change."""

    name: str = ""
    address: str = ""
    phone: str = ""
    language: str = "zh_tw"
    time_zone: str = "Asia/Taipei"
    day_starts_at_hour: int = 0
    currency: Currency = TWD
    amount_max: int = 999_999
    quantity_max: int = 999
    stamps_max: int = 20
    undo_minutes: int = 10
    credit_days: int = 30
    tenders: tuple[str, ...] = ("現金", "信用卡", "LINE Pay")
    counts_free_item: bool = False
    wallets_earn: bool = False
    earns_before_discount: bool = False
    percent_on_discounted: bool = True
    used_up_earns: bool = True
    crossing_gets_tier: bool = False
    rounding: Rounding = Rounding.HALF_UP
    negative_balance: str = "allow"
    refund_grace_days: int = 7
    slips: SlipRules = field(default_factory=SlipRules)
    issuer: Issuer = field(default_factory=Issuer)

    @property
    def calendar(self) -> ShopCalendar:
        """The shop's days."""
        return ShopCalendar(self.time_zone, self.day_starts_at_hour)


SHOP_FIELDS: tuple[Field, ...] = (
    Field("name", FieldKind.TEXT, "", maximum=60),
    Field("address", FieldKind.TEXT, "", maximum=120),
    Field("phone", FieldKind.TEXT, "", maximum=30),
    Field("language", FieldKind.CHOICE, "zh_tw", choices=("zh_tw", "en")),
    Field("time_zone", FieldKind.CHOICE, "Asia/Taipei", choices=TIME_ZONES),
    Field("day_starts_at_hour", FieldKind.WHOLE_NUMBER, 0, maximum=12),
    Field("currency", FieldKind.CHOICE, "TWD", choices=TYPED_CURRENCIES),
    Field("amount_max", FieldKind.AMOUNT, 999_999, minimum=1, maximum=999_999_999),
    Field("quantity_max", FieldKind.WHOLE_NUMBER, 999, minimum=1, maximum=9_999),
    Field("stamps_max", FieldKind.WHOLE_NUMBER, 20, minimum=1, maximum=999),
    Field("undo_minutes", FieldKind.WHOLE_NUMBER, 10, maximum=1_440),
    Field("credit_days", FieldKind.WHOLE_NUMBER, 30, maximum=365),
    Field("tenders", FieldKind.TEXTS, ("現金", "信用卡", "LINE Pay"), maximum=12, required=True),
    Field("counts_free_item", FieldKind.YES_NO, False),
    Field("wallets_earn", FieldKind.YES_NO, False),
    Field("earns_before_discount", FieldKind.YES_NO, False),
    Field("percent_on_discounted", FieldKind.YES_NO, True),
    Field("used_up_earns", FieldKind.YES_NO, True),
    Field("crossing_gets_tier", FieldKind.YES_NO, False),
    Field("rounding", FieldKind.CHOICE, "half_up", choices=tuple(Rounding)),
    Field("negative_balance", FieldKind.CHOICE, "allow", choices=("allow", "refuse", "pay")),
    Field("refund_grace_days", FieldKind.WHOLE_NUMBER, 7, maximum=365),
)

# The rules themselves count in any currency, and so does their door, which also takes a shop's two lines for its slips.
RULES_FIELDS: tuple[Field, ...] = tuple(
    replace(field, choices=tuple(CURRENCIES)) if field.name == "currency" else field
    for field in (*SHOP_FIELDS, *SLIP_FIELDS[:2])
)

_NAMES = {field.name for field in fields(ShopRules)} - {"slips", "issuer"}


def shop_rules(settings: Mapping[str, object]) -> ShopRules:
    """The rules from stored settings, validated by SHOP_FIELDS and `slip_rules.checked`; what is missing is a default.

    `currency` is an ISO code of CURRENCIES, `tenders` a list. Other names (a theme, a printer) are not the rules' and
    are left alone.
    """
    known: dict[str, object] = {name: value for name, value in settings.items() if name in _NAMES}
    if "currency" in known:
        known["currency"] = CURRENCIES[str(known["currency"])]
    if "rounding" in known:
        known["rounding"] = Rounding(str(known["rounding"]))
    tenders = known.get("tenders")
    if isinstance(tenders, list | tuple):
        known["tenders"] = tuple(str(name) for name in tenders)
    known["slips"], known["issuer"] = slip_rules(settings), issuer(settings)
    return ShopRules(**known)  # type: ignore[arg-type]
