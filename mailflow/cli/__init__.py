"""The command line: one file for each command."""

import sys

import click

from mailflow import __version__
from mailflow.cli.archive import backup, restore, verify
from mailflow.cli.board import board
from mailflow.cli.check import check
from mailflow.cli.clock import clock
from mailflow.cli.demo import demo
from mailflow.cli.doctor import doctor
from mailflow.cli.explain import explain
from mailflow.cli.faults import reported
from mailflow.cli.files import files
from mailflow.cli.keys import keys
from mailflow.cli.letters import letters
from mailflow.cli.messages import messages, replay
from mailflow.cli.output import colours, speakable
from mailflow.cli.pause import pause, release, resume
from mailflow.cli.person import person
from mailflow.cli.preview import preview
from mailflow.cli.project import project
from mailflow.cli.records import records
from mailflow.cli.run import migrate, once, receive, run
from mailflow.cli.status import status

COMMANDS = (
    run,
    once,
    check,
    doctor,
    status,
    project,
    person,
    records,
    messages,
    letters,
    board,
    files,
    replay,
    pause,
    resume,
    backup,
    restore,
    release,
    verify,
    clock,
    explain,
    preview,
    receive,
    keys,
    migrate,
    demo,
)


class InOrder(click.Group):
    """Lists its commands in the order in which a newcomer needs them."""

    def list_commands(self, context: click.Context) -> list[str]:
        """Names in the order of `COMMANDS`."""
        return [command.name or "" for command in COMMANDS]


@click.group(cls=InOrder, commands={command.name or "": command for command in COMMANDS})
@click.version_option(__version__, prog_name="mailflow")
@click.pass_context
def cli(context: click.Context) -> None:
    """mailflow runs outsourced work by email.

    Contractors reply in plain words; mailflow keeps the record, reminds, asks, relays, sums up and says thank you.
    Start with `mailflow demo`, then `mailflow check` and `mailflow run`.

    Exit status: 0 done, 1 something needs a person, 2 wrong usage or config. NO_COLOR is respected.
    """
    context.color = colours()


def main() -> None:
    """Run the command line; faults that an operator can mend end with one clear line."""
    speakable()
    with reported():
        sys.exit(cli(standalone_mode=True))
