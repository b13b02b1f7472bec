"""A private Dovecot: IMAP with and without TLS, and LMTP to put mail in. Any user name, one password.

Fixtures: `dovecot` (one server for the whole run), `dovecot_user` (a mailbox of one's own for a test).
"""

import grp
import imaplib
import itertools
import os
import pwd
import shutil
import smtplib
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.servers.left_out import leave_out
from tests.servers.processes import as_user, await_greeting, end, folder, free_port, self_signed

PASSWORD = "secret"
PROGRAM = Path("/usr/sbin/dovecot")

_CONFIG = """
base_dir = {d}/run
state_dir = {d}/state
log_path = {d}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  service_count = 0
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service lmtp {{
  user = {user}
  inet_listener lmtp {{
    port = {lmtp}
  }}
}}
service imap {{
  process_limit = 512
}}
ssl = yes
ssl_cert = <{d}/cert.pem
ssl_key = <{d}/key.pem
ssl_dh =
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
auth_username_chars =
recipient_delimiter = +
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={d}/mail/%n
}}
first_valid_uid = 1
mail_location = maildir:~/Maildir
mail_max_userip_connections = 100
mail_fsync = never
namespace inbox {{
  inbox = yes
  separator = {separator}
  prefix = {prefix}
  mailbox Junk {{
    auto = create
    special_use = \\Junk
  }}
}}
{extra}
"""


class Dovecot:
    """A running server. `host` is 127.0.0.1; `imap` speaks plain and STARTTLS, `imaps` TLS, `lmtp` takes mail."""

    host = "127.0.0.1"

    def __init__(self, where: Path, extra: str = "", separator: str = "/", prefix: str = "") -> None:
        self.where = where
        self.imap, self.imaps, self.lmtp = free_port(), free_port(), free_port()
        self.certificate, self._key = self_signed(where)
        self.user = "nobody" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
        self._write_config(extra, separator, prefix)
        self._process = self._start()

    def maildir(self, user: str) -> Path:
        """Where the mail of `user` lies on disk."""
        return self.where / "mail" / user / "Maildir"

    def deliver(self, user: str, *messages: bytes) -> None:
        """Put messages into INBOX of `user`, by LMTP, on one connection."""
        with smtplib.LMTP(self.host, self.lmtp) as lmtp:
            for message in messages:
                lmtp.sendmail("tests@example.net", f"{user}@localhost", message)

    def append(self, user: str, messages: Iterable[bytes], mailbox: str = "INBOX") -> None:
        """Put messages into any folder, by IMAP."""
        with self.client(user) as client:
            for message in messages:
                client.append(mailbox, "", "", message)

    def client(self, user: str) -> imaplib.IMAP4:
        """An independent client, to see with other eyes than mailflow's; a context manager."""
        client = imaplib.IMAP4(self.host, self.imap)
        client.login(user, PASSWORD)
        return client

    def flags(self, user: str, mailbox: str = "INBOX") -> dict[int, str]:
        """Flags by UID."""
        with self.client(user) as client:
            client.select(mailbox, readonly=True)
            lines = [line.decode() for line in client.uid("FETCH", "1:*", "(FLAGS)")[1] if isinstance(line, bytes)]
        return {int(line.split("UID ")[1].split()[0].rstrip(")")): line for line in lines}

    def stop(self) -> None:
        end(self._process)

    def _write_config(self, extra: str, separator: str, prefix: str) -> None:
        account = pwd.getpwnam(self.user)
        (self.where / "mail").mkdir()
        (self.where / "dovecot.conf").write_text(
            _CONFIG.format(
                d=self.where,
                user=self.user,
                group=grp.getgrgid(account.pw_gid).gr_name,
                imap=self.imap,
                imaps=self.imaps,
                lmtp=self.lmtp,
                password=PASSWORD,
                extra=extra,
                separator=separator,
                prefix=prefix,
            )
        )
        if os.getuid() == 0:
            for path in (self.where, *self.where.iterdir()):
                os.chown(path, account.pw_uid, account.pw_gid)

    def _start(self) -> subprocess.Popen[bytes]:
        command = [*as_user(self.user), str(PROGRAM), "-F", "-c", str(self.where / "dovecot.conf")]
        with (self.where / "started.log").open("wb") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log)
        await_greeting(self.imap, b"* OK", process, self.where / "dovecot.log")
        await_greeting(self.lmtp, b"220", process, self.where / "dovecot.log")
        return process


@contextmanager
def running(extra: str = "", separator: str = "/", prefix: str = "") -> Iterator[Dovecot]:
    """A Dovecot for as long as the block lasts; where none is installed, the test is left out."""
    if not PROGRAM.exists() or not shutil.which("openssl"):
        leave_out("Dovecot", "apt-get install dovecot-imapd dovecot-lmtpd")
    with folder() as where:
        server = Dovecot(where, extra, separator, prefix)
        try:
            yield server
        finally:
            server.stop()


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    with running() as server:
        yield server


_numbers = itertools.count(1)


@pytest.fixture
def dovecot_user(dovecot: Dovecot) -> str:
    """A user name that nobody has used before: an empty mailbox."""
    return f"user{next(_numbers)}"
