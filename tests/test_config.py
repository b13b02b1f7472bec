"""mailflow.toml: what it says, where secrets come from, and every fault at once."""

from datetime import timedelta
from pathlib import Path

import pytest

from mailflow.config import ConfigFault, load
from mailflow.domain.authority import Trust

EXAMPLE = Path(__file__).parents[1] / "config" / "mailflow.toml"
PASSWORDS = {"MAILFLOW_IMAP_PASSWORD": "in", "MAILFLOW_SMTP_PASSWORD": "out"}
SMALL = """
[mail]
address = "projects@acme.example"
[database]
url = "sqlite:///mailflow.db"
[imap]
host = "imap.acme.example"
user = "projects"
password = "secret-in"
[smtp]
host = "smtp.acme.example"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def written(folder: Path, text: str) -> Path:
    path = folder / "mailflow.toml"
    path.write_text(text)
    return path


def faults(folder: Path, text: str, **environ: str) -> list[str]:
    """The faults of that file, without its path."""
    path = written(folder, text)
    with pytest.raises(ConfigFault) as caught:
        load(path, environ)
    return [str(fault).removeprefix(f"{path}:") for fault in caught.value.faults]


def test_the_shipped_example_is_right_but_for_its_passwords() -> None:
    config = load(EXAMPLE, PASSWORDS)
    assert config.mailbox.address == "projects@acme.example"
    assert (config.imap and config.imap.password, config.smtp.password) == ("in", "out")
    assert config.policy.trust == Trust()


def test_every_key_of_the_example_that_is_commented_out_is_a_key(folder: Path) -> None:
    lines = EXAMPLE.read_text().splitlines()
    alone = [line.removeprefix("# ") if line.startswith("# ") and " = " in line[:20] else line for line in lines]
    text = (
        "\n".join(alone)
        .replace("password_file", "# ")
        .replace("channels_file", "# ")
        .replace("auth =", "# ")
        .replace("token_command", "# ")
    )
    text = (
        text.replace("# [templates]", "[templates]")
        .replace("# [board]", "[board]")
        .replace("# [business]", "[business]")
        .replace('path = "/var', '# path = "/var')
    )
    load(written(folder, text), PASSWORDS)


def test_a_small_config_gets_defaults_that_suit_a_small_installation(folder: Path) -> None:
    config = load(written(folder, SMALL), {})
    assert config.imap is not None
    assert (config.imap.port, config.imap.tls, config.imap.password) == (993, "implicit", "secret-in")
    assert (config.smtp.port, config.smtp.user, config.smtp.password) == (465, None, None)
    assert config.smtp.sender == "projects@acme.example"
    assert (config.smtp.connections, config.delivering.per_minute, config.delivering.per_day) == (2, 20, 1500)
    assert (config.delivering.per_hour, config.delivering.pace.join_receipts_after) == (300, 3)
    assert config.policy.settle == timedelta(minutes=5)
    assert config.policy.trust == Trust(token_alone=1, payments=False)
    assert (config.receiving.folder, config.receiving.backfill, config.receiving.file_strangers) == (
        "INBOX",
        False,
        False,
    )
    assert config.rhythm.poll == 60


def test_every_fixed_key_works_as_written(folder: Path) -> None:
    text = """
[mail]
address = "projects@acme.example"
name = "Acme projects"
settle = "0s"
[database]
url = "postgresql://user:password@host:5432/name"
[imap]
host = "127.0.0.1"
port = 143
tls = "loopback-plain"
user = "projects"
folder = "Projects"
poll_interval = "5m"
backfill = true
unregistered = "file"
auth = "xoauth2"
token_command = "print-token"
[smtp]
host = "localhost"
port = 25
tls = "loopback-plain"
user = "projects"
password = "x"
connections = 0
per_minute = 0
per_day = 0
[limits]
letters_per_hour = 0
join_receipts_after = 0
[trust]
authserv_id = "mx.acme.example"
border = "mx.acme.example"
resolver = "127.0.0.1:5353"
provider = "microsoft365"
payments = true
token_alone = 2
[operator]
email = "ops@acme.example"
alerts = ["ntfy://x"]
"""
    config = load(written(folder, text), {})
    assert config.imap is not None
    assert (config.imap.token_command, config.imap.password) == ("print-token", None)
    assert (config.receiving.folder, config.receiving.backfill, config.receiving.file_strangers) == (
        "Projects",
        True,
        True,
    )
    assert (config.rhythm.poll, config.policy.settle) == (300, timedelta(0))
    assert config.policy.trust == Trust(2, payments=True)
    assert config.smtp.connections > 2
    assert (config.delivering.per_minute, config.delivering.per_day, config.delivering.per_hour) == (0, 0, 0)
    assert config.authentication.resolver == "127.0.0.1:5353"
    assert config.delivering.operator is not None
    assert config.delivering.operator.addresses == ("ops@acme.example",)


def test_a_maildir_takes_the_place_of_imap(folder: Path) -> None:
    text = SMALL.replace("[imap]", "[maildir]").replace('host = "imap.acme.example"', 'path = "/var/mail/x"')
    text = text.replace('user = "projects"\n', "").replace('password = "secret-in"\n', "")
    config = load(written(folder, text), {})
    assert (config.imap, config.maildir) == (None, Path("/var/mail/x"))


def test_all_faults_are_reported_at_once_with_their_lines(folder: Path) -> None:
    text = """[mail]
adress = "a@b"
name = 5
settle = "5 parsecs"
[imap]
host = "imap.acme.example"
tls = "loopback-plain"
user = "u"
poll_interval = 60
port = "993"
[smtp]
host = "smtp"
user = "x"
password_file = "nowhere"
connections = -1
[trust]
token_alone = 7
[wat]
x = 1
"""
    found = faults(folder, text)
    assert [fault.split(": ")[:2] for fault in found] == [
        ["1", "mail.address"],
        ["1", "database"],
        ["2", "mail.adress"],
        ["3", "mail.name"],
        ["4", "mail.settle"],
        ["5", "imap.password"],
        ["7", "imap.tls"],
        ["9", "imap.poll_interval"],
        ["10", "imap.port"],
        ["14", "smtp.password_file"],
        ["15", "smtp.connections"],
        ["17", "trust.token_alone"],
        ["18", "wat"],
    ]
    assert "did you mean address?" in found[2]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("projects@acme.example", "pro+jects@acme.example", "mail.address"),
        ("projects@acme.example", f"{'p' * 25}@acme.example", "mail.address"),
        ("projects@acme.example", "projects", "mail.address"),
        ("sqlite:///mailflow.db", "mysql://x", "database.url"),
        ('user = "projects"', 'user = "projects"\nauth = "xoauth2"', "imap.token_command"),
        ('user = "projects"', 'user = ""', "imap.user"),
        ('password = "secret-in"', "", "imap.password"),
        ('password = "secret-in"', 'password = "x"\npassword_file = "y"', "imap.password_file"),
        ("[smtp]", '[maildir]\npath = "x"\n[smtp]', "maildir"),
        ("[smtp]", '[smtp]\npassword = "x"', "smtp.user"),
    ],
)
def test_each_fault_names_its_key(folder: Path, old: str, new: str, key: str) -> None:
    assert key in {fault.split(": ")[1] for fault in faults(folder, SMALL.replace(old, new))}


def test_the_environment_goes_before_the_file(folder: Path) -> None:
    environ = {"MAILFLOW_IMAP_PASSWORD": "from-env", "MAILFLOW_DATABASE_URL": "postgresql://h/n"}
    config = load(written(folder, SMALL), environ)
    assert config.imap is not None
    assert (config.imap.password, config.database_url) == ("from-env", "postgresql://h/n")


def test_a_credential_goes_before_the_file(folder: Path) -> None:
    (folder / "imap-password").write_text("from-credential\n")
    config = load(written(folder, SMALL), {"CREDENTIALS_DIRECTORY": str(folder)})
    assert config.imap is not None
    assert config.imap.password == "from-credential"


def test_a_password_file_is_found_beside_the_config(folder: Path) -> None:
    (folder / "pw").write_text("from-file\nsecond line")
    config = load(written(folder, SMALL.replace('password = "secret-in"', 'password_file = "pw"')), {})
    assert config.imap is not None
    assert config.imap.password == "from-file"


def test_no_fault_and_no_repr_repeats_a_secret(folder: Path) -> None:
    assert "secret-in" not in repr(load(written(folder, SMALL), {}))
    wrong = SMALL.replace('password = "secret-in"', "password = 271828").replace("sqlite:", "mysql://u:hunter2@h/")
    found = "\n".join(faults(folder, wrong))
    assert "271828" not in found
    assert "hunter2" not in found


def test_a_file_that_is_missing_no_toml_or_no_text_is_one_clear_line(folder: Path) -> None:
    with pytest.raises(ConfigFault, match="cannot be read: No such file"):
        load(folder / "missing.toml", {})
    assert faults(folder, "[mail]\naddress = \n") == ["2: not TOML: Invalid value; correct this line"]
    path = folder / "latin.toml"
    path.write_bytes("name = 'Größe'".encode("latin-1"))
    with pytest.raises(ConfigFault, match="not UTF-8"):
        load(path, {})
