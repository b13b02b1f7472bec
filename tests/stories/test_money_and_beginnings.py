"""Projects that are set up by mail, and work that is paid: from the first mail to the last."""

from dataclasses import replace

import pytest

from mailflow.app import Parts
from mailflow.demo.clients import Correspondent, reply
from mailflow.demo.stage import reply_address
from mailflow.domain.authority import Trust
from mailflow.domain.milestone import State
from mailflow.domain.project import ProjectState
from mailflow.flows.turn import Policy
from tests.routes.company import CAST, SITE, with_milestones
from tests.routes.conftest import Opener, in_process
from tests.stories.telling import approve, begin, deliver, the_end

BRIEF = """NEW PROJECT: Acme app

Vision: The shop in one's pocket.
Payment: net 14 days after approval

Dana Kim, dana@studio.example
Ana Silva <ana@silva.example>, Europe/Lisbon

1. Login screen, 4 December 2026, Dana
2. Store texts, by 18 December 2026, Ana
"""


def paying(parts: Parts) -> Parts:
    """An installation that takes payments by mail."""
    return replace(in_process(parts), policy=Policy(Trust(token_alone=3, payments=True), parts.policy.settle))


@pytest.fixture
def ana(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CAST, "ana", Correspondent("Ana Silva", "ana@silva.example", "gmail"))


@pytest.mark.usefixtures("ana")
def test_a_project_is_set_up_by_mail_and_delivered(open_route: Opener) -> None:
    story = open_route()
    story.await_letter("olivia", "digest")
    story.says("olivia", "digest", BRIEF)
    story.says("olivia", "brief", "YES")
    story.await_letter("ana", "invitation")
    story.says("ana", "invitation", "I agree. When does the shop open?")
    story.await_letter("olivia", "question")
    story.says("olivia", "question", "On the first of January.")
    story.await_letter("ana", "answer")
    for who, number in (("dana", 1), ("ana", 2)):
        (letter,) = (one for one in story.letters(who, "invitation") if "/acme-app/" in one.occasions[0])
        story.later()
        words = reply(letter.raw, CAST[who], f"{number} is done", story.now)
        story.submit(who, words, reply_address(letter.raw))
        story.await_letter("olivia", "review")
        story.says("olivia", "review", "approve", milestone=number)
    story.wait(days=1)
    snapshot = story.snapshot("acme-app")
    assert snapshot.complete(), story.told()
    assert snapshot.has_agreed("ana")
    assert len(story.letters("ana", "completion")) == 1


@pytest.mark.usefixtures("ana")
def test_a_project_that_was_set_up_by_mistake_is_taken_back(open_route: Opener) -> None:
    story = open_route()
    story.await_letter("olivia", "digest")
    story.says("olivia", "digest", BRIEF)
    story.says("olivia", "brief", "YES")
    story.await_letter("ana", "invitation")
    story.says("olivia", "receipt", "UNDO")
    story.says("olivia", "challenge", "YES")
    assert "Acme app is closed" in story.text("olivia", "receipt")
    assert story.snapshot("acme-app").state is ProjectState.CLOSED
    story.wait(hours=1)
    assert "taken this project back" in story.text("ana", "notice")
    before = len(story.letters("ana"))
    story.wait(days=14)
    assert len(story.letters("ana")) == before
    assert story.snapshot().state is ProjectState.ACTIVE


@pytest.mark.usefixtures("ana")
def test_somebody_joins_in_the_middle_and_takes_a_milestone_over(open_route: Opener) -> None:
    story = open_route(with_milestones(*SITE.milestones[::2]))
    begin(story)
    deliver(story, "dana", 1)
    story.says("olivia", "receipt", "INVITE Ana Silva, ana@silva.example, to 3")
    story.await_letter("ana", "invitation")
    assert "has taken over" in story.text("lee", "notice")
    story.says("ana", "invitation", "I agree")
    deliver(story, "ana", 3)
    the_end(story, "olivia", "dana", "lee", "ana")


def test_work_is_approved_and_paid(open_route: Opener) -> None:
    story = open_route(with_milestones(SITE.milestones[0]), alter=paying)
    begin(story)
    story.says("dana", "invitation", "DONE 1")
    approve(story, "dana", 1)
    the_end(story)
    story.says("olivia", "receipt", "PAID 1 ref 2026-117")
    story.says("olivia", "challenge", "YES")
    story.wait(hours=1)
    assert story.milestone(1).state is State.PAID
    assert "2026-117" in story.text("dana", "notice")
    assert not [one for one in story.letters("lee") if "1,200" in one.raw.decode(errors="replace")]
