"""State is the fold of the records: one by one or all at once, with whatever was undone left out."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailflow.domain.fold import STEPS, fold, fold_all, undone_by
from mailflow.domain.milestone import Milestone, Side, State
from mailflow.domain.people import Role
from mailflow.domain.project import CheckIn, ProjectState, Ref, Routines
from mailflow.domain.record import Json, Record
from mailflow.domain.snapshot import Snapshot
from mailflow.domain.steps.routines import routines_data, routines_from

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
CODE = "acme-site"


Line = tuple[str, int | None, str | None, dict[str, Json]]


def record(seq: int, kind: str, number: int | None = None, person: str | None = None, **data: Json) -> Record:
    return of(seq, (kind, number, person, data))


ABOUT = {"question": "question", "answer": "question", "meet": "meeting", "rsvp": "meeting"}


def of(seq: int, line: Line) -> Record:
    kind, number, person, data = line
    about = Ref(CODE, ABOUT.get(kind, "milestone"), number)
    return Record(seq, NOW + timedelta(hours=seq), kind, about, person, message=seq if person else None, data=data)


def ledger(*lines: Line) -> list[Record]:
    return [of(seq, line) for seq, line in enumerate(lines, 1)]


OPENING = ledger(
    ("project", None, None, {"title": "Acme", "zone": "Europe/Berlin", "vision": "Fast."}),
    ("member", None, None, {"person": "olga", "role": "owner"}),
    ("member", None, None, {"person": "dana", "role": "contractor"}),
    ("milestone", 1, None, {"title": "Design", "due": "2026-12-04", "assignee": "dana", "tasks": ["a", "b"]}),
    ("milestone", 2, None, {"title": "Build", "due": "2026-12-11", "assignee": "dana", "amount": "1200.00"}),
)


def after(*lines: Line) -> Snapshot:
    """The project after its opening and then those records."""
    return fold_all(CODE, [*OPENING, *(of(seq, line) for seq, line in enumerate(lines, len(OPENING) + 1))])


def first(*lines: Line) -> Milestone:
    return after(*lines).milestones[1]


DONE = ("done", 1, "dana", {"text": "done"})
BLOCKED = ("blocked", 1, "dana", {"reason": "no logo", "side": "owner"})
REQUEST = ("date_request", 1, "dana", {"date": "2026-12-09", "reason": "ill"})


def test_an_opening_is_people_and_planned_milestones() -> None:
    snapshot = after()
    assert (snapshot.title, snapshot.zone, snapshot.vision, snapshot.seq) == ("Acme", "Europe/Berlin", "Fast.", 5)
    assert (snapshot.role("olga"), snapshot.role("dana"), snapshot.role("x")) == (Role.OWNER, Role.CONTRACTOR, None)
    assert [m.state for m in snapshot.milestones.values()] == [State.PLANNED, State.PLANNED]
    assert snapshot.milestones[2].amount == Decimal("1200.00")
    assert snapshot.milestones[1].first_due == date(2026, 12, 4)


@pytest.mark.parametrize(
    ("records", "state"),
    [
        ([], State.PLANNED),
        ([("start", 1, "dana", {})], State.STARTED),
        ([("progress", 1, "dana", {"percent": 60})], State.STARTED),
        ([("task_done", 1, "dana", {"task": 1})], State.STARTED),
        ([("blocked", 1, "dana", {"reason": "x", "side": "owner"})], State.PLANNED),
        ([DONE], State.SUBMITTED),
        ([DONE, ("progress", 1, "dana", {"percent": 100})], State.SUBMITTED),
        ([DONE, ("revise", 1, "olga", {"corrections": ["x"]})], State.REVISING),
        ([DONE, ("revise", 1, "olga", {"corrections": ["x"]}), DONE], State.SUBMITTED),
        ([DONE, ("approve", 1, "olga", {})], State.APPROVED),
        ([DONE, ("approve", 1, "olga", {}), ("paid", 1, "olga", {})], State.PAID),
        ([("cancel", 1, "olga", {"reason": "x"})], State.CANCELLED),
        ([("unheard_of", 1, "dana", {})], State.PLANNED),
    ],
)
def test_a_milestone_goes_its_way(records: list[Line], state: State) -> None:
    assert first(*records).state is state
    assert after(*records).milestones[2].state is State.PLANNED


def test_progress_keeps_its_percentage_where_none_is_given() -> None:
    milestone = first(("progress", 1, "dana", {"percent": 60}), ("progress", 1, "dana", {"text": "footer left"}))
    assert (milestone.percent, milestone.last_report) == (60, "footer left")


def test_a_ticked_task_stays_ticked_when_the_list_changes() -> None:
    milestone = first(("task_done", 1, "dana", {"task": 2}), ("milestone", 1, None, {"tasks": ["new", "b"]}))
    assert [(task.title, task.done) for task in milestone.tasks] == [("new", False), ("b", True)]
    assert milestone.title == "Design"


@pytest.mark.parametrize("task", [0, 3, -1])
def test_a_task_that_is_not_there_ticks_nothing(task: int) -> None:
    assert first(("task_done", 1, "dana", {"task": task})).tasks_done == 0


def test_a_blocker_is_lifted_by_hand_by_done_and_by_approval() -> None:
    blocker = first(BLOCKED).blocker
    assert blocker is not None
    assert (blocker.reason, blocker.by, blocker.side) == ("no logo", "dana", Side.OWNER)
    for lifting in (("unblocked", 1, "dana", {}), DONE, ("approve", 1, "olga", {}), ("cancel", 1, "olga", {})):
        assert first(BLOCKED, lifting).blocker is None


@pytest.mark.parametrize(
    ("decision", "due"),
    [
        (("accept_date", 1, "olga", {"date": "2026-12-09"}), date(2026, 12, 9)),
        (("move", 1, "olga", {"date": "2026-12-10"}), date(2026, 12, 10)),
        (("keep_date", 1, "olga", {}), date(2026, 12, 4)),
    ],
)
def test_only_the_owner_moves_a_date(decision: Line, due: date) -> None:
    asked = first(REQUEST)
    assert (asked.due, asked.request is not None) == (date(2026, 12, 4), True)
    decided = first(REQUEST, decision)
    assert (decided.due, decided.request, decided.first_due) == (due, None, date(2026, 12, 4))


def test_a_revision_counts_and_may_set_a_date() -> None:
    revised = first(DONE, ("revise", 1, "olga", {"corrections": ["logo", "font"], "date": "2026-12-07"}))
    assert ([c.text for c in revised.corrections], revised.revisions) == (["logo", "font"], 1)
    assert (revised.due, revised.submitted_at) == (date(2026, 12, 7), None)


def test_a_question_is_open_until_it_is_answered() -> None:
    asked = ("question", 4, "dana", {"text": "Which font?", "milestone": 1})
    assert [q.number for q in after(asked).open_questions()] == [4]
    answered = after(asked, ("answer", 4, "olga", {"text": "Inter"}))
    assert answered.open_questions() == ()
    assert (answered.questions[4].answer, answered.questions[4].answered_by) == ("Inter", "olga")


def test_an_agreement_is_accepted_in_one_version() -> None:
    offered = ("agreement", None, None, {"version": 2, "scope": "All", "auto_approve_after": 10})
    snapshot = after(offered, ("agree", None, "dana", {"version": 2, "hash": "abc"}))
    assert snapshot.agreement is not None
    assert (snapshot.agreement.version, snapshot.agreement.auto_approve_after) == (2, 10)
    assert (snapshot.accepted["dana"].version, snapshot.accepted["dana"].message) == (2, 7)


def test_who_left_and_came_back_begins_anew() -> None:
    left = ("left", None, None, {"person": "dana"})
    back = ("member", None, None, {"person": "dana", "role": "observer"})
    invited = ("invited", None, None, {"person": "dana"})
    assert after(invited).members["dana"].invited
    assert after(left).role("dana") is None
    returned = after(invited, left, back).members["dana"]
    assert (returned.role, returned.invited, returned.until) == (Role.OBSERVER, False, None)
    assert after(invited, back).members["dana"].invited


CALL: dict[str, Json] = {
    "uid": "u.1.acme",
    "starts": "2026-12-08T08:00:00+00:00",
    "length": 30,
    "people": ["olga", "dana"],
    "by": "olga",
    "sequence": 0,
}
YES: Line = ("rsvp", 1, "dana", {"answer": "accepted", "stamp": "2026-12-05T08:00:00+00:00"})
LATER: dict[str, Json] = {**CALL, "starts": "2026-12-09T08:00:00+00:00", "sequence": 1}


@pytest.mark.parametrize(
    ("records", "answered"),
    [
        ([("meet", 1, "olga", CALL), YES], {"dana"}),
        ([("meet", 1, "olga", CALL), YES, ("meet", 1, "olga", {**CALL, "text": "more", "sequence": 1})], {"dana"}),
        ([("meet", 1, "olga", CALL), YES, ("meet", 1, "olga", LATER)], set()),
        ([YES], None),
    ],
)
def test_an_answer_holds_for_the_time_that_it_was_given_for(records: list[Line], answered: set[str] | None) -> None:
    found = after(*records).meetings.get(1)
    assert (None if found is None else set(found.replies)) == answered


def test_what_a_calendar_says_is_no_report() -> None:
    assert after(("meet", 1, "olga", CALL), YES).members["dana"].reported_at is None


@pytest.mark.parametrize(
    ("kinds", "state"),
    [
        (("pause_project",), ProjectState.PAUSED),
        (("pause_project", "resume_project"), ProjectState.ACTIVE),
        (("close_project",), ProjectState.CLOSED),
        (("close_project", "resume_project"), ProjectState.ACTIVE),
    ],
)
def test_a_project_pauses_closes_and_resumes(kinds: tuple[str, ...], state: ProjectState) -> None:
    snapshot = after(*((kind, None, "olga", {}) for kind in kinds))
    assert snapshot.state is state
    assert (snapshot.closed_at is not None) is (state is ProjectState.CLOSED)


def test_only_what_somebody_wrote_counts_as_a_report() -> None:
    assert after().members["dana"].reported_at is None
    assert after(DONE).members["dana"].reported_at == NOW + timedelta(hours=6)
    assert after(DONE).members["olga"].reported_at is None


def undo(seq: int, undoes: int) -> Record:
    return replace(record(seq, "undo", None, person="dana"), undoes=undoes)


def test_an_undo_takes_back_and_an_undone_undo_does_not() -> None:
    done = record(6, "done", 1, person="dana")
    assert fold_all(CODE, [*OPENING, done, undo(7, 6)]).milestones[1].state is State.PLANNED
    again = fold_all(CODE, [*OPENING, done, undo(7, 6), undo(8, 7)])
    assert (again.milestones[1].state, again.seq) == (State.SUBMITTED, 8)


def test_undone_is_what_a_standing_undo_names() -> None:
    chain = [record(1, "done", 1), undo(2, 1), undo(3, 2), undo(4, 3)]
    assert undone_by(chain[:1]) == set()
    assert undone_by(chain[:2]) == {1}
    assert undone_by(chain[:3]) == {2}
    assert undone_by(chain) == {1, 3}


def test_an_undo_takes_back_nothing_that_is_yet_to_come() -> None:
    early = [*OPENING, undo(6, 7), record(7, "done", 1, person="dana")]
    assert fold_all(CODE, early).milestones[1].state is State.SUBMITTED
    assert undone_by([undo(6, 6)]) == set()


def test_routines_come_back_as_they_were_written() -> None:
    routines = Routines(check_in=CheckIn(on=None), digest=None, meeting=None)
    assert routines_from(routines_data(routines)) == routines
    assert after(("project", None, None, {"routines": dict(routines_data(routines))})).routines == routines


texts = st.text(max_size=5)
day = st.dates(date(2026, 1, 1), date(2027, 1, 1)).map(date.isoformat)
payload = st.fixed_dictionaries(
    {
        "title": texts, "text": texts, "reason": texts, "due": day, "date": day, "version": st.integers(1, 3),
        "person": st.sampled_from(["dana", "olga", "lee"]), "role": st.sampled_from([r.value for r in Role]),
        "side": st.sampled_from(["owner", "contractor"]), "task": st.integers(0, 3),
        "percent": st.one_of(st.none(), st.integers(0, 100)), "corrections": st.lists(texts, max_size=2),
        "tasks": st.lists(texts, max_size=2),
        "uid": st.just("u"),
        "starts": st.sampled_from(["2026-12-08T08:00:00+00:00", "2026-12-09T08:00:00+00:00"]),
        "stamp": st.just("2026-12-05T08:00:00+00:00"),
        "answer": st.sampled_from(["accepted", "declined", "tentative"]),
        "length": st.just(30),
        "people": st.just(["olga", "dana"]),
        "by": st.just("olga"),
        "sequence": st.integers(0, 3),
    }
)  # fmt: skip
kinds = st.sampled_from([*STEPS, "note", "unheard_of"])
people = st.sampled_from([None, "dana", "olga", "stranger"])


@st.composite
def ledgers(draw: st.DrawFn, *, undoing: bool) -> list[Record]:
    """Any records whatever, whether they make sense or not."""
    found = list(OPENING)
    for seq in range(len(found) + 1, len(found) + 1 + draw(st.integers(0, 12))):
        one = of(seq, (draw(kinds), draw(st.integers(0, 4)), draw(people), draw(payload)))
        if undoing and draw(st.booleans()):
            one = undo(seq, draw(st.integers(1, seq - 1)))
        found.append(one)
    return found


@given(ledgers(undoing=False))
def test_folding_one_by_one_is_folding_all(records: list[Record]) -> None:
    snapshot = Snapshot(CODE)
    for one in records:
        snapshot = fold(snapshot, one)
    assert snapshot == fold_all(CODE, records)


@given(ledgers(undoing=True))
def test_what_was_undone_counts_as_never_written(records: list[Record]) -> None:
    gone = undone_by(records)
    standing = [one for one in records if one.seq not in gone and one.kind != "undo"]
    assert replace(fold_all(CODE, records), seq=0) == replace(fold_all(CODE, standing), seq=0)


@given(ledgers(undoing=True), st.data())
def test_undoing_an_undo_is_as_if_neither_had_been(records: list[Record], data: st.DataObject) -> None:
    last = len(records)
    target = data.draw(st.integers(1, last))
    both = [*records, undo(last + 1, target), undo(last + 2, last + 1)]
    assert replace(fold_all(CODE, both), seq=0) == replace(fold_all(CODE, records), seq=0)


@given(ledgers(undoing=True))
def test_the_number_of_a_snapshot_is_that_of_its_last_record(records: list[Record]) -> None:
    assert fold_all(CODE, records).seq == len(records)


@given(ledgers(undoing=True))
def test_a_record_changes_no_milestone_but_its_own(records: list[Record]) -> None:
    *before, last = records
    old, new = fold_all(CODE, before).milestones, fold_all(CODE, records).milestones
    if last.undoes is None:
        assert {n for n in new if new[n] != old.get(n)} <= {last.about.number or 0}
