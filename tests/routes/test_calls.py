"""Calls, from the owner's word to the minutes."""

import warnings
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from email import message_from_bytes
from typing import Any

import pytest

from mailflow.demo.calendars import answer
from mailflow.demo.stage import Delivered
from mailflow.domain.definition import Definition
from mailflow.domain.project import MeetingRule, Routines
from tests.routes.company import CAST, SITE
from tests.routes.conftest import Opener
from tests.routes.route import Route, words

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import vobject


@pytest.fixture
def started(route: Route) -> Route:
    """Everybody has agreed, and the owner knows the project's address."""
    route.await_letter("dana", "invitation")
    route.says("dana", "invitation", "AGREE")
    route.says("lee", "invitation", "AGREE")
    route.says("dana", "invitation", "QUESTION 1: which font shall I use?")
    route.await_letter("olivia", "question")
    return route


def calendar(letter: Delivered) -> Any:
    """The calendar in a letter, by a parser that had no part in writing it."""
    part = next(p for p in message_from_bytes(letter.raw).walk() if p.get_content_type() == "text/calendar")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = vobject.readOne(part.get_payload(decode=True).decode())
    assert found.method.value == part.get_param("method")
    return found


def test_a_call_reaches_everybody_s_calendar_is_moved_and_called_off_under_one_name(started: Route) -> None:
    route = started
    route.says("olivia", "question", "MEET Thursday 10:00: fonts and colours")
    route.await_letter("dana", "meeting")
    first = {who: calendar(route.letter(who, "meeting")).vevent for who in ("dana", "lee", "olivia")}
    assert {event.dtstart.value for event in first.values()} == {datetime(2026, 11, 5, 9, tzinfo=UTC)}
    assert len({event.uid.value for event in first.values()}) == 1
    assert "Dana: Thu 5 Nov, 17:00" in words(route.letter("dana", "meeting").raw)
    assert "which font shall I use?" in words(route.letter("dana", "meeting").raw)
    assert "which font shall I use?" not in words(route.letter("lee", "meeting").raw)

    route.says("olivia", "meeting", "MOVE MEETING 1 to Friday 11:00")
    moved = calendar(route.await_letter("dana", "meeting")).vevent
    assert moved.dtstart.value == datetime(2026, 11, 6, 10, tzinfo=UTC)
    assert (moved.uid.value, moved.sequence.value) == (first["dana"].uid.value, "1")
    assert moved.organizer.value == first["dana"].organizer.value

    route.says("olivia", "meeting", "CANCEL MEETING 1: Lee is ill")
    route.await_letter("dana", "meeting")
    off = calendar(route.letter("lee", "meeting"))
    assert (off.method.value, off.vevent.uid.value) == ("CANCEL", moved.uid.value)
    assert off.vevent.sequence.value == "2"
    assert not route.snapshot().calls()


def test_a_call_that_is_moved_at_once_is_announced_once(started: Route) -> None:
    route = started
    route.says("olivia", "question", "MEET Thursday 10:00: fonts")
    route.says("olivia", "meeting", "MEET Friday 10:00")
    route.await_letter("dana", "meeting")
    route.wait(hours=1)
    assert len(route.letters("dana", "meeting")) == 1
    assert calendar(route.letter("dana", "meeting")).vevent.dtstart.value == datetime(2026, 11, 6, 9, tzinfo=UTC)


def test_undo_takes_a_call_out_of_the_calendars_that_have_it(started: Route) -> None:
    route = started
    route.says("olivia", "question", "MEET Thursday 10:00: fonts")
    route.await_letter("dana", "meeting")
    route.says("olivia", "receipt", "UNDO")
    route.await_letter("dana", "meeting")
    assert {calendar(route.letter(who, "meeting")).method.value for who in ("olivia", "dana", "lee")} == {"CANCEL"}
    assert not route.snapshot().calls()


def test_a_call_that_is_taken_back_before_anybody_heard_of_it_reaches_nobody_else(started: Route) -> None:
    route = started
    route.says("olivia", "question", "MEET Thursday 10:00: fonts")
    route.says("olivia", "receipt", "UNDO")
    route.wait(hours=1)
    assert not route.letters("dana", "meeting")
    assert calendar(route.letter("olivia", "meeting")).method.value == "CANCEL"


@pytest.fixture
def called(started: Route) -> Route:
    """A call is planned for Thursday week, and everybody has the invitation."""
    started.says("olivia", "question", "MEET 12 November 10:00: fonts")
    started.await_letter("dana", "meeting")
    return started


def answers(route: Route) -> dict[str, str]:
    return {who: reply.answer.value for who, reply in route.snapshot().meetings[1].replies.items()}


@pytest.mark.parametrize(("via", "sent_by"), [("google", "calendar@google.example"), ("outlook", ""), ("apple", "")])
def test_a_calendar_s_answer_sets_that_answer_and_nothing_else(called: Route, via: str, sent_by: str) -> None:
    route, sent = called, len(called.stage.delivered())
    row = route.rsvps("dana", "ACCEPTED", via, sent_by, comment="DONE 1")
    assert (row.disposition, row.reason) == ("handled", "calendar_reply")
    assert answers(route) == {"dana": "accepted"}
    assert route.milestone(1).state.value == "planned"
    assert len(route.stage.delivered()) == sent
    assert route.kinds().count("rsvp") == 1


def test_the_owner_reads_in_the_digest_who_comes(called: Route) -> None:
    route = called
    route.rsvps("dana", "ACCEPTED")
    route.await_letter("olivia", "digest")
    assert "Dana comes No answer yet from Lee" in route.text("olivia", "digest")


def test_the_owner_hears_at_once_of_a_no_and_of_another_time_which_one_tap_grants(called: Route) -> None:
    route = called
    route.rsvps("lee", "DECLINED", comment="I am on a plane.")
    assert "Lee cannot come to the call on Thu 12 Nov, 10:00. They wrote: I am on a plane." in route.text(
        "olivia", "notice"
    )
    route.rsvps("lee", "TENTATIVE", instead=datetime(2026, 11, 13, 9, tzinfo=UTC))
    assert "MOVE MEETING 1 to 2026-11-13 10:00" in route.text("olivia", "notice")
    route.says("olivia", "notice", "MOVE MEETING 1 to 2026-11-13 10:00")
    route.await_letter("dana", "meeting")
    assert route.snapshot().meetings[1].starts == datetime(2026, 11, 13, 9, tzinfo=UTC)
    assert answers(route) == {}


def test_an_answer_to_what_was_planned_before_sets_nothing(called: Route) -> None:
    route = called
    raw = answer(route.letter("dana", "meeting").raw, CAST["dana"], "ACCEPTED", route.now)
    route.says("olivia", "meeting", "MOVE MEETING 1 to 13 November 11:00")
    route.await_letter("dana", "meeting")
    route.submit("dana", raw)
    assert answers(route) == {}


def test_an_older_answer_that_comes_late_changes_nothing(called: Route) -> None:
    route = called
    early = answer(route.letter("dana", "meeting").raw, CAST["dana"], "ACCEPTED", route.now)
    route.wait(hours=1)
    route.rsvps("dana", "DECLINED")
    route.submit("dana", early)
    assert answers(route) == {"dana": "declined"}


@pytest.mark.parametrize("name", ["uid", "attendee"])
def test_a_guessed_call_and_a_stranger_set_nothing(called: Route, name: str) -> None:
    route = called
    raw = answer(route.letter("dana", "meeting").raw, CAST["dana"], "ACCEPTED", route.now, "apple")
    uid = route.snapshot().meetings[1].uid
    guessed = {
        "uid": (uid, "a" * 39 + ".1.acme-site"),
        "attendee": ("MAILTO:dana@studio.example", "MAILTO:eve@x.example"),
    }
    old, new = guessed[name]
    mail = message_from_bytes(raw)
    mail.set_payload(mail.get_payload(decode=True).decode().replace(old, new))  # type: ignore[union-attr]
    del mail["Content-Transfer-Encoding"]
    row = route.submit("dana", mail.as_bytes())
    assert row.reason == "calendar_reply"
    assert answers(route) == {}


def test_undo_after_an_answer_takes_back_what_was_written_and_not_the_answer(called: Route) -> None:
    route = called
    route.says("dana", "invitation", "START 1")
    route.rsvps("dana", "ACCEPTED")
    route.writes("dana", "undo", "UNDO")
    assert answers(route) == {"dana": "accepted"}


MINUTES = """Fonts: Inter everywhere.
3 is done, says Lee.
Dana sends the colours by Thursday."""


def test_after_a_call_its_minutes_are_asked_for_and_reach_everybody(called: Route) -> None:
    route = called
    asked = route.await_letter("olivia", "minutes_request")
    assert asked.at == datetime(2026, 11, 12, 9, 30, tzinfo=UTC)
    row = route.says("olivia", "minutes_request", MINUTES)
    assert row.reason == "ok"
    assert "The minutes are on their way to Dana and Lee." in route.text("olivia", "receipt")
    route.await_letter("dana", "minutes")
    assert "Dana sends the colours by Thursday." in route.text("lee", "minutes")
    assert route.snapshot().meetings[1].notes == MINUTES
    assert route.milestone(3).state.value == "planned"


def test_a_command_alone_in_answer_to_the_request_is_one(called: Route) -> None:
    route = called
    route.await_letter("olivia", "minutes_request")
    route.says("olivia", "minutes_request", "MEET Friday 10:00: the rest of it")
    assert route.snapshot().meetings[1].notes == ""
    assert len(route.snapshot().calls()) == 2


def test_no_minutes_are_asked_for_where_nobody_came(called: Route) -> None:
    route = called
    for who in ("dana", "lee"):
        route.rsvps(who, "DECLINED")
    route.until(datetime(2026, 11, 13, 20, tzinfo=UTC))
    assert not route.letters("olivia", "minutes_request")


def sent_back_twice(route: Route) -> None:
    for _ in range(2):
        route.says("dana", "invitation", "DONE 1")
        route.await_letter("olivia", "review")
        route.says("olivia", "review", "REVISE 1: larger text; more contrast", milestone=1)
        route.await_letter("dana", "revision")


def test_after_two_revisions_a_call_is_proposed_and_one_tap_plans_it(started: Route) -> None:
    route = started
    sent_back_twice(route)
    route.await_letter("olivia", "proposal")
    offered = words(route.letter("olivia", "proposal").raw)
    assert "It has gone back to Dana twice now." in offered
    assert not route.letters("dana", "meeting")
    route.says("olivia", "proposal", "MEET dana 2026-11-04 09:00: Homepage design")
    route.await_letter("dana", "meeting")
    assert "MEET dana 2026-11-04 09:00: Homepage design" in offered
    assert "larger text" in words(route.letter("dana", "meeting").raw)
    assert not route.letters("lee", "meeting")
    assert (route.snapshot().meetings[1].milestone, route.snapshot().meetings[1].people) == (1, ("olivia", "dana"))


def test_where_a_call_is_planned_already_none_is_proposed(started: Route) -> None:
    route = started
    route.says("olivia", "question", "MEET dana 9 November 10:00: how it goes")
    sent_back_twice(route)
    route.until(datetime(2026, 11, 6, 20, tzinfo=UTC))
    assert not route.letters("olivia", "proposal")


def test_a_blocker_that_lasts_leads_to_a_call(started: Route) -> None:
    route = started
    route.says("lee", "invitation", "BLOCKED 3: I have no brief")
    letter = route.await_letter("olivia", "proposal")
    assert letter.at.date().isoformat() == "2026-11-09"
    assert "I have no brief" in words(letter.raw)
    assert len([one for one in route.letters("olivia") if one.at == letter.at]) == 1


def with_rule(rule: MeetingRule) -> Definition:
    return replace(SITE, routines=replace(SITE.routines or Routines(), meeting=rule))


def test_a_regular_call_is_planned_two_working_days_ahead_with_what_is_open_then(open_route: Opener) -> None:
    route = open_route(with_rule(MeetingRule(weeks=2, on=1, at=time(10), length=45, link="https://meet.example/a")))
    route.await_letter("dana", "invitation")
    route.says("dana", "invitation", "QUESTION 1: which font shall I use?")
    route.until(datetime(2026, 11, 12, 7, tzinfo=UTC))
    assert not route.letters("dana", "meeting")
    letter = route.await_letter("dana", "meeting")
    event = calendar(letter).vevent
    # The first week's Tuesday was too near when the project began; the next one is the second after it.
    assert event.dtstart.value == datetime(2026, 11, 17, 9, tzinfo=UTC)
    assert event.dtend.value - event.dtstart.value == timedelta(minutes=45)
    assert letter.at == datetime(2026, 11, 13, 8, tzinfo=UTC)
    assert event.location.value == "https://meet.example/a"
    assert "which font shall I use?" in words(letter.raw)
    route.rsvps("dana", "ACCEPTED")
    assert answers(route) == {"dana": "accepted"}
    route.until(datetime(2026, 12, 15, 20, tzinfo=UTC))
    starts = [call.starts.date().isoformat() for call in route.snapshot().calls()]
    assert starts == ["2026-11-17", "2026-12-01", "2026-12-15"]


def test_a_regular_call_leaves_out_who_is_away_and_does_not_take_place_alone(open_route: Opener) -> None:
    route = open_route(with_rule(MeetingRule(weeks=1, on=3, at=time(10))))
    route.await_letter("dana", "invitation")
    route.says("dana", "invitation", "AWAY 9 Nov to 20 Nov")
    route.says("lee", "invitation", "AWAY 16 Nov to 20 Nov")
    route.until(datetime(2026, 11, 20, 20, tzinfo=UTC))
    assert [call.people for call in route.snapshot().calls()] == [("olivia", "dana", "lee"), ("olivia", "lee")]


def test_no_call_is_proposed_where_the_project_says_so(open_route: Opener) -> None:
    route = open_route(with_rule(MeetingRule(propose=False)))
    route.await_letter("dana", "invitation")
    route.says("lee", "invitation", "BLOCKED 3: I have no brief")
    route.until(datetime(2026, 11, 20, 20, tzinfo=UTC))
    assert not route.letters("olivia", "proposal")
