"""``person``: everything that is stored about somebody, for them to have, or to be taken out."""

import sys
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from io import BytesIO
from json import dumps, loads
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import click

from mailflow.cli.faults import NEEDS_A_PERSON, USAGE, leave
from mailflow.cli.files import as_object as listed_file
from mailflow.cli.opened import looked_at, written_to
from mailflow.cli.options import config_option
from mailflow.cli.output import harmless, lines_of_json
from mailflow.cli.project import agreed
from mailflow.cli.records import as_object
from mailflow.domain.people import Person
from mailflow.store import Store, Stored
from mailflow.store.belongings import OwnFile
from mailflow.store.documents import held_text, person_text

Files = dict[str, bytes]


@click.group()
def person() -> None:
    """Hand out, or erase, what is stored about a person."""


@person.command(short_help="Everything that is stored about a person.")
@click.argument("person_id", metavar="ID")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE.zip", help="Write a ZIP with the mails as files.")
@config_option
def export(person_id: str, out: Path | None, config_path: Path) -> None:
    """Write all that is stored about the person ID: themselves, their projects, records, messages, letters, files.

    JSON on standard output, the bytes of mails in base64; with --out a ZIP, in it the same with each mail as a file.
    """
    with looked_at(config_path) as (_, store):
        stored = store.personal.gather(_known(store, person_id))
    if out is None:
        lines_of_json([_object(stored, lambda _, raw: b64encode(raw).decode())])
        return
    files: Files = {}

    def kept(name: str, raw: bytes) -> str:
        files[name] = raw
        return name

    told = _object(stored, kept)
    files["person.json"] = dumps(told, ensure_ascii=False, indent=1, default=_plain).encode()
    out.touch(mode=0o600)
    out.write_bytes(_zipped(files))
    click.echo(f"{harmless(out)}: {len(stored.messages)} messages, {len(stored.letters)} letters.", err=True)


@person.command(short_help="Take a person out of everything.")
@click.argument("person_id", metavar="ID")
@click.option("--yes", is_flag=True, help="Erase without asking.")
@config_option
def erase(person_id: str, yes: bool, config_path: Path) -> None:
    """Take out who ID is and what they said. It cannot be undone: `mailflow person export ID` first.

    They leave every project; their name, addresses and the bytes of their mail and files go; their words in the ledger
    and in letters become [erased], what is held in their name is dropped. The ledger still says that something was
    said, when, and what it changed. Backups, the mailbox itself and what others have received are not reached. Status 1
    where nothing was erased.
    """
    with written_to(config_path) as (_, store):
        found = _known(store, person_id)
        stored = store.personal.gather(found)
        records = sum(map(len, stored.records.values()))
        click.echo(
            f"{harmless(found.name)} ({harmless(found.id)}): {len(found.addresses)} addresses, "
            f"{len(stored.projects)} projects, {records} records, {len(stored.messages)} messages, "
            f"{len(stored.letters)} letters, {len(stored.files)} files."
        )
        if not yes and not agreed("Erase all of this for good?"):
            click.echo("Nothing was changed.")
            sys.exit(NEEDS_A_PERSON)
        store.personal.erase(found, datetime.now(UTC))
    click.echo(f"{harmless(person_id)} is erased.")


def _known(store: Store, person_id: str) -> Person:
    found = store.people.by_id(person_id)
    if found is None:
        leave(f"there is no person {person_id}; `id` in the project files names them.", USAGE)
    return found


def _object(stored: Stored, keep: Callable[[str, bytes], str]) -> dict[str, object]:
    """Everything as one object. `keep` puts the bytes of a mail somewhere, and says where."""
    return {
        "person": loads(person_text(stored.person)),
        "projects": list(_memberships(stored)),
        "records": [as_object(record, code, {}) for code, found in stored.records.items() for record in found],
        "messages": [_mail(asdict(one), f"messages/{one.id}.eml", keep) for one in stored.messages],
        "files": [_file(one, keep) for one in stored.files],
        "held": [loads(held_text(one)) for one in stored.held],
        "letters": [_mail(asdict(one), f"letters/{one.id}.eml", keep) for one in stored.letters],
    }


def _memberships(stored: Stored) -> Iterator[dict[str, object]]:
    for snapshot in stored.projects:
        member = snapshot.members[stored.person.id]
        yield {"project": snapshot.code, "title": snapshot.title, **asdict(member)}


def _mail(fields: dict[str, object], name: str, keep: Callable[[str, bytes], str]) -> dict[str, object]:
    raw = fields["raw"]
    return {**fields, "raw": keep(name, raw) if isinstance(raw, bytes) else None}


def _file(one: OwnFile, keep: Callable[[str, bytes], str]) -> dict[str, object]:
    name = f"files/{one.row.message}-{one.row.position}-{one.row.file.name}"
    return {**listed_file(one.row), "content": None if one.content is None else keep(name, one.content)}


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _zipped(files: Files) -> bytes:
    kept = BytesIO()
    with ZipFile(kept, "w", ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(name, content)
    return kept.getvalue()
