"""What an owner writes to the alert of a blocker."""

from mailflow.domain.milestone import Side
from tests.commands.scene import DANA, LEE, OLIVIA, Scene, letters, sentence


def blocked() -> Scene:
    scene = Scene()
    scene.say(DANA, "blocked", 1, text="need the Stripe keys")
    return scene


def alert(scene: Scene) -> object:
    return scene.answered("blocked", "milestone", 1, OLIVIA)


def test_plain_words_in_reply_go_to_whoever_is_blocked() -> None:
    scene = blocked()
    outcome = scene.say(OLIVIA, "note", text="They are in the vault.", answered=alert(scene))
    assert letters(outcome) == [("feedback", "dana")]
    assert outcome.intents[0].facts["reason"] == "need the Stripe keys"
    assert sentence(outcome) == "Your answer on milestone 1 (Homepage design) is on its way to Dana."


def test_they_are_not_the_answer_to_another_question() -> None:
    scene = blocked()
    scene.say(LEE, "question", text="Which font?")
    outcome = scene.say(OLIVIA, "answer", text="They are in the vault.", answered=alert(scene))
    assert letters(outcome) == [("feedback", "dana")]
    assert [question.open for question in scene.snapshot.questions.values()] == [True]


def test_a_named_milestone_is_answered_without_the_letter() -> None:
    assert letters(blocked().say(OLIVIA, "answer", 1, text="In the vault.")) == [("feedback", "dana")]


def test_a_named_question_is_answered_whatever_is_blocked() -> None:
    scene = blocked()
    scene.say(LEE, "question", text="Which font?")
    assert letters(scene.say(OLIVIA, "answer", 1, question=1, text="Inter")) == [("answer", "lee")]


def test_from_then_on_it_is_the_contractors_move_and_an_undo_gives_it_back() -> None:
    scene = blocked()
    scene.say(OLIVIA, "note", text="They are in the vault.", answered=alert(scene))
    blocker = scene.snapshot.milestones[1].blocker
    assert blocker is not None
    assert blocker.side is Side.CONTRACTOR
    scene.undo(OLIVIA)
    blocker = scene.snapshot.milestones[1].blocker
    assert blocker is not None
    assert blocker.side is Side.OWNER


def test_what_is_marked_as_a_note_stays_one() -> None:
    scene = blocked()
    outcome = scene.say(OLIVIA, "note", line="NOTE: ask the bank", text="ask the bank", answered=alert(scene))
    assert letters(outcome) == []


def test_once_it_is_lifted_a_reply_is_a_note() -> None:
    scene = blocked()
    scene.say(DANA, "unblocked", 1)
    assert letters(scene.say(OLIVIA, "note", text="Good.", answered=alert(scene))) == []
