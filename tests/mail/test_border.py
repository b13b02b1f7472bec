"""What our own server says is believed above the line where the message came in, and nowhere else."""

# ruff: noqa: E501 (header fields stand as servers write them)

import pytest

from mailflow.domain.authority import Aligned
from mailflow.mail.border import Authentication, said_at_border
from mailflow.mail.header_fields import fields_of

SENDER = "dana@studio.example"
OURS = frozenset({"projects@acme.example"})
TRUSTED = Authentication("mx.acme.example", "mx.acme.example")
GOOGLE = Authentication(provider="google")
MICROSOFT = Authentication(provider="microsoft365")

PASS = (
    "Authentication-Results: mx.acme.example; dkim=pass header.d=studio.example; dmarc=pass header.from=studio.example"
)
FAIL = "Authentication-Results: mx.acme.example; dkim=none; dmarc=fail header.from=studio.example"
BORDER = "Received: from out.studio.example (out.studio.example [192.0.2.1]) by mx.acme.example (Postfix) with ESMTPS id 1; Mon, 7 Dec 2026 10:00:00 +0000"
INSIDE = "Received: from mx.acme.example (localhost [127.0.0.1]) by imap.acme.example (Dovecot) with LMTP id 2; Mon, 7 Dec 2026 10:00:01 +0000"
OTHER = "Received: from laptop by out.studio.example with ESMTPSA; Mon, 7 Dec 2026 09:59:59 +0000"
SIGNATURE = "DKIM-Signature: v=1; a=rsa-sha256; d=studio.example; s=s1; h=from; bh=AA==; b=AA=="
REST = "From: Dana Kim <dana@studio.example>\nTo: projects@acme.example\nSubject: Hello"


def verdict(*lines: str, trusted: Authentication = TRUSTED, sender: str = SENDER) -> str:
    """``yes``, ``no``, ``unknown``, or ``silent`` where nothing of it is believed."""
    raw = "\n".join([*lines, REST, "", "3 is done", ""]).encode()
    said = said_at_border(fields_of(raw), sender, OURS, trusted)
    return "silent" if said is None else str(said.aligned)


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ((PASS, BORDER), "yes"),
        ((INSIDE, PASS, BORDER, OTHER, SIGNATURE), "yes"),
        (("Delivered-To: projects@acme.example", "X-Spam: no", PASS, BORDER), "yes"),
        ((FAIL, BORDER), "no"),
        ((FAIL, PASS, BORDER), "no"),
        ((PASS, FAIL, BORDER), "no"),
        ((BORDER, PASS), "silent"),
        ((BORDER, OTHER, PASS, SIGNATURE), "silent"),
        ((PASS,), "silent"),
        ((PASS, OTHER), "silent"),
        ((BORDER, PASS, BORDER), "silent"),
        ((INSIDE, BORDER, PASS, BORDER.replace("id 1", "id forged")), "silent"),
        ((FAIL, BORDER, PASS, BORDER), "no"),
        ((BORDER, FAIL), "silent"),
        ((PASS.replace("mx.acme.example;", "mx.evil.example;"), BORDER), "silent"),
        ((PASS.replace("mx.acme.example;", "acme.example;"), BORDER), "silent"),
        ((PASS.replace("mx.acme.example;", "xmx.acme.example;"), BORDER), "silent"),
        ((PASS.replace("mx.acme.example; ", ""), BORDER), "silent"),
        ((PASS.replace("Authentication-Results", "X-Original-Authentication-Results"), BORDER), "silent"),
        ((PASS.replace("Authentication-Results", "ARC-Authentication-Results"), BORDER), "silent"),
    ],
)
def test_only_what_stands_above_our_border_counts(lines: tuple[str, ...], found: str) -> None:
    assert verdict(*lines) == found


@pytest.mark.parametrize(
    "received",
    [
        "Received: from evil( (x [192.0.2.9]) by mx.acme.example (Postfix) with ESMTP; Mon, 7 Dec 2026 10:00:00 +0000",
        'Received: from "evil ( (x [192.0.2.9]) by mx.acme.example (Postfix); Mon, 7 Dec 2026 10:00:00 +0000',
        "Received: from x (evil\n by mx.acme.example (Postfix) with ESMTP; Mon, 7 Dec 2026 10:00:00 +0000",
        "Received: from x by\n\tmx.acme.example\n\t(Postfix) with ESMTP; Mon, 7 Dec 2026 10:00:00 +0000",
        "Received: from x by MX.ACME.EXAMPLE; Mon, 7 Dec 2026 10:00:00 +0000",
        "Received: from x by in3.mx.acme.example with ESMTP; Mon, 7 Dec 2026 10:00:00 +0000",
        "RECEIVED: by mx.acme.example; Mon, 7 Dec 2026 10:00:00 +0000",
    ],
)
def test_however_a_stranger_greets_the_border_its_line_is_recognised(received: str) -> None:
    """Else a forged line further down would be taken for it, and what stands above that for ours."""
    assert verdict(received, PASS, BORDER) == "silent"
    assert verdict(PASS, received) == "yes"


@pytest.mark.parametrize(
    ("results", "found"),
    [
        ("dkim=pass header.d=studio.example", "yes"),
        ("dkim=pass header.i=@studio.example", "yes"),
        ("dkim=fail header.d=x.example; dkim=pass header.d=studio.example", "yes"),
        ("spf=fail smtp.mailfrom=x; dkim=pass header.d=studio.example", "yes"),
        ("dkim=pass header.d=mail.studio.example", "unknown"),
        ("dkim=pass header.d=evil.example", "unknown"),
        ("dkim=pass header.d=example", "unknown"),
        ("dkim=pass", "unknown"),
        ("dkim=pass header.from=studio.example", "unknown"),
        ("dkim=fail header.d=studio.example", "unknown"),
        ("dkim=neutral header.d=studio.example", "unknown"),
        ("dkim=temperror header.d=studio.example", "unknown"),
        ("dkim=none", "unknown"),
        ("spf=pass smtp.mailfrom=dana@studio.example", "unknown"),
        ("spf=pass smtp.mailfrom=studio.example; dmarc=pass header.from=studio.example", "unknown"),
        ("dmarc=pass header.from=studio.example", "unknown"),
        ("arc=pass; dmarc=pass header.from=studio.example", "unknown"),
        ("auth=pass smtp.auth=dana@studio.example", "unknown"),
        ("dkim=pass header.d=studio.example; dmarc=fail header.from=studio.example", "no"),
        ("dmarc=fail (p=none) header.from=studio.example", "no"),
        ("dmarc=none header.from=studio.example", "unknown"),
        ("none", "silent"),
    ],
)
def test_only_an_aligned_signature_counts_and_a_failed_policy_outweighs_it(results: str, found: str) -> None:
    assert verdict(f"Authentication-Results: mx.acme.example; {results}", BORDER) == found


def test_a_parent_domain_speaks_for_its_child() -> None:
    assert verdict(PASS, BORDER, sender="dana@mail.studio.example") == "yes"


def test_without_a_server_named_nobody_is_believed() -> None:
    assert verdict(PASS, BORDER, trusted=Authentication()) == "silent"
    assert verdict(PASS, BORDER, trusted=Authentication(border="mx.acme.example")) == "silent"


def test_the_border_has_the_server_s_name_unless_it_is_told() -> None:
    assert verdict(PASS, BORDER, trusted=Authentication("mx.acme.example")) == "yes"
    assert verdict(PASS, BORDER, trusted=Authentication("mx.acme.example", "gate.acme.example")) == "silent"
    gate = BORDER.replace("by mx.acme", "by gate.acme")
    assert verdict(PASS, gate, trusted=Authentication("mx.acme.example", "gate.acme.example")) == "yes"


# -- Google Workspace

WORKSPACE = """\
Delivered-To: projects@acme.example
Received: by 2002:a05:6a10:8b8a:b0:4f2:1c3d:9a77 with SMTP id bk10csp1382917pxb;
        Mon, 7 Dec 2026 02:00:06 -0800 (PST)
X-Google-Smtp-Source: AGHT+IH5m0YkNqzv0Yt8jZ2cD3kS1b
X-Received: by 2002:a17:907:940c:b0:a9a:161:8da4 with SMTP id a640c23a62f3a;
        Mon, 07 Dec 2026 02:00:06 -0800 (PST)
ARC-Seal: i=1; a=rsa-sha256; t=1796637606; cv=none; d=google.com; s=arc-20240605; b=AAAA
ARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed; d=google.com; s=arc-20240605; h=from; bh=AA; b=AA
ARC-Authentication-Results: i=1; mx.google.com;
       dkim=pass header.i=@studio.example header.s=s1 header.b=abcdefgh;
       spf=pass (google.com: domain of dana@studio.example designates 192.0.2.1 as permitted sender)
Return-Path: <dana@studio.example>
Received: from out.studio.example (out.studio.example. [192.0.2.1])
        by mx.google.com with ESMTPS id a640c23a62f3a-a9a15f7sor14231066b.11.2026.12.07.02.00.06
        for <projects@acme.example>
        (Google Transport Security);
        Mon, 07 Dec 2026 02:00:06 -0800 (PST)
Received-SPF: pass (google.com: domain of dana@studio.example designates 192.0.2.1 as permitted sender) client-ip=192.0.2.1;
"""
SAYS = """\
Authentication-Results: mx.google.com;
       dkim={} header.i=@{} header.s=s1 header.b=abcdefgh;
       spf=pass (google.com: domain of dana@studio.example designates 192.0.2.1 as permitted sender) smtp.mailfrom=dana@studio.example;
       dmarc={} (p=REJECT sp=REJECT dis=NONE) header.from=studio.example"""
FORGED = SAYS.format("pass", "studio.example", "pass")


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ((WORKSPACE + FORGED,), "yes"),
        ((WORKSPACE + SAYS.format("pass", "evil.example", "fail"),), "no"),
        ((WORKSPACE + SAYS.format("pass", "gappssmtp.com", "pass"),), "unknown"),
        ((WORKSPACE + SAYS.format("none", "studio.example", "pass"),), "unknown"),
        ((WORKSPACE + SAYS.format("none", "x.example", "fail"), FORGED), "no"),
        ((WORKSPACE + SAYS.format("none", "x.example", "none"), FORGED), "unknown"),
        ((WORKSPACE + "X-Anything: at all", FORGED), "silent"),
        ((WORKSPACE + SIGNATURE, FORGED), "silent"),
        ((WORKSPACE + "Received: from x by mx.google.com; Mon, 7 Dec 2026 10:00:00 +0000", FORGED), "silent"),
        ((FORGED,), "silent"),
        ((WORKSPACE + PASS,), "silent"),
    ],
)
def test_google_writes_below_its_own_line(lines: tuple[str, ...], found: str) -> None:
    assert verdict(*lines, trusted=GOOGLE) == found


# -- Microsoft 365

OUTSIDE = """\
Received: from AM0PR04MB4567.eurprd04.prod.outlook.com (2603:10a6:208:cc::10)
 by DB8PR04MB1234.eurprd04.prod.outlook.com with HTTPS; Mon, 7 Dec 2026 10:00:09 +0000
ARC-Seal: i=1; a=rsa-sha256; s=arcselector10001; d=microsoft.com; cv=none; b=AAAA
ARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed; d=microsoft.com; s=arcselector10001; h=From; bh=AA; b=AA
ARC-Authentication-Results: i=1; mx.microsoft.com 1; spf=pass (sender ip is 192.0.2.1)
 smtp.rcpttodomain=acme.example smtp.mailfrom=studio.example; dmarc=pass (p=none) header.from=studio.example; dkim=pass
 (signature was verified) header.d=studio.example; arc=none (0)
Received: from FR0P281CA0055.DEUP281.PROD.OUTLOOK.COM (2603:10a6:d10:49::20) by
 AM0PR04MB4567.eurprd04.prod.outlook.com (2603:10a6:208:cc::10) with Microsoft SMTP Server (version=TLS1_2,
 cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.20.8114.20; Mon, 7 Dec 2026 10:00:08 +0000
Received: from VI1EUR05FT015.eop-eur05.prod.protection.outlook.com (2603:10a6:d10:49:cafe::5d) by
 FR0P281CA0055.outlook.office365.com (2603:10a6:d10:49::20) with Microsoft SMTP Server; Mon, 7 Dec 2026 10:00:07 +0000
"""
RESULTS = """\
Authentication-Results: spf=pass (sender IP is 192.0.2.1)
 smtp.mailfrom=studio.example; dkim={} (signature was verified)
 header.d={};dmarc={} action=none
 header.from=studio.example;compauth=pass reason=100
Received-SPF: Pass (protection.outlook.com: domain of studio.example designates 192.0.2.1 as permitted sender)
 receiver=protection.outlook.com; client-ip=192.0.2.1; helo=out.studio.example; pr=C
"""
DOOR = """\
Received: from out.studio.example (192.0.2.1) by
 VI1EUR05FT015.mail.protection.outlook.com (10.233.243.90) with Microsoft SMTP Server (version=TLS1_3,
 cipher=TLS_AES_256_GCM_SHA384) id 15.20.8137.17 via Frontend Transport; Mon, 7 Dec 2026 10:00:06 +0000"""
GOOD = RESULTS.format("pass", "studio.example", "pass")
STAMPS = "X-MS-Exchange-Organization-AuthSource: VI1EUR05FT015.eop-eur05.prod.protection.outlook.com\nX-MS-Exchange-Organization-AuthAs: {}"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ((OUTSIDE + GOOD + DOOR, STAMPS.format("Anonymous")), "yes"),
        ((OUTSIDE + RESULTS.format("fail", "studio.example", "fail") + DOOR,), "no"),
        ((OUTSIDE + RESULTS.format("none", "none", "bestguesspass") + DOOR,), "unknown"),
        ((OUTSIDE + RESULTS.format("pass", "studio.onmicrosoft.com", "none") + DOOR,), "unknown"),
        ((OUTSIDE + DOOR, GOOD.strip()), "silent"),
        ((OUTSIDE + DOOR, GOOD + DOOR), "silent"),
        ((GOOD.strip(),), "silent"),
        ((OUTSIDE + RESULTS.format("none", "none", "fail") + DOOR, GOOD + DOOR), "no"),
        ((OUTSIDE + DOOR, STAMPS.format("Internal")), "silent"),
        ((OUTSIDE + PASS + "\n" + DOOR,), "silent"),
    ],
)
def test_microsoft_365_names_no_server_and_writes_above_its_front_door(lines: tuple[str, ...], found: str) -> None:
    assert verdict(*lines, trusted=MICROSOFT) == found


TENANT = """\
Received: from AM0PR04MB4567.eurprd04.prod.outlook.com (2603:10a6:208:cc::10)
 by DB8PR04MB1234.eurprd04.prod.outlook.com with HTTPS; Mon, 7 Dec 2026 10:00:09 +0000
Received: from DB9PR04MB8888.eurprd04.prod.outlook.com (2603:10a6:10:2e::7)
 by AM0PR04MB4567.eurprd04.prod.outlook.com (2603:10a6:208:cc::10) with Microsoft SMTP Server; Mon, 7 Dec 2026 10:00:08 +0000
Authentication-Results: dkim=none (message not signed)
 header.d=none;dmarc=none action=none header.from=acme.example;
X-MS-Has-Attach:
X-MS-TNEF-Correlator:
X-MS-Exchange-Organization-AuthMechanism: 04
X-MS-Exchange-Organization-AuthSource: DB9PR04MB8888.eurprd04.prod.outlook.com"""


@pytest.mark.parametrize(
    ("marks", "sender", "found"),
    [
        (["X-MS-Exchange-Organization-AuthAs: Internal"], "olivia@acme.example", "yes"),
        (["X-MS-Exchange-Organization-AuthAs: INTERNAL"], "olivia@sales.acme.example", "yes"),
        (["X-MS-Exchange-Organization-AuthAs: Anonymous"], "olivia@acme.example", "silent"),
        (["X-MS-Exchange-Organization-AuthAs: Internal"], "dana@studio.example", "silent"),
        (["X-MS-Exchange-CrossTenant-AuthAs: Internal"], "olivia@acme.example", "silent"),
        (
            ["X-MS-Exchange-Organization-AuthAs: Internal", "X-MS-Exchange-Organization-AuthAs: Anonymous"],
            "olivia@acme.example",
            "silent",
        ),
        (["X-MS-Exchange-Organization-AuthAs: Internal, Anonymous"], "olivia@acme.example", "silent"),
        ([], "olivia@acme.example", "silent"),
    ],
)
def test_mail_inside_our_own_tenant_is_marked(marks: list[str], sender: str, found: str) -> None:
    assert verdict(TENANT, *marks, trusted=MICROSOFT, sender=sender) == found


def test_a_provider_s_headers_mean_nothing_where_it_is_not_ours() -> None:
    assert verdict(WORKSPACE + FORGED) == "silent"
    assert verdict(OUTSIDE + GOOD + DOOR) == "silent"
    assert verdict(TENANT, "X-MS-Exchange-Organization-AuthAs: Internal", sender="olivia@acme.example") == "silent"


def test_the_verdict_says_whose_it_is() -> None:
    raw = "\n".join([PASS, BORDER, REST, "", ""]).encode()
    said = said_at_border(fields_of(raw), SENDER, OURS, TRUSTED)
    assert said is not None
    assert (said.aligned, said.by, said.domain) == (Aligned.YES, "border", "studio.example")
    assert said.why == "mx.acme.example found the signature of studio.example good"
