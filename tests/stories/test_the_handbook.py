"""What a handbook of outsourcing tells of, each from the first mail to the last."""

from dataclasses import replace
from datetime import timedelta

from mailflow.demo.clients import reply
from mailflow.demo.stage import reply_address
from mailflow.domain.definition import Promise
from mailflow.domain.milestone import State
from mailflow.domain.project import Agreement, AppreciationMode
from tests.routes.company import CAST, CODE, SITE, beside, with_milestones
from tests.routes.conftest import Opener
from tests.stories.telling import approve, begin, deliver, review, the_end

ONE = with_milestones(SITE.milestones[0])
DANAS = with_milestones(*SITE.milestones[:2])


def test_everything_goes_as_planned(open_route: Opener) -> None:
    story = open_route()
    begin(story)
    story.await_letter("dana", "check_in")
    story.says("dana", "check_in", "60% on milestone 1")
    assert story.milestone(1).percent == 60
    deliver(story, "dana", 1, "Milestone one is finished!", answers="check_in")
    deliver(story, "lee", 3, "the product texts are ready for review")
    deliver(story, "dana", 2, answers="check_in")
    the_end(story)


def test_the_terms_are_negotiated_first(open_route: Opener) -> None:
    story = open_route(ONE)
    begin(story, "lee")
    story.says("dana", "invitation", "CHANGE: net 7 days instead of net 14 days")
    story.await_letter("olivia", "change_request")
    story.says("olivia", "change_request", "accepted, thank you")
    story.await_letter("dana", "agreement")
    story.says("dana", "agreement", "AGREE")
    assert story.snapshot().accepted["dana"].version == 2
    deliver(story, "dana", 1)
    the_end(story)


def test_work_comes_before_the_agreement(open_route: Opener) -> None:
    story = open_route(ONE)
    begin(story, "lee")
    story.says("dana", "invitation", "1 is done")
    assert story.milestone(1).state is State.SUBMITTED
    assert not story.snapshot().has_agreed("dana")
    story.says("dana", "invitation", "AGREE")
    approve(story, "dana", 1)
    the_end(story)


def test_a_question_is_answered_before_the_work_goes_on(open_route: Opener) -> None:
    story = open_route(ONE)
    begin(story)
    story.says("dana", "invitation", "Which font shall I use for the homepage?")
    story.await_letter("olivia", "question")
    story.says("olivia", "question", "Inter, please.")
    story.await_letter("dana", "answer")
    assert "Inter, please." in story.text("dana", "answer")
    assert not story.snapshot().open_questions()
    deliver(story, "dana", 1, "done with 1, in Inter", answers="invitation")
    the_end(story)


def test_work_goes_back_with_numbered_corrections(open_route: Opener) -> None:
    story = open_route(ONE)
    begin(story)
    story.says("dana", "invitation", "DONE 1")
    review(story, 1)
    story.says("olivia", "review", "REVISE 1: the logo is too small; the footer is missing")
    story.await_letter("dana", "revision")
    assert "the footer is missing" in story.text("dana", "revision")
    story.says("dana", "revision", "done, both")
    assert story.milestone(1).state is State.SUBMITTED
    story.await_letter("olivia", "review")
    story.says("olivia", "review", "approve", milestone=1)
    the_end(story)


def test_two_revisions_lead_to_a_call_and_the_call_to_an_end(open_anywhere: Opener) -> None:
    story = open_anywhere(ONE)
    begin(story)
    for _ in range(2):
        story.says("dana", "invitation", "DONE 1")
        story.await_letter("olivia", "review")
        story.says("olivia", "review", "REVISE 1: larger text", milestone=1)
        story.await_letter("dana", "revision")
    story.await_letter("olivia", "proposal")
    story.says("olivia", "proposal", "MEET dana 2026-11-04 09:00: Homepage design")
    story.await_letter("dana", "meeting")
    story.rsvps("dana", "ACCEPTED")
    story.await_letter("olivia", "minutes_request")
    story.says("olivia", "minutes_request", "Headings at 40 px. Dana sends it on Friday.")
    story.await_letter("dana", "minutes")
    story.says("dana", "revision", "DONE 1")
    story.await_letter("olivia", "review")
    story.says("olivia", "review", "APPROVE 1", milestone=1)
    the_end(story)


def test_a_date_is_moved_by_asking_and_then_kept(open_route: Opener) -> None:
    story = open_route(ONE)
    begin(story)
    story.says("dana", "invitation", "can we move 1 to Friday 20 November 2026?")
    story.await_letter("olivia", "date_request")
    story.says("olivia", "date_request", "ACCEPT DATE")
    story.await_letter("dana", "date_decision")
    assert story.milestone(1).due.isoformat() == "2026-11-20"
    story.until(story.now + timedelta(days=16))
    deliver(story, "dana", 1, answers="reminder")
    the_end(story)


def test_a_date_is_kept_missed_and_chased(open_route: Opener) -> None:
    story = open_route(ONE)
    begin(story)
    story.says("dana", "invitation", "can we move 1 to Friday 27 November 2026?")
    story.await_letter("olivia", "date_request")
    story.says("olivia", "date_request", "KEEP DATE")
    story.await_letter("dana", "date_decision")
    story.await_letter("olivia", "escalation")
    assert "received nothing" in story.text("olivia", "escalation")
    deliver(story, "dana", 1, "So sorry! 1 is finished.", answers="escalation")
    the_end(story)


def test_a_blocker_is_lifted_by_the_owner(open_route: Opener) -> None:
    story = open_route(ONE)
    begin(story)
    story.says("dana", "invitation", "BLOCKED 1: waiting for your logo")
    story.letter("olivia", "blocked")
    story.says("olivia", "blocked", "It is in the shared folder now.")
    story.letter("dana", "feedback")
    story.says("dana", "feedback", "thanks, unblocked 1")
    assert story.milestone(1).blocker is None
    deliver(story, "dana", 1)
    the_end(story)


def test_somebody_is_silent_and_comes_back(open_route: Opener) -> None:
    story = open_route(ONE)
    begin(story)
    story.await_letter("olivia", "escalation")
    story.await_letter("dana", "check_in")
    deliver(story, "dana", 1, "Here I am again, I was ill. 1 is done.", answers="check_in")
    the_end(story)


def test_somebody_cannot_and_somebody_else_takes_over(open_route: Opener) -> None:
    story = open_route(with_milestones(SITE.milestones[2]))
    begin(story)
    story.says("lee", "invitation", "CANNOT 3: my hands are full")
    assert story.milestone(3).assignee is None
    story.await_letter("olivia", "notice")
    story.says("olivia", "notice", "ASSIGN 3 to dana")
    story.await_letter("dana", "assignment")
    deliver(story, "dana", 3, answers="assignment")
    the_end(story)


def test_a_milestone_is_added_on_the_way(open_route: Opener) -> None:
    story = open_route(ONE)
    begin(story)
    story.await_letter("olivia", "digest")
    story.says("olivia", "digest", "ADD milestone Imprint for dana, due 27 November 2026")
    story.await_letter("dana", "assignment")
    (added,) = (m for m in story.snapshot().milestones.values() if m.number != 1)
    assert (added.assignee, added.due.isoformat()) == ("dana", "2026-11-27")
    deliver(story, "dana", 1)
    deliver(story, "dana", added.number, answers="assignment")
    the_end(story)


def test_a_milestone_is_dropped_on_the_way(open_route: Opener) -> None:
    story = open_route(DANAS)
    begin(story)
    story.await_letter("olivia", "digest")
    story.says("olivia", "digest", "CANCEL 2: we sell by telephone after all")
    story.await_letter("dana", "notice")
    deliver(story, "dana", 1)
    the_end(story)
    assert story.milestone(2).state is State.CANCELLED


def test_a_slip_is_taken_back_before_anybody_hears_of_it(open_route: Opener) -> None:
    story = open_route(DANAS)
    begin(story)
    story.says("dana", "invitation", "2 is done")
    story.says("dana", "receipt", "UNDO")
    assert story.milestone(2).state is State.PLANNED
    story.wait(hours=1)
    assert not story.letters("olivia", "review")
    deliver(story, "dana", 1)
    deliver(story, "dana", 2)
    the_end(story)


def test_an_approval_is_taken_back_and_given_again(open_route: Opener) -> None:
    story = open_route(DANAS)
    begin(story)
    deliver(story, "dana", 1)
    story.says("olivia", "receipt", "UNDO")
    assert story.milestone(1).state is State.SUBMITTED
    story.says("olivia", "review", "APPROVE 1", milestone=1)
    deliver(story, "dana", 2)
    the_end(story)


def test_somebody_goes_away_in_the_middle(open_route: Opener) -> None:
    story = open_route(ONE)
    begin(story)
    story.says("dana", "invitation", "AWAY 4 Nov to 10 Nov")
    before = len(story.letters("dana"))
    story.until(story.now + timedelta(days=7))
    assert len(story.letters("dana")) == before
    story.await_letter("dana", "reminder")
    deliver(story, "dana", 1, answers="reminder")
    the_end(story)


def test_an_owner_never_answers_and_the_agreement_does(open_route: Opener) -> None:
    agreement = Agreement(1, "A shop.", "It works.", "Net 14 days.", auto_approve_after=3)
    story = open_route(replace(ONE, agreement=agreement))
    begin(story)
    story.says("dana", "invitation", "DONE 1")
    review(story, 1)
    story.await_letter("dana", "silent_approval")
    the_end(story)


def test_praise_is_drafted_and_sent(open_route: Opener) -> None:
    story = open_route(replace(DANAS, routines=replace(SITE.routines, appreciation=AppreciationMode.DRAFT)))
    begin(story)
    deliver(story, "dana", 1)
    story.says("olivia", "appreciation_draft", "SEND")
    story.await_letter("dana", "thanks")
    deliver(story, "dana", 2)
    the_end(story)


def test_the_vision_changes_on_the_way(open_route: Opener) -> None:
    story = open_route(ONE)
    begin(story)
    story.await_letter("olivia", "digest")
    story.says("olivia", "digest", "VISION: A shop for everybody.")
    story.await_letter("dana", "broadcast")
    story.await_letter("dana", "check_in")
    deliver(story, "dana", 1, answers="check_in")
    the_end(story)


def test_a_project_rests_for_a_while(open_route: Opener) -> None:
    story = open_route(ONE)
    begin(story)
    story.await_letter("olivia", "digest")
    story.says("olivia", "digest", "PAUSE project")
    before = len(story.letters("dana", "reminder"))
    story.wait(days=9)
    assert len(story.letters("dana", "reminder")) == before
    story.says("olivia", "digest", "RESUME project")
    deliver(story, "dana", 1)
    the_end(story)


def test_one_person_works_in_two_projects_that_number_alike(open_route: Opener) -> None:
    login = Promise(1, "Login screen", SITE.milestones[0].due, assignee="dana")
    story = open_route(ONE, replace(beside(), milestones=(login,)))
    begin(story, "lee")
    for code in (CODE, "bolt-app"):
        (letter,) = (one for one in story.letters("dana", "invitation") if f"/{code}/" in one.occasions[0])
        story.later()
        story.submit(
            "dana", reply(letter.raw, CAST["dana"], "I agree. 1 is done", story.now), reply_address(letter.raw)
        )
        assert story.milestone(1, code).state is State.SUBMITTED
    story.wait(minutes=10)
    for review_request in story.letters("olivia", "review"):
        story.later()
        raw = reply(review_request.raw, CAST["olivia"], "approve", story.now)
        story.submit("olivia", raw, reply_address(review_request.raw))
    story.wait(days=1)
    assert story.snapshot(CODE).complete()
    assert story.snapshot("bolt-app").complete()
    assert len(story.letters("dana", "completion")) == 2


def test_a_few_milestones_are_reported_in_one_mail(open_route: Opener) -> None:
    story = open_route(DANAS)
    begin(story)
    story.says("dana", "invitation", "finished #1 and #2")
    review(story, 1)
    story.wait(minutes=10)
    story.says("olivia", "review", "approve 1 and 2")
    the_end(story)


def test_tasks_are_ticked_one_by_one(open_route: Opener) -> None:
    story = open_route(with_milestones(SITE.milestones[1]))
    begin(story)
    story.says("dana", "invitation", "2.1 done")
    story.says("dana", "invitation", "ticked: Receipt")
    assert all(task.done for task in story.milestone(2).tasks)
    assert story.milestone(2).state is not State.SUBMITTED
    deliver(story, "dana", 2)
    the_end(story)


def test_somebody_writes_in_their_own_language(open_route: Opener) -> None:
    story = open_route(ONE)
    begin(story)
    story.says("dana", "invitation", "LANGUAGE es")
    story.says("dana", "invitation", "el 1 está al 60%")
    assert story.milestone(1).percent == 60
    deliver(story, "dana", 1, "el 1 está terminado")
    the_end(story)
