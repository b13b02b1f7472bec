import pytest

from tests.commands.scene import DANA, OLIVIA, Scene, day, letters


def test_a_date_request_is_a_wish_and_the_due_date_stands() -> None:
    scene = Scene()
    outcome = scene.say(DANA, "date_request", 1, day=day("2026-12-08"), text="the photos are late")
    milestone = scene.snapshot.milestones[1]
    assert milestone.due == day("2026-12-04")
    assert milestone.request is not None
    assert (milestone.request.day, milestone.request.reason) == (day("2026-12-08"), "the photos are late")
    assert letters(outcome) == [("date_request", "olivia")]
    facts = outcome.intents[0].facts
    assert (facts["date"], facts["due"], facts["reason"]) == ("2026-12-08", "2026-12-04", "the photos are late")
    assert outcome.next is not None
    assert outcome.next.values["due"] == {"date": "2026-12-04"}


def test_the_same_wish_twice_is_acknowledged_once() -> None:
    scene = Scene()
    scene.say(DANA, "date_request", 1, day=day("2026-12-08"))
    again = scene.say(DANA, "date_request", 1, day=day("2026-12-08"))
    assert (again.changes, again.intents, again.refused) == ((), (), "")


def test_another_wish_replaces_the_first() -> None:
    scene = Scene()
    scene.say(DANA, "date_request", 1, day=day("2026-12-08"))
    assert scene.say(DANA, "date_request", 1, day=day("2026-12-09")).intents
    request = scene.snapshot.milestones[1].request
    assert request is not None
    assert request.day == day("2026-12-09")


@pytest.mark.parametrize(
    ("date", "reason"), [(None, "no_date"), ("2026-11-22", "past_date"), ("2026-12-04", ""), ("2026-11-23", None)]
)
def test_a_date_that_cannot_be_asked_for_changes_nothing(date: str | None, reason: str | None) -> None:
    outcome = Scene().look(DANA, "date_request", 1, day=day(date) if date else None)
    if reason is None:
        assert outcome.changes
    else:
        assert (outcome.refused, outcome.changes) == (reason, ())


def test_today_is_the_senders_today() -> None:
    scene = Scene()
    scene.later(hours=10)
    assert scene.look(DANA, "date_request", 1, day=day("2026-11-23")).refused == "past_date"


def test_an_owner_moves_and_does_not_request() -> None:
    assert Scene().look(OLIVIA, "date_request", 1, day=day("2026-12-08")).refused == "role"
