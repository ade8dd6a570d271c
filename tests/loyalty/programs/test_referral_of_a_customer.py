"""A referral entered for somebody who has bought already."""

from __future__ import annotations

from loyalty.ledger import Account, Unit
from tests.loyalty.programs.test_referral import ANN, Pair, referral
from tests.loyalty.till import MEI, POINTS, amount


def test_only_the_first_sale_that_reaches_the_amount_is_a_success() -> None:
    pair = Pair(referral())
    pair.sell(amount(500), member_id=ANN)
    pair.refer(ANN, MEI)
    pair.sell(amount(500), member_id=ANN)
    assert pair.has(Account("referral", Unit.REWARD, "referee"), ANN) == 0
    assert pair.has(POINTS, MEI) == 0
