"""An owner of thirty contractors, in one project or in several, and a busy week of theirs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from mailflow.demo.clients import Correspondent, reply
from mailflow.demo.counts import Counts, counts
from mailflow.demo.stage import Delivered, Stage, reply_address
from mailflow.domain.calendar import instant
from mailflow.domain.definition import Definition, Participant, Promise
from mailflow.domain.milestone import State
from mailflow.domain.people import Role
from mailflow.domain.project import Ref
from mailflow.domain.snapshot import Snapshot
from mailflow.letters.decisions import decisions

ZONE = "Europe/Berlin"
START = datetime(2026, 11, 2, 7, 30, tzinfo=UTC)
"""A Monday: invitations go out. The week after it is the busy one."""
MONDAY = date(2026, 11, 9)
HANDS = 30
OWNER = "olivia"
LOOKS = (time(9, 30), time(13, 30), time(17, 30))
"""When the owner sits down to answer whatever came."""

CAST = {OWNER: Correspondent("Olivia Berg", "olivia@acme.example", "gmail")} | {
    f"w{n}": Correspondent(f"Worker{n} Wong", f"w{n}@work.example", "plain") for n in range(1, HANDS + 1)
}

WEEK: Sequence[tuple[int, str, range, str]] = (
    (0, "11:00", range(1, 15), "{a} is at 40 %"),
    (0, "14:00", range(15, 21), "{a} is done"),
    (0, "15:00", range(21, 26), "started {a}"),
    (1, "10:30", range(1, 5), "{a} is finished"),
    (1, "11:15", range(5, 8), "QUESTION {a}: which of the two drafts shall I take?"),
    (2, "10:00", range(8, 12), "done with {a}"),
    (2, "11:30", range(12, 14), "can we move {a} to Friday 20 November?"),
    (2, "15:30", range(21, 23), "BLOCKED {a}: the server does not answer"),
    (3, "10:10", range(5, 8), "{a} is finished"),
    (3, "12:00", range(23, 26), "QUESTION {a}: who signs this off at your side?"),
    (4, "09:50", range(23, 27), "{a} is finished"),
    (4, "11:00", range(14, 15), "can we move {a} to Monday 23 November?"),
)
"""On which day of the busy week, when, which of them, and what they write. Four stay silent."""


def projects(count: int) -> list[Definition]:
    """That many projects, with the thirty shared out among them; each has two milestones, one numbered like them."""
    each = HANDS // count
    return [_project(p, range(p * each + 1, (p + 1) * each + 1)) for p in range(count)]


def _project(place: int, hands: range) -> Definition:
    owner = Participant(OWNER, CAST[OWNER].name, (CAST[OWNER].address,), Role.OWNER, ZONE)
    people = [Participant(f"w{n}", CAST[f"w{n}"].name, (CAST[f"w{n}"].address,), Role.CONTRACTOR, ZONE) for n in hands]
    work = [Promise(n, f"Piece of work {n}", date(2026, 11, 13 + n % 4), assignee=f"w{n}") for n in hands]
    work += [Promise(n + 100, f"Its second half {n}", date(2026, 12, 1 + n % 4), assignee=f"w{n}") for n in hands]
    return Definition(f"crew-{place}", f"Crew {place}", ZONE, people=(owner, *people), milestones=tuple(work))


@dataclass
class Crowd:
    """The scene on a stage."""

    stage: Stage

    def play(self) -> None:
        """From the invitations to the end of the busy week."""
        for when, who, text in sorted(self._mails()):
            for _ in self.stage.play((), CAST, when):
                pass
            self.stage.clock.advance(when)
            self._decide() if who == OWNER else self._write(who, text)
        for _ in self.stage.play((), CAST, instant(MONDAY + timedelta(days=6), time(23), ZONE)):
            pass

    def letters(self, who: str) -> list[Delivered]:
        """What reached them in the busy week."""
        start, end = instant(MONDAY, time(0), ZONE), instant(MONDAY + timedelta(days=7), time(0), ZONE)
        return [one for one in self.stage.delivered() if one.to == CAST[who].address and start <= one.at < end]

    def counts(self, who: str) -> Counts:
        """How many letters that were, and how many on their worst day."""
        return counts((one.at for one in self.letters(who)), ZONE, MONDAY, 1)

    def _mails(self) -> Iterator[tuple[datetime, str, str]]:
        for day, at, hands, text in WEEK:
            for place, n in enumerate(hands):
                when = instant(MONDAY + timedelta(days=day), time.fromisoformat(at), ZONE)
                yield when + timedelta(minutes=3 * place), f"w{n}", text.format(a=n)
        for day in range(5):
            for look in LOOKS:
                yield instant(MONDAY + timedelta(days=day), look, ZONE), OWNER, ""

    def _write(self, who: str, text: str) -> None:
        letter = self._latest(who, "").raw
        self.stage.mail.submit(
            CAST[who].address, reply_address(letter), reply(letter, CAST[who], text, self.stage.clock())
        )
        self.stage.daemon.settle()

    def _decide(self) -> None:
        """Everything that waits in a project, answered in a reply to the latest letter of that project; in one reply
        where that letter is about several, in the words of its buttons."""
        replies: dict[bytes, list[str]] = {}
        for code in sorted(self.stage.store.projects.codes()):
            snapshot = self.stage.store.projects.snapshot(code)
            letter = self._latest(OWNER, code)
            named = f"{code}: " if len(_projects(letter)) > 1 else ""
            lines = [named + _answer(snapshot, one.about) for one in decisions(snapshot)]
            replies.setdefault(letter.raw, []).extend(lines)
        for raw, lines in replies.items():
            if lines:
                mail = reply(raw, CAST[OWNER], "\n".join(lines), self.stage.clock())
                self.stage.mail.submit(CAST[OWNER].address, reply_address(raw), mail)
                self.stage.daemon.settle()

    def _latest(self, who: str, code: str) -> Delivered:
        found = [one for one in self.stage.delivered() if one.to == CAST[who].address]
        ours = [one for one in found if not code or code in _projects(one)]
        return (ours or found)[-1]


def _projects(letter: Delivered) -> set[str]:
    """The projects that a letter with occasions is about; of answers, nothing is told."""
    return {occasion.split("/")[1] for occasion in letter.occasions if occasion.split("/")[1].startswith("crew-")}


def _answer(snapshot: Snapshot, about: Ref) -> str:
    if about.kind == "question":
        return f"ANSWER Q{about.number}: the second one"
    found = snapshot.milestones[about.number or 0]
    if found.state is State.SUBMITTED:
        return f"approve {found.number}"
    return f"accept date {found.number}" if found.request else f"ANSWER M{found.number}: it is up again"
