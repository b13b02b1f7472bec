"""``letters``: the outbox."""

from pathlib import Path

import click

from mailflow.cli.opened import looked_at
from mailflow.cli.options import config_option, json_option, limit_option, newest
from mailflow.cli.output import lines_of_json, table
from mailflow.config import Config
from mailflow.store import OutboxRow, Store


@click.command(short_help="What goes out, and why.")
@config_option
@json_option
@limit_option
def letters(config_path: Path, as_json: bool, limit: int | None) -> None:
    """Every letter: why it exists, to whom, and where it stands."""
    with looked_at(config_path) as (config, store):
        rows = sorted(store.outbox.rows(newest(limit, as_json)), key=lambda row: row.id)
        addresses = _addresses(config, store)
    if as_json:
        lines_of_json(as_object(row, addresses.get(row.person), config.mailbox.domain) for row in rows)
        return
    table(
        ("id", "due (UTC)", "to", "letter", "state", "sent (UTC)", "tries", "subject or occasion", "note"),
        (
            [r.id, r.due_at, r.person, r.letter, r.state, _left(r), r.attempts, r.subject or r.occasion, r.note]
            for r in rows
        ),
        "No letter has been queued yet.",
    )


def as_object(row: OutboxRow, address: str | None, domain: str) -> dict[str, object]:
    """A letter as ``--json`` shows it; `to` is its reader's address, `person` their id."""
    return {
        "id": row.id,
        "message_id": row.message_id or f"<{row.token}@{domain}>",
        "occasion": row.occasion,
        "letter": row.letter,
        "to": address or row.person,
        "person": row.person,
        "project": row.project or None,
        "milestone": row.milestone,
        "state": row.state,
        "attempts": row.attempts,
        "due_at": row.due_at,
        "sent_at": row.sent_at if row.state == "sent" else None,
        "subject": row.subject,
        "possible_duplicate": row.possible_duplicate,
        "note": row.note,
    }


def _left(row: OutboxRow) -> object:
    return row.sent_at if row.state == "sent" else None


def _addresses(config: Config, store: Store) -> dict[str, str]:
    """Where letters to each person go."""
    people = [*store.people.all(), *filter(None, [config.delivering.operator])]
    return {person.id: person.addresses[0] for person in people if person.addresses}
