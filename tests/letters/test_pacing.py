"""Few letters, at good times."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailflow.domain.letter import Facts, Intent
from mailflow.domain.project import Ref
from mailflow.letters import BY_NAME, LETTERS
from mailflow.letters.pacing import Go, Hold, PaceLimits, Waiting, pace
from tests.letters.desk import OLIVIA, utc

NOON = utc("2026-12-04 11:00")
"""12:00 in Berlin."""

NIGHT = utc("2026-12-04 22:30")
LIMITS = PaceLimits()


def waiting(
    number: int, letter: str, project: str = "acme", due: datetime = NOON, urgent: bool = False, **facts: bool
) -> Waiting:
    intent = Intent(letter, "olivia", Ref(project), f"o/{number}", facts, urgent=urgent)
    return Waiting(number, intent, BY_NAME[letter], Facts(), due)


def paced(
    *letters: Waiting, sent: list[tuple[str, datetime]] | None = None, now: datetime = NOON, limits: PaceLimits = LIMITS
) -> list[Go | Hold]:
    return pace(letters, OLIVIA, sent or [], now, limits)


def going(verdicts: list[Go | Hold]) -> list[tuple[int, ...]]:
    return [verdict.ids for verdict in verdicts if isinstance(verdict, Go)]


def test_what_is_scheduled_for_a_project_on_a_day_is_one_letter_in_its_order() -> None:
    verdicts = paced(waiting(1, "round_up"), waiting(2, "check_in"), waiting(3, "reminder"), waiting(4, "escalation"))
    assert going(verdicts) == [(4, 3, 2, 1)]


def test_overdue_comes_before_due() -> None:
    class Ranked(Facts):
        def __init__(self, rank: int) -> None:
            self.rank = rank

    due, overdue = (
        Waiting(i, Intent("reminder", "olivia", Ref("acme"), str(i)), BY_NAME["reminder"], Ranked(1 - i), NOON)
        for i in (0, 1)
    )
    assert going(paced(due, overdue)) == [(1, 0)]


def test_projects_keep_apart() -> None:
    assert going(paced(waiting(1, "check_in"), waiting(2, "check_in", "other"))) == [(1,), (2,)]


@pytest.mark.parametrize("letter", ["round_up", "digest"])
def test_what_asks_for_no_bare_word_comes_for_all_projects_at_once(letter: str) -> None:
    assert going(paced(waiting(1, letter), waiting(2, letter, "other"))) == [(1, 2)]


def test_a_project_whose_letters_take_a_bare_answer_keeps_its_own_mail() -> None:
    letters = (waiting(1, "round_up"), waiting(2, "round_up", "other"), waiting(3, "check_in", "other"))
    assert going(paced(*letters)) == [(1,), (3, 2)]


def test_a_mail_has_no_more_projects_than_mail_programs_show() -> None:
    letters = [waiting(n, "digest", f"p{n}") for n in range(1, 9)]
    assert going(paced(*letters)) == [(1, 2, 3, 4, 5, 6), (7, 8)]


@pytest.mark.parametrize("letter", ["receipt", "answer", "challenge", "blocked", "operator_alarm"])
def test_answers_and_alerts_do_not_wait_for_morning(letter: str) -> None:
    assert going(paced(waiting(1, letter), now=NIGHT)) == [(1,)]


@pytest.mark.parametrize("letter", ["approval", "review", "thanks", "question"])
def test_letters_that_nobody_waits_for_keep_to_the_day(letter: str) -> None:
    assert paced(waiting(1, letter), now=NIGHT) == [Hold((1,), utc("2026-12-05 06:00"))]


def test_before_seven_is_night_too() -> None:
    assert paced(waiting(1, "approval"), now=utc("2026-12-04 05:59")) == [Hold((1,), utc("2026-12-04 06:00"))]


def test_a_set_time_is_kept_whatever_the_hour() -> None:
    early = utc("2026-12-04 04:30")
    assert going(paced(waiting(1, "check_in", due=early), now=early)) == [(1,)]


def test_what_missed_its_set_time_does_not_come_at_night() -> None:
    assert paced(waiting(1, "check_in", due=NOON), now=NIGHT) == [Hold((1,), utc("2026-12-05 06:00"))]


def test_three_decisions_go_singly_and_the_rest_together_at_the_next_sitting() -> None:
    verdicts = paced(*(waiting(i, "review") for i in range(1, 6)))
    assert verdicts == [Go((1,)), Go((2,)), Go((3,)), Hold((4, 5), utc("2026-12-04 12:00"))]


def test_decisions_that_were_sent_today_count() -> None:
    sent = [("review", utc("2026-12-04 08:00")), ("question", utc("2026-12-04 09:00"))]
    assert paced(waiting(1, "review"), waiting(2, "review"), sent=sent) == [
        Go((1,)),
        Hold((2,), utc("2026-12-04 12:00")),
    ]


def test_yesterdays_decisions_do_not_count() -> None:
    sent = [("review", utc("2026-12-03 20:00"))] * 3
    assert going(paced(waiting(1, "review"), sent=sent)) == [(1,)]


def test_what_was_held_for_a_sitting_goes_together_project_by_project() -> None:
    sitting, sent = utc("2026-12-04 12:00"), [("review", NOON)] * 3
    held = [waiting(i, "review", project, due=NOON) for i, project in ((1, "acme"), (2, "other"), (3, "acme"))]
    assert paced(*held, sent=sent, now=sitting - timedelta(minutes=1)) == [Hold((1, 2, 3), sitting)]
    assert going(paced(*held, sent=sent, now=sitting)) == [(1, 3, 2)]
    assert going(paced(*held, sent=sent, now=sitting + timedelta(hours=2))) == [(1, 3, 2)]


def test_news_of_what_somebody_wrote_themselves_goes_with_their_receipt() -> None:
    caused = [
        replace(one, intent=replace(one.intent, cause=7)) for one in (waiting(1, "receipt"), waiting(2, "completion"))
    ]
    assert going(paced(*caused, waiting(3, "completion"), now=NIGHT)) == [(1, 2)]


def test_after_the_last_sitting_decisions_come_in_the_morning() -> None:
    now, sent = utc("2026-12-04 16:30"), [("review", NOON)] * 3
    assert paced(waiting(1, "review", due=now), sent=sent, now=now) == [Hold((1,), utc("2026-12-05 08:00"))]


def test_an_urgent_question_goes_at_once() -> None:
    assert going(paced(waiting(1, "question", urgent=True), now=NIGHT, sent=[("review", NOON)] * 9)) == [(1,)]


def test_a_digest_that_was_asked_for_goes_at_once() -> None:
    assert going(paced(waiting(1, "digest", now=True), now=NIGHT)) == [(1,)]


def test_receipts_go_one_by_one_until_they_are_many() -> None:
    verdicts = paced(*(waiting(i, "receipt") for i in range(1, 7)))
    assert going(verdicts) == [(1,), (2,), (3, 4, 5, 6)]


def test_the_fourth_receipt_in_half_an_hour_waits_to_be_joined() -> None:
    sent = [("receipt", NOON - timedelta(minutes=m)) for m in (20, 10, 5)]
    assert paced(waiting(1, "receipt"), sent=sent) == [Hold((1,), NOON + timedelta(minutes=10))]


def test_receipts_are_never_joined_where_the_limit_is_none() -> None:
    verdicts = paced(*(waiting(i, "receipt") for i in range(9)), limits=PaceLimits(join_receipts_after=0))
    assert going(verdicts) == [(i,) for i in range(9)]


def test_a_persons_day_has_room_for_so_many() -> None:
    sent = [("approval", NOON - timedelta(hours=1))] * 11
    verdicts = paced(waiting(1, "check_in"), waiting(2, "check_in", "other"), waiting(3, "receipt"), sent=sent)
    assert sorted(going(verdicts)) == [(1,), (3,)]
    assert Hold((2,), utc("2026-12-05 06:00")) in verdicts


NAMES = [letter.name for letter in LETTERS]


@given(
    letters=st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(["acme", "other"])), max_size=25),
    sent=st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 1440)), max_size=20),
    minute=st.integers(0, 2879),
    cap=st.integers(0, 5),
)
def test_every_letter_gets_exactly_one_verdict_and_is_held_for_later_only(
    letters: list[tuple[str, str]], sent: list[tuple[str, int]], minute: int, cap: int
) -> None:
    now = NOON + timedelta(minutes=minute)
    due = [waiting(i, name, project, now) for i, (name, project) in enumerate(letters)]
    before = [(name, now - timedelta(minutes=ago)) for name, ago in sent]
    verdicts = pace(due, OLIVIA, before, now, PaceLimits(per_day=cap))
    assert sorted(i for verdict in verdicts for i in verdict.ids) == list(range(len(letters)))
    assert all(
        now < verdict.until <= now + timedelta(days=1, hours=7) for verdict in verdicts if isinstance(verdict, Hold)
    )
