"""What goes back and forth between contractors and their owner."""

from datetime import date

import pytest

from mailflow.domain.milestone import State
from tests.routes.route import Route, words

TODAY = date(2026, 11, 2)


@pytest.fixture
def started(route: Route) -> Route:
    """Everybody has agreed."""
    route.await_letter("dana", "invitation")
    route.says("dana", "invitation", "AGREE")
    route.says("lee", "invitation", "AGREE")
    return route


def test_a_question_goes_to_the_owner_and_a_plain_reply_comes_back_as_the_answer(started: Route) -> None:
    route = started
    route.says("dana", "invitation", "QUESTION 1: which font shall I use?")
    asked = route.await_letter("olivia", "question")
    assert "which font shall I use?" in route.text("olivia", "question")
    assert not route.letters("lee", "question")
    route.says("olivia", "question", "Inter, please. The files are on the drive.")
    route.await_letter("dana", "answer")
    assert "Inter, please. The files are on the drive." in route.text("dana", "answer")
    assert not route.snapshot().open_questions()
    assert route.milestone(1).state is State.PLANNED
    assert asked.to == "olivia@acme.example"


def test_an_owner_s_question_reaches_the_contractor_whose_plain_reply_answers_it(started: Route) -> None:
    route = started
    route.says("dana", "invitation", "DONE 1")
    route.await_letter("olivia", "review")
    route.says("olivia", "review", "QUESTION dana: where is the Figma file?")
    route.await_letter("dana", "question")
    assert "where is the Figma file?" in route.text("dana", "question")
    route.says("dana", "question", "It is on the drive, as home-v3.")
    route.await_letter("olivia", "answer")
    assert "It is on the drive, as home-v3." in route.text("olivia", "answer")
    assert not route.snapshot().open_questions()


def test_a_date_that_is_asked_for_and_accepted_moves(started: Route) -> None:
    route = started
    route.says("dana", "invitation", "NEW DATE 1: 2026-11-18")
    assert route.milestone(1).due == date(2026, 11, 13)
    route.await_letter("olivia", "date_request")
    assert "18 November" in route.text("olivia", "date_request") or "November 18" in route.text(
        "olivia", "date_request"
    )
    route.says("olivia", "date_request", "ACCEPT DATE 1")
    route.await_letter("dana", "date_decision")
    assert route.milestone(1).due == date(2026, 11, 18)
    assert route.milestone(1).request is None


def test_a_date_that_is_asked_for_and_not_granted_stays(started: Route) -> None:
    route = started
    route.says("dana", "invitation", "NEW DATE 1: 2026-11-18")
    route.await_letter("olivia", "date_request")
    route.says("olivia", "date_request", "KEEP DATE 1")
    route.await_letter("dana", "date_decision")
    assert (route.milestone(1).due, route.milestone(1).request) == (date(2026, 11, 13), None)


def test_an_owner_moves_a_date_and_the_contractor_hears_of_it(started: Route) -> None:
    route = started
    route.says("lee", "invitation", "DONE 3")
    route.await_letter("olivia", "review")
    route.says("olivia", "review", "MOVE 1 to 2026-11-25")
    route.await_letter("dana", "date_decision")
    assert route.milestone(1).due == date(2026, 11, 25)


def test_a_blocker_reaches_the_owner_at_once_and_stops_reminders_until_it_is_lifted(started: Route) -> None:
    route = started
    route.says("dana", "invitation", "BLOCKED 1: waiting for your logo")
    assert "waiting for your logo" in route.text("olivia", "blocked")
    assert route.milestone(1).blocker is not None
    route.wait(days=9)
    assert not [one for one in route.letters("dana", "reminder") if one.milestone == 1]
    route.says("dana", "invitation", "UNBLOCKED 1")
    assert route.milestone(1).blocker is None
    route.await_letter("dana", "reminder")


def test_work_sent_back_is_handed_in_again_and_approved(started: Route) -> None:
    route = started
    route.says("dana", "invitation", "DONE 1")
    route.await_letter("olivia", "review")
    route.says("olivia", "review", "REVISE 1: the hero text is too small; footer links are missing")
    route.await_letter("dana", "revision")
    assert "the hero text is too small" in route.text("dana", "revision")
    assert "footer links are missing" in route.text("dana", "revision")
    assert route.milestone(1).state is State.REVISING
    route.says("dana", "revision", "DONE 1")
    route.await_letter("olivia", "review")
    route.says("olivia", "review", "APPROVE 1")
    route.await_letter("dana", "approval")
    assert (route.milestone(1).state, route.milestone(1).revisions) == (State.APPROVED, 1)


def test_undo_within_the_settle_time_withdraws_the_letter_to_the_other_side(started: Route) -> None:
    route = started
    route.says("dana", "invitation", "DONE 1")
    assert route.waiting("olivia", "review")
    route.says("dana", "receipt", "UNDO")
    assert route.milestone(1).state is State.PLANNED
    assert "Taken back" in route.text("dana", "receipt")
    route.wait(days=1)
    assert [row.state for row in route.rows("olivia", "review")] == ["withdrawn"]
    assert not route.letters("olivia", "review")
    assert all("taken back" not in words(one.raw) for one in route.letters("olivia", "notice"))


def test_undo_after_the_other_side_has_heard_tells_them(started: Route) -> None:
    route = started
    route.says("dana", "invitation", "DONE 1")
    route.await_letter("olivia", "review")
    route.says("dana", "receipt", "UNDO")
    assert "Dana has taken back" in route.await_letter("olivia", "notice").raw.decode()
    assert route.milestone(1).state is State.PLANNED


def test_done_twice_is_acknowledged_once_more_and_reviewed_once(started: Route) -> None:
    route = started
    route.says("dana", "invitation", "DONE 1")
    route.says("dana", "invitation", "DONE 1")
    assert "was already submitted on" in route.text("dana", "receipt")
    route.wait(days=1)
    assert len(route.letters("olivia", "review")) == 1
    assert route.kinds().count("done") == 1


def test_who_is_away_gets_nothing_scheduled_until_they_are_back(started: Route) -> None:
    route = started
    route.says("dana", "invitation", "AWAY 3 Nov to 20 Nov")
    route.wait(days=10)
    assert not route.letters("dana", "check_in")
    assert not route.letters("dana", "reminder")
    route.says("dana", "receipt", "BACK")
    route.await_letter("dana", "check_in")


def test_who_snoozes_gets_nothing_scheduled_meanwhile(started: Route) -> None:
    route = started
    route.says("dana", "invitation", "SNOOZE 10 days")
    route.wait(days=9)
    assert not route.letters("dana", "check_in") + route.letters("dana", "reminder")
    route.await_letter("dana", "reminder")


def test_a_vague_line_changes_nothing_and_is_asked_back_with_choices(started: Route) -> None:
    route = started
    message = route.says("dana", "invitation", "done")
    assert (message.disposition, message.reason) == ("handled", "unclear")
    assert route.milestone(1).state is route.milestone(2).state is State.PLANNED
    question = route.text("dana", "clarification")
    assert "DONE 1" in question.upper()
    assert "DONE 2" in question.upper()


def test_status_list_and_help_are_answered_at_once(started: Route) -> None:
    route = started
    for asked in ("STATUS", "LIST", "HELP"):
        before = len(route.letters("dana"))
        route.wait(minutes=31)
        route.says("dana", "invitation", asked)
        assert len(route.letters("dana")) == before + 1
    assert "Product texts" in " ".join(one.raw.decode() for one in route.letters("dana"))
