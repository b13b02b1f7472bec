"""DKIM verified by ourselves: mail that is really signed, broken in every way that matters."""

import time
from base64 import b64encode
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailflow.domain.authority import Aligned
from mailflow.mail.border import Said
from mailflow.mail.dkim_signature import signatures, tag_list
from mailflow.mail.dkim_verify import _fault, key_names, verify
from mailflow.mail.header_fields import fields_of
from tests.mail.letters import mail, multipart
from tests.mail.signing import SELECTOR, USUAL, ed25519_key, keys, rsa_key, signed, with_field

NOW = datetime(2026, 12, 7, 10, 0, tzinfo=UTC)
OURS = frozenset({"projects@acme.example"})
SENDER = "dana@studio.example"
RECORD = rsa_key()[1]
NAME = f"{SELECTOR}._domainkey.studio.example"


def said(raw: bytes, known: Mapping[str, tuple[str, ...]] | None = None, sender: str = SENDER) -> Said | None:
    return verify(raw, fields_of(raw), sender, keys() if known is None else known, NOW, OURS)


def why(raw: bytes, known: Mapping[str, tuple[str, ...]] | None = None) -> str:
    """Why the signature counts as nothing: it is not proof, and no proof of a forgery either."""
    found = said(raw, known)
    assert found is not None
    assert found.aligned is Aligned.UNKNOWN
    return found.why.partition(": ")[2]


def good(raw: bytes, known: Mapping[str, tuple[str, ...]] | None = None, sender: str = SENDER) -> bool:
    found = said(raw, known, sender)
    return found is not None and found.aligned is Aligned.YES


def wanted(raw: bytes, sender: str = SENDER) -> tuple[str, ...]:
    return key_names(fields_of(raw), sender, NOW, OURS)


# -- what is good


@pytest.mark.parametrize("header", ["relaxed", "simple"])
@pytest.mark.parametrize("body", ["relaxed", "simple"])
@pytest.mark.parametrize(
    "text",
    [
        "3 is done\n",
        "",
        "\n\n\n",
        "3 is done",
        "3  is \t done  \n\n  ja \n\n\n",
        "ünïcode — 3 ist fertig\n",
        ".\nFrom here\n",
    ],
)
def test_a_signature_holds_in_every_canonical_form(header: str, body: str, text: str) -> None:
    assert good(signed(mail(text), at=NOW, way=(header, body)))


def test_an_ed25519_signature_holds() -> None:
    assert good(signed(mail(), at=NOW, algorithm="ed25519-sha256"), keys(record=ed25519_key()[1]))


@pytest.mark.parametrize("bits", [1024, 2048])
def test_rsa_holds_from_1024_bits(bits: int) -> None:
    private, record = rsa_key(bits)
    assert good(signed(mail(), at=NOW, key=private), keys(record=record))


def test_line_ends_of_a_maildir_change_nothing() -> None:
    assert good(signed(mail(), at=NOW).replace(b"\r\n", b"\n"))


def test_what_servers_put_on_top_changes_nothing() -> None:
    raw = with_field(
        signed(mail(), at=NOW), "Received", "from a.example by mx.acme.example; Mon, 7 Dec 2026 10:00:00 +0000"
    )
    assert good(with_field(raw, "X-Spam-Status", "No"))


@pytest.mark.parametrize(
    "changes",
    [
        {"fields": ("from", "subject", "date", "message-id")},
        {"fields": ("from", "from", "subject", "subject", "date", "message-id", "to", "to", "cc", "reply-to")},
        {"identity": "@mail.studio.example"},
        {"identity": "dana@studio.example"},
        {"drop": ("t",)},
        {"drop": ("q",)},
        {"drop": ("i",)},
        {"drop": ("c",), "way": ("simple", "simple")},
        {"add": {"x": str(int(NOW.timestamp()) + 60)}},
        {"add": {"z": "From:dana@studio.example|To:x"}},
        {"add": {"unknown": "whatever"}},
        {"add": {"h": " From :  Subject: DATE:Message-ID "}, "fields": ("from", "subject", "date", "message-id")},
    ],
)
def test_what_the_standard_leaves_open_is_left_open(changes: dict[str, object]) -> None:
    assert good(signed(mail(), at=NOW, **changes))  # type: ignore[arg-type]


def test_to_need_not_be_signed() -> None:
    raw = signed(mail(to="somebody@else.example"), at=NOW, fields=("from", "subject", "date", "message-id"))
    assert good(raw)


@pytest.mark.parametrize(
    "record",
    [
        RECORD.replace("v=DKIM1; ", ""),
        RECORD.replace("k=rsa; ", ""),
        f"{RECORD};",
        f"{RECORD}; t=s",
        f"{RECORD}; s=email; h=sha256; n=a note",
        f"{RECORD}; s=*; h=sha1:sha256",
        f"{RECORD}; s=tlsrpt:email",
        RECORD.replace("p=", "p= "),
        RECORD[:100] + " " + RECORD[100:],
    ],
)
def test_a_key_s_record_may_say_more_or_less(record: str) -> None:
    assert good(signed(mail(), at=NOW), keys(record=record))


def test_other_records_at_the_name_are_no_keys() -> None:
    assert good(signed(mail(), at=NOW), {NAME: ("v=spf1 -all", RECORD)})


def test_one_good_signature_among_bad_ones_is_enough() -> None:
    raw = with_field(signed(mail(), at=NOW), "DKIM-Signature", "v=1; a=rsa-sha256; d=studio.example; s=x; nonsense")
    assert good(raw)
    assert good(signed(signed(mail(), at=NOW), "mailer.example", at=NOW), keys() | keys("mailer.example"))


# -- whose signature


@pytest.mark.parametrize(
    ("signer", "sender", "aligned"),
    [
        ("studio.example", "dana@studio.example", True),
        ("STUDIO.example", "dana@studio.example", True),
        ("studio.example", "dana@mail.studio.example", True),
        ("studio.co.uk", "dana@mail.studio.co.uk", True),
        ("mail.studio.example", "dana@studio.example", False),
        ("mail.studio.example", "dana@www.studio.example", False),
        ("example", "dana@studio.example", False),
        ("co.uk", "dana@studio.co.uk", False),
        ("github.io", "dana@studio.github.io", False),
        ("udio.example", "dana@studio.example", False),
        ("evil-studio.example", "dana@studio.example", False),
        ("studio.example.evil.example", "dana@studio.example", False),
        ("gmail.com", "dana@studio.example", False),
    ],
)
def test_a_domain_speaks_for_itself_and_for_what_lies_below_it(signer: str, sender: str, aligned: bool) -> None:
    raw = signed(mail(**{"from": f"Dana <{sender}>"}), signer, at=NOW)
    assert good(raw, keys(signer.lower()), sender) is aligned
    assert bool(wanted(raw, sender)) is aligned


def test_a_key_is_asked_for_where_the_signature_says() -> None:
    assert wanted(signed(mail(), at=NOW)) == (NAME,)
    assert wanted(mail()) == ()


def test_only_so_many_keys_are_asked_for() -> None:
    raw = mail()
    for number in range(30):
        raw = signed(raw, at=NOW, selector=f"s{number}")
    assert len(wanted(raw)) <= 4


# -- what counts as nothing, whatever the key says


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"length": True}, "it signs only the beginning of the body (l=)"),
        ({"add": {"l": "0"}}, "it signs only the beginning of the body (l=)"),
        ({"fields": ("from", "to", "date", "message-id")}, "it does not sign Subject"),
        ({"fields": ("from", "to", "subject", "message-id")}, "it does not sign Date"),
        ({"fields": ("from", "to", "subject", "date")}, "it does not sign Message-Id"),
        ({"add": {"h": "to:subject:date:message-id"}}, "it does not sign From"),
        ({"algorithm": "rsa-sha1"}, "its algorithm is not one that counts"),
        ({"add": {"a": "rsa-md5"}}, "its algorithm is not one that counts"),
        ({"add": {"v": "2"}}, "it is malformed"),
        ({"drop": ("v",)}, "it is malformed"),
        ({"drop": ("bh",)}, "it is malformed"),
        ({"add": {"bh": "%%%"}}, "it is malformed"),
        ({"add": {"q": "dns/other"}}, "it is malformed"),
        ({"add": {"s": "a b"}}, "it is malformed"),
        ({"add": {"s": "..", "x": "1"}}, "it is malformed"),
        ({"add": {"t": "yesterday"}}, "it is malformed"),
        ({"add": {"c": "loose/relaxed"}}, "it is malformed"),
        ({"add": {"bh": "AAAA"}}, "the body was changed on its way"),
        ({"add": {"bh": "AAA"}}, "the body was changed on its way"),
        ({"add": {"c": "relaxed/loose"}}, "it is malformed"),
        ({"identity": "@evil-studio.example"}, "its i= does not belong to its d="),
        ({"add": {"i": "@studio.example.evil.example"}}, "its i= does not belong to its d="),
        ({"add": {"i": "dana"}}, "its i= does not belong to its d="),
        ({"add": {"x": "1"}}, "it has expired"),
        ({"add": {"x": str(int(NOW.timestamp()) - 1)}}, "it has expired"),
        ({"add": {"t": "1"}}, "it was not made in the days before it arrived"),
        ({"add": {"t": "99999999999"}}, "it was not made in the days before it arrived"),
        ({"add": {"t": "999999999999999"}}, "it is malformed"),
    ],
)
def test_a_signature_that_leaves_open_what_matters_counts_as_nothing(changes: dict[str, object], reason: str) -> None:
    assert why(signed(mail(), at=NOW, **changes)) == reason  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("age", "counts"),
    [
        (timedelta(days=7), True),
        (timedelta(days=7, seconds=1), False),
        (timedelta(hours=-1), True),
        (timedelta(hours=-1, seconds=-1), False),
    ],
)
def test_a_signature_counts_for_a_week_and_from_an_hour_ahead(age: timedelta, counts: bool) -> None:
    assert good(signed(mail(), at=NOW - age)) is counts


@pytest.mark.parametrize(
    ("date", "counts"),
    [
        ("Mon, 07 Dec 2026 10:59:00 +0000", True),
        ("Mon, 07 Dec 2026 11:01:00 +0000", False),
        ("Mon, 30 Nov 2026 10:01:00 +0000", True),
        ("Mon, 30 Nov 2026 09:59:00 +0000", False),
        ("Mon, 07 Dec 2026 10:00:00", True),
        ("once upon a time", False),
        ("Mon, 99 Dec 9999999 10:00:00 +0000", False),
        ("", False),
    ],
)
def test_a_date_counts_for_a_week_and_from_an_hour_ahead(date: str, counts: bool) -> None:
    assert good(signed(mail(date=date), at=NOW)) is counts


@pytest.mark.parametrize(
    ("to", "cc", "fields", "counts"),
    [
        ("projects@acme.example", "", USUAL, True),
        ("Projects <PROJECTS+abc@ACME.example>", "", USUAL, True),
        ("a@x.example, projects@acme.example", "", USUAL, True),
        ("a@x.example", "projects@acme.example", (*USUAL, "cc"), True),
        ("a@x.example", "projects@acme.example", USUAL, False),
        ("a@x.example", "", USUAL, False),
        ('"projects@acme.example" <a@x.example>', "", USUAL, False),
        ("projects@acme.example.evil.example", "", USUAL, False),
        ("undisclosed-recipients:;", "", USUAL, False),
        ("(projects@acme.example) a@x.example", "", USUAL, False),
    ],
)
def test_mail_that_was_for_somebody_else_is_a_replay(to: str, cc: str, fields: tuple[str, ...], counts: bool) -> None:
    assert good(signed(mail(to=to, cc=cc), at=NOW, fields=fields)) is counts


@pytest.mark.parametrize(
    "name",
    [
        "Subject",
        "Date",
        "Message-ID",
        "To",
        "Cc",
        "Reply-To",
        "Content-Type",
        "In-Reply-To",
        "References",
        "MIME-Version",
    ],
)
@pytest.mark.parametrize("last", [False, True])
def test_a_field_that_was_added_beside_a_signed_one_spoils_it(name: str, last: bool) -> None:
    raw = signed(mail(**{name: "projects@acme.example"} if name in ("To", "Cc", "Reply-To") else {}), at=NOW)
    once = raw if f"\n{name}:".lower().encode() in raw.lower() else with_field(raw, name, "x")
    assert "stands twice" in why(with_field(once, name, "APPROVE 3", last=last))


# -- two readings


@pytest.mark.parametrize(
    "line",
    [
        b"X-One: a\rSubject: APPROVE 3\r\n",
        b"X-One: a\r\rAPPROVE 3\r\n",
        b"X-One : a\r\n",
        b"no colon at all\r\n",
        b": a\r\n",
        b" begins with a fold\r\n",
    ],
)
def test_a_header_that_can_be_read_in_two_ways_proves_nothing(line: bytes) -> None:
    raw = line + signed(mail(), at=NOW)
    found = said(raw)
    assert found is None or found.aligned is Aligned.UNKNOWN


def test_a_line_of_mbox_on_top_is_no_header() -> None:
    assert good(b"From dana@studio.example Mon Dec  7 10:00:00 2026\r\n" + signed(mail(), at=NOW))


# -- what was changed


def test_a_body_that_was_changed_is_told_apart_from_a_header_that_was() -> None:
    raw = signed(mail(), at=NOW)
    assert why(raw.replace(b"3 is done", b"3 is gone")) == "the body was changed on its way"
    assert why(raw + b"-- \r\nSent to the list\r\n") == "the body was changed on its way"
    for before, after in ((b"Re: Check-in", b"Re: Check-on"), (b"<CAxyz@", b"<CAxyy@"), (b"11:00:00", b"11:00:01")):
        assert why(raw.replace(before, after)) == "it does not fit the header"


def test_another_sender_does_not_fit() -> None:
    raw = signed(mail(), at=NOW).replace(b"dana@studio.example>", b"lee@studio.example>")
    found = said(raw, sender="lee@studio.example")
    assert found is not None
    assert found.why.endswith("it does not fit the header")


def test_the_file_that_came_along_is_signed_too() -> None:
    raw = multipart("mixed", "Content-Type: text/plain\n\n3 is done", "Content-Type: text/csv\n\n1,2")
    assert good(signed(raw, at=NOW))
    assert not good(signed(raw, at=NOW).replace(b"1,2", b"1,3"))


# -- keys


@pytest.mark.parametrize(
    ("records", "reason"),
    [
        ((), "there is no key for it"),
        (("v=spf1 -all",), "there is no key for it"),
        ((RECORD, RECORD), "there is more than one key for it"),
        ((f"{RECORD}; t=y",), "its domain is only testing"),
        ((f"{RECORD}; t=s:y",), "its domain is only testing"),
        ((f"{RECORD}; h=sha1",), "its key is not for that digest"),
        ((f"{RECORD}; s=tlsrpt",), "its key is not for mail"),
        ((f"{RECORD}; s=other",), "its key is not for mail"),
        (("v=DKIM1; k=rsa; p=",), "its key has been revoked"),
        (("v=DKIM1; p=",), "its key has been revoked"),
        ((RECORD.replace("DKIM1", "DKIM2"),), "its key is malformed"),
        ((RECORD.replace("k=rsa", "k=ed25519"),), "its key is of another kind"),
        ((RECORD.replace("k=rsa", "k=dsa"),), "its key is of another kind"),
        (("v=DKIM1; k=rsa; p=!!!!",), "its key is malformed"),
        (("v=DKIM1; k=rsa; p=AAAA",), "its key is malformed"),
        (("v=DKIM1; k=rsa; p=" + b64encode(b"\x30\xff" * 50).decode(),), "its key is malformed"),
        ((f"{RECORD}; p=twice",), "its key is malformed"),
        ((f"{RECORD}; {'n' * 5000}=x",), "its key is malformed"),
        ((rsa_key(512)[1],), "its key is too short"),
        ((rsa_key(1024, seed=77)[1],), "it does not fit the header"),
    ],
)
def test_a_key_s_own_limits_hold(records: tuple[str, ...], reason: str) -> None:
    assert why(signed(mail(), at=NOW), {NAME: records}) == reason


def test_a_key_for_the_very_domain_is_not_for_its_subdomains() -> None:
    raw = signed(mail(), at=NOW, identity="@mail.studio.example")
    assert why(raw, keys(record=f"{RECORD}; t=s")) == "its key is not for subdomains"


def test_an_rsa_key_does_not_verify_an_ed25519_signature() -> None:
    raw = signed(mail(), at=NOW, algorithm="ed25519-sha256")
    assert why(raw) == "its key is of another kind"
    assert why(raw, keys(record="v=DKIM1; k=ed25519; p=AAAA")) == "its key is malformed"


def test_a_short_key_is_refused_though_its_signature_is_right() -> None:
    private, record = rsa_key(768)
    assert why(signed(mail(), at=NOW, key=private), keys(record=record)) == "its key is too short"


def test_a_key_that_could_not_be_looked_up_is_not_one_that_does_not_exist() -> None:
    assert why(signed(mail(), at=NOW), {}) == "its key could not be looked up"


def test_no_signature_says_nothing() -> None:
    assert said(mail()) is None


# -- whatever else comes


@pytest.mark.parametrize(
    "value",
    [
        "",
        ";",
        "=",
        "v=1",
        "v=1; v=1",
        "a" * 100_000,
        "v=1; b=" + " " * 50_000 + "x",
        "; ".join(f"t{number}=x" for number in range(2000)),
        "v=1; a=rsa-sha256; d=studio.example; s=s1; h=from; bh=; b=",
        "v=1; a=rsa-sha256; d=studio.example; s=\u00e9; h=from; bh=AA; b=AA",
        "v=1; a=rsa-sha256; d=.; s=s1; h=from; bh=AA==; b=AA==",
    ],
)
def test_a_malformed_signature_is_nothing_and_costs_nothing(value: str) -> None:
    raw = with_field(mail(), "DKIM-Signature", value)
    started = time.process_time()
    found = said(raw)
    assert found is None or found.aligned is Aligned.UNKNOWN
    assert time.process_time() - started < 0.5


def test_a_megabyte_of_spaces_is_hashed_in_no_time() -> None:
    raw = signed(mail(), at=NOW) + b" " * 1_000_000 + b"x" + b"\r\n" * 300_000
    started = time.process_time()
    assert why(raw) == "the body was changed on its way"
    assert time.process_time() - started < 1


@given(st.binary(max_size=400), st.integers(0, 600), st.integers(0, 40))
def test_no_bytes_break_it_and_none_make_it_good(noise: bytes, at: int, cut: int) -> None:
    raw = signed(mail(), at=NOW)
    changed = raw[:at] + noise + raw[at + cut :]
    found = said(changed)
    if found is not None and found.aligned is Aligned.YES:
        assert fields_of(changed)[-6:] == fields_of(raw)[-6:] or noise.strip() == b""


@given(st.text(max_size=80))
def test_any_text_is_a_list_of_tags_or_none(text: str) -> None:
    found = tag_list(text)
    assert found is None or all(name.isidentifier() for name in found)


# -- somebody else's signatures: the example of RFC 8463, appendix A

FOOTBALL = b"""\
DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=brisbane; t=1528637909; h=from : to :
 subject : date : message-id : from : subject : date;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
 Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=test; t=1528637909; h=from : to : subject :
 date : message-id : from : subject : date;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3
 DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz
 dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=
From: Joe SixPack <joe@football.example.com>
To: Suzie Q <suzie@shopping.example.net>
Subject: Is dinner ready?
Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
Message-ID: <20030712040037.46341.5F8J@football.example.com>

Hi.

We lost the game.  Are you hungry yet?

Joe.
"""
PUBLISHED = {
    "brisbane": "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
    "test": "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3"
    "idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutAC"
    "DfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3"
    "Ip3G+2kryOTIKT+l/K4w3QIDAQAB",
}


@pytest.mark.parametrize("index", [0, 1])
def test_signatures_that_others_made_hold(index: int) -> None:
    fields = fields_of(FOOTBALL)
    signature = signatures(fields)[index]
    assert _fault(signature, FOOTBALL, fields, (PUBLISHED[signature.tags["s"]],)) is None
    changed = FOOTBALL.replace(b"hungry", b"thirsty")
    assert _fault(signature, changed, fields, (PUBLISHED[signature.tags["s"]],)) == "the body was changed on its way"


def test_an_old_mail_is_too_old_however_well_it_was_signed() -> None:
    found = said(FOOTBALL, {}, "joe@football.example.com")
    assert found is not None
    assert found.why.endswith("it was not made in the days before it arrived")
