"""``project``: apply a project file, export one, list what there is."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from mailflow.cli.options import config_option, json_option
from mailflow.cli.output import harmless, lines_of_json, table
from mailflow.config import load, load_project
from mailflow.domain.definition import recorded
from mailflow.flows.propose import compare, propose
from mailflow.project_text import project_text
from mailflow.store import NoSuchProject, Store


@click.group()
def project() -> None:
    """Apply a project file, export one, list what there is."""


@project.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Record the differences without asking.")
@config_option
def apply(file: Path, yes: bool, config_path: Path) -> None:
    """Show how FILE differs from what is recorded, ask, and record it."""
    config, definition = load(config_path), load_project(file)
    store = Store.open(config.database_url)
    found = compare(store, definition)
    if not found:
        click.echo(f"{definition.code}: nothing differs from what is recorded.")
        return
    for difference in found:
        click.echo(f"  {harmless(difference.text)}")
    if not yes and not click.confirm(f"Record these {len(found)} changes of {definition.code}?"):
        click.echo("Nothing was changed.")
        sys.exit(1)
    propose(store, definition, datetime.now(UTC))
    click.echo(f"{definition.code}: {len(found)} changes recorded.")


@project.command()
@click.argument("code")
@config_option
def export(code: str, config_path: Path) -> None:
    """Write project CODE as it is recorded now, in the format that `apply` reads."""
    store = Store.open(load(config_path).database_url)
    try:
        snapshot = store.projects.snapshot(code)
    except NoSuchProject:
        known = ", ".join(store.projects.codes()) or "none"
        click.echo(f"mailflow: there is no project {code!r}; there are: {known}.", err=True)
        sys.exit(2)
    click.echo(project_text(recorded(snapshot)), nl=False)


@project.command(name="list")
@config_option
@json_option
def list_(config_path: Path, as_json: bool) -> None:
    """Every project with its people and milestones."""
    store = Store.open(load(config_path).database_url)
    rows = [
        {
            "code": snapshot.code,
            "title": snapshot.title,
            "state": str(snapshot.state),
            "people": len([m for m in snapshot.members.values() if m.until is None]),
            "milestones": len(snapshot.milestones),
        }
        for snapshot in (store.projects.snapshot(code) for code in store.projects.codes())
    ]
    if as_json:
        lines_of_json(rows)
    else:
        columns = ("code", "title", "state", "people", "milestones")
        table(columns, ([row[c] for c in columns] for row in rows), "No project yet: `mailflow project apply FILE`.")
