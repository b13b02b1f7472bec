"""Many projects with many people, and the replies that they would send."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from mailflow.app import Parts, assemble, keep_what_stands
from mailflow.daemon import Daemon
from mailflow.demo.clients import Correspondent, reply
from mailflow.domain.authority import Trust
from mailflow.domain.definition import Definition, Participant, Promise
from mailflow.domain.people import Role
from mailflow.flows.deliver import Delivering
from mailflow.flows.propose import propose
from mailflow.flows.turn import Policy
from mailflow.letters.pacing import PaceLimits
from mailflow.mail.mailbox import Mailbox
from mailflow.transports.interfaces import Inbox, Relay
from mailflow.transports.memory import MemoryInbox, MemoryRelay

ADDRESS = "projects@acme.example"
MONDAY = datetime(2026, 11, 2, 9, 0, 30, tzinfo=UTC)
WORDS = (
    "60% on milestone 1, the rest tomorrow",
    "Hi Bob,\n\nmilestone 2 is finished, files are in the folder.\n\nBest,\nLee",
    "working on 1",
    "Which font shall I use for 2?",
    "BLOCKED 3: waiting for your logo",
    "half of 2 done",
    "All fine here, nothing to report this week.",
    "can we move 3 to Friday 18 December?",
)
IN_PROCESS = False
CLIENTS = ("plain", "outlook", "iphone", "gmail")


@dataclass
class Clock:
    now: datetime = MONDAY

    def __call__(self) -> datetime:
        return self.now


def definition(number: int) -> Definition:
    """One project with an owner, a contractor and three milestones."""
    code = f"p{number:04}"
    people = (
        Participant(f"o{number}", f"Olivia {number}", (f"olivia{number}@acme.example",), Role.OWNER),
        Participant(f"c{number}", f"Carl {number}", (address(number),), Role.CONTRACTOR),
    )
    titles = ("Homepage design", "Product texts", "Shop backend")
    due = date(2026, 12, 11)
    milestones = tuple(
        Promise(n, title, due + timedelta(days=n), assignee=f"c{number}") for n, title in enumerate(titles, 1)
    )
    return Definition(code, f"Project {number}", "UTC", "Better work.", people=people, milestones=milestones)


def address(number: int) -> str:
    return f"carl{number}@studio.example"


def installation(folder: Path, inbox: Inbox, relay: Relay, clock: Callable[[], datetime]) -> Daemon:
    """A daemon without limits of its own, on SQLite, as `mailflow run` has it."""
    daemon = assemble(
        Parts(
            database=f"sqlite:///{(folder / 'bench.db').resolve()}",
            mailbox=Mailbox(ADDRESS, "Acme projects"),
            inboxes=(inbox,),
            relay=relay,
            policy=Policy(Trust(token_alone=3), timedelta(0)),
            delivering=Delivering(
                per_minute=0, per_day=0, per_hour=0, pace=PaceLimits(per_day=0, join_receipts_after=0)
            ),
            clock=clock,
            in_process=IN_PROCESS,
        )
    )
    keep_what_stands()
    return daemon


def populate(daemon: Daemon, clock: Clock, projects: int) -> None:
    """Apply that many project files."""
    for number in range(projects):
        propose(daemon.store, definition(number), clock())


def invited(folder: Path, clock: Clock, projects: int) -> dict[str, bytes]:
    """The invitations of that many projects, by the contractor's address."""
    pocket = MemoryRelay()
    daemon = installation(folder, MemoryInbox("bench"), pocket, clock)
    populate(daemon, clock, projects)
    clock.now += timedelta(minutes=1)
    daemon.once()
    daemon.close()
    return {letter.to: letter.raw for letter in pocket.letters}


def replies(letters: dict[str, bytes], count: int, words: Sequence[str] = WORDS) -> Iterator[bytes]:
    """That many replies, of every client in turn, round robin over the people."""
    people = sorted(who for who in letters if who.startswith("carl"))
    for number in range(count):
        who = people[number % len(people)]
        by = Correspondent("Carl", who, CLIENTS[number % len(CLIENTS)])
        when = MONDAY + timedelta(seconds=number)
        yield reply(letters[who], by, words[(number // len(people)) % len(words)], when)


def warm(desk: object, item: int) -> int:
    """For a worker to do, so that its processes are there before the clock starts."""
    return item
