"""What letters say, and when they are no longer needed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from mailflow.domain.letter import Intent
from mailflow.domain.milestone import Blocker, DateRequest, Milestone, Side, State
from mailflow.domain.people import Person, Role
from mailflow.domain.project import Acceptance, Agreement, AppreciationMode, CheckIn, Question, Ref, Routines
from mailflow.domain.record import Json, Record
from mailflow.domain.snapshot import Snapshot
from mailflow.letters import BY_NAME
from mailflow.letters.money import money
from mailflow.letters.sample_project import NOW, finished, sample
from mailflow.mail.compose import Head
from mailflow.mail.mail_parts import Part
from mailflow.mail.wording import Wording
from tests.letters.desk import DANA, LEE, OLIVIA, composer, milestone, page, project, submitted, utc

FRIDAY = utc("2026-12-04 08:00")


def facts(
    letter: str,
    snapshot: Snapshot,
    to: str = "dana",
    number: int | None = None,
    now: datetime = FRIDAY,
    kind: str = "milestone",
    **given: Json,
) -> Any:
    about = Ref(snapshot.code) if number is None else Ref(snapshot.code, kind, number)
    return BY_NAME[letter].facts(snapshot, Intent(letter, to, about, "o", given), now)


def record(seq: int, kind: str, at: str, number: int = 1, person: str = "dana", **data: Json) -> Record:
    return Record(seq, utc(at), kind, Ref("acme-site", "milestone", number), person, message=seq, data=data)


def away(person: Person) -> Person:
    return replace(person, away_from=date(2026, 12, 1), away_until=date(2026, 12, 20))


# -- nobody is bothered in vain


@pytest.mark.parametrize(
    "quiet", [{"away_from": date(2026, 12, 1)}, {"snoozed_until": date(2026, 12, 9)}, {"paused": True}]
)
@pytest.mark.parametrize("letter", ["check_in", "reminder"])
def test_who_wants_quiet_gets_nothing_scheduled(letter: str, quiet: Mapping[str, object]) -> None:
    people = (OLIVIA, replace(DANA, **quiet), LEE)  # type: ignore[arg-type]
    number = 1 if letter == "reminder" else None
    assert facts(letter, project(milestone(1), people=people), number=number) is None
    assert facts(letter, project(milestone(1)), number=number) is not None


def test_whose_work_all_waits_on_the_owner_gets_no_check_in() -> None:
    assert facts("check_in", project(submitted("2026-12-03 10:00"))) is None


def test_a_check_in_shows_what_waits_apart() -> None:
    found = facts("check_in", project(milestone(1), submitted("2026-12-03 10:00", 2)))
    assert [one.shown.number for one in found.work] == [1]
    assert [one.number for one in found.waiting] == [2]
    assert [ref.number for ref in found.shows if ref.kind == "milestone"] == [1]


WAITING_ON_OWNER = [
    {"request": DateRequest(date(2026, 12, 9), "dana", FRIDAY)},
    {"blocker": Blocker("key", FRIDAY, "dana", Side.OWNER)},
]


@pytest.mark.parametrize("fields", [*WAITING_ON_OWNER, {"state": State.SUBMITTED}, {"assignee": "lee"}])
def test_a_reminder_is_withdrawn_the_moment_it_is_not_needed(fields: Mapping[str, object]) -> None:
    assert facts("reminder", project(milestone(1, **fields)), number=1) is None


def test_a_question_stops_the_clock_after_one_working_day_of_the_owners() -> None:
    def asked(at: str) -> Snapshot:
        return project(milestone(1), questions={1: Question(1, "which?", "dana", utc(at), milestone=1)})

    assert facts("reminder", asked("2026-12-04 07:00"), number=1) is not None
    assert facts("reminder", asked("2026-12-03 07:00"), number=1) is None


def test_who_was_given_work_past_its_date_is_not_reminded_before_there_is_a_new_one() -> None:
    late = milestone(1, "2026-12-01")
    assigned = record(5, "assign", "2026-12-03 10:00", person="olivia")
    assert facts("reminder", project(late, recent=(assigned,)), number=1) is None
    moved = record(6, "move", "2026-12-03 11:00", person="olivia")
    assert facts("reminder", project(late, recent=(assigned, moved)), number=1) is not None


def test_escalation_is_announced_by_the_reminders_before_it_and_not_after() -> None:
    due = project(milestone(1, "2026-12-04"))
    assert facts("reminder", due, number=1).escalates == date(2026, 12, 8)
    assert facts("reminder", due, number=1, now=utc("2026-12-07 01:00")).escalates == date(2026, 12, 8)
    assert facts("reminder", due, number=1, now=utc("2026-12-09 01:00")).escalates is None
    assert facts("reminder", due, number=1, now=utc("2026-12-02 01:00")).escalates is None


# -- escalation


def test_an_escalation_says_what_was_heard_last() -> None:
    late = project(milestone(1, "2026-12-01", reported_at=utc("2026-11-30 09:00"), last_report="half"))
    intent = Intent("escalation", "olivia", Ref("acme-site", "milestone", 1), "o", {"kind": "overdue"})
    told: Any = BY_NAME["escalation"].facts(late, intent, FRIDAY)
    assert (told.report, told.copy, told.name) == ("half", False, "Dana Kim")


def _silence(heard: str, now: str) -> Any:
    intent = Intent("escalation", "olivia", Ref("acme-site"), "o", {"kind": "silent", "who": "dana"})
    return BY_NAME["escalation"].facts(project(milestone(1), heard=heard), intent, utc(now))


def test_two_missed_check_ins_are_told_once() -> None:
    assert _silence("2026-11-17 10:00", "2026-11-24 08:00") is None
    assert _silence("2026-11-17 10:00", "2026-12-01 08:00") is not None
    assert _silence("2026-11-17 10:00", "2026-12-08 08:00") is None
    assert _silence("2026-11-24 10:00", "2026-12-01 08:00") is None


def test_an_escalation_never_says_that_somebody_has_not_answered() -> None:
    for name in ("escalation", "escalation-copy", "escalation-silent"):
        assert "not answered" not in page(name).text


# -- round-up


def _reported(shared: bool) -> Snapshot:
    return project(
        milestone(1, amount=500, currency="EUR", percent=40, state=State.STARTED),
        milestone(2, who="lee"),
        recent=(
            record(5, "progress", "2026-12-01 05:00", percent=40, text="half of it", shared=shared),
            record(6, "revise", "2026-12-01 06:00", person="olivia", corrections=["x"]),
            record(7, "question", "2026-12-01 07:00", text="why?"),
        ),
        heard="2026-12-01 05:00",
    )


def test_peers_hear_changes_of_state_and_what_was_written_to_be_shared() -> None:
    found = facts("round_up", _reported(shared=True), "lee", day="2026-11-30", now=utc("2026-12-02 08:00"))
    assert [(r.who, [s.text for m in r.moves for s in m.steps]) for r in found.reports] == [
        ("Dana Kim", ["{percent} %"])
    ]
    assert found.reports[0].moves[0].report == "half of it"
    assert found.concerns == ()


def test_peers_never_read_what_was_not_written_to_be_shared() -> None:
    found = facts("round_up", _reported(shared=False), "lee", day="2026-11-30", now=utc("2026-12-02 08:00"))
    assert found.reports[0].moves[0].report == ""


def test_owners_read_everything() -> None:
    found = facts("round_up", _reported(shared=False), "olivia", day="2026-11-30", now=utc("2026-12-02 08:00"))
    assert found.reports[0].moves[0].report == "half of it"
    assert [c.text for c in found.concerns] == ["why?"]


def test_whoever_does_not_share_is_not_told_of() -> None:
    snapshot = _reported(shared=True)
    members = {**snapshot.members, "dana": replace(snapshot.members["dana"], peers=False)}
    found = facts("round_up", replace(snapshot, members=members), "lee", day="2026-11-30", now=utc("2026-12-02 08:00"))
    assert found is None or all(r.who != "Dana Kim" for r in found.reports)


def test_late_answers_are_in_the_next_round_up() -> None:
    late = project(
        milestone(1),
        milestone(2, who="lee"),
        recent=(record(5, "start", "2026-11-25 05:00"),),
        heard="2026-12-01 05:00",
    )
    found = facts("round_up", late, "lee", day="2026-11-30", now=utc("2026-12-02 08:00"))
    assert [r.who for r in found.reports] == ["Dana Kim"]


@pytest.mark.parametrize("name", ["round_up", "status-list", "check_in", "bundle"])
def test_amounts_are_never_shown_to_peers(name: str) -> None:
    text = page(name).text
    assert "€3,000" not in text
    assert "€600" not in text


# -- digest


def test_a_digest_lists_ten_decisions_and_counts_the_rest() -> None:
    snapshot = project(*(submitted("2026-12-03 10:00", n) for n in range(1, 15)))
    found = facts("digest", snapshot, "olivia")
    assert (len(found.decisions), found.more) == (10, 4)


def test_what_waited_longest_comes_first() -> None:
    snapshot = project(submitted("2026-12-03 10:00", 1), submitted("2026-12-01 10:00", 2))
    assert [d.about.number for d in facts("digest", snapshot, "olivia").decisions] == [2, 1]


def test_an_observer_reads_no_decisions_and_no_money() -> None:
    snapshot = sample()
    observing = {**snapshot.members, "olivia": replace(snapshot.members["olivia"], role=Role.OBSERVER)}
    found = facts("digest", replace(snapshot, members=observing), "olivia", now=NOW)
    assert (found.decisions, found.money) == ((), ())
    assert found.moved


def test_a_week_without_a_digest_is_joined_to_the_next() -> None:
    assert facts("digest", project(people=(away(OLIVIA), DANA)), "olivia", now=utc("2026-12-18 15:00")) is None
    later = facts("digest", project(people=(away(OLIVIA), DANA)), "olivia", now=utc("2026-12-25 15:00"))
    assert later.since == utc("2026-12-11 15:00")


def test_what_was_undone_has_not_moved() -> None:
    done = record(5, "done", "2026-12-03 10:00")
    undo = Record(6, utc("2026-12-03 11:00"), "undo", Ref("acme-site"), "dana", undoes=5)
    assert [m.number for m in facts("digest", project(milestone(1), recent=(done,)), "olivia").moved] == [1]
    assert facts("digest", project(milestone(1), recent=(done, undo)), "olivia").moved == ()


def test_whoever_had_no_word_for_three_weeks_is_named() -> None:
    late = utc("2026-12-11 15:00")
    snapshot = project(milestone(1), milestone(2, who="lee"), recent=(record(5, "approve", "2026-12-03 10:00", 1),))
    assert facts("digest", snapshot, "olivia", now=late).unpraised == ("Lee Moreno",)


def test_money_is_kept_apart_by_currency() -> None:
    one = milestone(1, amount=Decimal(100), currency="EUR", state=State.PAID)
    two = milestone(2, amount=Decimal(200), currency="EUR", state=State.APPROVED)
    three = milestone(3, amount=Decimal(50), currency="USD")
    gone = milestone(4, amount=Decimal(999), currency="EUR", state=State.CANCELLED)
    euros, dollars = money([one, two, three, gone])
    assert (euros.agreed, euros.approved, euros.paid, euros.due, euros.open) == (300, 300, 100, 200, 0)
    assert (dollars.currency, dollars.open) == ("USD", 50)


# -- what was caused is withdrawn with its cause


def test_a_review_is_withdrawn_where_the_submission_was_taken_back() -> None:
    assert facts("review", project(milestone(1)), "olivia", 1) is None


def test_an_approval_is_withdrawn_where_it_was_taken_back() -> None:
    assert facts("approval", project(submitted("2026-12-03 10:00")), "dana", 1) is None


def test_a_date_request_is_withdrawn_where_another_date_was_asked_for() -> None:
    asked = milestone(1, request=DateRequest(date(2026, 12, 9), "dana", FRIDAY))
    assert facts("date_request", project(asked), "olivia", 1, date="2026-12-09", by="dana") is not None
    assert facts("date_request", project(asked), "olivia", 1, date="2026-12-10", by="dana") is None


def test_a_question_is_withdrawn_where_it_was_answered() -> None:
    answered = Question(1, "which?", "dana", FRIDAY, answer="that", answered_by="olivia", answered_at=FRIDAY)
    assert facts("question", project(questions={1: answered}), "olivia", 1, kind="question") is None
    assert facts("answer", project(questions={1: answered}), "dana", 1, kind="question", by="olivia").text == "that"


def test_completion_needs_all_of_it() -> None:
    assert facts("completion", project(milestone(1)), "dana") is None
    mine = facts("completion", finished(), "dana", now=NOW)
    assert {m.who for m in mine.milestones} == {"Dana Kim"}
    assert len(facts("completion", finished(), "olivia", now=NOW).milestones) == 7


def approved_on(at: str, number: int, assignee: str, **fields: Any) -> Milestone:
    fields = {"submitted_at": utc(at), "first_submitted_at": utc(at), **fields}
    return milestone(number, who=assignee, state=State.APPROVED, approved_at=utc(at), **fields)


CREW = (approved_on("2026-12-01 05:00", 1, "dana"), approved_on("2026-12-01 06:00", 2, "lee"))
SENT_BACK = record(9, "revise", "2026-12-01 10:00", person="olivia", corrections=["the logo"])


@pytest.mark.parametrize(
    ("milestones", "more", "commended"),
    [
        (CREW, {}, 2),
        (CREW[:1], {}, 0),
        ((*CREW, approved_on("2026-11-20 06:00", 3, "lee")), {}, 2),
        ((*CREW, approved_on("2026-12-01 06:00", 3, "lee", due="2026-11-27")), {}, 0),
        (CREW, {"recent": (SENT_BACK,)}, 0),
        (CREW, {"routines": Routines(appreciation=AppreciationMode.DRAFT)}, 0),
    ],
    ids=["all on time", "one alone", "an older one", "one late", "one sent back", "drafted only"],
)
def test_a_crew_is_commended_for_facts_and_never_beside_a_complaint(
    milestones: tuple[Milestone, ...], more: dict[str, Any], commended: int
) -> None:
    snapshot = project(*milestones, milestone(8, who="lee"), **more)
    found = facts("round_up", snapshot, "dana", day="2026-11-30", now=utc("2026-12-02 08:00"))
    assert len(found.kept) == commended


def test_who_is_not_shown_to_peers_is_not_commended_before_them() -> None:
    snapshot = project(*CREW, milestone(8, who="lee"))
    members = {**snapshot.members, "lee": replace(snapshot.members["lee"], peers=False)}
    hidden = replace(snapshot, members=members)
    when = utc("2026-12-02 08:00")
    assert not facts("round_up", hidden, "dana", day="2026-11-30", now=when).kept
    assert len(facts("round_up", hidden, "olivia", day="2026-11-30", now=when).kept) == 2


def test_praise_is_left_out_where_the_project_does_not_want_it() -> None:
    approved = milestone(1, state=State.APPROVED, approved_at=FRIDAY)
    merit: Json = {"early_days": 3, "on_time": True, "streak": 4}
    assert facts("approval", project(approved), "dana", 1, by="olivia", appreciation=merit).early == 3
    plain = Routines(appreciation=AppreciationMode.OFF)
    assert facts("approval", project(approved, routines=plain), "dana", 1, by="olivia", appreciation=merit).early == 0


def test_who_has_agreed_is_not_asked_again() -> None:
    agreement = Agreement(2, "work")
    old, new = Acceptance(1, FRIDAY, "x"), Acceptance(2, FRIDAY, "x")
    assert facts("invitation", project(agreement=agreement, accepted={"dana": old}), again=True) is not None
    assert facts("invitation", project(agreement=agreement, accepted={"dana": new}), again=True) is None


def test_silence_approves_on_days_on_which_some_owner_works() -> None:
    agreement = Agreement(1, auto_approve_after=3)
    waiting = submitted("2026-12-03 10:00")
    found = facts("review", project(waiting, agreement=agreement), "olivia", 1, by="dana")
    assert found.counts_as_approved == date(2026, 12, 8)
    gone = replace(OLIVIA, away_from=date(2026, 12, 4), away_until=date(2026, 12, 6))
    found = facts("review", project(waiting, agreement=agreement, people=(gone, DANA)), "olivia", 1, by="dana")
    assert found.counts_as_approved == date(2026, 12, 9)


def test_a_daily_check_in_counts_missed_days() -> None:
    routines = Routines(check_in=CheckIn(on=None))
    snapshot = project(milestone(1), routines=routines, heard="2026-12-01 05:00")
    assert facts("digest", snapshot, "olivia", now=utc("2026-12-04 15:00")).silent == ("Dana Kim",)


# -- answers


def test_a_choice_says_what_it_would_mean() -> None:
    asked: Json = {"line": "hm", "reason": "unclear", "choices": ["done 1", "60% on 1", "answer Q3: ", "approve 9"]}
    found = facts("clarification", project(milestone(1)), items=[], unclear=[asked])
    wording = Wording("UTC", utc("2026-12-04 15:00"))
    assert [(wording.purpose(o), wording.shown(o)) for o in found.unclear[0].offers] == [
        ("if “Work 1” is finished", "DONE 1"),
        ("if “Work 1” is under way", "60% on 1"),
        ("to answer", "ANSWER Q3: …"),
        ("if you meant this", "APPROVE 9"),
    ]


def test_a_receipt_outside_any_project_can_be_written() -> None:
    found = BY_NAME["receipt"].facts(Snapshot(""), Intent("receipt", "dana", Ref(""), "o", {"items": []}), FRIDAY)
    assert found is not None


@pytest.mark.parametrize("language", ["en", "de"])
def test_an_owner_is_told_in_their_language_what_somebody_would_take_back(language: str) -> None:
    asked = project(milestone(1), questions={1: Question(1, "UNDO: Work 1", "dana", FRIDAY, milestone=1)})
    found = facts("question", asked, "olivia", 1, kind="question", takes_back=True)
    head = Head("a" * 39, replace(OLIVIA, language=language), FRIDAY)
    text = composer().render([Part("question", found)], head).text
    assert {"en": "would like to take this back", "de": "möchte dies zurücknehmen"}[language] in " ".join(text.split())
