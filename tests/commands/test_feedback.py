import pytest

from tests.commands.scene import DANA, OLIVIA, Scene, letters

BOTH = pytest.mark.parametrize(("verb", "letter"), [("thank", "thanks"), ("feedback", "feedback")])


@BOTH
def test_the_owners_words_reach_the_contractor(verb: str, letter: str) -> None:
    outcome = Scene().say(OLIVIA, verb, person="dana", text="the homepage is a joy")
    assert letters(outcome) == [(letter, "dana")]
    assert outcome.intents[0].facts["text"] == "the homepage is a joy"
    assert outcome.changes[0].data["person"] == "dana"


@BOTH
def test_a_milestone_says_who_is_meant(verb: str, letter: str) -> None:
    outcome = Scene().look(OLIVIA, verb, 3, text="well written")
    assert [(i.letter, i.to, i.thread) for i in outcome.intents] == [(letter, "lee", "acme-site/m3")]


@BOTH
def test_words_and_a_person_are_needed(verb: str, letter: str) -> None:
    assert Scene().look(OLIVIA, verb, person="dana").choices == (f"{verb} dana: ",)
    assert Scene().look(OLIVIA, verb, text="good").refused == "no_person"
    assert Scene().look(OLIVIA, verb, person="iris", text="good").refused == "no_such_person"


@BOTH
def test_who_got_the_mail_itself_gets_no_other(verb: str, letter: str) -> None:
    outcome = Scene().look(OLIVIA, verb, person="dana", text="good", told=frozenset({"dana"}))
    assert (outcome.intents, bool(outcome.changes)) == ((), True)


@BOTH
def test_it_is_the_owners_to_give(verb: str, letter: str) -> None:
    assert Scene().look(DANA, verb, person="lee", text="good").refused == "role"
