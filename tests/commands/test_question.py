import pytest

from tests.commands.scene import DANA, IRIS, LEE, OLIVIA, Scene, letters


def ask(scene: Scene, text: str = "Which font?", **more: object):  # type: ignore[no-untyped-def]
    return scene.say(DANA, "question", text=text, **more)


def test_a_question_is_numbered_and_relayed_to_every_owner() -> None:
    scene = Scene(owners=("olivia", "otto"))
    outcome = ask(scene)
    assert letters(outcome) == [("question", "olivia"), ("question", "otto")]
    assert scene.snapshot.questions[1].text == "Which font?"
    assert outcome.intents[0].thread == "acme-site/q1"
    assert outcome.intents[0].about.version == scene.snapshot.questions[1].version


def test_a_question_about_a_milestone_is_in_its_thread() -> None:
    scene = Scene()
    outcome = ask(scene, milestone=1)
    assert (outcome.intents[0].thread, scene.snapshot.questions[1].milestone) == ("acme-site/m1", 1)


def test_an_owner_who_got_the_mail_itself_is_not_written_to_again() -> None:
    scene = Scene(owners=("olivia", "otto"))
    assert letters(ask(scene, told=frozenset({"olivia"}))) == [("question", "otto")]
    outcome = ask(scene, text="Which size?", told=frozenset({"olivia", "otto"}))
    assert letters(outcome) == []
    assert scene.snapshot.questions[2].open


@pytest.mark.parametrize("again", ["Which font?", "which font?", "> Which  font?"])
def test_the_same_question_twice_is_one_question(again: str) -> None:
    scene = Scene()
    ask(scene)
    outcome = ask(scene, text=again)
    assert (outcome.changes, outcome.intents, outcome.said.values["question"]) == ((), (), 1)


def test_numbers_go_on_after_an_answer() -> None:
    scene = Scene()
    ask(scene)
    scene.say(OLIVIA, "answer", question=1, text="Inter")
    ask(scene)
    assert sorted(scene.snapshot.questions) == [1, 2]


def test_the_answer_goes_back_to_whoever_asked() -> None:
    scene = Scene()
    ask(scene, milestone=1)
    outcome = scene.say(OLIVIA, "answer", question=1, text="Inter")
    assert letters(outcome) == [("answer", "dana")]
    assert (outcome.intents[0].facts["question"], outcome.intents[0].thread) == ("Which font?", "acme-site/m1")
    assert scene.snapshot.questions[1].answer == "Inter"


@pytest.mark.parametrize("how", ["number", "letter", "only one"])
def test_the_question_is_the_one_named_or_answered_or_the_only_open_one(how: str) -> None:
    scene = Scene()
    ask(scene)
    if how != "only one":
        ask(scene, text="Which size?")
    more: dict[str, object] = {"question": 1} if how == "number" else {}
    if how == "letter":
        more = {"answered": scene.answered("question", "question", 1, OLIVIA)}
    scene.say(OLIVIA, "answer", text="Inter", **more)
    assert scene.snapshot.questions[1].answer == "Inter"


def test_an_answer_to_two_open_questions_is_asked_about() -> None:
    scene = Scene()
    ask(scene)
    ask(scene, text="Which size?")
    outcome = scene.look(OLIVIA, "answer", text="Inter")
    assert (outcome.refused, outcome.choices) == ("unclear", ("answer Q1: Inter", "answer Q2: Inter"))


@pytest.mark.parametrize(("question", "asked"), [(7, True), (None, False)])
def test_an_answer_without_its_question_sends_nothing(question: int | None, asked: bool) -> None:
    scene = Scene()
    if asked:
        ask(scene)
    outcome = scene.look(OLIVIA, "answer", question=question, text="Inter")
    assert (outcome.refused, outcome.changes) == ("no_such_question", ())


def test_an_empty_answer_is_asked_for() -> None:
    scene = Scene()
    ask(scene)
    assert scene.look(OLIVIA, "answer", question=1, text=" ", line=" ").refused in ("no_text",)


def test_the_same_answer_twice_is_sent_once_and_another_one_is_sent() -> None:
    scene = Scene()
    ask(scene)
    scene.say(OLIVIA, "answer", question=1, text="Inter")
    assert scene.look(OLIVIA, "answer", question=1, text="inter").intents == ()
    assert letters(scene.look(OLIVIA, "answer", question=1, text="Arial, I changed my mind")) == [("answer", "dana")]


def test_an_owners_question_goes_to_the_contractor_whose_milestone_it_is() -> None:
    outcome = Scene().look(OLIVIA, "question", 3, text="Is the tone right?")
    assert letters(outcome) == [("question", "lee")]


def test_an_owners_question_to_nobody_in_particular_asks_whom() -> None:
    outcome = Scene().look(OLIVIA, "question", text="How is it going?")
    assert (outcome.refused, outcome.choices) == ("no_person", ("QUESTION dana:", "QUESTION lee:"))


def test_a_plain_reply_to_an_owners_question_is_its_answer() -> None:
    scene = Scene()
    scene.say(OLIVIA, "question", person="dana", text="How is it going?")
    letter = scene.answered("question", "question", 1, DANA)
    outcome = scene.say(DANA, "note", text="Very well", answered=letter)
    assert letters(outcome) == [("answer", "olivia")]
    assert scene.snapshot.questions[1].answer == "Very well"


def test_an_owners_own_question_is_not_what_waits_for_an_owner() -> None:
    scene = Scene()
    scene.say(OLIVIA, "question", 1, text="How is it going?")
    scene.later(days=4)
    assert scene.snapshot.questions_for_owners() == ()
    assert not scene.snapshot.waits_on_owner(scene.snapshot.milestones[1], scene.now.date())


@pytest.mark.parametrize("person", [LEE, DANA])
def test_a_contractor_does_not_answer_for_the_owner(person) -> None:  # type: ignore[no-untyped-def]
    scene = Scene()
    ask(scene)
    assert scene.look(person, "answer", question=1, text="Inter").refused == "role"


def test_an_observer_asks_nothing() -> None:
    assert Scene().look(IRIS, "question", text="Why?").refused == "role"


def test_a_question_without_words_asks_for_them() -> None:
    outcome = Scene().look(DANA, "question", line="QUESTION:")
    assert (outcome.refused, outcome.changes) == ("no_text", ())
