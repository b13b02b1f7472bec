"""``explain``: what the daemon would do with a message and why, changing nothing. The JSON is a fixed format."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import click

from mailflow.cli.explained import as_object, in_their_zone, tell
from mailflow.cli.options import config_option, json_option
from mailflow.cli.output import lines_of_json
from mailflow.cli.sheets import FromFile, FromStore, Sheets
from mailflow.commands.words import Words
from mailflow.domain.disposition import BY_NAME, Disposition, Reason
from mailflow.domain.reading import Context
from mailflow.flows.understand import Understood, understand
from mailflow.mail.authenticity import Authentication
from mailflow.mail.read import Limits, peek
from mailflow.shipped import vocabularies
from mailflow.transports.sandbox import Broken, Pending, Sandbox, Worker

BATCH = 64
UNREADABLE = Reason("unreadable_file", Disposition.FAILED, "The file cannot be read.", "Name a readable file.")


@dataclass(frozen=True, slots=True)
class Batch:
    """Files that are being read. `unread` says why there are no bytes of a file."""

    files: Sequence[str]
    messages: Sequence[bytes]
    unread: Sequence[str]
    contexts: Sequence[Context]
    pending: Pending[Understood]


@click.command(short_help="What would be done with a mail, and why.")
@click.argument("files", metavar="MESSAGE.eml...", nargs=-1, required=True)
@click.option("--project", "project_file", type=click.Path(path_type=Path), help="A project file: no database needed.")
@click.option("--about", type=int, metavar="N", help="The letter that was answered was about milestone N.")
@click.option(
    "--letter", "kind", metavar="KIND", help="Which letter was answered: question, date_request, review, check_in …"
)
@config_option
@json_option
def explain(
    files: tuple[str, ...],
    project_file: Path | None,
    about: int | None,
    kind: str | None,
    config_path: Path,
    as_json: bool,
) -> None:
    """What the daemon would do with each message, and why. Nothing is changed.

    MESSAGE is a file with a whole mail, headers and all; - is standard input. With --project it is read against a
    project file alone and a registered sender is taken as proven; without, against the configured store.
    The message's own Date is "now". With --json each file is one line, in the order given, whatever it holds.
    """
    if project_file is None and (about is not None or kind is not None):
        raise click.UsageError("--about and --letter stand in for a letter, and belong to --project.")
    sheets: Sheets = FromFile(project_file, about, kind) if project_file is not None else FromStore(config_path)
    worker: Worker[Reader] = Sandbox(partial(reader, vocabularies(), sheets.limits, sheets.trusted))
    try:
        unread = _explain(files, sheets, worker, as_json)
    finally:
        worker.close()
    if not as_json and sheets.note:
        click.echo(sheets.note)
    sys.exit(1 if unread and not as_json else 0)


Reader = tuple[Words, Limits, Authentication]


def reader(languages: Mapping[str, str], limits: Limits, trusted: Authentication) -> Reader:
    """What a message is read with, in the worker process."""
    return Words.from_toml(languages), limits, trusted


def read_with(given: Reader, sheet: tuple[bytes, Context]) -> Understood:
    """The message, understood, as the daemon does it."""
    words, limits, trusted = given
    return understand(*sheet, words, limits=limits, trusted=trusted)


def _explain(files: Sequence[str], sheets: Sheets, worker: Worker[Reader], as_json: bool) -> int:
    """Explain every file, one batch being read while the one before is told. How many could not be read."""
    unread = 0
    for batch in _ahead(_batches(files, sheets, worker)):
        unread += sum(map(bool, batch.unread))
        rows = _explained(batch, sheets)
        if as_json:
            lines_of_json(as_object(*row) for row in rows)
        else:
            for row in rows:
                tell(*row)
    return unread


def _batches(files: Sequence[str], sheets: Sheets, worker: Worker[Reader]) -> Iterator[Batch]:
    rest = iter(files)
    while names := list(islice(rest, BATCH)):
        read = [_read(name, sheets.limits.size + 1) for name in names]
        messages = [raw for raw, _ in read]
        contexts = sheets.contexts(messages)
        pending = worker.start(read_with, list(zip(messages, contexts, strict=True)))
        yield Batch(names, messages, [why for _, why in read], contexts, pending)


def _ahead(batches: Iterator[Batch]) -> Iterator[Batch]:
    """The same batches, each begun before the one before it is handed on."""
    before = next(batches, None)
    for batch in batches:
        if before is not None:
            yield before
        before = batch
    if before is not None:
        yield before


def _read(name: str, most: int) -> tuple[bytes, str]:
    """A file's bytes, as far as they count, or why there are none."""
    try:
        if name == "-":
            return sys.stdin.buffer.read(most), ""
        with Path(name).open("rb") as file:
            return file.read(most), ""
    except (OSError, ValueError) as fault:
        return b"", f"cannot be read: {getattr(fault, 'strerror', None) or fault}"


def _explained(batch: Batch, sheets: Sheets) -> Iterator[tuple[Any, ...]]:
    """For each file what `as_object` and `tell` want."""
    results = batch.pending.results()
    for name, raw, why, context, result in zip(
        batch.files, batch.messages, batch.unread, batch.contexts, results, strict=True
    ):
        if why:
            yield name, Understood(UNREADABLE), None, UNREADABLE, "none", why
            continue
        understood, remark = (_broken(raw, result), result.text) if isinstance(result, Broken) else (result, "")
        understood = in_their_zone(understood, context.person)
        evidence = sheets.evidence(understood, context)
        yield name, understood, sheets.role(understood, context), sheets.reason(understood, context), evidence, remark


def _broken(raw: bytes, broken: Broken) -> Understood:
    """What is known of a message whose reading took too long, or failed."""
    envelope = peek(raw)
    sender = envelope.senders[0] if len(envelope.senders) == 1 else ""
    return Understood(BY_NAME[broken.reason], envelope.message_id, sender, envelope.subject)
