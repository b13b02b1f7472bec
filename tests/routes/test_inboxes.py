"""The ways in: an IMAP folder with what lies in it, a Maildir, a mail server's pipe."""

import mailbox
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from mailflow.app import Parts
from mailflow.demo.clients import reply
from mailflow.demo.stage import ADDRESS, Opening
from mailflow.domain.milestone import State
from mailflow.transports.maildir import MaildirInbox
from mailflow.transports.memory import MemoryInbox
from tests.routes.company import CAST, SITE
from tests.routes.conftest import Opener, in_process, staged
from tests.routes.route import Route
from tests.servers.dovecot import Dovecot


def answer(route: Route, who: str, kind: str, text: str) -> bytes:
    route.later()
    return reply(route.letter(who, kind).raw, CAST[who], text, route.now)


def with_inbox(*inboxes: MaildirInbox | MemoryInbox) -> object:
    return lambda parts: replace(in_process(parts), inboxes=inboxes)


def test_what_has_been_dealt_with_is_filed_and_the_rest_left_alone(route: Route) -> None:
    mail = route.stage.mail
    route.await_letter("dana", "invitation")
    route.says("dana", "invitation", "DONE 1")
    route.submit("stranger@elsewhere.example", b"From: stranger@elsewhere.example\r\nSubject: Offer\r\n\r\nBuy!\r\n")
    folders = {name: len(mail.messages(ADDRESS, name)) for name in ("INBOX", "Processed")}  # type: ignore[attr-defined]
    assert folders == {"INBOX": 1, "Processed": 1}


def test_mail_from_a_maildir_is_acted_on_and_filed_there(open_route: Opener, tmp_path: Path) -> None:
    box = mailbox.Maildir(tmp_path / "mail")
    route = open_route(alter=with_inbox(MaildirInbox(tmp_path / "mail")))
    route.await_letter("dana", "invitation")
    box.add(answer(route, "dana", "invitation", "DONE 1"))
    route.stage.daemon.settle()
    assert route.milestone(1).state is State.SUBMITTED
    assert len(box) == 0
    assert len(box.get_folder("Processed")) == 1


def test_a_message_from_a_mail_servers_pipe_is_acted_on(open_route: Opener, tmp_path: Path) -> None:
    route = open_route(alter=with_inbox())
    route.await_letter("dana", "invitation")
    config = tmp_path / "mailflow.toml"
    config.write_text(
        f'[mail]\naddress = "{ADDRESS}"\n[database]\nurl = "sqlite:///{tmp_path}/mailflow.db"\n'
        '[smtp]\nhost = "127.0.0.1"\nport = 2525\ntls = "loopback-plain"\n'
    )
    command = [sys.executable, "-c", "from mailflow.cli import main; main()", "receive", "--config", str(config)]
    subprocess.run(command, input=answer(route, "dana", "invitation", "DONE 1"), check=True)
    route.stage.daemon.settle()
    assert route.milestone(1).state is State.SUBMITTED


@pytest.mark.parametrize(("backfill", "started"), [(False, State.PLANNED), (True, State.STARTED)])
def test_what_lay_in_the_folder_before_counts_only_where_that_is_asked_for(
    open_route: Opener, tmp_path: Path, backfill: bool, started: State
) -> None:
    """The database knows the people and the letter; the folder is met for the first time."""
    route = open_route(alter=with_inbox())
    route.await_letter("dana", "invitation")
    inbox = MemoryInbox()
    inbox.deliver(answer(route, "dana", "invitation", "START 1"))

    def watching(parts: Parts) -> Parts:
        return replace(in_process(parts), inboxes=(inbox,), receiving=replace(parts.receiving, backfill=backfill))

    route.stage.stop()
    route.stage.alter = watching
    route.stage.start()
    route.store = route.stage.store
    assert route.milestone(1).state is started
    inbox.deliver(answer(route, "dana", "invitation", "DONE 1"))
    route.stage.daemon.settle()
    assert route.milestone(1).state is State.SUBMITTED, "what comes afterwards counts in any case"


@pytest.mark.real
def test_a_folder_that_was_made_anew_is_read_again_and_nothing_applied_twice(
    tmp_path: Path, real_mail: Opening, real_address: str, dovecot: Dovecot
) -> None:
    """Its UIDVALIDITY changes and its UIDs begin again: one message is known, one came while it changed."""
    user = real_address.partition("@")[0]

    def unfiled(parts: Parts) -> Parts:
        """Whatever was moved away is back, as after a restore."""
        return in_process(parts)

    with staged(tmp_path, SITE, mail=real_mail, address=real_address, alter=unfiled) as route:
        route.await_letter("dana", "invitation")
        known = answer(route, "dana", "invitation", "START 1")
        route.submit("dana", known)
        route.stage.stop()
        lists = list(dovecot.maildir(user).glob("dovecot*"))
        assert lists
        for path in lists:
            path.unlink()
        fresh = answer(route, "dana", "invitation", "DONE 1")
        dovecot.deliver(user, known, fresh)
        route.stage.start()
        route.store = route.stage.store
        assert route.kinds() == ["start", "done"]
        assert len(route.letters("dana", "receipt")) == 2


def test_a_connection_that_breaks_loses_and_doubles_nothing(route: Route) -> None:
    route.await_letter("dana", "invitation")
    route.says("dana", "invitation", "START 1")
    route.stage.mail.disconnect()  # type: ignore[attr-defined]
    route.says("dana", "invitation", "DONE 1")
    assert route.kinds() == ["start", "done"]


def test_a_message_over_the_limit_is_answered_and_changes_nothing(open_route: Opener) -> None:
    route = open_route(alter=lambda parts: replace(in_process(parts), receiving=replace(parts.receiving, most=200_000)))
    route.await_letter("dana", "invitation")
    message = route.says("dana", "invitation", "DONE 1\n\n" + "bla bla\n" * 40_000)
    assert message.disposition is not None
    assert message.reason == "too_large"
    assert route.milestone(1).state is State.PLANNED
    assert route.letters("dana", "receipt") or route.letters("dana", "clarification")


def test_rubbish_is_set_aside_and_its_neighbours_are_handled(route: Route) -> None:
    route.await_letter("dana", "invitation")
    mail = route.stage.mail
    for raw in (
        b"",
        b"\x00\xff\xfe",
        b"From: dana@studio.example\r\nContent-Type: multipart/mixed; boundary=\r\n\r\n--",
    ):
        mail.append(ADDRESS, raw)  # type: ignore[attr-defined]
    route.says("dana", "invitation", "DONE 1")
    assert route.milestone(1).state is State.SUBMITTED
    assert all(row.disposition for row in route.messages())
