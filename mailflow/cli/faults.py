"""What goes wrong outside the program is said in one clear line, with the exit status that scripts rely on."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click

from mailflow.cli.output import harmless
from mailflow.config import ConfigFault
from mailflow.mail.compose import TemplateFault
from mailflow.store import NoSuchProject, StoreFault
from mailflow.transports.interfaces import TransportFault

NEEDS_A_PERSON = 1
USAGE = 2


@contextmanager
def reported() -> Iterator[None]:
    """Turn known faults into a line on standard error: status 2 for usage and config, 1 for everything else."""
    try:
        yield
    except ConfigFault as fault:
        for line in str(fault).splitlines():
            click.echo(harmless(line), err=True)
        sys.exit(USAGE)
    except TemplateFault as fault:
        leave(str(fault), USAGE)
    except NoSuchProject as fault:
        leave(f"{fault}; `mailflow project list` names those that are.", USAGE)
    except (StoreFault, TransportFault) as fault:
        leave(str(fault), NEEDS_A_PERSON)
    except BrokenPipeError:
        sys.stdout = None  # whoever read it has enough
        sys.exit(NEEDS_A_PERSON)
    except OSError as fault:
        leave(told(fault), NEEDS_A_PERSON)


def told(fault: OSError) -> str:
    """What went wrong with which file."""
    where = f"{fault.filename}: " if fault.filename else ""
    return f"{where}{fault.strerror or fault}"


def leave(text: str, status: int) -> NoReturn:
    """Say why in one line on standard error, and end with that status."""
    click.echo(f"mailflow: {harmless(' '.join(text.split()))}", err=True)
    sys.exit(status)
