"""What goes wrong outside the program is said in one clear line, with the exit status that scripts rely on."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from mailflow.config import ConfigFault
from mailflow.store import StoreFault
from mailflow.transports.interfaces import TransportFault

NEEDS_A_PERSON = 1
USAGE = 2


@contextmanager
def reported() -> Iterator[None]:
    """Turn known faults into a line on standard error: status 2 for usage and config, 1 for everything else."""
    try:
        yield
    except ConfigFault as fault:
        _leave(str(fault), USAGE)
    except (StoreFault, TransportFault) as fault:
        _leave(str(fault), NEEDS_A_PERSON)
    except OSError as fault:
        where = f"{fault.filename}: " if fault.filename else ""
        _leave(f"{where}{fault.strerror or fault}", NEEDS_A_PERSON)


def _leave(text: str, status: int) -> None:
    for line in text.splitlines():
        click.echo(f"mailflow: {line}" if status == NEEDS_A_PERSON else line, err=True)
    sys.exit(status)
