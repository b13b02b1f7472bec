"""What is told at once on other channels: when, in which words, and what happens where nobody takes it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from mailflow.app import Parts
from mailflow.domain.people import Person
from mailflow.flows.alerting import GIVE_UP, AlertSettings
from mailflow.flows.deliver import Delivering
from tests.routes.conftest import Opener, in_process
from tests.routes.route import Route
from tests.transports.test_alerts import Hook, listening

OPERATOR = Person("operator", "Operator", ("ops@acme.example",))


@pytest.fixture
def hook() -> Iterator[Hook]:
    with listening() as found:
        yield found


def telling(hook: Hook, **settings: object) -> Callable[[Parts], Parts]:
    """A daemon that alerts that hook."""
    alerts = AlertSettings(to=(hook.address,), operator=(hook.address,), **settings)  # type: ignore[arg-type]
    delivering = Delivering(per_minute=0, per_day=0, per_hour=0, operator=OPERATOR)
    return lambda parts: replace(in_process(parts), alerts=alerts, delivering=delivering)


def invited(open_route: Opener, hook: Hook, **settings: object) -> Route:
    story = open_route(alter=telling(hook, **settings))
    story.await_letter("lee", "invitation")
    return story


def test_a_blocker_is_told_at_once_without_anybodys_words(open_route: Opener, hook: Hook) -> None:
    story = invited(open_route, hook)
    story.says("dana", "invitation", "BLOCKED 2: you still owe me 300 euros")
    story.letter("olivia", "blocked")
    (told,) = hook.texts
    assert told == "Acme website: Milestone 2 (Checkout) is blocked. The mail about it says more; reply to that."


def test_an_urgent_question_is_told_and_another_is_not(open_route: Opener, hook: Hook) -> None:
    story = invited(open_route, hook)
    story.says("dana", "invitation", "QUESTION: which font?")
    story.await_letter("olivia", "question")
    assert hook.texts == []
    story.says("dana", "invitation", "URGENT: is the server yours?")
    assert [text for text in hook.texts if "urgent" in text]
    assert not [text for text in hook.texts if "server" in text]


def test_an_escalation_is_told_once(open_route: Opener, hook: Hook) -> None:
    story = invited(open_route, hook)
    story.await_letter("olivia", "escalation")
    told = [row for row in story.rows("olivia", "escalation") if row.state in ("sent", "folded")]
    assert len(hook.texts) == len(told)
    story.wait(hours=20)
    assert len(hook.texts) == len(told)


def test_what_is_taken_back_in_time_is_not_told(open_route: Opener, hook: Hook) -> None:
    story = invited(open_route, hook)
    story.says("dana", "invitation", "1 is done")
    story.says("dana", "receipt", "UNDO")
    story.wait(hours=1)
    assert hook.texts == []


def test_only_what_is_configured_is_told(open_route: Opener, hook: Hook) -> None:
    story = invited(open_route, hook, on=("escalation",))
    story.says("dana", "invitation", "BLOCKED 2: no key")
    story.letter("olivia", "blocked")
    assert hook.texts == []


def test_other_projects_are_not_told(open_route: Opener, hook: Hook) -> None:
    story = invited(open_route, hook, projects=("bolt-app",))
    story.says("dana", "invitation", "BLOCKED 2: no key")
    story.letter("olivia", "blocked")
    assert hook.texts == []


def test_a_channel_that_is_down_is_tried_again_and_keeps_no_letter(open_route: Opener, hook: Hook) -> None:
    hook.status = 503
    story = invited(open_route, hook)
    story.says("dana", "invitation", "BLOCKED 2: no key")
    story.letter("olivia", "blocked")
    assert story.store.alerts.counts() == {"queued": 1}
    hook.status = 200
    story.wait(minutes=2)
    assert len(hook.texts) == 1
    story.wait(hours=3)
    assert len(hook.texts) == 1


def test_what_waits_outlives_the_daemon(open_route: Opener, hook: Hook) -> None:
    hook.status = 503
    story = invited(open_route, hook)
    story.says("dana", "invitation", "BLOCKED 2: no key")
    story.letter("olivia", "blocked")
    story.stage.stop()
    hook.status = 200
    story.stage.clock.advance(story.now + timedelta(minutes=5))
    story.stage.start()
    story.stage.daemon.settle()
    assert len(hook.texts) == 1


def test_what_nobody_takes_is_given_up_and_the_operator_is_told(open_route: Opener, hook: Hook) -> None:
    hook.status = 503
    story = invited(open_route, hook)
    story.says("dana", "invitation", "BLOCKED 2: no key")
    story.letter("olivia", "blocked")
    before = story.now
    story.until(before + GIVE_UP + timedelta(hours=3))
    assert story.store.alerts.counts()["given_up"] >= 1
    assert "An alert was given up" in story.text("ops@acme.example", "operator_alarm")
