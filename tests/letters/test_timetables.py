"""When scheduled letters are due."""

from dataclasses import replace
from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailflow.domain.milestone import Blocker, Side, State
from mailflow.domain.people import Member, Person, Role
from mailflow.domain.project import Agreement, CheckIn, Reminders, RoundUp, Routines
from mailflow.letters import LETTERS
from tests.letters.desk import DANA, LEE, OLIVIA, START, milestone, project, slots, submitted, times, utc

WEEKLY = Routines()
DAILY = Routines(check_in=CheckIn(on=None, at=time(9)))


# -- check-in


def test_a_weekly_check_in_comes_at_the_set_time_where_the_reader_is() -> None:
    snapshot = project(milestone(1), milestone(2, who="lee"))
    assert times("check_in", snapshot, "2026-11-15", "2026-11-28", "dana") == ["Mon 16 Nov 01:00", "Mon 23 Nov 01:00"]
    assert times("check_in", snapshot, "2026-11-15", "2026-11-20", "lee") == ["Mon 16 Nov 08:00"]


def test_on_a_day_off_the_weekly_one_comes_the_next_working_day() -> None:
    bavarian = replace(LEE, id="dana", holidays="DE")
    snapshot = project(milestone(1), people=(OLIVIA, bavarian), routines=Routines(check_in=CheckIn(on=4)))
    assert times("check_in", snapshot, "2026-12-24", "2027-01-03", "dana") == ["Mon 28 Dec 08:00"]


def test_a_daily_one_keeps_to_working_days() -> None:
    snapshot = project(milestone(1), routines=DAILY)
    found = times("check_in", snapshot, "2026-11-19 12:00", "2026-11-24 12:00", "dana")
    assert found == ["Fri 20 Nov 01:00", "Mon 23 Nov 01:00", "Tue 24 Nov 01:00"]


def test_nothing_scheduled_comes_on_the_day_of_the_invitation() -> None:
    snapshot = project(milestone(1), milestone(2, "2026-11-02"))
    for letter in ("check_in", "round_up", "reminder"):
        assert times(letter, snapshot, "2026-11-01 12:00", "2026-11-02 23:00", "dana") == []


def test_a_clock_change_moves_nothing_on_the_readers_wall() -> None:
    snapshot = project(milestone(1, who="lee"), people=(OLIVIA, LEE), opened_at=utc("2026-10-01"))
    members = {p: replace(m, since=utc("2026-10-01")) for p, m in snapshot.members.items()}
    snapshot = replace(snapshot, members=members)
    assert times("check_in", snapshot, "2026-10-18", "2026-10-27", "lee") == ["Mon 19 Oct 07:00", "Mon 26 Oct 08:00"]


def test_a_check_in_is_good_until_its_day_ends() -> None:
    slot = slots("check_in", project(milestone(1)), "2026-11-15", "2026-11-17")[0]
    assert slot.grace_until == utc("2026-11-16 15:59:59")
    assert slot.intent.occasion == "check_in/acme-site/2026-11-16/dana"


# -- reminders


def test_the_ladder_runs_before_and_after_the_date() -> None:
    snapshot = project(milestone(1, "2026-12-04"))
    assert [t[:10] for t in times("reminder", snapshot, "2026-11-20", "2026-12-12", "dana")] == [
        "Fri 27 Nov",
        "Wed 02 Dec",
        "Fri 04 Dec",
        "Mon 07 Dec",
        "Thu 10 Dec",
    ]


def test_a_rung_on_a_day_off_moves_to_the_working_day_before_and_merges() -> None:
    snapshot = project(
        milestone(1, "2026-12-07"), routines=Routines(reminders=Reminders(before=(timedelta(2), timedelta(3))))
    )
    assert [t[:10] for t in times("reminder", snapshot, "2026-11-20", "2026-12-07", "dana")] == ["Fri 04 Dec"]


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED, State.PAID, State.CANCELLED])
def test_the_ladder_stops_where_nothing_is_left_to_do(state: State) -> None:
    assert slots("reminder", project(milestone(1, state=state)), "2026-11-01", "2027-01-30") == []


def test_without_the_routine_nobody_is_reminded() -> None:
    routines = Routines(reminders=None)
    assert slots("reminder", project(milestone(1), routines=routines), "2026-11-01", "2027-01-30") == []


# -- escalation


def test_the_owner_hears_two_working_days_after_the_date_and_the_contractor_reads_the_same() -> None:
    snapshot = project(milestone(1, "2026-12-04"))
    overdue = [s for s in slots("escalation", snapshot, "2026-12-04", "2026-12-20") if "overdue" in s.intent.occasion]
    assert [(s.intent.to, f"{s.at:%a %H:%M}") for s in overdue] == [("dana", "Tue 01:00"), ("olivia", "Tue 08:00")]


def test_an_aged_blocker_of_the_contractors_own_is_told() -> None:
    blocker = Blocker("ill", utc("2026-11-16 10:00"), "dana", Side.CONTRACTOR)
    found = slots("escalation", project(milestone(1, blocker=blocker)), "2026-11-16", "2026-12-01")
    told = [s for s in found if s.intent.facts["kind"] == "blocked" and s.intent.to == "olivia"]
    assert [f"{s.at:%a %d}" for s in told] == ["Mon 23"]


# -- round-up


def test_the_round_up_comes_at_each_readers_set_time_after_the_last_persons_day() -> None:
    snapshot = project(milestone(1), milestone(2, who="lee"))
    assert times("round_up", snapshot, "2026-11-15", "2026-11-21", "olivia") == ["Tue 17 Nov 08:00"]
    assert times("round_up", snapshot, "2026-11-15", "2026-11-21", "dana") == ["Wed 18 Nov 01:00"]


def test_the_day_to_answer_counts_on_working_days() -> None:
    snapshot = project(milestone(1, who="lee"), routines=Routines(check_in=CheckIn(on=4)))
    assert times("round_up", snapshot, "2026-11-12", "2026-11-19", "olivia") == ["Mon 16 Nov 08:00"]


def test_one_contractor_alone_gets_no_round_up() -> None:
    snapshot = project(milestone(1), people=(OLIVIA, DANA))
    assert {s.intent.to for s in slots("round_up", snapshot, "2026-11-08", "2026-12-01")} == {"olivia"}


def test_a_round_up_may_be_for_owners_only() -> None:
    snapshot = project(milestone(1), routines=Routines(round_up=RoundUp(to_owners=True)))
    assert {s.intent.to for s in slots("round_up", snapshot, "2026-11-08", "2026-12-01")} == {"olivia"}


# -- digest


def test_the_digest_comes_weekly_to_owners() -> None:
    assert times("digest", project(), "2026-11-08", "2026-11-22", "olivia") == ["Fri 13 Nov 15:00", "Fri 20 Nov 15:00"]


def test_on_a_holiday_the_digest_comes_the_working_day_before() -> None:
    people = (replace(OLIVIA, holidays="DE"), DANA)
    assert times("digest", project(people=people), "2026-12-20", "2026-12-27", "olivia") == ["Thu 24 Dec 15:00"]


# -- the owner's clock


def test_what_waits_for_an_owner_comes_up_after_two_working_days_and_then_twice_a_week() -> None:
    snapshot = project(submitted("2026-11-13 10:00"))
    found = times("waiting", snapshot, "2026-11-13", "2026-12-01", "olivia")
    assert [t[:10] for t in found] == ["Tue 17 Nov", "Fri 20 Nov", "Tue 24 Nov", "Fri 27 Nov"]


def test_whoever_waits_for_five_working_days_is_told_once() -> None:
    snapshot = project(submitted("2026-11-13 10:00"))
    assert times("delay", snapshot, "2026-11-13", "2027-01-20", "dana") == ["Fri 20 Nov 01:00"]


def test_before_silence_approves_the_owner_is_asked_once_more() -> None:
    agreement = Agreement(1, auto_approve_after=6)
    snapshot = project(submitted("2026-11-13 10:00"), agreement=agreement)
    assert "Thu 19 Nov 08:00" in times("waiting", snapshot, "2026-11-13", "2026-12-01", "olivia")


# -- invitation


def test_whoever_joins_is_invited_at_once() -> None:
    snapshot = project(milestone(1))
    assert times("invitation", snapshot, "2026-11-02 08:00", "2026-11-20", "dana") == ["Mon 02 Nov 08:00"]


def test_whoever_joins_in_the_middle_is_invited_then() -> None:
    late = Member("dana", Role.CONTRACTOR, utc("2026-11-18 10:00"))
    snapshot = project(milestone(1))
    snapshot = replace(snapshot, members={**snapshot.members, "dana": late})
    assert times("invitation", snapshot, "2026-11-02", "2026-12-20", "dana") == ["Wed 18 Nov 10:00"]


def test_the_agreement_is_asked_for_again_until_it_is_accepted() -> None:
    snapshot = project(milestone(1), agreement=Agreement(1, "work"))
    found = times("invitation", snapshot, "2026-11-02 08:00", "2026-12-20", "dana")
    assert [t[:10] for t in found] == [
        "Mon 02 Nov",
        "Wed 04 Nov",
        "Mon 09 Nov",
        "Mon 16 Nov",
        "Mon 30 Nov",
        "Mon 14 Dec",
    ]


# -- all of them


ZONES = ["UTC", "Asia/Manila", "America/Los_Angeles", "Pacific/Apia", "Australia/Lord_Howe", "Africa/Cairo"]


@settings(max_examples=30, deadline=None)
@given(
    zones=st.tuples(*[st.sampled_from(ZONES)] * 3),
    cuts=st.lists(st.integers(0, 60 * 24 * 28), min_size=0, max_size=6, unique=True),
    due=st.integers(0, 40),
)
def test_however_time_is_cut_each_slot_comes_exactly_once(
    zones: tuple[str, str, str], cuts: list[int], due: int
) -> None:
    people: tuple[Person, ...] = tuple(replace(p, zone=z) for p, z in zip((OLIVIA, DANA, LEE), zones, strict=True))
    day = (date(2026, 11, 1) + timedelta(due)).isoformat()
    blocker = Blocker("x", utc("2026-11-05"), "lee", Side.CONTRACTOR)
    snapshot = project(
        milestone(1, day), milestone(2, day, "lee", blocker=blocker), submitted("2026-11-06 10:00", 3), people=people
    )
    edges = [START, *(START + timedelta(minutes=m) for m in sorted(cuts)), START + timedelta(days=28)]
    for letter in LETTERS:
        whole = [(s.at, s.intent.occasion) for s in letter.slots(snapshot, edges[0], edges[-1])]
        pieces = [(s.at, s.intent.occasion) for a, b in pairwise(edges) for s in letter.slots(snapshot, a, b)]
        assert sorted(whole) == sorted(pieces)
        assert len({occasion for _, occasion in whole}) == len(whole)
        assert all(s.grace_until >= s.at for s in letter.slots(snapshot, edges[0], edges[-1]))
