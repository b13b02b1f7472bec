"""``status``: whether everything runs, and where every project stands."""

import sys
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from mailflow.cli.opened import looked_at
from mailflow.cli.options import config_option, json_option
from mailflow.cli.output import harmless, lines_of_json, table
from mailflow.cli.progress import counted
from mailflow.domain.forecast import Health, forecast
from mailflow.domain.hold import Hold, Scope
from mailflow.domain.milestone import FINISHED, State
from mailflow.domain.snapshot import Snapshot
from mailflow.heartbeat import HEARTBEAT, RUNNING, SILENT, Heartbeat
from mailflow.store import Busyness, Store

STILL_NEWS = timedelta(days=14)
MOST_NAMED = 10
MOST_MISSED = 3
COLUMNS = {
    "code": "project",
    "title": "title",
    "state": "state",
    "milestones": "milestones",
    "finished": "finished",
    "late": "late",
    "decisions": "waiting on the owner",
}


@click.command(short_help="What runs, what waits, what needs you.")
@config_option
@json_option
def status(config_path: Path, as_json: bool) -> None:
    """Where every project stands, whether a daemon runs, what waits, what was missed, and what is wrong.

    Status 1 where something needs a person: a daemon in trouble or gone, sending stopped, and what failed or was
    refused within the last two weeks.
    """
    now = datetime.now(UTC)
    with looked_at(config_path) as (_, store):
        daemons = {host: Heartbeat.read(text) for host, text in store.meta.beginning(HEARTBEAT).items()}
        sharing = store.leases.daemons()
        holds = store.holds.standing()
        troubles = [*_of_daemons(daemons, now), *_of_holds(holds), *_of_mail(store, now)]
        snapshots = store.projects.snapshots(store.projects.codes())
        projects = [_project(snapshot, now) for _, snapshot in sorted(snapshots.items())]
        missed = store.outbox.missed_since(now - STILL_NEWS)
        waiting = {"messages": store.journal.waiting(now), "letters": store.outbox.counts().get("queued", 0)}
    if as_json:
        running = {host: beat.state(now) for host, beat in daemons.items()}
        stopped = [{"scope": one.scope, "name": one.name, "since": one.since, "why": one.why} for one in holds]
        found = {
            "projects": projects,
            "waiting": waiting,
            "daemons": running,
            "leases": [asdict(one) for one in sharing],
            "stopped": stopped,
            "missed": missed,
            "troubles": troubles,
        }
        lines_of_json([found])
    else:
        _tell(projects, daemons, waiting, now)
        if missed:
            click.echo(_missed(missed))
        for one in sharing:
            click.echo(_busyness(one))
        for hold in holds:
            click.secho(f"stopped: {harmless(hold)}", fg="yellow")
        for trouble in troubles:
            click.secho(f"needs you: {harmless(trouble)}", fg="red")
    sys.exit(1 if troubles else 0)


def _tell(
    projects: list[dict[str, object]], daemons: dict[str, Heartbeat], waiting: dict[str, int], now: datetime
) -> None:
    table(
        tuple(COLUMNS.values()),
        ([one[key] for key in COLUMNS] for one in projects),
        "No project yet. `mailflow project apply FILE` adds one.",
    )
    click.echo()
    for host, beat in daemons.items():
        click.echo(f"Daemon on {harmless(host)}: {beat.state(now)}, last heard of at {beat.at:%Y-%m-%d %H:%M:%S} UTC.")
    if not daemons:
        click.echo("No daemon has run on this database yet: `mailflow run`.")
    messages, letters = counted(waiting["messages"], "message"), counted(waiting["letters"], "letter")
    click.echo(f"{messages} to be read, {letters} to be sent.")


def _missed(occasions: list[str]) -> str:
    """What was left out since its time had passed, the newest by name."""
    named = ", ".join(occasions[-MOST_MISSED:])
    more = "" if len(occasions) <= MOST_MISSED else " and others"
    days = f"in the last {STILL_NEWS.days} days"
    return harmless(f"Missed {days}, and not sent late: {counted(len(occasions), 'scheduled letter')} ({named}{more}).")


def _busyness(one: Busyness) -> str:
    watched = ", ".join(one.watches) or "no mailbox"
    messages, letters = counted(one.messages, "message"), counted(one.letters, "letter")
    return harmless(
        f"{one.name} has its lease until {one.until:%H:%M:%S} UTC by the database's clock: "
        f"{watched}, {messages} and {letters} under way."
    )


def _of_daemons(daemons: dict[str, Heartbeat], now: datetime) -> list[str]:
    states = {host: beat.state(now) for host, beat in daemons.items()}
    found = [trouble for host, beat in daemons.items() if states[host] == RUNNING for trouble in beat.troubles]
    if RUNNING not in states.values():
        found += [
            f"the daemon on {host} has not been heard of since {daemons[host].at:%Y-%m-%d %H:%M} UTC; is it running?"
            for host, how in states.items()
            if how == SILENT
        ]
    return found


def _of_holds(holds: list[Hold]) -> list[str]:
    """A stop of one project or person is somebody's wish; one of everything should not be forgotten."""
    ways = {Scope.ALL: "mailflow resume", Scope.RESTORED: "mailflow release"}
    return [f"{hold}; `{ways[hold.scope]}` lets them go" for hold in holds if hold.whole]


def _of_mail(store: Store, now: datetime) -> list[str]:
    found = []
    paused = store.accounts.paused("smtp", now)
    if paused is not None:
        found.append(f"sending is stopped until {paused[0]:%Y-%m-%d %H:%M} UTC: {paused[1]}")
    failed = [
        f"message {row.id} failed ({row.reason}): `mailflow messages`, then `mailflow replay {row.id}`"
        for row in store.journal.messages(1000)
        if row.disposition == "failed" and now - row.received_at <= STILL_NEWS
    ]
    unsent = [
        f"letter {row.id} to {row.person} {'failed' if row.state == 'failed' else 'was refused'}: {row.note}"
        for row in store.outbox.rows(1000)
        if row.state in ("failed", "refused") and now - row.due_at <= STILL_NEWS
    ]
    return [*found, *_some(failed, "message"), *_some(unsent, "letter")]


def _some(lines: list[str], thing: str) -> list[str]:
    more = len(lines) - MOST_NAMED
    return lines if more <= 0 else [*lines[:MOST_NAMED], f"{counted(more, f'more {thing}')} like these"]


def _project(snapshot: Snapshot, now: datetime) -> dict[str, object]:
    kept = [m for m in snapshot.milestones.values() if m.state is not State.CANCELLED]
    today = now.date()
    return {
        "code": snapshot.code,
        "title": snapshot.title,
        "state": str(snapshot.state),
        "milestones": len(kept),
        "finished": sum(m.state in FINISHED for m in kept),
        "late": sum(m.open and forecast(snapshot, m, now).health is Health.LATE for m in kept),
        "decisions": sum((m.open and snapshot.waits_on_owner(m, today)) or m.state is State.SUBMITTED for m in kept),
    }
