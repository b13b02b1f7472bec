"""Delivery reports: whose address failed, for good or for now, and which letter it was."""

import json

import pytest

from mailflow.mail.bounce import report
from mailflow.mail.read import read
from mailflow.mail.token import message_id, mint
from tests.mail.letters import corpus, mail, multipart

KEYS = (b"k" * 32,)
TOKEN = mint(KEYS, "reminder/acme-site/3/2026-12-04/dana")
RETURNED = f"Content-Type: text/rfc822-headers\n\nMessage-ID: {message_id(TOKEN, 'acme.example')}\nSubject: x\n"


def dsn(fields: str, returned: str = RETURNED) -> bytes:
    status = f"Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n{fields}\n"
    return multipart("report; report-type=delivery-status", "Content-Type: text/plain\n\nSorry.", status, returned)


@pytest.mark.parametrize(
    ("fields", "permanent"),
    [
        ("Final-Recipient: rfc822; Dana@Studio.example\nAction: failed\nStatus: 5.1.1", True),
        ("Final-Recipient: rfc822;<dana@studio.example>\nAction: failed\nStatus: 5.0.0 (unknown)", True),
        ("Original-Recipient: rfc822; dana@studio.example\nFinal-Recipient: rfc822; x@y.example\nAction: failed", True),
        ("Final-Recipient: rfc822; dana@studio.example\nAction: delayed\nStatus: 4.4.7", False),
        ("Final-Recipient: rfc822; dana@studio.example\nAction: failed\nStatus: 5.2.2", False),
        ("Final-Recipient: rfc822; dana@studio.example\nAction: failed\nStatus: 5.7.1", False),
    ],
)
def test_a_standard_report_is_read(fields: str, permanent: bool) -> None:
    found = report(read(dsn(fields)), KEYS)
    assert found is not None
    assert (found.address, found.permanent, found.letters) == ("dana@studio.example", permanent, (TOKEN,))


def test_a_report_of_success_is_no_bounce() -> None:
    assert report(read(dsn("Final-Recipient: rfc822; a@b.example\nAction: delivered\nStatus: 2.0.0")), KEYS) is None


def test_a_report_without_a_token_of_ours_names_no_letter() -> None:
    raw = dsn("Final-Recipient: rfc822; dana@studio.example\nAction: failed\nStatus: 5.1.1", "\nx")
    found = report(read(raw), KEYS)
    assert found is not None
    assert found.letters == ()


def test_a_failed_recipients_header_is_read() -> None:
    raw = mail("550 5.1.1 no such user\n", x_failed_recipients="dana@studio.example")
    found = report(read(raw), KEYS)
    assert found is not None
    assert (found.address, found.permanent, found.status) == ("dana@studio.example", True, "5.1.1")


def test_a_letter_is_no_bounce() -> None:
    assert report(read(mail()), KEYS) is None


LABELLED = tuple(corpus("flufl_bounce"))


@pytest.mark.skipif(not LABELLED, reason="the corpus is not here")
def test_other_peoples_bounces_name_the_address_that_failed() -> None:
    wrong = []
    for path in LABELLED:
        expected = json.loads(path.with_suffix(".expected.json").read_text())
        lasting = {address.lower() for address in expected.get("permanent", [])}
        wanted = lasting | {address.lower() for address in expected.get("temporary", [])}
        found = report(read(path.read_bytes()), KEYS)
        if wanted and (found is None or found.address not in wanted or found.permanent != (found.address in lasting)):
            wrong.append(path.stem)
    assert wrong == []
