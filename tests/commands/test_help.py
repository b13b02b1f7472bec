import pytest

from mailflow.commands import COMMANDS
from mailflow.domain.authority import may
from mailflow.domain.outcome import Outcome
from mailflow.domain.people import Person, Role
from tests.commands.scene import DANA, IRIS, OLIVIA, Scene


def verbs(outcome: Outcome) -> list[str]:
    rows = outcome.facts["help"]
    assert isinstance(rows, list)
    return [str(row["verb"]) for row in rows if isinstance(row, dict)]


@pytest.mark.parametrize(("person", "role"), [(DANA, Role.CONTRACTOR), (OLIVIA, Role.OWNER), (IRIS, Role.OBSERVER)])
def test_help_shows_what_the_readers_role_allows(person: Person, role: Role) -> None:
    assert verbs(Scene().look(person, "help")) == [c.verb for c in COMMANDS if may(role, c.verb)]


@pytest.mark.parametrize(("topic", "shown"), [("done", "done"), ("DONE", "done"), ("date request", "date_request")])
def test_help_on_a_topic_shows_that_one(topic: str, shown: str) -> None:
    outcome = Scene().look(DANA, "help", text=topic)
    assert (verbs(outcome), outcome.facts["topic"]) == ([shown], shown)


@pytest.mark.parametrize("topic", ["approve", "frobnicate"])
def test_help_on_what_is_not_the_readers_shows_what_is(topic: str) -> None:
    outcome = Scene().look(DANA, "help", text=topic)
    assert len(verbs(outcome)) > 5
    assert outcome.said.values == {}
