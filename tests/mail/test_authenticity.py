"""Evidence: a From line proves nothing; the answer to a letter of ours proves that its reader wrote."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailflow.domain.authority import Aligned, Evidence
from mailflow.domain.people import Person
from mailflow.domain.project import Ref
from mailflow.domain.reading import Answered, Context
from mailflow.domain.snapshot import Snapshot
from mailflow.mail.alignment import same_organisation
from mailflow.mail.authenticity import Authentication, wanted_keys, weigh
from mailflow.mail.read import read
from tests.mail.letters import mail
from tests.mail.signing import keys, signed, with_field

NOW = datetime(2026, 12, 7, 10, 30, tzinfo=UTC)
OURS = frozenset({"projects@acme.example"})
DANA = Person("dana", "Dana Kim", ("dana@studio.example",))


def context(days: int = 1, to: str = "dana") -> Context:
    sent_at = NOW - timedelta(days=days)
    return Context(NOW, DANA, letter=Answered("check_in", to, Ref("acme-site"), "<a@acme.example>", sent_at))


def test_a_from_alone_proves_nothing() -> None:
    evidence = weigh(read(mail()), Context(NOW, DANA))
    assert (evidence.sender, evidence.token, evidence.fresh) == ("dana@studio.example", False, False)
    assert evidence.brief() == "from"


def test_an_answer_to_a_letter_to_this_person_carries_its_token() -> None:
    evidence = weigh(read(mail()), context())
    assert (evidence.token, evidence.fresh, evidence.aligned) == (True, True, Aligned.UNKNOWN)
    assert evidence.brief() == "token"


def test_a_token_is_fresh_for_30_days() -> None:
    assert weigh(read(mail()), context(days=30)).fresh
    old = weigh(read(mail()), context(days=31))
    assert (old.token, old.fresh) == (True, False)


def test_an_answer_to_somebody_elses_letter_proves_nothing() -> None:
    assert not weigh(read(mail()), context(to="lee")).token


def test_a_stranger_proves_nothing() -> None:
    assert not weigh(read(mail()), Context(NOW)).token


# -- both together


def weighed(raw: bytes, known: dict[str, tuple[str, ...]] | None = None, **changes: object) -> Evidence:
    found = replace(context(), our_addresses=OURS, keys=keys() if known is None else known)
    return weigh(read(raw), replace(found, **changes))  # type: ignore[arg-type]


def test_a_token_and_a_signature_of_the_sender_s_domain_are_both_told() -> None:
    evidence = weighed(signed(mail(), at=NOW))
    assert (evidence.token, evidence.fresh, evidence.aligned) == (True, True, Aligned.YES)
    assert evidence.brief() == "token+aligned (dkim studio.example)"
    assert evidence.why == "it answers a letter that was sent to this person within 30 days; studio.example signed it"


def test_a_token_covers_every_project_that_the_letter_showed() -> None:
    items = (Ref("acme-site", "milestone", 1), Ref("bolt-app", "milestone", 4))
    letter = Answered("round_up", "dana", Ref("acme-site"), "<a@acme.example>", NOW, items)
    assert weighed(mail(), letter=letter).covers == {"acme-site", "bolt-app"}
    assert weighed(mail(), letter=None).covers == frozenset()


@pytest.mark.parametrize(("days", "counts"), [(0, True), (90, True), (91, False)])
def test_a_token_of_a_closed_project_counts_for_90_days(days: int, counts: bool) -> None:
    closed = Snapshot("acme-site", closed_at=NOW - timedelta(days=days))
    evidence = weighed(mail(), snapshots=(Snapshot("other"), closed))
    assert (evidence.token, evidence.covers) == (counts, {"acme-site"} if counts else frozenset())


@pytest.mark.parametrize(
    ("kind", "to", "hours", "confirms"),
    [
        ("challenge", "dana", 1, True),
        ("challenge", "dana", 72, True),
        ("challenge", "dana", 73, False),
        ("challenge", "lee", 1, False),
        ("check_in", "dana", 1, False),
    ],
)
def test_an_answer_to_what_was_asked_at_the_registered_address_confirms_for_three_days(
    kind: str, to: str, hours: int, confirms: bool
) -> None:
    letter = Answered(kind, to, Ref("acme-site"), "<a@acme.example>", NOW - timedelta(hours=hours))
    evidence = weighed(mail(), letter=letter)
    assert (evidence.confirms, evidence.aligned) == (confirms, Aligned.UNKNOWN)


@pytest.mark.parametrize(("kind", "aligned"), [("check_in", Aligned.YES), ("challenge", Aligned.UNKNOWN)])
def test_what_was_confirmed_lately_speaks_for_answers_to_letters_and_for_none_to_a_question(
    kind: str, aligned: Aligned
) -> None:
    letter = Answered(kind, "dana", Ref("acme-site"), "<a@acme.example>", NOW - timedelta(hours=1))
    confirmed_at = NOW - timedelta(hours=2)
    assert weighed(mail(), letter=letter, confirmed_at=confirmed_at).aligned is aligned


def test_an_answer_that_the_border_calls_forged_confirms_nothing() -> None:
    raw = with_field(mail(), "Received", "from x by mx.acme.example; Mon, 07 Dec 2026 10:00:00 +0000")
    raw = with_field(raw, "Authentication-Results", "mx.acme.example; dmarc=fail header.from=studio.example")
    letter = Answered("challenge", "dana", Ref("acme-site"), "<a@acme.example>", NOW - timedelta(hours=1))
    asked = Context(NOW, DANA, letter=letter)
    forged = weigh(read(raw), asked, Authentication("mx.acme.example"))
    assert (forged.aligned, forged.confirms) == (Aligned.NO, False)
    assert weigh(read(raw), asked).confirms


def test_a_stranger_s_signature_is_not_even_looked_at() -> None:
    evidence = weigh(read(signed(mail(), at=NOW)), Context(NOW, keys=keys(), our_addresses=OURS))
    assert (evidence.token, evidence.aligned) == (False, Aligned.UNKNOWN)
    assert evidence.why == "it is from nobody registered"


# -- which keys are needed


@pytest.mark.parametrize(
    ("raw", "needed"),
    [
        (mail(), ()),
        (signed(mail(), at=NOW), ("s1._domainkey.studio.example",)),
        (signed(mail(), "evil.example", at=NOW), ()),
        (signed(mail(), at=NOW, length=True), ()),
        (signed(mail(to="lee@elsewhere.example"), at=NOW), ()),
        (signed(mail(), at=NOW - timedelta(days=8)), ()),
        (signed(mail(**{"from": "a@studio.example, b@studio.example"}), at=NOW), ()),
        (mail("DKIM-Signature: v=1; d=studio.example\n"), ()),
        (b"", ()),
        (b"DKIM-Signature", ()),
        (b"\r\n\r\n", ()),
        (b"\xff" * 100_000 + b"dkim-signature", ()),
    ],
)
def test_only_keys_that_can_prove_the_sender_are_looked_up(raw: bytes, needed: tuple[str, ...]) -> None:
    assert wanted_keys(raw, NOW, OURS) == needed


def test_no_key_is_looked_up_where_the_border_has_said_enough() -> None:
    border = "from x by mx.acme.example; Mon, 07 Dec 2026 10:00:00 +0000"
    raw = with_field(signed(mail(), at=NOW), "Received", border)
    raw = with_field(raw, "Authentication-Results", "mx.acme.example; dkim=pass header.d=studio.example")
    assert wanted_keys(raw, NOW, OURS, Authentication("mx.acme.example")) == ()
    assert wanted_keys(raw, NOW, OURS, Authentication("other.example")) == ("s1._domainkey.studio.example",)


@given(st.binary(max_size=300))
def test_any_bytes_may_be_asked_about(noise: bytes) -> None:
    assert wanted_keys(b"DKIM-Signature: " + noise, NOW, OURS, Authentication(provider="google")) == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("acme.example", "sales.acme.example", True),
        ("a.acme.co.uk", "b.acme.co.uk", True),
        ("a.co.uk", "b.co.uk", False),
        ("a.github.io", "b.github.io", False),
        ("acme.example", "evil.example", False),
        ("localhost", "localhost", True),
        ("", "", False),
    ],
)
def test_an_organisation_is_what_somebody_registered(one: str, other: str, same: bool) -> None:
    assert same_organisation(one, other) is same
