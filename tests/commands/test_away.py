from dataclasses import replace
from typing import Any

import pytest

from mailflow.domain.outcome import Outcome
from tests.commands.scene import DANA, OLIVIA, OTTO, Scene, day, letters


def test_an_absence_is_noted_and_the_owner_sees_the_dates_at_risk() -> None:
    scene = Scene()
    outcome = scene.say(DANA, "away", day=day("2026-12-01"), until=day("2026-12-06"))
    person = scene.snapshot.people["dana"]
    assert (person.away_from, person.away_until) == (day("2026-12-01"), day("2026-12-06"))
    assert letters(outcome) == [("notice", "olivia")]
    assert outcome.intents[0].facts["values"] == {
        "name": "Dana",
        "start": {"date": "2026-12-01"},
        "end": {"date": "2026-12-06"},
        "risk": {"list": ["1 (Homepage design)"]},
    }


@pytest.mark.parametrize(
    ("start", "end", "risk"),
    [
        ("2026-12-05", "2026-12-10", []),
        ("2026-12-04", "2026-12-11", ["1 (Homepage design)", "2 (Checkout)"]),
        ("2026-12-10", None, ["2 (Checkout)"]),
        ("2026-11-23", None, ["1 (Homepage design)"]),
    ],
)
def test_dates_at_risk_lie_within_the_absence(start: str, end: str | None, risk: list[str]) -> None:
    outcome = Scene().look(DANA, "away", day=day(start), until=day(end) if end else None)
    assert outcome.next is not None
    assert outcome.next.values.get("risk", {"list": []}) == {"list": risk}


def test_no_first_day_means_today_where_the_sender_is() -> None:
    scene = Scene()
    scene.later(hours=10)
    scene.say(DANA, "away", until=day("2026-11-30"))
    assert scene.snapshot.people["dana"].away_from == day("2026-11-24")


@pytest.mark.parametrize(("start", "end"), [("2026-12-06", "2026-12-01"), ("2026-11-01", "2026-11-20")])
def test_an_absence_that_ends_before_it_begins_or_before_today_is_asked_about(start: str, end: str) -> None:
    outcome = Scene().look(DANA, "away", day=day(start), until=day(end))
    assert (outcome.refused, outcome.person) == ("past_date", None)


def test_the_same_absence_twice_is_acknowledged_once() -> None:
    scene = Scene()
    scene.say(DANA, "away", day=day("2026-12-01"), until=day("2026-12-06"))
    again = scene.say(DANA, "away", day=day("2026-12-01"), until=day("2026-12-06"))
    assert (again.changes, again.intents, again.refused) == ((), (), "")


def test_back_ends_it() -> None:
    scene = Scene()
    scene.say(DANA, "away", until=day("2026-11-30"))
    scene.say(DANA, "back")
    assert not scene.snapshot.people["dana"].is_away(day("2026-11-24"))
    assert scene.look(DANA, "back").changes == ()


def test_the_other_owners_decide_while_one_is_away() -> None:
    outcome = Scene(owners=("olivia", "otto")).look(OLIVIA, "away", until=day("2026-11-30"))
    assert letters(outcome) == [("notice", "otto")]
    assert outcome.next is not None
    assert outcome.next.values["names"] == {"list": ["Otto"]}


def test_undo_brings_the_person_back() -> None:
    scene = Scene()
    scene.say(DANA, "away", day=day("2026-12-01"), until=day("2026-12-06"))
    scene.say(DANA, "away", day=day("2026-12-02"), until=day("2026-12-08"))
    scene.undo(DANA)
    person = scene.snapshot.people["dana"]
    assert (person.away_from, person.away_until) == (day("2026-12-01"), day("2026-12-06"))


def away(scene: Scene, line: str) -> Outcome:
    return scene.look(OLIVIA, "away", line=line, day=day("2026-12-20"), until=day("2027-01-03"))


def test_an_owner_names_who_decides_meanwhile() -> None:
    scene = Scene(owners=("olivia", "otto", "iris"))
    outcome = away(scene, "AWAY 20 Dec to 3 Jan, Otto decides meanwhile")
    told = {intent.to: intent.facts["text"] for intent in outcome.intents}
    assert "asks you to decide meanwhile" in str(told["otto"])
    assert "asks you" not in str(told["iris"])
    assert outcome.next is not None
    assert outcome.next.values["names"] == {"list": ["Otto"]}


def test_who_is_no_owner_cannot_decide_meanwhile() -> None:
    outcome = away(Scene(), "AWAY 20 Dec to 3 Jan, Dana decides meanwhile")
    assert outcome.next is not None
    assert outcome.next.text.startswith("Only owners decide")
    assert letters(outcome) == []


def test_a_month_is_nobody_s_name() -> None:
    scene = Scene(owners=("olivia", "otto"))
    jan = replace(OTTO, name="Jan Novak")
    scene.snapshot = replace(scene.snapshot, people={**scene.snapshot.people, "otto": jan})
    (notice,) = away(scene, "AWAY 20 Dec to 3 Jan").intents
    assert "asks you" not in str(notice.facts["text"])


ASKED: dict[str, tuple[str, dict[str, Any]]] = {
    "done": ("review", {"milestone": 1}),
    "question": ("question", {"text": "Which font?"}),
    "blocked": ("blocked", {"milestone": 1, "text": "no logo"}),
    "date_request": ("date_request", {"milestone": 1, "day": day("2026-12-18")}),
    "counter": ("change_request", {"text": "net 14"}),
}


@pytest.mark.parametrize("verb", ASKED)
def test_while_an_owner_is_away_the_others_decide(verb: str) -> None:
    letter, asked = ASKED[verb]
    scene = Scene(owners=("olivia", "otto"))
    gone = replace(OLIVIA, away_from=day("2026-11-20"), away_until=day("2026-11-30"))
    scene.snapshot = replace(scene.snapshot, people={**scene.snapshot.people, "olivia": gone})
    outcome = scene.look(DANA, verb, **asked)
    assert letters(outcome) == [(letter, "otto")]
    told = (*outcome.said.values.items(), *(outcome.next.values.items() if outcome.next else ()))
    assert "Olivia" not in str(told)


def test_where_all_owners_are_away_decisions_wait_for_all_of_them() -> None:
    scene = Scene(owners=("olivia", "otto"))
    gone = {one.id: replace(one, away_from=day("2026-11-20")) for one in (OLIVIA, OTTO)}
    scene.snapshot = replace(scene.snapshot, people={**scene.snapshot.people, **gone})
    assert letters(scene.look(DANA, "done", milestone=1)) == [("review", "olivia"), ("review", "otto")]
