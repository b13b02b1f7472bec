"""The IMAP inbox against pymap, which knows no CONDSTORE, no keywords, and answers in its own ways."""

from collections.abc import Iterator

import pytest

from mailflow.demo.servers import EmbeddedMail
from mailflow.transports.imap import ImapInbox, ImapSettings
from mailflow.transports.interfaces import LoginFault, TransportFault
from tests.transports.inbox_contract import InboxContract, mail


class TestEmbedded(InboxContract):
    @pytest.fixture
    def settings(self, embedded: EmbeddedMail, embedded_user: str) -> ImapSettings:
        embedded.append(embedded_user, mail(0), "Elsewhere")
        return ImapSettings(embedded.host, embedded.imap_port, "loopback-plain", embedded_user, embedded.password)

    @pytest.fixture
    def inbox(self, settings: ImapSettings) -> Iterator[ImapInbox]:
        inbox = ImapInbox(settings)
        yield inbox
        inbox.close()

    @pytest.fixture
    def again(self, settings: ImapSettings):
        return lambda: ImapInbox(settings)

    @pytest.fixture
    def deliver(self, embedded: EmbeddedMail, embedded_user: str):
        return lambda *messages: [embedded.append(embedded_user, message) for message in messages]

    def test_a_cut_connection_is_a_fault_once_and_made_anew(self, embedded, inbox, deliver) -> None:
        deliver(mail(1))
        inbox.list("INBOX")
        embedded.disconnect()
        with pytest.raises(TransportFault):
            inbox.list("INBOX")
        assert len(inbox.list("INBOX").found) == 1

    def test_a_wrong_password_is_a_login_fault(self, embedded, embedded_user) -> None:
        settings = ImapSettings(embedded.host, embedded.imap_port, "loopback-plain", embedded_user, "wrong")
        with pytest.raises(LoginFault, match="refused the password of"):
            ImapInbox(settings).list("INBOX")
