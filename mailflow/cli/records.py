"""``records``: the ledger of one project."""

from collections.abc import Mapping
from pathlib import Path

import click

from mailflow.cli.opened import looked_at
from mailflow.cli.options import config_option, json_option
from mailflow.cli.output import lines_of_json, table
from mailflow.domain.enclosed import files_in
from mailflow.domain.record import Record

SHOWN = (
    "percent",
    "task",
    "date",
    "due",
    "until",
    "reason",
    "text",
    "corrections",
    "title",
    "assignee",
    "person",
    "role",
    "links",
)


@click.command(short_help="The ledger of a project.")
@click.argument("code")
@config_option
@json_option
def records(code: str, config_path: Path, as_json: bool) -> None:
    """The ledger of project CODE: who said what, when, and by which message."""
    with looked_at(config_path) as (_, store):
        ledger = store.projects.ledger(code)
        ids = store.journal.message_ids([record.message for record in ledger if record.message is not None])
    if as_json:
        lines_of_json(as_object(record, code, ids) for record in ledger)
        return
    table(
        ("#", "when (UTC)", "who", "what", "about", "details", "message", "proof"),
        ([r.seq, r.at, r.person, r.kind, _about(r), _details(r), r.message, r.evidence] for r in ledger),
        f"Nothing is recorded for {code} yet.",
    )


def as_object(record: Record, code: str, message_ids: Mapping[int, str]) -> dict[str, object]:
    """A record as ``--json`` shows it."""
    return {
        "id": record.seq,
        "at": record.at,
        "project": code,
        "milestone": record.about.number if record.about.kind == "milestone" else None,
        "question": record.about.number if record.about.kind == "question" else None,
        "kind": record.kind,
        "person": record.person,
        "message_id": message_ids.get(record.message or 0),
        "ordinal": record.ordinal,
        "evidence": record.evidence,
        "undoes": record.undoes,
        "files": [one.as_json() for one in files_in(record.data)],
        "data": dict(record.data),
    }


def _about(record: Record) -> str:
    return "" if record.about.number is None else f"{record.about.kind} {record.about.number}"


def _details(record: Record) -> str:
    told = [f"takes back {record.undoes}"] if record.undoes is not None else []
    told += [f"{name}: {_plain(record.data[name])}" for name in SHOWN if record.data.get(name)]
    files = [f"{one.name} ({one.sha256[:12] or one.left})" for one in files_in(record.data)]
    return ", ".join((*told, *([f"files: {'; '.join(files)}"] if files else [])))


def _plain(value: object) -> str:
    text = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
    return " ".join(text.split())
