"""A private Postfix that discards what it takes, or hands it on by LMTP. It has to be started by root.

Fixtures: `postfix` (one server for the whole run, which discards), `postfix_to_dovecot` (delivers to `dovecot`).
"""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.servers.dovecot import Dovecot
from tests.servers.left_out import leave_out
from tests.servers.processes import await_greeting, end, folder, free_port, self_signed

PROGRAM = Path("/usr/lib/postfix/sbin/master")
UNKNOWN = "nobody-here@example.com"
FULL = "full@example.com"
QUEUES = (
    *("active", "bounce", "corrupt", "defer", "deferred", "flush"),
    *("hold", "incoming", "private", "saved", "trace"),
)

_MAIN = """
compatibility_level = 3.6
queue_directory = {d}/spool
data_directory = {d}/data
daemon_directory = /usr/lib/postfix/sbin
command_directory = /usr/sbin
shlib_directory = /usr/lib/postfix
meta_directory = /etc/postfix
mail_owner = postfix
setgid_group = postdrop
multi_instance_enable = yes
multi_instance_name = postfix-mailflow
maillog_file = {d}/postfix.log
maillog_file_prefixes = {d}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = localhost
mydestination =
alias_maps =
alias_database =
local_recipient_maps =
mynetworks = 127.0.0.0/8
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_recipient_restrictions =
  check_recipient_access inline:{{ {{{unknown} = 550 5.1.1 No such user}} {{{full} = 452 4.2.2 Mailbox full}} }}
relay_domains = static:all
relay_transport = {transport}
default_transport = {transport}
lmtp_host_lookup = native
smtp_host_lookup = native
smtp_dns_support_level = disabled
smtpd_peername_lookup = no
biff = no
append_dot_mydomain = no
message_size_limit = 1000000
smtpd_tls_security_level = may
smtpd_tls_chain_files = {d}/key.pem, {d}/cert.pem
smtpd_client_connection_count_limit = 0
smtpd_client_connection_rate_limit = 0
tls_random_source = dev:/dev/urandom
{extra}
"""
_MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
127.0.0.1:{smtps} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
postlog   unix-dgram n - n - 1 postlogd
pickup    unix n - n 60 1 pickup
cleanup   unix n - n - 0 cleanup
qmgr      unix n - n 300 1 qmgr
tlsmgr    unix - - n 1000? 1 tlsmgr
rewrite   unix - - n - - trivial-rewrite
bounce    unix - - n - 0 bounce
defer     unix - - n - 0 bounce
trace     unix - - n - 0 bounce
flush     unix n - n 1000? 0 flush
proxymap  unix - - n - - proxymap
smtp      unix - - n - - smtp
lmtp      unix - - n - - lmtp
discard   unix - - n - - discard
error     unix - - n - - error
retry     unix - - n - - error
anvil     unix - - n - 1 anvil
scache    unix - - n - 1 scache
showq     unix n - n - - showq
"""


class Postfix:
    """A running server. `port` speaks plain and STARTTLS, `smtps` TLS from the start; `certificate` is its own."""

    host = "127.0.0.1"

    def __init__(self, where: Path, transport: str, extra: str) -> None:
        self.where = where
        self.port, self.smtps = free_port(), free_port()
        self.certificate, _ = self_signed(where)
        self._lay_out(transport, extra)
        self._process = self._start()

    def log(self) -> str:
        return (self.where / "postfix.log").read_text(errors="replace")

    def await_log(self, text: str, times: int = 1, patience: float = 10) -> bool:
        """Until `text` stands in its log that often."""
        end_at = time.monotonic() + patience
        while self.log().count(text) < times:
            if time.monotonic() > end_at:
                return False
            time.sleep(0.02)
        return True

    def queue(self) -> list[dict[str, object]]:
        """What waits in its queue."""
        command = ["postqueue", "-c", str(self.where / "etc"), "-j"]
        lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
        return [json.loads(line) for line in lines]

    def stop(self) -> None:
        end(self._process)

    def _lay_out(self, transport: str, extra: str) -> None:
        d = self.where
        for name in ("etc", "spool", "data"):
            (d / name).mkdir()
        shutil.chown(d / "data", "postfix")
        settings = {"d": d, "transport": transport, "extra": extra, "unknown": UNKNOWN, "full": FULL}
        (d / "etc/main.cf").write_text(_MAIN.format(**settings))
        (d / "etc/master.cf").write_text(_MASTER.format(port=self.port, smtps=self.smtps))
        for path in (d / "etc").iterdir():
            os.utime(path, (time.time() - 60,) * 2)  # Postfix reads a younger file again and again
        self._make_queue(d / "spool")

    def _make_queue(self, spool: Path) -> None:
        """What `postfix start` would make in 2.5 s of shell."""
        for name in QUEUES:
            (spool / name).mkdir(mode=0o700)
            shutil.chown(spool / name, "postfix")
        for name, mode in (("public", 0o710), ("maildrop", 0o730)):
            (spool / name).mkdir()
            shutil.chown(spool / name, "postfix", "postdrop")
            (spool / name).chmod(mode)
        (spool / "pid").mkdir()

    def _start(self) -> subprocess.Popen[bytes]:
        environment = os.environ | {"MAIL_CONFIG": str(self.where / "etc"), "MAIL_LOGTAG": "postfix-mailflow"}
        with (self.where / "started.log").open("wb") as log:
            process = subprocess.Popen(
                [str(PROGRAM), "-c", str(self.where / "etc"), "-s"],
                stdout=log,
                stderr=log,
                cwd=self.where / "spool",
                start_new_session=True,
                env=environment,
            )
        await_greeting(self.port, b"220", process, self.where / "postfix.log")
        return process


@contextmanager
def running(transport: str = "discard:", extra: str = "") -> Iterator[Postfix]:
    """A Postfix for as long as the block lasts; where it cannot be started, the test is left out."""
    if not PROGRAM.exists():
        leave_out("Postfix", "apt-get install postfix")
    if os.getuid() != 0:
        leave_out("Postfix", "only root can start one")
    with folder() as where:
        server = Postfix(where, transport, extra)
        try:
            yield server
        finally:
            server.stop()


@pytest.fixture(scope="session")
def postfix() -> Iterator[Postfix]:
    with running() as server:
        yield server


@pytest.fixture(scope="session")
def postfix_to_dovecot(dovecot: Dovecot) -> Iterator[Postfix]:
    with running(f"lmtp:inet:127.0.0.1:{dovecot.lmtp}") as server:
        yield server
