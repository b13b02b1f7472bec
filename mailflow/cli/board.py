"""``board``: the pages on which everybody sees where their projects stand."""

from datetime import UTC, datetime
from pathlib import Path

import click

from mailflow.cli.opened import looked_at
from mailflow.cli.options import config_option, json_option
from mailflow.cli.output import harmless, lines_of_json, table
from mailflow.cli.progress import counted
from mailflow.domain.people import Person
from mailflow.mail.token import folder_name
from mailflow.shipped import site
from mailflow.store import Store


@click.command(short_help="Write everybody's pages for a web server.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@config_option
@json_option
def board(folder: Path, config_path: Path, as_json: bool) -> None:
    """Write the board into DIR: for each person a folder, under a name that nobody can guess, with a page for each of
    their projects. With [board] in the config the daemon does so by itself whenever something changes.

    Shows who finds what where. Whoever knows a folder's name sees what its reader sees.
    """
    with looked_at(config_path) as (config, store):
        written = site(store, folder, config.templates).write(datetime.now(UTC))
        keys = store.meta.token_keys()
        address = config.board.address or f"{folder}/"
        rows = [(person.id, f"{address}{folder_name(keys, person.id)}/") for person in _readers(store)]
    if as_json:
        lines_of_json({"person": person, "address": where} for person, where in rows)
        return
    table(("person", "finds it at"), rows, "No project yet: `mailflow project apply FILE`.")
    click.echo(f"{counted(written, 'page')} written to {harmless(folder)}.")


def _readers(store: Store) -> list[Person]:
    people: dict[str, Person] = {}
    for snapshot in store.projects.snapshots(sorted(store.projects.codes())).values():
        people |= {one: snapshot.people[one] for one, m in snapshot.members.items() if m.until is None}
    return [people[name] for name in sorted(people)]
