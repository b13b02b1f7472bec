"""``run``, ``once``, ``receive`` and ``migrate``: the daemon, and what it does by hand."""

import logging
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click

from mailflow import logs
from mailflow.app import Parts, assemble, keep_what_stands, parts_from
from mailflow.cli.faults import NEEDS_A_PERSON
from mailflow.cli.options import config_option
from mailflow.cli.output import harmless
from mailflow.cli.progress import Tally, counted, shown
from mailflow.config import Config, load
from mailflow.daemon import Daemon
from mailflow.shipped import furnished
from mailflow.sole import no_daemon, sole_daemon
from mailflow.store import OutboxRow, Store
from mailflow.transports.interfaces import TransportFault

TRY_AGAIN_LATER = 75
CHUNK = 1024 * 1024

backfill_option = click.option(
    "--backfill", is_flag=True, help="Also read and answer what lay in the folder before mailflow first saw it."
)


def _loaded(path: Path, backfill: bool) -> Config:
    """The config, and proof that its templates can be used. Raises ConfigFault, TemplateFault."""
    config = load(path)
    furnished(config.mailbox, config.templates)
    return replace(config, receiving=replace(config.receiving, backfill=True)) if backfill else config


def _assembled(parts: Parts) -> Daemon:
    """The daemon; its parts are put away where it cannot be had."""
    try:
        daemon = assemble(parts)
        keep_what_stands()
        return daemon
    except BaseException:
        parts.relay.close()
        for inbox in parts.inboxes:
            inbox.close()
        raise


@click.command(short_help="The daemon: watch, act, send, until stopped.")
@config_option
@backfill_option
@click.option("--verbose", is_flag=True, help="Log what is done, not only what goes wrong.")
def run(config_path: Path, backfill: bool, verbose: bool) -> None:
    """Watch the mailbox, act on replies, send what is due, until told to stop.

    SIGTERM and Ctrl-C let every letter that is under way come to its end, and then stop it with status 0. A server
    that cannot be reached, or a password that is refused, is logged and tried again; `mailflow status` tells of it.
    """
    logs.begin(logging.INFO if verbose else logging.WARNING)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: sys.exit(0))
    config = _loaded(config_path, backfill)
    with sole_daemon(config.database_url):
        _watch(config)


def _watch(config: Config) -> None:
    """Until we are told to stop. A daemon that ends because keys were rotated is followed by another one."""
    daemon = _assembled(parts_from(config))
    asked: list[int] = []

    def stop(number: int, _: object) -> None:
        asked.append(number)
        daemon.stop()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    said = f"mailflow is watching {config.mailbox.address}; Ctrl-C stops it."
    while daemon.run(partial(click.echo, said, err=True)) and not asked:
        logging.getLogger(__name__).warning("the keys of tokens were rotated: beginning anew")
        daemon = _assembled(parts_from(config))


@click.command(short_help="One round of everything, then exit.")
@config_option
@backfill_option
def once(config_path: Path, backfill: bool) -> None:
    """Do one round of everything and exit: receive, announce, deliver.

    Status 1 where a server could not be reached or did not let us in; what waits is kept for the next round.
    """
    logs.begin(logging.ERROR)
    config = _loaded(config_path, backfill)
    with sole_daemon(config.database_url):
        daemon = _assembled(parts_from(config))
        before, tried = Tally.of(daemon.store), _tries(daemon.store)
        with closing(daemon):
            unreached = _one_round(daemon, before)
            after, unsent = Tally.of(daemon.store), _unsent(daemon.store, tried)
            later = list(_waiting(daemon.store, tried))
    waits = f", {counted(after.queued, 'letter')} waiting" if after.queued else ""
    click.echo(f"{after.since(before)}{waits}.", err=True)
    for line in later:
        click.echo(harmless(line), err=True)
    troubles = [trouble for trouble in (unreached, unsent, daemon.leapt) if trouble]
    for trouble in troubles:
        click.echo(f"mailflow: {harmless(' '.join(trouble.split()))}", err=True)
    sys.exit(NEEDS_A_PERSON if troubles else 0)


def _one_round(daemon: Daemon, before: Tally) -> str:
    """One round of everything; what is wrong with a mailbox, if anything is."""
    try:
        with shown(daemon.store, before):
            daemon.once()
    except TransportFault as fault:
        return str(fault)
    return ""


def _unsent(store: Store, tried: Mapping[int, int]) -> str:
    """What kept letters from leaving in this round, if anything did."""
    paused = store.accounts.paused("smtp", datetime.now(UTC))
    if paused is not None:
        return f"the mail server refuses the account, letters wait until {paused[0]:%H:%M} UTC: {paused[1]}"
    failed = [row for row in _unreached(store) if row.attempts > tried.get(row.id, 0)]
    return f"{counted(len(failed), 'letter')} could not be sent: {failed[0].note[2:].strip()}" if failed else ""


def _waiting(store: Store, tried: Mapping[int, int]) -> Iterator[str]:
    """What was not tried in this round, and until when it waits."""
    yield from (f"{hold}." for hold in store.holds.standing())
    later = [row for row in _unreached(store) if row.attempts == tried.get(row.id, 0)]
    if later:
        first = min(row.ready_at for row in later)
        verb = "is" if len(later) == 1 else "are"
        yield (
            f"{counted(len(later), 'letter')} could not be sent before, and {verb} tried again "
            f"at {first:%Y-%m-%d %H:%M} UTC at the earliest."
        )


def _tries(store: Store) -> dict[int, int]:
    """How often each letter that no server has answered to was tried."""
    return {row.id: row.attempts for row in _unreached(store)}


def _unreached(store: Store) -> list[OutboxRow]:
    """Letters that wait because no server answered (an answer's note begins with its code)."""
    rows = store.outbox.rows(200)
    return [row for row in rows if row.state == "queued" and row.attempts > 0 and row.note.startswith("0 ")]


@click.command(short_help="Take one message from a mail server's pipe.")
@config_option
def receive(config_path: Path) -> None:
    """Take in one message from standard input, for a mail server's pipe.

    The daemon acts on it. Status 0: the message is in the journal, on disk. Status 75: it is not, whatever the reason,
    and the mail server tries again later.
    """
    try:
        config = load(config_path)
        daemon = _assembled(replace(parts_from(config), in_process=True))
        with closing(daemon):
            daemon.receiver.accept(_standard_input(config.receiving.most))
    except Exception as fault:  # noqa: BLE001 - whatever it is, the mail server has to keep the message
        click.echo(f"mailflow: not taken in: {harmless(' '.join(str(fault).split()))}", err=True)
        sys.exit(TRY_AGAIN_LATER)


def _standard_input(most: int) -> bytes:
    """The message; of one that is too large, enough to show that it is, the rest being read and dropped."""
    raw = sys.stdin.buffer.read(most + 1)
    while sys.stdin.buffer.read(CHUNK):
        pass
    return raw


@click.command(short_help="Make or update the database's tables.")
@config_option
def migrate(config_path: Path) -> None:
    """Make the database's tables, or bring them up to this version; with daemons stopped."""
    config = load(config_path)
    with no_daemon(config.database_url):
        Store.open(config.database_url, migrate=True).close()
    click.echo("The database is up to date.")
