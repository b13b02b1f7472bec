import pytest

from mailflow.domain.reading import Confidence
from tests.commands.scene import DANA, LEE, OLIVIA, Scene, day, letters


def test_assigning_tells_the_new_one_and_the_old_one() -> None:
    scene = Scene()
    outcome = scene.say(OLIVIA, "assign", 1, person="lee")
    assert scene.snapshot.milestones[1].assignee == "lee"
    assert letters(outcome) == [("assignment", "lee"), ("notice", "dana")]
    assert outcome.intents[0].facts["overdue"] is False


def test_what_nobody_had_has_nobody_to_tell_but_the_new_one() -> None:
    assert letters(Scene().look(OLIVIA, "assign", 4, person="lee")) == [("assignment", "lee")]


def test_a_date_that_has_passed_is_asked_for() -> None:
    scene = Scene()
    scene.later(days=14)
    outcome = scene.look(OLIVIA, "assign", 1, person="lee")
    assert (outcome.choices, outcome.intents[0].facts["overdue"]) == (("move 1 to ",), True)


@pytest.mark.parametrize(
    ("milestone", "person", "reason"),
    [(1, "dana", ""), (1, None, "no_person"), (1, "iris", "no_such_person"), (1, "zoe", "no_such_person")],
)
def test_what_cannot_be_assigned_changes_nothing(milestone: int, person: str | None, reason: str) -> None:
    outcome = Scene().look(OLIVIA, "assign", milestone, person=person)
    assert (outcome.refused, outcome.changes, outcome.intents) == (reason, (), ())


def test_finished_work_stays_with_whoever_did_it() -> None:
    scene = Scene()
    scene.say(DANA, "done", 1)
    assert scene.look(OLIVIA, "assign", 1, person="lee").refused == "not_open"


def test_a_new_milestone_is_planned_and_given() -> None:
    scene = Scene()
    outcome = scene.say(OLIVIA, "add", text="Newsletter", day=day("2027-01-15"), person="lee")
    milestone = scene.snapshot.milestones[5]
    assert (milestone.title, milestone.due, milestone.assignee) == ("Newsletter", day("2027-01-15"), "lee")
    assert letters(outcome) == [("assignment", "lee")]
    assert outcome.intents[0].thread == "acme-site/m5"


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"text": "Newsletter"}, "no_date"),
        ({"day": day("2027-01-15")}, "no_text"),
        ({"text": "Newsletter", "day": day("2027-01-15")}, "no_person"),
        ({"text": "Newsletter", "day": day("2027-01-15"), "milestone": 1, "person": "lee"}, "number_taken"),
        ({"text": "Texts", "day": day("2026-12-18"), "person": "lee"}, ""),
    ],
)
def test_a_milestone_that_cannot_be_added_is_asked_about(given: dict[str, object], reason: str) -> None:
    outcome = Scene().look(OLIVIA, "add", **given)  # type: ignore[arg-type]
    assert (outcome.refused, outcome.changes) == (reason, ())


def test_declining_frees_the_milestone_and_offers_the_owner_the_others() -> None:
    scene = Scene()
    outcome = scene.say(DANA, "decline", 1, text="fully booked")
    assert scene.snapshot.milestones[1].assignee is None
    assert letters(outcome) == [("notice", "olivia")]
    assert outcome.intents[0].facts["actions"] == ["assign 1 to lee"]


def test_a_probable_reading_never_declines() -> None:
    assert Scene().look(DANA, "decline", 1, confidence=Confidence.PROBABLE).refused == "unclear"


def test_nobody_declines_for_somebody_else() -> None:
    assert Scene().look(LEE, "decline", 1).refused == "not_assignee"


def test_the_lines_below_it_are_its_conditions_and_an_amount_is_left_out() -> None:
    scene = Scene()
    outcome = scene.say(OLIVIA, "add", text="Newsletter, EUR 300\nworks on phones", day=day("2026-12-20"), person="lee")
    added = scene.snapshot.milestones[5]
    assert (added.title, added.conditions, added.amount) == ("Newsletter", ("works on phones",), None)
    assert outcome.remark is not None
    assert "The amount is left out" in outcome.remark.text
