"""UID sets, as they go into commands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailflow.transports.imap_commands import split, uid_set
from mailflow.transports.imap_filing import _uids


@pytest.mark.parametrize(
    ("uids", "text"),
    [
        ((), ""),
        ((7,), "7"),
        ((3, 4, 5, 9), "3:5,9"),
        ((1, 3, 5), "1,3,5"),
        ((4294967294, 4294967295), "4294967294:4294967295"),
    ],
)
def test_runs_become_ranges(uids: tuple[int, ...], text: str) -> None:
    assert uid_set(uids) == text


uids = st.sets(st.integers(1, 4294967295) | st.integers(1, 3000), max_size=2000).map(sorted)


@given(uids)
def test_a_set_says_exactly_what_went_in(uids: list[int]) -> None:
    assert list(_uids(uid_set(uids).encode())) == uids if uids else uid_set(uids) == ""


@given(uids, st.integers(1, 1000))
def test_splitting_loses_nothing_and_fits_a_line(uids: list[int], most: int) -> None:
    parts, rest = [], uids
    while rest:
        some, rest = split(rest, most)
        assert 0 < len(some) <= most
        assert len(uid_set(some)) < 8000
        parts += some
    assert parts == uids
