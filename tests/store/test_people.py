"""People, accounts, and what the installation knows of itself."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from mailflow.domain.people import Person
from mailflow.store import Store, StoreFault
from tests.store.samples import DANA, NOW, OLGA

FULL = Person(
    id="lee",
    name="Lee O'Hara 😀",
    addresses=("lee@x.example", "lee@xn--bcher-kva.example"),
    zone="Asia/Kathmandu",
    language="de",
    locale="en-GB",
    workdays=frozenset({6, 0}),
    holidays="DE-BY",
    away_from=date(2026, 12, 20),
    snoozed_until=date(2026, 12, 1),
    paused=True,
    failing_since=datetime(2026, 11, 1, 12, 30, 15, 123456, tzinfo=UTC),
)


def test_a_person_comes_back_as_they_were_saved(store: Store) -> None:
    for person in (FULL, DANA):
        store.people.save(person)
        assert store.people.by_id(person.id) == person
        assert {store.people.by_address(address) for address in person.addresses} == {person}
    assert store.people.all() == [DANA, FULL]
    assert store.people.by_id("nobody") is None
    assert store.people.by_address("nobody@x.example") is None


def test_an_address_that_was_given_up_is_nobodys(store: Store) -> None:
    store.people.save(DANA)
    store.people.save(replace(DANA, addresses=("new@studio.example",)))
    assert store.people.by_address(DANA.addresses[0]) is None
    assert store.people.by_address("new@studio.example") is not None


def test_an_address_belongs_to_one_person(store: Store) -> None:
    store.people.save(DANA)
    with pytest.raises(StoreFault, match=r"dk@phone\.example: belongs to dana already, so it cannot be olga's"):
        store.people.save(replace(OLGA, addresses=(*OLGA.addresses, "dk@phone.example")))
    assert store.people.by_id("olga") is None


def test_two_people_cannot_be_given_one_address_together(store: Store) -> None:
    with pytest.raises(StoreFault, match="belongs to"):
        give_both(store)
    assert store.people.all() == []


def give_both(store: Store) -> None:
    with store.projects.unit([], NOW) as unit:
        unit.change_person(DANA)
        unit.change_person(replace(OLGA, addresses=DANA.addresses[:1]))


def test_people_can_exchange_their_addresses(store: Store) -> None:
    store.people.save(DANA)
    store.people.save(OLGA)
    with store.projects.unit([], NOW) as unit:
        unit.change_person(replace(DANA, addresses=OLGA.addresses))
        unit.change_person(replace(OLGA, addresses=DANA.addresses))
    assert [store.people.by_address(one) for one in OLGA.addresses] == [replace(DANA, addresses=OLGA.addresses)]


def test_an_account_is_paused_until_its_time_or_its_release(store: Store) -> None:
    until = store.accounts.pause("smtp", NOW, "535")
    assert until == NOW + timedelta(minutes=10)
    assert store.accounts.pause("smtp", NOW, "535, once more in the same round") == until
    assert store.accounts.paused("smtp", NOW) == (until, "535")
    assert store.accounts.paused("smtp", until) is None
    assert store.accounts.paused("imap", NOW) is None
    store.accounts.resume("smtp")
    assert store.accounts.paused("smtp", NOW) is None


def test_an_account_s_pauses_double_up_to_four_hours_until_it_works_again(store: Store) -> None:
    lengths, now = [], NOW
    for _ in range(7):
        until = store.accounts.pause("smtp", now, "535")
        lengths.append((until - now).total_seconds() / 60)
        now = until
    assert lengths == [10, 20, 40, 80, 160, 240, 240]
    store.accounts.resume("smtp")
    assert store.accounts.pause("smtp", now, "535") == now + timedelta(minutes=10)
