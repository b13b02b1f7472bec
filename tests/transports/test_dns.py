"""Names looked up: what does not exist is told apart from what could not be asked."""

import time
from collections.abc import Iterator

import pytest

from mailflow.transports.dns import DnsSettings, Resolver, _place
from tests.servers.name_server import NameServer

NAME = "s1._domainkey.studio.example"


@pytest.fixture
def resolver(name_server: NameServer) -> Iterator[Resolver]:
    found = Resolver(DnsSettings(name_server.address, timeout=0.3, lifetime=0.6, patience=1.0))
    yield found
    found.close()


def test_a_key_is_found(name_server: NameServer, resolver: Resolver) -> None:
    name_server.zone[NAME] = ("v=DKIM1; p=abc",)
    assert resolver.txt([NAME]) == {NAME: ("v=DKIM1; p=abc",)}


def test_the_strings_of_a_long_record_are_put_together(name_server: NameServer, resolver: Resolver) -> None:
    name_server.zone[NAME] = ("p=" + "x" * 700,)
    assert resolver.txt([NAME]) == {NAME: ("p=" + "x" * 700,)}


def test_an_answer_too_long_for_a_datagram_is_fetched_by_tcp(name_server: NameServer, resolver: Resolver) -> None:
    name_server.zone[NAME] = ("p=" + "x" * 3000,)
    assert resolver.txt([NAME]) == {NAME: ("p=" + "x" * 3000,)}


def test_several_records_are_all_told(name_server: NameServer, resolver: Resolver) -> None:
    name_server.zone[NAME] = ("p=one", "p=two")
    assert sorted(resolver.txt([NAME])[NAME]) == ["p=one", "p=two"]


@pytest.mark.parametrize("behaviour", ["nxdomain", "empty"])
def test_a_name_without_records_has_none(behaviour: str, name_server: NameServer, resolver: Resolver) -> None:
    name_server.zone[NAME] = behaviour
    assert resolver.txt([NAME]) == {NAME: ()}


@pytest.mark.parametrize("behaviour", ["servfail", "refused", "silent", "garbage"])
def test_a_server_that_gives_no_answer_leaves_the_name_out(
    behaviour: str, name_server: NameServer, resolver: Resolver
) -> None:
    name_server.zone[NAME] = behaviour
    assert resolver.txt([NAME]) == {}


@pytest.mark.parametrize("name", ["x" * 64 + ".example", ".".join(["abcdefghi"] * 30), "a..example", ""])
def test_what_can_be_no_name_has_no_records(name: str, resolver: Resolver) -> None:
    assert resolver.txt([name]) == {name: ()}


def test_no_server_at_all_leaves_the_name_out() -> None:
    resolver = Resolver(DnsSettings("127.0.0.1:1", timeout=0.2, lifetime=0.4, patience=1.0))
    assert resolver.txt([NAME]) == {}
    resolver.close()


def test_an_answer_is_remembered_and_a_failure_is_not(name_server: NameServer, resolver: Resolver) -> None:
    name_server.zone |= {NAME: ("p=abc",), "bad.example": "servfail"}
    for _ in range(3):
        assert resolver.txt([NAME, "none.example", "bad.example"]) == {NAME: ("p=abc",), "none.example": ()}
    assert (name_server.asked[NAME], name_server.asked["none.example"]) == (1, 1)
    assert name_server.asked["bad.example"] >= 3
    name_server.zone["bad.example"] = ("p=late",)
    assert resolver.txt(["bad.example"]) == {"bad.example": ("p=late",)}


def test_only_so_many_answers_are_remembered(name_server: NameServer) -> None:
    resolver = Resolver(DnsSettings(name_server.address, most_kept=3))
    resolver.txt([f"a{number}.example" for number in range(10)])
    assert len(resolver._kept) == 3
    resolver.close()


def test_many_names_are_asked_at_once_and_one_silence_delays_no_other(name_server: NameServer) -> None:
    resolver = Resolver(DnsSettings(name_server.address, timeout=0.4, lifetime=0.8, patience=1.0))
    names = [f"k{number}.example" for number in range(40)]
    name_server.zone |= dict.fromkeys(names, ("p=abc",)) | {"mute.example": "silent"}
    started = time.monotonic()
    assert resolver.txt([*names, "mute.example"]) == dict.fromkeys(names, ("p=abc",))
    assert time.monotonic() - started < 2
    resolver.close()


def test_a_resolver_that_was_closed_asks_again_when_it_is_needed(name_server: NameServer, resolver: Resolver) -> None:
    name_server.zone[NAME] = ("p=abc",)
    resolver.close()
    assert resolver.txt([NAME]) == {NAME: ("p=abc",)}


@pytest.mark.parametrize(
    ("server", "place"),
    [
        ("127.0.0.1:5353", ("127.0.0.1", 5353)),
        ("10.0.0.1", ("10.0.0.1", 53)),
        ("::1", ("::1", 53)),
        ("[::1]", ("::1", 53)),
        ("[::1]:5353", ("::1", 5353)),
    ],
)
def test_a_server_is_an_address_with_or_without_a_port(server: str, place: tuple[str, int]) -> None:
    assert _place(server) == place
