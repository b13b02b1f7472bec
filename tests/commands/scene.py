"""A small project in which commands are tried: one owner and a half, two contractors, an observer, four milestones."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from mailflow.commands import BY_VERB
from mailflow.domain.fold import fold, fold_all
from mailflow.domain.outcome import Act, Outcome
from mailflow.domain.people import Person
from mailflow.domain.project import Ref
from mailflow.domain.reading import Answered, Asked
from mailflow.domain.record import Change, Json, Record
from mailflow.domain.snapshot import Snapshot

CODE = "acme-site"
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
OLIVIA = Person("olivia", "Olivia Berg", ("olivia@acme.example",), zone="Europe/Berlin")
OTTO = Person("otto", "Otto Lang", ("otto@acme.example",), zone="Europe/Berlin")
DANA = Person("dana", "Dana Kim", ("dana@studio.example",), zone="Asia/Manila")
LEE = Person("lee", "Lee Wong", ("lee@studio.example",))
IRIS = Person("iris", "Iris Moss", ("iris@acme.example",))
PEOPLE = {person.id: person for person in (OLIVIA, OTTO, DANA, LEE, IRIS)}
ROLES = {"olivia": "owner", "dana": "contractor", "lee": "contractor", "iris": "observer"}


class Scene:
    """A ledger that grows by what commands do. Every snapshot is the fold of it."""

    def __init__(self, *, owners: tuple[str, ...] = ("olivia",), agreement: bool = True) -> None:
        self.now = MONDAY
        self.records: list[Record] = []
        self.snapshot = Snapshot(CODE, people=PEOPLE)
        self.message = 0
        self.write("project", {"title": "Acme website", "zone": "Europe/Berlin"})
        for person, role in {**ROLES, **dict.fromkeys(owners, "owner")}.items():
            self.write("member", {"person": person, "role": role})
        if agreement:
            self.write("agreement", {"version": 2, "scope": "A shop"}, "agreement", 2)
        self.milestone(1, "Homepage design", "dana", "2026-12-04", tasks=["Hero image", "Footer"])
        self.milestone(2, "Checkout", "dana", "2026-12-11", evidence=True)
        self.milestone(3, "Texts", "lee", "2026-12-18")
        self.milestone(4, "Launch", None, "2026-12-30")

    def milestone(self, number: int, title: str, assignee: str | None, due: str, **more: Json) -> None:
        self.write("milestone", {"title": title, "assignee": assignee, "due": due, **more}, "milestone", number)

    def write(
        self, kind: str, data: dict[str, Json], about: str = "project", number: int | None = None, by: str | None = None
    ) -> None:
        self.append((Change(kind, Ref(CODE, about, number), by, data),), None)

    def append(self, changes: tuple[Change, ...], message: int | None) -> None:
        for ordinal, change in enumerate(changes):
            record = Record(
                seq=self.snapshot.seq + 1,
                at=self.now,
                kind=change.kind,
                about=change.about,
                person=change.person,
                message=message,
                ordinal=ordinal,
                data=change.data,
                undoes=change.undoes,
            )
            self.records.append(record)
            if record.undoes is None:
                self.snapshot = fold(self.snapshot, record)
            else:
                self.snapshot = replace(fold_all(CODE, self.records), people=self.snapshot.people)

    def act(self, by: Person, **more: object) -> Act:
        role = self.snapshot.role(by.id)
        assert role is not None
        act = Act(self.snapshot.people[by.id], role, self.now, self.message, f"<m{self.message}@studio.example>")
        return replace(act, **more)  # type: ignore[arg-type]

    def look(self, by: Person, verb: str, milestone: int | None = None, **more: object) -> Outcome:
        """What the command would do, nothing being written."""
        return self._apply(by, verb, milestone, more)

    def say(self, by: Person, verb: str, milestone: int | None = None, **more: object) -> Outcome:
        """The command done: its records are in the ledger, its changed person among the people."""
        self.message += 1
        outcome = self._apply(by, verb, milestone, more)
        self.append(outcome.changes, self.message)
        if outcome.person is not None:
            people = {**self.snapshot.people, outcome.person.id: outcome.person}
            self.snapshot = replace(self.snapshot, people=people)
        return outcome

    def _apply(self, by: Person, verb: str, milestone: int | None, more: dict[str, object]) -> Outcome:
        names = ("told", "answered", "undoable", "enclosed", "links", "name", "registry")
        kept = {name: more.pop(name) for name in names if name in more}
        line = str(more.pop("line", f"{verb} {milestone or ''}".strip()))
        asked = Asked(verb, line, project=CODE, milestone=milestone, **more)  # type: ignore[arg-type]
        return BY_VERB[verb].apply(asked, self.snapshot, self.act(by, **kept))

    def undo(self, by: Person) -> Outcome:
        """UNDO of that person's last message."""
        last = max((r.message for r in self.records if r.person == by.id and r.message), default=None)
        undoable = tuple(r for r in self.records if r.message == last and last is not None)
        return self.say(by, "undo", undoable=undoable)

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)

    def answered(self, letter: str, kind: str, number: int | None, to: Person) -> Answered:
        return Answered(letter, to.id, Ref(CODE, kind, number), "<letter@acme.example>")


def letters(outcome: Outcome) -> list[tuple[str, str]]:
    """Which letters go to whom."""
    return [(intent.letter, intent.to) for intent in outcome.intents]


def sentence(outcome: Outcome) -> str:
    """What the receipt says, its values as they are."""
    return outcome.said.text.format_map(outcome.said.values)


def day(text: str) -> date:
    return date.fromisoformat(text)
