"""An owner decides on what a contractor wants different in the agreement."""

import pytest

from tests.commands.scene import DANA, LEE, OLIVIA, Scene, letters


def proposed(text: str = "net 14 instead of net 30") -> Scene:
    scene = Scene()
    scene.write("agreement", {"version": 3, "scope": "A shop", "payment": "Net 30 days."}, "agreement", 3)
    scene.say(DANA, "agree")
    scene.say(DANA, "counter", text=text)
    return scene


def test_accepting_makes_a_new_version_which_everybody_accepts_anew() -> None:
    scene = proposed()
    outcome = scene.say(OLIVIA, "accept_change", question=1)
    agreement = scene.snapshot.agreement
    assert agreement is not None
    assert (agreement.version, agreement.payment, agreement.changed) == (4, "Net 14 days.", ("payment",))
    assert letters(outcome) == [("agreement", "dana"), ("agreement", "lee")]
    assert not scene.snapshot.has_agreed("dana")
    assert not scene.snapshot.open_questions()


def test_who_proposed_it_stays_between_them_and_the_owners() -> None:
    outcome = proposed().say(OLIVIA, "accept_change", question=1)
    assert {intent.to: intent.facts["proposer"] for intent in outcome.intents} == {"dana": True, "lee": False}


def test_owners_may_put_it_in_words_of_their_own() -> None:
    scene = proposed()
    scene.say(OLIVIA, "accept_change", question=1, text="net 21 instead of net 30")
    assert scene.snapshot.agreement is not None
    assert scene.snapshot.agreement.payment == "Net 21 days."


def test_keeping_it_tells_whoever_proposed_and_asks_for_their_yes() -> None:
    scene = proposed()
    outcome = scene.say(OLIVIA, "keep_agreement", question=1, text="the terms hold for all")
    assert letters(outcome) == [("notice", "dana")]
    assert "I agree" in outcome.intents[0].facts["actions"]  # type: ignore[operator]
    assert (scene.snapshot.agreement and scene.snapshot.agreement.version, scene.snapshot.proposals()) == (3, ())


def test_the_only_proposal_needs_no_number() -> None:
    scene = proposed()
    assert scene.say(OLIVIA, "keep_agreement").changes


def test_of_two_proposals_it_is_asked_which() -> None:
    scene = proposed()
    scene.say(LEE, "counter", text="the texts stay mine")
    outcome = scene.look(OLIVIA, "accept_change")
    assert (outcome.refused, outcome.choices) == ("unclear", ("accept change Q1", "accept change Q2"))


def test_what_was_proposed_for_an_older_version_is_not_put_into_a_newer_one() -> None:
    scene = proposed()
    scene.say(LEE, "counter", text="the texts stay mine")
    scene.say(OLIVIA, "accept_change", question=1)
    assert scene.look(OLIVIA, "accept_change", question=2).refused == "agreement_changed"


@pytest.mark.parametrize("verb", ["accept_change", "keep_agreement"])
def test_decided_twice_is_acknowledged_once(verb: str) -> None:
    scene = proposed()
    scene.say(OLIVIA, verb, question=1)
    again = scene.say(OLIVIA, verb, question=1)
    assert (again.changes, again.refused) == ((), "")


def test_where_nothing_is_proposed_nothing_is_decided() -> None:
    assert Scene().look(OLIVIA, "accept_change").refused == "no_proposal"


def test_contractors_do_not_decide() -> None:
    assert proposed().look(DANA, "accept_change", question=1).refused == "role"


def test_words_to_a_proposal_are_passed_on_and_decide_nothing() -> None:
    scene = proposed()
    outcome = scene.say(OLIVIA, "answer", question=1, text="Let us talk about it on Monday.")
    assert letters(outcome) == [("answer", "dana")]
    assert len(scene.snapshot.proposals()) == 1


def test_undo_brings_version_and_proposal_back_while_nobody_has_accepted() -> None:
    scene = proposed()
    scene.say(OLIVIA, "accept_change", question=1)
    scene.undo(OLIVIA)
    assert scene.snapshot.agreement is not None
    assert (scene.snapshot.agreement.version, len(scene.snapshot.proposals())) == (3, 1)
    assert scene.snapshot.has_agreed("dana")


def test_a_version_that_somebody_has_accepted_is_not_undone() -> None:
    scene = proposed()
    scene.say(OLIVIA, "accept_change", question=1)
    scene.say(DANA, "agree")
    assert scene.undo(OLIVIA).refused == "too_late"
