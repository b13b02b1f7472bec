"""What goes wrong: an address, an account, a message, a template. One of them fails, everything else goes on."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from mailflow.app import Parts
from mailflow.demo.stage import ADDRESS
from mailflow.domain.milestone import State
from mailflow.domain.people import Person
from mailflow.flows.propose import propose
from mailflow.transports.smtp import SmtpRelay, SmtpSettings
from tests.routes.company import SITE
from tests.routes.conftest import Opener, in_process
from tests.routes.dangerous import Dangerous
from tests.routes.route import Route
from tests.servers.scripted_smtp import ScriptedSmtp, scripted_smtp

OPERATOR = Person("operator", "Operations", ("ops@northwind.example",))


def with_operator(parts: Parts) -> Parts:
    return replace(in_process(parts), delivering=replace(parts.delivering, operator=OPERATOR))


def alarms(route: Route) -> list[str]:
    return [one.raw.decode() for one in route.letters("ops@northwind.example", "operator_alarm")]


# -- an address


def test_a_refused_address_is_told_to_the_owner_and_stops_nobody_else(route: Route) -> None:
    route.stage.mail.refuse("dana@studio.example")  # type: ignore[attr-defined]
    route.await_letter("lee", "invitation")
    route.wait(hours=1)
    assert [row.state for row in route.rows("dana", "invitation")] == ["refused"]
    assert "dana@studio.example" in route.text("olivia", "undeliverable")
    assert "No such mailbox here" in route.text("olivia", "undeliverable")
    assert len(route.letters("olivia", "undeliverable")) == 1
    person = route.store.people.by_id("dana")
    assert person is not None
    assert person.failing_since is not None


def test_the_owner_hears_of_the_same_address_once_a_day_at_most(route: Route) -> None:
    route.stage.mail.refuse("dana@studio.example")  # type: ignore[attr-defined]
    route.wait(days=14)
    days = [one.at.date() for one in route.letters("olivia", "undeliverable")]
    assert days
    assert len(days) == len(set(days))


def test_a_failing_address_gets_nothing_scheduled_until_its_person_writes(route: Route) -> None:
    route.stage.mail.refuse("dana@studio.example")  # type: ignore[attr-defined]
    route.wait(days=14)
    assert len(route.letters("olivia", "undeliverable")) == 1
    assert not [row for row in route.rows("dana", "check_in") if row.state == "refused"]
    assert "so they get nothing regular: Dana Kim" in route.text("olivia", "digest")
    route.stage.mail.readmit("dana@studio.example")  # type: ignore[attr-defined]
    assert not route.letters("dana", "check_in")
    route.writes("dana", "Here I am", "Hello Olivia, my mailbox was full. START 1")
    route.await_letter("dana", "check_in")


def test_another_address_is_written_to_at_once(route: Route) -> None:
    route.stage.mail.refuse("dana@studio.example")  # type: ignore[attr-defined]
    route.wait(days=3)
    people = tuple(replace(one, addresses=("dana@new.example",)) if one.id == "dana" else one for one in SITE.people)
    propose(route.store, replace(SITE, people=people), route.now)
    route.wait(days=14)
    assert [one for one in route.stage.delivered() if one.to == "dana@new.example"]


# -- the account


ACCOUNT_FAULTS = {
    "password": {"AUTH": ["535 5.7.8 Username and password not accepted", "235 2.7.0 welcome"]},
    "quota": {"MAIL": ["550 5.4.5 Daily sending quota exceeded", "250 2.1.0 ok"]},
    "policy": {"MAIL": ["530 5.7.1 Authentication required", "250 2.1.0 ok"]},
}


@pytest.mark.parametrize("script", ACCOUNT_FAULTS.values(), ids=ACCOUNT_FAULTS)
def test_an_account_s_fault_stops_the_account_and_keeps_the_letters(
    open_route: Opener, script: dict[str, list[str]]
) -> None:
    with scripted_smtp(script) as server:
        route = open_route(alter=lambda parts: _sending_to(server, with_operator(parts)))
        route.until(route.now + timedelta(seconds=2))
        assert {row.state for row in route.rows("dana", "invitation")} == {"queued"}
        assert route.store.accounts.paused("smtp", route.now) is not None
        assert not server.contents
        tried = server.verbs().count("EHLO")
        route.stage.clock.advance(route.now + timedelta(minutes=5))
        route.stage.daemon.settle()
        assert server.verbs().count("EHLO") == tried, "the account is left alone meanwhile"
        for _ in range(3):
            route.stage.clock.advance(route.now + timedelta(minutes=10))
            route.stage.daemon.settle()
        assert {row.state for row in route.rows("dana", "invitation")} == {"sent"}
        assert {row.state for row in route.rows("lee", "invitation")} == {"sent"}
        assert [row.state for row in route.rows("operator", "operator_alarm")] == ["sent"]
        assert not route.rows("olivia", "undeliverable"), "nobody's address is to blame"


def _sending_to(server: ScriptedSmtp, parts: Parts) -> Parts:
    parts.relay.close()
    relay = SmtpRelay(
        SmtpSettings(
            host=server.host,
            port=server.port,
            tls="loopback-plain",
            sender=ADDRESS,
            user="projects",
            password="secret",
            connections=1,
        )
    )
    return replace(parts, relay=relay)


# -- a message


@pytest.fixture
def endangered(open_route: Opener, monkeypatch: pytest.MonkeyPatch) -> Route:
    monkeypatch.setattr("mailflow.app.Sandbox", Dangerous)
    route = open_route(alter=lambda parts: replace(with_operator(parts), in_process=False))
    route.await_letter("dana", "invitation")
    return route


def test_a_message_that_hangs_the_worker_is_set_aside_and_answered_and_its_neighbours_go_on(endangered: Route) -> None:
    route = endangered
    message = route.says("dana", "invitation", "SPIN on, DONE 2")
    assert (message.disposition, message.reason) == ("rejected", "too_slow")
    assert route.milestone(2).state is State.PLANNED
    assert route.letters("dana", "receipt") + route.letters("dana", "clarification"), "it is answered"
    route.says("lee", "invitation", "DONE 3")
    assert route.milestone(3).state is State.SUBMITTED


def test_a_message_that_kills_the_worker_is_set_aside_after_three_tries_and_its_neighbours_go_on(
    endangered: Route,
) -> None:
    route = endangered
    message = route.says("dana", "invitation", "KILL me, DONE 2")
    assert message.disposition is None
    assert route.says("lee", "invitation", "DONE 3").reason == "ok"
    route.wait(minutes=30)
    assert [(row.disposition, row.reason) for row in route.messages()] == [("failed", "crashed"), ("handled", "ok")]
    assert route.milestone(2).state is State.PLANNED
    assert route.milestone(3).state is State.SUBMITTED
    assert [str(message.id) in text for text in alarms(route)] == [True], "the operator hears of it once"

    route.stage.stop()
    route.stage.alter = with_operator
    route.stage.start()
    route.store = route.stage.store
    assert route.store.journal.replay(message.id), "once its cause is mended"
    route.stage.daemon.settle()
    assert route.milestone(2).state is State.SUBMITTED


def test_two_messages_that_cannot_be_read_are_two_messages(open_route: Opener) -> None:
    route = open_route(alter=lambda parts: replace(in_process(parts), receiving=replace(parts.receiving, most=100_000)))
    route.await_letter("dana", "invitation")
    for words in ("one", "two"):
        route.says("dana", "invitation", f"{words}\n" * 40_000)
    assert [row.reason for row in route.messages()] == ["too_large", "too_large"]


# -- a template


def test_a_letter_that_cannot_be_written_is_failed_and_alarms_and_its_message_stays_handled(
    open_route: Opener, tmp_path: Path
) -> None:
    (tmp_path / "own" / "receipt").mkdir(parents=True)
    (tmp_path / "own" / "receipt" / "body.txt").write_text("{{ f.what_nobody_knows }}")
    route = open_route(alter=lambda parts: replace(with_operator(parts), templates=tmp_path / "own"))
    route.await_letter("dana", "invitation")
    assert route.says("dana", "invitation", "DONE 1").reason == "ok"
    assert route.milestone(1).state is State.SUBMITTED
    assert [row.state for row in route.rows("dana", "receipt")] == ["failed"]
    route.says("dana", "invitation", "DONE 2")
    route.await_letter("olivia", "review")
    assert len(alarms(route)) == 1
    assert "what_nobody_knows" in alarms(route)[0]


def test_without_an_operator_a_fault_stops_nothing(open_route: Opener, tmp_path: Path) -> None:
    (tmp_path / "own" / "receipt").mkdir(parents=True)
    (tmp_path / "own" / "receipt" / "body.txt").write_text("{{ f.what_nobody_knows }}")
    route = open_route(alter=lambda parts: replace(in_process(parts), templates=tmp_path / "own"))
    route.await_letter("dana", "invitation")
    route.says("dana", "invitation", "DONE 1")
    route.await_letter("olivia", "review")
