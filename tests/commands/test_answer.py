from mailflow.domain.project import Ref
from mailflow.domain.reading import Answered
from tests.commands.scene import CODE, DANA, LEE, OLIVIA, Scene, letters

BOTH = Answered(
    "question",
    "olivia",
    Ref(CODE, "question", 2),
    "m@acme.example",
    items=(Ref(CODE, "question", 2), Ref(CODE, "question", 3)),
)


def asked_thrice() -> Scene:
    scene = Scene()
    for who, text in ((DANA, "Which font?"), (LEE, "Which tone?"), (DANA, "Who hosts it?")):
        scene.say(who, "question", text=text)
    return scene


def test_a_plain_reply_to_a_letter_with_several_questions_is_asked_about() -> None:
    outcome = asked_thrice().look(OLIVIA, "answer", text="The second one.", answered=BOTH)
    assert (outcome.changes, letters(outcome)) == ((), [])
    assert outcome.choices == ("answer Q2: The second one.", "answer Q3: The second one.")


def test_a_number_says_which_of_them_is_answered() -> None:
    outcome = asked_thrice().look(OLIVIA, "answer", question=3, text="You do.", answered=BOTH)
    assert letters(outcome) == [("answer", "dana")]


def test_an_answer_without_words_asks_for_them() -> None:
    outcome = asked_thrice().look(OLIVIA, "answer", question=3, line="ANSWER Q3:")
    assert (outcome.refused, outcome.changes) == ("no_text", ())
