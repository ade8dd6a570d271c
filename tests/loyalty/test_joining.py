"""What a new member starts with, and what of it is given once only."""

from __future__ import annotations

from loyalty.joining import join_entries
from loyalty.ledger import EntryReason, Standing
from loyalty.phones import PHONE_DIGEST_BYTES, phone_digest
from loyalty.programmes import Programme
from loyalty.programs import read_terms
from loyalty.refusals import Refusal
from tests.loyalty.till import MEI, Till


def welcoming() -> list[Programme]:
    """A card that starts with two stamps, and a gift for whoever joins."""
    found = []
    for kind, terms in (
        ("stamp_card", {"reward_title": "拿鐵", "starting_stamps": 2}),
        ("welcome", {"reward_title": "餅乾"}),
    ):
        checked = read_terms(kind, terms, "terms")
        assert not isinstance(checked, Refusal), checked
        found.append(Programme(kind, 1, kind, kind, checked))
    return found


def test_a_newcomer_is_welcomed_and_who_was_here_before_is_not() -> None:
    till = Till(welcoming())
    newcomer = Standing(MEI)
    given = join_entries(welcoming(), newcomer, till.now_ms, till.shop, "1" * 32)
    assert {entry.reason for entry in given} == {EntryReason.STARTING_STAMPS, EntryReason.GRANTED}
    assert join_entries(welcoming(), newcomer, till.now_ms, till.shop, "1" * 32, was_here=True) == ()


def test_a_digest_tells_the_same_phone_under_the_same_key_only() -> None:
    digest = phone_digest(b"key", "0912345678")
    assert len(digest) == PHONE_DIGEST_BYTES
    assert digest == phone_digest(b"key", "0912345678")
    assert len({digest, phone_digest(b"key", "0912345679"), phone_digest(b"other", "0912345678")}) == 3
