"""An invented project in its fifth week, for previews, `check` and tests."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from mailflow.domain.amendment import amended, changed_parts
from mailflow.domain.meeting import Meeting
from mailflow.domain.milestone import Blocker, Correction, DateRequest, Milestone, Side, State, Task
from mailflow.domain.people import Member, Person, Role
from mailflow.domain.project import Acceptance, Agreement, Question, Ref
from mailflow.domain.record import Json, Record
from mailflow.domain.snapshot import Snapshot

CODE = "acme-site"
OLIVIA = Person("olivia", "Olivia Brandt", ("olivia@acme.example",), "Europe/Berlin", locale="en-GB")
DANA = Person("dana", "Dana Kim", ("dana@studio.example",), "Asia/Manila", locale="en-GB")
LEE = Person("lee", "Lee Moreno", ("lee@moreno.example",), "Europe/Madrid", locale="en-GB")
MO = Person("mo", "Mo Farouk", ("mo@farouk.example",), "Africa/Cairo", locale="en-GB")


def at(day: str, hour: int = 9) -> datetime:
    """An instant of the sample's weeks, from ``12-04`` for 4 December."""
    return datetime.fromisoformat(f"2026-{day}T{hour:02}:00:00").replace(tzinfo=UTC)


NOW = at("12-04", 15)
"""Friday 4 December 2026, 16:00 in Berlin: the owner's digest is due."""

START = at("11-02", 8)
EUR = "EUR"

AGREEMENT = Agreement(
    version=1,
    scope="Design and build of the public website: homepage, catalogue, checkout and help pages.",
    conditions="Every page works at 320 px and loads in two seconds.\nThe source is handed over in our repository.",
    payment="Each milestone is paid within 14 days of its approval.",
    auto_approve_after=10,
)

QUESTION = "Shall the checkout offer bank transfer from the first day, or only cards?"


def sample() -> Snapshot:
    """The project as it stands on `NOW`."""
    people = {person.id: person for person in (OLIVIA, DANA, LEE, MO)}
    roles = {"olivia": Role.OWNER, "dana": Role.CONTRACTOR, "lee": Role.CONTRACTOR, "mo": Role.CONTRACTOR}
    heard = {"dana": at("12-04", 2), "lee": at("12-02"), "mo": at("11-24"), "olivia": at("12-02")}
    return Snapshot(
        code=CODE,
        seq=40,
        title="Acme website",
        zone="Europe/Berlin",
        vision="A shop that loads before you blink.",
        vision_text="People come to us on old phones and slow trains. Whoever waits, leaves.",
        opened_at=START,
        agreement=AGREEMENT,
        accepted={who: Acceptance(1, START, AGREEMENT.text_hash) for who in ("dana", "lee", "mo")},
        members={name: Member(name, role, START, reported_at=heard[name]) for name, role in roles.items()},
        milestones={milestone.number: milestone for milestone in _milestones()},
        questions={7: Question(7, QUESTION, "lee", at("12-02", 11), milestone=5, version=33)},
        people=people,
        recent=_records(),
    )


def another() -> Snapshot:
    """A second project of the same people, with the same numbers."""
    return replace(sample(), code="acme-app", title="Acme app")


def _milestones() -> tuple[Milestone, ...]:
    return (
        Milestone(
            number=1,
            title="Wireframes",
            due=date(2026, 11, 20),
            assignee="dana",
            amount=Decimal("800.00"),
            currency=EUR,
            state=State.PAID,
            percent=100,
            submitted_at=at("11-18"),
            approved_at=at("11-19"),
            reported_at=at("11-18"),
            version=21,
        ),
        Milestone(
            number=2,
            title="Text for all pages",
            due=date(2026, 12, 2),
            assignee="mo",
            amount=Decimal("600.00"),
            currency=EUR,
            conditions=("Every page has its text", "Read aloud once by somebody else"),
            state=State.STARTED,
            percent=40,
            started_at=at("11-16"),
            reported_at=at("11-24"),
            last_report="Half of the help pages are written, the catalogue comes next.",
            version=25,
        ),
        Milestone(
            number=3,
            title="Homepage design",
            due=date(2026, 12, 7),
            assignee="dana",
            amount=Decimal("1200.00"),
            currency=EUR,
            conditions=("Figma file shared", "Works at 320 px"),
            tasks=(Task("Hero image", True), Task("Navigation", True), Task("Footer")),
            evidence=True,
            state=State.SUBMITTED,
            percent=100,
            started_at=at("11-23"),
            submitted_at=at("12-04", 2),
            reported_at=at("12-04", 2),
            last_report="Homepage design is ready for review.",
            version=38,
        ),
        Milestone(
            number=4,
            title="Catalogue pages",
            due=date(2026, 12, 11),
            assignee="dana",
            amount=Decimal("2400.00"),
            currency=EUR,
            conditions=("Search finds every product", "Filters work without a reload"),
            tasks=(Task("List view", True), Task("Search"), Task("Filters")),
            state=State.STARTED,
            percent=30,
            started_at=at("11-30"),
            reported_at=at("12-03", 3),
            last_report="List view works, search is next.",
            version=36,
        ),
        Milestone(
            number=5,
            title="Checkout",
            due=date(2026, 12, 16),
            assignee="lee",
            amount=Decimal("3000.00"),
            currency=EUR,
            state=State.STARTED,
            percent=20,
            started_at=at("11-26"),
            reported_at=at("12-02"),
            blocker=Blocker("I need the test account of the payment provider.", at("12-02", 10), "lee", Side.OWNER),
            version=34,
        ),
        Milestone(
            number=6,
            title="Help pages",
            due=date(2026, 12, 18),
            assignee="mo",
            amount=Decimal("500.00"),
            currency=EUR,
            request=DateRequest(date(2026, 12, 23), "mo", at("12-03"), "The texts take longer than I thought."),
            version=35,
        ),
        Milestone(number=7, title="Launch", due=date(2026, 12, 22), assignee="lee", version=9),
    )


def _record(seq: int, when: datetime, kind: str, number: int, person: str, **data: Json) -> Record:
    return Record(seq, when, kind, Ref(CODE, "milestone", number), person, message=seq, data=data)


def _records() -> tuple[Record, ...]:
    return (
        _record(21, at("11-19"), "approve", 1, "olivia"),
        _record(30, at("11-30", 2), "start", 4, "dana", text="Starting with the list view."),
        _record(32, at("12-02", 8), "progress", 5, "lee", percent=20, text="The basket works.", shared=True),
        Record(33, at("12-02", 11), "question", Ref(CODE, "question", 7), "lee", data={"text": QUESTION}),
        _record(34, at("12-02", 10), "blocked", 5, "lee", reason="I need the test account of the payment provider."),
        _record(35, at("12-03"), "date_request", 6, "mo", date="2026-12-23"),
        _record(36, at("12-03", 3), "progress", 4, "dana", percent=30, text="List view works, search is next."),
        _record(38, at("12-04", 2), "done", 3, "dana", text="Homepage design is ready for review.", shared=True),
    )


def with_milestone(number: int, **fields: Any) -> Snapshot:
    """The sample with fields of one milestone changed."""
    snapshot = sample()
    changed = replace(snapshot.milestones[number], **fields)
    return replace(snapshot, milestones={**snapshot.milestones, number: changed})


def finished() -> Snapshot:
    """The sample on its last day."""
    snapshot = sample()
    handed_in = {m.number: datetime.combine(m.due, at("12-04").timetz()) for m in snapshot.milestones.values()}
    milestones = {
        m.number: replace(
            m,
            state=State.PAID if m.number < 4 else State.APPROVED,
            submitted_at=m.submitted_at or handed_in[m.number],
            approved_at=handed_in[m.number],
            blocker=None,
            request=None,
            revisions=1 if m.number == 4 else 0,
        )
        for m in snapshot.milestones.values()
    }
    return replace(snapshot, milestones=milestones, questions={})


def revising() -> Snapshot:
    """The sample with the homepage back at its designer."""
    points = ("The logo is too small on a phone", "Use the green of the brand book", "The footer lacks the imprint")
    corrections = tuple(Correction(point) for point in points)
    return with_milestone(3, state=State.REVISING, corrections=corrections, revisions=1, submitted_at=None)


CALL = Meeting(
    number=1,
    uid=f"meetmeetmeetmeetmeetmeetmeetmeetmeetmee.1.{CODE}",
    starts=at("12-08", 8),
    people=("olivia", "dana", "lee"),
    by="olivia",
    agenda="How the catalogue leads to the checkout",
    link="meet.example/acme",
    version=39,
)


def with_call(call: Meeting) -> Snapshot:
    """The sample with that call on it, and the homepage back at its designer."""
    return replace(revising(), meetings={call.number: call})


PROPOSAL = Question(8, "within 7 days instead of within 14 days", "dana", at("12-03", 4), version=40, proposes=1)


def with_proposal() -> Snapshot:
    """The sample with a change to the agreement that waits for a decision."""
    project = sample()
    return replace(project, questions={**project.questions, 8: PROPOSAL})


def with_new_version() -> Snapshot:
    """The sample after that change was accepted."""
    new = amended(AGREEMENT, PROPOSAL.text)
    return replace(sample(), agreement=replace(new, since=NOW, seq=41, changed=changed_parts(AGREEMENT, new)))
