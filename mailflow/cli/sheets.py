"""What messages are read against by `explain`: a project file, or the configured store."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import click

from mailflow.app import voucher_from
from mailflow.cli.opened import look_into
from mailflow.config import load, load_project
from mailflow.domain.authority import Trust, enough, needed, proven
from mailflow.domain.definition import Definition, started
from mailflow.domain.disposition import BY_NAME, Reason
from mailflow.domain.people import Person, Role
from mailflow.domain.project import Question, Ref
from mailflow.domain.reading import Answered, Context
from mailflow.domain.snapshot import Snapshot
from mailflow.flows.understand import Understood
from mailflow.mail.authenticity import BELIEVE_NOBODY, Authentication
from mailflow.mail.read import Limits, peek
from mailflow.mail.token import tokens_in
from mailflow.store import Lookup

EARLIEST, LATEST = datetime(1980, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
QUESTION_LETTERS = frozenset({"question", "answer"})
OF_ALL_MILESTONES = frozenset({"check_in", "round_up"})


class Sheets(Protocol):
    """Where contexts come from, and how what was understood ends there."""

    note: str
    limits: Limits
    trusted: Authentication

    def contexts(self, messages: Sequence[bytes]) -> list[Context]:
        """What each of the messages is read against."""

    def role(self, understood: Understood, context: Context) -> str | None:
        """What the sender is on the project that the message is about."""

    def reason(self, understood: Understood, context: Context) -> Reason:
        """How the message would end."""

    def evidence(self, understood: Understood, context: Context) -> str:
        """What proves the sender."""


class FromFile:
    """Reads against a project file: no database, no network. A registered From is taken as proven."""

    note = "With --project a registered sender is taken as proven, and the project's state is not checked."
    limits = Limits()
    trusted = BELIEVE_NOBODY

    def __init__(self, path: Path, about: int | None, kind: str | None) -> None:
        self.definition: Definition = load_project(path)
        numbers = [promise.number for promise in self.definition.milestones]
        if about is not None and about not in numbers:
            known = ", ".join(map(str, numbers)) or "none"
            raise click.UsageError(f"--about {about}: {path} has no milestone {about} (it has {known})")
        self.about = about
        self.kind = kind
        self.beginning = started(self.definition, datetime.now(UTC))
        self.people = {address: one for one in self.beginning.people.values() for address in one.addresses}

    def contexts(self, messages: Sequence[bytes]) -> list[Context]:
        """The project as the file defines it, and the letter that the options name."""
        return [self._context(raw) for raw in messages]

    def _context(self, raw: bytes) -> Context:
        envelope = peek(raw)
        now = _now(envelope.date)
        person = self.people.get(envelope.senders[0]) if len(envelope.senders) == 1 else None
        if person is None:
            return Context(now)
        if self.kind in QUESTION_LETTERS:
            return Context(now, person, (self._asked(person, now),), self._answered(person, now))
        return Context(now, person, (self.beginning,), self._answered(person, now))

    def _answered(self, person: Person, now: datetime) -> Answered | None:
        """The letter that was answered, where the options say anything about it."""
        if self.about is None and self.kind is None:
            return None
        code, kind = self.definition.code, self.kind or "reminder"
        if kind in QUESTION_LETTERS:
            return Answered(kind, person.id, Ref(code, "question", 1), "", now)
        if self.about is not None:
            about = Ref(code, "milestone", self.about)
            return Answered(kind, person.id, about, "", now, (about,))
        shown = self.beginning.open_milestones_of(person.id) if kind in OF_ALL_MILESTONES else ()
        items = tuple(Ref(code, "milestone", milestone.number) for milestone in shown)
        return Answered(kind, person.id, Ref(code), "", now, items)

    def _asked(self, reader: Person, now: datetime) -> Snapshot:
        """The project with the question that the letter puts to its reader."""
        sides = Role.CONTRACTOR if self.beginning.role(reader.id) is Role.OWNER else Role.OWNER
        asker = next((p.id for p in self.beginning.with_role(sides)), "")
        return replace(self.beginning, questions={1: Question(1, "", asker, now, self.about)})

    def role(self, understood: Understood, context: Context) -> str | None:
        """What the sender is on this project."""
        person = self.people.get(understood.sender)
        role = None if person is None else self.beginning.role(person.id)
        return None if role is None else str(role)

    def reason(self, understood: Understood, context: Context) -> Reason:
        """How the message would end, proof left aside. What is refused for the sender's role is told in `unclear`."""
        return BY_NAME["unclear"] if understood.reason.name == "role" else understood.reason

    def evidence(self, understood: Understood, context: Context) -> str:
        """Nothing is asked for here."""
        return "no proof" if context.person is None else "taken as proven"


class FromStore:
    """Reads against the configured store, with the real evidence."""

    note = ""

    def __init__(self, config_path: Path) -> None:
        config = load(config_path)
        self.store = look_into(config)
        self.limits = Limits(size=config.receiving.most)
        self.trust: Trust = config.policy.trust
        self.keys = self.store.meta.token_keys()
        self.ours = frozenset({config.mailbox.address.lower()})
        self.voucher = voucher_from(config)
        self.trusted = config.authentication

    def contexts(self, messages: Sequence[bytes]) -> list[Context]:
        """What the daemon would read the messages against now, DKIM keys looked up."""
        found = self.store.journal.contexts([self._lookup(raw) for raw in messages])
        contexts = [replace(context, our_addresses=self.ours) for context in found]
        return [found.context for found in self.voucher.vouch(messages, contexts)]

    def _lookup(self, raw: bytes) -> Lookup:
        envelope = peek(raw)
        sender = envelope.senders[0] if len(envelope.senders) == 1 else ""
        tokens = tokens_in((*envelope.addressed, *envelope.references, envelope.subject), self.keys)
        return Lookup(sender, tokens, _now(envelope.date))

    def role(self, understood: Understood, context: Context) -> str | None:
        """What the sender is on the project that the message is about."""
        codes = [asked.project for asked in understood.asked if asked.project]
        codes += [context.letter.about.project] if context.letter is not None else []
        codes += [snapshot.code for snapshot in context.snapshots]
        role = next((found for found in map(context.role_in, codes) if found is not None), None)
        return None if role is None else str(role)

    def reason(self, understood: Understood, context: Context) -> Reason:
        """How the message would end, its proof weighed."""
        home = _home(context)
        proven_all = all(
            enough(understood.evidence, self.trust, asked.verb, asked.project or home) for asked in understood.asked
        )
        return understood.reason if proven_all else BY_NAME["unproven"]

    def evidence(self, understood: Understood, context: Context) -> str:
        """What was found, and how far it reaches."""
        if context.person is None or not understood.evidence.why:
            return understood.evidence.why or understood.evidence.brief()
        level = proven(understood.evidence, self.trust, _home(context))
        wanted = max((needed(asked.verb) for asked in understood.asked), default=0)
        address = context.person.addresses[0]
        held = f"; it takes level {wanted}, so it would be held and asked at {address}"
        return f"{understood.evidence.why}: level {level}" + (held if wanted > level else "")


def _home(context: Context) -> str:
    """The project to which a message belongs that names none."""
    if context.letter is not None and context.letter.about.project:
        return context.letter.about.project
    return context.snapshots[0].code if context.snapshots else ""


def _now(date: datetime | None) -> datetime:
    """A message's own Date is now, where it is a date that calendars reach."""
    return date if date is not None and EARLIEST <= date <= LATEST else datetime.now(UTC)
