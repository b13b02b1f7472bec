"""What each of a project's people sees on the board."""

from dataclasses import replace
from datetime import timedelta

import pytest

from mailflow.domain.milestone import Correction, State
from mailflow.domain.people import Role
from mailflow.domain.project import Ref
from mailflow.domain.record import Record
from mailflow.domain.snapshot import Snapshot
from mailflow.letters.board import BoardFacts, board
from mailflow.letters.history import Entry, history
from mailflow.letters.sample_project import CODE, NOW, sample
from mailflow.mail.compose import Composer
from tests.letters.desk import MAILBOX, all_samples, composer, head_of, parts_of, sources


def page(reader: str, snapshot: Snapshot | None = None) -> BoardFacts:
    shown = snapshot or sample()
    return board(shown, shown.recent, reader, NOW)


def entries(reader: str, *records: Record, snapshot: Snapshot | None = None) -> tuple[Entry, ...]:
    return history(snapshot or sample(), records, reader)


def record(seq: int, kind: str, person: str, number: int = 4, **data: object) -> Record:
    about = Ref(CODE, "milestone", number, seq)
    return Record(seq, NOW - timedelta(days=1), kind, about, person, message=seq, data=data)  # type: ignore[arg-type]


def observed() -> Snapshot:
    """The sample, with Mo reading along."""
    found = sample()
    return replace(found, members={**found.members, "mo": replace(found.members["mo"], role=Role.OBSERVER)})


def test_everybody_sees_all_milestones() -> None:
    for reader in ("olivia", "dana", "lee", "mo"):
        assert [m.number for m in page(reader).overview.milestones] == [1, 2, 3, 4, 5, 6, 7]


def test_an_owner_sees_all_amounts_and_a_contractor_their_own() -> None:
    assert all(m.amount is not None for m in page("olivia").overview.milestones if m.number != 7)
    own = {n for n, m in sample().milestones.items() if m.assignee == "dana"}
    assert {m.number for m in page("dana").overview.milestones if m.amount is not None} == own
    assert [one.agreed for one in page("dana").money] == [4400]


def test_an_observer_sees_no_amount() -> None:
    seen = page("mo", observed())
    assert seen.money == ()
    assert all(m.amount is None for m in seen.overview.milestones)


def test_what_is_between_a_peer_and_the_owner_stays_there() -> None:
    revising = replace(sample().milestones[5], state=State.REVISING, corrections=(Correction("Wrong colours"),))
    snapshot = replace(sample(), milestones={**sample().milestones, 5: revising})
    theirs = {m.number: m for m in page("lee", snapshot).overview.milestones}
    peers = {m.number: m for m in page("dana", snapshot).overview.milestones}
    assert theirs[5].blocked
    assert theirs[5].corrections == ("Wrong colours",)
    assert (peers[5].blocked, peers[5].corrections, peers[6].asked_for) == ("", (), None)
    assert set(page("dana").forecasts) == {n for n, m in sample().milestones.items() if m.assignee == "dana"}


def test_decisions_and_questions_are_for_those_whom_they_concern() -> None:
    assert len(page("olivia").decisions) == 4
    assert not page("dana").decisions
    assert [q.number for q in page("lee").questions] == [q.number for q in page("olivia").questions] == [7]
    assert not page("dana").questions


def test_the_record_tells_who_said_what_the_newest_first() -> None:
    told = entries("olivia", record(1, "start", "dana"), record(2, "move", "olivia", date="2026-12-18"))
    assert [(one.who, one.what.text) for one in told] == [
        ("Olivia Brandt", "set a new date: {date}"),
        ("Dana Kim", "started"),
    ]
    assert told[0].what.values["date"] == {"day": "2026-12-18"}


def test_what_was_taken_back_is_marked() -> None:
    undo = replace(record(2, "undo", "dana"), undoes=1)
    (one,) = entries("olivia", record(1, "done", "dana"), undo)
    assert one.undone


@pytest.mark.parametrize(
    ("kind", "seen"), [("done", True), ("date_request", False), ("revise", False), ("note", False)]
)
def test_peers_read_changes_of_state_and_not_what_was_between_two(kind: str, seen: bool) -> None:
    one = record(1, kind, "dana", date="2026-12-18", text="A word to Olivia")
    assert bool(entries("lee", one)) is seen
    assert all(not entry.words for entry in entries("lee", one))
    assert entries("olivia", one)[0].words == "A word to Olivia"


def test_words_that_were_written_to_be_shared_are() -> None:
    (one,) = entries("lee", record(1, "progress", "dana", percent=60, text="The list works", shared=True))
    assert (one.what.text, one.words) == ("reported {percent} %", "The list works")


def test_a_record_is_told_up_to_a_length() -> None:
    told = history(sample(), [record(n, "start", "dana") for n in range(1, 20)], "olivia", most=5)
    assert len(told) == 5


@pytest.mark.parametrize("name", ["digest", "round_up"])
def test_a_digest_and_a_round_up_have_their_readers_link(name: str) -> None:
    where = "https://board.acme.example/{}/"
    linked = Composer(sources(), MAILBOX, where.format)
    found = next(one for one in all_samples().values() if one.letters[0][0] == name)
    page, bare = linked.render(parts_of(found), head_of(found)), composer().render(parts_of(found), head_of(found))
    address = where.format(found.to.id)
    assert address in page.text
    assert f'href="{address}"' in page.html
    assert "Everything on one page" not in bare.text + bare.html
