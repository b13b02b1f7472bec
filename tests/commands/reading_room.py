"""A project in which replies are read: an owner, two contractors, seven milestones; and readings in one line."""

from collections.abc import Container, Iterable, Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from mailflow.commands.grammar import Grammar, grammar
from mailflow.commands.words import Words
from mailflow.domain.milestone import Milestone, Task
from mailflow.domain.people import Member, Person, Role
from mailflow.domain.project import Ref
from mailflow.domain.reading import Answered, Asked, Context, Inline, ReplyText
from mailflow.domain.snapshot import Snapshot

CODE = "acme-site"
NOW = datetime(2026, 12, 1, 10, tzinfo=UTC)
START = datetime(2026, 11, 1, tzinfo=UTC)
REPLIES = Path(__file__).parent / "replies"
VOCABULARY = Path(__file__).parents[2] / "mailflow" / "commands" / "vocabulary"
DANA = Person("dana", "Dana Kim", ("dana@studio.example",), zone="Asia/Manila")
LEE = Person("lee", "Lee Wu", ("lee@studio.example",))
OLIVE = Person("olive", "Olive Berg", ("olive@acme.example",))
IRIS = Person("iris", "Iris Moss", ("iris@acme.example",))
PEOPLE = {person.id: person for person in (DANA, LEE, OLIVE, IRIS)}
ROLES = {"dana": Role.CONTRACTOR, "lee": Role.CONTRACTOR, "olive": Role.OWNER, "iris": Role.OBSERVER}
TITLES = (
    ("Homepage design", "dana", ("Hero image", "Footer")),
    ("Product pages", "dana", ()),
    ("Checkout", "dana", ("Cart", "Payment form")),
    ("Launch", "dana", ()),
    ("Blog templates", "dana", ()),
    ("SEO audit", "lee", ()),
    ("Logo design", "dana", ()),
)


@cache
def words() -> Words:
    """The vocabularies that ship."""
    return Words.from_toml({path.stem: path.read_text("utf-8") for path in VOCABULARY.glob("*.toml")})


def project(code: str = CODE, **changes: object) -> Snapshot:
    """Seven milestones, the n-th due on December n+1."""
    milestones = {
        number: Milestone(number, title, date(2026, 12, number + 1), who, tasks=tuple(Task(t) for t in tasks))
        for number, (title, who, tasks) in enumerate(TITLES, start=1)
    }
    members = {person: Member(person, role, START) for person, role in ROLES.items()}
    known = {"milestones": milestones, "members": members, "people": PEOPLE, "title": "Acme website"} | changes
    return Snapshot(code, **known)  # type: ignore[arg-type]


def context(
    by: str = "dana", *, about: int = 0, letter: str = "", snapshots: tuple[Snapshot, ...] = (), **changes: object
) -> Context:
    """What that person's reply is read against."""
    ref = Ref(CODE, "milestone", about) if about else Ref(CODE)
    answered = Answered(letter or "check_in", by, ref, "m@acme.example") if about or letter else None
    known = {"now": NOW, "person": PEOPLE[by], "snapshots": snapshots or (project(),), "letter": answered} | changes
    return Context(**known)  # type: ignore[arg-type]


def read(
    text: str, against: Context | None = None, *, subject: str = "", quoted: dict[int, str] | None = None
) -> Grammar:
    """The reading of a reply."""
    inline = tuple(Inline(line, ours) for line, ours in (quoted or {}).items())
    return grammar(ReplyText(text, subject, inline=inline), against or context(), words())


def in_words(said: Grammar) -> str:
    """A reading in one line, as the tables of this folder write it."""
    return "; ".join([*(_asked(one) for one in said.asked), *(f"? {one.reason}" for one in said.unclear)])


def misread(cases: Mapping[str, str], against: Context) -> str:
    """The texts that do not ask for what stands beside them, one a line; nothing where all do."""
    found = {text: in_words(read(text, against)) for text in cases}
    return "\n".join(
        f"{text!r}: {found[text]}, not {expected}" for text, expected in cases.items() if found[text] != expected
    )


def asking(texts: Iterable[str], against: Context, verbs: Container[str], milestone: int | None = None) -> str:
    """The texts that ask for one of these (of that milestone), one a line; nothing where none does."""
    return "\n".join(
        f"{text!r}: {in_words(said)}"
        for text, said in ((text, read(text, against)) for text in texts)
        if any(a.verb in verbs and milestone in (None, a.milestone) for a in said.asked)
    )


def _asked(asked: Asked) -> str:
    if asked.verb == "note":
        return "note"
    about = "" if asked.milestone is None else str(asked.milestone)
    about += f".{asked.task}" if asked.task else ""
    details = (
        about,
        f"Q{asked.question}" if asked.question else "",
        "" if asked.percent is None else f"{asked.percent}%",
        asked.person or "",
        asked.day.isoformat() if asked.day else "",
        f"until {asked.until.isoformat()}" if asked.until else "",
        f"at {asked.at:%H:%M}" if asked.at else "",
        "~" if asked.confidence == "probable" else "",
    )
    return " ".join((asked.verb, *(d for d in details if d)))
