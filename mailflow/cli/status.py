"""``status``: whether everything runs, and where every project stands."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from mailflow.cli.options import config_option, json_option
from mailflow.cli.output import lines_of_json, table
from mailflow.config import load
from mailflow.domain.forecast import Health, forecast
from mailflow.domain.milestone import FINISHED, State
from mailflow.domain.snapshot import Snapshot
from mailflow.store import Store


@click.command()
@config_option
@json_option
def status(config_path: Path, as_json: bool) -> None:
    """Where every project stands, what waits, and what is wrong. Status 1 where something needs a person."""
    store = Store.open(load(config_path).database_url)
    now = datetime.now(UTC)
    troubles = _troubles(store, now)
    projects = [_project(store.projects.snapshot(code), now) for code in store.projects.codes()]
    waiting = {"messages": store.journal.waiting(now), "letters": store.outbox.counts().get("queued", 0)}
    if as_json:
        lines_of_json([{"projects": projects, "waiting": waiting, "troubles": troubles}])
    else:
        table(
            ("project", "title", "state", "milestones", "finished", "late", "waiting on the owner"),
            (
                [p[key] for key in ("code", "title", "state", "milestones", "finished", "late", "decisions")]
                for p in projects
            ),
            "No project yet. `mailflow project apply FILE` adds one.",
        )
        click.echo(f"\n{waiting['messages']} messages wait to be read, {waiting['letters']} letters to be sent.")
        for trouble in troubles:
            click.secho(f"needs you: {trouble}", fg="red")
    sys.exit(1 if troubles else 0)


def _project(snapshot: Snapshot, now: datetime) -> dict[str, object]:
    counted = [m for m in snapshot.milestones.values() if m.state is not State.CANCELLED]
    today = now.date()
    return {
        "code": snapshot.code,
        "title": snapshot.title,
        "state": str(snapshot.state),
        "milestones": len(counted),
        "finished": sum(m.state in FINISHED for m in counted),
        "late": sum(m.open and forecast(snapshot, m, now).health is Health.LATE for m in counted),
        "decisions": sum((m.open and snapshot.waits_on_owner(m, today)) or m.state is State.SUBMITTED for m in counted),
    }


def _troubles(store: Store, now: datetime) -> list[str]:
    found = []
    paused = store.accounts.paused("smtp", now)
    if paused is not None:
        found.append(f"sending is stopped until {paused[0]:%Y-%m-%d %H:%M} UTC: {paused[1]}")
    failed = [row for row in store.journal.messages(10_000) if row.disposition == "failed"]
    found += [f"message {row.id} failed ({row.reason}); see `mailflow messages`" for row in failed]
    unsent = [row for row in store.outbox.rows(10_000) if row.state in ("failed", "refused")]
    found += [f"letter {row.id} to {row.person} is {row.state}: {row.note}" for row in unsent]
    return found
