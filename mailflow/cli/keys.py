"""``keys``: what tokens are signed with, and signing with a new one."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from mailflow.cli.faults import NEEDS_A_PERSON, leave
from mailflow.cli.opened import looked_at, written_to
from mailflow.cli.options import config_option
from mailflow.cli.output import table
from mailflow.cli.project import agreed
from mailflow.spans import length

KEEP = "90d"


def _length(_: click.Context, __: click.Parameter, value: str) -> timedelta:
    try:
        return length(value)
    except ValueError as fault:
        raise click.BadParameter(str(fault)) from fault


@click.group(invoke_without_command=True, short_help="The keys that tokens are signed with.")
@config_option
@click.pass_context
def keys(context: click.Context, config_path: Path) -> None:
    """List the keys of tokens, by a fingerprint that tells nothing of them, newest first."""
    if context.invoked_subcommand is None:
        with looked_at(config_path) as (_, store):
            found = store.meta.keyring()
        table(
            ("fingerprint", "signs", "good until (UTC)"),
            (
                [one.fingerprint, "" if place else "yes", one.until or "it is rotated"]
                for place, one in enumerate(found)
            ),
            "There is no key yet.",
        )


@keys.command(short_help="Sign with a new key from now on.")
@click.option(
    "--keep", callback=_length, default=KEEP, show_default=True, help="How long the key before is good; 0d: not."
)
@click.option("--yes", is_flag=True, help="Rotate without asking.")
@config_option
def rotate(keep: timedelta, yes: bool, config_path: Path) -> None:
    """Make a new key for the tokens of letters. A running daemon takes it up within a quarter of a minute.

    Answers to letters of before are good as long as the key before is kept: 90 days, unless --keep says otherwise. Use
    --keep 0d where somebody may have got the key, from a backup say. Two keys are kept: whatever is older ends now.
    Everybody's page of the board has another address, which the next digest and round-up tell.
    """
    with written_to(config_path) as (_, store):
        older = store.meta.keyring()[1:]
        if older and not yes:
            click.echo(f"Key {older[0].fingerprint}, good until {older[0].until:%Y-%m-%d} otherwise, ends now.")
        if not keep:
            click.echo("Answers to every letter sent so far will prove nothing: their senders are asked.")
        if not yes and (older or not keep) and not agreed("Rotate?"):
            leave("nothing was changed.", NEEDS_A_PERSON)
        now = datetime.now(UTC)
        new = store.meta.rotate_keys(now + keep)[0]
        store.meta.end_keys(now)
    click.echo(f"Key {new.fingerprint} signs from now on.")
