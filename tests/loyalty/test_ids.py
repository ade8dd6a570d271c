"""Ids: their standard, their order, their range."""

from __future__ import annotations

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.ids import member_id, operation_id

MOMENTS = st.integers(0, 2**48 - 1)
RANDOMNESS = st.binary(min_size=10, max_size=10)


def test_the_example_of_the_standard_is_made() -> None:
    # RFC 9562, appendix A.6: rand_a 0xCC3, rand_b 0x18C4DC0C0C07398F, time 0x017F22E279B0.
    randomness = ((0xCC3 << 62 | 0x18C4DC0C0C07398F) << 6).to_bytes(10, "big")
    assert operation_id(0x017F22E279B0, randomness) == "017f22e279b07cc398c4dc0c0c07398f"


@given(MOMENTS, RANDOMNESS)
def test_an_operation_id_is_a_uuid_of_version_7_with_the_time_in_front(at_ms: int, randomness: bytes) -> None:
    made = operation_id(at_ms, randomness)
    read = uuid.UUID(made)
    assert (read.version, read.variant, read.hex) == (7, uuid.RFC_4122, made)
    assert int(made[:12], 16) == at_ms


@given(MOMENTS, MOMENTS, RANDOMNESS, RANDOMNESS)
def test_operation_ids_sort_by_their_time(first: int, second: int, one: bytes, other: bytes) -> None:
    if first < second:
        assert operation_id(first, one) < operation_id(second, other)


@given(MOMENTS, st.integers(0, 2**74 - 1), st.integers(0, 2**74 - 1))
def test_every_one_of_the_74_random_bits_counts(at_ms: int, one: int, other: int) -> None:
    made = [operation_id(at_ms, (bits << 6).to_bytes(10, "big")) for bits in (one, other)]
    assert (made[0] == made[1]) == (one == other)


@pytest.mark.parametrize(("at_ms", "length"), [(-1, 10), (2**48, 10), (0, 9), (0, 11)])
def test_an_operation_id_out_of_range_is_a_bug(at_ms: int, length: int) -> None:
    with pytest.raises(ValueError, match="operation id"):
        operation_id(at_ms, bytes(length))


def test_a_member_id_is_the_milliseconds_since_2020_and_22_random_bits() -> None:
    assert member_id(1_577_836_800_000, 0) == 0
    assert member_id(1_577_836_800_003, 5) == 3 << 22 | 5
    assert member_id(1_577_836_800_000 + 2**41 - 1, 2**22 - 1) == 2**63 - 1


@pytest.mark.parametrize(
    ("at_ms", "randomness"),
    [
        (1_577_836_799_999, 0),
        (1_577_836_800_000 + 2**41, 0),
        (1_600_000_000_000, -1),
        (1_600_000_000_000, 2**22),
    ],
)
def test_a_member_id_out_of_range_is_a_bug(at_ms: int, randomness: int) -> None:
    with pytest.raises(ValueError, match="member id"):
        member_id(at_ms, randomness)
