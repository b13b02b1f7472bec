"""``demo``: five weeks of a project in under a minute."""

import logging
import shutil
import sys
from importlib import resources
from pathlib import Path

import click

from mailflow import logs
from mailflow.cli.faults import USAGE, leave
from mailflow.cli.output import harmless
from mailflow.config import load_project

COLOURS = {"day": "bright_blue", "in": "green", "record": "green", "out": "cyan", "aside": "yellow"}


@click.command(short_help="Five weeks of a project in under a minute.")
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("demo-out"), show_default=True, help="Where to write."
)
def demo(out: Path) -> None:
    """Five weeks of a project with three contractors and an owner, on embedded servers and simulated time.

    Everything is kept in the folder: every letter, the database, and a config with which the other commands can be
    tried. Status 0 only where the story ended as it should.
    """
    try:
        from mailflow.demo.show import NotOurs, show  # needs the extra packages of `mailflow[demo]`
    except ModuleNotFoundError as fault:
        leave(f"the demo needs {fault.name}: pip install 'mailflow[demo]'", USAGE)
    logs.begin(logging.ERROR)
    with resources.as_file(resources.files("mailflow.demo") / "northwind-shop.toml") as path:
        definition = load_project(path)
    try:
        failed = show(out, _say, definition, _program())
    except NotOurs as fault:
        leave(str(fault), USAGE)
    sys.exit(1 if failed else 0)


def _program() -> str:
    """What has to be typed to call this program once more."""
    called = Path(sys.argv[0])
    if called.name == "__main__.py":
        return "python -m mailflow"
    return called.name if shutil.which(called.name) else str(called)


def _say(kind: str, text: str) -> None:
    for line in text.split("\n"):
        click.secho(harmless(line), fg=COLOURS.get(kind), bold=kind == "day")
