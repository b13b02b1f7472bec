import pytest

from mailflow.domain.enclosed import Enclosed
from mailflow.domain.milestone import State
from mailflow.domain.reading import Confidence
from tests.commands.scene import DANA, LEE, OLIVIA, OTTO, Scene, letters, sentence


def test_done_is_submitted_and_the_owner_is_asked_for_a_review() -> None:
    scene = Scene()
    outcome = scene.say(DANA, "done", 1, text="all in Figma")
    assert scene.snapshot.milestones[1].state is State.SUBMITTED
    assert letters(outcome) == [("review", "olivia")]
    intent = outcome.intents[0]
    assert (intent.thread, intent.occasion) == ("acme-site/m1", f"review/acme-site/{scene.snapshot.seq}/olivia")
    assert intent.about.version == scene.snapshot.milestones[1].version
    assert intent.facts["text"] == "all in Figma"


def test_done_twice_is_acknowledged_once() -> None:
    scene = Scene()
    scene.say(DANA, "done", 1)
    scene.later(days=2)
    again = scene.say(DANA, "done", 1)
    assert (again.changes, again.intents, again.refused) == ((), (), "")
    assert "already submitted" in again.said.text
    assert again.said.values["day"] == {"date": "2026-11-23"}


def test_the_day_of_the_first_submission_is_the_senders_own() -> None:
    scene = Scene()
    scene.later(hours=10)
    scene.say(DANA, "done", 1)
    assert scene.look(DANA, "done", 1).said.values["day"] == {"date": "2026-11-24"}


def test_done_after_approval_says_when_it_was_approved() -> None:
    scene = Scene()
    scene.say(DANA, "done", 1)
    scene.say(OLIVIA, "approve", 1)
    again = scene.look(DANA, "done", 1)
    assert again.changes == ()
    assert "already approved" in again.said.text


def test_done_after_a_revision_is_submitted_again() -> None:
    scene = Scene()
    scene.say(DANA, "done", 1)
    scene.say(OLIVIA, "revise", 1, text="the logo is blurred")
    assert letters(scene.say(DANA, "done", 1)) == [("review", "olivia")]
    assert scene.snapshot.milestones[1].state is State.SUBMITTED


@pytest.mark.parametrize(
    ("milestone", "reason"),
    [(3, "not_assignee"), (4, "not_assignee"), (9, "no_such_milestone"), (None, "no_milestone")],
)
def test_what_is_not_the_senders_is_asked_about_with_words_that_would_do(milestone: int | None, reason: str) -> None:
    outcome = Scene().look(DANA, "done", milestone)
    assert (outcome.refused, outcome.changes, outcome.intents) == (reason, (), ())
    assert outcome.choices[:2] == ("done 1", "done 2")
    assert len(outcome.choices) <= 3


def test_a_cancelled_milestone_is_refused_kindly() -> None:
    scene = Scene()
    scene.say(OLIVIA, "cancel", 1, text="no longer wanted")
    assert scene.look(DANA, "done", 1).refused == "cancelled"


def test_a_probable_reading_is_never_done() -> None:
    outcome = Scene().look(DANA, "done", 1, confidence=Confidence.PROBABLE)
    assert (outcome.refused, outcome.changes) == ("unclear", ())


def test_an_owner_cannot_hand_in_for_a_contractor() -> None:
    assert Scene().look(OLIVIA, "done", 1).refused == "role"


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({}, True),
        ({"enclosed": (Enclosed("shot.png", "image/png", 9),)}, False),
        ({"enclosed": (Enclosed("film.mov", "video/quicktime", 9, left="large"),)}, True),
        ({"links": ("https://files.example/x",)}, False),
        ({"line": "2 is done: https://figma.example/x"}, False),
        ({"text": "see https://figma.example/x"}, False),
    ],
)
def test_wanted_evidence_that_is_missing_is_asked_for_and_the_work_counts_as_submitted(
    given: dict[str, object], missing: bool
) -> None:
    scene = Scene()
    outcome = scene.say(DANA, "done", 2, **given)
    assert scene.snapshot.milestones[2].state is State.SUBMITTED
    assert outcome.next is not None
    assert ("Evidence is wanted" in outcome.next.text) is missing
    assert outcome.intents[0].facts["evidence_missing"] is missing


def test_the_receipt_names_what_comes_next_on_the_senders_list() -> None:
    outcome = Scene().look(DANA, "done", 1)
    assert outcome.next is not None
    assert (outcome.next.values["number"], outcome.next.values["due"]) == (2, {"date": "2026-12-11"})
    assert sentence(outcome) == "Milestone 1 (Homepage design) is submitted. Thank you."


def test_the_last_open_milestone_has_no_next_one() -> None:
    outcome = Scene().look(LEE, "done", 3)
    assert outcome.next is not None
    assert "number" not in outcome.next.values


def test_every_owner_is_asked_and_one_who_got_the_mail_itself_is_marked() -> None:
    outcome = Scene(owners=("olivia", "otto")).look(DANA, "done", 1, told=frozenset({"otto"}))
    assert {i.to: i.facts["told"] for i in outcome.intents} == {OLIVIA.id: False, OTTO.id: True}


def test_done_lifts_a_blocker() -> None:
    scene = Scene()
    scene.say(DANA, "blocked", 1, text="no logo")
    scene.say(DANA, "done", 1)
    assert scene.snapshot.milestones[1].blocker is None


def test_an_owner_who_is_away_is_named_as_such() -> None:
    scene = Scene()
    scene.say(OLIVIA, "away", until=scene.now.date())
    outcome = scene.look(DANA, "done", 1)
    assert outcome.next is not None
    assert "away" in outcome.next.text
