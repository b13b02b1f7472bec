"""What went wrong in a run, from outside: the words that were sent in, what stands in the ledger, what the people's
server received, and when the faults happened. Nothing here asks mailflow what it thinks it has done."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from email import message_from_bytes

from mailflow.demo.clients import body_of
from mailflow.demo.servers import Accepted
from tests.faults.points import ANSWERED, CONTENT, CONTINUED, CRASHED, CUT, DOUBT, FENCED, KILLED, ROBBED
from tests.faults.scene import Scene
from tests.faults.watched import message_id


@dataclass(frozen=True, slots=True)
class Verdict:
    """Findings, in words. `inside` counts duplicates that the window explains; `crashed` are errors of the program's
    own, which nothing that befell it explains."""

    lost: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    crashed: tuple[str, ...] = ()
    inside: int = 0

    @property
    def good(self) -> bool:
        return not (self.lost or self.doubled or self.outside or self.crashed)

    def __str__(self) -> str:
        found = {"lost": self.lost, "doubled": self.doubled, "duplicate outside the window": self.outside}
        found |= {"crashed by itself": self.crashed}
        return "; ".join(f"{what}: {', '.join(each)}" for what, each in found.items() if each) or "nothing"


@dataclass(frozen=True, slots=True)
class Seen:
    """What a run left behind: rows of the ledger as text, mails that were received, what lies in which folder."""

    ledger: Sequence[str] = field(repr=False)
    received: Sequence[Accepted] = field(repr=False)
    folders: dict[str, list[bytes]] = field(repr=False)
    traces: Sequence[Sequence[tuple[str, str]]] = field(repr=False)


def judge(scene: Scene, seen: Seen) -> Verdict:
    recorded = {word: sum(word in row for row in seen.ledger) for word in scene.recorded}
    told = reached(scene, seen.received)
    lost = [f"{word} in the ledger" for word, count in scene.recorded.items() if recorded[word] < count]
    lost += [f"{word} to {to}" for (to, word), count in scene.told.items() if told[to, word] < count]
    lost += unkept(scene, seen) + unsent(seen)
    doubled = [f"{word} in the ledger" for word, count in scene.recorded.items() if recorded[word] > count]
    doubled += [f"{word} to {to}" for (to, word), count in told.items() if count > scene.told.get((to, word), 0)]
    inside, outside = duplicates(seen)
    outside += [
        f"the lease of {text}, taken before its time" for one in seen.traces for word, text in one if word == ROBBED
    ]
    return Verdict(tuple(lost), tuple(doubled), tuple(outside), crashes(seen.traces), inside)


def crashes(traces: Iterable[Sequence[tuple[str, str]]]) -> tuple[str, ...]:
    """Each error of the program's own, once."""
    return tuple(dict.fromkeys(text for trace in traces for word, text in trace if word == CRASHED))


def reached(scene: Scene, received: Iterable[Accepted]) -> Counter[tuple[str, str]]:
    """In how many different mails each word reached each person; the same Message-ID is the same mail."""
    words = scene.recorded.keys() | {word for _, word in scene.told}
    mails = {message_id(one.raw): one for one in received}
    return Counter(
        (one.recipient, word)
        for one in mails.values()
        for text in [body_of(message_from_bytes(one.raw), "text/plain")]
        for word in words
        if word in text
    )


def unkept(scene: Scene, seen: Seen) -> list[str]:
    """Mail that is in no folder any more, or still in the INBOX, or no longer there though it is a stranger's."""
    inbox, everywhere = seen.folders["INBOX"], [raw for raws in seen.folders.values() for raw in raws]
    lost = [f"message {message_id(raw)}" for raw in scene.messages if raw not in everywhere]
    lost += [f"message {message_id(raw)}, not dealt with" for raw in inbox if raw not in scene.left]
    return lost + [f"a stranger's {message_id(raw)}" for raw in scene.left if raw not in inbox]


def unsent(seen: Seen) -> list[str]:
    """Letters that were on the point of being sent, and never were."""
    begun = set[str]()
    for trace in seen.traces:
        last = {text.split()[0]: (word, text) for word, text in trace if word in (DOUBT, ANSWERED)}
        begun |= {letter for letter, (word, text) in last.items() if word == DOUBT or text.endswith(" sent")}
    return [f"letter {letter}" for letter in begun - {message_id(one.raw) for one in seen.received}]


def duplicates(seen: Seen) -> tuple[int, list[str]]:
    """How many mails more than one of each Message-ID: those that a fault in the window explains, and the others."""
    copies = defaultdict(list)
    for one in seen.received:
        copies[message_id(one.raw)].append(one.raw)
    allowed, inside, outside = sum(map(doubtful_faults, seen.traces), Counter[str]()), 0, list[str]()
    for letter, raws in copies.items():
        if len(set(raws)) > 1:
            outside.append(f"{letter} with other bytes")
        elif len(raws) - 1 > allowed[letter]:
            outside.append(f"{letter} {len(raws)} times")
        else:
            inside += len(raws) - 1
    return inside, outside


def doubtful_faults(trace: Iterable[tuple[str, str]]) -> Counter[str]:
    """How many faults each letter met between the commit of its doubt and that of the answer. That a process stood
    still explains what it had begun to transmit; the rest it should not have transmitted any more."""
    found, open_now, begun = Counter[str](), set[str](), set[str]()
    for word, text in trace:
        if word == DOUBT:
            open_now.add(text)
            begun.discard(text)
        elif word == CONTENT:
            begun.add(text)
        elif word == ANSWERED:
            open_now.discard(text.split()[0])
        elif word == CONTINUED:
            found.update(open_now & begun)
        elif word == FENCED:
            open_now.clear()
        elif word in (KILLED, CUT):
            found.update(open_now)
    return found
