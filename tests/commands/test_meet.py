"""A call that an owner asks for, moves and calls off."""

from datetime import UTC, datetime, timedelta

import pytest

from mailflow.domain.meeting import project_of
from mailflow.domain.outcome import Outcome
from tests.commands.scene import DANA, LEE, OLIVIA, Scene, letters, sentence

THURSDAY = datetime(2026, 11, 26, 9, tzinfo=UTC)
NAME = "m" * 39


def meet(scene: Scene, at: datetime | None = THURSDAY, **more: object) -> Outcome:
    return scene.say(OLIVIA, "meet", at=at, name=NAME, **more)


def test_everybody_who_decides_or_works_is_invited_and_the_one_who_asked_too() -> None:
    outcome = meet(Scene(), text="the launch")
    assert letters(outcome) == [("meeting", "olivia"), ("meeting", "dana"), ("meeting", "lee")]


def test_a_call_with_one_person_is_with_that_one_and_the_owners() -> None:
    scene = Scene(owners=("olivia", "otto"))
    assert letters(meet(scene, person="dana")) == [("meeting", who) for who in ("olivia", "otto", "dana")]


def test_a_call_that_answers_a_letter_about_a_milestone_is_about_it_with_its_assignee() -> None:
    scene = Scene()
    meet(scene, answered=scene.answered("review", "milestone", 3, OLIVIA))
    assert (scene.snapshot.meetings[1].people, scene.snapshot.meetings[1].milestone) == (("olivia", "lee"), 3)


def test_a_call_has_a_name_of_its_own_that_tells_its_project() -> None:
    scene = Scene()
    meet(scene)
    meet(scene, THURSDAY + timedelta(days=1))
    uids = {meeting.uid for meeting in scene.snapshot.meetings.values()}
    assert uids == {f"{NAME}.1.acme-site", f"{NAME}.2.acme-site"}
    assert {project_of(uid) for uid in uids} == {"acme-site"}


def test_a_call_moves_under_its_name_and_with_a_later_sequence() -> None:
    scene = Scene()
    meet(scene, text="the launch")
    before = scene.snapshot.meetings[1]
    outcome = meet(scene, THURSDAY + timedelta(hours=1), meeting=0)
    after = scene.snapshot.meetings[1]
    assert (after.uid, after.sequence, after.agenda) == (before.uid, 1, "the launch")
    assert after.starts == THURSDAY + timedelta(hours=1)
    assert {intent.facts["what"] for intent in outcome.intents} == {"moved"}


def test_a_time_in_answer_to_an_invitation_moves_that_call() -> None:
    scene = Scene()
    meet(scene)
    meet(scene, THURSDAY + timedelta(days=1), answered=scene.answered("meeting", "meeting", 1, OLIVIA))
    assert list(scene.snapshot.meetings) == [1]


def test_a_call_is_called_off_once() -> None:
    scene = Scene()
    meet(scene)
    outcome = scene.say(OLIVIA, "cancel", meeting=1, text="Lee is ill")
    assert scene.snapshot.calls() == ()
    assert {intent.facts["what"] for intent in outcome.intents} == {"cancelled"}
    assert scene.snapshot.milestones[1].state.value == "planned"
    assert scene.say(OLIVIA, "cancel", meeting=1).refused == "no_meeting"


def test_which_of_two_calls_is_asked() -> None:
    scene = Scene()
    meet(scene)
    meet(scene, THURSDAY + timedelta(days=1))
    outcome = scene.say(OLIVIA, "cancel", meeting=0)
    assert (outcome.refused, outcome.choices) == ("no_meeting", ("cancel meeting 1", "cancel meeting 2"))


def test_the_same_call_again_is_acknowledged_only() -> None:
    scene = Scene()
    meet(scene)
    assert (letters(outcome := meet(scene)), outcome.changes) == ([], ())


def test_without_a_time_three_are_offered_at_which_all_work() -> None:
    outcome = meet(Scene(), None)
    assert outcome.refused == "no_time"
    # 09:00 UTC is 10:00 in Berlin and 17:00 in Manila; by 10:30 UTC Manila's day is over.
    assert outcome.choices == ("meet 2026-11-24 10:00", "meet 2026-11-25 10:00", "meet 2026-11-26 10:00")


def test_a_time_that_has_passed_invites_nobody() -> None:
    scene = Scene()
    assert meet(scene, scene.now - timedelta(minutes=1)).refused == "past_date"


@pytest.mark.parametrize(("hour", "names"), [(9, []), (13, ["Dana"])])
def test_the_owner_hears_for_whom_it_is_no_time_to_call(hour: int, names: list[str]) -> None:
    outcome = meet(Scene(), THURSDAY.replace(hour=hour))
    assert (outcome.next.values["names"] if outcome.next else {"list": []}) == {"list": names}


@pytest.mark.parametrize("who", [DANA, LEE])
def test_a_contractor_calls_nobody(who: object) -> None:
    assert Scene().say(who, "meet", at=THURSDAY).refused == "role"  # type: ignore[arg-type]


def test_the_receipt_says_when_and_who() -> None:
    assert sentence(meet(Scene())).startswith("Call 1 is planned for ")
