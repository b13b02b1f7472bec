"""Somebody writes as somebody else. Each variant is sent once for every level; only what it may reach is carried out.

What is expected is the level: 0 means that nothing at all is carried out, however harmless.
"""

# ruff: noqa: E501 (header fields stand as servers write them)

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pytest

from mailflow.demo.clients import reply
from mailflow.domain.authority import Trust
from mailflow.mail.authenticity import Authentication
from tests.mail.signing import USUAL, ed25519_key, rsa_key, with_field
from tests.security.house import ABOVE, ADDRESS, DANA, OLIVIA, PROBES, TALLY, House
from tests.servers.name_server import NameServer

Build = Callable[[House, str], bytes]
LEVELS = {"note": 1, "question": 1, "feedback": 2, "date_request": 2, "move": 3}
NUMBERS = count(1)
LAST: set[int] = set()
RECORD = rsa_key()[1]
NEEDED = ("from", "subject", "date", "message-id")


@pytest.fixture(scope="module")
def names() -> Iterator[NameServer]:
    server = NameServer()
    yield server
    server.close()


@pytest.fixture(scope="module")
def houses(names: NameServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], House]]:
    """Installations by their policy, each built when it is first needed."""
    policies = {
        "usual": (Authentication(resolver=names.address), Trust()),
        "border": (Authentication("mx.acme.example", "mx.acme.example", names.address), Trust()),
        "google": (Authentication(resolver=names.address, provider="google"), Trust()),
        "microsoft365": (Authentication(resolver=names.address, provider="microsoft365"), Trust()),
        "internal": (Authentication(resolver=names.address), Trust(token_alone=3)),
        "two": (Authentication(resolver=names.address), Trust(token_alone=2)),
        "fresh": (Authentication(resolver=names.address), Trust()),
    }
    built: dict[str, House] = {}

    def find(policy: str) -> House:
        if policy not in built:
            built[policy] = House(tmp_path_factory.mktemp(policy), names, *policies[policy])
        return built[policy]

    yield find
    for house in built.values():
        house.close()


def reached(house: House, build: Build, who: str = "olivia") -> set[int]:
    """The levels at which something was carried out."""
    found: set[int] = set()
    for text in PROBES[who].values():
        number = next(NUMBERS)
        message = house.accept(build(house, text.format(n=number, day=unused_day(house, number).isoformat())))
        assert message.disposition is not None, "nothing stays open"
        found |= {LEVELS[kind] for kind in house.done_by(message)}
    assert {row.person for row in house.store.outbox.rows()} <= {"olivia", "dana", "operator"}
    TALLY.tell(len(PROBES[who]))
    LAST.clear()
    LAST.update(found)
    return found


def unused_day(house: House, number: int) -> date:
    """A day to ask for: neither the one that stands nor one that is asked for already, since that changes nothing."""
    milestone = house.store.projects.snapshot("acme-site").milestones[2]
    taken = {milestone.due, None if milestone.request is None else milestone.request.day}
    day = (house.clock() + timedelta(days=100 + number % 900)).date()
    return day if day not in taken else day + timedelta(days=950)


def up_to(level: int, who: str = "olivia") -> set[int]:
    """What the variant sent last may reach; whatever it did reach above that is counted."""
    allowed = {number for number in PROBES[who] if number <= level}
    TALLY[ABOVE] += len(LAST - allowed)
    return allowed


def replaced(raw: bytes, name: str, value: str | None) -> bytes:
    """Another value for a header field, or none at all."""
    line = b"" if value is None else f"{name}: {value}\r\n".encode()
    pattern = rb"(?ims)^" + name.encode() + rb":.*?\r\n(?![ \t])"
    head, end, body = raw.partition(b"\r\n\r\n")
    return re.sub(pattern, lambda _: line, head + b"\r\n", count=1).removesuffix(b"\r\n") + end + body


# -- tokens, stolen, old, foreign and none, with and without a good signature of the sender's domain

TOKENS: dict[str, tuple[Build, int, int]] = {
    "none": (lambda h, t: h.word("olivia", t), 0, 1),
    "fresh": (lambda h, t: h.answer("olivia", t), 1, 3),
    "old": (lambda h, t: h.answer("olivia", t, old=True), 1, 2),
    "of another project": (
        lambda h, t: h.answer("olivia", t.replace("MOVE 2", "MOVE acme-site/2"), about="bolt"),
        1,
        2,
    ),
    "of another person": (lambda h, t: h.answer("dana", t, as_="olivia"), 0, 1),
    "in capitals": (lambda h, t: _retoken(h.answer("olivia", t), str.upper), 1, 3),
    "cut short": (lambda h, t: _retoken(h.answer("olivia", t), lambda token: token[:-1]), 0, 1),
    "made longer": (lambda h, t: _retoken(h.answer("olivia", t), lambda token: token + "a"), 0, 1),
    "with another end": (lambda h, t: _retoken(h.answer("olivia", t), _other_end), 0, 1),
    "turned round": (lambda h, t: _retoken(h.answer("olivia", t), lambda token: token[::-1]), 0, 1),
    "made up": (lambda h, t: _retoken(h.answer("olivia", t), lambda token: "a" * 39), 0, 1),
    "in the body alone": (lambda h, t: h.word("olivia", f"{t}\n\n{_token(h.letter('olivia'))}"), 0, 1),
    "in the subject alone": (lambda h, t: h.word("olivia", t, f"Re: {_token(h.letter('olivia'))}"), 1, 3),
    "in In-Reply-To alone": (
        lambda h, t: with_field(h.word("olivia", t), "In-Reply-To", f"<{_token(h.letter('olivia'))}@acme.example>"),
        1,
        3,
    ),
    "in References alone": (
        lambda h, t: with_field(
            h.word("olivia", t), "References", f"<a@b> <{_token(h.letter('olivia'))}@acme.example>"
        ),
        1,
        3,
    ),
    "in To alone": (
        lambda h, t: replaced(h.word("olivia", t), "To", f"projects+{_token(h.letter('olivia'))}@acme.example"),
        1,
        3,
    ),
    "in a header of its own": (
        lambda h, t: with_field(h.word("olivia", t), "X-Token", _token(h.letter("olivia"))),
        0,
        1,
    ),
    "in the display name": (
        lambda h, t: replaced(h.word("olivia", t), "From", f'"{_token(h.letter("olivia"))}" <olivia@acme.example>'),
        0,
        1,
    ),
    "beside a stolen one": (
        lambda h, t: with_field(
            h.answer("olivia", t), "X-Original-To", f"projects+{_token(h.letter('dana'))}@acme.example"
        ),
        1,
        3,
    ),
}


def _token(letter: bytes) -> str:
    found = re.search(rb"[a-z2-7]{39}", letter)
    assert found is not None
    return found[0].decode()


def _retoken(raw: bytes, change: Callable[[str], str]) -> bytes:
    head, end, body = raw.partition(b"\r\n\r\n")
    return re.sub(rb"[a-z2-7]{39}", lambda found: change(found[0].decode()).encode(), head) + end + body


def _other_end(token: str) -> str:
    """Another spelling of the same octets: 39 characters hold three bits more than 24 octets."""
    letters = "abcdefghijklmnopqrstuvwxyz234567"
    return token[:-1] + letters[letters.index(token[-1]) ^ 1]


@pytest.mark.parametrize("name", sorted(TOKENS))
@pytest.mark.parametrize("with_signature", [False, True])
def test_a_token_reaches_what_it_reaches(name: str, with_signature: bool, houses: Callable[[str], House]) -> None:
    build, alone, aligned = TOKENS[name]
    if with_signature:
        assert reached(houses("usual"), lambda h, t: h.signed(build(h, t))) == up_to(aligned)
    else:
        assert reached(houses("usual"), build) == up_to(alone)


# -- signatures that prove nothing: with a token it is a token alone, without one it is nothing

SIGNATURES: dict[str, Build] = {
    "of another domain": lambda h, raw: h.signed(raw, "evil.example"),
    "of a child domain": lambda h, raw: h.signed(raw, "mail.acme.example"),
    "of a public suffix": lambda h, raw: h.signed(raw, "example"),
    "of another domain for an address of ours": lambda h, raw: h.signed(
        raw, "evil.example", add={"i": "olivia@acme.example"}
    ),
    "with l= of the whole body": lambda h, raw: h.signed(raw, length=True),
    "with l=0 and a new body": lambda h, raw: h.signed(raw, add={"l": "0"}) + b"\r\nmore\r\n",
    "without Subject": lambda h, raw: h.signed(raw, fields=("from", "to", "date", "message-id")),
    "without Date": lambda h, raw: h.signed(raw, fields=("from", "to", "subject", "message-id")),
    "without Message-ID": lambda h, raw: h.signed(raw, fields=("from", "to", "subject", "date")),
    "by sha1": lambda h, raw: h.signed(raw, algorithm="rsa-sha1"),
    "expired": lambda h, raw: h.signed(raw, add={"x": str(int(h.clock().timestamp()) - 1)}),
    "made last month": lambda h, raw: h.signed(raw, add={"t": str(int(h.clock().timestamp()) - 30 * 86400)}),
    "made tomorrow": lambda h, raw: h.signed(raw, add={"t": str(int(h.clock().timestamp()) + 86400)}),
    "of a Date last month": lambda h, raw: h.signed(replaced(raw, "Date", "Fri, 02 Oct 2026 09:00:00 +0000")),
    "of a Date tomorrow": lambda h, raw: h.signed(replaced(raw, "Date", "Wed, 04 Nov 2026 09:00:00 +0000")),
    "of no Date": lambda h, raw: h.signed(
        replaced(raw, "Date", None), fields=("from", "to", "subject", "date", "message-id")
    ),
    "of an older body": lambda h, raw: h.signed(raw) + b"\r\nP.S. and one thing more\r\n",
    "of another Subject": lambda h, raw: replaced(h.signed(raw), "Subject", "APPROVE 3"),
    "of another Date": lambda h, raw: replaced(h.signed(raw), "Date", "Mon, 02 Nov 2026 09:00:01 +0000"),
    "with a second Subject on top": lambda h, raw: with_field(h.signed(raw), "Subject", "APPROVE 3"),
    "with a second Subject below": lambda h, raw: with_field(h.signed(raw), "Subject", "APPROVE 3", last=True),
    "with a second Date": lambda h, raw: with_field(h.signed(raw), "Date", "Mon, 02 Nov 2026 09:00:00 +0000"),
    "with a second Content-Type": lambda h, raw: with_field(h.signed(raw), "Content-Type", "text/html"),
    "with a second To": lambda h, raw: with_field(
        h.signed(replaced(raw, "To", "lee@elsewhere.example")), "To", ADDRESS
    ),
    "of mail to somebody else": lambda h, raw: h.signed(replaced(raw, "To", "lee@elsewhere.example"), fields=USUAL),
    "of mail to somebody else, copied to us later": lambda h, raw: with_field(
        h.signed(replaced(raw, "To", "lee@elsewhere.example")), "Cc", ADDRESS
    ),
    "of mail to our name at somebody else's": lambda h, raw: h.signed(
        replaced(raw, "To", f'"{ADDRESS}" <lee@elsewhere.example>')
    ),
    "of mail to nobody": lambda h, raw: h.signed(replaced(raw, "To", "undisclosed-recipients:;")),
    "by a key that does not exist": lambda h, raw: h.signed(raw, selector="none"),
    "by a key in testing": lambda h, raw: h.signed(raw, selector="testing"),
    "by a revoked key": lambda h, raw: h.signed(raw, selector="revoked"),
    "by a key for other services": lambda h, raw: h.signed(raw, selector="service"),
    "by a key for other digests": lambda h, raw: h.signed(raw, selector="digest"),
    "by a key of another kind": lambda h, raw: h.signed(raw, selector="kind"),
    "by a key that is too short": lambda h, raw: h.signed(raw, selector="short", key=rsa_key(768)[0]),
    "by somebody else's key": lambda h, raw: h.signed(raw, key=rsa_key(1024, seed=99)[0]),
    "by one of two keys": lambda h, raw: h.signed(raw, selector="twice"),
    "by a key for the very domain, as a subdomain": lambda h, raw: h.signed(
        raw, selector="strict", identity="@x.acme.example"
    ),
    "with two lists of fields": lambda h, raw: h.signed(raw, add={"H": "from"}).replace(b"; H=", b"; h="),
    "without a body's digest": lambda h, raw: h.signed(raw, drop=("bh",)),
    "with a malformed digest": lambda h, raw: h.signed(raw, add={"bh": "???"}),
    "cut off": lambda h, raw: re.sub(rb"b=[^;]{20}\S*\r\n( .*\r\n)*", b"b=AAAA\r\n", h.signed(raw), count=1),
    "without anything": lambda h, raw: with_field(raw, "DKIM-Signature", ""),
    "below a line that hides a field": lambda h, raw: b"X-One: a\rSubject: APPROVE 3\r\n" + h.signed(raw),
    "of ARC alone": lambda h, raw: h.signed(raw).replace(b"DKIM-Signature:", b"ARC-Message-Signature:", 1),
    "in the body": lambda h, raw: raw + b"\r\n" + h.signed(raw),
}
RECORDS = {
    "testing": (f"{RECORD}; t=y",),
    "revoked": ("v=DKIM1; p=",),
    "service": (f"{RECORD}; s=tlsrpt",),
    "digest": (f"{RECORD}; h=sha1",),
    "kind": (ed25519_key()[1],),
    "short": (rsa_key(768)[1],),
    "twice": (RECORD, rsa_key(1024, seed=5)[1]),
    "strict": (f"{RECORD}; t=s",),
}


@pytest.mark.parametrize("name", sorted(SIGNATURES))
@pytest.mark.parametrize("with_token", [False, True])
def test_a_signature_that_proves_nothing_reaches_nothing(
    name: str, with_token: bool, houses: Callable[[str], House], names: NameServer
) -> None:
    names.zone |= {f"{selector}._domainkey.acme.example": records for selector, records in RECORDS.items()}

    def build(house: House, text: str) -> bytes:
        return SIGNATURES[name](house, house.answer("olivia", text) if with_token else house.word("olivia", text))

    assert reached(houses("usual"), build) == up_to(1 if with_token else 0)


GOOD: dict[str, Build] = {
    "by rsa": lambda h, raw: h.signed(raw),
    "by ed25519": lambda h, raw: h.signed(raw, algorithm="ed25519-sha256", selector="ed"),
    "of the needed fields only": lambda h, raw: h.signed(raw, fields=NEEDED),
    "beside one of the mailer's": lambda h, raw: h.signed(h.signed(raw), "evil.example"),
    "below a bad one": lambda h, raw: with_field(h.signed(raw), "DKIM-Signature", "v=1; d=acme.example; s=none"),
    "of mail to others and to us": lambda h, raw: h.signed(replaced(raw, "To", f"lee@elsewhere.example, {ADDRESS}")),
    "with Received lines on top": lambda h, raw: with_field(
        h.signed(raw), "Received", "from a by b; Mon, 02 Nov 2026 09:00:00 +0000"
    ),
    "with forged results on top": lambda h, raw: with_field(
        h.signed(raw), "Authentication-Results", "mx.acme.example; dmarc=fail"
    ),
}


@pytest.mark.parametrize("name", sorted(GOOD))
@pytest.mark.parametrize(("with_token", "level"), [(False, 1), (True, 3)])
def test_a_good_signature_reaches_what_it_should(
    name: str, with_token: bool, level: int, houses: Callable[[str], House], names: NameServer
) -> None:
    names.zone["ed._domainkey.acme.example"] = (ed25519_key()[1],)

    def build(house: House, text: str) -> bytes:
        raw = house.answer("olivia", text) if with_token else house.word("olivia", text)
        if "others" in name and with_token:
            return house.signed(replaced(raw, "To", f"lee@elsewhere.example, projects+{_token(raw)}@acme.example"))
        return GOOD[name](house, raw)

    assert reached(houses("usual"), build) == up_to(level)


# -- From lines: with a fresh token of Olivia's, and well signed by the attacker's own domain

FROMS: dict[str, tuple[tuple[str, ...], int]] = {
    "the attacker's own": (("mallory@evil.example",), 0),
    "two fields, ours first": (("olivia@acme.example", "mallory@evil.example"), 0),
    "two fields, ours last": (("mallory@evil.example", "olivia@acme.example"), 0),
    "two fields, the same": (("olivia@acme.example", "olivia@acme.example"), 0),
    "two addresses": (("olivia@acme.example, mallory@evil.example",), 0),
    "two addresses of ours": (("olivia@acme.example, dana@studio.example",), 0),
    "two addresses by semicolon": (("olivia@acme.example; mallory@evil.example",), 0),
    "two in angles": (("<olivia@acme.example> <mallory@evil.example>",), 0),
    "two in angles, glued": (("<olivia@acme.example><mallory@evil.example>",), 0),
    "angles in angles": (("<<olivia@acme.example>mallory@evil.example>",), 0),
    "a group": (("Owners: olivia@acme.example;",), 0),
    "an empty group": (("Owners:;",), 0),
    "a route": (("<@evil.example:olivia@acme.example>",), 0),
    "ours as display name": (("olivia@acme.example <mallory@evil.example>",), 0),
    "ours as quoted display name": (('"olivia@acme.example" <mallory@evil.example>',), 0),
    "ours in angles in the display name": (('"<olivia@acme.example>" <mallory@evil.example>',), 0),
    "ours as encoded display name": (("=?utf-8?q?olivia=40acme=2Eexample?= <mallory@evil.example>",), 0),
    "ours and angles, encoded": (("=?utf-8?q?=3Colivia=40acme=2Eexample=3E=2C?= <mallory@evil.example>",), 0),
    "ours in a comment": (("mallory@evil.example (olivia@acme.example)",), 0),
    "ours before a comment's end": (("(olivia@acme.example) mallory@evil.example",), 0),
    "ours behind an open comment": (("mallory@evil.example (olivia@acme.example",), 0),
    "ours behind a NUL": (("olivia@acme.example\x00@evil.example",), 0),
    "ours behind a line break in quotes": (('"a\r\n\tb" <mallory@evil.example>',), 0),
    "ours quoted as a local part": (('"olivia@acme.example"@evil.example',), 0),
    "ours with a percent": (("olivia%acme.example@evil.example",), 0),
    "ours with two @": (("olivia@acme.example@evil.example",), 0),
    "ours as a domain's beginning": (("olivia@acme.example.evil.example",), 0),
    "a longer domain": (("olivia@xacme.example",), 0),
    "a child domain": (("olivia@mail.acme.example",), 0),
    "a plus part": (("olivia+x@acme.example",), 0),
    "a dot": (("oliv.ia@acme.example",), 0),
    "a Cyrillic a in the domain": (("olivia@\u0430cme.example",), 0),
    "a Cyrillic a in the name": (("olivi\u0430@acme.example",), 0),
    "a dotless i": (("ol\u0131via@acme.example",), 0),
    "a Kelvin-like capital": (("\u212a@acme.example",), 0),
    "a full-width name": (("\uff4flivia@acme.example",), 0),
    "a zero-width space": (("olivia\u200b@acme.example",), 0),
    "a right-to-left override": (("olivia\u202e@acme.example",), 0),
    "punycode": (("olivia@xn--cme-5cd.example",), 0),
    "no address": (("Olivia Berg",), 0),
    "nothing": (("",), 0),
    "no field": ((), 0),
    "a quoted local part": (('"olivia"@acme.example',), 0),
    "capitals": (("OLIVIA@ACME.EXAMPLE",), 1),
    "a full-width dot in the domain": (("olivia@acme\uff0eexample",), 1),
    "a final dot": (("olivia@acme.example.",), 0),
    "a comment": (("olivia@acme.example (Olivia)",), 1),
    "a name with a comma, quoted": (('"Berg, Olivia" <olivia@acme.example>',), 1),
    "her address as her name": (("olivia@acme.example <olivia@acme.example>",), 1),
}


@pytest.mark.parametrize("name", sorted(FROMS))
def test_a_from_line_is_one_address_or_nobody_s(name: str, houses: Callable[[str], House]) -> None:
    values, level = FROMS[name]

    def build(house: House, text: str) -> bytes:
        raw = replaced(house.answer("olivia", text), "From", None)
        for value in reversed(values):
            raw = with_field(raw, "From", value)
        try:
            return house.signed(raw, "evil.example")
        except Exception:  # noqa: BLE001 (what cannot be signed is sent unsigned)
            return raw

    assert reached(houses("usual"), build) == up_to(level)


OTHERS = {
    "Sender": "olivia@acme.example",
    "Reply-To": "olivia@acme.example",
    "Return-Path": "<olivia@acme.example>",
    "Resent-From": "olivia@acme.example",
    "X-Original-From": "olivia@acme.example",
    "Errors-To": "olivia@acme.example",
    "X-From": "olivia@acme.example",
    "Envelope-From": "olivia@acme.example",
}


@pytest.mark.parametrize("name", sorted(OTHERS))
def test_no_other_field_says_who_wrote(name: str, houses: Callable[[str], House]) -> None:
    def build(house: House, text: str) -> bytes:
        raw = replaced(house.answer("olivia", text), "From", "mallory@evil.example")
        return house.signed(with_field(raw, name, OTHERS[name]), "evil.example")

    assert reached(houses("usual"), build) == set()


# -- Authentication-Results, with a fresh token; the border's own line is the topmost that names it

BORDER = "from out.example (out.example [192.0.2.1]) by mx.acme.example (Postfix) with ESMTPS; Mon, 02 Nov 2026 10:00:00 +0000"
SAID = "mx.acme.example; dkim=pass header.d=acme.example; dmarc=pass header.from=acme.example"
RESULTS: dict[str, tuple[tuple[tuple[str, str], ...], int, int]] = {
    "above": ((("Authentication-Results", SAID), ("Received", BORDER)), 1, 3),
    "below": ((("Received", BORDER), ("Authentication-Results", SAID)), 0, 1),
    "below, above a forged border": (
        (("Received", BORDER), ("Authentication-Results", SAID), ("Received", BORDER)),
        0,
        1,
    ),
    "without a border": ((("Authentication-Results", SAID),), 0, 1),
    "of another server": ((("Authentication-Results", SAID.replace("mx.", "mx2.")), ("Received", BORDER)), 0, 1),
    "of a server of the attacker's": (
        (("Authentication-Results", SAID.replace("mx.acme", "mx.acme.evil")), ("Received", BORDER)),
        0,
        1,
    ),
    "of nobody": ((("Authentication-Results", SAID.partition("; ")[2]), ("Received", BORDER)), 0, 1),
    "of SPF": (
        (("Authentication-Results", "mx.acme.example; spf=pass smtp.mailfrom=acme.example"), ("Received", BORDER)),
        0,
        1,
    ),
    "of DMARC by SPF": (
        (
            (
                "Authentication-Results",
                "mx.acme.example; spf=pass smtp.mailfrom=acme.example; dmarc=pass header.from=acme.example",
            ),
            ("Received", BORDER),
        ),
        0,
        1,
    ),
    "of another domain": ((("Authentication-Results", SAID.replace("d=acme", "d=evil")), ("Received", BORDER)), 0, 1),
    "of a child domain": (
        (("Authentication-Results", SAID.replace("d=acme", "d=mail.acme")), ("Received", BORDER)),
        0,
        1,
    ),
    "of a failure": (
        (("Authentication-Results", "mx.acme.example; dmarc=fail header.from=acme.example"), ("Received", BORDER)),
        0,
        0,
    ),
    "of a failure beside a pass": (
        (
            ("Authentication-Results", "mx.acme.example; dmarc=fail header.from=acme.example"),
            ("Authentication-Results", SAID),
            ("Received", BORDER),
        ),
        0,
        0,
    ),
    "of a failure, a pass below": (
        (
            ("Authentication-Results", "mx.acme.example; dmarc=fail"),
            ("Received", BORDER),
            ("Authentication-Results", SAID),
        ),
        0,
        0,
    ),
    "of a failure that is forged below": (
        (("Received", BORDER), ("Authentication-Results", "mx.acme.example; dmarc=fail")),
        0,
        1,
    ),
    "of a pass in a comment": (
        (
            ("Authentication-Results", "mx.acme.example; spf=pass (x; dkim=pass header.d=acme.example)"),
            ("Received", BORDER),
        ),
        0,
        1,
    ),
    "of a pass in quotes": (
        (
            (
                "Authentication-Results",
                'mx.acme.example; spf=pass smtp.mailfrom="x; dkim=pass header.d=acme.example"@evil.example',
            ),
            ("Received", BORDER),
        ),
        0,
        1,
    ),
    "of two domains in one pass": (
        (
            ("Authentication-Results", "mx.acme.example; dkim=pass header.d=acme.example header.i=@evil.example"),
            ("Received", BORDER),
        ),
        0,
        1,
    ),
    "under a greeting that opens a comment": (
        (
            ("Received", BORDER.replace("from out.example", "from out( ")),
            ("Authentication-Results", SAID),
            ("Received", BORDER),
        ),
        0,
        1,
    ),
    "of ARC": ((("ARC-Authentication-Results", f"i=1; {SAID}"), ("Received", BORDER)), 0, 1),
    "of the old header": ((("X-Authentication-Results", SAID), ("Received", BORDER)), 0, 1),
    "of Received-SPF": (
        (("Received-SPF", "pass (mx.acme.example: domain of acme.example)"), ("Received", BORDER)),
        0,
        1,
    ),
    "of none": ((("Authentication-Results", "mx.acme.example; none"), ("Received", BORDER)), 0, 1),
}


@pytest.mark.parametrize("name", sorted(RESULTS))
@pytest.mark.parametrize("with_token", [False, True])
def test_results_count_above_the_border_alone(name: str, with_token: bool, houses: Callable[[str], House]) -> None:
    lines, without, level = RESULTS[name]

    def build(house: House, text: str) -> bytes:
        raw = house.answer("olivia", text) if with_token else house.word("olivia", text)
        for field, value in reversed(lines):
            raw = with_field(raw, field, value)
        return raw

    assert reached(houses("border"), build) == up_to(level if with_token else without)


FLAWED = {
    "l=": {"length": True},
    "unsigned Subject": {"fields": ("from", "to", "date", "message-id")},
    "expired": {"add": {"x": "1"}},
    "old": {"add": {"t": "1000000000"}},
}


@pytest.mark.parametrize("name", sorted(FLAWED))
def test_a_border_that_finds_a_loose_signature_good_is_not_enough(name: str, houses: Callable[[str], House]) -> None:
    def build(house: House, text: str) -> bytes:
        raw = house.signed(house.answer("olivia", text), **FLAWED[name])  # type: ignore[arg-type]
        return with_field(with_field(raw, "Received", BORDER), "Authentication-Results", SAID)

    assert reached(houses("border"), build) == up_to(1)


def test_a_border_that_finds_a_replay_good_is_not_enough(houses: Callable[[str], House]) -> None:
    def build(house: House, text: str) -> bytes:
        raw = house.signed(replaced(house.answer("olivia", text), "To", "lee@elsewhere.example"))
        return with_field(with_field(raw, "Received", BORDER), "Authentication-Results", SAID)

    assert reached(houses("border"), build) == up_to(1)


@pytest.mark.parametrize("policy", ["usual", "google", "microsoft365"])
@pytest.mark.parametrize("name", ["above", "below", "of nobody"])
def test_results_mean_nothing_where_nobody_was_named(policy: str, name: str, houses: Callable[[str], House]) -> None:
    def build(house: House, text: str) -> bytes:
        raw = house.answer("olivia", text)
        for field, value in reversed(RESULTS[name][0]):
            raw = with_field(raw, field, value)
        return raw

    assert reached(houses(policy), build) == up_to(1)


def test_our_own_verifying_outweighs_a_border_that_saw_a_failure(houses: Callable[[str], House]) -> None:
    def build(house: House, text: str) -> bytes:
        raw = with_field(house.signed(house.answer("olivia", text)), "Received", BORDER)
        return with_field(raw, "Authentication-Results", "mx.acme.example; dmarc=fail header.from=acme.example")

    assert reached(houses("border"), build) == up_to(3)


@pytest.mark.parametrize(
    ("marks", "level"),
    [
        ({"X-MS-Exchange-Organization-AuthAs": "Internal"}, 3),
        ({"X-MS-Exchange-Organization-AuthAs": "Anonymous"}, 1),
        ({"X-MS-Exchange-CrossTenant-AuthAs": "Internal"}, 1),
        (
            {
                "X-MS-Exchange-Organization-AuthAs": "Internal",
                "Received": "from x by AB1.mail.protection.outlook.com with SMTP; Mon, 02 Nov 2026 10:00:00 +0000",
            },
            1,
        ),
    ],
)
@pytest.mark.parametrize("policy", ["microsoft365", "usual"])
def test_the_tenant_s_mark_counts_in_the_tenant(
    policy: str, marks: dict[str, str], level: int, houses: Callable[[str], House]
) -> None:
    def build(house: House, text: str) -> bytes:
        raw = house.answer("olivia", text)
        for field, value in marks.items():
            raw = with_field(raw, field, value)
        return raw

    assert reached(houses(policy), build) == up_to(level if policy == "microsoft365" else 1)


# -- installations that trust a token more


@pytest.mark.parametrize(
    ("policy", "name", "level"),
    [
        ("internal", "none", 0),
        ("internal", "fresh", 3),
        ("internal", "old", 2),
        ("internal", "of another project", 2),
        ("internal", "of another person", 0),
        ("internal", "cut short", 0),
        ("two", "none", 0),
        ("two", "fresh", 2),
        ("two", "old", 2),
        ("two", "of another person", 0),
    ],
)
def test_a_trusted_token_reaches_no_further_than_it_is_trusted(
    policy: str, name: str, level: int, houses: Callable[[str], House]
) -> None:
    assert reached(houses(policy), TOKENS[name][0]) == up_to(level)


# -- contractors


@pytest.mark.parametrize(
    ("name", "level"),
    [("none", 0), ("token", 1), ("signed", 1), ("both", 2), ("signed by a parent's child", 1), ("as olivia", 0)],
)
def test_a_contractor_s_mail_reaches_what_it_proves(name: str, level: int, houses: Callable[[str], House]) -> None:
    builds: dict[str, Build] = {
        "none": lambda h, t: h.word("dana", t),
        "token": lambda h, t: h.answer("dana", t),
        "signed": lambda h, t: h.signed(h.word("dana", t), "studio.example"),
        "both": lambda h, t: h.signed(h.answer("dana", t), "studio.example"),
        "signed by a parent's child": lambda h, t: h.signed(h.answer("dana", t), "acme.example"),
        "as olivia": lambda h, t: h.answer("olivia", t, as_="dana"),
    }
    assert reached(houses("usual"), builds[name], "dana") == up_to(level, "dana")


def test_an_owner_s_decision_is_not_a_contractor_s_however_well_proven(houses: Callable[[str], House]) -> None:
    house = houses("usual")
    for text in ("APPROVE 1", "MOVE 2: 2027-03-03", "CANCEL 3: no longer needed", "PAID 1", "CLOSE PROJECT"):
        message = house.accept(house.signed(house.answer("dana", text), "studio.example"))
        assert set(house.done_by(message)) <= {"date_request"}, "a contractor asks for what an owner decides"


@pytest.mark.parametrize("policy", ["usual", "border", "internal"])
def test_money_does_not_move_by_mail(policy: str, houses: Callable[[str], House]) -> None:
    house = houses(policy)
    message = house.accept(house.signed(house.answer("olivia", "PAID 1")))
    assert house.done_by(message) == []


# -- asked at the registered address


def test_what_is_confirmed_from_the_registered_mailbox_counts(houses: Callable[[str], House]) -> None:
    """An owner whose domain signs nothing is asked, and her answer to that is proof."""
    house = houses("fresh")
    asked = house.accept(house.answer("olivia", "MOVE 3: 2027-02-10"))
    assert (asked.disposition, asked.reason) == ("challenged", "unproven")
    house.tick()
    letter = next(one.raw for one in reversed(house.relay.letters) if b"2027-02-10" in one.raw)
    stolen = house.accept(reply(letter, DANA, "MOVE 3: 2027-02-10", house.clock()))
    assert house.done_by(stolen) == []
    house.accept(reply(letter, OLIVIA, "MOVE 3: 2027-02-10", house.clock()))
    assert house.done_by(asked) == ["move"]
    confirmed = house.store.journal.message(asked.id)
    assert confirmed is not None
    assert "confirmed by olivia" in confirmed.evidence
    house.tick(hours=13)


# -- the DNS


def test_without_dns_a_message_waits_fifteen_minutes_and_goes_on_as_a_token_alone(
    houses: Callable[[str], House], names: NameServer
) -> None:
    house = houses("usual")
    names.zone["slow._domainkey.acme.example"] = "servfail"
    raw = house.signed(house.answer("olivia", "QUESTION dana: is it late?"), selector="slow")
    waiting = house.accept(raw)
    assert (waiting.disposition, waiting.attempts, waiting.reason) == (None, 0, "no_dns")
    for _ in range(14):
        house.clock.now += timedelta(minutes=1)
        house.daemon.receiver.work()
    still = house.store.journal.message(waiting.id)
    assert still is not None
    assert (still.disposition, still.attempts) == (None, 0)
    house.clock.now += timedelta(minutes=1, seconds=1)
    house.daemon.receiver.work()
    at_last = house.store.journal.message(waiting.id)
    assert at_last is not None
    assert (at_last.disposition, at_last.evidence) == ("handled", "token")


def test_dns_that_comes_back_is_proof_after_all(houses: Callable[[str], House], names: NameServer) -> None:
    house = houses("usual")
    names.zone["back._domainkey.acme.example"] = "servfail"
    waiting = house.accept(house.signed(house.answer("olivia", "MOVE 3: 2027-04-04"), selector="back"))
    assert waiting.disposition is None
    names.zone["back._domainkey.acme.example"] = (RECORD,)
    house.clock.now += timedelta(minutes=2)
    house.daemon.receiver.work()
    found = house.store.journal.message(waiting.id)
    assert found is not None
    assert house.done_by(found) == ["move"]
    assert found.evidence == "token+aligned (dkim acme.example)"
    assert house.store.projects.ledger("acme-site")[-1].evidence == found.evidence


def test_nobody_s_key_is_looked_up_for_strangers_or_where_nothing_is_signed(
    houses: Callable[[str], House], names: NameServer
) -> None:
    house = houses("usual")
    before = sum(names.asked.values())
    house.accept(house.answer("olivia", "STATUS"))
    house.accept(
        house.signed(replaced(house.word("olivia", "x"), "From", "x@evil.example"), "evil.example", selector="n")
    )
    house.accept(house.signed(house.word("olivia", "STATUS"), "evil.example", selector="n"))
    assert sum(names.asked.values()) == before


def test_the_worker_process_weighs_as_this_one_does(names: NameServer, tmp_path: Path) -> None:
    house = House(tmp_path, names, Authentication(resolver=names.address), Trust(), in_process=False)
    try:
        assert reached(house, lambda h, t: h.signed(replaced(h.answer("olivia", t), "From", OLIVIA.address))) == {
            1,
            2,
            3,
        }
        parent = house.signed(house.answer("olivia", "MOVE 2: 2027-05-05"), "example")
        assert house.done_by(house.accept(parent)) == []
    finally:
        house.close()


def test_of_a_mail_of_which_only_the_beginning_was_kept_no_signature_counts(
    houses: Callable[[str], House], names: NameServer
) -> None:
    house = houses("fresh")
    raw = house.signed(house.answer("olivia", "MOVE 2: 2027-06-06") + b"x" * 11_000_000, selector="big")
    before = names.asked["big._domainkey.acme.example"]
    message = house.accept(raw)
    assert (names.asked["big._domainkey.acme.example"], house.done_by(message)) == (before, [])
    assert "aligned" not in message.evidence
