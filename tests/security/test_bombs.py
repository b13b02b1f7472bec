"""Mail that is made to be dear: deep, wide, long, quadratic. It is set aside or read, and nobody waits for it long."""

import math
import os
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mailflow.domain.authority import Trust
from mailflow.mail.authenticity import Authentication
from tests.mail.signing import with_field
from tests.security.house import OVER, SENT, TALLY, House
from tests.servers.name_server import NameServer

LONGEST_DELAY = 5.0
TRIES = 3  # others work on this machine, too
MIB = 1024 * 1024
Bomb = Callable[[bytes], bytes]


def body(text: str | bytes, kind: str = "text/plain", **fields: str) -> Bomb:
    """A mail with the writer's headers and another body."""

    def build(raw: bytes) -> bytes:
        head = raw.partition(b"\r\n\r\n")[0]
        kept = [line for line in head.split(b"\r\n") if not line.lower().startswith((b"content-", b"mime-version"))]
        more = {"MIME-Version": "1.0", "Content-Type": f"{kind}; charset=utf-8", **fields}
        lines = [*kept, *(f"{name.replace('_', '-')}: {value}".encode() for name, value in more.items())]
        return b"\r\n".join(lines) + b"\r\n\r\n" + (text if isinstance(text, bytes) else text.encode())

    return build


def header(name: str, value: str) -> Bomb:
    return lambda raw: with_field(raw, name, value)


def nested(depth: int) -> Bomb:
    opening = "".join(f"--b{n}\r\nContent-Type: multipart/mixed; boundary=b{n + 1}\r\n\r\n" for n in range(depth))
    return body(opening, Content_Type="multipart/mixed; boundary=b0")


def parts(count: int) -> Bomb:
    return body("--b\r\n\r\nx\r\n" * count + "--b--\r\n", Content_Type="multipart/mixed; boundary=b")


def mails_in_mails(depth: int) -> Bomb:
    return body("Content-Type: message/rfc822\r\n\r\n" * depth + "DONE 2", "message/rfc822")


BOMBS: dict[str, Bomb] = {
    "deep parts": nested(2000),
    "deep mails": mails_in_mails(2000),
    "wide parts": parts(50_000),
    "one boundary in another": body("--b\r\n" * 200_000, Content_Type="multipart/mixed; boundary=b"),
    "many headers": lambda raw: b"X-A: 1\r\n" * 50_000 + raw,
    "a header of a mebibyte": header("X-Long", "x" * MIB),
    "a subject of a mebibyte": header("Subject", "DONE 2 " * (MIB // 7)),
    "encoded words": header("Subject", "=?utf-8?q?=41?= " * 50_000),
    "broken encoded words": header("Subject", "=?utf-8?b?" * 50_000),
    "References": header("References", " ".join(f"<{n}@x.example>" for n in range(50_000))),
    "addresses": header("Cc", ", ".join(f"a{n}@x.example" for n in range(50_000))),
    "comments in an address": header("Cc", "(" * 50_000),
    "quotes in an address": header("Cc", '"\\' * 50_000),
    "groups in an address": header("Cc", "a:" * 50_000),
    "parameters": header("Content-Disposition", "; ".join(f"a*{n}*=x" for n in range(20_000))),
    "Received lines": lambda raw: b"Received: from a by b; Mon, 02 Nov 2026 09:00:00 +0000\r\n" * 20_000 + raw,
    "Authentication-Results": header("Authentication-Results", "mx; " + "dkim=pass (" * 20_000),
    "a DKIM signature": header("DKIM-Signature", "v=1; " + "h=from:" * 50_000),
    "many DKIM signatures": lambda raw: b"DKIM-Signature: v=1; a=rsa-sha256; d=studio.example; s=x\r\n" * 200 + raw,
    "a line of eight mebibytes": body("x" * (8 * MIB)),
    "many lines": body("x\r\n" * 2_000_000),
    "many quotes": body("> " * 1_000_000),
    "quotes at each depth": body("\r\n".join(">" * n for n in range(3000))),
    "attributions": body("On Mon, Nov 2, 2026 at 9:00 AM " * 50_000 + "wrote:"),
    "words that nearly are dates": body("on the 12 December at 3:00 " * 40_000),
    "numbers": body("1 2 3 4 5 6 7 8 9 10 " * 50_000),
    "commands": body("DONE 2\r\n" * 100_000),
    "commands in one line": body("done 2 and " * 100_000),
    "negations": body("not " * 250_000 + "done 2"),
    "spaces": body(" " * 4_000_000 + "x"),
    "commas": body("," * 1_000_000),
    "dashes": body("-" * 1_000_000 + "\r\n" + "_" * 1_000_000),
    "addresses in the text": body("a@b.example " * 100_000),
    "links": body("https://a.example/" * 60_000),
    "marks that join": body("e" + "\u0301" * 1_000_000),
    "emoji": body("👩‍👩‍👧‍👦" * 100_000),
    "entities": body("&amp;" * 500_000, "text/html"),
    "deep HTML": body("<div>" * 200_000, "text/html"),
    "deep tables": body("<table><tr><td>" * 30_000, "text/html"),
    "deep quotes in HTML": body("<blockquote>" * 100_000, "text/html"),
    "many elements": body("<b>x</b>" * 300_000, "text/html"),
    "unclosed elements": body("<a<b" * 300_000, "text/html"),
    "attributes": body("<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">x", "text/html"),
    "styles": body(
        "<style>" + "a{color:red}" * 50_000 + "</style>" + "<p style='" + "a:b;" * 100_000 + "'>x", "text/html"
    ),
    "entities of its own": body(
        "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'aaaa'>"
        + "".join(f"<!ENTITY a{n} '&a{n - 1};&a{n - 1};'>" for n in range(1, 40))
        + "]><p>&a39;</p>",
        "text/html",
    ),
    "base64 of nothing": body("=" * MIB, Content_Transfer_Encoding="base64"),
    "quoted-printable": body("=\r\n" * 500_000, Content_Transfer_Encoding="quoted-printable"),
    "uuencode": body("begin 644 x\r\n" + "M" * 1_000_000, Content_Transfer_Encoding="x-uuencode"),
    "UTF-7": body("+AGEAZQ-" * 100_000, Content_Type="text/plain; charset=utf-7"),
    "ISO-2022": body(b"\x1b$B" * 300_000, Content_Type="text/plain; charset=iso-2022-jp"),
    "a calendar": body(
        "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\n" + "BEGIN:VEVENT\r\n" * 50_000,
        Content_Type="text/calendar; method=REPLY",
    ),
    "a calendar that repeats": body(
        "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nRRULE:FREQ=SECONDLY;COUNT=99999999\r\nEND:VEVENT\r\n",
        Content_Type="text/calendar; method=REPLY",
    ),
    "a delivery report": body(
        "--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        + "Final-Recipient: rfc822; a@b.example\r\n\r\n" * 30_000,
        Content_Type="multipart/report; report-type=delivery-status; boundary=b",
    ),
    "an archive": body(b64encode(b"PK\3\4" + b"\0" * MIB), "application/zip", Content_Transfer_Encoding="base64"),
    "a winmail.dat": body(b64encode(b"\x78\x9f\x3e\x22" + b"\xff" * MIB), Content_Type="application/ms-tnef"),
    "a picture of a size": body(
        b64encode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xff\xff\xff\xff\xff\xff\xff"), Content_Type="image/png"
    ),
    "NUL": body(b"\0" * MIB),
    "tokens": body(" ".join(f"{'a' * 38}{n % 7 + 2 if n % 7 < 6 else 'b'}" for n in range(50_000))),
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """With worker processes, as the daemon has them."""
    names = NameServer()
    folder = tmp_path_factory.mktemp("house")
    trusted = Authentication(resolver=names.address)
    opened = House(folder, names, trusted, Trust(token_alone=3), in_process=False)
    yield opened
    opened.close()
    names.close()


@pytest.mark.parametrize("name", sorted(BOMBS))
def test_a_bomb_harms_nobody_and_its_neighbour_is_not_kept_waiting(name: str, house: House) -> None:
    delay = next((took for _ in range(TRIES) if (took := _delay(name, house) / slowness()) <= LONGEST_DELAY), math.inf)
    TALLY[OVER] += delay > LONGEST_DELAY
    assert delay <= LONGEST_DELAY


HONEST = {"commands", "commands in one line", "comments in an address", "many DKIM signatures"}
"""These say DONE, with a token, and stay within every limit."""


def slowness() -> float:
    """How many seconds go by here for one of work, since others work on this machine, too."""
    began, worked = time.monotonic(), time.process_time()
    while time.process_time() - worked < 0.02:
        pass
    return max(1.0, (time.monotonic() - began) / 0.02)


def _delay(name: str, house: House) -> float:
    """A bomb and a neighbour's mail come together; how long the neighbour waits, in seconds by the wall clock."""
    TALLY[SENT] += 1
    bomb = house.daemon.receiver.accept(BOMBS[name](house.answer("dana", "DONE 2")))
    day = house.clock().date().isoformat()
    neighbour = house.daemon.receiver.accept(house.signed(house.answer("olivia", f"FEEDBACK dana: well done on {day}")))
    began = time.monotonic()
    while house.store.journal.message(neighbour).disposition is None:  # type: ignore[union-attr]
        house.daemon.receiver.work()
    took = time.monotonic() - began
    for _ in range(4):
        house.tick(minutes=10)
    row, other = house.store.journal.message(bomb), house.store.journal.message(neighbour)
    assert row is not None
    assert other is not None
    assert (other.disposition, other.reason) == ("handled", "ok")
    assert row.disposition is not None, "it came to its end"
    assert ("done" in house.done_by(row)) == (name in HONEST)
    if name in HONEST:
        house.accept(house.signed(house.answer("olivia", f"REVISE 2: not yet, {name}")))
        house.tick(minutes=10)
    return took


def test_what_is_read_of_them_stays_in_the_workers(house: House) -> None:
    before = _resident()
    for name in ("a line of eight mebibytes", "many lines", "wide parts"):
        _delay(name, house)
    assert _resident() - before < 256 * MIB
    assert house.store.audit().findings == []


def _resident() -> int:
    """The octets of memory that this process has; 0 where nobody says."""
    statm = Path("/proc/self/statm")
    return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGESIZE") if statm.exists() else 0
