"""``check``: would this installation work? Config, templates, database, both logins."""

import sys
from collections.abc import Callable
from pathlib import Path

import click

from mailflow.app import furnished, inboxes_from, relay_from
from mailflow.cli.options import config_option
from mailflow.config import Config, load
from mailflow.flows.desk import sketched, write_at
from mailflow.letters.samples import samples
from mailflow.mail.compose import TemplateFault
from mailflow.store import Store, StoreFault
from mailflow.transports.interfaces import TransportFault

CROWDED = 20


@click.command()
@config_option
def check(config_path: Path) -> None:
    """Try everything that the daemon needs: config, templates, database, IMAP and SMTP logins."""
    config = load(config_path)
    click.echo(f"✓ config: {config_path}")
    trials: tuple[tuple[str, Callable[[Config], str]], ...] = (
        ("templates", _templates),
        ("database", _database),
        ("mailbox", _mailbox),
        ("mail server", _relay),
    )
    results = [_tried(name, trial, config) for name, trial in trials]
    sys.exit(0 if all(results) else 1)


def _tried(name: str, trial: Callable[[Config], str], config: Config) -> bool:
    try:
        said = trial(config)
    except (StoreFault, TransportFault, TemplateFault, OSError) as fault:
        click.secho(f"✗ {name}: {fault}", fg="red", err=True)
        return False
    click.echo(f"✓ {name}: {said}")
    return True


def _templates(config: Config) -> str:
    desk = furnished(config.mailbox, config.templates)
    drafts = [sketched(sample) for sample in samples()]
    for draft in drafts:
        write_at(desk, draft)
    return f"{len(drafts)} letters rendered with sample facts"


def _database(config: Config) -> str:
    store = Store.open(config.database_url)
    try:
        return f"open, {len(store.projects.codes())} projects"
    finally:
        store.close()


def _mailbox(config: Config) -> str:
    said = []
    for inbox in inboxes_from(config):
        listing = inbox.list(config.receiving.folder)
        inbox.close()
        said.append(f"logged in, {len(listing.found)} messages in {config.receiving.folder}")
        if len(listing.found) > CROWDED and not config.receiving.backfill:
            said.append("they will be left alone; `backfill = true` would read them all")
    return "; ".join(said)


def _relay(config: Config) -> str:
    relay = relay_from(config)
    try:
        relay.check()
    finally:
        relay.close()
    return "logged in"
