"""Authentication-Results read tolerantly: what is clearly said counts, nothing is read into the rest."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailflow.mail.auth_results import parse_results

MINE = "mx.acme.example"


@pytest.mark.parametrize(
    ("value", "authserv_id", "said"),
    [
        ("mx.acme.example; none", MINE, []),
        ("mx.acme.example 1; none", MINE, []),
        ("MX.Acme.Example; dkim=pass header.d=a.example", MINE, [("dkim", "pass", "a.example")]),
        ('"mx.acme.example"; dkim=pass header.d=a.example', MINE, [("dkim", "pass", "a.example")]),
        ("mx.acme.example;dkim=pass header.d=A.example;", MINE, [("dkim", "pass", "a.example")]),
        ("mx.acme.example; dkim=pass header.i=@a.example", MINE, [("dkim", "pass", "a.example")]),
        ("mx.acme.example; dkim=pass header.i=dana@a.example", MINE, [("dkim", "pass", "a.example")]),
        ("mx.acme.example; dkim=pass header.d=a.example header.i=@b.a.example", MINE, [("dkim", "pass", "a.example")]),
        ("mx.acme.example; dkim=pass header.d=a.example header.i=@b.example", MINE, [("dkim", "pass", "")]),
        ("mx.acme.example; dkim=pass header.d=a.example header.d=b.example", MINE, [("dkim", "pass", "")]),
        ("mx.acme.example; dkim/1 = pass (good) header.d = a.example", MINE, [("dkim", "pass", "a.example")]),
        (
            "mx.acme.example; dkim=fail header.d=a.example; dkim=pass header.d=b.example",
            MINE,
            [("dkim", "fail", "a.example"), ("dkim", "pass", "b.example")],
        ),
        (
            "(who) mx.acme.example (is) 1 (this); (well) dkim=pass (;) header.d=a.example",
            MINE,
            [("dkim", "pass", "a.example")],
        ),
        ("dkim=pass header.d=a.example;dmarc=pass", "", [("dkim", "pass", "a.example"), ("dmarc", "pass", "")]),
        ("other.example; dkim=pass header.d=a.example", "other.example", [("dkim", "pass", "a.example")]),
        ("mx.acme.example", MINE, []),
        ("mx.acme.example x y; dkim=pass", "", [("dkim", "pass", "")]),
        ("", "", []),
    ],
)
def test_what_is_said_is_read(value: str, authserv_id: str, said: list[tuple[str, str, str]]) -> None:
    found = parse_results(value)
    assert found is not None
    assert found.authserv_id == authserv_id
    assert [(one.method, one.result, one.signer) for one in found.results] == said


@pytest.mark.parametrize(
    "value",
    [
        "mx.acme.example; spf=pass (x; dkim=pass header.d=a.example)",
        "mx.acme.example; spf=pass (x (y); dkim=pass header.d=a.example)",
        'mx.acme.example; spf=pass smtp.mailfrom="x; dkim=pass header.d=a.example"@evil.example',
        'mx.acme.example; spf=pass smtp.mailfrom="x\\"; dkim=pass header.d=a.example"@evil.example',
        'mx.acme.example; spf=fail reason="; dkim=pass header.d=a.example"',
        "mx.acme.example; spf=pass ( dkim=pass header.d=a.example",
        'mx.acme.example; spf=pass ("; dkim=pass header.d=a.example',
        "mx.acme.example; spf=pass (a\\); dkim=pass header.d=a.example)",
        "mx.acme.example; x-dkim=pass header.d=a.example",
        "mx.acme.example; nodkim; policy.dkim=pass header.d=a.example",
        "mx.acme.example; dkim=pass2 header.d=a.example",
        "mx.acme.example; dkim=none; spf=pass dkim=pass header.d=a.example",
    ],
)
def test_what_stands_in_comments_and_quotes_is_not_said(value: str) -> None:
    found = parse_results(value)
    assert found is not None
    assert not any(one.method == "dkim" and one.result == "pass" for one in found.results)


@pytest.mark.parametrize("mark", ["(", '"', "\\", ";", "a=", "x ", ")(", '"(', "a=b;"])
def test_a_long_header_is_read_or_refused_in_no_time(mark: str) -> None:
    started = time.process_time()
    for length in (16_000, 1_000_000):
        parse_results(mark * (length // len(mark)))
    assert time.process_time() - started < 1


@given(st.text(alphabet='abd=;."()\\ /\t1', max_size=200))
def test_any_text_is_read(text: str) -> None:
    parse_results(text)
