"""People, accounts, and what the installation knows of itself."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from mailflow.domain.people import Person
from mailflow.store import Store, StoreFault
from tests.store.samples import DANA, LATER, NOW, OLGA

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
    store.accounts.pause("smtp", NOW, "535")
    store.accounts.pause("smtp", LATER, "quota")
    assert store.accounts.paused("smtp", NOW) == (LATER, "quota")
    assert store.accounts.paused("smtp", LATER) is None
    assert store.accounts.paused("imap", NOW) is None
    store.accounts.resume("smtp")
    assert store.accounts.paused("smtp", NOW) is None


def test_token_keys_are_made_once_and_kept(store: Store, url: str) -> None:
    keys = store.meta.token_keys()
    assert [len(key) for key in keys] == [32]
    other = Store.open(url)
    assert other.meta.token_keys() == keys
    other.close()


def test_a_value_is_what_was_put_last(store: Store) -> None:
    assert store.meta.get("restored_at") is None
    store.meta.put("restored_at", "a")
    store.meta.put("restored_at", "b")
    assert store.meta.get("restored_at") == "b"
