"""Every letter with facts from an invented project: for previews, for `check` and for tests."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from mailflow.domain.enclosed import Enclosed
from mailflow.domain.letter import Facts, Intent
from mailflow.domain.meeting import Reply, Rsvp, meeting_data
from mailflow.domain.milestone import State
from mailflow.domain.people import Person
from mailflow.domain.project import Ref
from mailflow.domain.record import Json
from mailflow.domain.snapshot import Snapshot
from mailflow.letters import BY_NAME
from mailflow.letters import sample_project as given
from mailflow.letters.enclosed import ATTACHED, FileRow
from mailflow.letters.receipt import ReceiptFacts
from mailflow.letters.review import ReviewFacts

STRANGE: dict[str, Json] = {
    "kind": "stranger",
    "from": "dana@home.example",
    "subject": "Re: Product list",
    "words": ["4 is done", "Sorry for the wait!"],
}
BRIEF: dict[str, Json] = {
    "title": "Acme app",
    "zone": "Europe/Berlin",
    "vision": "The shop in one's pocket.",
    "payment": "Net 14 days after approval.",
    "amounts": True,
    "people": [
        {"name": "Dana Kim", "addresses": ["dana@studio.example"], "role": "contractor", "zone": "", "known": True},
        {"name": "Ana Silva", "addresses": ["ana@silva.example"], "role": "contractor", "zone": "Europe/Lisbon"},
    ],
    "milestones": [
        {"number": 1, "title": "Login", "due": "2026-12-18", "who": "Dana Kim", "amount": "900", "currency": "EUR"},
        {
            "number": 2,
            "title": "Store texts",
            "due": "2027-01-08",
            "who": "Ana Silva",
            "conditions": ["Read aloud once"],
        },
    ],
}
MISSING: list[Json] = [
    {
        "text": "Who does milestone {number} ({title})? Please write, for example: {number}: {name}",
        "values": {"number": 2, "title": "Store texts", "name": "Ana"},
    }
]
OPERATOR = Person("operator", "Operator", ("ops@acme.example",))


LINK = "https://files.studio.example/homepage"
FIGMA, ZIP, FILM = (
    Enclosed("homepage.fig", "application/octet-stream", 1_240_000, "5f" * 32),
    Enclosed("sources.zip", "application/zip", 348_000, "7a" * 32, risk="archive"),
    Enclosed("walkthrough.mov", "video/quicktime", 14_800_000, left="large"),
)
FILES: list[Json] = [FIGMA.as_json(), ZIP.as_json()]
SENT: list[Json] = [*FILES, FILM.as_json()]


@dataclass(frozen=True, slots=True)
class Sample:
    """A letter as it would be written: `name` tells variants of one letter apart (``reminder-overdue``).

    `letters` are what leaves as one mail, the lead first, each with the code of its project where those are several.
    """

    name: str
    letters: tuple[tuple[str, Facts] | tuple[str, Facts, str], ...]
    to: Person
    now: datetime
    thread: str = ""
    answers: str = ""
    subject: str = ""


def samples() -> Iterator[Sample]:
    """One of each letter, and more where it has several faces."""
    for name, to, number, facts, snapshot, now in _wanted():
        letter = name.partition("-")[0]
        answers = letter in ("receipt", "clarification", "help", "status")
        yield Sample(
            name=name,
            letters=((letter, _facts(letter, to, number, facts, snapshot, now)),),
            to=snapshot.people.get(to, OPERATOR),
            now=now,
            thread=f"{given.CODE}/m{number}" if number else "",
            answers="<reply-1@studio.example>" if answers else "",
            subject="Re: Acme website: how is it going?" if answers else "",
        )
    yield from (_monday(), _sitting(), _friday())


def _facts(letter: str, to: str, number: int, facts: Mapping[str, Json], snapshot: Snapshot, now: datetime) -> Facts:
    about = Ref(given.CODE, "milestone", number) if number else Ref(given.CODE)
    if letter in ("question", "answer"):
        about = Ref(given.CODE, "question", 7)
    if letter == "change_request":
        about = Ref(given.CODE, "question", given.PROPOSAL.number)
    if letter == "agreement":
        about = Ref(given.CODE, "agreement", 2)
    if letter in ("meeting", "minutes_request", "minutes"):
        about = Ref(given.CODE, "meeting", given.CALL.number)
    found = BY_NAME[letter].facts(snapshot, Intent(letter, to, about, f"sample/{letter}/{to}", facts), now)
    if found is None:
        raise ValueError(f"the sample project has no occasion for {letter}")
    if isinstance(found, ReceiptFacts) and found.exports:
        return replace(found, record=RECORD)
    return _attached(found) if isinstance(found, ReviewFacts) else found


def _attached(facts: ReviewFacts) -> ReviewFacts:
    return replace(facts, attached=frozenset(one.sha256 for one in facts.encloses if not one.risk))


def _monday() -> Sample:
    """Four letters of one morning as one mail."""
    snapshot, now = given.with_milestone(4, due=date(2026, 12, 7)), given.at("12-07", 1)
    parts: tuple[tuple[str, int, dict[str, Json]], ...] = (
        ("reminder", 4, {}),
        ("check_in", 0, {}),
        ("round_up", 0, {"day": "2026-11-30"}),
    )
    letters = tuple((name, _facts(name, "dana", number, facts, snapshot, now)) for name, number, facts in parts)
    return Sample("bundle", letters, given.DANA, now, f"{given.CODE}/m4")


def _sitting() -> Sample:
    """Decisions of two projects that an owner gets together."""
    project, app, now = given.sample(), given.another(), given.NOW
    wish: dict[str, Json] = {"by": "mo", "date": "2026-12-23", "due": "2026-12-18", "reason": "The texts take long."}
    handed_in: dict[str, Json] = {"by": "dana", "text": "All three widths are in the file."}
    asked: dict[str, Json] = {"by": "dana", "text": "Which of the two logos is the final one?"}
    letters = (
        ("review", _facts("review", "olivia", 3, handed_in, project, now), project.code),
        ("question", _facts("question", "olivia", 0, asked, app, now), app.code),
        ("date_request", _facts("date_request", "olivia", 6, wish, app, now), app.code),
    )
    return Sample("bundle-decisions", letters, project.people["olivia"], now)


def _friday() -> Sample:
    """The digests of two projects."""
    projects, now = (given.sample(), given.another()), given.NOW
    letters = tuple(("digest", _facts("digest", "olivia", 0, {}, one, now), one.code) for one in projects)
    return Sample("bundle-digests", letters, projects[0].people["olivia"], now)


RECORD = tuple(
    FileRow(f"{given.CODE}-record-40.{kind}", length, ATTACHED)
    for kind, length in (("pdf", 48_000), ("xlsx", 12_000), ("csv", 3_000), ("json", 9_000))
)
Wanted = tuple[str, str, int, Mapping[str, Json], Snapshot, datetime]


def _wanted() -> Iterator[Wanted]:
    yield from _scheduled()
    yield from _answers()
    yield from _decided()
    yield from _caused()


def _scheduled() -> Iterator[Wanted]:
    now, project = given.NOW, given.sample()
    fresh = replace(project, accepted={})
    quiet = replace(project, milestones={n: m for n, m in project.milestones.items() if n in (1, 4)}, questions={})
    late, monday = given.with_milestone(2, last_report=""), given.at("12-07")
    yield "invitation", "dana", 0, {}, fresh, given.START
    yield "invitation-again", "dana", 0, {"again": True}, fresh, given.at("11-05")
    yield "check_in", "dana", 0, {}, project, given.at("11-30", 1)
    yield "check_in-missed", "mo", 0, {}, project, given.at("12-07", 7)
    yield "round_up", "dana", 0, {"day": "2026-11-30"}, project, now
    yield "round_up-owner", "olivia", 0, {"day": "2026-11-30"}, project, now
    yield "reminder", "dana", 4, {}, project, now
    yield "reminder-today", "dana", 4, {}, project, given.at("12-11", 1)
    yield "reminder-overdue", "mo", 2, {}, given.with_milestone(2, due=date(2026, 12, 3)), now
    yield "escalation", "olivia", 2, {"kind": "overdue"}, project, monday
    yield "escalation-copy", "mo", 2, {"kind": "overdue"}, late, monday
    yield "escalation-silent", "olivia", 0, {"kind": "silent", "who": "mo"}, _unheard(), given.at("12-01", 8)
    yield "waiting", "olivia", 0, {}, project, given.at("12-08", 8)
    yield "delay", "lee", 5, {"day": "2026-12-09"}, project, given.at("12-09", 8)
    yield "digest", "olivia", 0, {}, project, now
    yield "digest-calm", "olivia", 0, {}, quiet, now
    stops: list[Json] = [
        {"scope": "all", "name": "", "since": "2026-12-01T08:00:00+00:00", "until": "2026-12-01T17:30:00+00:00"},
        {"scope": "person", "name": "mo", "since": "2026-12-03T09:15:00+00:00", "until": None},
    ]
    yield "digest-stopped", "olivia", 0, {"stopped": stops}, quiet, now


def _unheard() -> Snapshot:
    project = given.sample()
    silent = replace(project.members["mo"], reported_at=given.at("11-19"))
    return replace(project, members={**project.members, "mo": silent})


def _item(line: str, text: str, following: str = "", **facts: Json) -> dict[str, Json]:
    return {"line": line, "text": text, "values": {}, "next": following, "next_values": {}, **facts}


def _answers() -> Iterator[Wanted]:
    now, project = given.NOW, given.sample()
    ours: dict[str, Json] = {"owners": {"list": ["Olivia"]}}
    done = _item(
        "homepage design is ready for review",
        "Milestone {number} ({title}) is submitted. Thank you.",
        "{owners} will review it, and you will hear from me.",
        values={"number": 3, "title": "Homepage design"},
        next_values=ours,
        milestone=3,
    )
    moved = _item(
        "4 will slip to friday",
        "I have asked {owners} for {day} for milestone {number} ({title}).",
        "Until there is an answer, {due} stands.",
        values={**ours, "number": 4, "title": "Catalogue pages", "day": {"date": "2026-12-18"}},
        next_values={"due": {"date": "2026-12-11"}},
        milestone=4,
        probable=True,
    )
    asked: Json = {
        "line": "almost there with the other one",
        "reason": "unclear",
        "choices": ["60% on 4", "done 4", "BLOCKED 4: reason"],
    }
    rows: list[Json] = [
        {"verb": "done", "usage": "DONE 3", "example": "done with 3 and 4"},
        {"verb": "progress", "usage": "60% on 3", "example": "60% on milestone 3, the footer is missing"},
        {"verb": "question", "usage": "QUESTION: …", "example": "QUESTION 3: which font shall I use?"},
    ]
    help_said = _item("help", "You can simply reply in your own words. These are some that I know well.")
    yield "receipt", "dana", 0, {"items": [done], "undo": True}, project, now
    yield "receipt-files", "dana", 0, {"items": [done], "undo": True, "files": SENT}, project, now
    record = "Here is the record of {project}: everything that is yours to see of it."
    export = _item("export", record, values={"project": "Acme website"})
    yield "receipt-export", "dana", 0, {"items": [export], "attach": ["export"]}, project, now
    yield "receipt-mixed", "dana", 0, {"items": [done, moved], "unclear": [asked], "undo": True}, project, now
    yield "clarification", "dana", 0, {"items": [], "unclear": [asked]}, project, now
    yield "help", "dana", 0, {"items": [help_said], "attach": ["help"], "help": rows}, project, now
    for code in ("de", "es", "fr", "hi", "pl", "pt", "tl", "uk"):
        reader = {**project.people, "dana": replace(project.people["dana"], language=code)}
        asked_in: dict[str, Json] = {"items": [help_said], "attach": ["help"], "help": rows, "language": code}
        yield f"help-{code}", "dana", 0, asked_in, replace(project, people=reader), now
    status = _item("status", "Here is where {project} stands.", values={"project": "Acme website"})
    yield "status", "dana", 0, {"items": [status], "attach": ["status"]}, project, now
    yield "status-list", "dana", 0, {"items": [status], "attach": ["list"]}, project, now


def _decided() -> Iterator[Wanted]:
    now, project = given.NOW, given.sample()
    approved = given.with_milestone(3, state=State.APPROVED, approved_at=now)
    merit: Json = {"early_days": 3, "on_time": True, "streak": 3}
    words: dict[str, Json] = {"by": "dana", "text": "All three widths are in the file."}
    words |= {"files": FILES, "links": [LINK]}
    points: list[Json] = [point.text for point in given.revising().milestones[3].corrections]
    date_facts: dict[str, Json] = {
        "by": "mo",
        "date": "2026-12-23",
        "due": "2026-12-18",
        "reason": "The texts take long.",
    }
    kept: dict[str, Json] = {"by": "olivia", "date": "2026-12-18", "asked": "2026-12-23", "decision": "kept"}
    accepted: dict[str, Json] = {"by": "olivia", "date": "2026-12-23", "was": "2026-12-18", "decision": "accepted"}
    later = given.with_milestone(6, due=date(2026, 12, 23), request=None)
    yield "review", "olivia", 3, words, project, now
    yield "approval", "dana", 3, {"by": "olivia", "text": "Lovely!", "appreciation": merit}, approved, now
    yield "silent_approval", "dana", 3, {"day": "2026-12-18"}, approved, now
    yield "silent_approval-owner", "olivia", 3, {"day": "2026-12-18"}, approved, now
    yield "revision", "dana", 3, {"by": "olivia", "corrections": points, "round": 1}, given.revising(), now
    yield "date_request", "olivia", 6, date_facts, project, now
    yield "date_decision", "mo", 6, accepted, later, now
    yield "date_decision-kept", "mo", 6, kept, given.with_milestone(6, request=None), now
    yield "blocked", "olivia", 5, {"by": "lee"}, project, now
    yield "assignment", "dana", 4, {"by": "olivia"}, project, now
    yield "completion", "dana", 0, {}, given.finished(), given.at("12-22", 15)
    yield "completion-owner", "olivia", 0, {}, given.finished(), given.at("12-22", 15)


def _caused() -> Iterator[Wanted]:
    now, project = given.NOW, given.sample()
    answered = replace(project.questions[7], answer="Only cards.", answered_by="olivia", answered_at=now)
    news: dict[str, Json] = {"text": "{name} can go on with milestone {number} ({title}).", "by": "lee"}
    news["values"] = {"name": "Lee", "number": 5, "title": "Checkout"}
    thanks: dict[str, Json] = {"by": "olivia", "text": "The list view is a joy to use. Thank you!"}
    feedback: dict[str, Json] = {"by": "olivia", "text": "The filters should stay visible while one scrolls."}
    refusal: dict[str, Json] = {"person": "mo", "answer": "550 5.1.1 No such user here"}
    alarm: dict[str, Json] = {"kind": "smtp", "text": "The mail server refuses the account: 535 5.7.8 Try again."}
    reply: dict[str, Json] = {"by": "olivia", "text": "Only cards at first; transfer follows in spring."}
    yield "question", "olivia", 5, {"by": "lee"}, project, now
    yield "answer", "lee", 5, reply, replace(project, questions={7: answered}), now
    yield "brief", "olivia", 0, BRIEF, project, now
    yield "brief-open", "olivia", 0, {**BRIEF, "missing": MISSING, "unread": ["Talk soon"]}, project, now
    yield "change_request", "olivia", 0, {"by": "dana"}, given.with_proposal(), now
    yield "agreement", "dana", 0, {"proposer": True}, given.with_new_version(), now
    yield "agreement-others", "mo", 0, {}, given.with_new_version(), now
    yield "thanks", "dana", 4, thanks, project, now
    yield "feedback", "dana", 4, feedback, project, now
    yield "appreciation", "dana", 1, {"by": "olivia", "text": "Three milestones in a row on time."}, project, now
    early: dict[str, Json] = {"name": "Dana", "title": "Wireframes", "count": 2}
    draft: dict[str, Json] = {
        "person": "dana",
        "text": "Thank you, Dana: “Wireframes” came 2 days early.",
        "words": "Thank you, {name}: “{title}” came {count} days early.",
        "words_values": early,
    }
    help_given: dict[str, Json] = {"by": "olivia", "text": "It is in the vault.", "unblocks": True}
    help_given["reason"] = project.milestones[5].blocker.reason if project.milestones[5].blocker else ""
    yield "appreciation_draft", "olivia", 1, draft, project, now
    yield "feedback-blocked", "lee", 5, help_given, project, now
    closed: dict[str, Json] = {"by": "olivia", "text": "The office is closed from 24 December to 3 January."}
    going: dict[str, Json] = {
        "by": "olivia",
        "text": "A shop for everybody.",
        "page": "Also for those who see little.",
        "vision": True,
    }
    yield "broadcast", "dana", 0, closed, project, now
    yield "broadcast-vision", "dana", 0, going, project, now
    yield "notice", "olivia", 5, news, project, now
    yield (
        "notice-project",
        "olivia",
        0,
        {"text": "{name} accepted version {version} of the agreement.", "values": {"name": "Dana", "version": 1}},
        project,
        now,
    )
    yield from _calls(now)
    yield "undeliverable", "olivia", 0, refusal, project, now
    held: dict[str, Json] = {
        "words": ["approve 3"],
        "subject": "Homepage",
        "until": (now + timedelta(days=3)).isoformat(),
    }
    yield "challenge", "olivia", 0, held, project, now
    yield "challenge-second", "olivia", 0, {**held, "kind": "second", "by": "dana", "words": ["paid 3"]}, project, now
    yield "challenge-hold", "olivia", 0, {**held, "kind": "hold", "by": "dana", "words": ["paid 3"]}, project, now
    yield "challenge-stranger", "dana", 0, {**held, **STRANGE}, project, now
    yield "operator_alarm", "operator", 0, alarm, project, now


def _calls(now: datetime) -> Iterator[Wanted]:
    """A call that is planned, moved, and called off."""
    call, project = given.CALL, given.sample()
    moved = replace(call, starts=given.at("12-09", 9), sequence=1)
    planned: dict[str, Json] = {**meeting_data(call), "what": "called", "by": "olivia"}
    yield "meeting", "dana", 0, planned, given.with_call(call), now
    yield "meeting-owner", "olivia", 0, planned, given.with_call(call), now
    was: dict[str, Json] = {**meeting_data(moved), "what": "moved", "by": "olivia", "was": call.starts.isoformat()}
    yield "meeting-moved", "lee", 0, was, given.with_call(moved), now
    answers = {
        "dana": Reply(Rsvp.ACCEPTED, now),
        "lee": Reply(Rsvp.TENTATIVE, now, "The morning is full.", given.at("12-08", 13)),
    }
    yield "digest-calls", "olivia", 0, {}, given.with_call(replace(call, replies=answers)), now
    no: dict[str, Json] = {"name": "Lee", "at": {"at": call.starts.isoformat()}, "text": "I am ill."}
    said: dict[str, Json] = {"text": "{name} cannot come to the call on {at}. They wrote: {text}", "values": no}
    said["actions"] = ["MOVE MEETING 1 to the day and time", "CANCEL MEETING 1"]
    yield "notice-call", "olivia", 0, said, given.with_call(call), now
    twice = given.with_call(replace(call, cancelled=True))
    homepage = replace(twice.milestones[3], revisions=2, revised_at=now)
    twice = replace(twice, milestones={**twice.milestones, 3: homepage})
    yield "proposal", "olivia", 3, {"kind": "revised"}, twice, given.at("12-07", 8)
    yield "proposal-blocked", "olivia", 5, {"kind": "blocked"}, project, given.at("12-09", 8)
    after = given.at("12-08", 9)
    yield "minutes_request", "olivia", 0, {}, given.with_call(call), after
    notes = "Filters stay visible.\nDana sends a sketch by Thursday."
    held: dict[str, Json] = {"by": "olivia", "text": notes}
    yield "minutes", "dana", 0, held, given.with_call(replace(call, notes=notes)), after
    off: dict[str, Json] = {**meeting_data(moved), "what": "cancelled", "by": "olivia", "reason": "Lee is ill."}
    yield "meeting-cancelled", "dana", 0, off, given.with_call(replace(moved, cancelled=True)), now
