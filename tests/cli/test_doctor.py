"""``doctor``: one screen, whatever state an installation is in, and the status that says whether it needs somebody."""

from pathlib import Path

from tests.cli.conftest import CONFIG, Mailflow
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.name_server import NameServer
from tests.servers.postfix import Postfix

SOUND = """
[mail]
address = "projects@acme.example"

[database]
url = "sqlite:///{folder}/mailflow.db"

[imap]
host = "127.0.0.1"
port = {imap}
tls = "starttls"
ca_file = "{imap_certificate}"
user = "{user}"
password_file = "imap-password"

[smtp]
host = "127.0.0.1"
port = {smtp}
tls = "starttls"
ca_file = "{smtp_certificate}"

[trust]
resolver = "{resolver}"

[operator]
email = "ops@acme.example"
"""


def test_a_sound_installation_needs_nobody(
    dovecot: Dovecot,
    dovecot_user: str,
    postfix: Postfix,
    name_server: NameServer,
    tmp_path: Path,
    mailflow: Mailflow,
) -> None:
    password = tmp_path / "imap-password"
    password.write_text(f"{PASSWORD}\n")
    password.chmod(0o600)
    config = tmp_path / "mailflow.toml"
    config.write_text(
        SOUND.format(
            folder=tmp_path,
            imap=dovecot.imap,
            imap_certificate=dovecot.certificate,
            user=dovecot_user,
            smtp=postfix.port,
            smtp_certificate=postfix.certificate,
            resolver=name_server.address,
        )
    )
    name_server.zone |= {
        "acme.example": ("v=spf1 mx -all",),
        "_dmarc.acme.example": ("v=DMARC1; p=reject",),
        "winter._domainkey.acme.example": ("v=DKIM1; p=abc",),
    }
    done = mailflow("doctor", "--config", config, "--selector", "winter", "--json")
    found = {str(row["area"]): row for row in done.rows}
    for area in ("SPF", "DKIM", "DMARC", "secrets", "retention", "operator"):
        assert found[area]["mark"] == "good", found[area]
    for server in ("IMAP", "SMTP"):
        assert "verified" in str(found[server]["text"])
    assert "wrong" not in {row["mark"] for row in done.rows}, done.out
    assert done.status == 0


def test_what_needs_somebody_is_told_with_what_to_do(config: Path, mailflow: Mailflow) -> None:
    config.chmod(0o644)
    config.write_text(CONFIG.format(folder=config.parent) + "\n[trust]\ntoken_alone = 3\nresolver = '127.0.0.1:9'\n")
    done = mailflow("doctor", "--config", config)
    assert done.status == 1
    for words in ("✗ IMAP", "✗ SMTP", "✗ secrets", "chmod", "! trust policy: token_alone = 3", "? SPF"):
        assert words in done.out
    assert "imap-secret" not in done.out + done.err


def test_nothing_is_made_by_looking(config: Path, mailflow: Mailflow) -> None:
    mailflow("doctor", "--config", config)
    assert [file.name for file in config.parent.iterdir()] == ["mailflow.toml"]


def test_it_looks_into_a_database_that_is_there(applied: Path, mailflow: Mailflow) -> None:
    (applied.parent / "mailflow.db").chmod(0o600)
    areas = [row["area"] for row in mailflow("doctor", "--config", applied, "--json").rows]
    assert areas.count("database") >= 2
