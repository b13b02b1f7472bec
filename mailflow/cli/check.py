"""``check``: would this installation work? Config, templates, database, both logins."""

import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import click

from mailflow.app import inboxes_from, relay_from
from mailflow.cli.faults import told
from mailflow.cli.options import config_option
from mailflow.cli.output import harmless
from mailflow.config import Config, load
from mailflow.domain.authority import risks
from mailflow.flows.desk import furnish, sketched, write_at
from mailflow.letters.samples import samples
from mailflow.mail.compose import TemplateFault
from mailflow.shipped import furnished, located, supplies
from mailflow.sole import sqlite_file
from mailflow.store import OldSchema, Store, StoreFault
from mailflow.transports.alerts import AppriseAlert, kind_of
from mailflow.transports.interfaces import TransportFault
from mailflow.transports.sandbox import Broken, InProcess

CROWDED = 20
TRIAL = "This is a trial by `mailflow check`. Nothing is needed from you."
AT_THE_START = "the daemon makes its tables when it starts"


@click.command(short_help="Try config, templates, database and logins.")
@config_option
def check(config_path: Path) -> None:
    """Try everything that the daemon needs: config, templates, database, IMAP and SMTP logins.

    Nothing is changed and no letter is sent; channels for alerts get a line that says that it is a trial.

    Status 0 where all of it works, 1 where a trial failed, 2 where the config
    is wrong. What is marked ! works, and is worth a thought.
    """
    config = load(config_path)
    click.echo(f"{_mark('✓', 'green')} config: {harmless(config_path)}")
    trials: tuple[tuple[str, Callable[[Config], Iterator[str]]], ...] = (
        ("templates", _templates),
        ("database", _database),
        ("files", _files),
        ("mailbox", _mailbox),
        ("mail server", _relay),
        ("alerts", _alerts),
        ("config", _thoughts),
    )
    results = [_tried(name, trial, config) for name, trial in trials]
    sys.exit(0 if all(results) else 1)


def _tried(name: str, trial: Callable[[Config], Iterator[str]], config: Config) -> bool:
    """Tell what a trial finds. What it says with a ! is a thought, not a result."""
    try:
        for said in trial(config):
            mark = _mark("!", "yellow") if said.startswith("!") else _mark("✓", "green")
            click.echo(f"{mark} {name}: {harmless(said.removeprefix('! '))}")
    except (StoreFault, TransportFault, TemplateFault, OSError) as fault:
        text = told(fault) if isinstance(fault, OSError) else " ".join(str(fault).split())
        click.echo(f"{click.style('✗', fg='red')} {name}: {harmless(text)}", err=True)
        return False
    return True


def _mark(sign: str, colour: str) -> str:
    return click.style(sign, fg=colour)


def _templates(config: Config) -> Iterator[str]:
    desk = partial(furnish, supplies(config.mailbox, config.templates))
    furnished(config.mailbox, config.templates)  # what does not compile is told with its file and line
    names = [sample.name for sample in samples()]
    written = InProcess(desk).run(write_at, [sketched(sample) for sample in samples()])
    for name, result in zip(names, written, strict=True):
        if isinstance(result, Broken):
            text = located(result.text.removeprefix("TemplateFault: "), config.templates)
            raise TemplateFault(f"{text} (when the letter {name} is written)")
    yield f"{len(names)} letters written with sample facts"


def _database(config: Config) -> Iterator[str]:
    path = sqlite_file(config.database_url)
    if path is not None and path.parent.is_dir() and not path.exists():
        if not os.access(path.parent, os.W_OK):
            raise StoreFault(f"database {path}: cannot be made; let this user write to {path.parent}")
        yield f"{path} is not there yet; {AT_THE_START}"
        return
    try:
        store = Store.open(config.database_url, migrate=False)
    except OldSchema as fault:
        if fault.present:
            raise
        yield f"empty; {AT_THE_START}"
        return
    codes = store.projects.codes()
    store.close()
    yield f"open, {len(codes)} project{'s' if len(codes) != 1 else ''}"
    if not codes:
        yield "! there is no project yet; `mailflow project apply FILE` adds one"


def _files(config: Config) -> Iterator[str]:
    """Whether what people attach can be kept; the folder is made when the first file comes."""
    there = next(path for path in (config.files, *config.files.absolute().parents) if path.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        raise StoreFault(f"attachments {config.files}: cannot be written; let this user write to {there}")
    yield f"{config.files}{'' if there == config.files else ' is made when the first file comes'}"


def _mailbox(config: Config) -> Iterator[str]:
    folder = config.receiving.folder
    for inbox in inboxes_from(config):
        try:
            held = len(inbox.list(folder).found)
        finally:
            inbox.close()
        yield f"logged in, {held} message{'s' if held != 1 else ''} in {folder}"
        if held > CROWDED and not config.receiving.backfill:
            yield f"! the {held} messages there now will be left alone; `backfill = true` would read them all"
        elif held > CROWDED:
            yield f"! `backfill = true`: the {held} messages there now will be read and answered"
    if config.imap is None and config.maildir is None:
        yield "none; mail comes through `mailflow receive`"


def _relay(config: Config) -> Iterator[str]:
    relay = relay_from(config)
    try:
        relay.check()
    finally:
        relay.close()
    yield "logged in" if config.smtp.user else "connected; it asks for no password"


def _alerts(config: Config) -> Iterator[str]:
    """Whether channels take something: each gets a line that says that it is a trial."""
    channel, faults = AppriseAlert(), []
    for address in dict.fromkeys((*config.alerts.to, *config.alerts.operator)):
        try:
            channel.send(address, "mailflow", TRIAL)
            yield f"{kind_of(address)} took a trial"
        except TransportFault as fault:
            faults.append(str(fault))
    if faults:
        raise TransportFault("; ".join(faults))


def _thoughts(config: Config) -> Iterator[str]:
    if config.delivering.operator is None:
        yield "! nobody hears of faults; name somebody in [operator] email"
    trust, believed = config.policy.trust, config.authentication
    yield from (f"! [trust] {text}" for text in risks(trust))
    if believed.authserv_id and not believed.provider:
        border = believed.border or believed.authserv_id
        yield f"! {believed.authserv_id} is believed above {border}: make sure that it takes forged results off"
