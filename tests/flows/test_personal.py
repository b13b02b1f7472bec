"""Somebody's data: all of it handed out, and all of it gone once erased, while the project goes on."""

import sqlite3
from dataclasses import replace

import pytest

from mailflow.domain.erasure import ERASED, redacted
from mailflow.domain.hold import Scope
from mailflow.domain.milestone import State
from mailflow.domain.project import Ref
from mailflow.domain.record import Record
from mailflow.store import StoreFault
from tests.attached import with_files
from tests.flows.conftest import Office
from tests.routes.company import CODE, START

SECRET = "zebra-crossing"


@pytest.fixture
def lived(office: Office) -> Office:
    """Dana has reported, asked, and been answered; Olivia has praised her by name."""
    for who, text in [
        ("dana", "DONE 1"),
        ("dana", f"BLOCKED 2: the {SECRET} is missing"),
        ("dana", f"QUESTION: may I paint the {SECRET}?"),
        ("lee", "BLOCKED 3: waiting for Dana Kim (dana@studio.example)"),
    ]:
        office.inbox.deliver(office.answer(who, text))
        office.receiver.collect(office.inbox)
        office.pass_time(minutes=10)
    return office


def dump(office: Office) -> str:
    """Every value in every table but the bytes of messages: other people's mails go with the retention alone."""
    office.store.close()
    path = office.store.name
    with sqlite3.connect(path) as database:
        tables = [
            name
            for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name != 'raw'")
        ]
        rows = [row for table in tables for row in database.execute(f'SELECT * FROM "{table}"')]
    return "\n".join(
        value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value) for row in rows for value in row
    )


def test_files_and_what_is_held_are_handed_out_and_go(lived: Office) -> None:
    plan = b"%PDF-1.7 the plan of the " + SECRET.encode()
    lived.inbox.deliver(with_files(lived.answer("dana", "DONE 2"), (f"{SECRET}.pdf", plan)))
    forged = lived.answer("dana", f"DECLINE 2: {SECRET}").replace(b"dana@studio.example", b"dana@elsewhere.example")
    lived.inbox.deliver(forged)
    lived.receiver.collect(lived.inbox)
    lived.store.holds.put(Scope.PERSON, "dana", lived.now, SECRET)
    lived.pass_time(minutes=10)
    person = lived.store.people.by_id("dana")
    assert person is not None
    stored = lived.store.personal.gather(person)
    assert [(one.row.file.name, one.content) for one in stored.files] == [(f"{SECRET}.pdf", plan)]
    assert [held.open for held in stored.held] == [True]
    folder = lived.store.attachments.files.folder
    assert folder is not None
    assert len(list(folder.glob("??/*"))) == 1
    erase(lived)
    assert list(folder.glob("??/*")) == []
    assert [held.open for held in lived.store.held.of_messages(range(100)).values()] == [False]
    assert lived.store.holds.standing() == []
    assert SECRET not in dump(lived)
    assert lived.store.audit().findings == []


def erase(office: Office, who: str = "dana") -> None:
    person = office.store.people.by_id(who)
    assert person is not None
    office.store.personal.erase(person, office.now)


def test_everything_about_a_person_is_gathered(lived: Office) -> None:
    person = lived.store.people.by_id("dana")
    assert person is not None
    stored = lived.store.personal.gather(person)
    assert [snapshot.code for snapshot in stored.projects] == [CODE]
    assert {"member", "done", "blocked", "question"} <= {record.kind for record in stored.records[CODE]}
    assert [message.sender for message in stored.messages] == ["dana@studio.example"] * 3
    assert all(message.raw for message in stored.messages)
    assert len(stored.letters) == len([row for row in lived.store.outbox.rows() if row.person == "dana"])
    assert [letter for letter in stored.letters if letter.raw]


def test_nothing_that_names_somebody_or_that_they_said_is_left(lived: Office) -> None:
    before = dump(lived)
    assert all(trace in before for trace in ("Dana Kim", "dana@studio.example", "dana@home.example", SECRET))
    erase(lived)
    after = dump(lived)
    assert [lived.store.journal.raw(row.id) for row in lived.store.journal.messages() if not row.sender] == [None] * 3
    for trace in ("Dana Kim", "dana@studio.example", "dana@home.example", SECRET):
        assert trace not in after, trace
    assert lived.store.people.by_address("dana@studio.example") is None


def test_what_was_said_is_still_known_to_have_been(lived: Office) -> None:
    before = lived.store.projects.snapshot(CODE)
    erase(lived)
    after = lived.store.projects.snapshot(CODE)
    assert (after.milestones[1].state, before.milestones[1].state) == (State.SUBMITTED, State.SUBMITTED)
    assert after.milestones[2].blocker is not None
    assert after.milestones[2].blocker.reason == ERASED
    kinds = [record.kind for record in lived.store.projects.ledger(CODE)]
    assert kinds[-2:] == ["left", "erased"]
    assert "done" in kinds


def test_another_process_sees_no_cached_words(lived: Office) -> None:
    erase(lived)
    other = type(lived.store).open(f"sqlite:///{lived.store.name}")
    assert SECRET not in str(other.projects.snapshot(CODE))
    other.close()


def test_the_project_goes_on_without_them(lived: Office) -> None:
    erase(lived)
    got = len(lived.letters("dana"))
    lived.pass_time(days=30)
    lived.inbox.deliver(lived.answer("lee", "DONE 3"))
    lived.receiver.collect(lived.inbox)
    assert lived.store.projects.snapshot(CODE).milestones[3].state is State.SUBMITTED
    assert len(lived.letters("dana")) == got


def test_their_mail_is_a_strangers_from_then_on(lived: Office) -> None:
    raw = lived.answer("dana", "DONE 2")
    erase(lived)
    message = lived.receiver.accept(raw)
    lived.receiver.work()
    row = lived.store.journal.message(message)
    assert row is not None
    assert row.reason == "unregistered"


def test_the_only_owner_of_an_open_project_stays(lived: Office) -> None:
    with pytest.raises(StoreFault, match="only owner"):
        erase(lived, "olivia")
    assert lived.store.people.by_address("olivia@acme.example") is not None


def test_erasing_twice_changes_nothing_more(lived: Office) -> None:
    erase(lived)
    once = dump(lived)
    erase(lived)
    assert SECRET not in dump(lived)
    assert len(dump(lived)) <= len(once) + 2000


@pytest.mark.parametrize(
    ("person", "data", "left"),
    [
        ("dana", {"text": "secret", "percent": 60}, {"text": ERASED, "percent": 60}),
        (
            "dana",
            {"corrections": ["a", "b"], "date": "2026-12-04"},
            {"corrections": [ERASED] * 2, "date": "2026-12-04"},
        ),
        ("olivia", {"person": "dana", "text": "well done"}, {"person": "dana", "text": ERASED}),
        ("olivia", {"text": "ask Dana Kim"}, {"text": f"ask {ERASED}"}),
        ("olivia", {"text": "ask DANA@STUDIO.EXAMPLE!"}, {"text": f"ask {ERASED}!"}),
        ("olivia", {"text": "nothing to see"}, {"text": "nothing to see"}),
        ("dana", {"text": ""}, {"text": ""}),
    ],
)
def test_words_go_and_facts_stay(person: str, data: dict[str, object], left: dict[str, object]) -> None:
    record = Record(1, START, "note", Ref(CODE), person, data=data)  # type: ignore[arg-type]
    assert redacted(record, "dana", ("dana@studio.example", "Dana Kim")) == left
    again = replace(record, data=left)  # type: ignore[arg-type]
    assert redacted(again, "dana", ("dana@studio.example", "Dana Kim")) == left
