"""What providers really wrote: whole mails that were captured, and headers of their shapes with other names."""

# ruff: noqa: E501

import re
from pathlib import Path

import pytest

from mailflow.domain.authority import Aligned
from mailflow.mail.auth_results import parse_results
from mailflow.mail.border import Authentication, said_at_border
from mailflow.mail.header_fields import fields_of, values
from tests.corpus.public import ABSENT
from tests.mail.letters import corpus

GOOGLE, MICROSOFT = Authentication(provider="google"), Authentication(provider="microsoft365")
OURS = frozenset({"projects@acme.example"})
CAPTURED = tuple(corpus("bounce_email", "mikel_mail"))

GMAIL_2015 = """\
Delivered-To: projects@acme.example
Received: by 10.96.89.195 with SMTP id bq3csp193052qdb;
        Mon, 7 Dec 2026 02:00:07 -0800 (PST)
X-Received: by 10.236.231.244 with SMTP id l110mr3446122yhq.76.1427324797301;
        Mon, 7 Dec 2026 02:00:07 -0800 (PST)
Return-Path: <dana@studio.example>
Received: from out.studio.example (out.studio.example. [2001:db8:2::246])
        by mx.google.com with ESMTPS id v10si1943530yhn.71.2026.12.07.02.00.06
        for <projects@acme.example>
        (version=TLSv1.2 cipher=ECDHE-RSA-AES128-GCM-SHA256 bits=128/128);
        Mon, 7 Dec 2026 02:00:07 -0800 (PST)
Received-SPF: none (google.com: out.studio.example does not designate permitted sender hosts) client-ip=2001:db8:2::246;
Authentication-Results: mx.google.com;
       spf=none (google.com: out.studio.example does not designate permitted sender hosts) smtp.mail=;
       dkim=pass header.i=@studio.example
Received: by out.studio.example with SMTP id u21so9169ykd.2
        for <projects@acme.example>; Mon, 7 Dec 2026 02:00:06 -0800 (PST)
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=studio.example; s=s1; h=from; bh=AA; b=AA
"""
GMAIL_2008 = """\
Delivered-To: projects@acme.example
Received: by 10.142.14.9 with SMTP id 9cs121404wfn; Mon, 7 Dec 2026 02:00:07 -0800 (PST)
Received: by 10.114.12.10 with SMTP id 10mr5213567wal.24.1207543205934; Mon, 7 Dec 2026 02:00:06 -0800 (PST)
Return-Path: <dana@studio.example>
Received: from mail11.studio.example (mail11.studio.example [192.0.2.161])
        by mx.google.com with ESMTP id n40si1463177wag.15.2026.12.07.02.00.02; Mon, 7 Dec 2026 02:00:06 -0800 (PST)
Received-SPF: neutral (google.com: 192.0.2.161 is neither permitted nor denied by domain of dana@studio.example) client-ip=192.0.2.161;
Authentication-Results: mx.google.com; spf=neutral (google.com: 192.0.2.161 is neither permitted nor denied by domain of dana@studio.example) smtp.mail=dana@studio.example
X-TPG-Antivirus: Passed
"""
EXCHANGE_AT_HOME = """\
Received: from mx01.acme.example (192.0.2.42) by post.acme.example
 (192.0.2.7) with Microsoft SMTP Server id 8.1.393.1; Mon, 7 Dec 2026
 20:08:07 +0100
Received: from out.studio.example ([198.51.100.230])  by mx01.acme.example with
 ESMTP; 7 Dec 2026 20:11:23 +0100
X-MS-Exchange-Organization-AuthAs: {}
X-MS-Exchange-Organization-AuthSource: post.acme.example
"""


def fields(head: str, sender: str) -> list[tuple[str, str]]:
    return fields_of(f"{head}From: {sender}\nSubject: Hello\n\nHello\n".replace("\n", "\r\n").encode())


@pytest.mark.parametrize(
    ("head", "sender", "trusted", "found"),
    [
        (GMAIL_2015, "dana@studio.example", GOOGLE, Aligned.YES),
        (GMAIL_2015, "dana@mail.studio.example", GOOGLE, Aligned.YES),
        (GMAIL_2015, "dana@evil.example", GOOGLE, Aligned.UNKNOWN),
        (GMAIL_2015.replace("dkim=pass", "dkim=hardfail (test mode)"), "dana@studio.example", GOOGLE, Aligned.UNKNOWN),
        (GMAIL_2015.replace("dkim=pass", "dkim=neutral (bad format)"), "dana@studio.example", GOOGLE, Aligned.UNKNOWN),
        (GMAIL_2008, "dana@studio.example", GOOGLE, Aligned.UNKNOWN),
        (GMAIL_2015, "dana@studio.example", MICROSOFT, None),
        (EXCHANGE_AT_HOME.format("Anonymous"), "olivia@acme.example", MICROSOFT, None),
        (EXCHANGE_AT_HOME.format("Internal"), "olivia@acme.example", MICROSOFT, Aligned.YES),
        (EXCHANGE_AT_HOME.format("Internal"), "dana@studio.example", MICROSOFT, None),
    ],
)
def test_headers_of_these_shapes(head: str, sender: str, trusted: Authentication, found: Aligned | None) -> None:
    said = said_at_border(fields(head, sender), sender, OURS, trusted)
    assert (said.aligned if said is not None else None) is found


@pytest.mark.skipif(not CAPTURED, reason=ABSENT)
def test_what_google_wrote_into_captured_mails_is_read_as_it_stands() -> None:
    """Who writes in the name of the domain that it names as signed is believed, and nobody else."""
    signed, read = set(), 0
    for path in CAPTURED:
        header = fields_of(path.read_bytes())
        for value in values(header, "authentication-results"):
            parsed = parse_results(value)
            assert parsed is not None, path.name
            read += 1
            if parsed.authserv_id != "mx.google.com":
                continue
            spf = re.search(r"spf=(\w+)", value)
            assert spf is not None
            assert [one.result for one in parsed.of("spf")] == [spf[1]], path.name
            good = [one.signer for one in parsed.of("dkim") if one.result == "pass"]
            for domain in ("evil.example", *good):
                said = said_at_border(header, f"somebody@{domain}", OURS, GOOGLE)
                assert said is None or (said.aligned is Aligned.YES) == (domain in good), path.name
                signed |= {domain} if said is not None and said.aligned is Aligned.YES else set()
    assert read >= 20
    assert signed == {"googlemail.com"}


@pytest.mark.skipif(not CAPTURED, reason=ABSENT)
def test_no_captured_mail_is_believed_as_written_inside_our_tenant() -> None:
    for path in map(Path, CAPTURED):
        header = fields_of(path.read_bytes())
        said = said_at_border(header, "olivia@acme.example", OURS, MICROSOFT)
        assert said is None or said.aligned is not Aligned.YES, path.name
