"""``letters``: the outbox."""

from pathlib import Path

import click

from mailflow.cli.options import config_option, json_option
from mailflow.cli.output import lines_of_json, table
from mailflow.config import load
from mailflow.store import Store


@click.command()
@config_option
@json_option
@click.option("--limit", default=10_000, show_default=True, help="How many, newest last.")
def letters(config_path: Path, as_json: bool, limit: int) -> None:
    """Every letter: why it exists, to whom, and where it stands."""
    config = load(config_path)
    rows = sorted(Store.open(config.database_url).outbox.rows(limit), key=lambda row: row.id)
    if as_json:
        lines_of_json(
            {
                "id": row.id,
                "message_id": row.message_id or f"<{row.token}@{config.mailbox.domain}>",
                "occasion": row.occasion,
                "letter": row.letter,
                "to": row.person,
                "project": row.project,
                "state": row.state,
                "attempts": row.attempts,
                "due_at": row.due_at,
                "sent_at": row.sent_at,
                "possible_duplicate": row.possible_duplicate,
                "note": row.note,
            }
            for row in rows
        )
        return
    table(
        ("id", "due (UTC)", "to", "letter", "state", "attempts", "occasion", "note"),
        ([r.id, r.due_at, r.person, r.letter, r.state, r.attempts, r.occasion, r.note] for r in rows),
        "No letter has been queued yet.",
    )
