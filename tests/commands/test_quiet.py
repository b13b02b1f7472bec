import pytest

from mailflow.domain.people import Person
from tests.commands.scene import DANA, IRIS, OLIVIA, Scene, day


def test_snooze_keeps_quiet_until_its_day_has_passed() -> None:
    scene = Scene()
    scene.say(DANA, "snooze", until=day("2026-11-26"))
    person = scene.snapshot.people["dana"]
    assert person.wants_quiet(day("2026-11-26"))
    assert not person.wants_quiet(day("2026-11-27"))


@pytest.mark.parametrize(("until", "reason"), [(None, "no_date"), ("2026-11-20", "past_date")])
def test_a_snooze_without_an_end_to_come_is_asked_about(until: str | None, reason: str) -> None:
    outcome = Scene().look(DANA, "snooze", until=day(until) if until else None)
    assert (outcome.refused, outcome.person) == (reason, None)
    assert outcome.choices


@pytest.mark.parametrize("person", [DANA, OLIVIA, IRIS])
def test_anybody_may_pause_their_mails_and_resume_them(person: Person) -> None:
    scene = Scene()
    scene.say(person, "pause")
    assert scene.snapshot.people[person.id].paused
    assert scene.look(person, "pause").changes == ()
    scene.say(person, "resume")
    assert not scene.snapshot.people[person.id].paused
    assert scene.look(person, "resume").changes == ()


def test_resume_ends_a_snooze_and_undo_brings_it_back() -> None:
    scene = Scene()
    scene.say(DANA, "snooze", until=day("2026-11-26"))
    scene.say(DANA, "resume")
    assert scene.snapshot.people["dana"].snoozed_until is None
    scene.undo(DANA)
    assert scene.snapshot.people["dana"].snoozed_until == day("2026-11-26")


def test_the_same_snooze_twice_is_acknowledged_once() -> None:
    scene = Scene()
    scene.say(DANA, "snooze", until=day("2026-11-26"))
    assert scene.say(DANA, "snooze", until=day("2026-11-26")).changes == ()


def test_pausing_mails_leaves_the_project_running() -> None:
    scene = Scene()
    scene.say(OLIVIA, "pause")
    assert scene.snapshot.active
