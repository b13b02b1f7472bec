"""``files``: what people attached, listed, or saved into a folder."""

import os
from collections.abc import Iterator
from pathlib import Path

import click

from mailflow.cli.faults import NEEDS_A_PERSON, USAGE, leave
from mailflow.cli.opened import looked_at
from mailflow.cli.options import config_option, json_option
from mailflow.cli.output import harmless, lines_of_json, table
from mailflow.domain.enclosed import PICTURE, Enclosed
from mailflow.store import AttachmentRow, Store


@click.command(short_help="What people attached; --save writes it into a folder.")
@click.argument("code", required=False)
@click.option("--message", metavar="ID", type=int, help="Only what came with that message (see `mailflow messages`).")
@click.option("--save", "folder", metavar="FOLDER", type=click.Path(path_type=Path), help="Write the files there.")
@config_option
@json_option
def files(code: str | None, message: int | None, folder: Path | None, config_path: Path, as_json: bool) -> None:
    """The files that came with messages: all of them, or those of project CODE, or of one message.

    With --save each is written as MESSAGE-NUMBER-name, for its owner to read alone; nothing is opened, unpacked or
    written over. Status 1 where one of them is not with us any more, or could not be written.
    """
    with looked_at(config_path) as (_, store):
        rows = _rows(store, code, message)
        saved = {} if folder is None else {row: _saved(store, row, folder) for row in rows if row.file.kept}
    if as_json:
        lines_of_json(as_object(row, saved.get(row)) for row in rows)
    else:
        _show(rows)
    _report(saved, folder, quiet=as_json)


def as_object(row: AttachmentRow, saved: Path | str | None = None) -> dict[str, object]:
    """A file as ``--json`` shows it."""
    return {"message": row.message, "number": row.position, **listed(row.file)} | (
        {"saved": str(saved)} if isinstance(saved, Path) else {}
    )


def listed(file: Enclosed) -> dict[str, object]:
    """What is known of a file; `left` says why its bytes are not with us, `risk` why it is never passed on."""
    return {
        "name": file.name,
        "type": file.type,
        "size": file.size,
        "sha256": file.sha256,
        "kept": file.kept,
        "left": file.left,
        "risk": file.risk,
        "claimed": file.claimed,
    }


def _rows(store: Store, code: str | None, message: int | None) -> list[AttachmentRow]:
    if message is not None and store.journal.message(message) is None:
        leave(f"there is no message {message}; `mailflow messages` lists them.", USAGE)
    wanted = set(store.attachments.messages())
    if message is not None:
        wanted &= {message}
    if code is not None:
        wanted &= {record.message for record in store.projects.ledger(code) if record.message is not None}
    found = store.attachments.of(wanted)
    return [row for key in sorted(found) for row in found[key] if row.file.left != PICTURE]


def _show(rows: list[AttachmentRow]) -> None:
    table(
        ("message", "#", "name", "type", "size", "sha256", "remarks"),
        ([r.message, r.position, r.file.name, r.file.type, r.file.size, r.file.sha256, _remarks(r.file)] for r in rows),
        "Nobody has attached a file yet.",
    )


def _remarks(file: Enclosed) -> str:
    told = [f"not kept: {file.left}"] if file.left else []
    told += [f"never passed on: {file.risk}"] if file.risk else []
    return ", ".join((*told, *([f"its name promises {file.claimed}"] if file.claimed else [])))


def _saved(store: Store, row: AttachmentRow, folder: Path) -> Path | str:
    """Where it was written, or why not."""
    content = store.attachments.files.read(row.file.sha256)
    if content is None:
        return f"message {row.message}: {row.file.name} is gone or damaged"
    path = folder / f"{row.message}-{row.position}-{row.file.name}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(path, content)
    except FileExistsError:
        if path.is_symlink() or not path.is_file() or path.read_bytes() != content:
            return f"{path}: is there already, and is something else"
    except OSError as fault:
        return f"{path}: cannot be written: {fault.strerror}"
    return path


def _write(path: Path, content: bytes) -> None:
    """A new file that nobody else reads and nobody runs."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)


def _report(saved: dict[AttachmentRow, Path | str], folder: Path | None, *, quiet: bool) -> None:
    faults: Iterator[str] = (told for told in saved.values() if isinstance(told, str))
    written = sum(isinstance(told, Path) for told in saved.values())
    if folder is not None and not quiet:
        click.echo(f"{written} file{'' if written == 1 else 's'} written into {harmless(folder)}.")
    told = "; ".join(faults)
    if told:
        leave(told, NEEDS_A_PERSON)
