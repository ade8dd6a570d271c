"""Two tills in two processes after the same thing: what there is so many times of is given so many times."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from loyalty.ledger import SHOP, Account, Unit
from tests.desktop.operations.child import FIRST
from tests.desktop.operations.small_shop import SmallShop

ROOT = Path(__file__).parents[3]


def test_an_offer_for_the_first_thirty_is_given_thirty_times(shop: SmallShop, tmp_path: Path) -> None:
    tills = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.desktop.operations.child", str(tmp_path), till],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ},
        )
        for till in "BC"
    ]
    for each in tills:
        assert each.stdout is not None
        assert each.stdout.readline() == "ready\n"
    for each in tills:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()
    won = [int(each.communicate(timeout=120)[0]) for each in tills]
    assert sum(won) == FIRST
    assert shop.standing(None).others[SHOP].balance(Account("flyer", Unit.USE)) == FIRST
    shop.assert_clean()
