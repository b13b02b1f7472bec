"""A project that an owner sets up by mail, from a few plain lines to the invitations."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from mailflow.app import Parts
from mailflow.domain.authority import Trust
from mailflow.domain.definition import recorded
from mailflow.domain.people import Role
from mailflow.flows.turn import Policy
from mailflow.project_file import load_project
from mailflow.project_text import project_text
from tests.routes.conftest import Opener, in_process
from tests.routes.route import Route

BRIEF = """NEW PROJECT: Acme app

Vision: The shop in one's pocket.
Payment: net 14 days after approval

Dana Kim, dana@studio.example
Ana Silva <ana@silva.example>, Europe/Lisbon

1. Login screen, 4 December 2026, Dana, EUR 900
2. Store texts, by 18 December 2026, Ana
"""
CODE = "acme-app"


def shown_back(route: Route, text: str = BRIEF) -> None:
    route.await_letter("olivia", "digest")
    route.says("olivia", "digest", text)
    assert route.letters("olivia", "brief")


def test_nothing_goes_out_before_it_is_confirmed(route: Route) -> None:
    shown_back(route)
    told = route.text("olivia", "brief")
    assert "Acme app is ready to be set up" in told
    assert "1. Login screen · due Fri 4 Dec · Dana Kim" in told
    assert "dana@studio.example · known here already" in told
    assert CODE not in route.store.projects.codes()
    assert not route.letters("ana@silva.example")
    assert not route.letters("olivia", "receipt")


def test_confirmed_it_is_stored_like_one_from_a_file_and_people_are_invited(everywhere: Route, tmp_path: Path) -> None:
    route = everywhere
    shown_back(route)
    route.says("olivia", "brief", "Confirm, thanks!")
    route.wait(minutes=10)
    snapshot = route.snapshot(CODE)
    assert {m.person: m.role for m in snapshot.members.values()} == {
        "olivia": Role.OWNER,
        "dana": Role.CONTRACTOR,
        "ana": Role.CONTRACTOR,
    }
    assert [(m.title, m.assignee, str(m.due)) for m in snapshot.milestones.values()] == [
        ("Login screen", "dana", "2026-12-04"),
        ("Store texts", "ana", "2026-12-18"),
    ]
    assert snapshot.people["ana"].zone == "Europe/Lisbon"
    assert snapshot.agreement is not None
    assert snapshot.agreement.payment == "net 14 days after approval"
    (invitation,) = route.letters("ana@silva.example")
    assert "Welcome to Acme app" in invitation.raw.decode(errors="replace")
    assert {record.evidence for record in route.store.projects.ledger(CODE)} != {""}
    file = tmp_path / "acme-app.toml"
    file.write_text(project_text(recorded(snapshot)))
    assert load_project(file).milestones == recorded(snapshot).milestones


def test_what_is_missing_is_asked_back_and_the_answer_added(route: Route) -> None:
    shown_back(route, "NEW PROJECT: Acme app\n\nDana Kim, dana@studio.example\nLee, lee@wordsmith.example\n1. Login\n")
    told = route.text("olivia", "brief")
    assert "Milestone 1 (Login) has no clear date" in told
    assert "Who does milestone 1 (Login)?" in told
    assert "CONFIRM" not in told
    assert route.says("olivia", "brief", "1: 4 December, Lee").reason == "ok"
    assert "Acme app is ready to be set up" in route.text("olivia", "brief")
    route.says("olivia", "brief", "yes")
    assert route.snapshot(CODE).milestones[1].assignee == "lee"


def test_yes_to_a_brief_with_something_missing_sets_nothing_up(route: Route) -> None:
    shown_back(route, "NEW PROJECT: Acme app\n\nDana Kim, dana@studio.example\n1. Login\n")
    route.says("olivia", "brief", "yes")
    assert CODE not in route.store.projects.codes()
    assert "has no clear date" in route.text("olivia", "clarification")


def test_confirmed_twice_it_is_set_up_once(route: Route) -> None:
    shown_back(route)
    route.says("olivia", "brief", "CONFIRM")
    records = len(route.store.projects.ledger(CODE))
    route.says("olivia", "brief", "CONFIRM")
    assert len(route.store.projects.ledger(CODE)) == records
    assert "is set up already" in route.text("olivia", "receipt")


def test_dropped_it_is_never_set_up(route: Route) -> None:
    shown_back(route)
    route.says("olivia", "brief", "drop it")
    assert CODE not in route.store.projects.codes()


def test_a_mail_that_proves_nothing_is_asked_about_first(route: Route) -> None:
    message = route.writes("olivia", "NEW PROJECT: Acme app", BRIEF.partition("\n")[2])
    assert message.reason == "unproven"
    assert not route.letters("olivia", "brief")
    route.says("olivia", "challenge", "YES")
    assert "Acme app is ready to be set up" in route.text("olivia", "brief")


def test_a_contractor_sets_nothing_up(route: Route) -> None:
    route.await_letter("dana", "invitation")
    assert route.says("dana", "invitation", BRIEF).reason == "role"
    assert not route.letters("dana", "brief")


def test_amounts_are_left_out_where_money_is_not_taken_by_mail(route: Route) -> None:
    shown_back(route)
    assert "The amounts are left out" in route.text("olivia", "brief")
    route.says("olivia", "brief", "CONFIRM")
    assert route.snapshot(CODE).milestones[1].amount is None


def with_payments(parts: Parts) -> Parts:
    return in_process(replace(parts, policy=Policy(Trust(3, payments=True), timedelta(minutes=5))))


def test_amounts_are_taken_where_money_is(open_route: Opener) -> None:
    route = open_route(alter=with_payments)
    shown_back(route)
    assert "900" in route.text("olivia", "brief")
    route.says("olivia", "brief", "CONFIRM")
    assert str(route.snapshot(CODE).milestones[1].amount) == "900"


@pytest.mark.parametrize("text", ["HELP", "STATUS"])
def test_other_questions_are_answered_as_ever(route: Route, text: str) -> None:
    shown_back(route)
    route.says("olivia", "brief", text)
    assert route.letters("olivia", text.lower())


def test_somebody_who_is_invited_in_the_middle_gets_all_of_it_and_is_heard(route: Route) -> None:
    route.await_letter("olivia", "digest")
    route.says("olivia", "digest", "INVITE Ana Silva, ana@silva.example, to 3")
    assert not route.letters("ana@silva.example")
    route.wait(minutes=6)
    (invitation,) = route.letters("ana@silva.example")
    assert "Product texts" in invitation.raw.decode(errors="replace")
    assert "has taken over" in route.text("lee", "notice")
    assert route.milestone(3).assignee == "ana"


def test_an_invitation_that_is_undone_in_time_reaches_nobody(route: Route) -> None:
    route.await_letter("olivia", "digest")
    route.says("olivia", "digest", "INVITE Ana Silva, ana@silva.example, to 3")
    route.says("olivia", "receipt", "UNDO")
    route.wait(hours=2)
    assert not route.letters("ana@silva.example")
    assert route.milestone(3).assignee == "lee"


def test_an_invitation_without_proof_waits_for_the_owners_yes(route: Route) -> None:
    route.await_letter("dana", "invitation")
    assert route.writes("olivia", "Somebody new", "INVITE Mallory, mallory@evil.example").reason == "unproven"
    assert route.store.people.by_address("mallory@evil.example") is None


def test_a_milestone_is_added_by_mail_with_what_stands_below_it(route: Route) -> None:
    route.await_letter("olivia", "digest")
    route.says("olivia", "digest", "ADD milestone: Newsletter, 27 November, for lee, EUR 300\n- works on phones")
    added = route.milestone(4)
    assert (added.title, added.assignee, added.conditions, added.amount) == (
        "Newsletter",
        "lee",
        ("works on phones",),
        None,
    )
    assert "The amount is left out" in route.text("olivia", "receipt")
    route.await_letter("lee", "assignment")
    assert "Newsletter" in route.text("lee", "assignment")
