"""Words reach whoever they were meant for, and nobody else."""

from dataclasses import replace
from datetime import date, timedelta

from mailflow.domain.definition import Promise
from mailflow.domain.milestone import Side, State
from mailflow.domain.project import Agreement
from tests.routes.company import SITE, with_milestones
from tests.routes.conftest import Opener
from tests.routes.route import Route

QUICK = replace(SITE, agreement=Agreement(1, "A shop.", "It works.", "Net 14 days.", auto_approve_after=3))


def test_a_plain_reply_to_a_blocker_reaches_whoever_is_blocked_though_a_question_is_open(route: Route) -> None:
    route.await_letter("lee", "invitation")
    route.says("lee", "invitation", "QUESTION: which tone shall the texts have?")
    route.await_letter("olivia", "question")
    route.says("dana", "invitation", "BLOCKED 2: I need the Stripe keys")
    route.says("olivia", "blocked", "They are in the vault now, same place as the others.")
    told = route.text("dana", "feedback")
    assert "I need the Stripe keys" in told
    assert "They are in the vault now" in told
    assert len(route.snapshot().open_questions()) == 1
    blocker = route.milestone(2).blocker
    assert blocker is not None
    assert blocker.side is Side.CONTRACTOR


def test_a_reply_to_a_mail_that_holds_a_check_in_is_read_by_the_others(open_route: Opener) -> None:
    soon = Promise(1, "Homepage design", date(2026, 11, 11), assignee="dana")
    route = open_route(with_milestones(soon, Promise(3, "Product texts", date(2026, 11, 20), assignee="lee")))
    route.await_letter("lee", "invitation")
    route.says("lee", "invitation", "AGREE")
    route.says("dana", "invitation", "AGREE")
    bundle = route.await_letter("dana", "check_in")
    assert "reminder" in {occasion.partition("/")[0] for occasion in bundle.occasions}
    route.says("dana", "check_in", "Slow start, the fonts took me two days.")
    route.says("dana", "check_in", "NOTE: my rates go up next year")
    route.await_letter("lee", "round_up")
    assert "the fonts took me two days" in route.text("lee", "round_up")
    assert "my rates go up" not in route.text("lee", "round_up")
    route.await_letter("olivia", "round_up")
    assert "my rates go up" in route.text("olivia", "round_up")


def test_what_an_owner_adds_to_an_approval_is_read_by_whoever_did_the_work(route: Route) -> None:
    route.await_letter("dana", "invitation")
    route.says("dana", "invitation", "DONE 1")
    route.await_letter("olivia", "review")
    route.says("olivia", "review", "approve, lovely work")
    route.await_letter("dana", "approval")
    assert "Lovely work" in route.text("dana", "approval")


def test_work_that_nobody_answers_counts_as_approved_on_the_announced_day(open_route: Opener) -> None:
    route = open_route(QUICK)
    route.await_letter("dana", "invitation")
    route.says("dana", "invitation", "DONE 1")
    route.await_letter("olivia", "review")
    assert "counts as approved on Thursday 5 November 2026" in route.text("olivia", "review")
    route.wait(days=2, hours=20)
    assert route.milestone(1).state is State.SUBMITTED
    route.await_letter("dana", "silent_approval", timedelta(days=3))
    assert route.milestone(1).state is State.APPROVED
    assert f"{route.now:%a %d %b %H:%M}" == "Thu 05 Nov 08:00"
    assert len(route.letters("olivia", "silent_approval")) == 1


def test_an_answer_in_time_makes_it_needless(open_route: Opener) -> None:
    route = open_route(QUICK)
    route.await_letter("dana", "invitation")
    route.says("dana", "invitation", "DONE 1")
    route.await_letter("olivia", "review")
    route.says("olivia", "review", "REVISE 1: the logo is too small")
    route.wait(days=6)
    assert route.milestone(1).state is State.REVISING
    assert not route.letters("dana", "silent_approval")
