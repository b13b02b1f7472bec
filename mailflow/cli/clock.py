"""``clock``: whether the system's clock is believed."""

import sys
from pathlib import Path

import click

from mailflow.app import wall_clock
from mailflow.cli.faults import NEEDS_A_PERSON
from mailflow.cli.opened import written_to
from mailflow.cli.options import config_option
from mailflow.flows.timekeeper import Timekeeper, accept
from mailflow.transports.machine import uptime


@click.command(short_help="Whether this machine's clock is believed.")
@config_option
@click.option("--accept", "accepted", is_flag=True, help="The clock is right, though it has leapt: go by it.")
def clock(config_path: Path, accepted: bool) -> None:
    """Say whether mailflow goes by this machine's clock.

    A clock that is suddenly more than an hour ahead of the time that has passed, without the machine having slept or
    been off, and without the database's server agreeing, is not believed: a leap of weeks would have every date in
    between missed. mailflow then goes on by the time that has passed. Status 1 where that is so.
    """
    with written_to(config_path) as (_, store):
        if accepted:
            accept(store, wall_clock(), uptime())
        trouble = Timekeeper(store, wall_clock, uptime).turn()
    click.echo(trouble or f"It is {wall_clock():%Y-%m-%d %H:%M} UTC, and mailflow goes by that.")
    sys.exit(NEEDS_A_PERSON if trouble else 0)
