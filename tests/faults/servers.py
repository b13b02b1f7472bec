"""Servers that stall, refuse, lie or lose their numbers: each row of the table is one way of misbehaving."""

import imaplib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from mailflow.demo.stage import ADDRESS
from tests.faults import scene as scenes
from tests.faults.budget import Choice
from tests.faults.campaign import Campaign, passing
from tests.faults.fleet import at_rest, fleet
from tests.faults.host import Run, wait
from tests.faults.line_proxy import Answer, Fault, Greeting, Stall
from tests.faults.points import POINT, traced
from tests.faults.rows import Row
from tests.faults.scene import Scene

PATIENCE = 1.5
ANSWERS = {
    "SMTP": (
        "421 4.3.2 going down",
        "451 4.3.0 try again later",
        "550 5.7.1 not from you",
        "354 go ahead, whatever you said",
        "gibberish",
    ),
    "IMAP": ("{tag} NO [UNAVAILABLE] not now", "{tag} BAD what", "* BYE going down", "gibberish"),
}
GREETINGS = {
    "SMTP": ("421 4.3.2 too busy", "554 5.7.1 no service here", "* OK IMAP4rev1 ready"),
    "IMAP": ("* BYE too busy", "220 mx.example ESMTP", ""),
}
_VALIDITY = re.compile(rb"(UIDVALIDITY|COPYUID) (\d+)")
_FIRST_RECEIVED = "commit Journal.receive"


def answered(campaign: Campaign, protocol: str, scene: Scene, chosen: Choice) -> Row:
    """Each line of the client's answered otherwise, and hung up; and other greetings."""
    row = Row(f"{campaign.databases.name}, {protocol} answered badly")
    lines = campaign.lines(scene, protocol, row)["client"]
    faults: list[Fault] = [Answer(number, text) for number in range(1, lines + 1) for text in ANSWERS[protocol]]
    faults += [Greeting(text) for text in GREETINGS[protocol]]
    return _each(campaign, row, protocol, scene, faults, chosen)


def stalled(campaign: Campaign, protocol: str, scene: Scene, chosen: Choice) -> Row:
    """From each line on nothing more comes through, and nobody hangs up."""
    row = Row(f"{campaign.databases.name}, {protocol} stalled")
    counts = campaign.lines(scene, protocol, row)
    faults: list[Fault] = [Stall(who, number) for who, count in counts.items() for number in range(1, count + 1)]
    return _each(campaign, row, protocol, scene, faults, chosen, PATIENCE)


def trickling(campaign: Campaign, scene: Scene) -> Row:
    """Everything comes one octet at a time."""
    row = Row(f"{campaign.databases.name}, octet by octet", points=2)
    for protocol in ("IMAP", "SMTP"):
        with campaign.run(scene) as run, passing(run, protocol, None, trickle=True):
            campaign.conclude(row, protocol, run)
    return row


def without_move(campaign: Campaign, scene: Scene, chosen: Choice) -> Row:
    """The server cannot MOVE, and the daemon is killed around COPY, flag and EXPUNGE."""
    row = Row(f"{campaign.databases.name}, killed without MOVE")
    with campaign.run(scene) as run, passing(run, "IMAP", None, altered=_no_move):
        campaign.conclude(row, "undisturbed", run, lambda: False)
        points = [text for word, text in traced(run.path) if word == POINT and text.startswith("imap UID")]
    row.points = len(points)
    for point in chosen(points):
        with campaign.run(scene) as run, passing(run, "IMAP", None, altered=_no_move):
            campaign.conclude(row, point, run, partial(_died, run, point))
    return row


def renumbered(campaign: Campaign, scene: Scene, chosen: Choice) -> Row:
    """Killed, and when it comes back all folders have another UIDVALIDITY."""
    row = Row(f"{campaign.databases.name}, killed, then renumbered")
    for point in chosen(campaign.points(scene, row)):
        with campaign.run(scene) as run:
            died = _died(run, point)
            with passing(run, "IMAP", None, altered=_renumber):
                campaign.conclude(row, point, run, lambda died=died: died)  # type: ignore[misc]
    return row


def emptied(campaign: Campaign, scene: Scene) -> Row:
    """The INBOX is emptied by somebody else: what was taken in before is applied all the same."""
    row = Row(f"{campaign.databases.name}, mailbox emptied", points=2)
    point = next(one for one in campaign.points(scene, Row("")) if one.startswith(_FIRST_RECEIVED) and "after" in one)
    with campaign.run(scene) as run:
        died = _died(run, point)
        empty(run)
        run.scene = replace(scene, messages=(), left=())
        campaign.conclude(row, f"{point}, then emptied", run, lambda: died)
    with campaign.run(scene) as run, passing(run, "IMAP", None, altered=_emptying(run)):
        run.scene = Scene((), {}, {})
        campaign.conclude(row, "emptied while it was fetched", run)
    return row


def refusing(campaign: Campaign, scene: Scene, chosen: Choice) -> Row:
    """One person's address is refused at RCPT, and killed around that: all others get their letters, and the owner
    hears of it."""
    row = Row(f"{campaign.databases.name}, one recipient refused")
    told = {(to, word): 0 if to == scenes.LEE else count for (to, word), count in scene.told.items()}
    scene = replace(scene, told=told | {(scenes.OLIVIA, scenes.LEE): 1})
    with campaign.run(scene) as run:
        run.mail.refuse(scenes.LEE)
        campaign.conclude(row, "undisturbed", run, lambda: False)
        points = [text for word, text in traced(run.path) if word == POINT and text.startswith("smtp RCPT")]
    row.points = len(points)
    for point in chosen(points):
        with campaign.run(scene) as run:
            run.mail.refuse(scenes.LEE)
            campaign.conclude(row, point, run, partial(_died, run, point))
    return row


class Mute:
    """A server that offers IDLE, says that it is idling, and never says anything more."""

    def __init__(self) -> None:
        self.asked = 0
        self._tag = b""

    def offered(self, line: bytes) -> bytes:
        return line.replace(b" MOVE", b" MOVE IDLE") if b"CAPABILITY" in line else line

    def answer(self, line: bytes) -> bytes:
        tag, _, command = line.strip().partition(b" ")
        if command.upper() == b"IDLE":
            self.asked, self._tag = self.asked + 1, tag
            return b"+ idling\r\n"
        return self._tag + b" OK idled\r\n" if tag.upper() == b"DONE" else b""


def idle_lied(campaign: Campaign, scene: Scene) -> Row:
    """Mail comes while a daemon idles on a server that says nothing of it: it is found by the poll beneath."""
    row, mute = Row(f"{campaign.databases.name}, IDLE that says nothing", points=1), Mute()
    run = campaign.run(scene)
    run.first = 1

    def found() -> bool:
        with fleet(run, [campaign.zygote]) as (daemon,):
            daemon.start()
            idles = wait(lambda: mute.asked > 1)
            for raw in scene.messages[1:]:
                run.mail.append(ADDRESS, raw)
            return idles and wait(partial(at_rest, run, daemon.began))

    with run, passing(run, "IMAP", None, altered=mute.offered, answering=mute.answer):
        campaign.conclude(row, "mail came meanwhile", run, found)
    row.lost += [] if row.faults else ["it was not found by the daemon that idled"]
    return row


def without_tls(campaign: Campaign, scene: Scene) -> Row:
    """TLS fails at first, by each of its ways in: nothing is said in the clear, and all of it is done later."""
    row = Row(f"{campaign.databases.name}, TLS failing", points=2)
    for tls in ("implicit", "starttls"):
        with campaign.run(scene) as run:
            run.tls = tls  # type: ignore[assignment]
            run.span = 5
            run.life()
            said = [text for word, text in traced(run.path) if word == POINT and ("LOGIN" in text or "MAIL" in text)]
            run.tls, run.span = "loopback-plain", None
            campaign.conclude(row, tls, run)
            row.lost += [f"{tls}: said in the clear: {one}" for one in said]
    return row


def empty(run: Run) -> None:
    """As another mail program does it."""
    with imaplib.IMAP4("127.0.0.1", run.mail.imap_port) as other:
        other.login(ADDRESS, run.mail.password)
        other.select("INBOX")
        other.store("1:*", "+FLAGS", "\\Deleted")
        other.expunge()


# -- inside


def _each(
    campaign: Campaign,
    row: Row,
    protocol: str,
    scene: Scene,
    faults: Sequence[Fault],
    chosen: Choice,
    patience: float = 0,
) -> Row:
    row.points = len(faults)
    for fault in chosen(faults):
        with campaign.run(scene) as run, passing(run, protocol, fault) as proxy:
            run.patience = patience
            campaign.conclude(row, str(fault), run)
            row.faults -= not proxy.met
    return row


def _died(run: Run, point: str) -> bool:
    return run.life(point) != 0


def _no_move(line: bytes) -> bytes:
    return line.replace(b" MOVE", b"") if b"CAPABILITY" in line else line


def _renumber(line: bytes) -> bytes:
    return _VALIDITY.sub(lambda found: b"%b %d" % (found[1], int(found[2]) + 1), line)


def _emptying(run: Run) -> Callable[[bytes], bytes]:
    """Empties the INBOX at the first answer to a FETCH."""
    left: Iterator[None] = iter([None])

    def altered(line: bytes) -> bytes:
        if b" FETCH " in line:
            for _ in left:
                empty(run)
        return line

    return altered
