"""``messages`` and ``replay``: what came in, what became of it, and doing it again."""

import sys
from pathlib import Path

import click

from mailflow.cli.options import config_option, json_option
from mailflow.cli.output import lines_of_json, table
from mailflow.config import load
from mailflow.domain.disposition import BY_NAME
from mailflow.store import Store


@click.command()
@config_option
@json_option
@click.option("--limit", default=10_000, show_default=True, help="How many, newest last.")
def messages(config_path: Path, as_json: bool, limit: int) -> None:
    """What came in, and what became of it. Every reason is explained below the list."""
    store = Store.open(load(config_path).database_url)
    rows = sorted(store.journal.messages(limit), key=lambda row: row.id)
    if as_json:
        lines_of_json(
            {
                "id": row.id,
                "message_id": row.message_id,
                "sender": row.sender,
                "disposition": row.disposition,
                "reason": row.reason,
                "received_at": row.received_at,
                "attempts": row.attempts,
                "evidence": row.evidence,
            }
            for row in rows
        )
        return
    table(
        ("id", "received (UTC)", "sender", "disposition", "reason"),
        ([row.id, row.received_at, row.sender, row.disposition or "waiting", row.reason] for row in rows),
        "No message has come in yet.",
    )
    for name in sorted({row.reason for row in rows if row.reason in BY_NAME} - {"ok"}):
        click.echo(f"\n{name}: {BY_NAME[name].meaning} {BY_NAME[name].remedy}", nl=False)
    click.echo()


@click.command()
@click.argument("message", type=int)
@config_option
def replay(message: int, config_path: Path) -> None:
    """Let the daemon look at MESSAGE (its id in `mailflow messages`) once more."""
    store = Store.open(load(config_path).database_url)
    if store.journal.message(message) is None:
        click.echo(f"mailflow: there is no message {message}; `mailflow messages` lists them.", err=True)
        sys.exit(2)
    store.journal.replay(message)
    click.echo(f"Message {message} will be looked at in the daemon's next round.")
