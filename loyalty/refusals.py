"""The shop's no: a value with a reason and facts, never an exception and never a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class RefusalReason(StrEnum):
    """Every reason the rules can give; the words `refusal.<value>` state it with the refusal's facts."""

    # A reward that is not offered, and how far to go.
    NOT_ENOUGH_STAMPS = "not_enough_stamps"  # missing, programme
    NOT_ENOUGH_POINTS = "not_enough_points"  # missing, programme
    NO_REWARD_LEFT = "no_reward_left"
    WALLET_EMPTY = "wallet_empty"  # programme
    NOTHING_TO_DISCOUNT = "nothing_to_discount"
    NOT_ENOUGH = "not_enough"  # missing, programme
    OTHER_DISCOUNT_BETTER = "other_discount_better"  # title
    MINIMUM_AMOUNT = "minimum_amount"  # missing, minimum
    MINIMUM_QUANTITY = "minimum_quantity"  # missing, minimum
    NOT_YET = "not_yet"  # day
    IS_OVER = "is_over"  # day
    OTHER_WEEKDAY = "other_weekday"  # weekdays
    OTHER_HOURS = "other_hours"  # start, end
    OTHER_TIER = "other_tier"  # wanted
    USED_UP = "used_up"  # most
    GONE = "gone"  # most: the first N have it
    CODE_NEEDED = "code_needed"
    CODE_UNKNOWN = "code_unknown"  # code
    CODE_USED = "code_used"  # code
    CODE_TAKEN = "code_taken"  # code, name of the programme that it opens; place and detail as MALFORMED
    NOTHING_MATCHES = "nothing_matches"
    NOT_WITH_OTHERS = "not_with_others"  # title
    MORE_VISITS = "more_visits"  # missing
    NO_BIRTHDAY = "no_birthday"
    NOT_BIRTHDAY = "not_birthday"  # day
    BIRTHDAY_CHANGED = "birthday_changed"
    STOPPED = "stopped"
    BONUS_NOWHERE = "bonus_nowhere"  # programme: the id of one that is not there, runs no more, or counts other things
    # What is bought for later, and who brought whom.
    PLAN_UNKNOWN = "plan_unknown"
    PLAN_PRICE = "plan_price"  # price
    EARLY_ACCESS = "early_access"  # product, day
    REFERRAL_SELF = "referral_self"
    REFERRAL_LOOP = "referral_loop"
    REFERRAL_TWICE = "referral_twice"
    REFERRAL_TOO_LATE = "referral_too_late"  # days
    REFERRAL_AFTER_SALE = "referral_after_sale"
    NO_REFERRAL = "no_referral"
    BALANCE_TOO_SMALL = "balance_too_small"  # missing; missing_1, unit_1, programme_1 and so on: shortfalls.py
    NOTHING_TO_PAY_OUT = "nothing_to_pay_out"
    REASON_NEEDED = "reason_needed"
    NOTHING_TO_ADJUST = "nothing_to_adjust"
    MEMBER_NEEDED = "member_needed"
    UNKNOWN_REWARD = "unknown_reward"
    # A sale that cannot be recorded as typed.
    AMOUNT_IS_ZERO = "amount_is_zero"
    AMOUNT_IS_NEGATIVE = "amount_is_negative"
    AMOUNT_TOO_LARGE = "amount_too_large"  # limit
    QUANTITY_OUT_OF_RANGE = "quantity_out_of_range"  # limit
    TOO_MANY_STAMPS = "too_many_stamps"  # limit
    TENDERED_TOO_LITTLE = "tendered_too_little"  # missing
    TENDERED_TOO_MUCH = "tendered_too_much"  # over
    AMOUNT_CHANGED = "amount_changed"  # to_pay: not what the customer was told
    # Taking an operation back.
    ALREADY_REVERSED = "already_reversed"
    NOT_REVERSIBLE = "not_reversible"
    UNDO_TOO_LATE = "undo_too_late"  # minutes
    UNDO_NOT_LAST = "undo_not_last"
    CANCEL_OTHER_DAY = "cancel_other_day"
    REFUND_EXCEEDS_BILL = "refund_exceeds_bill"  # left
    REFUND_NOTHING = "refund_nothing"
    # Crediting a sale without a member by its slip's number.
    SLIP_UNKNOWN = "slip_unknown"
    SLIP_HAS_MEMBER = "slip_has_member"
    SLIP_ALREADY_CREDITED = "slip_already_credited"
    SLIP_TOO_OLD = "slip_too_old"  # days
    NO_SLIP = "no_slip"
    # People, phones and cards.
    PHONE_UNREADABLE = "phone_unreadable"
    PHONE_TAKEN = "phone_taken"  # name
    NAME_UNREADABLE = "name_unreadable"
    BIRTHDAY_UNREADABLE = "birthday_unreadable"
    MEMBER_UNKNOWN = "member_unknown"
    CARD_HALF_SCANNED = "card_half_scanned"
    CARD_TWO_SCANS = "card_two_scans"
    CARD_DAMAGED = "card_damaged"
    CARD_FOREIGN = "card_foreign"
    CARD_UNKNOWN = "card_unknown"
    CARD_NOT_OURS = "card_not_ours"
    CARD_INPUT_METHOD = "card_input_method"
    # Cards stamped by hand.
    HAND_CARD_UNKNOWN = "hand_card_unknown"  # serial
    HAND_CARD_VOID = "hand_card_void"  # serial, day
    HAND_CARD_STOPPED = "hand_card_stopped"  # programme
    HAND_CARD_COUNT = "hand_card_count"  # limit
    HAND_CARD_TAKEN = "hand_card_taken"  # serial
    HAND_CARD_BOUND = "hand_card_bound"  # serial
    # Limits of people and tills.
    NOT_ALLOWED = "not_allowed"  # action
    # A step of a case that these rules do not have (yet).
    STEP_UNKNOWN = "step_unknown"  # step
    # A malformed case, terms or field; place and detail name it.
    MALFORMED = "malformed"  # place, detail


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the rules said no, with the facts its sentence needs (counts, names, limits)."""

    reason: RefusalReason
    facts: Mapping[str, int | str] = field(default_factory=dict)
