"""Postfix that hands on to Dovecot, as one mail host for a story. Fixture: `real_mail`, which opens such a host."""

import itertools
import smtplib
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from email import message_from_bytes
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path

import pytest

from mailflow.demo.servers import Accepted
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.postfix import UNKNOWN, Postfix

Opening = Callable[[Callable[[], datetime]], AbstractContextManager["RealMail"]]
PATIENCE = 20


class RealMail:
    """What Postfix took and Dovecot stored since this was opened."""

    password = PASSWORD

    def __init__(self, postfix: Postfix, dovecot: Dovecot) -> None:
        self.host = postfix.host
        self.smtp_port, self.imap_port = postfix.port, dovecot.imap
        self._postfix, self._dovecot = postfix, dovecot
        self._seen = set(self._files())
        self._accepted: list[Accepted] = []

    @property
    def accepted(self) -> list[Accepted]:
        """Oldest first, once nothing is on its way any more."""
        self.await_delivery()
        fresh = [path for path in self._files() if path not in self._seen]
        for path in sorted(fresh, key=lambda path: path.name):
            self._seen.add(path)
            self._accepted.append(_accepted(path.read_bytes()))
        return self._accepted

    def submit(self, sender: str, recipient: str, raw: bytes) -> None:
        """By SMTP; it lies in the mailbox when this returns."""
        with smtplib.SMTP(self.host, self.smtp_port, local_hostname="localhost", timeout=PATIENCE) as client:
            client.sendmail(sender, [recipient], raw)
        self.await_delivery()

    def await_delivery(self) -> None:
        """Until nothing is on its way."""
        spool = self._postfix.where / "spool"
        end = time.monotonic() + PATIENCE
        while any(path.is_file() for name in ("incoming", "active", "deferred") for path in (spool / name).rglob("*")):
            if time.monotonic() > end:
                raise TimeoutError(self._postfix.log()[-2000:])
            time.sleep(0.005)

    def refuse(self, address: str) -> None:
        """As the embedded server does it; Postfix has one address that does not exist."""
        assert address == UNKNOWN

    def clear(self) -> None:
        """Throw away what people got, so that the next story has less to look through."""
        for path in self._files():
            path.unlink(missing_ok=True)

    def _files(self) -> Iterator[Path]:
        return (self._dovecot.where / "mail").glob("*/Maildir/new/*")


def _accepted(raw: bytes) -> Accepted:
    """From what Dovecot noted at delivery; the time is the letter's own, since the clock is simulated."""
    mail = message_from_bytes(raw)
    sender, recipient = (parseaddr(str(mail[name]))[1] for name in ("Return-Path", "Delivered-To"))
    return Accepted(parsedate_to_datetime(str(mail["Date"])), sender, recipient, raw)


_numbers = itertools.count(1)


@pytest.fixture
def real_address() -> str:
    """An address of mailflow's that no test has used before."""
    return f"projects{next(_numbers)}@northwind.example"


@pytest.fixture
def real_mail(postfix_to_dovecot: Postfix, dovecot: Dovecot) -> Opening:
    @contextmanager
    def opening(now: Callable[[], datetime]) -> Iterator[RealMail]:
        mail = RealMail(postfix_to_dovecot, dovecot)
        yield mail
        mail.clear()

    return opening
