"""Which replicas have every commit."""

import pytest

from mailflow.store.failover import waits_for_all

STANDBYS = {
    "": False,
    "*": False,
    '"*"': False,
    "FIRST 1 (*)": False,
    "a": True,
    '"a-b"': True,
    "a, b": False,
    "1 (a)": True,
    "1 (a, b)": False,
    "FIRST 1 (a, b)": False,
    "first 2 (a,b)": True,
    "2 (a, b)": True,
    "2 (a, *)": False,
    "ANY 1 (a, b)": False,
    "ANY 2 (a, b, c)": False,
    'any 2(a, "b, c")': True,
    "ANY 3 (a, b, c)": True,
}


@pytest.mark.parametrize(("standbys", "safe"), STANDBYS.items())
def test_a_replica_is_believed_to_have_everything_only_where_all_are_waited_for(standbys: str, safe: bool) -> None:
    assert waits_for_all(standbys) is safe
