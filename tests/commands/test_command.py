"""What holds for every command."""

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailflow.commands import BY_VERB, COMMANDS
from mailflow.commands.command import Command
from mailflow.domain.authority import RIGHTS, may
from mailflow.domain.letter import Intent, Phrase
from mailflow.domain.outcome import Outcome
from mailflow.domain.reading import Confidence
from tests.commands.scene import DANA, IRIS, LEE, OLIVIA, Scene, day

PEOPLE = (DANA, LEE, OLIVIA, IRIS)
BLAME = re.compile(r"\b(you failed|wrong|invalid|error|must|illegal|your fault|you forgot)\b", re.IGNORECASE)
DECISIONS = {"done", "approve", "cancel", "revise", "accept_date", "keep_date", "move", "agree", "assign"}


def test_every_command_is_there_once() -> None:
    assert len(BY_VERB) == len(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c.verb)
def test_every_command_has_its_level_and_its_usage(command: Command) -> None:
    assert command.verb in RIGHTS
    assert command.level >= 1
    assert command.usage
    assert command.example


def phrases(outcome: Outcome) -> list[Phrase]:
    notices = [i for i in outcome.intents if i.letter == "notice"]
    news = [Phrase(str(i.facts["text"]), i.facts["values"]) for i in notices]  # type: ignore[arg-type]
    return [outcome.said, *([outcome.next] if outcome.next else []), *news]


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def is_json(value: object) -> bool:
    if isinstance(value, dict):
        return all(isinstance(k, str) and is_json(v) for k, v in value.items())
    if isinstance(value, list):
        return all(map(is_json, value))
    return value is None or isinstance(value, str | int | float | bool)


asked = st.fixed_dictionaries(
    {
        "milestone": st.sampled_from([None, 1, 2, 3, 4, 9]),
        "question": st.sampled_from([None, 1, 5]),
        "task": st.sampled_from([None, 1, 7]),
        "percent": st.sampled_from([None, 0, 60, 100]),
        "day": st.sampled_from([None, day("2026-11-20"), day("2026-12-04"), day("2026-12-09")]),
        "until": st.sampled_from([None, day("2026-11-20"), day("2026-12-09")]),
        "person": st.sampled_from([None, "dana", "lee", "iris", "zoe"]),
        "text": st.sampled_from([None, "", "a reason", "{curly} %s {{ jinja }}", "Europe/Berlin"]),
        "corrections": st.sampled_from([(), ("blurred", "footer")]),
        "confidence": st.sampled_from(list(Confidence)),
        "told": st.sampled_from([frozenset(), frozenset({"olivia"}), frozenset({"dana", "olivia"})]),
    }
)
step = st.tuples(st.sampled_from(PEOPLE), st.sampled_from([c.verb for c in COMMANDS if c.verb != "undo"]), asked)


@given(st.lists(step, max_size=8), st.booleans())
def test_whatever_is_asked_in_whatever_order_the_promises_hold(steps: list, undo: bool) -> None:  # type: ignore[type-arg]
    scene = Scene()
    for person, verb, more in steps:
        role = scene.snapshot.role(person.id)
        outcome = scene.say(person, verb, **dict(more))
        assert may(role, verb) or outcome.refused == "role"
        check(outcome, person.id, more["told"])
    if undo and scene.records[-1].person is not None:
        person = scene.snapshot.people[str(scene.records[-1].person)]
        check(scene.undo(person), person.id, frozenset())


def check(outcome: Outcome, by: str, told: frozenset[str]) -> None:
    for phrase in phrases(outcome):
        assert gaps(phrase.text) <= set(phrase.values), phrase
        assert is_json(dict(phrase.values))
        assert not BLAME.search(phrase.text), phrase.text
    if outcome.refused:
        assert (outcome.changes, outcome.intents, outcome.person) == ((), (), None)
    occasions = [intent.occasion for intent in outcome.intents]
    assert len(occasions) == len(set(occasions))
    assert all(is_json(dict(change.data)) for change in outcome.changes)
    for intent in outcome.intents:
        letter_keeps_its_promises(intent, by, told)


def letter_keeps_its_promises(intent: Intent, by: str, told: frozenset[str]) -> None:
    assert is_json(dict(intent.facts))
    if intent.letter not in ("completion", "digest", "brief"):
        assert intent.to != by
    if intent.letter in ("question", "answer", "blocked", "feedback", "thanks", "notice"):
        assert intent.to not in told


@given(st.lists(step, min_size=1, max_size=4))
def test_the_same_command_twice_writes_no_second_decision(steps: list) -> None:  # type: ignore[type-arg]
    scene = Scene()
    for person, verb, more in steps:
        scene.say(person, verb, **dict(more))
    person, verb, more = steps[-1]
    repeated = scene.say(person, verb, **dict(more))
    if verb in DECISIONS:
        assert repeated.changes == () or {c.kind for c in repeated.changes} == {"note"}
