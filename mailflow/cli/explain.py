"""``explain``: what the daemon would do with a message and why, changing nothing. The JSON is a fixed format."""

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from mailflow.app import furnished
from mailflow.cli.options import config_option, json_option
from mailflow.cli.output import harmless, lines_of_json
from mailflow.config import load, load_project
from mailflow.domain.authority import RIGHTS, Trust, proven
from mailflow.domain.definition import Definition, started
from mailflow.domain.disposition import BY_NAME, Disposition
from mailflow.domain.project import Ref
from mailflow.domain.reading import Answered, Asked, Context, Unclear
from mailflow.flows.desk import Desk
from mailflow.flows.understand import Understood, understand
from mailflow.mail.compose import Mailbox
from mailflow.mail.read import peek
from mailflow.mail.token import tokens_in
from mailflow.store import Lookup, Store


@click.command()
@click.argument("files", metavar="MESSAGE.eml...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--project", "project_file", type=click.Path(path_type=Path), help="A project file: no database needed.")
@click.option("--about", type=int, help="The letter that was answered was about this milestone (or question).")
@click.option("--letter", "kind", help="Which letter was answered: question, date_request, review, check_in, digest …")
@config_option
@json_option
def explain(
    files: tuple[Path, ...],
    project_file: Path | None,
    about: int | None,
    kind: str | None,
    config_path: Path,
    as_json: bool,
) -> None:
    """What the daemon would do with each message, and why. Nothing is changed."""
    reader = FromFile(project_file, about, kind) if project_file is not None else FromStore(config_path)
    for path in files:
        understood = reader.understood(path.read_bytes())
        found = as_object(str(path), understood, reader.role(understood), reader.disposition(understood))
        if as_json:
            lines_of_json([found])
        else:
            _tell(found, reader.note)


class FromFile:
    """Reads against a project file; a registered From is taken as proven."""

    note = "With --project a registered sender is taken as proven, and the project's state is not checked."

    def __init__(self, path: Path, about: int | None, kind: str | None) -> None:
        self.definition: Definition = load_project(path)
        self.about = about
        self.kind = kind
        self.desk = furnished(Mailbox("projects@localhost", "mailflow"))
        self.beginning = started(self.definition, datetime.now(UTC))
        self.people = {address: one for one in self.beginning.people.values() for address in one.addresses}

    def understood(self, raw: bytes) -> Understood:
        """The message as it would be read."""
        envelope = peek(raw)
        now = _now(envelope.date)
        person = self.people.get(envelope.senders[0]) if len(envelope.senders) == 1 else None
        if person is None:
            return understand(raw, Context(now), self.desk.words)
        context = Context(now, person, (self.beginning,), self._answered(person.id, now))
        return understand(raw, context, self.desk.words)

    def _answered(self, person: str, now: datetime) -> Answered | None:
        if self.about is None and self.kind is None:
            return None
        of_question = self.kind in ("question", "answer")
        ref = Ref(self.definition.code, "question" if of_question else "milestone", self.about)
        about = ref if self.about is not None else Ref(self.definition.code)
        return Answered(self.kind or "reminder", person, about, "", now, (about,) if about.number else ())

    def role(self, understood: Understood) -> str | None:
        """What the sender is on this project."""
        person = self.people.get(understood.sender)
        return None if person is None else str(self.beginning.role(person.id))

    def disposition(self, understood: Understood) -> tuple[Disposition, str]:
        """How the message would end, proof left aside."""
        return understood.reason.disposition, understood.reason.name


class FromStore:
    """Reads against the configured store, with the real evidence."""

    note = ""

    def __init__(self, config_path: Path) -> None:
        config = load(config_path)
        self.store = Store.open(config.database_url)
        self.trust: Trust = config.policy.trust
        self.desk: Desk = furnished(config.mailbox)
        self.keys = self.store.meta.token_keys()

    def understood(self, raw: bytes) -> Understood:
        """The message as the daemon would read it now."""
        envelope = peek(raw)
        sender = envelope.senders[0] if len(envelope.senders) == 1 else ""
        tokens = tokens_in((*envelope.addressed, *envelope.references, envelope.subject), self.keys)
        self.context = self.store.journal.contexts([Lookup(sender, tokens, _now(envelope.date))])[0]
        return understand(raw, self.context, self.desk.words)

    def role(self, understood: Understood) -> str | None:
        """What the sender is on the project that the message is about."""
        codes = [asked.project for asked in understood.asked if asked.project]
        codes += [snapshot.code for snapshot in self.context.snapshots]
        role = self.context.role_in(codes[0]) if codes else None
        return None if role is None else str(role)

    def disposition(self, understood: Understood) -> tuple[Disposition, str]:
        """How the message would end, its proof weighed."""
        level = proven(understood.evidence, self.trust)
        acting = [asked.verb for asked in understood.asked if asked.verb != "note"]
        if any(verb in RIGHTS and RIGHTS[verb].level > level for verb in acting):
            return Disposition.CHALLENGED, "unproven"
        return understood.reason.disposition, understood.reason.name


def _now(date: datetime | None) -> datetime:
    """A message's own Date is now, where one is needed."""
    return date or datetime.now(UTC)


def as_object(file: str, understood: Understood, role: str | None, end: tuple[Disposition, str]) -> dict[str, object]:
    """The fixed form of an explanation."""
    return {
        "file": file,
        "disposition": str(end[0]),
        "reason": end[1],
        "sender": understood.sender or None,
        "role": role,
        "reply_text": understood.reply.text,
        "commands": [command(asked) for asked in understood.asked],
        "unclear": [unclear(line) for line in understood.unclear],
        "evidence": understood.evidence.why or understood.evidence.brief(),
    }


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


def _tell(found: dict[str, object], note: str) -> None:
    reason = BY_NAME[str(found["reason"])]
    click.secho(harmless(found["file"]), bold=True)
    click.echo(f"  {found['disposition']} ({reason.name}): {reason.meaning}")
    click.echo(
        f"  from {harmless(found['sender'] or 'nobody in particular')}, {found['role'] or 'not registered'}; {found['evidence']}"
    )
    for line in str(found["reply_text"]).splitlines():
        click.echo(f"  | {harmless(line)}")
    for one in found["commands"]:  # type: ignore[attr-defined]
        details = {k: v for k, v in one.items() if v not in (None, []) and k not in ("command", "line")}
        click.echo(f"  ✓ {one['command']}  {json.dumps(details, ensure_ascii=False)}")
    for one in found["unclear"]:  # type: ignore[attr-defined]
        click.echo(f"  ? {harmless(one['line'])}  [{one['reason']}]  choices: {', '.join(one['choices']) or 'none'}")
    if note:
        click.echo(f"  {note}")
