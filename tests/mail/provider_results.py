"""Results as Google and Microsoft 365 wrote them into mail of the years 2008 to 2026, other names and addresses put in.

The words, their order and their foldings are the providers'; Dana is the sender, and acme.example whose mailbox it is.
"""

# ruff: noqa: E501, ISC004

GOOGLE_HEAD = """\
Delivered-To: projects@acme.example
Received: by 2002:a05:6a10:8b8a:b0:4f2:1c3d:9a77 with SMTP id bk10csp1382917pxb;
        Mon, 7 Dec 2026 02:00:06 -0800 (PST)
X-Forwarded-Encrypted: i=2; AJvYcCVAAAA@acme.example
X-Google-Smtp-Source: AGHT+IHAAAA
X-Received: by 2002:a05:6402:27c9:b0:6aa:f0e:a15f with SMTP id 4fb4d7f45d1cf-6af9e34833cmr1072310a12.38.1796637606121;
        Mon, 07 Dec 2026 02:00:06 -0800 (PST)
ARC-Seal: i=1; a=rsa-sha256; t=1796637606; cv=none; d=google.com; s=arc-20240605; b=AAAA
ARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed; d=google.com; s=arc-20240605;
        h=to:subject:message-id:date:from:mime-version:dkim-signature; bh=AA; fh=AA; b=AA; dara=google.com
ARC-Authentication-Results: i=1; {results}
Return-Path: <dana@studio.example>
Received: from mail-sor-f41.google.com (mail-sor-f41.google.com. [192.0.2.41])
        by mx.google.com with SMTPS id 71dfb90a1353d-575253bfe29si1924797e0c.0.2026.12.07.02.00.06
        for <projects@acme.example>
        (Google Transport Security);
        Mon, 07 Dec 2026 02:00:06 -0800 (PST)
Received-SPF: pass (google.com: domain of dana@studio.example designates 192.0.2.41 as permitted sender) client-ip=192.0.2.41;
Authentication-Results: {results}
"""

MICROSOFT_HEAD = """\
Received: from DS7PR06MB6790.namprd06.prod.outlook.com (::1) by
 CH3PPF3CC9C8367.namprd06.prod.outlook.com with HTTPS; Mon, 7 Dec 2026
 10:00:09 +0000
Received: from BY5PR04CA0017.namprd04.prod.outlook.com (2603:10b6:a03:1d0::27)
 by DS7PR06MB6790.namprd06.prod.outlook.com (2603:10b6:5:2ce::8) with
 Microsoft SMTP Server (version=TLS1_2,
 cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.20.9769.17; Mon, 7 Dec
 2026 10:00:08 +0000
Received: from CO1PEPF000066E8.namprd05.prod.outlook.com
 (2603:10b6:a03:1d0:cafe::de) by BY5PR04CA0017.outlook.office365.com
 (2603:10b6:a03:1d0::27) with Microsoft SMTP Server (version=TLS1_3,
 cipher=TLS_AES_256_GCM_SHA384) id 15.20.9745.29 via Frontend Transport; Mon,
 7 Dec 2026 10:00:07 +0000
Authentication-Results: {results}
Received-SPF: Pass (protection.outlook.com: domain of studio.example
 designates 192.0.2.60 as permitted sender)
 receiver=protection.outlook.com; client-ip=192.0.2.60;
 helo=out.studio.example; pr=C
Received: from out.studio.example (192.0.2.60) by
 CO1PEPF000066E8.mail.protection.outlook.com (10.167.249.6) with Microsoft
 SMTP Server (version=TLS1_3, cipher=TLS_AES_256_GCM_SHA384) id 15.20.9769.17
 via Frontend Transport; Mon, 7 Dec 2026 10:00:06 +0000
"""
MICROSOFT_2021_HEAD = """\
Received: from HK2PR02MB3921.apcprd02.prod.outlook.com (2603:1096:202:1f::14)
 by HK2PR02MB4113.apcprd02.prod.outlook.com with HTTPS; Mon, 7 Dec 2026
 10:00:09 +0000
Received: from HK2APC01FT029.eop-APC01.prod.protection.outlook.com
 (2603:1096:202:2e:cafe::4c) by HK2PR06CA0006.outlook.office365.com
 (2603:1096:202:2e::18) with Microsoft SMTP Server (version=TLS1_2,
 cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.20.4331.21 via Frontend
 Transport; Mon, 7 Dec 2026 10:00:07 +0000
Authentication-Results: {results}
Received-SPF: Pass (protection.outlook.com: domain of studio.example designates
 192.0.2.60 as permitted sender) receiver=protection.outlook.com;
 client-ip=192.0.2.60; helo=out.studio.example;
Received: from out.studio.example (192.0.2.60) by
 HK2APC01FT029.mail.protection.outlook.com (10.152.248.195) with Microsoft
 SMTP Server id 15.20.4331.21 via Frontend Transport; Mon, 7 Dec 2026
 10:00:06 +0000
"""

SPF = "spf=pass (google.com: domain of dana@studio.example designates 192.0.2.41 as permitted sender) smtp.mailfrom=dana@studio.example"
NO_SPF = "spf=softfail (google.com: domain of transitioning dana@studio.example does not designate 192.0.2.41 as permitted sender) smtp.mailfrom=dana@studio.example"

# What Google wrote below its own line, and what it proves of Dana: "yes", "no" (its policy failed), "unknown".
FROM_GOOGLE = {
    "2026": (
        f"mx.google.com;\n       dkim=pass header.i=@studio.example header.s=20251104 header.b=mbKt5Gd1;\n       {SPF};\n"
        "       dmarc=pass (p=NONE sp=QUARANTINE dis=NONE) header.from=studio.example;\n       dara=neutral header.i=@acme.example",
        "yes",
    ),
    "2026, on one line": (
        f"mx.google.com; dkim=pass header.i=@studio.example header.s=s1 header.b=lhk5qU4z; {SPF}; dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=studio.example; dara=pass header.i=@acme.example",
        "yes",
    ),
    "its b= in quotes": (
        f'mx.google.com;\n       dkim=pass header.i=@studio.example header.s=google header.b="kC+fcX/d";\n       {SPF}',
        "yes",
    ),
    "2016, without a selector": (
        f"mx.google.com;\n       dkim=pass header.i=@studio.example;\n       {SPF};\n       dmarc=pass (p=NONE dis=NONE) header.from=studio.example",
        "yes",
    ),
    "2015, no envelope": (
        "mx.google.com;\n       spf=none (google.com: out.studio.example does not designate permitted sender hosts) smtp.mail=;\n       dkim=pass header.i=@studio.example",
        "yes",
    ),
    "a sender in quotes": (
        "mx.google.com;\n       dkim=pass header.i=@studio.example header.s=facebook header.b=N5uvdv1C;\n"
        "       spf=pass (google.com: domain of prvs=1078cbd532=dana@studio.example designates 192.0.2.42 as permitted sender) "
        'smtp.mailfrom="prvs=1078cbd532=Dana@studio.example";\n       dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=studio.example',
        "yes",
    ),
    "two signatures, and a chain": (
        "mx.google.com;\n       dkim=pass header.i=@studio.example header.s=dkim.studio header.b=BUb8qNkI;\n"
        "       dkim=pass header.i=@studiospace.onmicrosoft.com header.s=selector2-studiospace-onmicrosoft-com "
        'header.b="Kf/yv26g";\n       arc=pass (i=1 spf=pass spfdomain=studio.example dkim=pass dkdomain=studio.example '
        f"dmarc=pass fromdomain=studio.example);\n       {SPF};\n       dmarc=pass (p=QUARANTINE sp=QUARANTINE dis=NONE) header.from=studio.example",
        "yes",
    ),
    "the second of two signatures": (
        "mx.google.com;\n       dkim=pass header.i=@mailer.example header.s=sasl header.b=CABelTWk;\n"
        f"       dkim=pass header.i=@studio.example header.s=2016-12.pbsmtp header.b=ZqUz3GeK;\n       {SPF}",
        "yes",
    ),
    "a key in its test": (
        f'mx.google.com;\n       dkim=pass (test mode) header.i=@studio.example header.s=pf2014 header.b="ChdcwV0/";\n       {SPF};\n       dmarc=pass (p=QUARANTINE sp=QUARANTINE dis=NONE) header.from=studio.example',
        "unknown",
    ),
    "2009, a key in its test": (
        "mx.google.com; spf=pass (google.com: domain of dana@studio.example designates 192.0.2.227 as permitted sender) smtp.mail=dana@studio.example; dkim=pass (test mode) header.i=@studio.example",
        "unknown",
    ),
    "a weak key": (f"mx.google.com;\n       {SPF};\n       dkim=policy (weak key) header.i=@studio.example", "unknown"),
    "a body that was changed": (
        f'mx.google.com;\n       dkim=neutral (body hash did not verify) header.i=@studio.example header.s=s110527 header.b="mQly/kqz";\n       {SPF};\n       dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=studio.example',
        "unknown",
    ),
    "a body that was changed, and a chain that says it was good": (
        "mx.google.com;\n       dkim=neutral (body hash did not verify) header.i=@studio.example header.s=s31663417 header.b=ABHrdvJD;\n"
        "       arc=pass (i=1 spf=pass spfdomain=studio.example dkim=pass dkdomain=studio.example dmarc=pass fromdomain=studio.example);\n"
        f"       {SPF}",
        "unknown",
    ),
    "a signature that does not fit": (
        f"mx.google.com;\n       dkim=fail header.i=@studio.example header.s=20251104 header.b=SidoWJ6f;\n       arc=fail (signature failed);\n       {NO_SPF};\n       dmarc=fail (p=NONE sp=QUARANTINE dis=NONE) header.from=studio.example;\n       dara=neutral header.i=@acme.example",
        "no",
    ),
    "no key": (
        f"mx.google.com;\n       dkim=temperror (no key for signature) header.i=@studio.example header.s=2017 header.b=g8ZAWZx8;\n       arc=fail (DNS record missing);\n       {SPF}",
        "unknown",
    ),
    "a key that could not be fetched, of another's signature that was good": (
        f'mx.google.com;\n       dkim=pass header.i=@mailer.example header.s=sasl header.b=CABelTWk;\n       dkim=temperror (no key for signature) header.i=@studio.example header.s=2023 header.b="Sd7GNP/b";\n       {SPF}',
        "unknown",
    ),
    "Workspace without a key of its own": (
        f"mx.google.com;\n       dkim=pass header.i=@studio-example.20230601.gappssmtp.com header.s=20230601 header.b=sLinQ9Hx;\n       {SPF};\n       dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=studio.example;\n       dara=neutral header.i=@acme.example",
        "unknown",
    ),
    "Workspace without a key, from elsewhere": (
        f"mx.google.com;\n       dkim=pass header.i=@studio-example.20150623.gappssmtp.com header.s=20150623 header.b=zwziYVWi;\n       {NO_SPF};\n       dmarc=fail (p=NONE sp=NONE dis=NONE) header.from=studio.example",
        "no",
    ),
    "another domain's mail in her name": (
        "mx.google.com;\n       dkim=pass header.i=@evil.example header.s=selector1 header.b=AAAAAAAA;\n"
        "       spf=pass (google.com: domain of dana@evil.example designates 198.51.100.12 as permitted sender) smtp.mailfrom=dana@evil.example;\n"
        "       dmarc=fail (p=NONE sp=NONE dis=NONE) header.from=studio.example",
        "no",
    ),
    "through a list": (
        "mx.google.com;       dkim=pass header.i=@lists.example header.s=200901 header.b=aBfU1fxY;       dkim=neutral (body hash did not verify) header.i=@studio.example header.s=20161025 header.b=amXVzdXG;       "
        "spf=pass (google.com: domain of distutils-bounces+projects=acme.example@lists.example designates 192.0.2.178 as permitted sender) "
        'smtp.mailfrom="distutils-bounces+projects=acme.example@lists.example";       dmarc=fail (p=NONE sp=QUARANTINE dis=NONE) header.from=studio.example',
        "no",
    ),
    "no signature": (f"mx.google.com;\n       {SPF}", "unknown"),
    "2008, no signature": (
        "mx.google.com; spf=pass (google.com: best guess record for domain of dana@studio.example designates 192.0.2.19 as permitted sender) smtp.mail=dana@studio.example",
        "unknown",
    ),
    "2008, a test that failed": (
        "mx.google.com; spf=pass smtp.mail=; dkim=hardfail (test mode) header.i=@studio.example",
        "unknown",
    ),
}

MS_SPF = "spf=pass (sender IP is 192.0.2.60)\n smtp.mailfrom=studio.example"

# What Microsoft 365 wrote above its front door. It names no server; once it named the tenant after each result.
FROM_MICROSOFT = {
    "2026": (
        f"{MS_SPF}; dkim=pass (signature was verified)\n header.d=studio.example;dmarc=pass action=none\n header.from=studio.example;compauth=pass reason=100",
        "yes",
    ),
    "two signatures": (
        "spf=pass (sender IP is 192.0.2.60)\n smtp.mailfrom=em-4103690.studio.example; dkim=pass (signature was\n verified) header.d=studio.example;dkim=pass (signature was verified)\n header.d=mailer.example;dmarc=pass action=none\n header.from=studio.example;compauth=pass reason=100",
        "yes",
    ),
    "the second of two signatures": (
        f"{MS_SPF}; dkim=pass (signature was verified)\n header.d=mailer.example;dkim=pass (signature was verified)\n header.d=studio.example;dmarc=pass action=none header.from=studio.example;compauth=pass reason=100",
        "yes",
    ),
    "2021, with the tenant's name": (
        f"{MS_SPF}; acme.onmicrosoft.com; dkim=pass (signature was\n verified) header.d=studio.example;acme.onmicrosoft.com; dmarc=pass\n action=none header.from=studio.example;compauth=pass reason=100",
        "yes",
    ),
    "SPF that failed, a signature that did not": (
        "spf=softfail (sender IP is 192.0.2.60)\n smtp.mailfrom=studio.example; acme.example; dkim=pass (signature was verified)\n header.d=studio.example;acme.example; dmarc=pass action=none\n header.from=studio.example;compauth=pass reason=100",
        "yes",
    ),
    "in capitals": (
        f"{MS_SPF}; dkim=pass (signature was verified)\n header.d=STUDIO.EXAMPLE;dmarc=bestguesspass action=none header.from=studio.example;",
        "yes",
    ),
    "a domain of the service": (
        f"{MS_SPF}; dkim=pass (signature was verified)\n header.d=studioh.onmicrosoft.com;dmarc=pass action=none header.from=studio.example;compauth=pass reason=100",
        "unknown",
    ),
    "no signature": (
        f"{MS_SPF}; dkim=none (message not signed)\n header.d=none;dmarc=pass action=none\n header.from=studio.example;compauth=pass reason=100",
        "unknown",
    ),
    "no signature, a guess": (
        f"{MS_SPF}; acme.example; dkim=none\n (message not signed) header.d=none; acme.example; dmarc=bestguesspass\n action=none header.from=studio.example; compauth=pass reason=109",
        "unknown",
    ),
    "nothing at all": (
        "spf=none (sender IP is 198.51.100.7)\n smtp.mailfrom=studio.example; acme.example; dkim=none\n (message not signed) header.d=none; acme.example; dmarc=none\n action=none header.from=studio.example; compauth=fail reason=001",
        "unknown",
    ),
    "nothing, and softly passed": (
        "spf=pass (sender IP is 198.51.100.7) smtp.mailfrom=EVIL.EXAMPLE; dkim=none (message not signed) header.d=none;dmarc=none action=none header.from=studio.example;compauth=softpass reason=202",
        "unknown",
    ),
    "no key": (
        "spf=softfail (sender IP is 198.51.100.104)\n smtp.mailfrom=studio.example; dkim=fail (no key for signature)\n header.d=studio.example;dmarc=none action=none\n header.from=studio.example;compauth=softpass reason=201",
        "unknown",
    ),
    "a key that was not there in time": (
        f"{MS_SPF}; dkim=timeout (key query timeout)\n header.d=studio.example;dmarc=pass action=none\n header.from=studio.example;compauth=pass reason=100",
        "unknown",
    ),
    "a key and a policy that were not there in time": (
        f"{MS_SPF}; dkim=timeout (key query timeout) header.d=studio.example;dmarc=temperror action=none header.from=studio.example;",
        "unknown",
    ),
    "a body that was changed": (
        f"{MS_SPF}; dkim=fail (body hash did not verify)\n header.d=studio.example;dmarc=pass action=none\n header.from=studio.example;compauth=pass reason=100",
        "unknown",
    ),
    "behind another firm's filter": (
        "spf=softfail (sender IP is 192.0.2.22)\n smtp.mailfrom=mail1.studio.example; dkim=fail (body hash did not verify)\n header.d=mail1.studio.example;dmarc=fail action=none\n header.from=studio.example;compauth=softpass reason=201",
        "no",
    ),
    "let through all the same": (
        "spf=fail (sender IP is 192.0.2.64) smtp.mailfrom=studio.example; dkim=fail (body hash did not verify) header.d=studio.example;dmarc=fail action=oreject header.from=studio.example;compauth=none reason=451",
        "no",
    ),
    "sent straight to the tenant": (
        "spf=softfail (sender IP is 198.51.100.71)\n smtp.mailfrom=studio.example; dkim=none (message not signed)\n header.d=none; dmarc=fail action=quarantine\n header.from=studio.example; compauth=none reason=451",
        "no",
    ),
    "another domain's mail in her name": (
        "spf=pass (sender IP is 198.51.100.8) smtp.mailfrom=evil.example; dkim=pass (signature was verified) header.d=evil.example;dmarc=fail action=oreject header.from=studio.example;compauth=fail reason=000",
        "no",
    ),
}
