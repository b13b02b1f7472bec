"""``demo``: five weeks of a project in under a minute."""

import logging
import sys
from importlib import resources
from pathlib import Path

import click

from mailflow.config import load_project

COLOURS = {"day": "bright_blue", "in": "green", "record": "green", "out": "cyan", "aside": "yellow"}


@click.command()
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("demo-out"), show_default=True, help="Where to write."
)
def demo(out: Path) -> None:
    """Five weeks of a project with three contractors and an owner, on embedded servers and simulated time."""
    try:
        from mailflow.demo.show import show  # needs the extra packages of `mailflow[demo]`
    except ModuleNotFoundError as fault:
        click.echo(f"mailflow: the demo needs {fault.name}: pip install 'mailflow[demo]'", err=True)
        sys.exit(2)
    logging.basicConfig(level=logging.ERROR)
    with resources.as_file(resources.files("mailflow.demo") / "northwind-shop.toml") as path:
        definition = load_project(path)
    failed = show(out, _say, definition)
    sys.exit(1 if failed else 0)


def _say(kind: str, line: str) -> None:
    click.secho(line, fg=COLOURS.get(kind), bold=kind == "day")
