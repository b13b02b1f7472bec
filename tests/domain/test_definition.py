"""The file is a proposal: what it would change is said in words, and nothing where it agrees with the record."""

from dataclasses import replace
from datetime import UTC, date, datetime

from mailflow.domain.definition import Definition, Difference, Participant, Promise, differences, recorded, started
from mailflow.domain.fold import fold
from mailflow.domain.milestone import State
from mailflow.domain.people import Role
from mailflow.domain.project import Agreement, Ref, Routines
from mailflow.domain.record import Change, Record
from mailflow.domain.snapshot import Snapshot

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
DANA = Participant("dana", "Dana Kim", ("dana@studio.example",), Role.CONTRACTOR, zone="Asia/Manila")
LEE = Participant("lee", "Lee Okafor", ("lee@frontend.example",), Role.CONTRACTOR)
OLIVIA = Participant("olivia", "Olivia Brandt", ("olivia@acme.example",), Role.OWNER)
DESIGN = Promise(1, "Homepage design", date(2026, 12, 4), assignee="dana", tasks=("Hero image",))
FILE = Definition(
    "acme-site",
    "Acme website",
    "Europe/Berlin",
    agreement=Agreement(1, "All of it"),
    people=(OLIVIA, DANA, LEE),
    milestones=(DESIGN, Promise(2, "Launch", date(2026, 12, 20), assignee="lee")),
)
STARTED = started(FILE, NOW)


def changed(definition: Definition, snapshot: Snapshot = STARTED) -> list[Difference]:
    return list(differences(definition, snapshot, snapshot.people))


def after(snapshot: Snapshot, found: list[Difference]) -> Snapshot:
    for difference in found:
        if difference.change is not None:
            snapshot = recorded_once(snapshot, difference.change)
        if difference.person is not None:
            snapshot = replace(snapshot, people={**snapshot.people, difference.person.id: difference.person})
    return snapshot


def recorded_once(snapshot: Snapshot, change: Change) -> Snapshot:
    return fold(snapshot, Record(snapshot.seq + 1, NOW, change.kind, change.about, change.person, data=change.data))


def with_milestone(stated: Promise) -> Definition:
    return replace(FILE, milestones=(stated, *FILE.milestones[1:]))


def test_a_new_project_is_people_project_members_agreement_milestones_in_that_order() -> None:
    found = differences(FILE, Snapshot("acme-site"), {})
    kinds = ["person" if d.change is None else d.change.kind for d in found]
    assert kinds == ["person"] * 3 + ["project"] + ["member"] * 3 + ["agreement"] + ["milestone"] * 2


def test_applying_twice_changes_nothing() -> None:
    assert changed(FILE) == []


def test_what_is_recorded_differs_in_nothing_from_itself() -> None:
    assert changed(recorded(STARTED)) == []


def test_a_date_agreed_by_mail_shows() -> None:
    moved = recorded_once(
        STARTED, Change("accept_date", Ref("acme-site", "milestone", 1), "olivia", {"date": "2026-12-11"})
    )
    found = changed(FILE, moved)
    assert [d.text for d in found] == ["milestone 1: due: 2026-12-11 → 2026-12-04"]
    assert after(moved, found).milestones[1].due == date(2026, 12, 4)


def test_progress_survives_a_change_of_the_file() -> None:
    begun = recorded_once(STARTED, Change("task_done", Ref("acme-site", "milestone", 1), "dana", {"task": 1}))
    found = changed(with_milestone(replace(DESIGN, title="Home", tasks=("Hero image", "Footer"))), begun)
    one = after(begun, found).milestones[1]
    assert (one.title, one.state, [task.done for task in one.tasks]) == ("Home", State.STARTED, [True, False])


def test_another_assignee_is_an_assignment() -> None:
    found = changed(with_milestone(replace(DESIGN, assignee="lee", title="Home")))
    assert [d.change and d.change.kind for d in found] == ["assign", "milestone"]
    assert after(STARTED, found).milestones[1].assignee == "lee"
    assert changed(with_milestone(replace(DESIGN, assignee="lee", title="Home")), after(STARTED, found)) == []


def test_a_milestone_that_left_the_file_is_cancelled_unless_it_is_finished() -> None:
    file = replace(FILE, milestones=(DESIGN,))
    assert [d.text for d in changed(file)] == ["milestone 2 (Launch) is not in the file: cancelled"]
    approved = recorded_once(STARTED, Change("approve", Ref("acme-site", "milestone", 2), "olivia"))
    assert changed(file, approved) == []


def test_other_words_of_the_agreement_are_a_new_version_whatever_the_file_calls_it() -> None:
    file = replace(FILE, agreement=Agreement(1, "Half of it"))
    found = changed(file)
    assert [d.text for d in found] == ["agreement: version 2 in place of 1"]
    assert changed(file, after(STARTED, found)) == []


def test_somebody_who_left_the_file_leaves_the_project() -> None:
    found = changed(
        replace(FILE, people=(OLIVIA, DANA), milestones=(DESIGN, replace(FILE.milestones[1], assignee="dana")))
    )
    assert "lee leaves the project" in [d.text for d in found]
    assert after(STARTED, found).role("lee") is None


def test_another_role_is_recorded() -> None:
    found = changed(replace(FILE, people=(OLIVIA, DANA, replace(LEE, role=Role.OBSERVER))))
    assert [d.text for d in found] == ["lee: role: contractor → observer"]
    assert after(STARTED, found).role("lee") is Role.OBSERVER


def test_what_the_file_does_not_say_of_a_person_stays() -> None:
    travelled = replace(STARTED.people["lee"], zone="Africa/Lagos", language="fr", snoozed_until=date(2026, 12, 1))
    snapshot = replace(STARTED, people={**STARTED.people, "lee": travelled})
    assert changed(FILE, snapshot) == []
    found = changed(replace(FILE, people=(OLIVIA, DANA, replace(LEE, name="Lee O."))), snapshot)
    assert [d.person for d in found] == [replace(travelled, name="Lee O.")]


def test_routines_that_changed_are_named() -> None:
    found = changed(replace(FILE, routines=Routines(digest=None)))
    assert [d.text for d in found] == ["routines: digest off"]
    assert after(STARTED, found).routines.digest is None


def test_people_without_a_zone_live_in_the_projects() -> None:
    assert STARTED.people["lee"].zone == "Europe/Berlin"
    assert STARTED.people["dana"].zone == "Asia/Manila"
