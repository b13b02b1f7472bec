"""``run``, ``once``, ``receive`` and ``migrate``: the daemon, and what it does by hand."""

import logging
import signal
import sys
from dataclasses import replace
from pathlib import Path

import click

from mailflow.app import assemble, parts_from, sole_daemon
from mailflow.cli.options import config_option
from mailflow.config import Config, load
from mailflow.store import Store

FORMAT = "%(levelname)s %(name)s: %(message)s"


def _loaded(path: Path, backfill: bool) -> Config:
    config = load(path)
    return replace(config, receiving=replace(config.receiving, backfill=True)) if backfill else config


@click.command()
@config_option
@click.option("--backfill", is_flag=True, help="Also read what lay in the folder before mailflow first saw it.")
@click.option("--verbose", is_flag=True, help="Log what is done, not only what goes wrong.")
def run(config_path: Path, backfill: bool, verbose: bool) -> None:
    """Watch the mailbox, act on replies, send what is due, until told to stop."""
    logging.basicConfig(level=logging.INFO if verbose else logging.WARNING, format=FORMAT)
    config = _loaded(config_path, backfill)
    with sole_daemon(config.database_url):
        daemon = assemble(parts_from(config))
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: daemon.stop())
        click.echo(f"mailflow is watching {config.mailbox.address}; Ctrl-C stops it.", err=True)
        daemon.run()


@click.command()
@config_option
@click.option("--backfill", is_flag=True, help="Also read what lay in the folder before mailflow first saw it.")
def once(config_path: Path, backfill: bool) -> None:
    """Do one round of everything and exit: receive, announce, deliver."""
    logging.basicConfig(level=logging.WARNING, format=FORMAT)
    config = _loaded(config_path, backfill)
    with sole_daemon(config.database_url):
        daemon = assemble(parts_from(config))
        try:
            daemon.once()
        finally:
            daemon.close()


@click.command()
@config_option
def receive(config_path: Path) -> None:
    """Take in one message from standard input, for a mail server's pipe. Status 75 asks it to try again later."""
    config = load(config_path)
    try:
        daemon = assemble(replace(parts_from(config), in_process=True))
        daemon.receiver.accept(sys.stdin.buffer.read())
    except Exception as fault:  # noqa: BLE001 - whatever it is, the mail server has to keep the message
        click.echo(f"mailflow: not taken in: {fault}", err=True)
        sys.exit(75)


@click.command()
@config_option
def migrate(config_path: Path) -> None:
    """Bring the database up to this version."""
    Store.open(load(config_path).database_url, migrate=True).close()
    click.echo("The database is up to date.")
