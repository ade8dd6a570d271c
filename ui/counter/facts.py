"""Everything the counter shows, as plain data: finished texts only; the screen formats nothing but its layout."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from PySide6.QtGui import QImage

from ui.facts import ChipFacts, MessageFacts, StatusFacts, StatusItem

__all__ = [
    "ActionFacts",
    "BannerFacts",
    "BenefitsFacts",
    "ChipFacts",
    "CodeChip",
    "HandCardFacts",
    "HistoryLine",
    "JoinFacts",
    "MatchRow",
    "MemberPanelFacts",
    "MessageFacts",
    "ParkedChip",
    "ProductButton",
    "QuestionFacts",
    "RecentChip",
    "RewardKey",
    "SaleFacts",
    "SaleLine",
    "StampCardFacts",
    "StatusFacts",
    "StatusItem",
    "TenderFacts",
    "TileFacts",
]

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class MatchRow:
    """One person found. Spans are (start, length) in the shown name and phone and are marked as what was typed.

    `stamps` of `needed` draw the small progress; `needed` 0 draws none. `note` stands under them ("3 天前").
    """

    member_id: int
    name: str
    initial: str
    phone: str
    phone_spans: tuple[Span, ...] = ()
    name_spans: tuple[Span, ...] = ()
    stamps: int = 0
    needed: int = 0
    note: str = ""
    chip: ChipFacts | None = None


@dataclass(frozen=True, slots=True)
class JoinFacts:
    """What a new member would be made from: the typed phone as shown ("0912-345-678") and a sentence beside it."""

    typed: str
    title: str
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class StampCardFacts:
    """One stamp card: `have` filled, `pending` dashed (this sale's), of `needed`; `rewards_waiting` full cards not yet
    redeemed; `note` says how far ("本次 +2 後，再 1 章送一杯"); `gift` is the word under the gift ("免費").
    """

    programme_id: str
    title: str
    subtitle: str
    have: int
    pending: int
    needed: int
    rewards_waiting: int = 0
    note: str = ""
    gift: str = ""
    icon: str = "coffee"


@dataclass(frozen=True, slots=True)
class TileFacts:
    """A figure on a tile: small label with an icon, the value large, a note under it."""

    icon: str
    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One past visit; `kind` tints the amount: "plain", "plus" (given), "minus" (spent or taken back)."""

    date: str
    text: str
    amount: str
    kind: Literal["plain", "plus", "minus"] = "plain"


@dataclass(frozen=True, slots=True)
class BannerFacts:
    """The bar above the cards ("本月壽星 11/25"); with `action_label` it carries a button that emits `action_id`."""

    icon: str
    title: str
    text: str = ""
    action_label: str = ""
    action_id: str = ""


@dataclass(frozen=True, slots=True)
class ActionFacts:
    """Something done with the member by hand: `name` "" is the list of deeds, which are its options as (id, word).

    `confirm` is the word on the button that does it, "" while it cannot be done. `sentence` says what it will do,
    `problem` why not. `reasons` are offered to be pressed instead of typed.
    """

    name: str
    title: str
    options: tuple[tuple[str, str], ...] = ()
    chosen: str = ""
    confirm: str = ""
    has_search: bool = False
    has_amount: bool = False
    has_note: bool = False
    sentence: str = ""
    problem: str = ""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HandCardFacts:
    """A paper card whose stamps are to be taken over. `stamps` are those that were entered, "" before, of `circles`.

    `owners` are whose it can become, as (id, word), empty when it is somebody's already. `sentence` says what will
    happen, `problem` why not; `void` is the word on the button that declares it void, "" where that cannot be.
    """

    serial: str
    title: str
    about: str
    circles: int
    confirm: str
    stamps: str = ""
    stamps_hint: str = ""
    whose: str = ""
    owners: tuple[tuple[str, str], ...] = ()
    owner: str = ""
    has_phone: bool = False
    sentence: str = ""
    problem: str = ""
    void: str = ""


@dataclass(frozen=True, slots=True)
class MemberPanelFacts:
    """The member in the middle column. `subtitle` is "0912-***-678 ・ 第 38 次來店 ・ 3 天前". `pending_history` is set
    while the history is still on its way (the name is shown first). `notices` are what to say to the customer.
    """

    member_id: int
    name: str
    initial: str
    subtitle: str
    chips: tuple[ChipFacts, ...] = ()
    cards: tuple[StampCardFacts, ...] = ()
    tiles: tuple[TileFacts, ...] = ()
    tags: tuple[ChipFacts, ...] = ()
    note: str = ""
    history: tuple[HistoryLine, ...] = ()
    history_total: str = ""
    banner: BannerFacts | None = None
    pending_history: bool = False
    notices: tuple[ChipFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class SaleLine:
    """One line of the sale being made; `index` is its place in the basket, `more` whether one more can be sold."""

    index: int
    text: str
    quantity: int
    amount: str
    more: bool = True


@dataclass(frozen=True, slots=True)
class RewardKey:
    """A reward on its key. `note` says what it takes, or why not and how far ("再 2 章"). `key_label` is "F5" or ""."""

    offer_id: str
    title: str
    note: str
    state: Literal["available", "chosen", "unavailable"]
    key_label: str = ""
    icon: str = "gift"


@dataclass(frozen=True, slots=True)
class CodeChip:
    """A code that was entered; `problem` says why it does not work, "" when it does."""

    code: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class QuestionFacts:
    """What must be chosen before a reward is given: the options as (id, word)."""

    title: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class BenefitsFacts:
    """Everything that can be used on the sale, in groups; `plans` can be bought for later. `count` is the badge.

    While there is a `question` it stands in the place of all of them.
    """

    applied: tuple[RewardKey, ...] = ()
    usable: tuple[RewardKey, ...] = ()
    near: tuple[RewardKey, ...] = ()
    plans: tuple[RewardKey, ...] = ()
    codes: tuple[CodeChip, ...] = ()
    count: int = 0
    question: QuestionFacts | None = None

    @property
    def any(self) -> bool:
        """Whether there is anything at all to be shown."""
        return bool(self.applied or self.usable or self.near or self.plans or self.codes)


@dataclass(frozen=True, slots=True)
class TenderFacts:
    """How the rest is paid: the shop's tenders as (id, name) and the chosen id.

    For cash, `tendered` and `change` are finished texts ("" when not typed); `takes_tendered` says whether the chosen
    tender asks for it, `entering` whether the keypad types it now.
    """

    names: tuple[tuple[str, str], ...] = ()
    chosen: str = ""
    takes_tendered: bool = False
    tendered: str = ""
    change: str = ""
    entering: bool = False


@dataclass(frozen=True, slots=True)
class SaleFacts:
    """The sale in the right column.

    `amount` is the typed or summed amount without the currency ("320"), "" when none was typed (then `placeholder`
    stands there). `stamps` is the stepper's text ("2 章"), "" hides it. `preview` is the slip's picture as printed
    (1 bit, 384 or 576 wide), None while there is none; `preview_width` is "58 mm". `just_printed`: it is no preview
    but the last customer's slip. `refusal` says why it cannot be recorded as it is, "" when it can. `dropped` says what
    of the wishes has no part in it, and why. `wallets` pay before the tenders do. `asking` names what the keypad types
    besides the amount ("" when nothing), `asked` the digits of it.
    """

    amount: str = ""
    placeholder: str = "0"
    currency: str = "NT$"
    lines: tuple[SaleLine, ...] = ()
    stamps: str = ""
    stamps_less: bool = False
    stamps_more: bool = False
    rewards: tuple[RewardKey, ...] = ()
    tender: TenderFacts = field(default_factory=TenderFacts)
    preview: QImage | None = None
    preview_width: str = ""
    just_printed: bool = False
    primary: str = ""
    primary_amount: str = ""
    primary_enabled: bool = False
    refusal: str = ""
    dropped: str = ""
    benefits: BenefitsFacts = field(default_factory=BenefitsFacts)
    wallets: tuple[RewardKey, ...] = ()
    asking: str = ""
    asked: str = ""
    can_park: bool = False


@dataclass(frozen=True, slots=True)
class ParkedChip:
    """A parked sale, to be taken up again."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class RecentChip:
    """Somebody who was here just now."""

    member_id: int
    label: str


@dataclass(frozen=True, slots=True)
class ProductButton:
    """A product on its button; `price` is a finished text ("NT$ 120"); `category` "" stands at the end."""

    product_id: str
    name: str
    price: str
    category: str = ""
