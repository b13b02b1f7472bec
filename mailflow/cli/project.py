"""``project``: apply a project file, export one, list what there is, record a payment."""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from mailflow.cli.faults import NEEDS_A_PERSON, USAGE, leave
from mailflow.cli.opened import looked_at, written_to
from mailflow.cli.options import config_option, json_option
from mailflow.cli.output import harmless, lines_of_json, table
from mailflow.config import load_projects
from mailflow.domain.definition import Definition, recorded
from mailflow.domain.people import Role
from mailflow.domain.snapshot import Snapshot
from mailflow.flows.at_hand import record_payment
from mailflow.flows.propose import compare, propose
from mailflow.project_text import project_text
from mailflow.report.facts import report_facts
from mailflow.report.formats import FORMATS, available
from mailflow.shipped import catalogues
from mailflow.store import Store


@click.group()
def project() -> None:
    """Apply a project file, export one, list what there is."""


@project.command(short_help="Record what differs in a project file.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Record the differences without asking.")
@config_option
def apply(files: Sequence[Path], yes: bool, config_path: Path) -> None:
    """Show how each FILE differs from what is recorded, ask, and record it. Where any has a fault, none is recorded.

    FILE is a proposal and the ledger is the truth: a date that was agreed by mail since shows as a difference, too.
    Edit what `mailflow project export CODE` writes. Status 1 where nothing was recorded although something differs.
    """
    definitions = load_projects(files)
    with written_to(config_path) as (_, store):
        settled = [_applied(store, definition, yes=yes) for definition in definitions]
    if not all(settled):
        sys.exit(NEEDS_A_PERSON)


def _applied(store: Store, definition: Definition, *, yes: bool) -> bool:
    """Whether nothing differs any more."""
    found = compare(store, definition)
    if not found:
        click.echo(f"{definition.code}: nothing differs from what is recorded.")
        return True
    for difference in found:
        click.echo(f"  {harmless(difference.text)}")
    if not any(one.role is Role.OWNER for one in definition.people):
        click.echo('! nobody on it has role = "owner": questions, decisions and digests would reach no one')
    if not yes and not agreed(f"Record {_changes(len(found))} of {definition.code}?"):
        click.echo("Nothing was changed.")
        return False
    done = propose(store, definition, datetime.now(UTC))
    click.echo(f"{definition.code}: {_changes(len(done))} recorded.")
    return True


def agreed(question: str) -> bool:
    """The answer of whoever sits there; nobody does where there is no more input."""
    try:
        return click.confirm(question)
    except click.Abort:
        click.echo()
        leave("nobody answered, so nothing was changed; --yes answers", NEEDS_A_PERSON)


def _changes(count: int) -> str:
    return f"{count} change{'s' if count != 1 else ''}"


@project.command(short_help="Write a project as it is recorded now.")
@click.argument("code")
@config_option
def export(code: str, config_path: Path) -> None:
    """Write project CODE as it is recorded now, in the format that `apply` reads."""
    with looked_at(config_path) as (_, store):
        text = project_text(recorded(store.projects.snapshot(code)))
    click.echo(text.encode(), nl=False)


@project.command(short_help="Write a project's record as one person may see it.")
@click.argument("code")
@click.option("--for", "person", metavar="PERSON", required=True, help="Whose view: the id of somebody on the project.")
@click.option("--format", "kind", type=click.Choice(list(FORMATS)), help="Default: what FILE ends in.")
@click.option(
    "--out", metavar="FILE", required=True, type=click.Path(path_type=Path), help="Written anew; - is stdout."
)
@config_option
def report(code: str, person: str, kind: str | None, out: Path, config_path: Path) -> None:
    """Write the record of project CODE as PERSON may see it: everything for an owner; for a contractor without
    peers' amounts and what was between others.

    pdf and xlsx hold all of it, csv the history, json all of it with the numbers of the records that each figure rests
    on (`mailflow records CODE` shows those). The same record makes the same file. PDFs need the extra `mailflow[pdf]`.
    """
    chosen = kind or out.suffix.lstrip(".").lower()
    if chosen not in FORMATS:
        leave(f"--out {out}: no format ends like that; say --format {', '.join(FORMATS)}", USAGE)
    if chosen not in available():
        leave("PDFs need a library that is not installed; `pip install 'mailflow[pdf]'`, or take another format", USAGE)
    with looked_at(config_path) as (config, store):
        snapshot = store.projects.snapshot(code)
        if person not in snapshot.people:
            known = ", ".join(sorted(snapshot.people)) or "nobody yet"
            leave(f"nobody on {code} has the id {person}; on it: {known}", USAGE)
        spoken = catalogues(config.templates).for_reader(snapshot.people[person].language)
        facts = report_facts(snapshot, store.projects.ledger(code), snapshot.people[person], spoken)
    content = FORMATS[chosen](facts)
    if str(out) == "-":
        click.echo(content, nl=False)
        return
    out.write_bytes(content)
    click.echo(f"{harmless(out)}: {len(facts.history)} entries of {code}, for {harmless(facts.reader.name)}.")


@project.command(name="list")
@config_option
@json_option
def list_(config_path: Path, as_json: bool) -> None:
    """Every project with its people and milestones."""
    with looked_at(config_path) as (_, store):
        rows = [_row(snapshot) for snapshot in store.projects.snapshots(store.projects.codes()).values()]
    if as_json:
        lines_of_json(rows)
    else:
        columns = ("code", "title", "state", "people", "milestones")
        table(columns, ([row[c] for c in columns] for row in rows), "No project yet: `mailflow project apply FILE`.")


def _row(snapshot: Snapshot) -> dict[str, object]:
    return {
        "code": snapshot.code,
        "title": snapshot.title,
        "state": str(snapshot.state),
        "people": len([member for member in snapshot.members.values() if member.until is None]),
        "milestones": len(snapshot.milestones),
    }


@project.command(short_help="Record that a milestone was paid for.")
@click.argument("code")
@click.argument("number", type=int)
@click.option("--reference", default="", help="What the payment is known by, as the contractor will read it.")
@click.option("--by", metavar="OWNER", help="Which owner paid; needed where there are several.")
@config_option
def paid(code: str, number: int, reference: str, by: str | None, config_path: Path) -> None:
    """Record that milestone NUMBER of project CODE was paid for, and tell the contractor and the other owners.

    This is the way while payments are not taken by mail (`[trust] payments = false`). Status 1 where nothing was
    recorded.
    """
    with written_to(config_path) as (_, store):
        owners = [owner.id for owner in store.projects.snapshot(code).owners()]
        payer = by or (owners[0] if len(owners) == 1 else "")
        if payer not in owners:
            leave(f"--by has to be an owner of {code}: {', '.join(owners) or 'it has none'}", USAGE)
        outcome = record_payment(store, code, number, payer, reference, datetime.now(UTC))
    said = outcome.said.text.format_map({name: str(value) for name, value in outcome.said.values.items()})
    click.echo(f"{code}: {harmless(said)}")
    if not outcome.changes:
        sys.exit(NEEDS_A_PERSON)
