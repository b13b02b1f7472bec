"""What concerns money: off unless the installation says otherwise, then confirmed, held, and told to every owner."""

from dataclasses import replace
from decimal import Decimal

import pytest

from mailflow.app import Parts
from mailflow.demo.clients import Correspondent
from mailflow.domain.authority import Trust
from mailflow.domain.definition import Participant
from mailflow.domain.milestone import State
from mailflow.domain.people import Role
from mailflow.flows.turn import Policy
from tests.routes.company import CAST, CODE, PEOPLE, SITE
from tests.routes.conftest import Alter, Opener, in_process
from tests.routes.route import Route

OTTO = Participant("otto", "Otto Lang", ("otto@acme.example",), Role.OWNER, "Europe/Berlin")
TWO_OWNERS = replace(SITE, people=(*PEOPLE, OTTO))


def trusting(trust: Trust) -> Alter:
    def alter(parts: Parts) -> Parts:
        return replace(in_process(parts), policy=Policy(trust, parts.policy.settle))

    return alter


@pytest.fixture
def otto(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CAST, "otto", Correspondent("Otto Lang", "otto@acme.example", "plain"))


def approved(open_route: Opener, over: Decimal | None = None, *, payments: bool = True) -> Route:
    """Milestone 1 (1200 EUR) is approved."""
    trust = Trust(token_alone=3, payments=payments, second_owner_over=over)
    route = open_route(TWO_OWNERS, alter=trusting(trust))
    route.await_letter("dana", "invitation")
    route.says("dana", "invitation", "DONE 1")
    route.await_letter("olivia", "review")
    route.says("olivia", "review", "APPROVE")
    assert route.milestone(1).state is State.APPROVED
    return route


def paying(route: Route) -> None:
    """Olivia says that she has paid, and confirms it."""
    message = route.says("olivia", "receipt", "PAID 1 ref 2026-117")
    assert (message.disposition, message.reason) == ("challenged", "unproven")
    route.says("olivia", "challenge", "YES")


def ended(route: Route) -> list[str]:
    return [row.reason for row in route.messages() if row.reason not in {"ok", "note"}]


@pytest.mark.usefixtures("otto")
def test_a_payment_is_recorded_a_quarter_of_an_hour_after_it_was_confirmed(open_route: Opener) -> None:
    route = approved(open_route)
    paying(route)
    assert route.milestone(1).state is State.APPROVED
    assert ended(route) == ["on_hold"]
    assert "unless an owner says NO" in " ".join(route.text("otto", "challenge").split())
    route.wait(minutes=16)
    assert (route.milestone(1).state, ended(route)) == (State.PAID, ["confirmed"])
    record = route.store.projects.ledger(CODE)[-1]
    assert (record.kind, record.person, record.evidence) == ("paid", "olivia", "token, confirmed by olivia")
    assert "recorded as paid" in route.text("olivia", "receipt")
    route.wait(hours=1)
    assert "2026-117" in route.text("dana", "notice")
    assert "2026-117" in route.text("otto", "notice")


@pytest.mark.usefixtures("otto")
@pytest.mark.parametrize("who", ["olivia", "otto"])
def test_any_owner_stops_it_before_that(open_route: Opener, who: str) -> None:
    route = approved(open_route)
    paying(route)
    route.says(who, "challenge", "NO")
    route.wait(hours=1)
    assert (route.milestone(1).state, ended(route)) == (State.APPROVED, ["stopped"])
    other = "otto" if who == "olivia" else "olivia"
    assert "has stopped" in route.text(other, "notice")


@pytest.mark.usefixtures("otto")
def test_a_large_payment_takes_the_word_of_a_second_owner(open_route: Opener) -> None:
    route = approved(open_route, Decimal(1000))
    paying(route)
    route.wait(hours=1)
    assert route.milestone(1).state is State.APPROVED
    route.says("olivia", "challenge", "YES")
    route.wait(hours=1)
    assert route.milestone(1).state is State.APPROVED, "the same owner twice is one owner"
    route.says("otto", "challenge", "YES")
    route.wait(minutes=16)
    assert route.milestone(1).state is State.PAID
    assert route.store.projects.ledger(CODE)[-1].evidence == "token, confirmed by olivia and otto"


@pytest.mark.usefixtures("otto")
def test_a_large_payment_that_no_second_owner_confirms_is_dropped(open_route: Opener) -> None:
    route = approved(open_route, Decimal(1000))
    paying(route)
    route.wait(hours=75)
    assert (route.milestone(1).state, ended(route)) == (State.APPROVED, ["unconfirmed"])


@pytest.mark.usefixtures("otto")
def test_a_smaller_payment_takes_one(open_route: Opener) -> None:
    route = approved(open_route, Decimal(1200))
    paying(route)
    route.wait(minutes=16)
    assert route.milestone(1).state is State.PAID


@pytest.mark.usefixtures("otto")
def test_a_mail_that_proves_too_little_holds_no_money(open_route: Opener) -> None:
    """A bare From line, and a token where a token does not decide: nothing to confirm, and no hold begins."""
    route = approved(open_route)
    assert route.writes("olivia", "Paid", "PAID 1").reason == "unproven"
    assert not route.letters("olivia", "challenge")
    assert "payments take a mail that proves by itself" in " ".join(route.text("olivia", "clarification").split())
    message = route.writes("olivia", "News", "APPROVE 1\nPAID 1")
    assert message.reason == "unproven"
    route.says("olivia", "challenge", "YES")
    route.wait(hours=1)
    assert not route.letters("otto", "challenge"), "what else was asked is confirmed, and no money with it"
    assert route.milestone(1).state is State.APPROVED
    route.says("olivia", "receipt", "PAID 1")
    route.says("olivia", "challenge", "YES")
    route.wait(minutes=16)
    assert route.milestone(1).state is State.PAID


def test_where_payments_are_off_nobody_is_asked(open_route: Opener) -> None:
    route = approved(open_route, payments=False)
    route.says("olivia", "receipt", "PAID 1")
    assert not route.letters("olivia", "challenge")
    assert "not taken by mail here" in route.text("olivia", "clarification")
    assert route.milestone(1).state is State.APPROVED


@pytest.mark.usefixtures("otto")
def test_a_payment_is_taken_back_as_carefully_as_it_was_made(open_route: Opener) -> None:
    route = approved(open_route)
    paying(route)
    route.wait(minutes=16)
    assert route.says("olivia", "receipt", "UNDO").reason == "unproven"
    assert route.milestone(1).state is State.PAID
    route.says("olivia", "challenge", "YES")
    assert route.milestone(1).state is State.PAID
    route.wait(minutes=16)
    assert route.milestone(1).state is State.APPROVED
