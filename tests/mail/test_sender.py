"""One strict From, or nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailflow.mail.sender import addresses_like, normalise, senders

ONE = {
    "dana@studio.example": "dana@studio.example",
    "Dana Kim <dana@studio.example>": "dana@studio.example",
    "  Dana Kim   < dana@studio.example >  ": "dana@studio.example",
    '"Kim, Dana" <DANA@Studio.Example>': "dana@studio.example",
    "=?utf-8?q?Kim=2C_Dana?= <dana@studio.example>": "dana@studio.example",
    "Dana (the designer) <dana@studio.example> (home)": "dana@studio.example",
    "dana@studio.example (Dana Kim)": "dana@studio.example",
    "dana@studio.example <dana@studio.example>": "dana@studio.example",
    '"boss@acme.example" <dana@studio.example>': "dana@studio.example",
    "Dana K. O'Neil <dana@studio.example>": "dana@studio.example",
    "Dana <dana@bücher.example>": "dana@xn--bcher-kva.example",
    "Dana <dana@studio.example.>": "dana@studio.example",
    "Дана <dana@studio.example>": "dana@studio.example",
    "Dana [Studio] <dana+work@studio.example>": "dana+work@studio.example",
}

NOBODY = [
    "",
    "Dana Kim",
    "<>",
    "dana@",
    "@studio.example",
    "dana@studio.example,",
    "Kim, Dana <dana@studio.example>",
    "Team: dana@studio.example;",
    "undisclosed-recipients:;",
    "boss@acme.example <dana@studio.example>",
    "<dana@studio.example> <boss@acme.example>",
    "<dana@studio.example> boss@acme.example",
    "<<dana@studio.example>>",
    "Dana <dana@studio.example",
    "dana@studio.example>",
    "Dana <dana@studio.example> x",
    "(dana@studio.example",
    '"Dana <dana@studio.example>',
    "da na@studio.example",
    "da(x)na@studio.example",
    "dana@studio@acme.example",
    "dana@studio.example\x00",
    "dana@stu dio.example",
    "dana@-studio.example",
    "dana@[192.0.2.1]",
    "<@relay.example:dana@studio.example>",
    "=?utf-8?q?dana=40studio.example?=",
]


@pytest.mark.parametrize(("header", "address"), ONE.items())
def test_a_plain_from_is_one_sender(header: str, address: str) -> None:
    assert senders([header]) == (address,)


@pytest.mark.parametrize("header", NOBODY)
def test_a_from_that_can_be_read_two_ways_is_nobody(header: str) -> None:
    assert senders([header]) == ()


def test_two_addresses_are_two_senders() -> None:
    assert senders(["dana@studio.example, boss@acme.example"]) == ("dana@studio.example", "boss@acme.example")


def test_two_headers_are_two_senders_even_where_they_agree() -> None:
    assert len(senders(["dana@studio.example", "dana@studio.example"])) == 2


def test_a_malformed_second_header_makes_it_nobody() -> None:
    assert senders(["dana@studio.example", "Team: x@y.example;"]) == ()


def test_an_endless_from_is_nobody() -> None:
    assert senders(["x" * 5000 + " <dana@studio.example>"]) == ()


@given(st.text(alphabet='"\\<>()@,:; .abc\u00e9\x00\n', max_size=80))
def test_anything_is_read_as_addresses_or_as_nobody(header: str) -> None:
    for address in senders([header]):
        assert normalise(address) == address


@given(st.emails())
def test_normalising_twice_changes_nothing(address: str) -> None:
    once = normalise(address)
    assert once is None or normalise(once) == once


def test_local_parts_keep_what_is_not_ascii() -> None:
    assert normalise("JOSÉ@Studio.Example") == "josÉ@studio.example"


def test_whatever_looks_like_an_address_is_found_for_headers_that_prove_nothing() -> None:
    assert addresses_like('"X" <a+T@B.example>, c@d.example;') == ("a+t@b.example", "c@d.example")
