import pytest

from mailflow.domain.reading import Confidence
from tests.commands.scene import DANA, OLIVIA, Scene, letters


def test_agreement_keeps_the_version_the_hash_and_the_message() -> None:
    scene = Scene()
    outcome = scene.say(DANA, "agree")
    accepted, agreement = scene.snapshot.accepted["dana"], scene.snapshot.agreement
    assert agreement is not None
    assert (accepted.version, accepted.text_hash, accepted.message) == (2, agreement.text_hash, 1)
    assert letters(outcome) == [("notice", "olivia")]


def test_agreed_twice_is_acknowledged_once() -> None:
    scene = Scene()
    scene.say(DANA, "agree")
    again = scene.say(DANA, "agree")
    assert (again.changes, again.intents, again.refused) == ((), (), "")


@pytest.mark.parametrize(("shown", "refused"), [(1, "agreement_changed"), (2, ""), (None, "")])
def test_only_the_version_that_was_read_is_accepted(shown: int | None, refused: str) -> None:
    scene = Scene()
    letter = scene.answered("invitation", "agreement", shown, DANA)
    assert scene.look(DANA, "agree", answered=letter).refused == refused


def test_a_new_version_is_accepted_anew() -> None:
    scene = Scene()
    scene.say(DANA, "agree")
    scene.write("agreement", {"version": 3, "scope": "A bigger shop"}, "agreement", 3)
    assert scene.say(DANA, "agree").changes[0].data["version"] == 3


def test_where_nothing_is_written_there_is_nothing_to_accept() -> None:
    outcome = Scene(agreement=False).look(DANA, "agree")
    assert (outcome.changes, outcome.refused) == ((), "")


def test_a_probable_reading_never_agrees() -> None:
    assert Scene().look(DANA, "agree", confidence=Confidence.PROBABLE).refused == "unclear"


def test_the_owner_does_not_accept_their_own_agreement() -> None:
    assert Scene().look(OLIVIA, "agree").refused == "role"


def test_a_counter_proposal_waits_for_the_owner_under_a_number() -> None:
    scene = Scene()
    outcome = scene.say(DANA, "counter", text="net 14 instead of net 30")
    assert [change.kind for change in outcome.changes] == ["counter", "question"]
    assert letters(outcome) == [("change_request", "olivia")]
    assert [(q.number, q.text, q.proposes) for q in scene.snapshot.proposals()] == [(1, "net 14 instead of net 30", 2)]
    assert "dana" not in scene.snapshot.accepted


def test_the_same_proposal_again_is_the_same_one() -> None:
    scene = Scene()
    scene.say(DANA, "counter", text="net 14 instead of net 30")
    assert scene.say(DANA, "counter", text="Net 14 instead of net 30").changes == ()


def test_undo_takes_a_proposal_back() -> None:
    scene = Scene()
    scene.say(DANA, "counter", text="net 14 instead of net 30")
    scene.undo(DANA)
    assert not scene.snapshot.proposals()


@pytest.mark.parametrize("verb", ["done", "progress", "start"])
def test_work_before_the_agreement_is_recorded_and_says_so(verb: str) -> None:
    scene = Scene()
    outcome = scene.say(DANA, verb, 1, **({"percent": 40} if verb == "progress" else {}))
    assert outcome.changes[0].data["unagreed"] == 2
    assert outcome.remark is not None
    assert "waits for your AGREE" in outcome.remark.text


def test_work_after_it_says_nothing_of_it() -> None:
    scene = Scene()
    scene.say(DANA, "agree")
    outcome = scene.say(DANA, "done", 1)
    assert ("unagreed" in outcome.changes[0].data, outcome.remark) == (False, None)


def test_a_counter_proposal_needs_words() -> None:
    assert Scene().look(DANA, "counter").refused == "no_text"
