"""Understanding alone: the CPU that one message costs, beside mail-parser's parse of the same bytes in the same run."""

import re
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import mailparser

from bench.crowd import MONDAY, Clock, installation, invited, replies
from mailflow.commands.words import Words
from mailflow.demo.clients import Correspondent, body_of, reply
from mailflow.domain.reading import Context
from mailflow.flows.understand import understand
from mailflow.mail.read import peek
from mailflow.mail.token import tokens_in
from mailflow.shipped import vocabularies
from mailflow.store import Lookup, Store
from mailflow.transports.memory import MemoryInbox, MemoryRelay

PROJECTS = 200
ROUNDS = 3
LAYOUTS = ("gmail", "outlook", "iphone")
TEXT, HISTORY = 4 * 1024, 36 * 1024
DAY = (
    "On day {0} I went through the pages that were left and wrote down what each of them still needs.\n"
    "The pictures of page {0} are in the shared folder, and the long text came back from the proofreader.\n"
    "Nobody has to do anything about it now; I only want you to know where it stands.\n"
)


@dataclass(frozen=True)
class Shape:
    """Messages of one kind, each with what it is read against. `aim`: milliseconds, where there is one."""

    name: str
    aim: str
    messages: Sequence[tuple[bytes, Context]]


def main(count: int) -> None:
    words = Words.from_toml(vocabularies())
    for shape in _shapes(count):
        for raw, context in shape.messages[:20]:
            understand(raw, context, words)
        ours, theirs = [], []
        for _ in range(ROUNDS):
            ours.append(_each(shape.messages, lambda raw, context: understand(raw, context, words)))
            theirs.append(_each(shape.messages, lambda raw, _: mailparser.parse_from_bytes(raw).subject))
        size = sum(len(raw) for raw, _ in shape.messages) / len(shape.messages) / 1024
        print(f"understanding {len(shape.messages)} {shape.name}, {size:.1f} KiB on average, one process")
        print(f"  mailflow             {min(ours):6.2f} ms of CPU a message{shape.aim}")
        print(f"  mail-parser's parse  {min(theirs):6.2f} ms")
        print(f"  ratio                {min(ours) / min(theirs):6.2f}")


def _each(messages: Sequence[tuple[bytes, Context]], work: Callable[[bytes, Context], object]) -> float:
    """Milliseconds of CPU for each. No expression of the standard library's is kept from the last round."""
    re.purge()
    began = time.process_time()
    for raw, context in messages:
        work(raw, context)
    return 1000 * (time.process_time() - began) / len(messages)


def _shapes(count: int) -> Iterator[Shape]:
    with tempfile.TemporaryDirectory() as name:
        folder, clock = Path(name), Clock()
        letters = invited(folder, clock, PROJECTS)
        daemon = installation(folder, MemoryInbox("bench"), MemoryRelay(), clock)
        try:
            yield Shape(
                "replies of four clients", " (aim 1.6)", _read_against(daemon.store, list(replies(letters, count)))
            )
            few = [_reply(letters, number, f"{number % 100}% on milestone 1") for number in range(max(1, count // 10))]
            name = f"replies of {TEXT // 1024} KiB with {HISTORY // 1024} KiB of HTML history"
            yield Shape(name, " (aim 4)", _read_against(daemon.store, few))
            much = [_reply(letters, number, _report(number)) for number in range(max(1, count // 10))]
            yield Shape(
                f"reports of {TEXT // 1024} KiB of prose above such a history", "", _read_against(daemon.store, much)
            )
        finally:
            daemon.close()


def _read_against(store: Store, messages: Sequence[bytes]) -> list[tuple[bytes, Context]]:
    """Each message with what the store knows that it is to be read against."""
    keys = store.meta.token_keys()
    envelopes = [peek(raw) for raw in messages]
    lookups = [Lookup(e.senders[0], tokens_in((*e.addressed, *e.references), keys), MONDAY) for e in envelopes]
    contexts = [
        c for start in range(0, len(lookups), 200) for c in store.journal.contexts(lookups[start : start + 200])
    ]
    assert all(context.person is not None and context.letter is not None for context in contexts)
    return list(zip(messages, contexts, strict=True))


def _reply(letters: dict[str, bytes], number: int, own: str) -> bytes:
    """Somebody's words above a long thread, in both parts."""
    people = sorted(who for who in letters if who.startswith("carl"))
    who = people[number % len(people)]
    sender = Correspondent("Carl", who, LAYOUTS[number % len(LAYOUTS)])
    return reply(_thread(letters[who]), sender, own, MONDAY)


def _report(number: int) -> str:
    days = (DAY.format(day) for day in range(number + 1, number + 100))
    return "60% on milestone 1\n\n" + "\n".join(days)[:TEXT].rpartition("\n\n")[0]


def _thread(letter: bytes) -> bytes:
    """The letter with as many earlier ones below it as make a long history."""
    original = message_from_bytes(letter)
    thread: Message = MIMEMultipart("alternative")
    for kind, length in (("plain", TEXT), ("html", HISTORY)):
        one = body_of(original, f"text/{kind}")
        thread.attach(MIMEText("\n".join([one] * (length // len(one))), kind, "utf-8"))
    for name in ("From", "Reply-To", "Subject", "Date", "Message-ID", "References"):
        if original[name]:
            thread[name] = original[name]
    return thread.as_bytes()
