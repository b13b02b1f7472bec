"""Time: restarts, long stops, and the weekends on which clocks change."""

import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mailflow.app import Parts
from mailflow.demo.clients import reply
from mailflow.demo.stage import ADDRESS
from mailflow.domain.clock import Uptime
from mailflow.domain.definition import Definition, Participant, Promise
from mailflow.domain.people import Role
from mailflow.domain.project import CheckIn, Routines
from tests.routes.company import CAST, SITE, START
from tests.routes.conftest import Opener, staged
from tests.routes.route import Route, occasions
from tests.routes.test_faults import with_operator

BERLIN = ZoneInfo("Europe/Berlin")


def restart(route: Route) -> None:
    route.stage.stop()
    route.stage.start()
    route.store = route.stage.store


def marked(route: Route, state: str) -> list[str]:
    with sqlite3.connect(route.stage.folder / "mailflow.db") as database:
        return sorted(key for (key,) in database.execute("SELECT key FROM occasion WHERE state = ?", (state,)))


def test_a_daemon_restarted_every_few_hours_fires_nothing_twice_and_leaves_nothing_out(tmp_path: Path) -> None:
    told = []
    for often in (1, 16):
        folder = tmp_path / str(often)
        folder.mkdir()
        with staged(folder) as route:
            for _ in range(often):
                route.wait(hours=12 * 24 / often)
                if often > 1:
                    restart(route)
            told.append(sorted((one.at, one.to, one.occasions) for one in route.letters()))
            assert len(set(occasions(route.letters()))) == len(occasions(route.letters()))
    assert told[0] == told[1]


def test_a_daemon_stopped_between_a_record_and_its_letters_sends_them_afterwards(route: Route) -> None:
    route.await_letter("dana", "invitation")
    route.says("dana", "invitation", "DONE 1")
    assert route.waiting("olivia", "review")
    restart(route)
    route.wait(hours=1)
    restart(route)
    assert len(route.letters("olivia", "review")) == 1
    assert len(route.letters("dana", "receipt")) == 1


def test_mail_that_came_while_the_daemon_was_stopped_is_acted_on_once(route: Route) -> None:
    route.await_letter("dana", "invitation")
    route.says("dana", "invitation", "START 1")
    route.stage.stop()
    letter = route.letter("dana", "invitation")
    route.later()
    route.stage.mail.submit("dana@studio.example", ADDRESS, reply(letter.raw, CAST["dana"], "DONE 1", route.now))
    route.stage.start()
    route.store = route.stage.store
    restart(route)
    assert route.kinds() == ["start", "done"]


def test_what_was_missed_in_a_long_stop_is_marked_and_not_sent_late(route: Route) -> None:
    route.await_letter("dana", "invitation")
    route.stage.stop()
    before = len(route.letters())
    route.stage.clock.advance(datetime(2026, 11, 18, 12, tzinfo=UTC))
    route.stage.start()
    route.store = route.stage.store
    late = route.letters()[before:]
    missed = marked(route, "missed")
    assert {"check_in/acme-site/2026-11-09/dana", "reminder/acme-site/1/2026-11-11/dana"} <= set(missed)
    assert not [one for one in occasions(late) if "2026-11-09" in one or "2026-11-11" in one]
    assert not set(occasions(route.letters())) & set(missed)
    assert len(occasions(late)) == len(set(occasions(late)))
    route.until(datetime(2026, 11, 24, 12, tzinfo=UTC))
    assert "check_in/acme-site/2026-11-23/dana" in occasions(route.letters()), "the next slots fire as ever"


def in_berlin(at: time, on: int | None = None, workdays: range = range(5)) -> Definition:
    """A contractor in Berlin who is asked at that time."""
    dana = Participant(
        "dana", "Dana Kim", ("dana@studio.example",), Role.CONTRACTOR, "Europe/Berlin", workdays=frozenset(workdays)
    )
    return replace(
        SITE,
        people=(SITE.people[0], dana),
        agreement=None,
        milestones=(Promise(1, "Homepage design", date(2027, 8, 27), assignee="dana"),),
        routines=Routines(check_in=CheckIn(on=on, at=at), round_up=None, reminders=None, digest=None),
    )


def asked(route: Route) -> list[datetime]:
    return [one.at.astimezone(BERLIN) for one in route.letters("dana", "check_in")]


@pytest.mark.parametrize("monday", [date(2026, 10, 19), date(2027, 3, 22)])
def test_nine_o_clock_is_nine_o_clock_on_both_sides_of_a_clock_change(open_route: Opener, monday: date) -> None:
    start = datetime.combine(monday, time(6), UTC)
    route = open_route(in_berlin(time(9)), start=start)
    route.wait(days=10)
    times = asked(route)
    assert {at.time() for at in times} == {time(9)}
    assert len({at.utcoffset() for at in times}) == 2
    assert len(times) == len({at.date() for at in times}) == 7


@pytest.mark.parametrize(("saturday", "expected"), [(date(2027, 3, 27), time(3, 0)), (date(2026, 10, 24), time(2, 30))])
def test_a_time_that_is_skipped_or_comes_twice_fires_once(open_route: Opener, saturday: date, expected: time) -> None:
    start = datetime.combine(saturday - timedelta(days=1), time(6), UTC)
    route = open_route(in_berlin(time(2, 30), workdays=range(7)), start=start)
    route.wait(days=3)
    sunday = saturday + timedelta(days=1)
    assert [at.time() for at in asked(route) if at.date() == sunday] == [expected]
    assert len(asked(route)) == 3


def test_a_clock_that_leaps_mutes_nobody_and_the_operator_hears_of_it(open_route: Opener) -> None:
    leap = [timedelta(0)]

    def leaping(parts: Parts) -> Parts:
        return replace(
            with_operator(parts), uptime=lambda: Uptime("boot", (parts.clock() - START - leap[0]).total_seconds())
        )

    route = open_route(alter=leaping)
    route.await_letter("dana", "invitation")
    route.wait(hours=2)
    before, right, leap[0] = len(route.letters()), route.now, timedelta(days=60)
    route.stage.clock.advance(right + leap[0])
    route.stage.daemon.settle()
    assert "has leapt to" in route.stage.daemon.leapt
    assert route.stage.daemon.clock() == right
    assert [one.occasions[0].split("/")[0] for one in route.letters()[before:]] == ["operator_alarm"]
    assert not marked(route, "missed")
