"""The whole route, from the invitation to the completion."""

from collections import Counter

from mailflow.domain.milestone import State
from tests.routes.company import CAST
from tests.routes.route import Route


def test_a_project_runs_from_invitation_to_completion_by_mail_alone(everywhere: Route) -> None:
    route = everywhere
    route.await_letter("dana", "invitation")
    route.says("dana", "invitation", "I agree")
    route.says("lee", "invitation", "AGREE")
    assert set(route.snapshot().accepted) == {"dana", "lee"}

    route.await_letter("dana", "check_in")
    message = route.says("dana", "check_in", "DONE 1")
    assert (message.disposition, message.reason, message.evidence) == ("handled", "ok", "token")
    assert route.milestone(1).state is State.SUBMITTED
    assert "Milestone 1 (Homepage design) is submitted" in route.text("dana", "receipt")

    route.await_letter("olivia", "review")
    route.says("olivia", "review", "APPROVE 1")
    assert route.milestone(1).state is State.APPROVED
    assert "Homepage design" in route.await_letter("dana", "approval").raw.decode()

    route.await_letter("lee", "check_in")
    route.says("lee", "check_in", "DONE 3")
    route.await_letter("olivia", "review")
    route.says("olivia", "review", "APPROVE 3", milestone=3)
    route.says("dana", "check_in", "DONE 2")
    route.await_letter("olivia", "review")
    route.says("olivia", "review", "APPROVE 2", milestone=2)
    route.wait(days=1)
    assert route.snapshot().complete()
    assert all(len(route.letters(who, "completion")) == 1 for who in CAST)
    assert all(row.state in {"sent", "folded", "withdrawn"} for row in route.store.outbox.rows())
    assert Counter(row.reason for row in route.messages()) == {"ok": 8}
