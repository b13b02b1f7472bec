import pytest

from tests.commands.scene import DANA, OLIVIA, Scene, day, letters


@pytest.fixture
def asked() -> Scene:
    scene = Scene()
    scene.say(DANA, "date_request", 1, day=day("2026-12-08"))
    return scene


@pytest.mark.parametrize(
    ("verb", "date", "due", "decision", "kind"),
    [
        ("accept_date", None, "2026-12-08", "accepted", "accept_date"),
        ("accept_date", "2026-12-08", "2026-12-08", "accepted", "accept_date"),
        ("accept_date", "2026-12-07", "2026-12-07", "moved", "move"),
        ("keep_date", None, "2026-12-04", "kept", "keep_date"),
        ("move", "2026-12-10", "2026-12-10", "moved", "move"),
        ("move", "2026-12-04", "2026-12-04", "moved", "move"),
    ],
)
def test_the_owners_word_holds_and_the_contractor_hears_it(
    asked: Scene, verb: str, date: str | None, due: str, decision: str, kind: str
) -> None:
    outcome = asked.say(OLIVIA, verb, 1, day=day(date) if date else None, text="fine")
    milestone = asked.snapshot.milestones[1]
    assert (milestone.due, milestone.request) == (day(due), None)
    assert outcome.changes[0].kind == kind
    assert letters(outcome) == [("date_decision", "dana")]
    facts = outcome.intents[0].facts
    assert (facts["decision"], facts["date"], facts["was"], facts["asked"]) == (
        decision,
        due,
        "2026-12-04",
        "2026-12-08",
    )


@pytest.mark.parametrize("verb", ["accept_date", "keep_date"])
def test_a_decision_twice_is_acknowledged_once(asked: Scene, verb: str) -> None:
    asked.say(OLIVIA, verb, 1)
    again = asked.say(OLIVIA, verb, 1)
    assert (again.changes, again.intents, again.refused) == ((), (), "")


def test_a_move_needs_no_request() -> None:
    scene = Scene()
    assert letters(scene.say(OLIVIA, "move", 1, day=day("2026-12-10"))) == [("date_decision", "dana")]
    again = scene.say(OLIVIA, "move", 1, day=day("2026-12-10"))
    assert (again.changes, again.intents) == ((), ())


@pytest.mark.parametrize(("date", "reason"), [(None, "no_date"), ("2026-11-20", "past_date")])
def test_a_move_needs_a_date_to_come(date: str | None, reason: str) -> None:
    outcome = Scene().look(OLIVIA, "move", 1, day=day(date) if date else None)
    assert (outcome.refused, outcome.choices) == (reason, ("move 1 to ",))


def test_the_date_of_finished_work_stays() -> None:
    scene = Scene()
    scene.say(DANA, "done", 1)
    scene.say(OLIVIA, "approve", 1)
    assert scene.look(OLIVIA, "move", 1, day=day("2026-12-10")).refused == "not_open"


def test_moving_what_nobody_does_writes_to_nobody() -> None:
    scene = Scene()
    outcome = scene.say(OLIVIA, "move", 4, day=day("2027-01-10"))
    assert (letters(outcome), scene.snapshot.milestones[4].due) == ([], day("2027-01-10"))


def test_the_other_owners_are_told() -> None:
    scene = Scene(owners=("olivia", "otto"))
    outcome = scene.say(OLIVIA, "move", 1, day=day("2026-12-10"))
    assert letters(outcome) == [("date_decision", "dana"), ("notice", "otto")]


@pytest.mark.parametrize("verb", ["accept_date", "keep_date", "move"])
def test_a_contractor_does_not_decide(asked: Scene, verb: str) -> None:
    assert asked.look(DANA, verb, 1, day=day("2026-12-10")).refused == "role"
