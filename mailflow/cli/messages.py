"""``messages``, its ``release``, and ``replay``: what came in, what became of it, and doing it again."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from mailflow.cli.faults import NEEDS_A_PERSON, USAGE, leave
from mailflow.cli.files import listed
from mailflow.cli.opened import looked_at, written_to
from mailflow.cli.options import config_option, json_option, limit_option, newest
from mailflow.cli.output import harmless, lines_of_json, table
from mailflow.domain.disposition import BY_NAME, EXPLAINED
from mailflow.domain.enclosed import PICTURE
from mailflow.domain.held import Held
from mailflow.store import AttachmentRow, MessageRow


@click.group(invoke_without_command=True, short_help="What came in, and what became of it.")
@config_option
@json_option
@limit_option
@click.pass_context
def messages(context: click.Context, config_path: Path, as_json: bool, limit: int | None) -> None:
    """What came in, and what became of it. Every reason is explained below the list."""
    if context.invoked_subcommand is None:
        _list(config_path, as_json, limit)


def _list(config_path: Path, as_json: bool, limit: int | None) -> None:
    with looked_at(config_path) as (_, store):
        rows = sorted(store.journal.messages(newest(limit, as_json)), key=lambda row: row.id)
        came = store.attachments.of(row.id for row in rows)
        held = store.held.of_messages([row.id for row in rows])
    if as_json:
        lines_of_json(as_object(row, came.get(row.id, ()), held.get(row.id)) for row in rows)
        return
    table(
        ("id", "received (UTC)", "sender", "disposition", "reason", "proof", "files"),
        (
            [r.id, r.received_at, r.sender, r.disposition or "waiting", r.reason, r.evidence, _files(came, r.id)]
            for r in rows
        ),
        "No message has come in yet.",
    )
    _tell_held(held)
    _explain_reasons(rows)


def _files(came: Mapping[int, Sequence[AttachmentRow]], message: int) -> str:
    return ", ".join(row.file.name for row in came.get(message, ()) if row.file.left != PICTURE)


def as_object(row: MessageRow, came: Sequence[AttachmentRow] = (), held: Held | None = None) -> dict[str, object]:
    """A message as ``--json`` shows it; no disposition while it waits. `held` is there where it was held."""
    found: dict[str, object] = {
        "id": row.id,
        "message_id": row.message_id,
        "sender": row.sender,
        "disposition": row.disposition,
        "reason": row.reason,
        "received_at": row.received_at,
        "size": row.size,
        "attempts": row.attempts,
        "evidence": row.evidence,
        "released": row.released,
        "files": [listed(one.file) for one in came],
    }
    return found if held is None else found | {"held": _held(held)}


def _held(held: Held) -> dict[str, object]:
    return {
        "state": held.state,
        "person": held.person,
        "project": held.project,
        "until": held.until,
        "asked": [one.line for one in held.asked],
        "why": held.why,
        "sender": held.stranger or None,
        "confirmed_by": list(held.confirmed_by),
        "confirmed_at": held.confirmed_at,
    }


def _tell_held(held: Mapping[int, Held]) -> None:
    """What waits for a YES, or for the end of its hold, and why."""
    waiting = [one for _, one in sorted(held.items()) if one.open]
    if waiting:
        click.echo()
    for one in waiting:
        words = harmless(" / ".join(" ".join(asked.line.split()) for asked in one.asked))
        until = one.until.strftime("%Y-%m-%d %H:%M")
        said = f", confirmed by {' and '.join(one.confirmed_by)}" if one.confirmed_by else ""
        click.echo(
            f"message {one.message} is held for {one.person} until {until} UTC{said}: {words} ({harmless(one.why)})"
        )


def _explain_reasons(rows: Sequence[MessageRow]) -> None:
    names = sorted({row.reason for row in rows} & EXPLAINED.keys() - {"ok"})
    if names:
        click.echo()
    for name in names:
        click.echo(f"{name}: {EXPLAINED[name].meaning} {EXPLAINED[name].remedy}")


@messages.command(short_help="Say that a person wrote a message after all.")
@click.argument("message", type=int)
@config_option
def release(message: int, config_path: Path) -> None:
    """Have the daemon read MESSAGE (its id in `mailflow messages`) again as one that a person wrote.

    For what was taken for a machine's, or came with another's Message-ID. What it asks for still takes the proof that
    it always takes: where that is too weak, its person is asked. Status 1 where it cannot be released.
    """
    with written_to(config_path) as (_, store):
        row = store.journal.message(message)
        if row is None:
            leave(f"there is no message {message}; `mailflow messages` lists them.", USAGE)
        _refuse(row)
        released = store.journal.release(message)
    if not released:
        leave(f"message {message} cannot be released: it has left records, or its bytes are not kept.", NEEDS_A_PERSON)
    click.echo(f"Message {message} is released; the daemon reads it in its next round.")


def _refuse(row: MessageRow) -> None:
    """Leave where nothing would come of releasing that message."""
    reason = BY_NAME.get(row.reason)
    if row.disposition is None:
        leave(f"message {row.id} waits still; nothing holds it.", NEEDS_A_PERSON)
    if reason is not None and not reason.releasable:
        leave(f"message {row.id} ({reason.name}) cannot be released: {reason.meaning} {reason.remedy}", NEEDS_A_PERSON)


@click.command(short_help="Let the daemon look at a message again.")
@click.argument("message", type=int)
@config_option
def replay(message: int, config_path: Path) -> None:
    """Let the daemon look at MESSAGE (its id in `mailflow messages`) once more."""
    with written_to(config_path) as (_, store):
        known = store.journal.message(message) is not None
        again = known and store.journal.replay(message)
    if not known:
        leave(f"there is no message {message}; `mailflow messages` lists them.", USAGE)
    if not again:
        leave(f"message {message} cannot be replayed: it has left records, or its bytes are gone.", NEEDS_A_PERSON)
    click.echo(f"Message {message} will be looked at in the daemon's next round.")
