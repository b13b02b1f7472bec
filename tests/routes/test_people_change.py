"""People come, go, are away, and keep others waiting."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from mailflow.domain.definition import Participant, Promise
from mailflow.domain.milestone import State
from mailflow.domain.people import Role
from mailflow.domain.project import Agreement
from mailflow.flows.propose import propose
from tests.routes.company import CODE, PEOPLE, SITE, beside
from tests.routes.conftest import Opener
from tests.routes.route import Route

QUICK = replace(SITE, agreement=Agreement(1, "A shop.", "It works.", "Net 14 days.", auto_approve_after=3))


def test_whoever_joins_in_the_middle_is_invited_then_with_what_is_theirs(route: Route) -> None:
    route.wait(days=3)
    mo = Participant("mo", "Mo Farouk", ("mo@farouk.example",), Role.CONTRACTOR, "Africa/Cairo")
    help_pages = Promise(4, "Help pages", date(2026, 12, 4), assignee="mo")
    propose(route.store, replace(SITE, people=(*PEOPLE, mo), milestones=(*SITE.milestones, help_pages)), route.now)
    route.wait(hours=30)
    (invitation,) = route.letters("mo@farouk.example")
    assert "Help pages" in invitation.raw.decode(errors="replace")
    assert len(route.letters("dana", "invitation")) == 2


def test_whoever_has_left_is_answered_once_and_their_words_go_to_the_owner(route: Route) -> None:
    route.await_letter("lee", "invitation")
    without = replace(SITE, people=PEOPLE[:2], milestones=SITE.milestones[:2])
    propose(route.store, without, route.now)
    first = route.says("lee", "invitation", "Where do I send my invoice? DONE 3")
    assert (first.disposition, first.reason) == ("noted", "note")
    assert route.milestone(3).state is State.CANCELLED
    assert "no longer on Acme website" in route.text("lee", "receipt")
    route.await_letter("olivia", "notice")
    assert "Where do I send my invoice?" in route.text("olivia", "notice")
    answers = len(route.letters("lee"))
    assert route.says("lee", "invitation", "And when is it paid?").reason == "note"
    route.wait(hours=2)
    assert len(route.letters("lee")) == answers
    assert "And when is it paid?" in route.text("olivia", "notice")


def test_whoever_has_left_gets_nothing_scheduled_and_sees_nothing(route: Route) -> None:
    route.await_letter("lee", "invitation")
    propose(route.store, replace(SITE, people=PEOPLE[:2], milestones=SITE.milestones[:2]), route.now)
    route.says("lee", "invitation", "LIST")
    assert "Checkout" not in route.text("lee", "receipt")
    before = len(route.letters("lee"))
    route.wait(days=16)
    assert len(route.letters("lee")) == before


def test_a_firm_answers_from_any_of_its_addresses_and_the_record_keeps_which(route: Route) -> None:
    route.await_letter("dana", "invitation")
    letter = route.letter("dana", "invitation")
    raw = route.answer_from("dana", letter, "DONE 1", "dana@home.example")
    assert raw.sender == "dana@home.example"
    (done,) = [one for one in route.store.projects.ledger(CODE) if one.kind == "done"]
    assert (done.person, done.message) == ("dana", raw.id)
    assert {one.to for one in route.letters() if one.occasions[0].endswith("/dana")} == {"dana@studio.example"}


def test_the_same_number_in_two_projects_is_the_one_of_the_letter_that_is_answered(open_route: Opener) -> None:
    other = replace(beside(), milestones=(Promise(1, "Login screen", date(2026, 11, 18), assignee="dana"),))
    route = open_route(SITE, other)
    route.await_letter("dana", "invitation")
    letters = {one.occasions[0].split("/")[1]: one for one in route.letters("dana", "invitation")}
    route.answer_from("dana", letters["bolt-app"], "DONE 1", "dana@studio.example")
    assert (route.milestone(1).state, route.milestone(1, "bolt-app").state) == (State.PLANNED, State.SUBMITTED)


def test_the_same_number_in_a_mail_of_its_own_is_asked_about(open_route: Opener) -> None:
    other = replace(beside(), milestones=(Promise(1, "Login screen", date(2026, 11, 18), assignee="dana"),))
    route = open_route(SITE, other)
    route.await_letter("dana", "invitation")
    route.writes("dana", "Progress", "1 is done")
    assert {route.milestone(1, code).state for code in (CODE, "bolt-app")} == {State.PLANNED}
    told = route.text("dana", "clarification")
    assert "acme-site 1" in told
    assert "bolt-app 1" in told


def test_an_owner_who_is_away_is_not_reminded_and_whoever_waits_hears_why(route: Route) -> None:
    route.await_letter("olivia", "digest")
    route.says("olivia", "digest", "AWAY 7 November to 20 November")
    route.wait(days=2)
    route.says("dana", "invitation", "DONE 1")
    assert "Olivia is away until" in route.text("dana", "receipt")
    route.until(route.now + timedelta(days=9))
    assert not route.letters("olivia", "waiting")
    after = [one for one in route.letters("dana", "reminder") if one.at.day > 8]
    assert not any("reminder/acme-site/1/" in occasion for one in after for occasion in one.occasions)
    route.await_letter("olivia", "waiting")


def test_an_owner_who_never_answers_stops_the_clock_and_the_operator_hears_of_it(
    route: Route, caplog: pytest.LogCaptureFixture
) -> None:
    route.await_letter("dana", "invitation")
    route.says("dana", "invitation", "DONE 1")
    route.wait(days=20)
    told = [occasion for one in route.letters("dana") for occasion in one.occasions]
    assert not [occasion for occasion in told if occasion.startswith("reminder/acme-site/1/")]
    assert len(route.letters("olivia", "waiting")) >= 3
    assert len(route.letters("dana", "delay")) == 1
    assert "decisions have waited for 10 working days" in caplog.text


def test_an_approval_by_silence_is_taken_back_by_answering_its_letter(open_route: Opener) -> None:
    route = open_route(QUICK)
    route.await_letter("dana", "invitation")
    route.says("dana", "invitation", "DONE 1")
    route.await_letter("olivia", "silent_approval")
    assert route.milestone(1).state is State.APPROVED
    route.says("olivia", "silent_approval", "UNDO")
    assert route.milestone(1).state is State.SUBMITTED
    route.await_letter("dana", "notice")
    assert "approve 1" in route.text("dana", "notice")
    route.wait(days=4)
    assert route.milestone(1).state is State.SUBMITTED


def test_a_contractor_takes_no_approval_by_silence_back(open_route: Opener) -> None:
    route = open_route(QUICK)
    route.await_letter("dana", "invitation")
    route.says("dana", "invitation", "DONE 1")
    route.await_letter("dana", "silent_approval")
    route.says("dana", "silent_approval", "UNDO")
    assert route.milestone(1).state is State.APPROVED


def test_a_new_vision_is_announced_and_stands_in_every_letter_from_then_on(route: Route) -> None:
    route.await_letter("olivia", "digest")
    route.says("olivia", "digest", "VISION: A shop for everybody.")
    assert "in version 2" in route.text("olivia", "receipt")
    route.wait(hours=30)
    for who in ("dana", "lee"):
        assert "A shop for everybody." in route.text(who, "broadcast")
    assert not route.letters("olivia", "broadcast")
    route.await_letter("dana", "round_up")
    assert "A shop for everybody." in route.text("dana", "round_up")


def test_a_new_vision_in_the_project_file_is_announced_to_everybody(route: Route) -> None:
    route.wait(days=1)
    propose(route.store, replace(SITE, vision="A shop for everybody."), route.now)
    route.wait(hours=30)
    assert {who for who in ("olivia", "dana", "lee") if route.letters(who, "broadcast")} == {"olivia", "dana", "lee"}


def test_feedback_and_broadcast_reach_whom_they_are_for(route: Route) -> None:
    route.await_letter("olivia", "digest")
    said = "FEEDBACK dana: use the brand's green\nBROADCAST: the office is closed on Friday"
    route.says("olivia", "digest", said)
    route.wait(hours=48)
    assert "brand's green" in route.text("dana", "feedback")
    assert not route.letters("lee", "feedback")
    assert "closed on Friday" in route.text("lee", "broadcast")


def test_a_project_pauses_goes_on_and_is_closed_by_mail(route: Route) -> None:
    route.await_letter("olivia", "digest")
    route.says("olivia", "digest", "PAUSE project")
    before = len(route.letters("dana", "check_in")) + len(route.letters("dana", "reminder"))
    route.wait(days=8)
    assert len(route.letters("dana", "check_in")) + len(route.letters("dana", "reminder")) == before
    route.says("olivia", "digest", "RESUME project")
    route.await_letter("dana", "check_in")
    route.says("olivia", "digest", "CLOSE project")
    route.wait(hours=1)
    assert "is closed" in route.text("dana", "notice")
    route.says("dana", "check_in", "DONE 1")
    assert route.milestone(1).state is State.PLANNED
    assert "closed" in route.text("dana", "clarification")
