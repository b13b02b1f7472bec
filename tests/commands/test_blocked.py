import pytest

from tests.commands.scene import DANA, OLIVIA, Scene, letters


def test_blocked_alerts_the_owner_at_once() -> None:
    scene = Scene()
    outcome = scene.say(DANA, "blocked", 1, text="waiting for your logo")
    assert letters(outcome) == [("blocked", "olivia")]
    assert outcome.intents[0].urgent
    assert outcome.intents[0].facts["reason"] == "waiting for your logo"
    blocker = scene.snapshot.milestones[1].blocker
    assert blocker is not None
    assert (blocker.reason, blocker.by, blocker.side.value) == ("waiting for your logo", "dana", "owner")


def test_blocked_without_a_reason_is_recorded_and_asks_for_one() -> None:
    outcome = Scene().look(DANA, "blocked", 1)
    assert outcome.changes
    assert outcome.next is not None
    assert "waiting for?" in outcome.next.text


@pytest.mark.parametrize(
    ("text", "recorded"),
    [("no logo", False), ("No  logo", False), (None, False), ("the API key is missing, too", True)],
)
def test_the_same_blocker_twice_is_acknowledged_once(text: str | None, recorded: bool) -> None:
    scene = Scene()
    scene.say(DANA, "blocked", 1, text="no logo")
    scene.later(days=1)
    outcome = scene.say(DANA, "blocked", 1, text=text)
    assert bool(outcome.changes) is recorded
    assert bool(outcome.intents) is recorded


def test_an_owner_who_got_the_mail_itself_is_not_alerted_again() -> None:
    assert letters(Scene().look(DANA, "blocked", 1, text="no logo", told=frozenset({"olivia"}))) == []


def test_unblocked_lifts_it_and_the_owner_hears_of_it() -> None:
    scene = Scene()
    scene.say(DANA, "blocked", 1, text="no logo")
    outcome = scene.say(DANA, "unblocked", 1)
    assert scene.snapshot.milestones[1].blocker is None
    assert letters(outcome) == [("notice", "olivia")]


def test_unblocked_where_nothing_is_blocked_is_acknowledged() -> None:
    outcome = Scene().look(DANA, "unblocked", 1)
    assert (outcome.changes, outcome.intents, outcome.refused) == ((), (), "")


def test_approval_lifts_a_blocker_too() -> None:
    scene = Scene()
    scene.say(DANA, "done", 1)
    scene.say(OLIVIA, "approve", 1)
    assert scene.look(DANA, "unblocked", 1).changes == ()
