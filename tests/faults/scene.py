"""What is being sent in, each valid command with a word of its own that nothing else contains, and what has to come
of it: the half of the oracle that is known before anything runs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from mailflow.app import Parts
from mailflow.demo.clients import Correspondent, fresh, out_of_office, reply
from mailflow.demo.stage import ADDRESS as ADDRESS
from mailflow.demo.stage import Stage
from tests.attached import PDF, with_files
from tests.faults.victim import POISON
from tests.routes.company import CAST, SITE, START
from tests.routes.route import Route

OLIVIA, DANA, LEE = (CAST[name].address for name in ("olivia", "dana", "lee"))
STRANGER = Correspondent("Sam Stranger", "sam@elsewhere.example")
SPAN = timedelta(hours=2)

Expected = dict[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Ground:
    """A database in which a project is under way, the letters that people got, and the time."""

    url: str
    invitations: dict[str, bytes] = field(repr=False)
    now: datetime


@dataclass(frozen=True, slots=True)
class Scene:
    """Messages that lie in the mailbox, how often each word has to stand in the ledger, and in how many letters each
    word has to reach each person. `left` are the messages that are none of mailflow's business; `files` came
    with them."""

    messages: Sequence[bytes] = field(repr=False)
    recorded: dict[str, int]
    told: Expected
    left: Sequence[bytes] = field(default=(), repr=False)
    files: Sequence[bytes] = field(default=(), repr=False)


def prepare(folder: Path, url: str, altered: Callable[[Parts], Parts]) -> Ground:
    """Play the beginning: the invitations are out, and the owner has heard of something."""
    with Stage(folder, START, (SITE,), database=url, alter=altered) as stage:
        route = Route(stage)
        route.until(START + timedelta(hours=2, minutes=30))
        route.says("lee", "invitation", "BLOCKED 3: the old texts are missing")
        route.until(route.now + timedelta(minutes=30))
        letters = {"dana": "invitation", "lee": "invitation", "olivia": "blocked"}
        return Ground(url, {who: route.letter(who, kind).raw for who, kind in letters.items()}, route.now)


class Post:
    """Writes replies, each a second after the one before."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._when = ground.now - timedelta(minutes=1)

    def says(self, who: str, text: str) -> bytes:
        return reply(self._ground.invitations[who], CAST[who], text, self._later())

    def away(self, who: str) -> bytes:
        return out_of_office(self._ground.invitations[who], CAST[who], "I am away. DONE 3", self._later())

    def writes(self, who: Correspondent, text: str) -> bytes:
        return fresh(ADDRESS, "A word", who, text, self._later())

    def _later(self) -> datetime:
        self._when += timedelta(seconds=1)
        return self._when


def everything(ground: Ground) -> Scene:
    """A mail of every fate: applied, asked about, a note, twice delivered, unproven, automatic, a stranger's."""
    post = Post(ground)
    progress = post.says("dana", "PROGRESS 2 40% zebra the form stands")
    stranger = post.writes(STRANGER, "DONE 1, says the walrus")
    messages = [
        progress,
        post.says("dana", "DONE 1\nNOTE 1: quagga, screens are in the folder"),
        post.says("lee", "QUESTION 3: is it okapi, British or American?"),
        again(progress),
        post.says("lee", "NOTE 3: tapir, half of it is translated"),
        stranger,
        post.says("olivia", "FEEDBACK 2: dugong, bigger buttons please"),
        post.away("lee"),
        post.says("olivia", "NOTE 3: narwhal, the fair is in May"),
        post.writes(CAST["dana"], "NOTE 1: ibex, fonts are licensed"),
    ]
    recorded = {"zebra": 1, "quagga": 1, "okapi": 1, "tapir": 1, "narwhal": 1, "dugong": 0, "ibex": 0, "walrus": 0}
    told = dict.fromkeys([(DANA, "zebra"), (DANA, "quagga"), (DANA, "ibex"), (LEE, "okapi"), (LEE, "tapir")], 1)
    told |= {(DANA, "Welcome to Acme"): 0, (LEE, "Welcome to Acme"): 0}
    told |= dict.fromkeys([(OLIVIA, word) for word in ("okapi", "dugong", "narwhal", "APPROVE 1")], 1)
    return Scene(messages, recorded, told, left=[stranger])


def with_evidence(ground: Ground) -> Scene:
    """The same, with files that came with some of them; one comes twice."""
    scene = everything(ground)
    first, second = PDF + b"%" * 9000, PDF + b"%%" * 700
    progress, done, *others = scene.messages
    progress, done = with_files(progress, ("form.pdf", first)), with_files(done, ("screens.pdf", second))
    others[1] = again(progress)
    return replace(scene, messages=[progress, done, *others], files=(first, second))


def load(ground: Ground, count: int) -> Scene:
    """Many small reports, each on from the one before."""
    post = Post(ground)
    reports = {
        f"{word}{chr(97 + step // 26)}{chr(97 + step % 26)}": (who, f"PROGRESS {number} {step + 1}%", more)
        for step in range(count)
        for who, number, word, more in (("dana", 2, "zebra", "the form stands"), ("lee", 3, "okapi", "and so on"))
    }
    messages = [post.says(who, f"{command} {word} {more}") for word, (who, command, more) in reports.items()]
    told = {(CAST[who].address, word): 1 for word, (who, *_) in reports.items()}
    return Scene(messages, dict.fromkeys(reports, 1), told)


def deadly(ground: Ground) -> Scene:
    """Among others, a message that kills whoever reads it."""
    post = Post(ground)
    messages = [
        post.says("dana", "PROGRESS 2 40% zebra the form stands"),
        b"X-Poison: " + POISON + b"\r\n" + post.says("lee", "NOTE 3: walrus, look at this"),
        post.says("lee", "NOTE 3: tapir, half of it is translated"),
    ]
    return Scene(messages, {"zebra": 1, "walrus": 0, "tapir": 1}, {(DANA, "zebra"): 1, (LEE, "tapir"): 1})


def again(raw: bytes) -> bytes:
    """The same message as another server handed it on: another copy, not another message."""
    return b"Received: from elsewhere.example by mx.northwind.example; Mon, 2 Nov 2026 10:31:00 +0000\r\n" + raw
