import pytest

from mailflow.domain.people import Person
from tests.commands.scene import DANA, IRIS, OLIVIA, Scene, letters


@pytest.mark.parametrize("person", [DANA, OLIVIA, IRIS])
@pytest.mark.parametrize("verb", ["status", "list", "help"])
def test_anybody_may_ask_and_nothing_changes(person: Person, verb: str) -> None:
    outcome = Scene().look(person, verb)
    assert (outcome.attach, outcome.changes, outcome.intents, outcome.refused) == (verb, (), (), "")


def test_a_digest_now_goes_to_the_owner_who_asked() -> None:
    scene = Scene(owners=("olivia", "otto"))
    outcome = scene.say(OLIVIA, "digest")
    assert letters(outcome) == [("digest", "olivia")]
    assert (outcome.intents[0].occasion, outcome.intents[0].urgent) == ("digest/acme-site/m1/olivia", True)


def test_a_contractor_gets_no_digest() -> None:
    assert Scene().look(DANA, "digest").refused == "role"
