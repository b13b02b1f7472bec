"""What the worker process does: read a message, write a letter. Both pure, both most of the CPU."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256

from mailflow.commands.words import Words
from mailflow.domain.reading import Context
from mailflow.flows.understand import Understood, understand
from mailflow.letters.samples import Sample
from mailflow.mail.authenticity import BELIEVE_NOBODY, Authentication
from mailflow.mail.compose import Composed, Composer, Head
from mailflow.mail.mail_parts import Part
from mailflow.mail.mailbox import Mailbox
from mailflow.mail.read import Limits
from mailflow.mail.token import folder_name, subject_tag

TOKEN_LENGTH = 39


@dataclass(frozen=True, slots=True)
class Supplies:
    """Everything that a desk needs, as plain text: sent to the worker process once, at its start."""

    vocabularies: Mapping[str, str]
    templates: Mapping[str, str]
    mailbox: Mailbox
    keys: tuple[bytes, ...] = ()
    limits: Limits = field(default_factory=Limits)
    trusted: Authentication = BELIEVE_NOBODY
    board: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """A place where messages are read and letters are written."""

    words: Words
    composer: Composer
    keys: tuple[bytes, ...]
    limits: Limits
    trusted: Authentication = BELIEVE_NOBODY


@dataclass(frozen=True, slots=True)
class Draft:
    """One mail to be written: its parts and its head."""

    parts: Sequence[Part]
    head: Head


def sketched(sample: Sample, language: str = "") -> Draft:
    """A sample letter, ready to be written; to somebody who reads `language`, where that is said."""
    parts = [Part(*one) for one in sample.letters]
    token = sha256(sample.name.encode()).hexdigest()[:TOKEN_LENGTH]
    to = replace(sample.to, language=language, locale=None) if language else sample.to
    head = Head(token, to, sample.now, sample.thread, sample.answers, sample.subject)
    return Draft(parts, head)


def furnish(supplies: Supplies) -> Desk:
    """A desk, with vocabularies and templates compiled."""
    board, tag = partial(_board_of, supplies.board, supplies.keys), partial(subject_tag, keys=supplies.keys)
    composer = Composer(supplies.templates, supplies.mailbox, board, tag)
    return Desk(Words.from_toml(supplies.vocabularies), composer, supplies.keys, supplies.limits, supplies.trusted)


def _board_of(address: str, keys: Sequence[bytes], person: str) -> str:
    """That person's pages on the board; empty where there is none to be seen."""
    return f"{address}{folder_name(keys, person)}/" if address and keys else ""


def read_at(desk: Desk, sheet: tuple[bytes, Context]) -> Understood:
    """The message, understood."""
    raw, context = sheet
    return understand(raw, context, desk.words, desk.keys, desk.limits, desk.trusted)


def write_at(desk: Desk, draft: Draft) -> Composed:
    """The letter, written."""
    return desk.composer.compose(draft.parts, draft.head)
