"""An owner's words to everybody, and a new vision."""

from tests.commands.scene import OLIVIA, Scene, letters, sentence


def test_everybody_but_the_writer_is_told() -> None:
    outcome = Scene().say(OLIVIA, "broadcast", text="The office is closed on Friday.")
    assert letters(outcome) == [("broadcast", "dana"), ("broadcast", "lee"), ("broadcast", "iris")]


def test_whoever_got_the_mail_itself_is_not_told_again() -> None:
    outcome = Scene().say(OLIVIA, "broadcast", text="Closed on Friday.", told=frozenset({"dana", "iris"}))
    assert letters(outcome) == [("broadcast", "lee")]


def test_without_words_nothing_goes_out() -> None:
    assert Scene().say(OLIVIA, "broadcast").refused == "no_text"


def test_a_new_vision_holds_and_is_announced_and_an_undo_brings_the_old_one_back() -> None:
    scene = Scene()
    scene.say(OLIVIA, "vision", text="A shop that loads before you blink.")
    outcome = scene.say(OLIVIA, "vision", text="A shop for everybody.\nAlso for those who see little.")
    assert (scene.snapshot.vision, scene.snapshot.vision_text) == (
        "A shop for everybody.",
        "Also for those who see little.",
    )
    assert {letter for letter, _ in letters(outcome)} == {"broadcast"}
    scene.undo(OLIVIA)
    assert scene.snapshot.vision == "A shop that loads before you blink."


def test_the_same_vision_again_is_acknowledged_only() -> None:
    scene = Scene()
    scene.say(OLIVIA, "vision", text="A shop for everybody.")
    outcome = scene.say(OLIVIA, "vision", text="A shop for everybody.")
    assert (letters(outcome), sentence(outcome)) == ([], "That is the vision already.")


def test_a_vision_fits_one_line() -> None:
    assert Scene().say(OLIVIA, "vision", text="A shop " * 30).refused == "too_long"
