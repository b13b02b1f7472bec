"""A desk that writes sample letters, and the projects that timetables are tried on."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from mailflow.domain.letter import Slot
from mailflow.domain.milestone import Milestone, State
from mailflow.domain.people import Member, Person, Role
from mailflow.domain.project import Routines
from mailflow.domain.snapshot import Snapshot
from mailflow.letters import BY_NAME
from mailflow.letters.samples import Sample, samples
from mailflow.mail.compose import Composed, Composer, Head, Page
from mailflow.mail.mail_parts import Part
from mailflow.mail.mailbox import Mailbox

TEMPLATES = Path(__file__).parents[2] / "templates"
GOLDEN = Path(__file__).parents[1] / "golden"
MAILBOX = Mailbox("projects@acme.example", "Acme projects")
TOKEN = "abcdefghijklmnopqrstuvwxyz234567abcdefg"


def sources() -> dict[str, str]:
    return {str(path.relative_to(TEMPLATES)): path.read_text() for path in TEMPLATES.rglob("*.*")}


@cache
def composer() -> Composer:
    return Composer(sources(), MAILBOX)


@cache
def all_samples() -> dict[str, Sample]:
    return {sample.name: sample for sample in samples()}


def parts_of(sample: Sample) -> list[Part]:
    return [Part(*one) for one in sample.letters]


def head_of(sample: Sample) -> Head:
    return Head(TOKEN, sample.to, sample.now, sample.thread, sample.answers, sample.subject)


def page(name: str) -> Page:
    sample = all_samples()[name]
    return composer().render(parts_of(sample), head_of(sample))


def composed(name: str) -> Composed:
    sample = all_samples()[name]
    return composer().compose(parts_of(sample), head_of(sample))


# -- projects for timetables

START = datetime(2026, 11, 2, 8, tzinfo=UTC)
OLIVIA = Person("olivia", "Olivia Brandt", ("olivia@acme.example",), "Europe/Berlin")
DANA = Person("dana", "Dana Kim", ("dana@studio.example",), "Asia/Manila")
LEE = Person("lee", "Lee Moreno", ("lee@moreno.example",), "Europe/Berlin")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def milestone(number: int = 1, due: str = "2026-12-04", who: str = "dana", **fields: object) -> Milestone:
    return replace(Milestone(number, f"Work {number}", date.fromisoformat(due), who), **fields)  # type: ignore[arg-type]


def submitted(at: str, number: int = 1, who: str = "dana", due: str = "2026-12-04") -> Milestone:
    return milestone(number, due, who, state=State.SUBMITTED, submitted_at=utc(at), reported_at=utc(at))


def project(
    *milestones: Milestone, people: tuple[Person, ...] = (OLIVIA, DANA, LEE), heard: str | None = None, **fields: object
) -> Snapshot:
    roles = {"olivia": Role.OWNER}
    when = None if heard is None else utc(heard)
    snapshot = Snapshot(
        code="acme-site",
        title="Acme website",
        zone="Europe/Berlin",
        opened_at=START,
        routines=Routines(),
        members={p.id: Member(p.id, roles.get(p.id, Role.CONTRACTOR), START, reported_at=when) for p in people},
        milestones={m.number: m for m in milestones},
        people={p.id: p for p in people},
    )
    return replace(snapshot, **fields)  # type: ignore[arg-type]


def slots(letter: str, snapshot: Snapshot, start: str, end: str) -> list[Slot]:
    found = BY_NAME[letter].slots(snapshot, utc(start), utc(end))
    return sorted(found, key=lambda slot: (slot.at, slot.intent.occasion))


def times(letter: str, snapshot: Snapshot, start: str, end: str, to: str) -> list[str]:
    """When that person gets it, as UTC."""
    return [f"{s.at:%a %d %b %H:%M}" for s in slots(letter, snapshot, start, end) if s.intent.to == to]
