"""A project, its people, messages and letters to put into a store."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from mailflow.domain.letter import Intent
from mailflow.domain.people import Person
from mailflow.domain.project import Ref
from mailflow.domain.record import Change
from mailflow.store import Arrival, Kept, Queued, Store

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
DANA = Person("dana", "Dana Kim", ("dana@studio.example", "dk@phone.example"), zone="Asia/Manila")
OLGA = Person("olga", "Olga Berg", ("olga@acme.example",), zone="Europe/Berlin", workdays=frozenset({0, 1, 2}))
CODE = "acme-site"


def milestone(number: int) -> Ref:
    return Ref(CODE, "milestone", number)


def opening(code: str = CODE) -> list[Change]:
    """What a project file brings."""
    about = Ref(code)
    return [
        Change("project", about, None, {"title": "Acme website", "zone": "Europe/Berlin"}),
        Change("member", about, None, {"person": "olga", "role": "owner"}),
        Change("member", about, None, {"person": "dana", "role": "contractor"}),
        *(
            Change(
                "milestone",
                Ref(code, "milestone", number),
                None,
                {"title": f"Part {number}", "due": f"2026-12-0{number}", "assignee": "dana", "tasks": ["a", "b"]},
            )
            for number in (1, 2, 3)
        ),
    ]


def opened(store: Store, *codes: str) -> Store:
    """The store with Dana and Olga and projects on which both are."""
    for person in (DANA, OLGA):
        store.people.save(person)
    for code in codes or (CODE,):
        store.projects.create(code)
        with store.projects.unit([code], NOW) as unit:
            unit.append(code, opening(code))
    return store


def done(number: int, person: str = "dana") -> Change:
    return Change("done", milestone(number), person, {"text": f"{number} is done"})


def undo(seq: int, person: str = "dana") -> Change:
    return Change("undo", Ref(CODE), person, undoes=seq)


def arrival(uid: int | None, raw: bytes = b"Subject: hi\r\n\r\nDone!\r\n", **fields: object) -> Arrival:
    given = {
        "mailbox": "projects",
        "folder": "INBOX",
        "uidvalidity": 7,
        "uid": uid,
        "raw": raw,
        "rfc_id": f"<{uid}@studio.example>",
        "sender": DANA.addresses[0],
        "now": NOW,
    }
    return Arrival(**{**given, **fields})  # type: ignore[arg-type]


def begun(store: Store, count: int = 1) -> list[Kept]:
    """Messages that arrived and are being read."""
    store.journal.receive([arrival(uid) for uid in range(1, count + 1)])
    return store.journal.begin(count, NOW, "gone")


def queued(occasion: str, to: str = "dana", due_at: datetime = NOW, **fields: object) -> Queued:
    intent = Intent(occasion.split("/")[0], to, milestone(1), occasion, {"n": 1}, **fields)  # type: ignore[arg-type]
    return Queued(intent, f"token-{occasion}", due_at)


def queue(store: Store, letters: Sequence[Queued]) -> None:
    with store.projects.unit([], NOW) as unit:
        unit.queue(letters)
