"""``backup``, ``restore`` and ``verify``: a copy of everything, back from it, and whether what is stored holds."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from mailflow.cli.faults import NEEDS_A_PERSON
from mailflow.cli.opened import looked_at
from mailflow.cli.options import config_option, json_option
from mailflow.cli.output import harmless, lines_of_json, table
from mailflow.cli.progress import counted
from mailflow.config import load
from mailflow.sole import no_daemon, sqlite_file
from mailflow.store import restore_into

file_argument = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))


@click.command(short_help="Copy the database, while the daemon runs.")
@file_argument
@config_option
def backup(file: Path, config_path: Path) -> None:
    """Write a consistent copy of the database into FILE, which must not be there yet; the daemon may run meanwhile.

    FILE is one SQLite file, also where the database is PostgreSQL, with the files in it that people have sent. It
    holds the key of every token: keep it as private as a password. Back up the config beside it. Status 1 where a file
    that should be kept is gone or damaged; the rest is backed up all the same.
    """
    with looked_at(config_path) as (_, store):
        lost = store.back_up(file)
    click.echo(f"{harmless(file)}: {file.stat().st_size:,} octets. `mailflow restore` reads it.")
    if lost:
        verb = "is" if lost == 1 else "are"
        click.echo(f"{counted(lost, 'file')} {verb} not in it, being gone or damaged: `mailflow verify` names them.")
        sys.exit(NEEDS_A_PERSON)


@click.command(short_help="Put a backup in the database's place.")
@file_argument
@config_option
@click.option("--replace", is_flag=True, help="Also where the database holds something; that is kept aside.")
def restore(file: Path, config_path: Path, replace: bool) -> None:
    """Put what FILE holds, written by `mailflow backup`, in the database's place, and the files that people have sent
    into their folder; with daemons stopped.

    Afterwards mail that came since is taken in again from the INBOX and from Processed; nothing is applied twice. No
    letter leaves before `mailflow release`, since some that wait may have left already.
    """
    config = load(config_path)
    with no_daemon(config.database_url):
        path, now = sqlite_file(config.database_url), datetime.now(UTC)
        kept = restore_into(config.database_url, path, file, now, replace, config.files)
    if kept is not None:
        click.echo(f"What was there before is kept as {harmless(kept)}.")
    click.echo(f"Restored from {harmless(file)}. Letters wait: start the daemon, look at `mailflow letters`, then")
    click.echo("`mailflow release` sends what waits, `mailflow release --withdraw` drops what may have left before.")


@click.command(short_help="Whether what is stored agrees with itself.")
@config_option
@json_option
def verify(config_path: Path, as_json: bool) -> None:
    """Check everything that is stored: each project's state against its ledger, each message, each letter, and each
    file that people have sent against its hash.

    Also whether anything waits for a time too far to come, as after a wrong clock, and what is open after a restore or
    the loss of a server: letters that nobody has released, filed mail that was not looked through.

    Nothing is changed; the daemon may run. Status 1 where something does not hold; what is open is told.
    """
    with looked_at(config_path) as (_, store):
        found = store.audit(datetime.now(UTC))
    if as_json:
        lines_of_json([{"counts": found.counts, "findings": found.findings, "open": found.open}])
    else:
        table(("what", "how many"), sorted(found.counts.items()), "There is nothing stored yet.")
        for finding in found.findings:
            click.secho(f"wrong: {harmless(finding)}", fg="red")
        for one in found.open:
            click.secho(f"open: {harmless(one)}", fg="yellow")
        if not found.findings:
            click.echo("All of it holds.")
    sys.exit(NEEDS_A_PERSON if found.findings else 0)
