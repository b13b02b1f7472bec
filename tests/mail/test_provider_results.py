"""What is believed of what Google and Microsoft 365 really write: above the border, below it, and in foreign hands."""

from collections.abc import Iterator

import pytest

from mailflow.mail.border import Authentication, said_at_border
from mailflow.mail.header_fields import fields_of
from tests.mail.provider_results import (
    FROM_GOOGLE,
    FROM_MICROSOFT,
    GOOGLE_HEAD,
    MICROSOFT_2021_HEAD,
    MICROSOFT_HEAD,
)

OURS = frozenset({"projects@acme.example"})
GOOGLE, MICROSOFT = Authentication(provider="google"), Authentication(provider="microsoft365")
REST = "From: Dana Kim <dana@studio.example>\nTo: projects@acme.example\nSubject: Hello\n\n3 is done\n"
GOOD_GOOGLE, GOOD_MICROSOFT = FROM_GOOGLE["2026"][0], FROM_MICROSOFT["2026"][0]
KEPT_ELSEWHERE = (
    "ARC-Authentication-Results: i=1; ",
    "Authentication-Results-Original: ",
    "X-Original-Authentication-Results: ",
    "X-MS-Exchange-Authentication-Results: ",
    "Authentication-Results: mx.microsoft.com 1; ",
    "Authentication-Results: evil.example; ",
)


def verdict(head: str, trusted: Authentication) -> str:
    raw = f"{head}{REST}".replace("\n", "\r\n").encode()
    said = said_at_border(fields_of(raw), "dana@studio.example", OURS, trusted)
    return "silent" if said is None else str(said.aligned)


def written() -> Iterator[tuple[str, str, Authentication, str]]:
    """Each head that a provider wrote: what its results are, whose it is, and what it proves."""
    for results, found in FROM_GOOGLE.values():
        yield GOOGLE_HEAD, results, GOOGLE, found
    for results, found in FROM_MICROSOFT.values():
        yield MICROSOFT_HEAD, results, MICROSOFT, found
        yield MICROSOFT_2021_HEAD, results, MICROSOFT, found


@pytest.mark.parametrize(("results", "found"), FROM_GOOGLE.values(), ids=FROM_GOOGLE)
def test_what_google_writes_is_read_as_it_is_meant(results: str, found: str) -> None:
    assert verdict(GOOGLE_HEAD.format(results=results), GOOGLE) == found
    assert verdict(GOOGLE_HEAD.format(results=results), Authentication("mx.google.com", provider="google")) == found


@pytest.mark.parametrize(("results", "found"), FROM_MICROSOFT.values(), ids=FROM_MICROSOFT)
@pytest.mark.parametrize("head", [MICROSOFT_HEAD, MICROSOFT_2021_HEAD], ids=["2026", "2021"])
def test_what_microsoft_365_writes_is_read_as_it_is_meant(head: str, results: str, found: str) -> None:
    assert verdict(head.format(results=results), MICROSOFT) == found


def test_a_copy_beneath_the_border_changes_nothing_whatever_stands_above() -> None:
    for head, results, trusted, found in written():
        good = GOOD_GOOGLE if trusted is GOOGLE else GOOD_MICROSOFT
        for beneath in (f"Authentication-Results: {good}\n", head.format(results=good)):
            assert verdict(head.format(results=results) + beneath, trusted) == found


def test_what_the_sender_s_own_service_found_counts_for_nobody_else() -> None:
    """Each of these headers really stands in mail, beneath the border, and whoever sends can write it."""
    for head, trusted in ((GOOGLE_HEAD, GOOGLE), (MICROSOFT_HEAD, MICROSOFT)):
        nothing = FROM_GOOGLE["no signature"][0] if trusted is GOOGLE else FROM_MICROSOFT["no signature"][0]
        for kept in KEPT_ELSEWHERE:
            forged = f"{kept}dkim=pass (signature was verified) header.d=studio.example;dmarc=pass action=none\n"
            assert verdict(head.format(results=nothing) + forged, trusted) == "unknown"


def test_results_under_other_names_count_as_nothing_even_above_the_border() -> None:
    """A tenant's own first look, kept under another name when its mail came back to it, and ARC's copy."""
    for kept in KEPT_ELSEWHERE:
        value = f"{kept}{GOOD_MICROSOFT}"
        renamed = MICROSOFT_HEAD.replace("Authentication-Results: {results}", "{results}").format(results=value)
        assert verdict(renamed, MICROSOFT) == "silent"


def test_neither_provider_s_headers_mean_anything_to_whoever_is_not_there() -> None:
    elsewhere = Authentication("mx.acme.example", "mx.acme.example")
    for head, results, trusted, _ in written():
        other = MICROSOFT if trusted is GOOGLE else GOOGLE
        assert verdict(head.format(results=results), other) == "silent"
        assert verdict(head.format(results=results), elsewhere) == "silent"
        assert verdict(head.format(results=results), Authentication()) == "silent"


@pytest.mark.parametrize(
    "sender",
    [
        '"a); dkim=pass header.i=@studio.example; x=("@evil.example',
        '"a\\"); dkim=pass header.i=@studio.example; x=("@evil.example',
        '")"."; dkim=pass header.i=@studio.example"."("@evil.example',
        '"; dkim=pass header.i=@studio.example"@evil.example',
        "dkim=pass@studio.example",
        '"x) dkim=pass (y"@evil.example',
    ],
)
def test_a_sender_s_address_that_google_repeats_says_nothing_of_a_signature(sender: str) -> None:
    spf = f"spf=pass (google.com: domain of {sender} designates 192.0.2.9 as permitted sender) smtp.mailfrom={sender}"
    assert verdict(GOOGLE_HEAD.format(results=f"mx.google.com;\n       {spf}"), GOOGLE) == "unknown"


def test_mail_that_came_in_at_another_front_door_was_not_written_inside() -> None:
    """Clouds of their own have doors of their own names; `border` tells it."""
    marked = "X-MS-Exchange-Organization-AuthAs: Internal\n"
    head = MICROSOFT_HEAD.replace("protection.outlook.com", "protection.partner.outlook.cn")
    door = Authentication(provider="microsoft365", border="protection.partner.outlook.cn")
    mail = f"{head.format(results=FROM_MICROSOFT['nothing at all'][0])}{marked}{REST}".replace("Dana", "Olivia")
    raw = mail.replace("dana@studio.example", "olivia@acme.example").replace("\n", "\r\n").encode()
    said = said_at_border(fields_of(raw), "olivia@acme.example", OURS, door)
    assert said is not None
    assert str(said.aligned) == "unknown"
