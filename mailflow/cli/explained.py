"""An explanation in its two forms: the fixed JSON object, and lines for a person."""

import json
from collections.abc import Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo

import click

from mailflow.cli.output import harmless
from mailflow.domain.disposition import Reason
from mailflow.domain.people import Person
from mailflow.domain.reading import Asked, Unclear
from mailflow.flows.understand import Understood

SYMBOLS = {"handled": "green", "noted": "green", "challenged": "yellow", "rejected": "yellow", "failed": "red"}


def as_object(
    file: str, understood: Understood, role: str | None, reason: Reason, evidence: str, remark: str = ""
) -> dict[str, object]:
    """The fixed form of an explanation: every key is always there. `remark` is added where there is one."""
    found: dict[str, object] = {
        "file": file,
        "disposition": str(reason.disposition),
        "reason": reason.name,
        "sender": understood.sender or None,
        "role": role,
        "reply_text": understood.reply.text,
        "commands": [command(asked) for asked in understood.asked],
        "unclear": [unclear(line) for line in understood.unclear],
        "evidence": evidence,
    }
    return found | {"remark": remark} if remark else found


def in_their_zone(understood: Understood, person: Person | None) -> Understood:
    """The same with its instants in the sender's zone, in which they were written."""
    if person is None or all(asked.at is None for asked in understood.asked):
        return understood
    zone = ZoneInfo(person.zone)
    asked = (replace(one, at=one.at.astimezone(zone)) if one.at is not None else one for one in understood.asked)
    return replace(understood, asked=tuple(asked))


def command(asked: Asked) -> dict[str, object]:
    """One command, every key present."""
    day = asked.at or asked.day
    return {
        "command": asked.verb,
        "project": asked.project,
        "milestone": asked.milestone,
        "question": asked.question,
        "task": asked.task,
        "percent": asked.percent,
        "date": day.isoformat() if day is not None else None,
        "until": asked.until.isoformat() if asked.until is not None else None,
        "person": asked.person,
        "text": asked.text,
        "corrections": list(asked.corrections),
        "confidence": str(asked.confidence),
        "line": asked.line,
    }


def unclear(line: Unclear) -> dict[str, object]:
    """One line that changed nothing."""
    return {"line": line.line, "choices": list(line.choices), "reason": line.reason}


def tell(file: str, understood: Understood, role: str | None, reason: Reason, evidence: str, remark: str = "") -> None:
    """The same for a person."""
    click.secho(harmless(file), bold=True)
    ending = click.style(str(reason.disposition), fg=SYMBOLS.get(str(reason.disposition)))
    click.echo(f"  {ending} ({reason.name}): {reason.meaning}{f' {reason.remedy}' if understood.asked == () else ''}")
    if remark:
        click.echo(f"  {harmless(remark)}")
    sender = harmless(understood.sender) or "nobody in particular"
    click.echo(f"  from {sender}, {role or 'not registered'}; {harmless(evidence)}")
    for line in understood.reply.text.splitlines():
        click.echo(f"  | {harmless(line)}")
    for shown in (*_commands(understood), *_unclear(understood)):
        click.echo(shown)


def _commands(understood: Understood) -> Iterator[str]:
    for asked in understood.asked:
        details = {
            key: value for key, value in command(asked).items() if value not in (None, []) and key not in _TOLD_APART
        }
        shown = ", ".join(f"{key}: {_plain(value)}" for key, value in details.items())
        sure = "" if asked.confidence == "clear" else "  (probable: it says so in the receipt, and can be undone)"
        yield f"  {click.style('✓', fg='green')} {asked.verb}  {harmless(shown)}{sure}"


_TOLD_APART = ("command", "line", "confidence")


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _unclear(understood: Understood) -> Iterator[str]:
    for one in understood.unclear:
        choices = harmless(", ".join(one.choices)) or "none"
        yield f"  {click.style('?', fg='yellow')} {harmless(one.line)}  [{one.reason}]  choices: {choices}"
