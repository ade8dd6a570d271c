"""Coupons put out in a batch for whoever brings them: their codes, one use each, and their end."""

from __future__ import annotations

from datetime import date

import pytest

from loyalty.coupons import BATCH_MAX, Batch, is_code, is_code_of, issue
from loyalty.ledger import SHOP, Account, EntryReason, LotKey, Unit
from loyalty.programmes import Programme
from loyalty.refusals import Refusal, RefusalReason
from tests.loyalty.programs.test_coupon import BATCH_ID, FIFTY_OFF, _as_dict, batch, programme, summer, typed
from tests.loyalty.till import DAY_MS, Till, amount


def test_a_batch_has_different_codes_that_are_read_back() -> None:
    found = issue(batch(), BATCH_MAX, BATCH_ID, date(2026, 3, 1))
    assert isinstance(found, Batch)
    assert len(set(found.codes)) == BATCH_MAX
    assert all(is_code(code) and is_code_of(code, "flyer") and not code.startswith("R2") for code in found.codes)
    assert [entry.account.part for entry in found.entries] == list(found.codes)
    assert {entry.expires_on for entry in found.entries} == {date(2026, 3, 15)} == {found.expires_on}
    assert {(entry.holder, entry.delta, entry.reason) for entry in found.entries} == {(SHOP, 1, EntryReason.ISSUED)}
    assert found.entries[7].lot == LotKey(BATCH_ID, 7)
    assert issue(batch(), BATCH_MAX, BATCH_ID, date(2026, 3, 1)) == found


def test_one_wrong_character_and_two_exchanged_are_found() -> None:
    found = issue(batch(), 20, BATCH_ID, date(2026, 3, 1))
    assert isinstance(found, Batch)
    for code in found.codes:
        for at in range(len(code)):
            assert not any(is_code(code[:at] + each + code[at + 1 :]) for each in "2A9ZK7" if each != code[at])
            swapped = code[:at] + code[at : at + 2][::-1] + code[at + 2 :]
            assert swapped == code or not is_code(swapped)


@pytest.mark.parametrize(("count", "reason"), [(0, "quantity_out_of_range"), (1_001, "quantity_out_of_range")])
def test_a_batch_has_a_size(count: int, reason: str) -> None:
    found = issue(batch(), count, BATCH_ID, date(2026, 3, 1))
    assert isinstance(found, Refusal)
    assert found.reason == reason


def test_a_stopped_programme_issues_nothing_and_another_kind_of_coupon_never_does() -> None:
    stopped = issue(Programme(**{**_as_dict(batch()), "stopped": True}), 1, BATCH_ID, date(2026, 3, 1))
    assert stopped == Refusal(RefusalReason.STOPPED)
    with pytest.raises(ValueError, match="issues no coupons"):
        issue(summer(), 1, BATCH_ID, date(2026, 3, 1))


def test_whoever_brings_an_issued_coupon_uses_it_once() -> None:
    till = Till((batch(),))
    one, other = till.issue(till.programmes[0], 2)
    sale = till.sell(amount(120), typed(one.lower()), None)
    assert sale.bill == 70
    (entry,) = sale.entries
    assert (entry.account, entry.delta, entry.holder) == (Account("flyer", Unit.COUPON, one), -1, SHOP)
    again = till.quote(amount(120), typed(one))
    assert (again.to_pay, again.dropped[one].reason) == (120, RefusalReason.CODE_USED)
    assert till.sell(amount(120), typed(other)).bill == 70


def test_an_issued_coupon_typed_twice_counts_once() -> None:
    till = Till((batch(),))
    one, other = till.issue(till.programmes[0], 2)
    assert till.quote(amount(120), typed(one, one.lower())).to_pay == 70
    assert till.quote(amount(120), typed(one, other)).to_pay == 20


def test_a_refund_gives_an_issued_coupon_back_and_an_undo_too() -> None:
    till = Till((batch(),))
    (code,) = till.issue(till.programmes[0], 1)
    sale = till.sell(amount(120), typed(code), None)
    till.undo(sale)
    sale = till.sell(amount(120), typed(code))
    till.refund(sale, 69)
    assert till.quote(amount(120), typed(code)).to_pay == 120
    till.refund(sale)
    assert till.quote(amount(120), typed(code)).to_pay == 70


def test_an_issued_coupon_ends_with_its_last_day() -> None:
    till = Till((batch(),))
    (code,) = till.issue(till.programmes[0], 1)
    till.at("2026-03-15", hour=23)
    assert till.quote(amount(120), typed(code)).to_pay == 70
    till.at("2026-03-16", hour=0)
    refusal = till.quote(amount(120), typed(code)).dropped[code]
    assert refusal == Refusal(RefusalReason.IS_OVER, {"day": "2026-03-15"})


def test_an_issued_coupon_keeps_the_terms_it_was_put_out_under() -> None:
    till = Till((batch(),))
    (code,) = till.issue(till.programmes[0], 1)
    new = programme("coupon", "flyer", 2, way="issued", **{**FIFTY_OFF, "reward_amount": 10})
    dated = Programme(**{**_as_dict(new), "from_day": date(2026, 3, 5), "earlier": (batch(),)})
    till.programmes = (dated,)
    till.now_ms += 10 * DAY_MS
    assert till.quote(amount(120), typed(code)).to_pay == 70


def test_a_code_of_a_batch_read_wrong_is_unknown() -> None:
    till = Till((batch(),))
    (code,) = till.issue(till.programmes[0], 1)
    wrong = code[:-1] + ("2" if code[-1] != "2" else "3")
    assert till.quote(amount(120), typed(wrong)).dropped[wrong].reason is RefusalReason.CODE_UNKNOWN


def test_two_kinds_of_issued_coupons_do_not_mistake_each_others_codes() -> None:
    others = tuple(programme("coupon", f"other-{number}", way="issued", **FIFTY_OFF) for number in range(40))
    till = Till((batch(), *others))
    (code,) = till.issue(till.programmes[0], 1)
    outcome = till.quote(amount(120), typed(code))
    assert (outcome.to_pay, outcome.dropped) == (70, {})


# Together with others.


def test_the_codes_of_a_batch_follow_from_its_operation() -> None:
    found = issue(batch(), 3, BATCH_ID, date(2026, 3, 1))
    assert isinstance(found, Batch)
    assert found.codes == ("YJW6CPGPZ5", "4748JQVWZX", "9KC5EKG8Z4")
