"""Whatever happens, the log says which message or letter it was, and nothing of what anybody wrote or who they are."""

import io
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mailflow.demo.clients import fresh, reply
from mailflow.demo.stage import Stage, reply_address
from mailflow.flows.apply import Applier
from mailflow.logs import Discreet, concealed, ours_or_grave
from tests.attached import with_files
from tests.routes.company import CAST, SITE

START = datetime(2026, 11, 2, 8, tzinfo=UTC)
SECRET = "zebra-crossing"
TRACES = (SECRET, "Dana Kim", "dana@studio.example", "dana", "olivia@", "lee@", "mallory@", "northwind.example", "@")
LEVELS = (logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR)


@contextmanager
def logged() -> Iterator[dict[int, io.StringIO]]:
    """Everything that the program would log from each level on, as it would be written."""
    root, kept = logging.getLogger(), {level: io.StringIO() for level in LEVELS}
    handlers, before = [logging.StreamHandler(one) for one in kept.values()], root.level
    for level, handler in zip(kept, handlers, strict=True):
        handler.setLevel(level)
        handler.setFormatter(Discreet("%(levelname)s %(name)s: %(message)s"))
        handler.addFilter(ours_or_grave)
        root.addHandler(handler)
    root.setLevel(min(LEVELS))
    try:
        yield kept
    finally:
        root.setLevel(before)
        for handler in handlers:
            root.removeHandler(handler)


def test_a_whole_route_leaves_nobody_s_words_and_addresses_in_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    applied = Applier.apply

    def apply(self: Applier, unit: object, kept: object, context: object, understood: object, now: object) -> None:
        if "EXPLODE" in str(understood):
            raise ValueError(str(understood))
        applied(self, unit, kept, context, understood, now)  # type: ignore[arg-type]

    monkeypatch.setattr(Applier, "apply", apply)
    with logged() as kept, Stage(tmp_path, START, [SITE]) as stage:
        stage.clock.advance(stage.clock() + timedelta(minutes=1))
        stage.daemon.settle()
        letter = next(one.raw for one in stage.delivered() if one.to == CAST["dana"].address)
        stage.mail.refuse(CAST["olivia"].address)  # type: ignore[attr-defined]
        for raw in mails(letter, stage.clock() + timedelta(minutes=1)):
            stage.mail.submit(CAST["dana"].address, reply_address(letter), raw)
            stage.clock.advance(stage.clock() + timedelta(minutes=10))
            stage.daemon.settle()
        assert len(stage.store.journal.messages()) >= 8
    for level in LEVELS:
        said = kept[level].getvalue()
        assert "message not applied" in said
        assert [trace for trace in TRACES if trace in re.sub(r"(?m)^  \S+:\d+ in \S+$", "", said)] == []


def mails(letter: bytes, when: datetime) -> list[bytes]:
    """One of each kind: done, forged, broken, automatic, too deep, with a file, a stranger's, one that blows up."""
    dana, mallory = CAST["dana"], CAST["dana"].__class__("Mallory", "mallory@evil.example")
    texts = [f"DONE 1\n{SECRET}", f"BLOCKED 2: {SECRET}", f"EXPLODE {SECRET}", f"QUESTION: {SECRET}?"]
    found = [reply(letter, dana, text, when + timedelta(minutes=n)) for n, text in enumerate(texts)]
    late = when + timedelta(hours=1)
    return [
        *found,
        with_files(reply(letter, dana, SECRET, late), (f"{SECRET}.pdf", b"%PDF-1.7 " + SECRET.encode())),
        reply(letter, mallory, SECRET, late),
        fresh("projects@northwind.example", SECRET, mallory, SECRET, late),
        b"Auto-Submitted: auto-replied\r\n" + reply(letter, dana, f"out of office {SECRET}", late),
        b"From: dana@studio.example, lee@moreno.example\r\nSubject: " + SECRET.encode() + b"\r\n\r\n" + SECRET.encode(),
        b"Content-Type: multipart/mixed; boundary=x\r\nFrom: dana@studio.example\r\n\r\n" + b"--x\r\n" * 5000,
        reply(letter, dana, SECRET, late).replace(b'charset="utf-8"', b'charset="' + SECRET.encode() + b'"'),
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("letter 3 to dana@studio.example was refused", "letter 3 to [address] was refused"),
        ("<dana@studio.example>: 550 no such user", "<[address]>: 550 no such user"),
        ("Key (address)=(dana@studio.example) exists", "Key (address)=([address]) exists"),
        ("one\r\nERROR mailflow: forged\x1b[2J", "one ERROR mailflow: forged?[2J"),
        ("a\u202eb", "a?b"),
        ("x" * 5000, "x" * 1000),
    ],
)
def test_a_line_is_one_line_without_addresses(text: str, shown: str) -> None:
    assert concealed(text) == shown


def test_of_an_exception_the_place_is_told_and_not_the_text() -> None:
    with logged() as every:
        kept = every[logging.DEBUG]
        try:
            raise KeyError(SECRET)
        except KeyError:
            logging.getLogger("mailflow.flows").exception("round failed")
    assert "KeyError" in kept.getvalue()
    assert "test_logs.py" in kept.getvalue()
    assert SECRET not in kept.getvalue()


def test_what_goes_over_the_wire_is_not_logged() -> None:
    with logged() as kept:
        logging.getLogger("imapclient.imaplib").debug("> LOGIN projects %s", SECRET)
        logging.getLogger("asyncio").warning("slow")
    assert kept[logging.DEBUG].getvalue() == "WARNING asyncio: slow\n"
