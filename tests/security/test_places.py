"""Every payload in every place where somebody's words come out, one by one: what is written is what is read back.

`test_injection.py` throws them at a whole installation; here each of them stands in each place.
"""

import csv
import imaplib
import io
import json
import logging
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from html.parser import HTMLParser
from itertools import cycle
from pathlib import Path

import pytest

from mailflow.cli.output import harmless, lines_of_json, table
from mailflow.demo.clients import body_of
from mailflow.demo.servers import EmbeddedMail
from mailflow.domain.letter import Phrase
from mailflow.letters.samples import Sample
from mailflow.logs import Discreet
from mailflow.mail.compose import Page
from mailflow.mail.file_names import safe_name
from mailflow.mail.paragraphs import without_controls
from mailflow.mail.serialise import Enclosure, alternative, ids, mailbox, one_line, with_files, words
from mailflow.report.cells import would_calculate
from mailflow.report.tables import clean
from mailflow.transports.imap import ImapInbox, ImapSettings
from mailflow.transports.interfaces import Outgoing, Sending
from mailflow.transports.smtp import SmtpRelay, SmtpSettings
from mailflow.transports.smtp_connection import acceptable, wire
from tests.letters.desk import all_samples, composer, head_of, parts_of
from tests.mail.test_calendar_file import CALL, written
from tests.security.house import TALLY
from tests.security.payloads import MARK, SEEDS, payloads
from tests.security.test_injection import ALL, PLACES, harmless_page, one_event, steering

EVERY = payloads(2000)
HEAD = re.compile(rb"^([A-Za-z-]+): ")


@pytest.fixture(autouse=True)
def _counted() -> None:
    TALLY["payloads in single places"] += len(EVERY)


def test_they_are_all_different_and_each_place_meets_each_seed() -> None:
    assert len(set(EVERY)) == len(EVERY) == 2000
    for place in range(PLACES):
        thrown = "\0".join(payloads(ALL)[place::PLACES])
        plain = [seed.format(m=MARK) if "{m}" in seed else seed for seed in SEEDS]
        assert [seed for seed in plain if seed not in thrown] == []


@pytest.mark.parametrize(
    "spelt",
    [lambda text: words("Subject", text), lambda text: mailbox(text, "dana@studio.example")],
    ids=["subject", "name"],
)
def test_in_a_header_it_is_one_field(spelt: Callable[[str], str]) -> None:
    for text in EVERY:
        value = spelt(text)
        raw = alternative([("Subject", value), ("X-End", "1")], "", "", "b")
        mail = message_from_bytes(raw, policy=policy.compat32)
        assert list(mail)[:2] == ["Subject", "X-End"]
        assert len(mail.keys()) == 4
        shown = str(make_header(decode_header(re.sub(r"\r?\n(?=[ \t])", "", str(mail["Subject"])))))
        assert steering(shown) == []
        assert len(shown.split("\n")) == 1
        assert max(map(len, raw.split(b"\r\n"))) <= 998
        if value == words("Subject", text):
            assert " ".join(shown.split()) == one_line(text)


def test_of_message_ids_only_ids_are_left() -> None:
    for text in EVERY:
        for one in (text, f"<{text}>", f"<a@b> {text}", f"<a@b>{text}<c@d>"):
            assert re.fullmatch(r"(<[!-;=?-~]+>)?", ids([one])), one


def test_on_the_wire_it_never_ends_the_letter() -> None:
    for text in EVERY:
        raw = alternative([("Subject", "x")], f".\n{text}\n.\n", f"<p>.</p>\n{text}", "b")
        sent = wire(raw)
        lines = sent.split(b"\r\n")
        assert b"\n" not in sent.replace(b"\r\n", b"")
        assert lines.index(b".") == len(lines) - 2
        assert lines[-1] == b""
        got = b"\r\n".join(line.removeprefix(b".") for line in lines[:-2]) + b"\r\n"
        assert got == re.sub(rb"\r\n|\r|\n", b"\r\n", raw)
        read = message_from_bytes(raw)
        assert [part.get_content_type() for part in read.walk()][1:] == ["text/plain", "text/html"]
        assert text.replace("\r\n", "\n").strip() in body_of(read, "text/plain").replace("\r\n", "\n")


def test_no_address_is_made_of_it() -> None:
    for text in EVERY:
        if acceptable(text) or acceptable(f"{text}@evil.example"):
            assert not set(text) & set(" \t\r\n<>")
            assert text.isascii()


def test_a_file_s_name_stays_one_name_and_one_part() -> None:
    letter = alternative([("Subject", "x")], "text", "<p>text</p>", "b")
    for text in EVERY:
        name = safe_name(text, "file")
        assert name.isprintable()
        assert not set(name) & set('/\\:*?"<>|`')
        assert not name.startswith((".", "-", "~"))
        assert len(name.encode()) <= 250
        assert Path("/kept", name).resolve().parent == Path("/kept")
        read = message_from_bytes(with_files(letter, [Enclosure(text, "application/pdf", b"%PDF-1.7")]))
        parts = [part for part in read.walk() if not part.is_multipart()]
        assert [part.get_content_type() for part in parts] == ["text/plain", "text/html", "application/pdf"]
        assert {name.lower() for name in read} == {"subject", "mime-version", "content-type"}


def test_in_a_calendar_it_is_text() -> None:
    """Five in each, in all that is somebody's words."""
    for start in range(0, len(EVERY), 5):
        title, asked, told, place, name = EVERY[start : start + 5]
        said = Phrase("{title} {asked}", {"title": title, "asked": asked})
        event = replace(CALL, summary=said, lines=((said, told),), location=place, attendee=name)
        one_event(written(event).decode(), CALL.address)


def test_in_a_spreadsheet_it_is_text() -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    for text in EVERY:
        cell = clean(text)
        writer.writerow([f"'{cell}" if would_calculate(cell) else cell, "end"])
    rows = list(csv.reader(io.StringIO(out.getvalue(), newline="")))
    assert len(rows) == len(EVERY)
    for cell, end in rows:
        assert end == "end"
        assert unicodedata.normalize("NFKC", cell.lstrip())[:1] not in {"=", "+", "-", "@"}
        assert steering(cell.replace("\r", "")) == []


def test_a_terminal_and_a_script_get_one_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    for text in EVERY:
        assert steering(harmless(text)) == []
        assert "\n" not in harmless(text)
        assert "\x1b" not in harmless(text)
    table(["words", "end"], [(text, "end") for text in EVERY[:300]], "nothing")
    assert steering(capsys.readouterr().out) == []
    lines_of_json({"words": text} for text in EVERY)
    lines = capsys.readouterr().out.split("\n")
    assert [json.loads(line)["words"] for line in lines if line] == EVERY
    assert steering("".join(lines)) == []


def test_a_log_line_stays_one_line_without_an_address() -> None:
    told = Discreet("%(levelname)s %(name)s: %(message)s")
    for text in EVERY:
        line = told.format(logging.LogRecord("mailflow.x", logging.INFO, "x.py", 1, "said %s", (text,), None))
        assert line.startswith("INFO mailflow.x: said")
        assert len(line.splitlines()) == 1
        assert steering(line) == []
        assert "@evil.example" not in line
        assert "@acme.example" not in line


class _Marks(HTMLParser):
    """What is markup in a page, and what is text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_in_a_letter_it_is_text_and_runs_nothing() -> None:
    """Fifty at a time, as the words of every letter that passes somebody's words on."""
    telling = [one for one in all_samples().values() if any(_telling(part.facts) for part in parts_of(one))]
    assert len(telling) >= 5
    usual = {one.name: set(_tags(_told(one, "some\nwords\n\nand more").html)) for one in telling}
    shown = 0
    for start in range(0, len(EVERY), 50):
        sample = telling[start // 50 % len(telling)]
        page = _told(sample, "\n".join(EVERY[start : start + 50]))
        harmless_page(page.html)
        assert set(_tags(page.html)) <= usual[sample.name]
        assert steering(page.text) == []
        shown += page.html.count(MARK)
    assert shown >= len(EVERY)


def _telling(facts: object) -> bool:
    return isinstance(getattr(facts, "text", None), str)


def _told(sample: Sample, text: str) -> Page:
    parts = [
        replace(one, facts=replace(one.facts, text=text)) if _telling(one.facts) else one for one in parts_of(sample)
    ]  # type: ignore[call-arg]
    return composer().render(parts, head_of(sample))


def _tags(page: str) -> list[str]:
    read = _Marks()
    read.feed(page)
    return read.tags


def test_no_imap_command_holds_a_word_of_any_mail(
    embedded: EmbeddedMail, embedded_user: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fifty mails with forty payloads each are listed, fetched and filed, and every line of ours is listened to."""
    lines: list[bytes] = []
    send = imaplib.IMAP4.send
    monkeypatch.setattr(imaplib.IMAP4, "send", lambda client, data: (lines.append(bytes(data)), send(client, data))[1])
    inbox = ImapInbox(
        ImapSettings(embedded.host, embedded.imap_port, "loopback-plain", embedded_user, embedded.password)
    )
    for start in range(0, len(EVERY), 40):
        embedded.append(embedded_user, hostile(EVERY[start : start + 40]))
    listing = inbox.list("INBOX")
    raws = [one.raw for one in inbox.fetch("INBOX", listing.found, 1_000_000)]
    assert [one.raw for one in inbox.heads("INBOX", listing.found)] != raws
    inbox.file("INBOX", [one.uid for one in listing.found], "Processed")
    inbox.close()
    assert b"".join(raws).count(MARK.encode()) >= len(EVERY) / 2
    assert len(embedded.messages(embedded_user, "Processed")) == len(EVERY) // 40
    assert len(lines) > 5
    for line in lines:
        assert MARK.encode() not in line
        assert re.fullmatch(rb"[A-Z]{4}\d+ [A-Z][A-Z ]*[\w\[\]()<>:*,.@\" -]*(\r\n)?|\r\n|DONE\r\n", line), line


def hostile(texts: list[str]) -> bytes:
    """A mail whose every field, and whose files' names, are somebody's payloads, as far as a field can hold them."""
    names = cycle(["Subject", "Message-ID", "In-Reply-To", "References", "X-Folder", "From", "To", "Content-ID"])
    flat = [re.sub(r"[\r\n\0]+", " ", text).encode("utf-8", "replace") for text in texts]
    head = b"".join(name.encode() + b": " + text + b"\r\n" for name, text in zip(names, flat, strict=False))
    return head + b"\r\n" + "\r\n".join(texts).encode("utf-8", "replace") + b"\r\n"


def test_a_server_gets_each_letter_whole_and_for_one_reader(embedded: EmbeddedMail) -> None:
    relay = SmtpRelay(SmtpSettings(embedded.host, embedded.smtp_port, "loopback-plain", "projects@acme.example"))
    letters = []
    for number, start in enumerate(range(0, len(EVERY), 100)):
        texts = "\n".join(EVERY[start : start + 100])
        head = [
            ("Subject", words("Subject", EVERY[start])),
            ("From", mailbox(EVERY[start + 1], "projects@acme.example")),
        ]
        letters.append(Outgoing(number, "dana@studio.example", alternative(head, without_controls(texts), "", "b")))
    before = len(embedded.accepted)
    assert {sent.sending for known in relay.send(letters, lambda *_: None) for sent in known} == {Sending.SENT}
    relay.close()
    taken = embedded.accepted[before:]
    assert {(one.sender, one.recipient) for one in taken} == {("projects@acme.example", "dana@studio.example")}
    assert sorted(one.raw for one in taken) == sorted(one.raw for one in letters)
