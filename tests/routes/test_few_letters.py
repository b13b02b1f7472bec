"""How many letters an owner of thirty contractors gets in a busy week, and how many each of the thirty."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailflow.demo.counts import OWNER_OF_THIRTY, faults
from mailflow.demo.stage import Stage
from mailflow.domain.milestone import State
from mailflow.flows.propose import propose
from tests.routes.company import CAST as COMPANY
from tests.routes.company import CODE, SITE
from tests.routes.conftest import Opener, in_process
from tests.routes.crowd import CAST, OWNER, START, Crowd, projects

BOLT = replace(SITE, code="bolt-app", title="Bolt app")


@pytest.mark.timeout(300)
def test_an_owner_of_thirty_in_six_projects_gets_no_more_than_forty_letters_in_a_busy_week(tmp_path: Path) -> None:
    """`python -m bench letters` shows it for one project and for three, too."""
    with Stage(tmp_path, START, projects(6), alter=in_process) as stage:
        crowd = Crowd(stage)
        crowd.play()
        (week,) = crowd.counts(OWNER).weeks
        assert 10 < week <= OWNER_OF_THIRTY
        assert not faults([crowd.counts(who) for who in CAST if who != OWNER])
        digests = [one for one in crowd.letters(OWNER) if one.occasions[0].startswith("digest/")]
        assert [len(one.occasions) for one in digests] == [6]
        assert not [row for row in stage.store.outbox.rows() if row.state == "queued" and row.letter == "review"]


def test_decisions_of_two_projects_share_a_mail_and_are_told_apart_in_the_answer(open_route: Opener) -> None:
    route = open_route(SITE, BOLT)
    route.await_letter("lee", "invitation")
    route.until(datetime(2026, 11, 3, 8, 30, tzinfo=UTC))
    route.says("dana", "invitation", "acme-site:\nDONE 1\nDONE 2\n\nbolt-app:\nDONE 1\nDONE 2")
    route.says("lee", "invitation", "acme-site: DONE 3\nbolt-app: DONE 3")
    while len(route.letters("olivia", "review")) < 4:
        together = route.await_letter("olivia", "review")
    assert {occasion.split("/")[1] for occasion in together.occasions} == {CODE, BOLT.code}

    asked = route.says("olivia", "review", "approve 3")
    assert asked.reason == "unclear"
    assert "APPROVE acme-site 3" in route.text("olivia", "clarification")
    assert "Product texts (Bolt app)" in route.text("olivia", "clarification")
    assert not [s for s in (CODE, BOLT.code) if route.snapshot(s).milestones[3].approved_at]

    route.answer_from("olivia", together, "APPROVE bolt-app 3\nacme-site: REVISE 3: shorter", COMPANY["olivia"].address)
    assert route.snapshot(BOLT.code).milestones[3].state is State.APPROVED
    assert route.snapshot(CODE).milestones[3].state is State.REVISING


def test_who_has_left_one_of_the_projects_of_a_letter_is_heard_in_the_other(open_route: Opener) -> None:
    route = open_route(SITE, BOLT)
    route.await_letter("lee", "invitation")
    route.says("lee", "invitation", "60% on 3")
    together = route.await_letter("lee", "round_up")
    assert {occasion.split("/")[1] for occasion in together.occasions} == {CODE, BOLT.code}
    without = replace(SITE, people=SITE.people[:2], milestones=SITE.milestones[:2])
    propose(route.store, without, route.now)
    route.answer_from("lee", together, "bolt-app: DONE 3", COMPANY["lee"].address)
    assert route.snapshot(BOLT.code).milestones[3].state is State.SUBMITTED
