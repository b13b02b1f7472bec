"""The machine, the servers, the policy and what came in, each judged by itself."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mailflow.doctor import machine
from mailflow.doctor.arrivals import Came, clock_findings, plus_findings, selectors_seen
from mailflow.doctor.finding import Finding, Mark
from mailflow.doctor.policy import evidence_findings, operator_findings, retention_findings, trust_findings
from mailflow.doctor.servers import tls_finding
from mailflow.domain.authority import Trust, risks
from mailflow.domain.people import Person
from mailflow.mail.border import Authentication
from mailflow.mail.token import mint, reply_address
from mailflow.transports.tls_seen import Seen

NOW = datetime(2026, 12, 2, 9, 0, tzinfo=UTC)
KEYS = (b"k" * 32,)


def only(findings: object) -> Finding:
    (one,) = findings  # type: ignore[misc]
    return one


@pytest.mark.parametrize(
    ("mode", "mark"), [(0o600, Mark.GOOD), (0o640, Mark.GOOD), (0o644, Mark.WRONG), (0o620, Mark.WRONG)]
)
def test_a_secret_that_others_may_read_or_change_is_told(mode: int, mark: Mark, tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("x")
    file.chmod(mode)
    finding = only(machine.secret_findings([machine.Kept("imap password", "a file", file)]))
    assert finding.mark is mark
    assert "imap password" in finding.text


def test_a_secret_from_outside_any_file_is_well() -> None:
    assert only(machine.secret_findings([machine.Kept("imap password", "from the environment")])).mark is Mark.GOOD


def test_a_database_that_everybody_may_read_is_told(tmp_path: Path) -> None:
    database = tmp_path / "m.db"
    for file in (database, Path(f"{database}-wal")):
        file.touch()
        file.chmod(0o644)
    marks = [one.mark for one in machine.database_findings(database) if str(database) in one.text]
    assert marks == [Mark.WRONG, Mark.WRONG]


@pytest.mark.parametrize(("free", "mark"), [(0, Mark.WRONG), (500 * 1024**2, Mark.RISK), (2**40, Mark.GOOD)])
def test_room_is_judged_before_it_is_gone(free: int, mark: Mark) -> None:
    assert machine.room(free).mark is mark


@pytest.mark.parametrize(
    ("seen", "mark"),
    [
        (Seen("TLSv1.3", NOW + timedelta(days=60)), Mark.GOOD),
        (Seen("TLSv1.3", NOW + timedelta(days=3)), Mark.WRONG),
        (Seen("TLSv1.1", NOW + timedelta(days=60)), Mark.WRONG),
        (Seen(), Mark.RISK),
    ],
)
def test_tls_is_judged_by_version_and_certificate(seen: Seen, mark: Mark) -> None:
    assert tls_finding("IMAP", seen, NOW).mark is mark


def test_each_risk_of_the_policy_is_a_finding() -> None:
    assert [one.mark for one in trust_findings(["one", "two"])] == [Mark.RISK, Mark.RISK]
    assert only(trust_findings(risks(Trust()))).mark is Mark.GOOD
    chosen = risks(Trust(token_alone=3, payments=True))
    assert [finding.text for finding in trust_findings(chosen)] == chosen
    assert len(chosen) == 4


@pytest.mark.parametrize(
    ("believed", "words"),
    [
        (Authentication(), "no authserv_id"),
        (Authentication("mx.acme.example"), "forged"),
        (Authentication(provider="google"), "google"),
    ],
)
def test_whoever_is_believed_is_named(believed: Authentication, words: str) -> None:
    assert words in next(iter(evidence_findings(believed))).text


@pytest.mark.parametrize(
    ("mail", "mark"),
    [
        (None, Mark.RISK),
        (timedelta(days=1), Mark.RISK),
        (timedelta(days=90), Mark.GOOD),
        (timedelta(days=900), Mark.RISK),
    ],
)
def test_keeping_for_ever_or_hardly_at_all_is_a_risk(mail: timedelta | None, mark: Mark) -> None:
    assert only(retention_findings(mail)).mark is mark


def test_somebody_should_hear_of_faults() -> None:
    assert only(operator_findings(None)).mark is Mark.RISK
    assert only(operator_findings(Person("operator", "Operator", ("ops@acme.example",)))).mark is Mark.GOOD


def came(to: str = "projects@acme.example", received: str = "", delay: int = 2, **headers: str) -> Came:
    lines = [f"Received: from a by b with ESMTP; {received}"] if received else []
    lines += [f"To: {to}", "From: dana@studio.example"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return Came("\r\n".join([*lines, "", "DONE 3"]).encode(), NOW + timedelta(seconds=delay))


def test_an_answer_to_a_plus_address_proves_that_they_arrive() -> None:
    token = mint(KEYS, "reminder/acme/3")
    answer = came(to=reply_address("projects@acme.example", token))
    assert only(plus_findings([came(), answer], KEYS)).mark is Mark.GOOD
    by_id_alone = came(In_Reply_To=f"<{token}@acme.example>")
    assert only(plus_findings([by_id_alone], KEYS)).mark is Mark.WRONG
    assert only(plus_findings([came()], KEYS)).mark is Mark.UNKNOWN


@pytest.mark.parametrize(
    ("delays", "mark"),
    [
        ([2, 900], Mark.GOOD),
        ([-100, 900], Mark.WRONG),
        ([900, 1200], Mark.WRONG),
        ([-5], Mark.GOOD),
        ([], Mark.UNKNOWN),
    ],
)
def test_the_quickest_message_tells_whether_the_clocks_agree(delays: list[int], mark: Mark) -> None:
    some = [came(received="Wed, 2 Dec 2026 10:00:00 +0100", delay=delay) for delay in delays]
    assert only(clock_findings([came(received="yesterday"), *some])).mark is mark


def test_selectors_are_learnt_from_our_own_domains_signatures() -> None:
    ours = came(DKIM_Signature="v=1; a=rsa-sha256; d=acme.example; s=winter; b=x")
    other = came(DKIM_Signature="v=1; a=rsa-sha256; d=studio.example; s=theirs; b=x")
    assert selectors_seen([other, ours, ours], "acme.example") == ["winter"]
